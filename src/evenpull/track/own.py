"""The person's own numbers both times: pain, activities, the back form. They come first and stand on their own.

A change is told only beyond the error of asking twice and beyond what people call important; for the better also beyond
the share of the start that counts, since a severe pain has more to lose. For the worse points are enough, so that a
worsening is told sooner. Every limit stands in the catalogue with its source; the largest of one kind counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from evenpull.capture.person.model import Activity, Pain, Person
from evenpull.core.side import SideOrBoth
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.common import Value
from evenpull.track.records import Course, Limits, Outcome, OwnChange, Verdict

FACTS: dict[Outcome, str] = {
    "pain": "pain_0_to_10",
    "activities": "own_activities_0_to_10",
    "roland_morris": "roland_morris",
}
BACK_SITES = ("low_back",)


def limits_of(outcome: Outcome, catalogue: Catalogue) -> Limits:
    """Return from where on a change of this outcome is told."""
    fact = catalogue.reference_facts[FACTS[outcome]]
    by_role = {
        role: [each.value for each in fact.values if each.role == role]
        for role in ("error", "matters", "matters_share")
    }
    used = [value for values in by_role.values() for value in values]
    return Limits(
        error=max(map(_strictest, by_role["error"])),
        matters=max(map(_strictest, by_role["matters"])),
        share=max((_strictest(value) / 100.0 for value in by_role["matters_share"]), default=0.0),
        recalled=any(value.known == "recalled" for value in used),
        sources=tuple(sorted({value.source for value in used if value.source})),
    )


def _strictest(value: Value) -> float:
    """Return the end of a range that asks for most; for one number the number."""
    return max(value.interval) if value.interval else value.value


def verdict_of(
    old: float | None, new: float | None, *, better: Literal["lower", "higher"], limits: Limits | None
) -> tuple[Course, Verdict]:
    """Return which way a number went and whether the change may be told.

    Args:
        old, new: Points; None when it was not asked.
        better: Which way is better.
        limits: Of this outcome; None for a part that is only shown.
    """
    if old is None or new is None or old == new:
        return "same", "cannot_tell"
    gain = new - old if better == "higher" else old - new
    course: Course = "better" if gain > 0 else "worse"
    if limits is None:
        return course, "cannot_tell"
    enough = abs(gain) >= max(limits.error, limits.matters) - 1e-9
    share = course == "worse" or old == 0 or abs(gain) >= limits.share * abs(old) - 1e-9
    return course, "really_changed" if enough and share else "cannot_tell"


def own_changes(old: Person, new: Person, catalogue: Catalogue) -> tuple[OwnChange, ...]:
    """Return pain by place, activities together and one by one, and the back form; a place asked once is shown too."""
    found = [*_pains(old.pains, new.pains, catalogue), *_activities(old.activities, new.activities, catalogue)]
    if old.roland_morris is not None or new.roland_morris is not None:
        ends = tuple(None if each is None else float(each.ticked) for each in (old.roland_morris, new.roland_morris))
        found.append(
            _told("roland_morris", "", None, ends, better="lower", limits=limits_of("roland_morris", catalogue))
        )
    return tuple(found)


def not_asked(old: Person, new: Person) -> tuple[str, ...]:
    """Return the fields of the person file that a retest asks and that have no answer; the back form for backs only."""
    back = any(pain.site in BACK_SITES for pain in (*old.pains, *new.pains))
    missing = {
        "pains": bool(old.pains) and not new.pains,
        "activities": bool(old.activities) and not new.activities,
        "global_change": new.global_change is None,
        "roland_morris": back and new.roland_morris is None,
    }
    return tuple(field for field, lacks in missing.items() if lacks)


def _pains(old: Sequence[Pain], new: Sequence[Pain], catalogue: Catalogue) -> list[OwnChange]:
    names = catalogue.aliases.get("pain_sites", {})
    first = {(names.get(pain.site, pain.site), pain.side): pain for pain in old}
    second = {(names.get(pain.site, pain.site), pain.side): pain for pain in new}
    limits = limits_of("pain", catalogue)
    found = []
    for site, side in sorted({*first, *second}):
        ends = tuple(
            None if pain is None else float(pain.usual) for pain in (first.get((site, side)), second.get((site, side)))
        )
        found.append(_told("pain", site, side, ends, better="lower", limits=limits))
    return found


def _activities(old: Sequence[Activity], new: Sequence[Activity], catalogue: Catalogue) -> list[OwnChange]:
    first = {_same_words(each.what): each for each in old}
    second = {_same_words(each.what): each for each in new}
    both = [(first[key].able, second[key].able) for key in first if key in second]
    found = []
    if both:
        ends = tuple(sum(pair[time] for pair in both) / len(both) for time in (0, 1))
        found.append(_told("activities", "", None, ends, better="higher", limits=limits_of("activities", catalogue)))
    for key in [*first, *(key for key in second if key not in first)]:
        before, after = first.get(key), second.get(key)
        single = tuple(None if each is None else float(each.able) for each in (before, after))
        found.append(_told("activities", (before or second[key]).what, None, single, better="higher", limits=None))
    return found


def _same_words(what: str) -> str:
    return " ".join(what.casefold().split()).rstrip(".")


def _told(
    outcome: Outcome,
    name: str,
    side: SideOrBoth | None,
    ends: tuple[float | None, ...],
    *,
    better: Literal["lower", "higher"],
    limits: Limits | None,
) -> OwnChange:
    old, new = ends
    course, verdict = verdict_of(old, new, better=better, limits=limits)
    return OwnChange(
        outcome=outcome,
        name=name,
        side=side,
        old=old,
        new=new,
        better=better,
        course=course,
        verdict=verdict,
        limits=limits,
    )
