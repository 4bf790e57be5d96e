"""What the page says is plain: no forbidden word, reading grade 8 or below."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

import evenpull.web
from evenpull.knowledge import Catalogue
from evenpull.knowledge.reading import reading_grade
from evenpull.knowledge.wording import find_words
from evenpull.web.pages.tests import in_words

SAID = re.compile(r"""say\((["'])(.*?)\1""")
TEMPLATES = sorted((Path(evenpull.web.__file__).parent / "templates").glob("*.html"))


def said(template: str) -> str:
    """Return a template's own words, one line for each block and for each message of an expression."""
    text = re.sub(r"\{\{.*?\}\}", _messages, template, flags=re.DOTALL)
    text = re.sub(r"\{%.*?%\}|<title>.*?</title>", " ", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"</(?:p|h1|h2|li|legend|label|span|option|button|summary|div)>", "\n", text)
    return re.sub(r"<[^>]+>", " ", text)


def _messages(expression: re.Match[str]) -> str:
    return "".join(f" {message}</p>" for _, message in SAID.findall(expression[0]))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_reads_at_grade_8_without_a_forbidden_word(path: Path, catalogue: Catalogue) -> None:
    text = said(path.read_text(encoding="utf-8"))
    assert find_words(text, catalogue.word_lists["forbidden_words"].words) == []
    assert reading_grade(text) <= 8


def test_no_unit_of_a_home_test_is_shown_as_an_id(catalogue: Catalogue) -> None:
    assert in_words("deg_missing_from_straight") == "degrees missing from straight"
    assert not [test.id for test in catalogue.tests.values() if "_" in in_words(test.unit) and test.setting == "home"]
