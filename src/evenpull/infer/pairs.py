"""Groups that pull against each other, force couples, and the two sides of one group: which is lower, by how much."""

from __future__ import annotations

from math import sqrt

from scipy.special import ndtr

from evenpull.core.side import SIDES
from evenpull.infer.ledger import Ledger
from evenpull.infer.numbers import FORCE_COUPLES
from evenpull.infer.prior import covariance_of
from evenpull.infer.records import Pair
from evenpull.infer.unknowns import PROPERTIES, Unknown


def pairs_of(ledger: Ledger) -> tuple[Pair, ...]:
    """Return every pair of which at least one member was named by a reading or sign that weighs."""
    named = {unknown for row in ledger.posterior.system.rows for unknown, _ in row.loads}
    found: list[Pair] = []
    muscles = sorted({unknown.muscle for unknown in ledger.posterior.prior.index.unknowns})
    for prop in PROPERTIES:
        for muscle in muscles:
            first, second = (Unknown(muscle, side, prop) for side in SIDES)
            if first in named or second in named:
                found.append(_pair("left_right", first, second, ledger))
        for kind, couples in (("agonist_antagonist", _antagonists(ledger)), ("force_couple", FORCE_COUPLES)):
            for a, b in couples:
                for side in SIDES:
                    first, second = Unknown(a, side, prop), Unknown(b, side, prop)
                    if {a, b} <= set(muscles) and (first in named or second in named):
                        found.append(_pair(kind, first, second, ledger))
    return tuple(found)


def _antagonists(ledger: Ledger) -> tuple[tuple[str, str], ...]:
    muscles = ledger.setting.catalogue.muscles
    couples = {
        (min(name, other), max(name, other))
        for name, muscle in muscles.items()
        if muscle.posterior
        for other in muscle.antagonists
        if other in muscles and muscles[other].posterior and other != name
    }
    return tuple(sorted(couples))


def _pair(kind: str, first: Unknown, second: Unknown, ledger: Ledger) -> Pair:
    """Compare two unknowns against how far healthy people's two differ (sd of the difference before any evidence)."""
    posterior = ledger.posterior
    a, b = (posterior.prior.index.place[each] for each in (first, second))
    healthy_covariance = covariance_of(posterior.prior.index)
    healthy = sqrt(max(healthy_covariance[a, a] + healthy_covariance[b, b] - 2 * healthy_covariance[a, b], 0.0))
    covariance = posterior.covariance
    mean = float(posterior.mean[a] - posterior.mean[b])
    sd = sqrt(max(float(covariance[a, a] + covariance[b, b] - 2 * covariance[a, b]), 1e-18))
    return Pair(
        kind=kind,  # type: ignore[arg-type]
        property=first.property,
        first=f"{first.side}.{first.muscle}",
        second=f"{second.side}.{second.muscle}",
        mean=mean,
        sd=sd,
        p_first_lower=float(ndtr((-healthy - mean) / sd)),
        p_second_lower=float(ndtr((mean - healthy) / sd)),
    )
