"""The pose estimator that ships: BlazePose heavy through LiteRT, on this computer, without a network connection."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from evenpull.capture.pose.detector import Detector
from evenpull.capture.pose.landmarker import Landmarker
from evenpull.capture.pose.records import Image, Landmarks, Roi
from evenpull.capture.pose.weights import DETECTOR, FOLDER, LANDMARKER, weights_file

PRESENT = 0.5
MOST_PEOPLE = 4


class BlazePose:
    """Finds people with the BlazePose detector and landmark networks.

    A region is looked at twice when no hint is given: the detector's region is rough, and the landmarks found in it give
    the region that the network was trained on.

    Args:
        folder: Where the weights lie.
        threads: Processor threads for one inference; by default all, at most four.

    Raises:
        MissingExtra: When the runtime or the weights are not installed.
    """

    def __init__(self, *, folder: Path = FOLDER, threads: int | None = None) -> None:
        threads = threads or min(4, os.cpu_count() or 1)
        self._detector = Detector(weights_file(DETECTOR, folder=folder), threads=threads)
        self._landmarker = Landmarker(weights_file(LANDMARKER, folder=folder), threads=threads)

    def estimate(self, image: Image, hint: Roi | None = None) -> Sequence[Landmarks]:
        """Return everyone found, largest first; with a `hint`, at most the one person in that region."""
        if hint is not None:
            found = self._landmarker(image, hint)
            return [found] if found.score >= PRESENT else []
        people = []
        for detection in self._detector(image)[:MOST_PEOPLE]:
            rough = self._landmarker(image, detection.roi)
            if rough.score < PRESENT:
                continue
            fine = self._landmarker(image, rough.roi)
            people.append(fine if fine.score >= PRESENT else rough)
        return sorted(people, key=lambda person: -person.roi.size)
