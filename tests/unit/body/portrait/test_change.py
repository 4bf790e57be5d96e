"""Pictures of a change: true degrees, a factor that is said, feet that stay."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.portrait.change import Posture, change, enlarged
from evenpull.body.portrait.compare import draw_change
from evenpull.errors import OutOfRange
from tests.unit.body.portrait.svg_shapes import body_groups, root_of


def tilted(body: Body, start: Posture, tilt: float, lordosis: float) -> Posture:
    """The pelvis tilted forward over standing legs, the trunk following by what the low back does not take."""
    q = start.q.copy()
    for side in "rl":
        q[body.coordinates.index(f"hip_flexion_{side}")] += np.deg2rad(tilt)
    q[body.coordinates.index("lumbar_flexion")] -= np.deg2rad(lordosis)
    return Posture(q=q, at=root.moved(np.array(root.HOME), np.array([0, 0, 0, 0, np.deg2rad(tilt), 0])))


def test_degrees_are_those_of_the_postures_whatever_is_drawn(body: Body, standing: Posture):
    for factor in (None, 1.0, 4.0):
        found = change(body, standing, tilted(body, standing, 4.2, 3.3), factor=factor)
        assert found.tilt_deg == pytest.approx(4.2, abs=1e-9)
        assert found.lordosis_deg == pytest.approx(3.3, abs=1e-6)
        assert "4.2 degrees forward" in found.sentences()
        assert "3.3 degrees more hollow" in found.sentences()


def test_a_small_change_is_enlarged_and_the_picture_says_so(body: Body, standing: Posture):
    found = change(body, standing, tilted(body, standing, 1.0, 0.8))
    assert found.factor == 10.0
    drawn = np.rad2deg(found.drawn.pelvis_tilt - found.before.pelvis_tilt)
    assert drawn == pytest.approx(10.0, abs=1e-6)
    picture = draw_change(found)
    assert "10 times as large as it is" in picture
    assert "+1.0°" in picture
    assert "+10.0°" not in picture


def test_a_large_change_is_drawn_as_it_is_and_says_nothing_of_a_factor(body: Body, standing: Posture):
    found = change(body, standing, tilted(body, standing, -15.0, -12.0))
    assert found.factor == 1.0
    picture = draw_change(found)
    assert "times as" not in picture
    assert "tilts 15.0 degrees back" in picture
    assert "12.0 degrees flatter" in picture


def test_no_change_is_no_larger_than_it_is(body: Body, standing: Posture):
    found = change(body, standing, standing)
    assert found.factor == 1.0
    assert "does not tilt" in found.sentences()


def test_the_factor_stops_where_a_joint_ends(body: Body, standing: Posture):
    top = float(body.coordinates.high[body.coordinates.index("ankle_angle_r")])
    start = standing.q.copy()
    start[body.coordinates.index("ankle_angle_r")] = top - np.deg2rad(0.7)
    end = start.copy()
    end[body.coordinates.index("ankle_angle_r")] += np.deg2rad(0.3)
    found = change(body, Posture(q=start), Posture(q=end))
    assert found.factor == 2.0
    assert not body.coordinates.out_of_range(enlarged(body, Posture(q=start), Posture(q=end), 2.0).q[None])


def test_a_factor_that_no_knee_can_take_is_refused(body: Body, standing: Posture):
    end = standing.q.copy()
    end[body.coordinates.index("knee_angle_l")] += 0.5
    with pytest.raises(OutOfRange):
        change(body, standing, Posture(q=end), factor=20.0)


def test_the_later_mannequin_stands_on_the_same_spot(body: Body, standing: Posture):
    moved = tilted(body, standing, 5.0, 2.0)
    at = moved.at + np.array([0.3, 0.1, 0.2, 0, 0, 0, 0])
    found = change(body, standing, Posture(q=moved.q, at=at))
    assert np.allclose(found.drawn.ankles[:2], found.before.ankles[:2], atol=1e-12)
    assert found.drawn.floor == pytest.approx(found.before.floor, abs=1e-12)


def test_enlarging_turns_the_pelvis_on_the_group(body: Body, standing: Posture):
    end = Posture(q=standing.q, at=root.moved(np.array(root.HOME), np.array([0, 0, 0, 0.3, -0.2, 0.1])))
    there = enlarged(body, standing, end, 3.0)
    assert np.linalg.norm(there.at[3:]) == pytest.approx(1.0)
    assert np.allclose(root.step_between(np.array(root.HOME), there.at)[3:], [0.9, -0.6, 0.3])


@pytest.mark.parametrize("view", ["right", "left"])
def test_angles_are_marked_from_the_side_alone(view, body: Body, standing: Posture):
    found = change(body, standing, tilted(body, standing, 6.0, 4.0))
    side, front = draw_change(found, view=view), draw_change(found, view="front")
    assert "pelvis +6.0°" in side
    assert "low back +4.0°" in side
    assert "+6.0°" not in front
    assert len(side.encode()) < 150_000


def test_layouts_show_two_mannequins_or_one_and_its_ghost(body: Body, standing: Posture):
    found = change(body, standing, tilted(body, standing, 6.0, 4.0))
    beside, over = draw_change(found), draw_change(found, layout="over")
    assert len(body_groups(beside)) == 2
    assert len(body_groups(over)) == 1
    assert 'class="ghost"' in over
    assert 'class="ghost"' not in beside
    assert ">before<" in beside
    root_of(over)
