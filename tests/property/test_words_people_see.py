"""What people see anywhere: no forbidden word, reading grade 8 or below, page by page, for the examples and 60 people.

`tests/property/test_whole_people.py` looks for forbidden words in the report, the letter and the JSON of 200 people;
here are the terminal, the calendar, the plan as text, the local page, the commands' help, every string of the program
that no run may happen to show, and the reading grade of each page.
"""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from evenpull.app.assess import assess
from evenpull.cli.main import COMMANDS, main
from evenpull.knowledge import Catalogue, load
from evenpull.knowledge.reading import reading_grade, words_of
from evenpull.knowledge.wording import find_words
from evenpull.report import calendar, referral, terminal
from evenpull.report.html import render
from evenpull.report.records import Assessment
from tests.people import random_person
from tests.the_words import messages as the_list

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("carrier", "desk_worker", "refer", "runner")
PEOPLE = range(300, 360)
GRADE_MAX = 8.0
SENTENCE_WORDS_MIN = 5
"""Shorter lines are labels and cells: they would make a page look easier than its sentences are."""
PASSAGE_WORDS_MIN = 40
CLOCK = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)
_BLOCK_END = re.compile(
    r"</(?:p|h\d|li|td|th|dt|dd|caption|summary|figcaption|legend|label|option|button|div|a|span)>|<br>"
)
_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
_IN_A_WORD = re.compile(r"</?(?:b|strong|em|i)\b[^>]*>")
_DRAWN = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SAID_OF = re.compile(r'(?:aria-label|alt|title|placeholder|content)="([^"]*)"|<(?:title|desc)[^>]*>([^<]*)<')


def lines(page: str) -> str:
    """Return a page's text, one line for each block, without what lies in drawings."""
    page = re.sub(r"\s+", " ", _DRAWN.sub(" ", _UNSEEN.sub(" ", page)))
    return html.unescape(re.sub(r"<[^>]+>", "", _BLOCK_END.sub("\n", page)))


def everything(page: str) -> str:
    """Return a page's text with that of its drawings and of what is read aloud."""
    shown = _IN_A_WORD.sub("", _UNSEEN.sub(" ", page))
    aloud = " . ".join(one or other for one, other in _SAID_OF.findall(shown))
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)) + " . " + aloud)


def for_the_person(page: str) -> str:
    """Return a report without the practitioner's reading."""
    start, end = page.rfind('<div class="for-practitioner">'), page.find("</main>")
    return page if start < 0 else page[:start] + page[end:]


def hardness(text: str) -> float:
    """Return the reading grade of a text's sentences; too few of them say nothing."""
    found = (line.strip() for line in text.split("\n"))
    kept = [line for line in found if re.search(r"[.?!]$", line) and len(words_of(line)) >= SENTENCE_WORDS_MIN]
    return reading_grade("\n".join(kept)) if len(words_of(" ".join(kept))) >= PASSAGE_WORDS_MIN else 0.0


def files_of(assessment: Assessment, catalogue: Catalogue) -> dict[str, str]:
    """Return every output of an assessment that a person reads, by name."""
    seen = {
        "report": for_the_person(render(assessment, catalogue)),
        "letter": referral.render_assessment(assessment, catalogue),
        "terminal": terminal.render(assessment, catalogue, out_dir=Path("result")),
    }
    if assessment.programme is not None:
        unfolded = calendar.render(assessment, catalogue).decode().replace("\r\n ", "")
        seen["calendar"] = unfolded.replace("\\n", "\n").replace("\\,", ",")
        seen["plan"] = terminal.programme_text(assessment.programme, catalogue)
    return seen


@cache
def outputs(who: str | int) -> dict[str, str]:
    """Return the outputs of an example (by name) or of a made-up person (by seed; each tenth left safety out)."""
    catalogue = load()
    person = ROOT / "examples" / who if isinstance(who, str) else random_person(catalogue, who, complete=bool(who % 10))
    return files_of(assess(person, catalogue=catalogue, clock=lambda: CLOCK, media=False), catalogue)


@pytest.fixture(scope="session")
def banned(catalogue: Catalogue) -> list[str]:
    found = [word for each in catalogue.word_lists.values() for word in each.words]
    assert len(found) >= 12
    return found


GROUPS = [EXAMPLES, *(tuple(range(start, start + 20)) for start in range(PEOPLE.start, PEOPLE.stop, 20))]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group[0]))
def test_no_output_holds_a_forbidden_word_and_each_reads_at_grade_8(group: tuple[str | int, ...], banned) -> None:
    for who in group:
        for name, text in outputs(who).items():
            page = name in ("report", "letter")
            said = everything(text) if page else text
            assert find_words(said, banned) == [], (who, name)
            shown = lines(text) if page else text
            assert reading_grade(shown) <= GRADE_MAX, (who, name)
            if page:
                assert hardness(shown) <= GRADE_MAX, (who, name)


