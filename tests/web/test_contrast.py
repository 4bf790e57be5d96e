"""Text and controls stand out in both themes: WCAG 2.2, 4.5 for text, 3 for what only marks a control."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

import evenpull.web

STYLE = (Path(evenpull.web.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
TEXT = [
    *((ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("paper", "card")),
    ("on-accent", "accent"),
    ("ink", "notice"),
    ("ink", "soft"),
]
MARKS = [("focus", "paper"), ("focus", "card"), ("quiet", "card"), ("accent", "line")]


def themes() -> list[dict[str, str]]:
    """Return the tokens of the light and of the dark theme."""
    light, dark = re.findall(r":root \{(.*?)\}", STYLE, flags=re.DOTALL)[:2]
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", part)) for part in (light, dark)]


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tokens", themes(), ids=["light", "dark"])
def test_text_has_a_contrast_of_at_least_four_and_a_half(tokens: dict[str, str]) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert [pair for pair in TEXT if contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5] == []


@pytest.mark.parametrize("tokens", themes(), ids=["light", "dark"])
def test_marks_of_controls_have_a_contrast_of_at_least_three(tokens: dict[str, str]) -> None:
    assert [pair for pair in MARKS if contrast(tokens[pair[0]], tokens[pair[1]]) < 3] == []
