"""What the person reads about muscles: calls with what speaks for and against them, and everything else in one list."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.infer.records import Call, MuscleState, NextTest
from evenpull.knowledge.load import Catalogue
from evenpull.report.evidence import MOVED
from evenpull.report.records import Assessment
from evenpull.report.rows import HowTo, ordinary, resolved, test_how
from evenpull.report.words import SURE, Names, capital, listed, number, sentence

FEAR_HIGH = 7.0
STRESS_HIGH = 8.0
MOOD_LOW = 2.0
CONFIDENCE_LOW = 2.0
FEW = 1
ORDINARY = ("ordinary", "")
CANNOT_TELL = ("cannot_tell", "")
NOT_LOOKED = ("not_looked", "")

_VERDICTS = {
    ORDINARY: SURE["ordinary"],
    CANNOT_TELL: SURE["cannot_tell"],
    NOT_LOOKED: say("not looked at"),
    ("probably", "short"): say("probably short"),
    ("probably", "long"): say("probably long"),
    ("probably", "weak"): say("probably weak"),
    ("probably", "overactive"): say("probably overactive"),
    ("possibly", "short"): say("possibly short"),
    ("possibly", "long"): say("possibly long"),
    ("possibly", "weak"): say("possibly weak"),
    ("possibly", "overactive"): say("possibly overactive"),
}

_EVIDENCE_WORDS = {
    "strong": say("strong evidence"),
    "moderate": say("moderate evidence"),
    "limited": say("limited evidence"),
    "conflicting": say("studies disagree"),
    "contradicted": say("studies speak against it"),
    "none": say("no evidence for a link"),
}
_MEANS = {
    ("left", "short"): say("Your {muscles} on the left let the joint move less far than in most people."),
    ("right", "short"): say("Your {muscles} on the right let the joint move less far than in most people."),
    ("left", "long"): say("Your {muscles} on the left let the joint move further than in most people."),
    ("right", "long"): say("Your {muscles} on the right let the joint move further than in most people."),
    ("left", "weak"): say("Your {muscles} on the left gave less force in tests than in most people like you."),
    ("right", "weak"): say("Your {muscles} on the right gave less force in tests than in most people like you."),
    ("left", "overactive"): say("Your {muscles} on the left showed more activity at rest than in most people."),
    ("right", "overactive"): say("Your {muscles} on the right showed more activity at rest than in most people."),
}
"""What each call means, in one plain sentence."""
_ABOUT = {"left": say("the left {muscles}"), "right": say("the right {muscles}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One call as the person reads it."""

    id: str
    title: str
    sure: str
    probability: float
    means: str
    for_it: tuple[str, ...]
    against: tuple[str, ...]
    limits: tuple[str, ...]
    settle: str
    pain_links: tuple[str, ...]
    evidence: str
    override: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One group that is no call: its name and, for each side, "ordinary", "cannot tell" or "not looked at".

    Args:
        fine: Both sides are ordinary.
        untouched: Nothing was read of either side.
    """

    name: str
    left: str
    right: str
    fine: bool
    untouched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A test worth doing next: how, how long, and what it would tell."""

    title: str
    side: str
    minutes: float
    tells: str
    how: HowTo


def capability_first(person: Person) -> bool:
    """Tell whether fear or distress is high: then fewer findings are shown, and what a person can do comes first."""
    f = person.feels
    return (
        (f.fear_of_movement or 0) >= FEAR_HIGH
        or (f.stress or 0) >= STRESS_HIGH
        or (f.mood if f.mood is not None else 10) <= MOOD_LOW
        or (f.confidence if f.confidence is not None else 10) <= CONFIDENCE_LOW
    )


