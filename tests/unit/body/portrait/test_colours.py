"""Colour scales: steps that a legend gives back, mirrored about nothing, told apart in grey."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from evenpull.body.portrait.colours import CHANGING, GROWING, changing, growing, legend, rounded_up
from evenpull.errors import OutOfRange


def lightness(colour: str) -> float:
    """CIE lightness L* of a hex colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * (y ** (1 / 3) if y > 0.008856 else 7.787 * y + 16 / 116) - 16


def test_what_grows_gets_darker_at_every_step():
    light = [lightness(colour) for colour in GROWING]
    assert all(a - b > 6 for a, b in pairwise(light))


def test_a_change_gets_darker_away_from_nothing_on_both_sides():
    half = len(CHANGING) // 2
    light = [lightness(colour) for colour in CHANGING]
    assert all(light[i] < light[i + 1] - 6 for i in range(half))
    assert all(light[i] > light[i + 1] + 6 for i in range(half, len(CHANGING) - 1))


def test_rise_and_fall_differ_for_the_colour_blind_in_blue_against_yellow():
    half = len(CHANGING) // 2
    for fall, rise in zip(CHANGING[:half], reversed(CHANGING[half + 1 :]), strict=True):
        blue = [int(c[5:7], 16) - int(c[1:3], 16) for c in (fall, rise)]
        assert blue[0] > 20
        assert blue[1] < -20


def test_in_grey_a_fall_differs_from_a_rise_by_its_texture():
    scale = changing(most=10, unit="N", title="x")
    for value in np.linspace(1.5, 12, 20):
        assert scale.ink(value).texture == "rise"
        assert scale.ink(-value).texture == "fall"
    assert scale.ink(0.0).texture == "plain"
    assert growing(high=1, unit="", title="x").ink(0.9).texture == "plain"


def test_opposite_changes_are_opposite_steps():
    scale = changing(most=7, unit="N", title="x")
    for value in np.random.default_rng(0).uniform(-9, 9, 200):
        assert scale.step(value) + scale.step(-value) == len(scale.colours) - 1


def test_a_value_lies_in_the_step_whose_edges_hold_it():
    for scale in (growing(high=70, unit="N", title="x"), changing(most=45, unit="N", title="x")):
        edges = scale.edges()
        for value in np.random.default_rng(1).uniform(scale.low, scale.high, 200):
            step = scale.step(value)
            assert edges[step] - 1e-9 <= value <= edges[step + 1] + 1e-9
        assert scale.step(1e9) == len(scale.colours) - 1
        assert scale.step(-1e9) == 0


def test_the_legend_names_unit_title_and_ends():
    words = legend(changing(most=0.25, unit="%", title="Change of pull"), x=0, y=0, ink="#000000")
    assert "Change of pull (%)" in words
    for end in ("−0.25", ">0<", "+0.25"):
        assert end in words


def test_round_ends():
    assert [rounded_up(v) for v in (0.0, 0.7, 1.0, 1.2, 49.0, 51.0, 412.0)] == [1.0, 1.0, 1.0, 2.0, 50.0, 100.0, 500.0]
    assert rounded_up(math.inf) == 1.0


@pytest.mark.parametrize("most", [0.0, -1.0, math.nan, math.inf])
def test_a_scale_without_an_end_is_refused(most):
    with pytest.raises(OutOfRange):
        changing(most=most, unit="N", title="x")
    with pytest.raises(OutOfRange):
        growing(high=most, unit="N", title="x")
