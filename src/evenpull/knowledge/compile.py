"""Compile the catalogue's source folder into one file: read, validate each entry, check the rules, hash, write.

How a file is read stands in `evenpull.knowledge.source_files`, what an entry may hold in `evenpull.knowledge.kinds`,
and which rules the whole obeys in `evenpull.knowledge.rules`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evenpull.core.canonical import canonical_json
from evenpull.core.words import say
from evenpull.errors import CatalogueInvalid, Problem
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.load import COMPILED, Catalogue, from_bytes
from evenpull.knowledge.rules import check_rules
from evenpull.knowledge.source_files import SourceFile, read_source

SOURCE = Path(__file__).with_name("catalogue")


def check_source(folder: Path = SOURCE) -> tuple[list[SourceFile], list[Problem]]:
    """Return a folder's files and every problem: of shape first; the rules judge the files whose shape is right."""
    files, problems = read_source(folder)
    return files, [*problems, *check_rules(files)]


def compiled_bytes(files: Sequence[SourceFile]) -> bytes:
    """Return the compiled form of every valid file; the same files give the same bytes on every machine."""
    whole: dict[str, Any] = {kind: {} for kind in KINDS}
    aliases: dict[str, dict[str, str]] = {}
    for file in files:
        if file.entry is None:
            continue
        whole[file.kind][file.id] = file.entry.model_dump(mode="json", exclude_defaults=True) | {"id": file.id}
        for alias in file.entry.aliases:
            aliases.setdefault(file.kind, {})[alias] = file.id
    return canonical_json(whole | {"aliases": aliases})


def compile_source(folder: Path = SOURCE) -> bytes:
    """Return the compiled catalogue as bytes.

    Raises:
        CatalogueInvalid: With every problem found, each with file, line and field.
    """
    files, problems = check_source(folder)
    if problems:
        raise CatalogueInvalid(problems)
    return compiled_bytes(files)


def write_compiled(folder: Path = SOURCE, target: Path = COMPILED) -> Catalogue:
    """Compile and write in one step, so that a broken source never replaces a good file.

    Raises:
        CatalogueInvalid: With every problem found; the old file stays.
    """
    return _write(compile_source(folder), target)


def _write(data: bytes, target: Path) -> Catalogue:
    """Replace the compiled file at once, after it was seen to load."""
    catalogue = from_bytes(data)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.part")
    temporary.write_bytes(data)
    os.replace(temporary, target)
    return catalogue


def main(arguments: Sequence[str] | None = None) -> None:
    """Compile the shipped catalogue; `python -m evenpull.knowledge.compile`."""
    import argparse  # noqa: PLC0415 - only as a script
    import sys  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m evenpull.knowledge.compile", description=main.__doc__)
    parser.add_argument(
        "--drop-broken",
        action="store_true",
        help=say("while editing: print every problem, leave out the files whose shape is wrong, write the rest"),
    )
    options = parser.parse_args(arguments)
    files, problems = check_source(SOURCE)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if problems and not options.drop_broken:
        sys.exit(
            say(
                "the catalogue breaks {count} rule(s); nothing was written (while editing: --drop-broken)",
                count=len(problems),
            )
        )
    catalogue = _write(compiled_bytes(files), COMPILED)
    counts = ", ".join(f"{len(getattr(catalogue, kind))} {kind}" for kind in KINDS)
    sys.stderr.write(say("catalogue {hash}: {counts}", hash=catalogue.sha256[:12], counts=counts) + "\n")


if __name__ == "__main__":
    main()
