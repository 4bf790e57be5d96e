"""Read and check `person.yaml`: every fault with file, line, field and what is allowed, all of them at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from evenpull.capture.person.document import read_document
from evenpull.capture.person.limits import SCREENING_DAYS
from evenpull.capture.person.model import Person
from evenpull.capture.person.sentences import shape_faults
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, OutOfRange, UnknownId, Where
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.vocabulary import EQUIPMENT
from evenpull.knowledge.yaml_source import line_of, plain

PERSON_FILE = "person.yaml"
NAMED = (
    ("pains", "site", "pain_sites"),
    ("tests", "test", "tests"),
    ("observed", "fault", "compensations"),
    ("overrides", "muscle", "muscles"),
)
"""Parts of the file whose items name a catalogue entry: the part, the field, the entry's kind."""
LISTED = (("conditions", "conditions"), ("declined_tests", "tests"), ("declined_exercises", "exercises"))
"""Parts of the file that are lists of names, with their kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFolder:
    """A person as read, the folder, and the file's line marks for later messages.

    Args:
        folder: Where it was read from; messages never carry it.
        person: The checked person, every alias replaced by its catalogue id.
        raw: The file's bytes, for the hash of inputs.
        notices: What was read otherwise than it is written, such as a deprecated id, one sentence each.
    """

    folder: Path
    person: Person
    raw: bytes
    node: Any
    notices: tuple[str, ...] = ()

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
        raise MissingField(
            say("there is no {file} here", file=PERSON_FILE), hint=say("Begin one with: evenpull new DIR")
        )
    node = read_document(path)
    person = check_person(node, catalogue)
    notices = tuple(deprecated_names(node, catalogue))
    return PersonFolder(folder=path.parent, person=person, raw=path.read_bytes(), node=node, notices=notices)


def check_person(node: Any, catalogue: Catalogue) -> Person:
    """Validate the content of a person file and replace every alias by its id.

    Raises:
        InputError: The first fault, the rest in `others`.
    """
    data = plain(node)
    _leave_out_unanswered(data)
    faults: list[InputError] = list(resolve_ids(data, catalogue, node))
    try:
        person = Person.model_validate(data)
        faults += _old_screening(person, node)
    except ValidationError as invalid:
        faults = [*shape_faults(invalid, node, file=PERSON_FILE), *faults]
    if faults:
        first, *others = faults
        first.others = tuple(others)
        raise first
    return person


def _leave_out_unanswered(data: dict[str, Any]) -> None:
    """Take safety questions without an answer out, so that they count as not asked."""
    screening = data.get("screening")
    if not isinstance(screening, dict):
        return
    answers = screening.get("answers")
    if answers is None:
        screening["answers"] = {}
    elif isinstance(answers, dict):
        screening["answers"] = {name: answer for name, answer in answers.items() if answer is not None}


def _old_screening(person: Person, node: Any) -> Iterator[InputError]:
    """Yield a fault when the safety answers are much older than the start of the plan."""
    if person.screening is not None and (person.start - person.screening.date).days > SCREENING_DAYS:
        field = ("screening", "date")
        yield OutOfRange(
            say("these safety answers are more than a year older than the start"),
            where=Where(file=PERSON_FILE, line=line_of(node, field), field=".".join(field)),
            hint=say("Answer the safety questions anew and write today's date."),
        )


def deprecated_names(node: Any, catalogue: Catalogue) -> Iterator[str]:
    """Yield a sentence for each name of a deprecated entry: where it stands and as what it was read."""
    for kind, name, field in _names(plain(node)):
        new = catalogue.replaced(kind, name)
        if new is not None:
            place = Where(file=PERSON_FILE, line=line_of(node, field), field=".".join(map(str, field)))
            yield say(
                "{place}: the {kind} {name!r} is no longer used; it was read as {new!r}.",
                place=place,
                kind=_KIND_WORDS[kind],
                name=name,
                new=new,
            )


def _names(data: dict[str, Any]) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Yield kind, name and place of every catalogue name in a person file."""
    for part, key, kind in NAMED:
        for number, entry in enumerate(_list(data.get(part))):
            if isinstance(entry, dict) and isinstance(entry.get(key), str):
                yield kind, entry[key], (part, number, key)
    for part, kind in LISTED:
        for number, name in enumerate(_list(data.get(part))):
            if isinstance(name, str):
                yield kind, name, (part, number)
    screening = data.get("screening")
    for holder, kind, above in ((data, "questions", ()), (screening, "screening", ("screening",))):
        answers = holder.get("answers") if isinstance(holder, dict) else None
        for name in answers if isinstance(answers, dict) else ():
            yield kind, name, (*above, "answers", name)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def resolve_ids(data: dict[str, Any], catalogue: Catalogue, node: Any) -> Iterator[InputError]:
    """Replace aliases by ids in place; yield a fault for each name that the catalogue does not have."""

    def swap(holder: Any, key: Any, kind: str, *field: str | int) -> Iterator[InputError]:
        name = holder[key]
        if not isinstance(name, str):
            return
        try:
            holder[key] = catalogue.resolve(kind, name)
        except UnknownId as fault:
            yield _unknown(fault, kind, node, field)

    for part, key, kind in NAMED:
        entries = data.get(part)
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, dict) and key in entry:
                yield from swap(entry, key, kind, part, number, key)
    for part, kind in LISTED:
        names = data.get(part)
        for number in range(len(names) if isinstance(names, list) else 0):
            yield from swap(names, number, kind, part, number)
    kit = data.get("equipment")
    for number, name in enumerate(kit if isinstance(kit, list) else ()):
        if isinstance(name, str) and name not in EQUIPMENT:
            near = difflib.get_close_matches(name, EQUIPMENT, n=3, cutoff=0.5)
            fault = UnknownId(name, kind=_KIND_WORDS["equipment"], allowed=near)
            yield _unknown(fault, "equipment", node, ("equipment", number))
    yield from _resolve_keys(data, "answers", catalogue, "questions", node)
    screening = data.get("screening")
    if isinstance(screening, dict):
        yield from _resolve_keys(screening, "answers", catalogue, "screening", node, "screening")


