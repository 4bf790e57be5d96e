"""Every word that people read is a message or stands in the catalogue: by reading the code, and by a made-up language.

The made-up language puts brackets around every message. A run in it shows what never passed through a message: text
that stands outside the brackets and comes neither from the catalogue nor from the person.
"""

from __future__ import annotations

import ast
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.the_words import messages, script

ROOT = Path(__file__).resolve().parents[2]
OPEN, CLOSE = "\u27e6", "\u27e7"
_INNERMOST = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_WORD = re.compile(r"[A-Za-z]{3,}")


def test_nothing_that_people_read_stands_outside_the_messages() -> None:
    assert [f"{place}:{line}: {text}" for place, line, text in script().left()] == []


def test_every_message_is_a_literal_that_can_be_listed() -> None:
    found = []
    for path in sorted(script().SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in script().SAID:
                texts = node.args[: 1 if node.func.id == "say" else 2]
                if id(node) in inside or not all(isinstance(text, ast.Constant) for text in texts):
                    found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_the_list_of_messages_is_the_one_that_the_code_holds() -> None:
    written = script().LIST.read_text(encoding="utf-8")
    assert written == script().listed(), "run: make words"


def test_a_bare_sentence_is_found_in_code_and_in_templates(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('"""A docstring is left out."""\nshown = "Stand up straight."\nsaid = say("Sit down slowly.")\n')
    assert list(script().in_python(code)) == [(2, "Stand up straight.")]
    page = tmp_path / "page.html"
    page.write_text('<p>Stand up.</p>\n<p title="Lie down">{% trans %}Sit down.{% endtrans %}</p>\n')
    assert list(script().in_template(page)) == [(1, "Stand up."), (2, "Lie down")]


def bracketed(folder: Path) -> None:
    """Write the made-up language."""
    made = Catalog(locale="en_XA", charset="utf-8")
    for message in messages():
        if not message.id:
            continue
        forms = (message.id,) if isinstance(message.id, str) else tuple(message.id)
        shown = tuple(f"{OPEN}{form}{CLOSE}" for form in forms)
        made.add(message.id, shown[0] if isinstance(message.id, str) else shown)
    target = folder / "en_XA" / "LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "evenpull.mo").open("wb") as file:
        write_mo(file, made)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("words")
    bracketed(folder)
    told = subprocess.run(
        [sys.executable, "-m", "tests.contract.every_output"],
        cwd=ROOT,
        env={**os.environ, "EVENPULL_WORDS": str(folder), "EVENPULL_LANGUAGE": "en_XA"},
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr[-2000:]
    found: dict[str, str] = json.loads(told.stdout)
    return found


def strings(value: Any) -> Iterator[str]:
    """Yield every string of a nested record, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from strings(each)


@cache
def own_texts() -> str:
    """Return every text of the catalogue in small letters, one a line."""
    stored = json.loads((ROOT / "src/evenpull/knowledge/catalogue.json").read_text(encoding="utf-8"))
    return "\n".join(sorted({" ".join(text.split()).lower() for text in strings(stored)}))


def bare(text: str) -> str:
    """Return what is left of a text when the messages are taken out, those in messages first."""
    before = None
    while before != text:
        before, text = text, _INNERMOST.sub(" ", text)
    return text


def test_the_brackets_are_taken_out_from_within() -> None:
    assert bare(f"a {OPEN}b {OPEN}c{CLOSE} d{CLOSE} e").split() == ["a", "e"]


def outside(page: str, catalogue_texts: str) -> list[str]:
    """Return the words of a page that are neither messages nor of the catalogue."""
    page = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    page = re.sub(r"<svg\b.*?</svg>", " ", page, flags=re.DOTALL)
    left = []
    for piece in re.split(r"[<>\n]|(?<=[.!?:;,]) ", bare(html.unescape(re.sub(r"<[^>]*>", "\n", page)))):
        said = re.sub(r"^\d+ ", "", " ".join(piece.split()).strip(" .,:;()")).lower()
        if _WORD.search(said) and said not in catalogue_texts:
            left.append(said)
    return left


def test_a_bare_sentence_shows_outside_the_brackets() -> None:
    page = f"<p>{OPEN}Sit down.{CLOSE}</p><p>Nobody marked this sentence of words.</p>"
    assert outside(page, own_texts()) == ["nobody marked this sentence of words"]


NAMES = frozenset({"evenpull", "evenpull demo"})


def test_a_run_in_a_made_up_language_shows_nothing_else(shown: dict[str, str]) -> None:
    assert len(shown) > 20
    assert sum(text.count(OPEN) for text in shown.values()) > 1500
    left = {name: [said for said in outside(text, own_texts()) if said not in NAMES] for name, text in shown.items()}
    assert {name: said for name, said in left.items() if said} == {}
