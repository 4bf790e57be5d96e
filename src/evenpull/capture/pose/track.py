"""Follow one person through a clip: the largest at first, then whoever continues where they were."""

from __future__ import annotations

import numpy as np

from evenpull.capture.pose.records import Image, Landmarks, PoseEstimator

JUMP = 0.35
"""A move of the hips between frames, as a share of the person's region, that no one makes in so short a time."""
LOOK_AROUND_EVERY = 15
"""Frames between two looks at the whole picture for someone else; half a second at 30 a second."""
SEEN_TWICE = 2
"""Someone else counts once they were seen so often: a single sighting may be a poster or a shadow."""


class Tracker:
    """Follows one person frame by frame.

    Args:
        estimator: Who finds people.
        watchful: Whether to look at the whole picture now and then for someone who walks in later.

    Attributes:
        lost: Frames in which the person was not found.
        jumps: Times that the estimator leapt to someone else and was not believed.
    """

    def __init__(self, estimator: PoseEstimator, *, watchful: bool = False) -> None:
        self._estimator = estimator
        self._watchful = watchful
        self._last: Landmarks | None = None
        self._following = False
        self._frames = 0
        self._at_first = False
        self._strangers = 0
        self.lost = 0
        self.jumps = 0

    @property
    def company(self) -> bool:
        """Whether a second person of at least half the size was there at first, or was seen twice later on."""
        return self._at_first or self._strangers >= SEEN_TWICE

    def step(self, image: Image) -> Landmarks | None:
        """Return the person's landmarks in the next frame, or None when they are not found in it."""
        self._frames += 1
        found = self._follow(image) if self._following else None
        if found is not None and self._watchful and self._frames % LOOK_AROUND_EVERY == 0:
            self._strangers += any(_is_another(person, found) for person in self._estimator.estimate(image))
        if found is None:
            found = self._search(image)
        self._following = found is not None
        if found is None:
            self.lost += 1
            return None
        self._last = found
        return found

    def _follow(self, image: Image) -> Landmarks | None:
        last = self._last
        if last is None:
            return None
        for person in self._estimator.estimate(image, last.roi):
            if self._continues(person):
                return person
            self.jumps += 1
        return None

    def _search(self, image: Image) -> Landmarks | None:
        people = list(self._estimator.estimate(image))
        if self._last is None:
            self._at_first = self._at_first or len(distinct(people)) > 1
            return people[0] if people else None
        near = [person for person in people if self._continues(person)]
        return near[0] if near else None

    def _continues(self, person: Landmarks) -> bool:
        last = self._last
        if last is None:
            return True
        moved = np.hypot(person.roi.x - last.roi.x, person.roi.y - last.roi.y)
        return bool(moved < JUMP * last.roi.size and 0.6 < person.roi.size / last.roi.size < 1.67)


def _is_another(person: Landmarks, followed: Landmarks) -> bool:
    apart = np.hypot(person.roi.x - followed.roi.x, person.roi.y - followed.roi.y)
    return bool(apart > JUMP * max(person.roi.size, followed.roi.size) and person.roi.size >= 0.5 * followed.roi.size)


def distinct(people: list[Landmarks]) -> list[Landmarks]:
    """Return the people who are at least half as large as the largest and stand apart from those before them."""
    kept: list[Landmarks] = []
    for person in people:
        apart = all(np.hypot(person.roi.x - k.roi.x, person.roi.y - k.roi.y) > 0.15 * k.roi.size for k in kept)
        if apart and (not kept or person.roi.size >= 0.5 * kept[0].roi.size):
            kept.append(person)
    return kept
