"""Find the 33 points of one person in a region: crop, network, heat-map refinement, projection back to the picture.

The numbers are those of the published graph of the landmark network; they belong to its weights and are no settings.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from evenpull.capture.pose.detector import roi_from_points
from evenpull.capture.pose.interpreter import Network, Tensor
from evenpull.capture.pose.records import LANDMARK_NAMES, Image, Landmarks, Roi

INPUT = 256
HEATMAP = 64
KERNEL_HALF = 3
REFINE_ABOVE = 0.5
COUNT = 39
CENTRE, SCALE_POINT = 33, 34
POINTS, FLAG, HEAT, WORLD = (1, COUNT * 5), (1, 1), (1, HEATMAP, HEATMAP, COUNT), (1, COUNT * 3)


def crop(image: Image, roi: Roi) -> Tensor:
    """Return the (1, 256, 256, 3) upright view of a region, edges of the picture repeated beyond its border."""
    cos, sin = np.cos(roi.rotation_rad) * roi.size, np.sin(roi.rotation_rad) * roi.size
    reach = abs(cos) / 2 + abs(sin) / 2 + 2
    height, width = image.shape[:2]
    left, right = int(np.floor(roi.x - reach)), int(np.ceil(roi.x + reach))
    top, bottom = int(np.floor(roi.y - reach)), int(np.ceil(roi.y + reach))
    part = image[max(0, top) : min(height, bottom), max(0, left) : min(width, right)]
    if part.size == 0:
        return np.zeros((1, INPUT, INPUT, 3), dtype=np.float32)
    margins = (max(0, -top), max(0, bottom - height)), (max(0, -left), max(0, right - width)), (0, 0)
    if any(side for pair in margins for side in pair):
        part = np.pad(part, margins, mode="edge")
    c, s = cos / INPUT, sin / INPUT
    x0 = roi.x - left - (cos - sin) / 2
    y0 = roi.y - top - (sin + cos) / 2
    turned = PIL.Image.fromarray(part).transform(
        (INPUT, INPUT), PIL.Image.Transform.AFFINE, (c, -s, x0, s, c, y0), PIL.Image.Resampling.BILINEAR
    )
    return (np.asarray(turned, dtype=np.float32) / np.float32(255.0))[None]


def refine(points: NDArray[np.float64], heat: NDArray[np.float32]) -> NDArray[np.float64]:
    """Move (39, 2) points (fractions of the crop) to the mean of the heat around them where the heat is sure enough."""
    refined = points.copy()
    for number, (x, y) in enumerate(points):
        col, row = int(x * HEATMAP), int(y * HEATMAP)
        if not (0 <= col < HEATMAP and 0 <= row < HEATMAP):
            continue
        c0, c1 = max(0, col - KERNEL_HALF), min(HEATMAP, col + KERNEL_HALF + 1)
        r0, r1 = max(0, row - KERNEL_HALF), min(HEATMAP, row + KERNEL_HALF + 1)
        sure = 1 / (1 + np.exp(-heat[r0:r1, c0:c1, number].astype(np.float64)))
        if sure.max() < REFINE_ABOVE:
            continue
        total = sure.sum()
        refined[number] = (
            (sure.sum(axis=0) @ np.arange(c0, c1)) / total / HEATMAP,
            (sure.sum(axis=1) @ np.arange(r0, r1)) / total / HEATMAP,
        )
    return refined


def _sigmoid(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-values)))


class Landmarker:
    """The BlazePose landmark network.

    Args:
        weights: File of its weights.
        threads: Processor threads.
    """

    def __init__(self, weights: Path, *, threads: int) -> None:
        self._network = Network(weights, threads=threads)

    def __call__(self, image: Image, roi: Roi) -> Landmarks:
        """Return the landmarks of the person in a region, with the network's own doubt whether one is there."""
        out = self._network(crop(image, roi), wanted=(POINTS, FLAG, HEAT, WORLD))
        raw = out[POINTS].reshape(COUNT, 5).astype(np.float64)
        flat = refine(raw[:, :2] / INPUT, out[HEAT][0]) - 0.5
        cos, sin = np.cos(roi.rotation_rad), np.sin(roi.rotation_rad)
        turn = np.array([[cos, -sin], [sin, cos]])
        points = flat @ turn.T * roi.size + (roi.x, roi.y)
        world = out[WORLD].reshape(COUNT, 3).astype(np.float64)
        world[:, :2] = world[:, :2] @ turn.T
        count = len(LANDMARK_NAMES)
        return Landmarks(
            points=points[:count].copy(),
            world=world[:count].copy(),
            visibility=_sigmoid(raw[:count, 3]),
            presence=_sigmoid(raw[:count, 4]),
            score=float(out[FLAG][0, 0]),
            roi=roi_from_points(points[CENTRE], points[SCALE_POINT]),
        )
