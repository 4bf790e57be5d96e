"""How entries are written: ids without a side, tidy text, whole sentences, no words never said, plain reading."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.person_text import PERSON_FIELDS, SENTENCES, shown_strings
from evenpull.knowledge.reading import reading_grade, words_of
from evenpull.knowledge.rules.whole import Whole, fields, problem, walk
from evenpull.knowledge.source_files import SourceFile
from evenpull.knowledge.wording import find_words

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_SOURCE_ID = re.compile(r"[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")
_SIDE = re.compile(r"(^|_)(left|right|l|r)(_|$)")

GRADE_MAX = 8.0
"""The reading grade that what a person reads stays within, over all of an entry's text."""
WORDS_MIN = 20
"""Fewer words than this in an entry say nothing about its grade."""
SENTENCE_WORDS_MAX = 32
"""The longest sentence that a person is given, in words."""


def ids_name_no_side(whole: Whole) -> Iterator[Problem]:
    """Ids are lower snake case without a side; sources are keys that begin with a capital."""
    for file in whole.files:
        form = _SOURCE_ID if file.kind == "sources" else _ID
        if not form.fullmatch(file.id):
            key = say("the file's name {id!r} is not a capital first, then letters and digits", id=file.id)
            name = say("the file's name {id!r} is not lower snake case", id=file.id)
            yield problem(file, (), rule="id", message=key if file.kind == "sources" else name)
        elif file.kind != "sources" and _SIDE.search(file.id):
            yield problem(file, (), rule="id", message=say("an id has no side: left is the mirror of right"))


def text_is_tidy(whole: Whole) -> Iterator[Problem]:
    """No text has two spaces in a row, spaces at its ends, tabs."""
    for file in whole.valid():
        for at, text in walk(file.data):
            if isinstance(text, str) and (text != text.strip() or "  " in text or "\t" in text):
                yield problem(
                    file, at, rule="style", message=say("spaces: one between words, none at the ends, no tabs")
                )


def sentences_end(whole: Whole) -> Iterator[Problem]:
    """Fields that are sentences begin with a capital or a number and end with a full stop or another end mark."""
    for kind, patterns in SENTENCES.items():
        for file in whole.valid(kind):
            for pattern in patterns:
                for at, text in fields(file.data, pattern):
                    if not isinstance(text, str):
                        continue
                    if not text.endswith((".", "?", "!")):
                        yield problem(file, at, rule="style", message=say("a sentence ends with a full stop"))
                    elif text[0].islower():
                        yield problem(file, at, rule="style", message=say("a sentence begins with a capital"))


def words_that_are_never_said(whole: Whole) -> Iterator[Problem]:
    """Nothing that a person or practitioner may read holds a word of the lists."""
    words = [word for each in whole.entries("word_lists").values() for word in each.words]
    for file in whole.valid():
        if file.kind in ("sources", "word_lists"):
            continue
        shown = list(shown_strings(file.data))
        if not find_words("\n".join(text for _, text in shown), words):
            continue
        for at, text in shown:
            found = find_words(text, words)
            if found:
                message = say("never said to a person: {words}", words=", ".join(map(repr, found)))
                yield problem(file, at, rule="words", message=message)


def people_can_read_it(whole: Whole) -> Iterator[Problem]:
    """What a person reads of an entry has a reading grade of at most 8, and no sentence is too long to follow."""
    for kind, patterns in PERSON_FIELDS.items():
        for file in whole.valid(kind):
            texts = [
                (at, text) for pattern in patterns for at, text in fields(file.data, pattern) if isinstance(text, str)
            ]
            yield from _long_sentences(file, texts)
            passage = "\n".join(text for _, text in texts)
            grade = reading_grade(passage)
            if len(words_of(passage)) >= WORDS_MIN and grade > GRADE_MAX:
                at, _ = max(texts, key=lambda each: (reading_grade(each[1]), str(each[0])))
                message = say(
                    "reading grade {grade:.1f}, at most {most:g}; shorter words and sentences, hardest here",
                    grade=grade,
                    most=GRADE_MAX,
                )
                yield problem(file, at, rule="reading", message=message)


def _long_sentences(file: SourceFile, texts: list[tuple[tuple[int | str, ...], str]]) -> Iterator[Problem]:
    """Yield the sentences that are too long."""
    for at, text in texts:
        longest = max((len(words_of(part)) for part in re.split(r"[.!?:;]\s|\n", text)), default=0)
        if longest > SENTENCE_WORDS_MAX:
            message = say("a sentence of {count} words, at most {most}", count=longest, most=SENTENCE_WORDS_MAX)
            yield problem(file, at, rule="reading", message=message)
