from __future__ import annotations

import dataclasses
import math
import re
import xml.etree.ElementTree as ET

import pytest

from evenpull.report.drawing.bar import svg_bar
from evenpull.report.drawing.curve import draw_curve, ticks
from evenpull.report.drawing.picture import draw_picture
from evenpull.report.words import day, listed, reading, spread


@pytest.mark.parametrize(("low", "high"), [(0, 8), (-12.3, 108), (0.01, 0.05), (3, 3.4)])
def test_ticks_are_round_few_and_inside(low, high):
    found = ticks(low, high)
    assert 2 <= len(found) <= 7
    assert all(low - 1e-9 <= t <= high + 1e-9 for t in found)


def test_a_curve_marks_every_repetition_and_says_so(people):
    curve = people.pictures()[1].curves[0]
    svg = draw_curve(curve)
    ET.fromstring(svg)
    assert svg.count('class="peak"') == len(curve.peaks) == 3
    assert "3 repetitions" in svg
    assert "degrees" in svg
    assert "seconds" in svg


def test_the_shaded_band_is_as_wide_as_two_sds(people):
    curve = dataclasses.replace(people.pictures()[1].curves[0], sd_deg=(5.0,) * 240, value_deg=(50.0,) * 240, peaks=())
    svg = draw_curve(curve)
    band = re.search(r'class="band" points="([^"]+)"', svg)
    assert band
    ys = sorted({float(p.split(",")[1]) for p in band[1].split()})
    grid = [float(y) for y in re.findall(r'class="grid"[^>]*y1="([\d.]+)"', svg)]
    per_degree = abs(grid[1] - grid[0]) / 5
    assert math.isclose(ys[-1] - ys[0], 20 * per_degree, rel_tol=0.02)


def test_a_curve_of_lost_frames_draws_nothing(people):
    curve = dataclasses.replace(people.pictures()[1].curves[0], value_deg=(math.nan,) * 240)
    assert draw_curve(curve) == ""


def test_a_picture_carries_lines_words_and_no_markup_from_outside(people):
    photo = people.pictures()[0]
    bad = dataclasses.replace(photo, lines=(("left_ear", "right_ear", "<b>&"),))
    svg = draw_picture(bad)
    ET.fromstring(svg)
    assert "<b>" not in svg
    assert "data:image/jpeg;base64," in svg
    assert draw_picture(photo).count("<line") == 2 * len(photo.lines)


def test_the_bar_is_read_aloud_as_a_number_of_marks():
    svg = svg_bar(0.87)
    assert svg.count('class="on"') == 8
    assert "8 of 10 marks" in svg


def test_readings_turn_signs_into_directions():
    assert reading(-9, "deg_above_bench") == "9 deg below the bench"
    assert reading(math.radians(2), "rad") == "2 deg"
    assert reading(2, "level") == "clear"
    assert spread(math.radians(1.5), "rad") == "1.5 deg"
    assert spread(5, "deg_above_bench") == "5 deg"


def test_days_and_lists_are_written_plainly():
    assert day("2027-03-01") == "Mon 1 Mar"
    assert listed(["a", "b", "c"]) == "a, b and c"
