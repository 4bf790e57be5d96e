"""The one form that every kind of evidence takes before it is weighed: a linear row with what disturbs it.

A row says  y = sum_i h_i u_i + sum_j g_j n_j + e,  u the unknowns in healthy sds, n nuisances (independent standard
normal, each known by its name, so that rows that share a name share that error), e its own noise. Nuisances are
integrated out. A new kind of evidence is a new file with a `Likelihood`; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from evenpull.capture.person.model import About, Person
from evenpull.infer.prior import Prior
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One linear statement about the unknowns.

    Args:
        sources: Ids of the measurements it comes from: one, or two for a side difference, which share its push equally.
        y: The reading, in units of the healthy true sd, the norm's mean taken off.
        loads: Coefficient of each unknown.
        nuisances: Coefficient of each named nuisance.
        noise_sd: sd of its own error.
        censored: `lower` when the true y is at least this, `upper` when at most.
        sign: What it counts as when independent signs are counted; rows of one sign count once.
        direct: The unknowns that it tests directly: a reading that is no bound and not of poor quality.
        slip_sd: sd of its further error if it is a slip; 0 where it cannot be one.
        block: Rows of one block are held to `block_nats` of information together; empty for none.
    """

    sources: tuple[str, ...]
    y: float
    loads: tuple[tuple[Unknown, float], ...]
    nuisances: tuple[tuple[str, float], ...]
    noise_sd: float
    censored: Literal["lower", "upper"] | None = None
    sign: str
    direct: frozenset[Unknown] = frozenset()
    slip_sd: float = 0.0
    block: str = ""
    block_nats: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a likelihood may look at besides the measurements; `shares` says where a test's shares come from."""

    catalogue: Catalogue
    prior: Prior
    person: Person
    shares: Literal["catalogue", "body", "both"] = "catalogue"

    @property
    def about(self) -> About:
        """Whose norms apply."""
        return self.person.person


class Likelihood(Protocol):
    """One kind of evidence: measurements in, rows out. It ignores what is not its kind."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return the rows that these measurements give, in the measurements' order."""
        ...
