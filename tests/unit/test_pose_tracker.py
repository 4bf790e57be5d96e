"""Following one person through pictures: who else is there is noticed, a single false sighting is not believed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenpull.capture.pose import RecordedPose, Tracker
from evenpull.capture.pose.track import LOOK_AROUND_EVERY
from tests.unit.pose_people import noise, standing


def followed(
    company_at: set[int], *, watchful: bool, frames: int = 5 * LOOK_AROUND_EVERY, small: bool = False
) -> Tracker:
    """Return a tracker after a clip in which someone else stands beside the person in the frames named."""
    pose, other = RecordedPose(), standing(shift=260)
    if small:
        other = replace(other, roi=replace(other.roi, size=0.4 * other.roi.size))
    tracker = Tracker(pose, watchful=watchful)
    for number in range(1, frames + 1):
        image = noise(number, width=40, height=80)
        pose.record(image, [standing(), other] if number in company_at else [standing()])
        assert tracker.step(image) is not None
    return tracker


LATER = set(range(2 * LOOK_AROUND_EVERY, 5 * LOOK_AROUND_EVERY))


def test_someone_who_walks_in_later_is_company() -> None:
    assert followed(LATER, watchful=True).company


def test_someone_there_at_first_is_company_without_watching() -> None:
    assert followed({1}, watchful=False).company


@pytest.mark.parametrize("company_at", [set(), {2 * LOOK_AROUND_EVERY}], ids=["alone", "seen once"])
def test_alone_or_a_single_sighting_is_no_company(company_at: set[int]) -> None:
    assert not followed(company_at, watchful=True).company


def test_someone_far_smaller_is_no_company() -> None:
    assert not followed(LATER, watchful=True, small=True).company
