import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from evenpull.body.figure.animation import HOLD_MAX_S, REST_S, Pace, animate, animate_figure, frames, pace_of, timeline
from evenpull.body.figure.exercise import draw
from evenpull.body.figure.placement import lowest, settle
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import skeleton
from evenpull.errors import UnknownId
from evenpull.knowledge.load import load

CATALOGUE = load()
SAMPLE = ("act_bridge", "ree_sit_to_stand", "act_psoas_march_seated", "len_calf_step_drop", "len_lb_cat_stretch")


@pytest.mark.parametrize("name", SAMPLE)
def test_nothing_is_in_the_floor_on_the_way(name):
    assert min(lowest(scene.body) for scene in frames(CATALOGUE.figures[name])) > -0.01


@pytest.mark.parametrize("name", SAMPLE)
def test_the_way_begins_and_ends_in_the_key_poses(name):
    figure = CATALOGUE.figures[name]
    scenes = frames(figure)
    for scene, pose in ((scenes[0], figure.poses[0]), (scenes[-1], figure.poses[-1])):
        want = settle(pose, skeleton()).body
        for segment, rotation in want.rotation.items():
            np.testing.assert_allclose(scene.body.rotation[segment], rotation, atol=1e-9)


def test_what_rests_in_both_poses_keeps_its_place():
    marks = [place(scene.body, "sole_left") for scene in frames(CATALOGUE.figures["act_psoas_march_seated"])]
    assert np.ptp(np.array(marks), axis=0).max() < 0.03


def test_every_moment_of_a_loop_shows_one_frame():
    pace = Pace(there_s=1, hold_s=2, back_s=4)
    shown = timeline(6, pace)
    starts = [start for _, start in shown]
    assert starts == sorted(starts)
    assert [frame for frame, _ in shown] == [0, 1, 2, 3, 4, 5, 4, 3, 2, 1, 0]
    assert starts[5] == 1.0
    assert starts[-1] == 7.0


def test_the_pace_is_the_prescribed_tempo():
    down, hold, up = CATALOGUE.doses["act"].tempo
    assert CATALOGUE.exercises["act_band_pull_apart"].dose.tempo_start == "bottom"
    pace = pace_of("act_band_pull_apart", CATALOGUE)
    assert (pace.there_s, pace.hold_s, pace.back_s) == (up, hold, down)
    assert pace_of("len_calf_step_drop", CATALOGUE).hold_s == HOLD_MAX_S


def test_a_loop_is_well_formed_and_respects_reduced_motion():
    svg = animate_figure("act_bridge", CATALOGUE)
    root = ET.fromstring(svg)
    rules = root.find("{http://www.w3.org/2000/svg}style").text
    assert "prefers-reduced-motion:reduce" in rules
    still = rules.split("prefers-reduced-motion:reduce")[1]
    assert still.count("visibility:visible") == 1
    assert still.count("animation:none") == still.count("visibility:")
    pace = pace_of("act_bridge", CATALOGUE)
    seconds = float(re.search(r"([\d.]+)s infinite", rules)[1])
    assert seconds == pytest.approx(pace.there_s + pace.hold_s + pace.back_s + REST_S, abs=0.01)
    assert svg == animate_figure("act_bridge", CATALOGUE)


def test_one_key_pose_is_a_still():
    figure = CATALOGUE.figures["act_plank"]
    assert animate(figure, name="act_plank", pace=Pace()) == draw(figure, name="act_plank")


def test_an_undrawn_thing_is_refused():
    with pytest.raises(UnknownId):
        animate_figure("no_such_thing", CATALOGUE)
