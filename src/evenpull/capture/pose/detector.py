"""Find people in a whole picture: the BlazePose detector with its anchors, decoding and weighted suppression.

The numbers are those of the published graph of the detector; they belong to its weights and are no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from evenpull.capture.pose.interpreter import Network, Tensor
from evenpull.capture.pose.records import Image, Roi

INPUT = 224
STRIDES = (8, 16, 32, 32, 32)
ANCHORS_PER_CELL = 2
SCORE_THRESHOLD = 0.5
OVERLAP_THRESHOLD = 0.3
ROI_SCALE = 1.25
BOXES, SCORES = (1, 2254, 12), (1, 2254, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """One person as the detector sees them: a score and the region that the landmark network should look at."""

    score: float
    roi: Roi


def anchors() -> NDArray[np.float64]:
    """Return the (2254, 2) anchor centres as fractions of the detector's square input."""
    rows = []
    for stride in STRIDES:
        cells = INPUT // stride
        y, x = np.mgrid[0:cells, 0:cells]
        centres = np.stack([(x + 0.5) / cells, (y + 0.5) / cells], axis=-1).reshape(-1, 2)
        rows.append(np.repeat(centres, ANCHORS_PER_CELL, axis=0))
    return np.concatenate(rows)


def roi_from_points(centre: NDArray[np.float64], scale_point: NDArray[np.float64]) -> Roi:
    """Return the region around the hips (`centre`) whose radius and up direction `scale_point` gives; (2,) pixels."""
    dx, dy = scale_point - centre
    angle = np.pi / 2 - np.arctan2(-dy, dx)
    wrapped = float((angle + np.pi) % (2 * np.pi) - np.pi)
    return Roi(
        x=float(centre[0]), y=float(centre[1]), size=float(2 * np.hypot(dx, dy) * ROI_SCALE), rotation_rad=wrapped
    )


def _overlap(box: NDArray[np.float64], boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    inter = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    union = np.prod(box[2:] - box[:2]) + areas - inter
    return np.asarray(inter / np.maximum(union, 1e-12))


def suppress(
    boxes: NDArray[np.float64], points: NDArray[np.float64], scores: NDArray[np.float64]
) -> list[tuple[float, NDArray[np.float64]]]:
    """Merge overlapping detections into score-weighted means, best first.

    Args:
        boxes: (n, 4) left, top, right, bottom.
        points: (n, 4, 2) the detector's four points of each.
        scores: (n,).
    """
    left = np.argsort(-scores, kind="stable")
    found = []
    while left.size:
        best = left[0]
        near = _overlap(boxes[best], boxes[left]) > OVERLAP_THRESHOLD
        near[0] = True
        cluster = left[near]
        weights = scores[cluster] / scores[cluster].sum()
        found.append((float(scores[best]), np.einsum("n,nkd->kd", weights, points[cluster])))
        left = left[~near]
    return found


class Detector:
    """The BlazePose person detector.

    Args:
        weights: File of its weights.
        threads: Processor threads.
    """

    def __init__(self, weights: Path, *, threads: int) -> None:
        self._network = Network(weights, threads=threads)
        self._anchors = anchors()

    def __call__(self, image: Image) -> list[Detection]:
        """Return the people in a picture, most certain first."""
        tensor, scale, offset = letterbox(image)
        out = self._network(tensor, wanted=(BOXES, SCORES))
        raw = out[BOXES][0].astype(np.float64)
        score = 1 / (1 + np.exp(-np.clip(out[SCORES][0, :, 0].astype(np.float64), -100, 100)))
        keep = np.flatnonzero(score >= SCORE_THRESHOLD)
        if not keep.size:
            return []
        raw, centre = raw[keep] / INPUT, self._anchors[keep]
        middle, half = raw[:, :2] + centre, raw[:, 2:4] / 2
        boxes = np.concatenate([middle - half, middle + half], axis=1)
        points = raw[:, 4:].reshape(-1, 4, 2) + centre[:, None, :]
        return [
            Detection(score=value, roi=roi_from_points(*((mean[:2] * INPUT - offset) / scale)))
            for value, mean in suppress(boxes, points, score[keep])
        ]


def letterbox(image: Image) -> tuple[Tensor, float, NDArray[np.float64]]:
    """Fit a picture into the detector's square: the tensor, pixels per pixel, and the (x, y) of its corner."""
    height, width = image.shape[:2]
    scale = INPUT / max(height, width)
    inner = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = PIL.Image.fromarray(image).resize(inner, PIL.Image.Resampling.BILINEAR, reducing_gap=2.0)
    left, top = (INPUT - inner[0]) // 2, (INPUT - inner[1]) // 2
    tensor = np.full((1, INPUT, INPUT, 3), -1.0, dtype=np.float32)
    tensor[0, top : top + inner[1], left : left + inner[0]] = np.asarray(small, dtype=np.float32) / 127.5 - 1.0
    return tensor, scale, np.array([left, top], dtype=np.float64)
