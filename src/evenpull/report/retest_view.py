"""A retest in words: the rows that page and terminal show. The person's own numbers and the tests never meet here."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.report.words import SIDED, Names, capital, lower_first, number, reading, spaced, spread
from evenpull.track.records import GroupChange, Limits, OwnChange, Retest, TestChange

VERDICTS = {"really_changed": say("really changed"), "cannot_tell": say("cannot tell yet")}
COURSES = {"better": say("really changed: better"), "worse": say("really changed: worse")}
GLOBAL = {
    "much_better": say("much better"),
    "better": say("better"),
    "a_little_better": say("a little better"),
    "the_same": say("the same"),
    "a_little_worse": say("a little worse"),
    "worse": say("worse"),
    "much_worse": say("much worse"),
}
WAYS = {
    ("length", "more"): say("really changed: moves further"),
    ("length", "less"): say("really changed: moves less far"),
    ("strength", "more"): say("really changed: pushes harder"),
    ("strength", "less"): say("really changed: pushes less hard"),
    ("endurance", "more"): say("really changed: lasts longer"),
    ("endurance", "less"): say("really changed: lasts less long"),
    ("balance", "more"): say("really changed: steadier"),
    ("balance", "less"): say("really changed: less steady"),
    ("control", "more"): say("really changed: better control"),
    ("control", "less"): say("really changed: less control"),
    ("posture", "more"): say("really changed: more"),
    ("posture", "less"): say("really changed: less"),
}
GROUP_WAYS = {
    ("length", True): say("really changed: gives way further"),
    ("length", False): say("really changed: gives way less"),
    ("strength", True): say("really changed: stronger"),
    ("strength", False): say("really changed: weaker"),
}
ASKED = {
    "pains": say("your pain, place by place"),
    "activities": say("what is hard for you"),
    "global_change": say("how you are, all in all, next to the first time"),
    "roland_morris": say("the Roland-Morris form for backs, 24 lines to tick"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: what, then, now, the verdict in words, whether it is told, and what it was held against."""

    what: str
    then: str
    now: str
    verdict: str
    told: bool
    against: str
    notes: tuple[str, ...] = ()


def own_rows(retest: Retest, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return the person's own numbers; several activities stand under their mean."""
    return tuple(_own(each, Names(catalogue)) for each in retest.own)


def reading_rows(retest: Retest, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return every compared test, what really changed first."""
    return tuple(_test(each, catalogue) for each in retest.tests)


def group_rows(retest: Retest, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return every muscle group that a compared test speaks of."""
    return tuple(_group(each, catalogue) for each in retest.groups)


def refused_rows(retest: Retest, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return what is not compared, each with why."""
    names = Names(catalogue)
    return tuple((_sided(names.metric(each.metric), each.side), each.reason) for each in retest.refused)


def global_words(retest: Retest) -> str:
    """Return the person's own word for the change, as a sentence; empty when not asked."""
    if retest.global_change is None:
        return ""
    return say("All in all, you say: {word}.", word=GLOBAL[retest.global_change])


def asked_words(retest: Retest) -> tuple[str, ...]:
    """Return what was not asked at the retest, in words."""
    return tuple(ASKED[field] for field in retest.not_asked)


def forecast_rows(retest: Retest, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Return what training aims at, by muscle group."""
    names = Names(catalogue)
    found = []
    for each in retest.forecasts:
        side, muscle, _ = each.call.split(".")
        found.append((names.sided(side, muscle), each.text))
    return tuple(found)


def weeks_words(retest: Retest) -> str:
    """Return the time between both, in weeks, or in days when it is less than two weeks."""
    if retest.weeks < 2:
        return say("{count} days", count=number(round(7 * retest.weeks)))
    return say("{count} weeks", count=number(round(retest.weeks)))


def _own(each: OwnChange, names: Names) -> Row:
    if each.outcome == "pain":
        place = _sided(names.site(each.name), each.side if each.side in {"left", "right"} else None)
        what = say("{place}: usual pain, 0 to 10", place=place)
    elif each.outcome == "roland_morris":
        what = say("Back form: lines ticked, 0 to 24")
    elif not each.name:
        what = say("What was hard, all together, 0 to 10")
    else:
        what = capital(each.name)
    told = each.verdict == "really_changed"
    return Row(
        what=what,
        then=say("not asked") if each.old is None else number(each.old),
        now=say("not asked") if each.new is None else number(each.new),
        verdict=COURSES[each.course] if told else "" if each.limits is None else VERDICTS["cannot_tell"],
        told=told,
        against="" if each.limits is None else _limits(each.limits, each.old, each.course),
    )


def _limits(limits: Limits, old: float | None, course: str) -> str:
    """Return how many points count, and where that comes from."""
    share = 0.0 if old is None or course == "worse" else limits.share * old
    least = max(limits.error, limits.matters, share)
    places = {"least": number(least), "error": number(limits.error), "matters": number(limits.matters)}
    if limits.recalled:
        return say("{least} points or more count (error {error}, from memory; it matters from {matters}).", **places)
    return say("{least} points or more count (error {error}; it matters from {matters}).", **places)


def _test(each: TestChange, catalogue: Catalogue) -> Row:
    test = catalogue.tests.get(each.metric)
    told = each.verdict == "really_changed"
    verdict = WAYS[test.property if test else "posture", each.way] if told else VERDICTS["cannot_tell"]
    noise = spread(each.detectable, each.unit)
    return Row(
        what=_sided(Names(catalogue).metric(each.metric), each.side),
        then=reading(each.old, each.unit),
        now=reading(each.new, each.unit),
        verdict=verdict,
        told=told,
        against=say("A change under {noise} is noise.", noise=noise),
        notes=each.notes,
    )


def _group(each: GroupChange, catalogue: Catalogue) -> Row:
    told = each.verdict == "really_changed"
    rose = each.p_more >= each.p_less
    verdict = GROUP_WAYS[each.property, rose] if told else VERDICTS["cannot_tell"]
    return Row(
        what=Names(catalogue).sided(each.side, each.muscle),
        then=f"{each.then.mean:+.1f} ± {each.then.sd:.1f}".replace("-", "−"),
        now=f"{each.now.mean:+.1f} ± {each.now.sd:.1f}".replace("-", "−"),
        verdict=verdict,
        told=told,
        against=say(
            "{property}: changed by {mean:+.1f} ± {sd:.1f}; before any test 0 ± {prior:.1f}",
            property=capital(spaced(each.property)),
            mean=each.change.mean,
            sd=each.change.sd,
            prior=each.prior_sd,
        ).replace("-", "−"),
    )


def _sided(name: str, side: str | None) -> str:
    return capital(SIDED.get(side or "", "{name}").format(name=lower_first(name)))