def test_these_people_see_every_kind_of_output() -> None:
    seen = {name for who in (*EXAMPLES, *PEOPLE) for name in outputs(who)}
    assert seen == {"report", "letter", "terminal", "calendar", "plan"}
    assert any("Tests and a plan come after" in outputs(who)["terminal"] for who in PEOPLE)
    assert any("Get medical help now" in outputs(who)["letter"] for who in EXAMPLES)


def test_the_measure_finds_what_it_should(banned: list[str]) -> None:
    bad = '<p aria-label="It is out of place.">Your pelvis is <b>mis</b>aligned.</p><svg><title>cures</title></svg>'
    assert set(find_words(everything(bad), banned)) == {"out of place", "misalign", "cures"}
    hard = "<p>Individualised rehabilitation necessitates comprehensive neuromuscular evaluation.</p>" * 9
    hard += "<li>Go.</li>" * 200
    assert hardness(lines(hard)) > GRADE_MAX
    assert reading_grade(lines(hard)) < hardness(lines(hard))
    kept = for_the_person('<main>You<div class="for-practitioner">posterior</div></main>')
    assert kept == "<main>You</main>"


STEPS = (
    "/",
    "/about",
    "/safety",
    "/pain",
    "/questions",
    "/pictures",
    "/tests",
    "/result",
    "/report",
    "/referral",
    "/no",
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_step_of_the_local_page_is_plain(name: str, tmp_path: Path, catalogue: Catalogue, banned) -> None:
    pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient  # noqa: PLC0415 - the web part may be absent

    from evenpull.web.app import create_app  # noqa: PLC0415
    from evenpull.web.draft import Draft  # noqa: PLC0415
    from evenpull.web.security import Keys  # noqa: PLC0415

    (tmp_path / "me").mkdir()
    shutil.copy(ROOT / "examples" / name / "person.yaml", tmp_path / "me")
    keys = Keys()
    draft = Draft(folder=tmp_path / "me", catalogue=catalogue, today=lambda: dt.date(2027, 3, 1))
    client = TestClient(create_app(draft, keys), follow_redirects=True)
    client.get("/enter", params={"token": keys.token})
    shown = set()
    for step in STEPS:
        answer = client.get(step)
        assert answer.status_code < 500, step
        text = for_the_person(answer.text)
        shown.add(answer.url.path)
        assert find_words(everything(text), banned) == [], step
        assert reading_grade(lines(text)) <= GRADE_MAX, step
        assert hardness(lines(text)) <= GRADE_MAX, step
    assert len(shown) >= (2 if name == "refer" else 7), shown


def commands(group: click.Group, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the words of every command and sub-command."""
    found: list[tuple[str, ...]] = [above]
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        deeper = isinstance(command, click.Group)
        found += commands(command, (*above, name)) if deeper else [(*above, name)]
    return found


def test_the_help_of_every_command_is_plain(banned: list[str]) -> None:
    every = commands(main)
    assert {words[0] for words in every if words} == set(COMMANDS)
    for words in every:
        text = CliRunner().invoke(main, [*words, "--help"]).stdout
        assert find_words(text, banned) == [], words
        sentences = re.sub(r"\s*\n\s+", " ", text.split("Options:")[0].split("\n\n", 1)[1])
        assert reading_grade(sentences) <= GRADE_MAX + 2, words  # names of kinds and files are long words


def messages() -> list[tuple[str, str]]:
    """Return place and text of every message of the program, each form of those that count."""
    return [
        (place, text)
        for message in the_list()
        if message.id
        for place, _ in message.locations
        for text in ([message.id] if isinstance(message.id, str) else message.id)
    ]


def test_no_message_of_the_program_holds_a_forbidden_word(banned: list[str]) -> None:
    found = messages()
    assert len(found) > 1000
    assert any("Not a diagnosis" in text for _, text in found)
    assert [(place, text) for place, text in found if find_words(text, banned)] == []


@pytest.mark.parametrize("part", ["", "capture/person", "cli", "plan", "safety", "web"])
def test_the_messages_of_each_part_are_plain(part: str) -> None:
    texts = dict.fromkeys(text for place, text in messages() if place.startswith(part))
    whole = [text for text in texts if re.search(r"[.?!]$", text) and len(words_of(text)) >= SENTENCE_WORDS_MIN]
    assert whole
    assert reading_grade("\n".join(whole)) <= GRADE_MAX
