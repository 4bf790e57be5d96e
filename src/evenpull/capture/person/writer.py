"""Write a person folder: a new one to fill in, or a person that a page has gathered. Never half a file."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import tempfile
import textwrap
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from evenpull.capture.person.model import Feels, Person
from evenpull.capture.person.reader import PERSON_FILE
from evenpull.capture.person.schema import SCHEMA_FILE, person_schema
from evenpull.core.words import say
from evenpull.errors import StoreError, Where
from evenpull.knowledge.load import Catalogue

WIDTH = 110


def write_person(folder: Path, person: Person) -> Path:
    """Write `person.yaml` into a folder, replacing an older one in one step.

    Raises:
        StoreError: When the place cannot be written; an older file is then as it was.
    """
    data = person.model_dump(mode="json", exclude_defaults=True)
    return write_yaml(folder / PERSON_FILE, _blocks(data))


def write_yaml(path: Path, data: Any) -> Path:
    """Write a YAML 1.2 file in one step: all of it or nothing.

    Raises:
        StoreError: When the place cannot be written.
    """
    yaml = YAML(typ="rt")
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    buffer = io.StringIO()
    yaml.dump(data, buffer)
    write_whole(path, buffer.getvalue().encode())
    return path


def write_whole(path: Path, data: bytes) -> None:
    """Write bytes under a temporary name beside the target, then move them into place.

    Raises:
        StoreError: When the place cannot be written; what was there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            part.write(data)
        os.replace(part.name, path)
    except OSError as fault:
        raise StoreError(
            say("this place cannot be written"),
            where=Where(file=path.name),
            hint=say("Check the folder and the free space."),
        ) from fault


def new_person_folder(folder: Path, catalogue: Catalogue, *, today: dt.date) -> Path:
    """Make a folder with a `person.yaml` to fill in, its schema for editors, and places for photos and clips.

    Every safety question stands in the file without an answer, so that an unfilled file says what is missing.

    Raises:
        StoreError: When a `person.yaml` is already there, or the place cannot be written.
    """
    path = folder / PERSON_FILE
    if path.exists():
        raise StoreError(
            say("there is already a person here, nothing was changed"),
            where=Where(file=PERSON_FILE),
            hint=say("Choose another folder."),
        )
    write_whole(folder / SCHEMA_FILE, json.dumps(person_schema(catalogue), indent=1, ensure_ascii=False).encode())
    for sub in ("photos", "videos"):
        (folder / sub).mkdir(exist_ok=True)
    write_whole(path, template(catalogue, today=today).encode())
    return path


ASKED_OF = {
    "everyone": say("everyone"),
    "female": say("women"),
    "pain": say("anyone with a pain"),
    "follow_up": say("only when an answer before it asks for it"),
}


def template(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the text of a `person.yaml` to fill in, with every safety question beside the place of its answer."""
    safety = say(
        "Safety first. Write yes or no (or the number asked for) after each question that stands for everyone, and "
        "after those of the region that hurts; delete the other regions. A missing answer stops the rest."
    )
    lines = [
        f"# yaml-language-server: $schema=./{SCHEMA_FILE}",
        "# " + say("Fill this in with any editor; then: evenpull assess DIR. Everything stays on this computer."),
        _line("person", _flow(sex="unstated", age_years=0, height_cm=0, mass_kg=0, hand="right", foot="right"))
        + say("fill in"),
        f"start: {today.isoformat()}",
        _line("user", "self") + "self | trainer | physio",
        _line("goals", "[less_pain]") + "less_pain | prevent | perform | balance | posture | mobility | strength",
        "medicines: []",
        _line("conditions", "[]") + say("see: evenpull knowledge list conditions"),
        "",
        *textwrap.wrap(safety, WIDTH, initial_indent="# ", subsequent_indent="# "),
        "screening:",
        f"  date: {today.isoformat()}",
        "  answers:",
    ]
    for question in sorted(catalogue.screening.values(), key=lambda entry: (entry.order, entry.id)):
        of = ASKED_OF.get(question.asked_of) or say("pain in: {region}", region=question.region)
        lines.append(f"    # [{of}] {question.text}")
        lines.append(f"    # {question.id}:")
    meeting, sitting, walking = say("sitting through a meeting"), say("sitting"), say("walking")
    fault = _flow(movement="overhead_squat", view="front", fault="knees_in", side="left", how="slight")
    test = _flow(test="lunge_distance", side="left", trials="[9, 9.5]", unit="cm", pain=0, by="self")
    lines += [
        "",
        "pains: []",
        "#  - {site: low_back, side: both, now: 4, usual: 4, worst: 7, weeks: 60, days_per_week: 6, began: gradually,",
        f"#     worse_with: [{sitting}], eases_with: [{walking}], settles_after_min: 20}}",
        _line("activities", "[]")
        + say("up to three things, hard now: {example}", example=_flow(what=f'"{meeting}"', able=4)),
        _line("feels", "{}") + ", ".join(Feels.model_fields) + ": 0-10",
        _line("answers", "{}") + say("see: evenpull knowledge list questions"),
        _line("observed", "[]") + fault,
        _line("tests", "[]") + test,
        _line("pictures", "[]") + _flow(file="photos/front.jpg", view="front", right_hand_shown="picture_left"),
        _line("equipment", "[]") + ", ".join(("foam_roller", "ball", "band", "strap", "dumbbell", "...")),
        "time: " + _flow(minutes=20, days_per_week=4),
        _line("experience", "novice") + "none | novice | regular | experienced",
        "",
    ]
    return "\n".join(lines)


def _line(field: str, value: str) -> str:
    """Write a field with the beginning of the remark that stands beside it."""
    return f"{f'{field}: {value}   ':<26}# "


def _flow(**fields: object) -> str:
    """Write fields in one pair of braces, as YAML has them."""
    return "{" + ", ".join(f"{name}: {value}" for name, value in fields.items()) + "}"


def _blocks(data: Any) -> Any:
    """Return the data as maps that ruamel writes in block style, short records in flow style."""
    if isinstance(data, dict):
        block = CommentedMap({key: _blocks(value) for key, value in data.items()})
        if data and all(not isinstance(value, dict | list) for value in data.values()) and len(data) <= 8:
            block.fa.set_flow_style()
        return block
    if isinstance(data, list):
        return [_blocks(value) for value in data]
    return data
