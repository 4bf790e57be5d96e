"""Write a person folder: a new one to fill in, or a person that a page has gathered. Never half a file."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from evenpull.capture.person.model import Person
from evenpull.capture.person.reader import PERSON_FILE
from evenpull.capture.person.schema import SCHEMA_FILE, person_schema
from evenpull.errors import StoreError, Where
from evenpull.knowledge.load import Catalogue


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
    yaml.width = 110
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
            "this place cannot be written", where=Where(file=path.name), hint="Check the folder and the free space."
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
            "there is already a person here, nothing was changed",
            where=Where(file=PERSON_FILE),
            hint="Choose another folder.",
        )
    write_whole(folder / SCHEMA_FILE, json.dumps(person_schema(catalogue), indent=1, ensure_ascii=False).encode())
    for sub in ("photos", "videos"):
        (folder / sub).mkdir(exist_ok=True)
    write_whole(path, template(catalogue, today=today).encode())
    return path


ASKED_OF = {
    "everyone": "everyone",
    "female": "women",
    "pain": "anyone with a pain",
    "follow_up": "only when an answer before it asks for it",
}


def template(catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the text of a `person.yaml` to fill in, with every safety question beside the place of its answer."""
    lines = [
        f"# yaml-language-server: $schema=./{SCHEMA_FILE}",
        "# Fill this in with any editor; then: evenpull assess DIR. Everything stays on this computer.",
        "person: {sex: unstated, age_years: 0, height_cm: 0, mass_kg: 0, hand: right, foot: right}   # fill in",
        f"start: {today.isoformat()}",
        "user: self                # self | trainer | physio",
        "goals: [less_pain]        # less_pain | prevent | perform | balance | posture | mobility | strength",
        "medicines: []",
        "conditions: []            # see: evenpull knowledge list conditions",
        "",
        "# Safety first. Write yes or no (or the number asked for) after each question that stands for everyone, and",
        "# after those of the region that hurts; delete the other regions. A missing answer stops the rest.",
        "screening:",
        f"  date: {today.isoformat()}",
        "  answers:",
    ]
    for question in sorted(catalogue.screening.values(), key=lambda entry: (entry.order, entry.id)):
        of = ASKED_OF.get(question.asked_of, f"pain in: {question.region}")
        lines.append(f"    # [{of}] {question.text}")
        lines.append(f"    # {question.id}:")
    lines += [
        "",
        "pains: []",
        "#  - {site: low_back, side: both, now: 4, usual: 4, worst: 7, weeks: 60, days_per_week: 6, began: gradually,",
        "#     worse_with: [sitting], eases_with: [walking], settles_after_min: 20}",
        'activities: []            # up to three things, hard now: {what: "sitting through a meeting", able: 4}',
        "feels: {}                 # stress, sleep, mood, fear_of_movement, confidence: 0-10",
        "answers: {}               # see: evenpull knowledge list questions",
        "observed: []              # {movement: overhead_squat, view: front, fault: knees_in, side: left, how: slight}",
        "tests: []                 # {test: lunge_distance, side: left, trials: [9, 9.5], unit: cm, pain: 0, by: self}",
        "pictures: []              # {file: photos/front.jpg, view: front, right_hand_shown: picture_left}",
        "equipment: []             # foam_roller, ball, band, strap, dumbbell, ...",
        "time: {minutes: 20, days_per_week: 4}",
        "experience: novice        # none | novice | regular | experienced",
        "",
    ]
    return "\n".join(lines)


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
