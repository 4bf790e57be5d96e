"""Make the picture that a report may show: faces blurred, small, without the file's own data about place and camera."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFilter

from evenpull.capture.pose.records import Image, Landmarks

LONG_SIDE = 900
FACE = slice(0, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A small picture as JPEG bytes; `scale` takes pixels of the large one to pixels of this one."""

    jpeg: bytes
    width: int
    height: int
    scale: float


def face_circle(person: Landmarks) -> tuple[float, float, float]:
    """Return centre x, y and radius in pixels of a circle that covers a head, chin to crown, from any view."""
    face = person.points[FACE]
    centre = face.mean(axis=0)
    spread = float(np.linalg.norm(face - centre, axis=1).max())
    shoulders = (person.at("left_shoulder") + person.at("right_shoulder")) / 2
    hips = (person.at("left_hip") + person.at("right_hip")) / 2
    trunk = float(np.linalg.norm(shoulders - hips))
    return float(centre[0]), float(centre[1]), max(1.9 * spread, 0.3 * trunk)


def blurred_still(image: Image, people: Sequence[Landmarks], *, long_side: int = LONG_SIDE) -> Still:
    """Return a small JPEG with every found person's face made unrecognisable; call it after landmarks are taken."""
    height, width = image.shape[:2]
    scale = min(1.0, long_side / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    picture = PIL.Image.fromarray(image).resize(size, PIL.Image.Resampling.LANCZOS)
    for person in people:
        x, y, radius = (value * scale for value in face_circle(person))
        coarse = max(2, round(radius / 2.5))
        blocks = (max(1, size[0] // coarse), max(1, size[1] // coarse))
        hidden = picture.resize(blocks, PIL.Image.Resampling.BOX).resize(size, PIL.Image.Resampling.BILINEAR)
        mask = PIL.Image.new("L", size, 0)
        PIL.ImageDraw.Draw(mask).ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
        mask = mask.filter(PIL.ImageFilter.GaussianBlur(radius / 12))
        picture = PIL.Image.composite(hidden, picture, mask)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=82, optimize=True)
    return Still(jpeg=buffer.getvalue(), width=size[0], height=size[1], scale=scale)
