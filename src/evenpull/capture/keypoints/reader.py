"""Read keypoints that OpenPose, COCO tools, RTMPose or MediaPipe wrote as JSON; who wrote it is seen from its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from evenpull.capture.keypoints.document import MOST_FRAMES, load_json, numbers
from evenpull.capture.keypoints.names import COCO_LIKE, MEDIAPIPE_33, OPENPOSE
from evenpull.capture.keypoints.records import Array, KeypointTrack
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, Where

KEYPOINT_SUFFIXES = (".json",)
LEAST_CONFIDENCE = 0.05
"""Below this a point was not found: programs write zeros then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """People of one frame: points (k, d) and confidence (k,) of each."""

    number: float
    people: tuple[tuple[Array, Array], ...]


def read_keypoints(path: Path, *, rate_hz: float | None = None) -> KeypointTrack:
    """Read a JSON file of keypoints, or a folder of OpenPose's one file a frame.

    Of several people the largest of the first frame is followed.

    Args:
        path: File or folder.
        rate_hz: Frames per second of the film; most of these files do not say it.

    Raises:
        InputError: When it is none of the known forms, or holds no person.
    """
    where = Where(file=path.name)
    if rate_hz is not None and not 1.0 <= rate_hz <= 1000.0:
        raise OutOfRange(say("no film has this many frames a second"), where=where)
    if path.is_dir():
        files = sorted(path.glob("*_keypoints.json"))
        if not files:
            raise InputError(say("the folder holds no file that ends in _keypoints.json"), where=where)
        if len(files) > MOST_FRAMES:
            raise OutOfRange(say("there are more frames than ten minutes of film"), where=where)
        frames = [_openpose(load_json(file), i, Where(file=file.name)) for i, file in enumerate(files)]
        return _track(frames, "openpose", OPENPOSE, path, rate_hz)
    data = load_json(path)
    for name, fits, read, names in _FORMS:
        if fits(data):
            found = read(data, where)
            if len(found) > MOST_FRAMES:
                raise OutOfRange(say("there are more frames than ten minutes of film"), where=where)
            return _track(found, name, names, path, rate_hz, scale=_scale(data, name, where))
    if isinstance(data, dict) and "bodies" in data:
        text = say("this file holds segments of a model, not body points")
        raise FileFormatError(text, where=where, hint=say("Export the model's coordinates as MOT instead."))
    raise FileFormatError(say("this JSON is none of OpenPose, COCO, RTMPose or MediaPipe keypoints"), where=where)


def _openpose(data: Any, number: int, where: Where) -> _Frame:
    people = data.get("people") if isinstance(data, dict) else None
    if not isinstance(people, list):
        raise FileFormatError(say("an OpenPose file has a list called people"), where=where)
    return _Frame(number=number, people=tuple(_person(each, "pose_keypoints_2d", where) for each in people))


def _person(data: Any, field: str, where: Where) -> tuple[Array, Array]:
    """Return points and confidence from a flat list of x, y, confidence."""
    if not isinstance(data, dict) or field not in data:
        raise MissingField(say("a person without {field}", field=field), where=where)
    flat = numbers(data[field], where=where)
    if len(flat) % 3 or not flat:
        raise FileFormatError(say("points come as x, y and confidence"), where=where)
    table = np.array(flat).reshape(-1, 3)
    return table[:, :2].copy(), table[:, 2].copy()


def _coco(data: list[Any], where: Where) -> list[_Frame]:
    """Return frames of COCO results: one entry per person, grouped by picture."""
    groups: dict[str, list[Any]] = {}
    for each in data:
        groups.setdefault(str(each.get("image_id", "")), []).append(each)
    order = sorted(groups, key=lambda key: (len(key), key))
    return [
        _Frame(number=i, people=tuple(_person(each, "keypoints", where) for each in groups[key]))
        for i, key in enumerate(order)
    ]


def _mmpose(data: dict[str, Any], where: Where) -> list[_Frame]:
    frames = []
    for i, each in enumerate(data["instance_info"]):
        if not isinstance(each, dict) or not isinstance(each.get("instances"), list):
            raise MissingField(say("a frame without a list of instances"), where=Where(file=where.file, frame=i))
        people = []
        for person in each["instances"]:
            points = person.get("keypoints") if isinstance(person, dict) else None
            flat = np.array(numbers(points, where=where))
            scores = np.array(numbers(person.get("keypoint_scores"), where=where))
            if not len(scores) or len(flat) != 2 * len(scores):
                raise FileFormatError(say("points and their scores do not belong together"), where=where)
            people.append((flat.reshape(-1, 2), scores))
        frames.append(_Frame(number=i, people=tuple(people)))
    return frames


def _mediapipe(data: Any, where: Where) -> list[_Frame]:
    """Return frames of landmarks; those in metres where the file has them, else those of the picture, 0 to 1."""
    rows = data["frames"] if isinstance(data, dict) else data
    frames = []
    for i, row in enumerate(rows):
        place = Where(file=where.file, frame=i)
        points, _ = _landmarks(row)
        while isinstance(points, list) and points and isinstance(points[0], list):
            points = points[0]
        if not isinstance(points, list):
            raise FileFormatError(say("a frame without landmarks"), where=place)
        if not points:
            frames.append(_Frame(number=i, people=()))
            continue
        if not all(isinstance(point, dict) for point in points):
            raise FileFormatError(say("a landmark has fields x, y and z"), where=place)
        table = np.array(
            [numbers([p.get("x"), p.get("y"), p.get("z"), p.get("visibility", 1.0)], where=place) for p in points]
        )
        frames.append(_Frame(number=i, people=((table[:, :3], table[:, 3]),)))
    return frames


