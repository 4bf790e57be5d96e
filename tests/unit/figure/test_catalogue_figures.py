import re
import xml.etree.ElementTree as ET
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

import evenpull.knowledge
from evenpull.body.figure.camera import camera
from evenpull.body.figure.exercise import VIEW_DEG, draw
from evenpull.body.figure.mannequin import parts
from evenpull.body.figure.placement import SUPPORT_M, gap, is_place, lowest, settle
from evenpull.body.figure.strands import STRANDS
from evenpull.body.skeleton.angles import both_sides, mirrored
from evenpull.body.skeleton.surface import depth, place
from evenpull.body.skeleton.tree import skeleton
from evenpull.core.side import mirror
from evenpull.knowledge.kinds.figure import Figure

FOLDER = Path(evenpull.knowledge.__file__).parent / "catalogue" / "figures"
SVG = "{http://www.w3.org/2000/svg}"
FIGURES = {
    path.stem: Figure.model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    for path in sorted(FOLDER.glob("*.yaml"))
}
POSES = [pytest.param(pose, id=f"{name}-{i}") for name, f in FIGURES.items() for i, pose in enumerate(f.poses)]
each_figure = pytest.mark.parametrize("name", FIGURES)
SKIN_M = 0.02
HELD_M = 0.07


def test_two_hundred_and_ten_things_are_drawn():
    assert len(FIGURES) >= 210


@pytest.mark.parametrize("pose", POSES)
def test_joints_stay_in_their_healthy_range(pose):
    both_sides(pose.angles_deg)


@pytest.mark.parametrize("pose", POSES)
def test_nothing_is_in_the_floor(pose):
    assert lowest(settle(pose, skeleton()).body) > -0.01


@pytest.mark.parametrize("pose", POSES)
def test_contacts_touch(pose):
    body = settle(pose, skeleton()).body
    assert any(c.on in SUPPORT_M for c in pose.contacts), "nothing carries the body"
    for contact in pose.contacts:
        if contact.on in SUPPORT_M:
            assert abs(gap(body, contact.place, contact.on)) < SKIN_M, contact
        elif is_place(contact.on):
            apart = np.linalg.norm(place(body, contact.place) - place(body, contact.on))
            assert apart < depth(body, contact.on) + depth(body, contact.place) + HELD_M, contact


@each_figure
def test_the_picture_is_well_formed_and_speaks(name):
    root = ET.fromstring(draw(FIGURES[name], name=name))
    assert root.tag == f"{SVG}svg"
    assert root.find(f"{SVG}title").text
    assert len(root.find(f"{SVG}desc").text) > 20
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    assert all(f"fig-{name}-" in i for i in ids)
    assert root.get("aria-labelledby").split() == ids


@each_figure
def test_nothing_is_fetched(name):
    svg = draw(FIGURES[name], name=name)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "<image" not in svg
    assert "@import" not in svg


@each_figure
def test_words_and_lines_stay_inside_the_picture(name):
    root = ET.fromstring(draw(FIGURES[name], name=name))
    x, y, w, h = (float(v) for v in root.get("viewBox").split())
    for words in root.iter(f"{SVG}text"):
        half = 0.32 * float(words.get("font-size")) * len(words.text)
        middle = float(words.get("x"))
        assert x <= middle - half
        assert middle + half <= x + w
        assert y <= float(words.get("y")) <= y + h


@each_figure
def test_every_muscle_it_shows_has_a_strand(name):
    assert {worked.muscle for worked in FIGURES[name].muscles} <= set(STRANDS)


@each_figure
def test_no_red_on_a_body(name):
    for colour in re.findall(r'"#([0-9a-f]{6})"', draw(FIGURES[name], name=name)):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
        assert not (red > 150 and green < 90 and blue < 90), colour


@pytest.mark.parametrize("name", ["act_bridge", "len_hip_flexor_half_kneel", "ree_dead_bug", "act_clam"])
def test_a_mirrored_figure_is_the_exact_mirror_image(name):
    figure = FIGURES[name]
    pose = figure.poses[-1]
    other = pose.model_copy(
        update={
            "angles_deg": mirrored(pose.angles_deg),
            "roll_deg": -pose.roll_deg,
            "turn_deg": -pose.turn_deg,
            "contacts": tuple(
                c.model_copy(update={"place": _other(c.place), "on": _other(c.on)}) for c in pose.contacts
            ),
        }
    )
    eye = camera(turn_deg=VIEW_DEG[figure.view] + figure.turn_deg, lift_deg=figure.lift_deg)
    across = camera(turn_deg=180 - VIEW_DEG[figure.view] - figure.turn_deg, lift_deg=figure.lift_deg)
    here = {(p.name, p.side): p for p in parts(settle(pose, skeleton()).body, eye) if p.name not in {"seam", "core"}}
    there = {
        (p.name, p.side): p for p in parts(settle(other, skeleton()).body, across) if p.name not in {"seam", "core"}
    }
    for (part, side), seen in here.items():
        twin = there[part, mirror(side) if side else None].outline
        np.testing.assert_allclose(
            sorted(map(tuple, np.round(twin * [-1, 1], 4) + 0.0)),
            sorted(map(tuple, np.round(seen.outline, 4) + 0.0)),
            atol=2e-3,
        )


def _other(name: str) -> str:
    base, _, side = name.rpartition("_")
    return f"{base}_{mirror(side)}" if side in {"left", "right"} else name


def test_mirror_turns_the_whole_drawing_round_and_keeps_its_words():
    plain, turned = (draw(FIGURES["act_bridge"], name="act_bridge", mirror=m) for m in (False, True))
    assert turned.count("scale(-1,1)") == 2
    assert ET.fromstring(plain).get("viewBox") == ET.fromstring(turned).get("viewBox")
    assert "Shown for the other side" in turned


def test_poses_of_one_figure_differ():
    for name, figure in FIGURES.items():
        drawn = {str(sorted(both_sides(p.angles_deg).items())) + str(p.lean_deg) for p in figure.poses}
        assert len(drawn) == len(figure.poses), name
