"""What an entry names exists and is of the right kind, is written by its id, and fixed vocabularies are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.kinds.source_texts import Places
from evenpull.knowledge.rules.whole import Whole, fields, problem, walk
from evenpull.knowledge.vocabulary import EQUIPMENT, REGIONS

REFERENCES: tuple[tuple[str, str, str], ...] = (
    ("muscles", "members.*", "muscles"),
    ("muscles", "part_of", "muscles"),
    ("muscles", "antagonists.*", "muscles"),
    ("tests", "stop_rules.*", "stop_rules"),
    ("reference_facts", "tests.*", "tests"),
    ("reference_facts", "groups.*", "muscles"),
    ("patterns", "confirm_with.*", "tests"),
    ("patterns", "pain_sites.*", "pain_sites"),
    ("patterns", "seeds.*", "sources"),
    ("pain_links", "site", "pain_sites"),
    ("pain_links", "patterns.*", "patterns"),
    ("contexts", "when.*.question", "questions"),
    ("contexts", "when.question", "questions"),
    ("contexts", "when.pain_sites.*", "pain_sites"),
    ("screening", "refers", "referrals"),
    ("conditions", "refers", "referrals"),
    ("screening", "rules.*.with_any.*", "screening|safety_facts"),
    ("screening", "asked_if.*", "screening|safety_facts"),
    ("safety_facts", "refers", "referrals"),
    ("safety_facts", "rules.*.with_any.*", "screening|safety_facts"),
    ("exercises", "primary.*", "muscles"),
    ("exercises", "secondary.*", "muscles"),
    ("exercises", "easier", "exercises"),
    ("exercises", "harder", "exercises"),
    ("exercises", "substitute", "exercises"),
    ("exercises", "dose.preset", "doses"),
    ("exercises", "progress", "progress_rules"),
    ("exercises", "stop_rules.*", "stop_rules"),
    ("exercises", "drawn", "figures"),
    ("exercises", "seeds.*", "sources"),
    ("figures", "muscles.*.muscle", "muscles"),
    ("posture_metrics", "marks.*", "landmarks"),
    ("pain_facts", "patterns.*", "patterns"),
    *(("seed_claims", f"lives.{name}.*", name) for name in Places.model_fields),
    *(("seed_exercises", f"lives.{name}.*", name) for name in Places.model_fields),
    *(("contradictions", f"lives.{name}.*", name) for name in Places.model_fields),
    ("seed_claims", "seeds.*", "sources"),
    ("seed_exercises", "seeds.*", "sources"),
)
"""Kind, field, and the kind that the field names (`a|b`: of either)."""

MOVED: tuple[tuple[str, str], ...] = (
    ("tests", "moves.*.muscle"),
    ("questions", "options.*.claims.*.muscle"),
    ("posture_metrics", "claims.*.muscle"),
    ("compensations", "claims.*.muscle"),
    ("patterns", "short.*"),
    ("patterns", "weak.*"),
    ("pain_links", "short.*"),
    ("pain_links", "weak.*"),
)
"""Fields that name groups whose length or strength is inferred."""

CODES: tuple[tuple[str, str], ...] = (
    ("tests", "contra_codes.*"),
    ("screening", "codes.*"),
    ("screening", "asked_if_codes.*"),
    ("safety_facts", "codes.*"),
    ("exercises", "codes.*"),
)
"""Fields that hold condition codes."""

MODES = ("minimum", "start", "standard", "full", "maintenance", "pregnancy", "general")


_COMPARISON = re.compile(r"(>=|<=|<|>)\d+(\.\d+)?")
_FEELING = re.compile(r"[a-z_]+(>=|<=|<|>)\d+")


def references_exist(whole: Whole) -> Iterator[Problem]:
    """Every id that an entry names exists, in every kind; sources are found wherever a field is called so."""
    for kind, pattern, target in REFERENCES:
        for file in whole.valid(kind):
            for at, name in fields(file.data, pattern):
                if isinstance(name, str) and (wrong := whole.missing(target, name)):
                    yield problem(file, at, rule="reference", message=wrong)
    for file in whole.valid():
        for at, name in walk(file.data):
            cites = at[-1:] == ("source",) or at[-2:-1] == ("sources",)
            if cites and isinstance(name, str) and (wrong := whole.missing("sources", name)):
                yield problem(file, at, rule="reference", message=wrong)


def groups_that_are_moved_have_a_posterior(whole: Whole) -> Iterator[Problem]:
    """Signs, tests, patterns and pain links speak of groups whose length and strength are inferred."""
    muscles = whole.entries("muscles")
    for kind, pattern in MOVED:
        for file in whole.valid(kind):
            for at, name in fields(file.data, pattern):
                wrong = whole.missing("muscles", name)
                if not wrong and name in muscles and not muscles[name].posterior:
                    wrong = say("{name!r} has no posterior: name the group that holds it", name=name)
                if wrong:
                    yield problem(file, at, rule="reference", message=wrong)


def codes_exist(whole: Whole) -> Iterator[Problem]:
    """Every condition code that is used is the code or id of a condition that is not deprecated."""
    used = {id: entry for id, entry in whole.entries("conditions").items() if entry.deprecated is None}  # noqa: A001
    unread = {id for id, file in whole.by_id["conditions"].items() if file.entry is None}  # noqa: A001
    known = {*used, *unread, *(entry.code for entry in used.values())}
    for kind, pattern in CODES:
        for file in whole.valid(kind):
            for at, code in fields(file.data, pattern):
                if code not in known:
                    yield problem(
                        file, at, rule="reference", message=say("no condition has the code {code!r}", code=code)
                    )


def habits_name_answers(whole: Whole) -> Iterator[Problem]:
    """A habit's `when` and `unless` hold `always` or `subject:answer`: a question, or one of four others.

    The others: `pain` (a region, a site or `any`), `mode` (of a plan), `feels` (a feeling compared with a number). A
    question is followed by one of its options or, when it asks for a number, by a comparison such as `>=6`.
    """
    for file in whole.valid("habits"):
        for at, when in (*fields(file.data, "when.*"), *fields(file.data, "unless.*")):
            subject, _, answer = when.partition(":")
            wrong = None if when == "always" else _wrong_answer(whole, subject, answer)
            if wrong:
                yield problem(file, at, rule="reference", message=wrong)


def _wrong_answer(whole: Whole, subject: str, answer: str) -> str | None:
    """Return what is wrong with one condition of a habit."""
    if subject == "pain":
        return None if answer in ("any", *REGIONS) else whole.missing("pain_sites", answer)
    if subject == "mode":
        wrong = say("{answer!r} is no mode of a plan: {names}", answer=answer, names=", ".join(MODES))
        return None if answer in MODES else wrong
    if subject == "feels":
        wrong = say("expected a feeling and a comparison, such as feels:sleep<=4")
        return None if _FEELING.fullmatch(answer) else wrong
    question = whole.entries("questions").get(subject)
    if question is None:
        return whole.missing("questions", subject)
    if question.answer == "number" and _COMPARISON.fullmatch(answer):
        return None
    options = [each.value for each in question.options]
    wrong = say(
        "{subject!r} has no answer {answer!r}; it has {names}",
        subject=subject,
        answer=answer,
        names=", ".join(options),
    )
    return None if answer in options else wrong


def vocabulary_is_known(whole: Whole) -> Iterator[Problem]:
    """Regions and equipment are of the fixed lists."""
    lists = (
        ("pain_sites", "region", REGIONS),
        ("screening", "region", ("all", *REGIONS)),
        ("screening", "also_regions.*", REGIONS),
        ("exercises", "equipment.*", EQUIPMENT),
        ("tests", "needs.*", EQUIPMENT),
    )
    for kind, pattern, allowed in lists:
        for file in whole.valid(kind):
            for at, name in fields(file.data, pattern):
                if name not in allowed:
                    message = say("{name!r} is not one of: {names}", name=name, names=", ".join(allowed))
                    yield problem(file, at, rule="vocabulary", message=message)
