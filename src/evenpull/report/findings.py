"""What the person reads about muscles: calls with what speaks for and against them, and everything else in one list."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.person.model import Person
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
NOT_LOOKED = "not looked at"

_EVIDENCE_WORDS = {
    "strong": "strong evidence",
    "moderate": "moderate evidence",
    "limited": "limited evidence",
    "conflicting": "studies disagree",
    "contradicted": "studies speak against it",
    "none": "no evidence for a link",
}


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
    """One group that is no call: its name and, for each side, "ordinary", "cannot tell" or "not looked at"."""

    name: str
    left: str
    right: str

    @property
    def untouched(self) -> bool:
        """Whether nothing was read of either side."""
        return self.left == self.right == NOT_LOOKED


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
        means=_means(call, names),
        for_it=tuple(sentence(e.text) for e in call.evidence if e.direction == "for"),
        against=tuple(
            dict.fromkeys(
                [sentence(text) for text in call.against]
                + [sentence(e.text) for e in call.evidence if e.direction == "against"]
            )
        ),
        limits=tuple(sentence(text) for text in call.limits),
        settle=f"{names.metric(settle.test)}, {number(settle.minutes)} min" if settle else "",
        pain_links=tuple(sentence(text) for text in call.pain_links),
        evidence=_EVIDENCE_WORDS.get(call.evidence_word, call.evidence_word),
        override=call.override or "",
    )


def _about(test: NextTest, call: Call, catalogue: Catalogue) -> bool:
    if call.id in test.tells or call.muscle in test.tells or f"{call.side}.{call.muscle}" in test.tells:
        return True
    entry = catalogue.tests.get(test.test)
    return entry is not None and any(move.muscle == call.muscle for move in entry.moves)


def _means(call: Call, names: Names) -> str:
    """Return what the word of the call means, in one plain sentence."""
    muscle = names.muscle(call.muscle)
    means = {
        "short": f"Your {muscle} on the {call.side} let the joint move less far than in most people.",
        "long": f"Your {muscle} on the {call.side} let the joint move further than in most people.",
        "weak": f"Your {muscle} on the {call.side} gave less force in tests than in most people like you.",
        "overactive": f"Your {muscle} on the {call.side} showed more activity at rest than in most people.",
    }
    return means[call.property]


def others(assessment: Assessment, catalogue: Catalogue) -> tuple[Other, ...]:
    """Return every group that carries no call on at least one side, sorted by its name."""
    if assessment.inference is None:
        return ()
    names = Names(catalogue)
    called = {(c.muscle, c.side): SURE[c.word] + " " + c.property for c in assessment.inference.calls}
    words: dict[str, dict[str, str]] = {}
    for state in assessment.inference.muscles:
        words.setdefault(state.muscle, {})[state.side] = called.get((state.muscle, state.side), _word(state))
    rows = [
        Other(name=capital(names.muscle(m)), left=w.get("left", NOT_LOOKED), right=w.get("right", NOT_LOOKED))
        for m, w in words.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.name))


def _word(state: MuscleState) -> str:
    if not resolved(state):
        touched = any(m.sd < MOVED * m.prior_sd for m in (state.length, state.strength))
        return "cannot tell" if touched else NOT_LOOKED
    return "ordinary" if ordinary(state) else "cannot tell"


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
                side={"both": "left and right"}.get(test.side, test.side),
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
        return f"the {parts[0]} {names.muscle(parts[1])}"
    if parts[0] in names.catalogue.muscles:
        return f"the {names.muscle(parts[0])}"
    return text
