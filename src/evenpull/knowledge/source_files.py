"""The catalogue's source folder as read: each file's kind, id, content, lines, valid entry, and what is wrong with it.

Reading and validating a file needs no other file, so a large folder is read by several processes; the order of the
files, and with it every message, stays the same.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evenpull.core.words import say
from evenpull.errors import FileFormatError, Problem, Where
from evenpull.knowledge.kinds import KINDS, Entry
from evenpull.knowledge.yaml_document import Document, Location, read_document

MANY_FILES = 300
"""From this many files on it pays to start further processes."""


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file as read: its kind, id, place, content with lines, and the validated entry if it is valid."""

    kind: str
    id: str
    path: Path
    name: str
    document: Document
    entry: Entry | None

    @property
    def data(self) -> Any:
        """The file's fields as ordinary values."""
        return self.document.data

    def at(self, *location: int | str) -> Where:
        """Return the place of a field of this file."""
        field = ".".join(str(step) for step in location)
        return Where(file=self.name, line=self.document.line_of(location), field=field or None)


def read_source(folder: Path) -> tuple[list[SourceFile], list[Problem]]:
    """Read and validate every file under a catalogue folder; problems carry file, line and field."""
    paths = sorted(path for path in folder.glob("**/*") if path.is_file() and not path.name.startswith("."))
    names = [path.relative_to(folder).as_posix() for path in paths]
    workers = min(4, os.cpu_count() or 1)
    if len(paths) < MANY_FILES or workers < 2:
        read = [read_file(path, name) for path, name in zip(paths, names, strict=True)]
    else:
        with ProcessPoolExecutor(workers) as pool:
            read = list(pool.map(read_file, paths, names, chunksize=40))
    files = [file for file, _ in read if file is not None]
    problems = [problem for _, found in read for problem in found]
    if not paths:
        problems.append(
            Problem(where=Where(file=folder.name), rule="place", message=say("no catalogue files are here"))
        )
    return files, problems


def read_file(path: Path, name: str) -> tuple[SourceFile | None, list[Problem]]:
    """Read and validate one file; `name` is its place below the catalogue folder, `<kind>/<id>.yaml`.

    A file whose content is wrong is still returned, without an entry, so that what refers to it is not blamed as well.
    """
    parts = name.split("/")
    model = KINDS.get(parts[0])
    if model is None or len(parts) != 2 or path.suffix != ".yaml":
        message = say("expected <kind>/<id>.yaml with kind one of: {names}", names=", ".join(KINDS))
        return None, [Problem(where=Where(file=name), rule="place", message=message)]
    document, entry = Document(data={}, lines={}), None
    try:
        document = read_document(path, name=name)
        if not isinstance(document.data, dict):
            raise FileFormatError(say("expected fields (name: value)"), where=Where(file=name, line=1))
        entry, problems = validate(document, kind=parts[0], id=path.stem, name=name)
    except FileFormatError as fault:
        problems = [Problem(where=fault.where, rule="yaml", message=fault.message)]
    return SourceFile(kind=parts[0], id=path.stem, path=path, name=name, document=document, entry=entry), problems


def validate(document: Document, *, kind: str, id: str, name: str) -> tuple[Entry | None, list[Problem]]:  # noqa: A002
    """Return the entry that a document holds, or what keeps it from being one."""
    problems = []
    if "id" in document.data:
        where = Where(file=name, line=document.line_of(("id",)), field="id")
        problems.append(Problem(where=where, rule="shape", message=say("the file's name is the id; remove this field")))
    try:
        entry = KINDS[kind].model_validate({**document.data, "id": id})
    except ValidationError as fault:
        for error in fault.errors(include_url=False, include_context=False, include_input=False):
            location: Location = error["loc"]
            field = ".".join(map(str, location))
            where = Where(file=name, line=document.line_of(location), field=field or None)
            problems.append(Problem(where=where, rule="shape", message=_words(error["type"], error["msg"])))
        return None, problems
    return (None if problems else entry), problems


def _words(kind: str, message: str) -> str:
    """Say a shape fault in words that name the remedy."""
    if kind == "extra_forbidden":
        return say("this kind has no such field")
    if kind == "missing":
        return say("this field is needed")
    if kind in ("model_type", "model_attributes_type"):
        return say(
            "expected fields, such as {value: 1, unit: deg, known: measured, source: KEY}; a bare value has no unit"
        )
    return message[0].lower() + message[1:]
