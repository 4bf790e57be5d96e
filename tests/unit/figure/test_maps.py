import xml.etree.ElementTree as ET

import pytest

from evenpull.body.figure.body_map import draw_body_map
from evenpull.body.figure.marks import Mark
from evenpull.body.figure.muscle_map import draw_map
from evenpull.body.figure.pelvis import ROPES, draw_pelvis, ropes_of
from evenpull.body.figure.regions import REGIONS
from evenpull.body.figure.standing import standing
from evenpull.knowledge.load import load

SVG = "{http://www.w3.org/2000/svg}"
SHORT = Mark(kind="short", word="probably")
MAYBE_WEAK = Mark(kind="weak", word="possibly")


@pytest.fixture(scope="module")
def catalogue():
    return load()


def test_every_group_with_a_posterior_has_a_region(catalogue):
    inferred = {i for i, muscle in catalogue.muscles.items() if muscle.posterior}
    assert inferred
    assert inferred <= {region.muscle for region in REGIONS}


def test_each_region_says_what_it_is(catalogue):
    root = ET.fromstring(draw_map({("iliopsoas", "left"): SHORT}, catalogue))
    groups = [g for g in root.iter(f"{SVG}g") if g.get("data-muscle")]
    assert len(groups) == 2 * len(REGIONS)
    lay = catalogue.muscles["iliopsoas"].lay
    said = [g.find(f"{SVG}title").text for g in groups if g.get("data-muscle") == "iliopsoas"]
    assert sorted(said) == [f"Left {lay}: probably short", f"Right {lay}: ordinary, or cannot tell"]


def test_possibly_is_hatched_and_probably_is_not(catalogue):
    root = ET.fromstring(draw_map({("iliopsoas", "left"): SHORT, ("gluteus_maximus", "left"): MAYBE_WEAK}, catalogue))
    fills = {
        (g.get("data-muscle"), g.get("data-side")): g.find(f"{SVG}path").get("fill")
        for g in root.iter(f"{SVG}g")
        if g.get("data-muscle")
    }
    assert fills["gluteus_maximus", "left"].startswith("url(#map")
    assert fills["iliopsoas", "left"].startswith("#")
    assert fills["gluteus_maximus", "right"] != fills["gluteus_maximus", "left"]


def test_the_persons_left_is_on_the_right_of_the_front_and_the_left_of_the_back():
    for view, sign in (("front", 1), ("back", -1)):
        outline = standing(view).smooth("thigh", "left", ((0.08, 0.8), (0.1, 0.7), (0.06, 0.6)))
        assert (outline[:, 0] * sign > 0).all()


def test_the_two_sides_mirror_exactly():
    for region in REGIONS:
        left = standing(region.view).smooth(region.segment, "left", region.points)
        right = standing(region.view).smooth(region.segment, "right", region.points)
        assert abs(left * [-1, 1] - right).max() < 1e-9


def test_ids_of_two_maps_on_a_page_stay_apart(catalogue):
    first, second = (ET.fromstring(draw_map({}, catalogue, name=n)) for n in ("one", "two"))
    names = [{e.get("id") for e in root.iter() if e.get("id")} for root in (first, second)]
    assert names[0]
    assert not names[0] & names[1]


def test_the_pain_map_has_a_spot_for_every_place_and_side(catalogue):
    root = ET.fromstring(draw_body_map(catalogue, chosen=[("low_back", "left")]))
    spots = {(g.get("data-site"), g.get("data-side")) for g in root.iter(f"{SVG}g") if g.get("data-site")}
    wanted = {
        (i, s) for i, site in catalogue.pain_sites.items() for s in (("left", "right") if site.sided else ("both",))
    }
    assert spots == wanted
    hurts = {(g.get("data-site"), g.get("data-side")) for g in root.iter(f"{SVG}g") if g.get("class") == "hurts"}
    assert hurts == {("low_back", "left")}


def test_spots_lie_on_the_body_not_beside_it(catalogue):
    seen = standing("front")
    for site in catalogue.pain_sites.values():
        for at in (site.map_front, site.map_back):
            if at is not None:
                assert abs(at[0] - 0.5) < 0.25
                assert 0 <= at[1] <= 1
    assert seen.height > 250


def test_a_rope_shows_the_surest_finding_of_its_groups():
    marks = {("hamstrings", "left"): MAYBE_WEAK, ("gluteus_maximus", "right"): Mark(kind="weak", word="probably")}
    assert ropes_of(marks) == {"buttock_hamstrings": Mark(kind="weak", word="probably")}


def test_the_pelvis_is_even_without_findings_and_shows_no_angle():
    svg = draw_pelvis({})
    assert "No rope stands out" in svg
    assert "deg" not in svg.lower().replace("degrees", "")
    assert len(ROPES) == 4


def test_a_short_rope_is_drawn_another_way_than_an_even_one():
    assert draw_pelvis({"hip_flexors": SHORT}) != draw_pelvis({})
    assert 'stroke-dasharray="4 3"' in draw_pelvis({"hip_flexors": MAYBE_WEAK})
