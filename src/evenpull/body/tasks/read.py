"""Tasks as data: one file each in `library/`, read and checked here.

They are no catalogue kind: a task names coordinates, segments and places of this one body, means nothing without it,
and changes with it. What people read about tasks stands in the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evenpull.core.words import say
from evenpull.errors import KnowledgeError, UnknownId
from evenpull.knowledge.yaml_document import parse_document

Share01 = Annotated[float, Field(ge=0, le=1)]
Triple = tuple[float, float, float]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Key(_Part):
    """A key posture.

    Args:
        at: Share of the task's duration at which it is reached.
        angles_deg: Wanted angles; a coordinate without a side means both sides; zero where nothing is said.
        adjust_deg: How willingly a coordinate leaves its angle, one standard deviation; others keep theirs.
        plant: World x, y and floor height of each planted foot, m.
        balance: Centre of mass of body and load before the planted ankles' middle, and to the left of the middle of the
            planted feet, m; null where it does not matter.
        lean_deg: Forward lean of segments that are to be upright or inclined.
        reach: World coordinates of places, m; null where they do not matter.
        root: Where a body that stands on nothing is: lean forward in degrees, and height of the pelvis, m.
    """

    at: Share01 = 0.0
    angles_deg: Mapping[str, float] = {}
    adjust_deg: Mapping[str, float] = {}
    plant: Mapping[str, Triple] = {}
    balance: tuple[float | None, float | None] | None = None
    lean_deg: Mapping[str, float] = {}
    reach: Mapping[str, tuple[float | None, float | None, float | None]] = {}
    root: tuple[float, float] | None = None


class Stand(_Part):
    """Places that something pushes at, during a part of the task, along a normal (world)."""

    places: tuple[str, ...]
    start: Share01 = 0.0
    end: Share01 = 1.0
    normal: Triple = (0.0, 0.0, 1.0)


class Split(_Part):
    """How two groups of places share what they carry."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    fraction: Share01 = 0.5


class Load(_Part):
    """A thing in the hands: mass, and the places that carry it in equal parts."""

    mass_kg: Annotated[float, Field(gt=0)]
    hands: tuple[str, ...]
    start: Share01 = 0.0
    end: Share01 = 1.0


class Task(_Part):
    """What a body can be asked to do.

    Args:
        id: Equal to the file's name.
        what: One line for people who read the data.
        source: Where posture and times come from, and how well they are known.
        known: `measured`, `derived`, `recalled` or `default`, of the key postures.
        sided: Whether it is done on one side; the file shows the right.
        duration_s: None for a posture that is held.
        keys: Key postures in order of time.
        supports: Where something can push.
        shares: How they share, as input.
        load: What is carried.
    """

    id: str
    what: str
    source: str
    known: Literal["measured", "derived", "recalled", "default"]
    sided: bool = False
    duration_s: Annotated[float, Field(gt=0)] | None = None
    keys: Annotated[tuple[Key, ...], Field(min_length=1)]
    supports: tuple[Stand, ...]
    shares: tuple[Split, ...] = ()
    load: Load | None = None


@lru_cache(maxsize=1)
def tasks() -> Mapping[str, Task]:
    """Return every task of the library by id, in the order of ids.

    Raises:
        KnowledgeError: When a file breaks the rules.
    """
    out = {}
    for file in sorted(files("evenpull.body.tasks").joinpath("library").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            try:
                task = Task.model_validate(parse_document(file.read_text(encoding="utf-8"), name=file.name).data)
            except ValidationError as fault:
                reason = fault.errors()[0]["msg"]
                raise KnowledgeError(say("{file} is no task: {reason}", file=file.name, reason=reason)) from fault
            if file.name != f"{task.id}.yaml" or (task.duration_s is None) != (len(task.keys) == 1):
                text = say("{file}: its id is its name, and one key posture means no duration", file=file.name)
                raise KnowledgeError(text)
            out[task.id] = task
    return out


def task(task_id: str) -> Task:
    """Return one task.

    Raises:
        UnknownId: When there is no such task.
    """
    if task_id not in tasks():
        raise UnknownId(task_id, kind=say("task"), allowed=list(tasks()))
    return tasks()[task_id]
