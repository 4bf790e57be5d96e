"""The guide names views, drawings and both sides as the gates and the catalogue need them; its page says the same."""

from __future__ import annotations

from pathlib import Path

from evenpull.capture.guide import GENERAL, SHOTS, guide_lines, shot_steps

PAGE = Path(__file__).resolve().parents[3] / "docs" / "capture_guide.md"


def test_every_drawing_is_in_the_catalogue(catalogue):
    assert {shot.figure for shot in SHOTS if shot.figure} <= set(catalogue.figures)


def test_a_side_view_is_always_asked_for_from_both_sides():
    for shot in SHOTS:
        assert ("left" in shot.views) == ("right" in shot.views), shot.id


def test_one_shot_is_the_general_part_and_its_own():
    whole, one = guide_lines(), guide_lines("plank")
    assert set(one) < set(whole)
    assert len(one) == 1 + len(GENERAL) + 2 + len(shot_steps(next(s for s in SHOTS if s.id == "plank")))


def test_the_page_says_what_the_program_says():
    page = PAGE.read_text(encoding="utf-8")
    for line in GENERAL:
        assert f"- {line}" in page
    for shot in SHOTS:
        assert f"## {shot.title}" in page
        for step in shot_steps(shot):
            assert f"- {step}" in page, shot.id
