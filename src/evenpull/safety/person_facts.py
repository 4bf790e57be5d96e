"""Safety facts that follow from the person file without being asked: how pain behaves, age, activity, medicines.

Each is one function of the person, a fact's numbers and words, and returns the regions that it is true in; none
when it is not true. Thresholds and words live in the catalogue, kind `safety_facts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from evenpull.capture.person.model import Pain, Person
from evenpull.core.side import SIDES, sides_of
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import DerivedFact, SafetyFact
from evenpull.safety.medicines import codes_of_medicines, unknown_medicines
from evenpull.safety.regions import EVERYWHERE, PlacedPain

SPINE = ("trunk_low", "neck_upper")
LEG_SITES = ("thigh_back", "thigh_front", "calf", "shin")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What a fact is judged on: the person, their placed pains, the fact's entry and the catalogue."""

    person: Person
    pains: tuple[PlacedPain, ...]
    fact: SafetyFact
    catalogue: Catalogue

    @property
    def number(self) -> float:
        """The fact's threshold in its unit."""
        assert self.fact.threshold is not None
        return self.fact.threshold

    def where(self, true_of: Callable[[Pain], bool]) -> frozenset[str]:
        """Return the regions of the pains that something is true of."""
        return frozenset(placed.region for placed in self.pains if true_of(placed.pain))


def true_facts(person: Person, *, pains: tuple[PlacedPain, ...], catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """Return the safety facts that are true of this person, each with the regions it is true in (`all`: everywhere)."""
    found = {
        fact.id: _FACTS[fact.derived](_Case(person=person, pains=pains, fact=fact, catalogue=catalogue))
        for fact in catalogue.safety_facts.values()
    }
    return {name: regions for name, regions in found.items() if regions}


def _everywhere(true: bool) -> frozenset[str]:
    return frozenset({EVERYWHERE}) if true else frozenset()


def _new_weeks(case: _Case) -> float:
    """Return below how many weeks a pain is new."""
    weeks = case.catalogue.safety_facts["new_pain"].threshold
    assert weeks is not None
    return weeks


def _began(case: _Case, how: str) -> frozenset[str]:
    return case.where(lambda pain: pain.began == how and pain.weeks < case.number)


def _both_legs(case: _Case) -> frozenset[str]:
    return _both_legs_with(case, case.pains)


def _both_legs_numb(case: _Case) -> frozenset[str]:
    return _both_legs_with(case, [placed for placed in case.pains if placed.pain.numb_or_tingling == "yes"])


def _both_legs_with(case: _Case, pains: Iterable[PlacedPain]) -> frozenset[str]:
    """Back pain, and signs that go down the left leg and the right.

    A back pain marked `both` that spreads does not say into which leg, so only a stated side counts there.
    """
    if not any(placed.region == "trunk_low" for placed in case.pains):
        return frozenset()
    sides: set[str] = set()
    for placed in pains:
        in_leg = placed.site in LEG_SITES
        spreads = placed.pain.spreads_below_knee == "yes" and placed.pain.side != "both"
        if in_leg or spreads:
            sides.update(sides_of(placed.pain.side))
    return frozenset({"trunk_low"}) if sides.issuperset(SIDES) else frozenset()


def _late_back_pain(case: _Case) -> frozenset[str]:
    if case.person.person.age_years < case.number:
        return frozenset()
    new = case.where(lambda pain: pain.began == "suddenly" and pain.weeks < _new_weeks(case))
    return new.intersection(SPINE)


def _early_back_pain(case: _Case) -> frozenset[str]:
    young = case.person.person.age_years < case.number
    return case.where(lambda pain: young and pain.weeks < _new_weeks(case)).intersection(SPINE)


_FACTS: dict[DerivedFact, Callable[[_Case], frozenset[str]]] = {
    "any_pain": lambda case: _everywhere(bool(case.pains)),
    "new_pain": lambda case: case.where(lambda pain: pain.weeks < case.number),
    "long_standing": lambda case: case.where(lambda pain: pain.weeks >= case.number),
    "pain_above": lambda case: case.where(lambda pain: pain.now > case.number),
    "night": lambda case: case.where(lambda pain: pain.night == "yes"),
    "morning_stiff": lambda case: case.where(lambda pain: pain.morning_stiff_min > case.number),
    "regions_at_least": lambda case: _everywhere(len({placed.region for placed in case.pains}) >= case.number),
    "numb_weeks": lambda case: case.where(lambda pain: pain.numb_or_tingling == "yes" and pain.weeks >= case.number),
    "numb_below_knee": lambda case: case.where(
        lambda pain: pain.numb_or_tingling == "yes" and pain.spreads_below_knee == "yes"
    ),
    "both_legs": _both_legs,
    "both_legs_numb": _both_legs_numb,
    "after_injury": lambda case: _began(case, "after_injury"),
    "after_surgery": lambda case: _began(case, "after_surgery"),
    "settles_after": lambda case: case.where(lambda pain: (pain.settles_after_min or 0) > case.number),
    "site": lambda case: frozenset(placed.region for placed in case.pains if placed.site in case.fact.words),
    "under_age": lambda case: _everywhere(case.person.person.age_years < case.number),
    "over_age": lambda case: _everywhere(case.person.person.age_years >= case.number),
    "early_back_pain": _early_back_pain,
    "late_back_pain": _late_back_pain,
    "old_and_inactive": lambda case: _everywhere(
        case.person.person.age_years >= case.number and case.person.experience == "none"
    ),
    "inactive": lambda case: _everywhere(case.person.experience == "none"),
    "medicine_code": lambda case: _everywhere(
        not codes_of_medicines(case.person.medicines, case.catalogue).keys().isdisjoint(case.fact.words)
    ),
    "medicine_not_known": lambda case: _everywhere(bool(unknown_medicines(case.person.medicines, case.catalogue))),
}
