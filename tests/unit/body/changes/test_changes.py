"""Changes in words: read, refused with a reason, laid on a body, mirrored exactly."""

import math

import numpy as np
import pytest

from evenpull.body.calibration import healthy
from evenpull.body.changes import RANGES, Change, apply, parse_change
from evenpull.body.groups import group_muscles
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.errors import EvenpullError, FileFormatError, OutOfRange, UnknownId


@pytest.fixture(scope="module")
def body() -> Body:
    """The body as it is built."""
    return load_body()


@pytest.fixture(scope="module")
def adult(body: Body) -> Parameters:
    """The healthy man."""
    return healthy(body)


@pytest.mark.parametrize(
    ("text", "side", "group", "name", "factor"),
    [
        ("left.iliopsoas.length=-10%", "left", "iliopsoas", "length", 0.9),
        (" both.gluteus_maximus.strength = -50 % ", "both", "gluteus_maximus", "strength", 0.5),
        ("right.quadratus_lumborum.tone=+200%", "right", "quadratus_lumborum", "tone", 3.0),
        ("left.soleus.stiffness=12.5%", "left", "soleus", "stiffness", 1.125),
    ],
)
def test_words_are_read(text: str, side: str, group: str, name: str, factor: float) -> None:
    change = parse_change(text)
    assert (change.side, change.group, change.property) == (side, group, name)
    assert math.exp(change.log) == pytest.approx(factor, rel=1e-12)
    assert parse_change(str(change)) == change


@pytest.mark.parametrize(
    ("text", "fault", "word"),
    [
        ("iliopsoas", FileFormatError, "side.group.property=percent"),
        ("left.iliopsoas.length=-0.1", FileFormatError, "%"),
        ("left.iliopsoas.length=nan%", FileFormatError, "%"),
        ("left.iliopsas.length=-10%", UnknownId, "iliopsoas"),
        ("up.iliopsoas.length=-10%", UnknownId, "left, right, both"),
        ("left.iliopsoas.size=-10%", UnknownId, "length, strength, tone, stiffness"),
        ("left.iliopsoas.length=-16%", OutOfRange, "-15% to +15%"),
        ("left.iliopsoas.strength=-100%", OutOfRange, "-95% to +100%"),
        ("left.iliopsoas.strength=-400%", OutOfRange, "-95% to +100%"),
        ("left.serratus_anterior.strength=-10%", OutOfRange, "shoulder blade"),
    ],
)
def test_bad_words_are_refused_with_what_would_work(text: str, fault: type[EvenpullError], word: str) -> None:
    with pytest.raises(fault) as caught:
        parse_change(text)
    assert word in str(caught.value)


@pytest.mark.parametrize("log", [math.nan, math.inf, -math.inf])
def test_a_change_is_a_number(log: float) -> None:
    with pytest.raises(OutOfRange):
        Change(side="left", group="soleus", property="tone", log=log)


@pytest.mark.parametrize("name", list(RANGES))
def test_both_ends_of_every_range_are_allowed(name: str) -> None:
    for end in RANGES[name]:  # type: ignore[index]
        parse_change(f"left.soleus.{name}={100 * end:+g}%")


def test_a_change_touches_its_own_muscles_and_property_alone(body: Body, adult: Parameters) -> None:
    after = apply(adult, [parse_change("left.iliopsoas.length=-10%")], body).muscles
    mine = set(group_muscles(body, "iliopsoas", "left"))
    moved = {name for i, name in enumerate(body.names) if after.length[i] != adult.muscles.length[i]}
    assert moved == mine
    assert np.array_equal(after.strength, adult.muscles.strength)
    i = body.names.index("iliacus_l")
    assert after.optimal[i] == pytest.approx(0.9 * adult.muscles.optimal[i], rel=1e-12)


def test_changes_of_one_muscle_add_up_in_any_order(body: Body, adult: Parameters) -> None:
    changes = [
        parse_change(text)
        for text in ("both.calf_complex.length=-5%", "left.soleus.length=+3%", "left.soleus.strength=-20%")
    ]
    after = apply(adult, changes, body).muscles
    assert np.array_equal(after.length, apply(adult, changes[::-1], body).muscles.length)
    assert after.length[body.names.index("soleus_l")] == pytest.approx(math.log(0.95) + math.log(1.03))
    assert after.length[body.names.index("soleus_r")] == pytest.approx(math.log(0.95), rel=1e-14)


def test_a_sum_beyond_the_range_is_refused(body: Body, adult: Parameters) -> None:
    both = [parse_change("left.soleus.length=-10%"), parse_change("left.calf_complex.length=-10%")]
    with pytest.raises(OutOfRange, match="sum"):
        apply(adult, both, body)


def test_a_mirrored_change_makes_the_mirrored_body(body: Body, adult: Parameters) -> None:
    changes = [
        parse_change(text)
        for text in ("left.iliopsoas.length=-7%", "both.hamstrings.strength=+11%", "right.abdominals.tone=+40%")
    ]
    here = apply(adult, changes, body).muscles
    there = apply(adult, [change.mirrored() for change in changes], body).muscles
    mirror = body.mirror()
    for name in ("length", "strength", "tone", "stiffness", "F_0", "l_0", "l_T"):
        assert np.array_equal(mirror.lengths(getattr(here, name)), getattr(there, name)), name


def test_no_change_is_the_same_body(body: Body, adult: Parameters) -> None:
    assert apply(adult, [], body) is adult


def test_half_a_change_is_half_its_logarithm() -> None:
    change = parse_change("left.soleus.length=-10%")
    assert change.scaled(0.5).log == change.log / 2
