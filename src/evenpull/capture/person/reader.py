"""Read and check `person.yaml`: every fault with file, line, field and what is allowed, all of them at once."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from evenpull.capture.person.limits import MAX_PERSON_BYTES
from evenpull.capture.person.model import Person
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, UnknownId, Where
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.yaml_source import line_of, plain, read_yaml

PERSON_FILE = "person.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFolder:
    """A person as read, the folder, and the file's line marks for later messages.

    Args:
        folder: Where it was read from; messages never carry it.
        person: The checked person, every alias replaced by its catalogue id.
        raw: The file's bytes, for the hash of inputs.
    """

    folder: Path
    person: Person
    raw: bytes
    node: Any

    def located(self, fault: InputError) -> InputError:
        """Give a fault that names a field (`tests.2.unit`) the file and line it stands on."""
        field = fault.where.field
        if not field or fault.where.file:
            return fault
        steps = tuple(int(step) if step.isdigit() else step for step in field.split("."))
        fault.where = Where(file=PERSON_FILE, line=line_of(self.node, steps), field=field)
        return fault


def read_person(folder: Path, catalogue: Catalogue) -> PersonFolder:
    """Read a person folder.

    Args:
        folder: The folder, or the `person.yaml` in it.
        catalogue: For the ids and aliases that may be used.

    Raises:
        MissingField: When the folder has no `person.yaml`.
        FileFormatError: When it is not plain YAML 1.2.
        InputError: When any field is wrong; `others` holds every further fault.
    """
    path = folder if folder.suffix in {".yaml", ".yml"} else folder / PERSON_FILE
    if not path.is_file():
        raise MissingField(f"there is no {PERSON_FILE} here", hint="Begin one with: evenpull new DIR")
    if path.stat().st_size > MAX_PERSON_BYTES:
        raise FileFormatError("the file is too large for a person", where=Where(file=path.name))
    raw = path.read_bytes()
    node = read_yaml(path)
    if not isinstance(node, dict):
        raise FileFormatError("expected fields such as person, start, screening", where=Where(file=path.name, line=1))
    person = check_person(node, catalogue)
    return PersonFolder(folder=path.parent, person=person, raw=raw, node=node)


def check_person(node: Any, catalogue: Catalogue) -> Person:
    """Validate the content of a person file and replace every alias by its id.

    Raises:
        InputError: The first fault, the rest in `others`.
    """
    data = plain(node)
    if isinstance(data.get("screening"), dict) and data["screening"].get("answers") is None:
        data["screening"]["answers"] = {}
    faults: list[InputError] = list(resolve_ids(data, catalogue, node))
    try:
        person = Person.model_validate(data)
    except ValidationError as invalid:
        faults = [*_shape_faults(invalid, node), *faults]
    if faults:
        first, *others = faults
        first.others = tuple(others)
        raise first
    return person


def resolve_ids(data: dict[str, Any], catalogue: Catalogue, node: Any) -> Iterator[InputError]:
    """Replace aliases by ids in place; yield a fault for each name that the catalogue does not have."""

    def swap(holder: Any, key: Any, kind: str, *field: str | int) -> Iterator[InputError]:
        name = holder[key]
        if not isinstance(name, str):
            return
        try:
            holder[key] = catalogue.resolve(kind, name)
        except UnknownId as fault:
            fault.where = Where(file=PERSON_FILE, line=line_of(node, field), field=".".join(map(str, field)))
            yield fault

    lists: tuple[tuple[str, str, str], ...] = (
        ("pains", "site", "pain_sites"),
        ("tests", "test", "tests"),
        ("observed", "fault", "compensations"),
        ("overrides", "muscle", "muscles"),
    )
    for part, key, kind in lists:
        for number, entry in enumerate(data.get(part) or ()):
            if isinstance(entry, dict) and key in entry:
                yield from swap(entry, key, kind, part, number, key)
    for part, kind in (("conditions", "conditions"), ("declined_tests", "tests")):
        names = data.get(part)
        for number in range(len(names) if isinstance(names, list) else 0):
            yield from swap(names, number, kind, part, number)
    yield from _resolve_keys(data, "answers", catalogue, "questions", node)
    screening = data.get("screening")
    if isinstance(screening, dict):
        yield from _resolve_keys(screening, "answers", catalogue, "screening", node, "screening")


def _resolve_keys(
    holder: dict[str, Any], part: str, catalogue: Catalogue, kind: str, node: Any, *above: str
) -> Iterator[InputError]:
    """Replace the keys of an answers block by catalogue ids."""
    answers = holder.get(part)
    if not isinstance(answers, dict):
        return
    for name in list(answers):
        try:
            found = catalogue.resolve(kind, name)
        except UnknownId as fault:
            field = (*above, part, name)
            fault.where = Where(file=PERSON_FILE, line=line_of(node, field), field=".".join(field))
            yield fault
            continue
        if found != name:
            answers[found] = answers.pop(name)


def _shape_faults(invalid: ValidationError, node: Any) -> Iterator[InputError]:
    """Turn each of pydantic's errors into ours: place, sentence, what is allowed; never the value itself."""
    seen: set[str] = set()
    for error in invalid.errors(include_url=False, include_input=False):
        location = tuple(step for step in error["loc"] if not _is_union_tag(step))
        field = ".".join(map(str, location))
        if field in seen:
            continue
        seen.add(field)
        where = Where(file=PERSON_FILE, line=line_of(node, location), field=field)
        kind = error["type"]
        if kind == "missing":
            yield MissingField("this field must be here", where=where)
        elif kind == "extra_forbidden":
            allowed = _fields_at(location[:-1])
            near = difflib.get_close_matches(str(location[-1]), allowed, n=1, cutoff=0.6)
            hint = f"Did you mean {near[0]}?" if near else f"Allowed here: {', '.join(allowed)}"
            yield InputError("no field of this name belongs here", where=where, hint=hint)
        elif kind.startswith(("greater_than", "less_than", "too_long", "too_short")):
            yield OutOfRange(error["msg"][0].lower() + error["msg"][1:], where=where)
        else:
            yield InputError(error["msg"][0].lower() + error["msg"][1:], where=where)


def _is_union_tag(step: int | str) -> bool:
    """Tell whether a location step is pydantic's name of a union branch rather than a field."""
    return isinstance(step, str) and (step in {"str", "float", "bool", "int", "SidedAnswer"} or "[" in step)


def _fields_at(location: tuple[int | str, ...]) -> list[str]:
    """Return the field names that a place of the person file may have."""
    model: Any = Person
    for step in location:
        if isinstance(step, int) or not hasattr(model, "model_fields"):
            continue
        model = _model_in(model.model_fields[step].annotation) if step in model.model_fields else None
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _model_in(annotation: Any) -> Any:
    """Return the model class inside an annotation such as `tuple[Pain, ...]` or `Screening | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, list, Union, types.UnionType, dict} or get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            found = _model_in(part)
            if found is not None:
                return found
    return None
