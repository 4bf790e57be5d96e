"""Settle: where a body comes to rest when its muscles, its legs or the ground change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration import healthy as healthy_adult
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import metrics
from evenpull.body.settle import stiffness as terms
from evenpull.body.settle.balance import Balance
from evenpull.body.settle.contact import LEVEL, Ground
from evenpull.body.settle.draws import draws, leg_length, middle
from evenpull.body.settle.prepared import Prepared, prepare
from evenpull.body.settle.reaction import Reaction, reactions
from evenpull.body.settle.solve import Rest, rest

Array = NDArray[np.float64]
STANCE = "both_feet"
RHO = 0.5
"""Share of the healthy command that stays when a muscle changes, where one number is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Settled:
    """A body at rest.

    Args:
        stance: Such as `both_feet`.
        q: Independent coordinates, rad (n,).
        root: Where the pelvis is (7,), as `coordinates.root` has it.
        metrics: Posture metrics by name, degrees and mm: `settle.metrics.METRICS` has units and signs.
        change: The same less the healthy body's at rest on level ground.
        reactions: What each contact gives.
        least_eigenvalue: Of the second derivative along allowed movements, N m/rad; above zero.
        iterations: Evaluations of the exact gradient.
        rho: Share of the healthy command that stayed.
        stiffness: K (terms,), ordered as `settle.stiffness.NAMES`.
    """

    stance: str
    q: Array
    root: Array
    metrics: Mapping[str, float]
    change: Mapping[str, float]
    reactions: tuple[Reaction, ...]
    least_eigenvalue: float
    iterations: int
    rho: float
    stiffness: Array

    @property
    def holds(self) -> bool:
        """Whether every contact can give what is asked of it: no pull, no slip, pressure inside the sole."""
        return all(item.holds for item in self.reactions)


def settle(
    body: Body,
    parameters: Parameters,
    *,
    healthy: Parameters | None = None,
    stance: str = STANCE,
    ground: Ground = LEVEL,
    stiffness: Array | None = None,
    rho: float = RHO,
) -> Settled:
    """Return where a body comes to rest, as a minimum of the whole balance.

    Args:
        body: The body.
        parameters: Its muscles and capsules with every change in them.
        healthy: The same body's healthy parameters, which rest in the stance's own posture; the calibrated adult's
            when not given.
        stance: `both_feet`, `left_foot`, `right_foot`, `sitting` or `lying`.
        ground: Lifts, wedges and leg-length difference.
        stiffness: K (terms,); the middle of the draws when not given.
        rho: Share of the healthy command that stays when muscles change, 0 to 1.

    Raises:
        UnknownId: When there is no such stance.
        OutOfRange: When rho, K, the ground or the parameters cannot be.
        NotConverged: `unstable_direction` when no minimum is found, `out_of_range` when a coordinate leaves its range.
        KnowledgeError: When calibration or draws are missing.

    Example:
        >>> body = load_body()  # doctest: +SKIP
        >>> short = healthy(body).changed(length={"iliacus_l": -0.1})  # doctest: +SKIP
        >>> settle(body, short).change["pelvic_tilt"]  # doctest: +SKIP
    """
    prepared = prepare(body, healthy_adult(body) if healthy is None else healthy, stance)
    balance = balance_of(prepared, parameters, ground=ground, stiffness=stiffness, rho=rho)
    return settled(prepared, balance, rest(balance, prepared.near))


def balance_of(
    prepared: Prepared, parameters: Parameters, *, ground: Ground, stiffness: Array | None, rho: float
) -> Balance:
    """Return what pulls against what for a person in a prepared stance."""
    given = middle_stiffness(prepared) if stiffness is None else terms.checked(stiffness)
    return Balance(reference=prepared.reference, parameters=parameters, ground=ground, stiffness=given, rho=rho)


def middle_stiffness(prepared: Prepared) -> Array:
    """Return the middle of the draws for a body, (terms,)."""
    return middle() * size_factor(prepared)


def drawn_stiffness(prepared: Prepared) -> Array:
    """Return the draws for a body, (draws, terms)."""
    return draws().values * size_factor(prepared)


def size_factor(prepared: Prepared) -> Array:
    """Return by how much this body's stiffness differs from that of the body that the draws belong to, (terms,).

    Stiffness at joints follows weight times leg length, that of the centre of mass weight over leg length: a body of
    another size then sways alike.
    """
    body, made = prepared.reference.body, draws()
    weight, length = body.states.mass / made.mass_kg, leg_length(body) / made.leg_m
    return np.array([weight / length if term.unit == "N/m" else weight * length for term in terms.TERMS])


def settled(prepared: Prepared, balance: Balance, found: Rest) -> Settled:
    """Return the public record of a posture at rest."""
    ref = prepared.reference
    values = metrics.measured(ref.body, [found.state, ref.stance.state], ref.stance.view)
    return Settled(
        stance=ref.stance.name,
        q=_stored(found.state.q),
        root=_stored(found.state.root),
        metrics=_named(values[0]),
        change=_named(values[0] - values[1]),
        reactions=reactions(balance.scene.contacts, balance.scene.targets, found.reaction),
        least_eigenvalue=found.least_eigenvalue,
        iterations=found.iterations,
        rho=balance.rho,
        stiffness=_stored(balance.stiffness),
    )


def _named(values: Array) -> Mapping[str, float]:
    return MappingProxyType({name: float(value) for name, value in zip(metrics.NAMES, values, strict=True)})


def _stored(values: Array) -> Array:
    out = np.array(values)
    out.flags.writeable = False
    return out