def _landmarks(row: Any) -> tuple[Any, bool]:
    """Return a frame's landmarks and whether they are metres."""
    if not isinstance(row, dict):
        return row, False
    for key in ("pose_world_landmarks", "world_landmarks", "worldLandmarks"):
        if row.get(key):
            return row[key], True
    return next((row[key] for key in ("pose_landmarks", "landmarks", "keypoints") if key in row), None), False


def _is_mediapipe(data: Any) -> bool:
    rows = data.get("frames") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not rows:
        return False
    points, _ = _landmarks(rows[0])
    while isinstance(points, list) and points and isinstance(points[0], list):
        points = points[0]
    return isinstance(points, list) and (not points or (isinstance(points[0], dict) and {"x", "y"} <= set(points[0])))


Fits = Callable[[Any], bool]
_FORMS: tuple[tuple[str, Fits, Callable[[Any, Where], list[_Frame]], dict[int, tuple[str, ...]]], ...] = (
    ("openpose", lambda d: isinstance(d, dict) and "people" in d, lambda d, w: [_openpose(d, 0, w)], OPENPOSE),
    (
        "rtmpose",
        lambda d: isinstance(d, dict) and isinstance(d.get("instance_info"), list),
        _mmpose,
        COCO_LIKE,
    ),
    (
        "coco",
        lambda d: (
            isinstance(d, list)
            and bool(d)
            and all(isinstance(e, dict) and "keypoints" in e and "image_id" in e for e in d)
        ),
        _coco,
        COCO_LIKE,
    ),
    ("mediapipe", _is_mediapipe, _mediapipe, {33: MEDIAPIPE_33}),
)


def _scale(data: Any, name: str, where: Where) -> tuple[Literal["picture", "world"], Array]:
    """Return the space of the points and what turns them into pixels or metres."""
    if name != "mediapipe":
        return "picture", np.ones(2)
    rows = data["frames"] if isinstance(data, dict) else data
    if any(_landmarks(row)[1] for row in rows):
        if not all(_landmarks(row)[1] or not _landmarks(row)[0] for row in rows):
            raise FileFormatError(say("some frames hold metres and others shares of the picture"), where=where)
        return "world", np.ones(3)
    size = [data.get(key) if isinstance(data, dict) else None for key in ("width", "height")]
    if not all(isinstance(each, int | float) and 1 <= each <= 1e5 for each in size):
        text = say("the picture's width and height are not said, so its points have no true shape")
        raise MissingField(text, where=where, hint=say("Write width and height in pixels beside frames."))
    return "picture", np.array(size, dtype=np.float64)


def _track(
    frames: list[_Frame],
    name: str,
    names: dict[int, tuple[str, ...]],
    path: Path,
    rate_hz: float | None,
    *,
    scale: tuple[Literal["picture", "world"], Array] = ("picture", np.ones(2)),
) -> KeypointTrack:
    where = Where(file=path.name)
    counts = {len(score) for frame in frames for _, score in frame.people}
    if not counts:
        raise FileFormatError(say("nobody was found in any frame"), where=where)
    if len(counts) > 1 or not counts <= set(names):
        allowed = ", ".join(str(each) for each in sorted(names))
        text = say("a person has {given} points; {allowed} are known", given=sorted(counts)[0], allowed=allowed)
        raise FileFormatError(text, where=where)
    labels = names[counts.pop()]
    space, factor = scale
    points = np.full((len(frames), len(labels), len(factor)), np.nan)
    confidence = np.zeros((len(frames), len(labels)))
    last: Array | None = None
    for i, frame in enumerate(frames):
        if not frame.people:
            continue
        chosen, score = _same_person(frame, last)
        points[i] = chosen[: len(labels), : len(factor)] * factor
        confidence[i] = np.clip(np.nan_to_num(score[: len(labels)]), 0.0, 1.0)
        last = chosen
    points[confidence < LEAST_CONFIDENCE] = np.nan
    points[(points == 0.0).all(axis=2)] = np.nan
    several = sum(len(frame.people) > 1 for frame in frames)
    warnings = [say("several people are in {count} frames; the largest was followed", count=several)] if several else []
    if rate_hz is None:
        warnings.append(say("the file does not say how many frames there are a second"))
    return KeypointTrack(
        source=path.name,
        format=name,
        time_s=np.arange(len(frames)) / (rate_hz or 1.0),
        rate_hz=rate_hz,
        labels=labels,
        points=points,
        confidence=confidence,
        space=space,
        warnings=tuple(warnings),
    )


def _same_person(frame: _Frame, last: Array | None) -> tuple[Array, Array]:
    """Return the largest person of the first frame, and then whoever is nearest to where that one was."""

    def extent(person: tuple[Array, Array]) -> float:
        seen = person[0][person[1] >= LEAST_CONFIDENCE]
        return float(np.ptp(seen, axis=0).sum()) if len(seen) else 0.0

    def away(person: tuple[Array, Array]) -> float:
        assert last is not None
        return float(np.nanmedian(np.linalg.norm(person[0][:, :2] - last[:, :2], axis=1)))

    return max(frame.people, key=extent) if last is None else min(frame.people, key=away)
