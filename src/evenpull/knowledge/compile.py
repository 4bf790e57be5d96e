"""Compile the catalogue's source folder into one file: read, validate each entry, check the rules, hash, write.

What the rules are stands in `evenpull.knowledge.rules`; what an entry may hold in `evenpull.knowledge.kinds`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evenpull.core.canonical import canonical_json
from evenpull.errors import CatalogueInvalid, FileFormatError, Problem, Where
from evenpull.knowledge.kinds import KINDS, Entry
from evenpull.knowledge.load import COMPILED, Catalogue, from_bytes
from evenpull.knowledge.yaml_source import line_of, plain, read_yaml

SOURCE = Path(__file__).with_name("catalogue")


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """One file as read: its kind, id, place, content with line marks, and the validated entry if it is valid."""

    kind: str
    id: str
    path: Path
    name: str
    node: Any
    entry: Entry | None

    def at(self, *location: int | str) -> Where:
        """Return the place of a field of this file."""
        field = ".".join(str(step) for step in location)
        return Where(file=self.name, line=line_of(self.node, location), field=field or None)


def read_source(folder: Path) -> tuple[list[SourceFile], list[Problem]]:
    """Read and validate every file under a catalogue folder; problems carry file, line and field."""
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/*.y*ml")):
        name = path.relative_to(folder).as_posix()
        kind = path.parent.name
        model = KINDS.get(kind)
        if model is None or path.suffix != ".yaml":
            expected = ", ".join(KINDS) if model is None else "the ending .yaml"
            problems.append(Problem(where=Where(file=name), rule="place", message=f"expected {expected}"))
            continue
        try:
            node = read_yaml(path, name=name)
        except FileFormatError as fault:
            problems.append(Problem(where=fault.where, rule="yaml", message=fault.message))
            continue
        if not isinstance(node, dict):
            problems.append(Problem(where=Where(file=name, line=1), rule="yaml", message="expected fields"))
            continue
        entry: Entry | None = None
        try:
            entry = model.model_validate({**plain(node), "id": path.stem})
        except ValidationError as fault:
            for error in fault.errors(include_url=False, include_context=False, include_input=False):
                where = Where(file=name, line=line_of(node, error["loc"]), field=".".join(map(str, error["loc"])))
                problems.append(Problem(where=where, rule="shape", message=error["msg"]))
        files.append(SourceFile(kind=kind, id=path.stem, path=path, name=name, node=node, entry=entry))
    return files, problems


def compile_source(folder: Path = SOURCE) -> bytes:
    """Return the compiled catalogue as bytes.

    Raises:
        CatalogueInvalid: With every problem found, each with file, line and field.
    """
    from evenpull.knowledge.rules import check_rules  # noqa: PLC0415 - rules import this module's types

    files, problems = read_source(folder)
    if not problems:
        problems = check_rules(files)
    if problems:
        raise CatalogueInvalid(problems)
    whole: dict[str, Any] = {kind: {} for kind in KINDS}
    aliases: dict[str, dict[str, str]] = {}
    for file in files:
        assert file.entry is not None
        whole[file.kind][file.id] = file.entry.model_dump(mode="json", exclude_defaults=True) | {"id": file.id}
        for alias in file.entry.aliases:
            aliases.setdefault(file.kind, {})[alias] = file.id
    return canonical_json(whole | {"aliases": aliases})


def write_compiled(folder: Path = SOURCE, target: Path = COMPILED) -> Catalogue:
    """Compile and write in one step, so that a broken source never replaces a good file."""
    data = compile_source(folder)
    catalogue = from_bytes(data)
    temporary = target.with_suffix(".json.part")
    temporary.write_bytes(data)
    os.replace(temporary, target)
    return catalogue


def main() -> None:
    """Compile the shipped catalogue; `python -m evenpull.knowledge.compile`."""
    import sys  # noqa: PLC0415 - only as a script

    try:
        catalogue = write_compiled()
    except CatalogueInvalid as fault:
        sys.exit(str(fault))
    counts = ", ".join(f"{len(getattr(catalogue, kind))} {kind}" for kind in KINDS)
    sys.stderr.write(f"catalogue {catalogue.sha256[:12]}: {counts}\n")


if __name__ == "__main__":
    main()
