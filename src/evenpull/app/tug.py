"""The tug of war, live: a healthy body settles with some muscles changed, and says what that does while standing.

A move asks for the posture alone; once it rests, the band over the stiffnesses, the work of the muscles and the loads
of the joints are asked for too. The body has one working memory, so one question is answered at a time.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evenpull.app.what_if.names import muscle_names
from evenpull.app.what_if.words import NOT_YOU, changes_in_words

if TYPE_CHECKING:
    from evenpull.body.changes import Change
    from evenpull.body.model.body import Body
    from evenpull.body.model.parameters import Parameters
    from evenpull.body.settle import Settled

FIRST = ("iliopsoas", "hamstrings", "gluteus_maximus", "rectus_femoris", "abdominals", "lumbar_erector_spinae")
"""The groups that are offered first."""
MOST_CHANGES = 120
_one_at_a_time = threading.RLock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move does, for a picture and in words.

    Args:
        factor: How many times as large as it is the change is drawn.
        segments: Place (m) and turn (quaternion x, y, z, w) of every segment as it is drawn, in the frame of the
            node `body` of `body.glb`: seven numbers each.
        pull_n: By how much more or less each muscle pulls than in the healthy body, N.
        change: By how much each metric of the posture changes, degrees and mm, at the middle stiffness.
        words: The changes in words.
        sentence: What posture does and how large it is drawn, in words.
    """

    factor: float
    segments: dict[str, tuple[float, ...]]
    pull_n: dict[str, float]
    change: dict[str, float]
    words: str
    sentence: str


def move(changes: Sequence[Change]) -> Moved:
    """Return where the healthy body comes to rest with some muscles changed, at the middle stiffness.

    Raises:
        OutOfRange: When the changes add up to more than a muscle can hold.
        NotConverged: When the body does not come to rest.
    """
    from evenpull.body.changes import apply  # noqa: PLC0415 - the body only when asked for
    from evenpull.body.portrait.change import Posture, change  # noqa: PLC0415
    from evenpull.body.settle import settle  # noqa: PLC0415
    from evenpull.body.settle.pull import pulls  # noqa: PLC0415

    with _one_at_a_time:
        even = _even()
        person = apply(even.parameters, changes, even.body)
        after = settle(even.body, person, healthy=even.parameters)
        ends = (Posture(q=even.posture.q, at=even.posture.root), Posture(q=after.q, at=after.root))
        drawn = change(even.body, *ends, muscles=False)
        more = pulls(even.body, person, after, healthy=even.parameters) - even.pulls_n
    return Moved(
        factor=drawn.factor,
        segments={
            name: (*(round(float(v), 5) for v in (*place, *_quaternion(drawn.drawn.turns[name]))),)
            for name, place in drawn.drawn.origins.items()
        },
        pull_n={name: round(float(value), 2) for name, value in zip(even.body.names, more, strict=True)},
        change={name: float(value) for name, value in after.change.items()},
        words=changes_in_words(changes, muscle_names()),
        sentence=drawn.sentences(),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Even:
    """The healthy body at rest, and the pull of each muscle there, N."""

    body: Body
    parameters: Parameters
    posture: Settled
    pulls_n: np.ndarray[Any, np.dtype[np.float64]]


@lru_cache(maxsize=1)
def _even() -> _Even:
    from evenpull.body.calibration import healthy  # noqa: PLC0415 - the body only when asked for
    from evenpull.body.model.load import load_body  # noqa: PLC0415
    from evenpull.body.settle import settle  # noqa: PLC0415
    from evenpull.body.settle.pull import pulls  # noqa: PLC0415

    body = load_body()
    start = healthy(body)
    posture = settle(body, start, healthy=start)
    return _Even(body=body, parameters=start, posture=posture, pulls_n=pulls(body, start, posture, healthy=start))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the changes do, with the band, in words, and the pelvis on its ropes as an SVG."""

    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    moved: dict[str, tuple[float, float, float]]
    picture: str


def tell(changes: Sequence[Change]) -> Told:
    """Return posture with its band, who works more or less while standing, and what the joints carry.

    Raises:
        OutOfRange: When the changes add up to more than a muscle can hold.
        NotConverged: When the body does not come to rest or cannot stand.
    """
    from evenpull.app.what_if.posture import settle_changes  # noqa: PLC0415 - the body only when asked for
    from evenpull.app.what_if.task import do_task  # noqa: PLC0415

    with _one_at_a_time:
        posture = settle_changes(changes)
        task = do_task(changes, name="standing", side="right")
        picture = posture.tug_picture()
    return Told(
        sentences=(posture.sentence, task.effort_sentence, task.load_sentence),
        notes=tuple(dict.fromkeys((*posture.notes, *task.notes))),
        moved={name: (one.median, one.low, one.high) for name, one in posture.tug.moved.items()},
        picture=picture,
    )


def own_changes(result: Path) -> tuple[Change, ...]:
    """Return a person's findings as changes, as the report settled them; none without a result that has any.

    Args:
        result: The folder with `assessment.json`.
    """
    from evenpull.body.changes import parse_change  # noqa: PLC0415 - the body only when asked for

    try:
        pull: Any = json.loads((result / "assessment.json").read_text(encoding="utf-8")).get("pull_on_pelvis")
    except (OSError, ValueError, AttributeError):
        return ()
    return tuple(parse_change(text) for text in pull["changes"]) if pull else ()


@lru_cache(maxsize=1)
def groups() -> tuple[str, ...]:
    """Return the muscle groups that can be changed, those that are offered first at the front."""
    from evenpull.body.groups import modelled_posterior_groups  # noqa: PLC0415 - the body only when asked for

    return FIRST + tuple(name for name in modelled_posterior_groups() if name not in FIRST)


CAVEAT = NOT_YOU


def _quaternion(turn: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, float, float, float]:
    """Return a rotation (3, 3) as a unit quaternion x, y, z, w, its greatest part positive."""
    xx, yy, zz = turn[0, 0], turn[1, 1], turn[2, 2]
    outer = np.array(
        [
            [xx - yy - zz, turn[0, 1] + turn[1, 0], turn[0, 2] + turn[2, 0], turn[2, 1] - turn[1, 2]],
            [turn[0, 1] + turn[1, 0], yy - xx - zz, turn[1, 2] + turn[2, 1], turn[0, 2] - turn[2, 0]],
            [turn[0, 2] + turn[2, 0], turn[1, 2] + turn[2, 1], zz - xx - yy, turn[1, 0] - turn[0, 1]],
            [turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1], xx + yy + zz],
        ]
    )
    values, vectors = np.linalg.eigh(outer)
    best = vectors[:, int(np.argmax(values))]
    x, y, z, w = best * np.sign(best[int(np.argmax(np.abs(best)))])
    return float(x), float(y), float(z), float(w)