_KIND_WORDS = {
    "pain_sites": say("pain site"),
    "tests": say("test"),
    "exercises": say("exercise"),
    "compensations": say("fault"),
    "muscles": say("muscle"),
    "conditions": say("condition"),
    "questions": say("question"),
    "screening": say("safety question"),
    "equipment": say("piece of equipment"),
}
_LONGEST_ID = 60


def _unknown(fault: UnknownId, kind: str, node: Any, field: tuple[str | int, ...]) -> InputError:
    """Return the fault of an unknown name with its place, the kind in plain words, and where all names are listed."""
    where = Where(file=PERSON_FILE, line=line_of(node, field), field=".".join(map(str, field)))
    if len(fault.name) > _LONGEST_ID:
        short = ".".join(map(str, field if isinstance(field[-1], int) or field[-1] != fault.name else field[:-1]))
        where = Where(file=PERSON_FILE, line=where.line, field=short)
        message = say("this is no {kind}'s name: it is too long", kind=_KIND_WORDS[kind])
        return InputError(message, where=where, hint=_all_names(kind))
    told = UnknownId(fault.name, kind=_KIND_WORDS[kind], allowed=fault.allowed, where=where)
    told.hint = told.hint or _all_names(kind)
    return told


def _all_names(kind: str) -> str:
    """Say where every name of a kind is listed."""
    if kind == "equipment":
        return say("Allowed: {names}", names=", ".join(EQUIPMENT))
    return say("All names: evenpull knowledge list {kind}", kind=kind)


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
            yield _unknown(fault, kind, node, field)
            continue
        if found != name:
            answers[found] = answers.pop(name)