def findings(assessment: Assessment, catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return the calls that the person reads, in the order of inference; one only when fear or distress is high."""
    calls = assessment.inference.calls if assessment.inference else ()
    if capability_first(assessment.person):
        calls = calls[:FEW]
    return tuple(_finding(call, assessment, catalogue) for call in calls)


def _finding(call: Call, assessment: Assessment, catalogue: Catalogue) -> Finding:
    names = Names(catalogue)
    next_tests = assessment.inference.next_tests if assessment.inference else ()
    settle = next((t for t in next_tests if _about(t, call, catalogue)), None)
    return Finding(
        id=call.id,
        title=names.call(call),
        sure=SURE[call.word],
        probability=call.probability,
        means=_MEANS[call.side, call.property].format(muscles=names.muscle(call.muscle)),
        for_it=tuple(sentence(e.text) for e in call.evidence if e.direction == "for"),
        against=tuple(
            dict.fromkeys(
                [sentence(text) for text in call.against]
                + [sentence(e.text) for e in call.evidence if e.direction == "against"]
            )
        ),
        limits=tuple(sentence(text) for text in call.limits),
        settle=say("{test}, {minutes} min", test=names.metric(settle.test), minutes=number(settle.minutes))
        if settle
        else "",
        pain_links=tuple(sentence(text) for text in call.pain_links),
        evidence=_EVIDENCE_WORDS.get(call.evidence_word, call.evidence_word),
        override=call.override or "",
    )


def _about(test: NextTest, call: Call, catalogue: Catalogue) -> bool:
    if call.id in test.tells or call.muscle in test.tells or f"{call.side}.{call.muscle}" in test.tells:
        return True
    entry = catalogue.tests.get(test.test)
    return entry is not None and any(move.muscle == call.muscle for move in entry.moves)


def others(assessment: Assessment, catalogue: Catalogue) -> tuple[Other, ...]:
    """Return every group that carries no call on at least one side, sorted by its name."""
    if assessment.inference is None:
        return ()
    names = Names(catalogue)
    called = {(c.muscle, c.side): (str(c.word), str(c.property)) for c in assessment.inference.calls}
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for state in assessment.inference.muscles:
        found.setdefault(state.muscle, {})[state.side] = called.get((state.muscle, state.side)) or _verdict(state)
    rows = (
        _other(capital(names.muscle(muscle)), sides.get("left", NOT_LOOKED), sides.get("right", NOT_LOOKED))
        for muscle, sides in found.items()
    )
    return tuple(sorted(rows, key=lambda row: row.name))


def _other(name: str, left: tuple[str, str], right: tuple[str, str]) -> Other:
    return Other(
        name=name,
        left=_VERDICTS[left],
        right=_VERDICTS[right],
        fine=left == right == ORDINARY,
        untouched=left == right == NOT_LOOKED,
    )


def _verdict(state: MuscleState) -> tuple[str, str]:
    if not resolved(state):
        touched = any(m.sd < MOVED * m.prior_sd for m in (state.length, state.strength))
        return CANNOT_TELL if touched else NOT_LOOKED
    return ORDINARY if ordinary(state) else CANNOT_TELL


def proposals(assessment: Assessment, catalogue: Catalogue) -> tuple[Proposal, ...]:
    """Return at most three tests worth doing next, the one that tells most first."""
    if assessment.inference is None:
        return ()
    names = Names(catalogue)
    found = []
    for test in assessment.inference.next_tests[:3]:
        entry = catalogue.tests.get(test.test)
        how = (
            test_how(entry, catalogue)
            if entry
            else HowTo(title=names.metric(test.test), minutes=test.minutes, steps=())
        )
        found.append(
            Proposal(
                title=names.metric(test.test),
                side=test.side,
                minutes=test.minutes,
                tells=listed([told(text, names) for text in test.tells[:2]]),
                how=how,
            )
        )
    return tuple(found)


def told(text: str, names: Names) -> str:
    """Return what a test would tell about, in words: a call's id, a sided muscle, a muscle or a sentence."""
    parts = text.split(".")
    if parts[0] in {"left", "right"} and len(parts) > 1:
        return _ABOUT[parts[0]].format(muscles=names.muscle(parts[1]))
    if parts[0] in names.catalogue.muscles:
        return say("the {muscles}", muscles=names.muscle(parts[0]))
    return text
