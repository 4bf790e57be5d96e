"""No number is shown that a gate has failed: every gate's answer, on every number that it hides."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from evenpull.capture.person.model import PictureConfirmation
from evenpull.measure import looks
from evenpull.measure.gates import GateId, GateResult, GateTable, Withheld, withhold
from evenpull.measure.photo import measure_photo
from evenpull.measure.records import Measured, Measurement
from tests.unit.pose_people import photo_of, standing

METRICS = ("shoulder_level", "head_tilt", "knee_flexion_peak", "knee_wobble", "trunk_lean_forward_peak")


def rows():
    return tuple(
        Measurement(
            id=f"clip.a.{metric}.{side}.{method}",
            kind="movement",
            metric=metric,
            side=side,
            value=1.0,
            sd=1.0,
            unit="deg",
            method=method,
        )
        for metric in METRICS
        for side in (None, "left", "right")
        for method in ("photo", "clip", "marked_photo")
    )


def answered(gate, outcome, withholds=()):
    result = GateResult(gate=gate, outcome=outcome, reason="It is wrong.", to_do="Mend it.", withholds=withholds)
    return withhold(Measured(measurements=rows()), GateTable(file="a", results=(result,)))


@pytest.mark.parametrize("gate", get_args(GateId))
def test_a_refusal_of_any_gate_lets_no_number_through_and_leaves_its_reason(gate):
    shown = answered(gate, "refused")
    assert shown.measurements == ()
    assert {gap.metric for gap in shown.gaps} == set(METRICS)
    assert {(gap.reason, gap.closes) for gap in shown.gaps} == {("It is wrong.", "Mend it.")}


@pytest.mark.parametrize("gate", get_args(GateId))
@pytest.mark.parametrize(
    "hides",
    [
        Withheld(metric="knee_*"),
        Withheld(metric="*", side="left"),
        Withheld(metric="shoulder_level", methods=frozenset({"photo"})),
    ],
)
def test_a_warning_hides_what_it_says_and_nothing_else(gate, hides):
    shown = answered(gate, "warned", (hides,))
    for row in rows():
        hidden = hides.hides(row.metric, side=row.side, method=row.method)
        assert (row in shown.measurements) is not hidden
    assert shown.warnings == ("It is wrong.",)


@pytest.mark.parametrize("gate", get_args(GateId))
def test_a_gate_that_passed_hides_nothing(gate):
    assert answered(gate, "passed", (Withheld(metric="*"),)).measurements == rows()


def test_in_a_mirrored_picture_the_side_that_looks_hidden_is_the_persons_other_one():
    result = GateResult(gate="far_side", outcome="warned", reason="r", withholds=(Withheld(metric="*", side="left"),))
    shown = withhold(
        Measured(measurements=rows()),
        GateTable(file="a", results=(result,)),
        looks_like={"left": "right", "right": "left"},
    )
    assert {row.side for row in shown.measurements} == {None, "left"}


def test_looks_that_do_not_agree_take_their_number_away(tmp_path, catalogue, monkeypatch):
    """The shoulders of the mirror image say something else: their level is a gap, the head's tilt stays."""
    path, pose = photo_of(tmp_path, [standing(shoulder_deg=4)])
    plain, asked = pose.estimate, []

    def unsure(image, hint=None):
        found = list(plain(image, hint))
        if hint is not None and found:
            asked.append(1)
            shift = np.zeros((33, 2))
            shift[11, 1] = 60.0 * (len(asked) % 3)
            kept = found[0]
            found = [
                type(kept)(**{f: getattr(kept, f) for f in kept.__dataclass_fields__} | {"points": kept.points + shift})
            ]
        return found

    monkeypatch.setattr(pose, "estimate", unsure)
    monkeypatch.setattr(looks, "_brighter", lambda image, factor: image)
    said = PictureConfirmation(file="photo.png", right_hand_shown="picture_left")
    measured, _ = measure_photo(path, confirmation=said, catalogue=catalogue, estimator=pose)
    assert "head_tilt" in {row.metric for row in measured.measurements}
    assert "shoulder_level" not in {row.metric for row in measured.measurements}
    gap = next(gap for gap in measured.gaps if gap.metric == "shoulder_level")
    assert gap.reason == "Repeated looks at this photo do not agree."
    assert gap.closes
