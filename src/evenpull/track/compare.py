"""The one entrance of a retest: two times of one person in, what changed out. Neither part knows of the other.

The person's own numbers and the tests are worked out by two functions that share no argument but the two times, and
neither sees a programme or a forecast: what training is expected to do cannot enter a reported change.
"""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.infer.assess import weigh, without_repeats
from evenpull.infer.ledger import Ledger
from evenpull.infer.records import Call
from evenpull.knowledge import Catalogue
from evenpull.safety.records import SafetyProfile
from evenpull.track.beyond import changes_beyond_error
from evenpull.track.forecast import forecasts_of
from evenpull.track.groups import group_changes
from evenpull.track.joint import joint_model
from evenpull.track.own import not_asked, own_changes
from evenpull.track.pairs import pairs_of
from evenpull.track.records import Forecast, GroupChange, OwnChange, Refused, TestChange
from evenpull.track.visit import Visit, require_asked_anew, require_same_person, weeks_between


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What two times of one person say: see `Retest` for the parts."""

    weeks: float
    own: tuple[OwnChange, ...]
    not_asked: tuple[str, ...]
    tests: tuple[TestChange, ...]
    groups: tuple[GroupChange, ...]
    no_groups: str
    refused: tuple[Refused, ...]
    forecasts: tuple[Forecast, ...]


def compare(
    old: Visit, new: Visit, *, profile: SafetyProfile, catalogue: Catalogue, trained: tuple[Call, ...] = ()
) -> Compared:
    """Return what changed between two times.

    Args:
        old: The first time.
        new: The retest.
        profile: What safety allows at the retest; with `no_calls` no muscle group is named.
        catalogue: The facts.
        trained: Calls that the first plan worked on, for the forecast alone.

    Raises:
        OutOfRange: When the retest does not lie after the first time.
        InputError: When the two cannot be one person.
        ScreeningIncomplete: When the safety questions were not asked anew.
    """
    weeks = weeks_between(old, new)
    require_same_person(old, new)
    require_asked_anew(old, new, catalogue)
    tests, groups, refused = compare_tests(old, new, weeks=weeks, catalogue=catalogue)
    return Compared(
        weeks=weeks,
        own=own_changes(old.person, new.person, catalogue),
        not_asked=not_asked(old.person, new.person),
        tests=tests,
        groups=() if profile.no_calls else groups,
        no_groups=profile.no_calls or "",
        refused=refused,
        forecasts=() if profile.no_calls else forecasts_of(trained),
    )


def compare_tests(
    old: Visit, new: Visit, *, weeks: float, catalogue: Catalogue
) -> tuple[tuple[TestChange, ...], tuple[GroupChange, ...], tuple[Refused, ...]]:
    """Return the tests' changes, the groups' changes and what is not compared."""
    pairs, refused = pairs_of(old, new, catalogue)
    tests = changes_beyond_error(pairs, catalogue)
    partner = {pair.new.id: pair.old.id for pair in pairs}
    first = _weighed(old, keep=set(partner.values()), catalogue=catalogue)
    second = _weighed(new, keep=set(partner), catalogue=catalogue)
    joint = joint_model(first, second, partner=partner, weeks=weeks)
    return tests, group_changes(joint, pairs=pairs, tests=tests), refused


def _weighed(visit: Visit, *, keep: set[str], catalogue: Catalogue) -> Ledger:
    """Weigh the compared readings of one time alone; contexts stay, as base rates of the first time."""
    unique, _ = without_repeats(visit.measurements)
    kept = [each for each in unique if each.id in keep or each.kind == "context"]
    return weigh(kept, person=visit.person, catalogue=catalogue)
