"""The pose estimator that ships: BlazePose heavy through LiteRT, on this computer, without a network connection."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from evenpull.capture.pose.detector import Detector
from evenpull.capture.pose.landmarker import Landmarker
from evenpull.capture.pose.records import Image, Landmarks, Roi
from evenpull.capture.pose.weights import DETECTOR, FOLDER, LANDMARKER, weights_file

PRESENT = 0.5
MOST_PEOPLE = 4


class BlazePose:
    """Finds people with the BlazePose detector and landmark networks.

    A region is looked at twice when no hint is given: the detector's region is rough, and the landmarks in it
    give the region that the network was trained on.

    May be used from several threads at once: each gets its own copy of the networks.

    Args:
        folder: Where the weights lie.
        threads: Processor threads for one inference; by default half of all, as two inferences mostly run at once.

    Raises:
        MissingExtra: When the runtime or the weights are not installed.
    """

    def __init__(self, *, folder: Path = FOLDER, threads: int | None = None) -> None:
        self._threads = threads or max(1, min(4, (os.cpu_count() or 1) // 2))
        self._files = (weights_file(DETECTOR, folder=folder), weights_file(LANDMARKER, folder=folder))
        self._idle: list[tuple[Detector, Landmarker]] = []
        self._lock = threading.Lock()
        with self._borrowed():
            pass

    @contextmanager
    def _borrowed(self) -> Iterator[tuple[Detector, Landmarker]]:
        """Lend a pair of networks that no other thread uses."""
        with self._lock:
            pair = self._idle.pop() if self._idle else None
        if pair is None:
            detector, landmarker = self._files
            pair = Detector(detector, threads=self._threads), Landmarker(landmarker, threads=self._threads)
        try:
            yield pair
        finally:
            with self._lock:
                self._idle.append(pair)

    def estimate(self, image: Image, hint: Roi | None = None) -> Sequence[Landmarks]:
        """Return everyone found, largest first; with a `hint`, at most the one person in that region."""
        with self._borrowed() as (detector, landmarker):
            if hint is None:
                return _everyone(image, detector, landmarker)
            found = landmarker(image, hint)
            return [found] if found.score >= PRESENT else []


def _everyone(image: Image, detector: Detector, landmarker: Landmarker) -> list[Landmarks]:
    people = []
    for detection in detector(image)[:MOST_PEOPLE]:
        rough = landmarker(image, detection.roi)
        if rough.score < PRESENT:
            continue
        fine = landmarker(image, rough.roi)
        people.append(fine if fine.score >= PRESENT else rough)
    return sorted(people, key=lambda person: -person.roi.size)
