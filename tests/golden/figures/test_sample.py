"""A sample of the pictures, drawn anew and compared with the stored ones: a change here is one that people see."""

from __future__ import annotations

import os
import re
from pathlib import Path

import numpy as np
import pytest

from evenpull.body.figure.exercise import draw_figure
from evenpull.knowledge import Catalogue

SAMPLE = ("act_bridge", "hip_internal_rotation", "inh_fr_calves", "rei_goblet_squat", "rep_wall_breathing")
NUMBER = re.compile(r"-?\d*\.?\d+")
PIXEL = 0.3
"""Rounding of the last place, added up along a path."""


@pytest.mark.parametrize("name", SAMPLE)
def test_the_picture_is_the_stored_one(name: str, catalogue: Catalogue):
    drawn = draw_figure(name, catalogue)
    stored = Path(__file__).with_name(f"{name}.svg")
    if os.environ.get("EVENPULL_WRITE_GOLDEN") == "1":
        stored.write_text(drawn + "\n", encoding="utf-8")
    kept = stored.read_text(encoding="utf-8").strip()
    assert NUMBER.sub("#", drawn) == NUMBER.sub("#", kept), "other shapes, words or colours, or another order of them"
    here, there = (np.array([float(number) for number in NUMBER.findall(text)]) for text in (drawn, kept))
    assert np.abs(here - there).max() <= PIXEL
