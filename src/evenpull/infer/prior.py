"""What is believed before any reading: healthy people vary together, and a person's context shifts the average.

Covariance: each property is a sum of independent factors (general, synergists, group, side) whose variances sum to 1,
so each unknown has healthy variance 1 and the two sides of a group correlate at 1 minus the side's own part. Length and
strength are independent, and no group lowers another (reciprocal inhibition has coupling zero).

Mean: zero, shifted by the contexts (long sitting, long back pain) whose base rates the catalogue cites. Contexts
overlap: each source compares its own groups and does not adjust for the other contexts. If context i alone shifts the
average by d_i, and A_ij = P(i | j) - P(i | not j), the shifts side by side are b = A^-1 d, and a person in all of them
is shifted by sum(b): less than the plain sum, and never less than the largest alone. How uncertain a base rate is adds
to the variance, one error for everything that one claim of a context shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evenpull.infer.claims import ClaimShift, shifts_of
from evenpull.infer.numbers import CONTEXT_OVERLAP, CONTEXT_OVERLAPS, SPREADS, SYNERGISTS
from evenpull.infer.unknowns import PROPERTIES, Index, Unknown, index_of
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifts:
    """What one context would shift alone: its catalogue id, and healthy sds by unknown."""

    context: str
    by_unknown: dict[Unknown, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Mean and covariance of the unknowns, and which part of the mean each context brought.

    Args:
        index: The unknowns' order, n of them.
        mean: (n,) healthy sds.
        covariance: (n, n), unit diagonal but for the uncertainty of base rates.
        contexts: Each context measurement's id with what it would shift alone.
    """

    index: Index
    mean: Array
    covariance: Array
    contexts: dict[str, Shifts]

    def parts(self) -> dict[str, Array]:
        """Return each context's part of the mean, (n,); the parts sum to the mean exactly as shares of it."""
        parts = {name: np.zeros(len(self.index)) for name in self.contexts}
        for number, unknown in enumerate(self.index.unknowns):
            for name, part in _overlapping(self.contexts, unknown).items():
                parts[name][number] = part
        return parts


def covariance_of(index: Index) -> Array:
    """Return the healthy covariance of the unknowns, (n, n) with unit diagonal, read-only."""
    return _covariance(index.unknowns)


@lru_cache(maxsize=8)
def _covariance(unknowns: tuple[Unknown, ...]) -> Array:
    covariance = np.zeros((len(unknowns), len(unknowns)))
    for prop in PROPERTIES:
        spread = SPREADS[prop]
        for row, a in enumerate(unknowns):
            for column, b in enumerate(unknowns):
                if a.property != prop or b.property != prop:
                    continue
                value = spread.general
                if a.muscle == b.muscle or any({a.muscle, b.muscle} <= team for team in SYNERGISTS[prop]):
                    value += spread.synergist
                if a.muscle == b.muscle:
                    value += spread.group + (spread.side if a.side == b.side else 0.0)
                covariance[row, column] = value
    covariance.flags.writeable = False
    return covariance


def prior_for(measurements: Sequence[Measurement], catalogue: Catalogue) -> Prior:
    """Return the prior of a person: healthy spread, mean shifted by the person's contexts."""
    groups = tuple(name for name, muscle in catalogue.muscles.items() if muscle.posterior)
    index = index_of(groups)
    contexts: dict[str, Shifts] = {}
    weighed: dict[str, list[ClaimShift]] = {}
    for measurement in measurements:
        entry = catalogue.contexts.get(measurement.metric) if measurement.kind == "context" else None
        if entry is None or measurement.value == 0:
            continue
        shifts = shifts_of(entry.claims, side=measurement.side, index=index)
        weighed[measurement.id] = [shift for shift in shifts if shift.weighs]
        contexts[measurement.id] = Shifts(
            context=measurement.metric, by_unknown=_sum_by_unknown(weighed[measurement.id])
        )
    covariance = covariance_of(index) + _uncertainty(index, contexts, weighed)
    return Prior(index=index, mean=_mean(index, contexts), covariance=covariance, contexts=contexts)


def combined_shift(shifts: Sequence[float], association: Array) -> float:
    """Return the joint shift of contexts that push one way.

    Args:
        shifts: What each would shift alone, all of one sign.
        association: A, (k, k) with unit diagonal.

    Example:
        >>> round(combined_shift([-1.0, -0.5], np.array([[1.0, 0.1], [0.1, 1.0]])), 3)
        -1.364
    """
    if not shifts:
        return 0.0
    joint = float(np.linalg.solve(association, np.array(shifts)).sum())
    largest, total = max(shifts, key=abs), sum(shifts)
    return largest if abs(joint) < abs(largest) else total if abs(joint) > abs(total) else joint


def _overlapping(contexts: dict[str, Shifts], unknown: Unknown) -> dict[str, float]:
    parts: dict[str, float] = {}
    for sign in (-1, 1):
        alone = {
            name: shifts.by_unknown[unknown]
            for name, shifts in sorted(contexts.items())
            if shifts.by_unknown.get(unknown, 0.0) * sign > 0
        }
        association = np.array([[_association(contexts[a], contexts[b]) for b in alone] for a in alone])
        joint, total = combined_shift(tuple(alone.values()), association), sum(alone.values())
        parts |= {name: joint * shift / total for name, shift in alone.items()}
    return parts


def _association(a: Shifts, b: Shifts) -> float:
    if a is b:
        return 1.0
    return CONTEXT_OVERLAPS.get(frozenset({a.context, b.context}), CONTEXT_OVERLAP)


def _mean(index: Index, contexts: dict[str, Shifts]) -> Array:
    return np.array([sum(_overlapping(contexts, unknown).values()) for unknown in index.unknowns], dtype=np.float64)


def _uncertainty(index: Index, contexts: dict[str, Shifts], weighed: dict[str, list[ClaimShift]]) -> Array:
    """Return the variance that uncertain base rates add: one error for each claim of each context, (n, n)."""
    added = np.zeros((len(index), len(index)))
    for name in sorted(weighed):
        errors: dict[tuple[str, str], Array] = {}
        for shift in weighed[name]:
            whole = contexts[name].by_unknown[shift.unknown]
            used = _overlapping(contexts, shift.unknown).get(name, 0.0) / whole if whole else 1.0
            error = errors.setdefault((shift.claim.muscle, shift.claim.property), np.zeros(len(index)))
            error[index.place[shift.unknown]] += used * shift.scatter
        for error in errors.values():
            added += np.outer(error, error)
    return added


def _sum_by_unknown(shifts: Iterable[ClaimShift]) -> dict[Unknown, float]:
    total: dict[Unknown, float] = {}
    for shift in shifts:
        total[shift.unknown] = total.get(shift.unknown, 0.0) + shift.shift
    return total
