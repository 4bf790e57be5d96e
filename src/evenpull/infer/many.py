"""Many people who did the same tests in the same way: one solve for all, and the same words as one by one.

With rows that are no bounds the gain W and the posterior sd do not depend on what was read, so that for people k

    mean_k = mu + W (y_k - H mu),   y_k affine in the readings.

The people must share their prior (the same contexts) and every error: a reading may change only its row's y. That is
checked, and people who differ in it are refused. What is called follows `calls.grounds_for`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.errors import InputError, Where
from evenpull.infer.assess import weigh
from evenpull.infer.ledger import Ledger
from evenpull.infer.numbers import POSSIBLY, PROBABLY, RESOLUTION, SHORT_OR_WEAK, SIGN_PUSH, SLIP_LEAST
from evenpull.infer.rows import Row
from evenpull.infer.slips import slip_chances
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement

Array = NDArray[np.float64]
CANNOT_TELL, POSSIBLE, PROBABLE = 0, 1, 2
AFFINE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """The posteriors of people who share every row but what it reads.

    Args:
        ledger: Of the template's own readings: rows, gain, prior and posterior covariance that all share.
        mean: (people, m) healthy sds.
        y: (people, n) the rows' readings.
    """

    ledger: Ledger
    mean: Array
    y: Array

    @property
    def sd(self) -> Array:
        """Posterior standard deviations, (m,), the same for all."""
        return self.ledger.posterior.sd

    @property
    def innovation(self) -> Array:
        """Readings minus what the prior predicts, (people, n)."""
        posterior = self.ledger.posterior
        return self.y - posterior.system.H @ posterior.prior.mean

    def probability(self) -> Array:
        """Return P(short) or P(weak) of every unknown, (people, m)."""
        return np.asarray(ndtr((SHORT_OR_WEAK - self.mean) / self.sd), dtype=np.float64)

    def words(self) -> NDArray[np.int8]:
        """Return what is said of every unknown, (people, m): 0 cannot tell, 1 possibly, 2 probably."""
        posterior = self.ledger.posterior
        prior_sd = np.sqrt(np.diag(posterior.prior.covariance))
        chance = self.probability() * (1.0 - self._doubts())
        said = np.where(chance >= PROBABLY, PROBABLE, np.where(chance >= POSSIBLY, POSSIBLE, CANNOT_TELL))
        for place, unknown in enumerate(posterior.prior.index.unknowns):
            if self.sd[place] / prior_sd[place] >= RESOLUTION:
                said[:, place] = CANNOT_TELL
            elif not any(unknown in row.direct for row in posterior.system.rows):
                said[:, place] *= self._two_signs(unknown)
        return said.astype(np.int8)

    def _doubts(self) -> Array:
        """Return the chance that what pushes an unknown down is a slip, (people, m)."""
        posterior, innovation = self.ledger.posterior, self.innovation
        chance = slip_chances(posterior.system.rows, posterior.inverse, innovation)
        found = np.zeros_like(self.mean)
        for one in np.flatnonzero((chance >= SLIP_LEAST).any(axis=1)):
            pushes = posterior.gain * innovation[one]
            found[one] = (pushes <= -SIGN_PUSH) @ np.where(chance[one] >= SLIP_LEAST, chance[one], 0.0)
        return found

    def _two_signs(self, unknown: Unknown) -> NDArray[np.bool_]:
        """Say for whom at least two independent signs, not all of them questions, push an unknown down, (people,)."""
        by_sign: dict[str, Array] = {}
        for row in self.ledger.rows_on(unknown):
            if all(self.ledger.measurements[source].quality == "poor" for source in row.sources):
                continue
            push = sum((self._push(source, unknown) for source in row.sources), np.zeros(len(self.mean)))
            by_sign[row.sign] = by_sign.get(row.sign, np.zeros(len(self.mean))) + push
        pushed = {sign: push <= -SIGN_PUSH for sign, push in by_sign.items()}
        none = np.zeros(len(self.mean), dtype=np.int64)
        count = sum((each.astype(np.int64) for each in pushed.values()), none)
        asked = sum((each.astype(np.int64) for sign, each in pushed.items() if sign.startswith("topic.")), none)
        return np.asarray((count >= 2) & (count > asked))

    def _push(self, source: str, unknown: Unknown) -> Array:
        posterior, innovation = self.ledger.posterior, self.innovation
        place = posterior.prior.index.place[unknown]
        total = np.zeros(len(self.mean))
        for number, row in enumerate(posterior.system.rows):
            if source in row.sources:
                total += posterior.gain[place, number] * innovation[:, number] / len(row.sources)
        return total


def weigh_many(
    template: Sequence[Measurement],
    readings: Mapping[str, Array],
    *,
    people: int,
    person: Person,
    catalogue: Catalogue,
) -> Many:
    """Return the posteriors of people who share everything but the values that were read.

    Args:
        template: One of them, each id once.
        readings: Values by measurement id, (people,) each, in the measurement's unit; ids left out keep the template's.
        people: How many.
        person: Whose norms apply to all.
        catalogue: The facts.

    Raises:
        InputError: When a row is a bound, or a value changes more than its own row's reading.
    """
    ledger = weigh(template, person=person, catalogue=catalogue)
    rows = ledger.posterior.system.rows
    if any(row.censored for row in rows):
        raise InputError(
            say("a bound is weighed with the other readings of its own person"),
            hint=say("Weigh people with a test that was stopped early one by one."),
        )
    y = np.tile(ledger.posterior.system.y, (people, 1))
    for name, values in readings.items():
        y += _moved(name, values, template, ledger, person=person, catalogue=catalogue)
    posterior = ledger.posterior
    innovation = y - posterior.system.H @ posterior.prior.mean
    return Many(ledger=ledger, mean=posterior.prior.mean + innovation @ posterior.gain.T, y=y)


def _moved(
    name: str,
    values: Array,
    template: Sequence[Measurement],
    ledger: Ledger,
    *,
    person: Person,
    catalogue: Catalogue,
) -> Array:
    """Return what other values of one measurement add to the template's readings, (people, n)."""
    own = next(each for each in template if each.id == name)
    start = ledger.posterior.system.y
    low, high = float(np.min(values)), float(np.max(values))
    ends = []
    for value in (low, (low + high) / 2.0, high):
        changed = [replace(each, value=value) if each.id == name else each for each in template]
        rows = weigh(changed, person=person, catalogue=catalogue).posterior.system.rows
        if not _same_weights(rows, ledger.posterior.system.rows):
            raise _not_shared(name)
        ends.append(np.array([row.y for row in rows]) - start)
    first, middle, last = ends
    if np.abs(middle - (first + last) / 2.0).max(initial=0.0) > AFFINE:
        raise _not_shared(name)
    if high > low:
        return first + (values - low)[:, None] / (high - low) * (last - first)
    return np.tile(first if low != own.value else np.zeros(len(start)), (len(values), 1))


def _same_weights(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    return len(rows) == len(others) and all(
        replace(a, y=0.0) == replace(b, y=0.0) for a, b in zip(rows, others, strict=True)
    )


def _not_shared(name: str) -> InputError:
    return InputError(
        say("what was read changes how it is weighed"),
        where=Where(field=name),
        hint=say("Weigh these people one by one."),
    )
