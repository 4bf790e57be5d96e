"""Laws over the whole way from answers to report, for many made-up people."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from typing import Any

import pytest

from evenpull.app.assess import assess
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.report.html import render
from evenpull.report.json_out import assessment_object, programme_object
from evenpull.report.records import Assessment
from evenpull.report.referral import render_assessment
from tests.people import mirrored, random_person

CLOCK = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
PEOPLE = range(200)


def assessed(catalogue: Catalogue, seed: int, **how: Any) -> Assessment:
    return assess(random_person(catalogue, seed, **how), catalogue=catalogue, clock=lambda: CLOCK)


def everything_read(assessment: Assessment, catalogue: Catalogue) -> str:
    """Return every sentence that a person could read in any output, without tags."""
    parts = [render_assessment(assessment, catalogue)]
    if assessment.profile.mode != "none":
        parts.append(render(assessment, catalogue))
    parts.append(json.dumps(assessment_object(assessment, catalogue), ensure_ascii=False))
    if assessment.programme is not None:
        parts.append(json.dumps(programme_object(assessment.programme, created="", codes=()), ensure_ascii=False))
    return re.sub(r"<[^>]+>", " ", "\n".join(parts))


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_no_person_ever_reads_a_forbidden_word(catalogue: Catalogue, start: int) -> None:
    words = [
        word
        for name in sorted(catalogue.word_lists)
        if "forbidden" in name
        for word in catalogue.word_lists[name].words
    ]
    assert len(words) >= 12
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    for seed in range(start, start + 50):
        read = everything_read(assessed(catalogue, seed), catalogue)
        found = pattern.search(read)
        assert found is None, (seed, read[max(0, found.start() - 60) : found.end() + 60])


def test_an_unanswered_safety_question_leaves_nothing_but_the_list_of_what_is_missing(catalogue: Catalogue) -> None:
    for seed in range(20):
        assessment = assessed(catalogue, seed, complete=False)
        assert assessment.profile.not_asked
        assert assessment.inference is None
        assert assessment.programme is None


def test_many_yes_answers_never_leave_a_plan_when_the_level_says_stop(catalogue: Catalogue) -> None:
    stopped = 0
    for seed in range(60):
        assessment = assessed(catalogue, seed, yes=0.1)
        if assessment.profile.level in {"emergency", "urgent"}:
            stopped += 1
            assert assessment.programme is None
            assert assessment.inference is None
    assert stopped > 20


BOTH_NAMED = re.compile(
    r"\b(left (?:(?:against|and|or|with|minus|from) )?right|left out|right (?:and|or) left|right angles?)\b",
    re.IGNORECASE,
)
SIDE_WORD = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def flipped(value: Any) -> Any:
    """Return a result seen in a mirror: sides exchanged in fields, ids, texts, counts and left-right pairs."""
    if isinstance(value, dict):
        if set(value) == {"left", "right"}:
            return {"left": flipped(value["right"]), "right": flipped(value["left"])}
        turned = {key: flipped(part) for key, part in value.items() if key != "plan_id"}
        if value.get("kind") == "left_right":
            turned |= {"first": turned["second"], "second": turned["first"], "mean": -turned["mean"]}
            turned |= {"p_first_lower": turned["p_second_lower"], "p_second_lower": turned["p_first_lower"]}
        return turned
    if isinstance(value, list | tuple):
        return [flipped(part) for part in value]
    if isinstance(value, str):
        pieces = BOTH_NAMED.split(value.replace("_", " "))
        return "".join(piece if place % 2 else SIDE_WORD.sub(_other, piece) for place, piece in enumerate(pieces))
    return value


def _other(found: re.Match[str]) -> str:
    word = found[0]
    return mirror(word.lower()).capitalize() if word[0].isupper() else mirror(word)


def unmirrored(value: Any) -> Any:
    """Return a result in the form that `flipped` gives, but not turned: plan ids out, underscores as blanks."""
    if isinstance(value, dict):
        return {key: unmirrored(part) for key, part in value.items() if key != "plan_id"}
    if isinstance(value, list | tuple):
        return [unmirrored(part) for part in value]
    return value.replace("_", " ") if isinstance(value, str) else value


def sorted_deep(value: Any) -> Any:
    """Return a value whose lists are in an order of their own, for results where both sides are listed."""
    if isinstance(value, dict):
        return {key: sorted_deep(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return sorted(
            (sorted_deep(part) for part in value), key=lambda part: json.dumps(part, sort_keys=True, default=str)
        )
    if isinstance(value, float):
        return round(value, 7) + 0.0
    return value


@pytest.mark.parametrize("seed", range(40))
def test_a_mirrored_person_gets_the_mirrored_result(catalogue: Catalogue, seed: int) -> None:
    person = random_person(catalogue, seed, yes=0.0)
    ours = assess(person, catalogue=catalogue, clock=lambda: CLOCK)
    theirs = assess(mirrored(person, catalogue), catalogue=catalogue, clock=lambda: CLOCK)
    for part in ("measurements", "gaps", "inference", "programme"):
        one, other = getattr(ours, part), getattr(theirs, part)
        if one is None:
            assert other is None
            continue
        as_data = (
            dataclasses.asdict
            if dataclasses.is_dataclass(one)
            else lambda items: [dataclasses.asdict(x) for x in items]
        )
        assert sorted_deep(flipped(as_data(one))) == sorted_deep(unmirrored(as_data(other))), part


def test_the_same_person_gives_the_same_bytes(catalogue: Catalogue) -> None:
    for seed in range(5):
        one, other = (json.dumps(assessment_object(assessed(catalogue, seed), catalogue)) for _ in range(2))
        assert one == other
