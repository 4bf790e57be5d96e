"""The pelvis in its tug of war, from the right: four ropes as thick as their pull, with the pull in newtons.

Fed by numbers alone: who computes them, and from what, says so in the caption. The bones are a drawing; they turn with
the pelvis and bend with the low back by the degrees that are given, times a factor that the picture states.
"""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.svg import document, element, number, text
from evenpull.body.portrait.portrait import wrapped
from evenpull.body.portrait.ropes import NOTHING_N, ROPES, Tug, rope_words
from evenpull.body.portrait.tug_bones import HEIGHT, WIDTH, draw_bones
from evenpull.core.words import say
from evenpull.errors import OutOfRange, UnknownId

TURN_LIMIT_DEG = 40.0
BETWEEN = 16.0


def draw_tug(
    before: Tug,
    after: Tug | None = None,
    *,
    factor: float = 1.0,
    caption: str = "",
    width: float | None = None,
    theme: Theme = "light",
    name: str = "tug",
) -> str:
    """Return the pelvis on its four ropes, or two of them side by side.

    Args:
        before: The only state, or the first; `words` stands below it, or `before`.
        after: The state after a change; its angles are measured from the first.
        factor: How many times as large as they are turn and bend are drawn.
        caption: Sentences below the picture.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page.
        name: Keeps the ids of several pictures on one page apart.

    Raises:
        UnknownId: When a pull is of no rope.
        OutOfRange: When a rope has no pull, a pull is below zero, or the bones would be turned too far to be drawn.
    """
    states = [before] if after is None else [before, after]
    for state in states:
        _require(state, factor)
    palette = PALETTES[theme]
    most = max(NOTHING_N, *(pull for state in states for pull in state.pulls.values()))
    labels = (
        [state.words for state in states]
        if after is None
        else [
            before.words or say("before"),
            (after.words or say("after")),
        ]
    )
    out = ""
    for i, state in enumerate(states):
        ghost = before if i else None
        panel = draw_bones(state, ghost, most, factor, palette)
        out += element("g", panel, transform=f"translate({number(i * (WIDTH + BETWEEN))},0)")
        if labels[i]:
            x = WIDTH / 2 + i * (WIDTH + BETWEEN)
            out += text(labels[i], x=x, y=HEIGHT + 14, size=13.0, fill=palette.text, weight=600)
    words = f"{caption} {_drawn_larger(factor, states)}".strip()
    total = len(states) * WIDTH + (len(states) - 1) * BETWEEN
    y = HEIGHT + 20
    for line in wrapped(words, most=40 if after is None else 84):
        y += 15
        out += text(line, x=total / 2, y=y, size=12.0, fill=palette.text)
    said = " ".join(_said(state, label) for state, label in zip(states, labels, strict=True))
    title = say("The tug of war on the pelvis")
    box = (0.0, 0.0, total, y + 12)
    told = f"{said} {words}".strip()
    return document(out, name=f"{name}-{theme}", title=title, description=told, box=box, width=width)


def _require(state: Tug, factor: float) -> None:
    for name, pull in state.pulls.items():
        if name not in ROPES:
            raise UnknownId(name, kind=say("rope"), allowed=list(ROPES))
        if not (np.isfinite(pull) and pull >= 0):
            raise OutOfRange(say("the pull of {rope} has to be zero or more newtons, not {pull}", rope=name, pull=pull))
    if missing := [name for name in ROPES if name not in state.pulls]:
        raise OutOfRange(say("the tug of war needs a pull for {rope}", rope=missing[0]))
    for angle in (state.tilt_deg, state.lordosis_deg):
        if not (np.isfinite(angle) and abs(angle * factor) <= TURN_LIMIT_DEG):
            raise OutOfRange(
                say(
                    "an angle of {degrees} degrees drawn {factor} times as large goes beyond the drawing",
                    degrees=f"{angle:g}",
                    factor=f"{factor:g}",
                )
            )


def _drawn_larger(factor: float, states: list[Tug]) -> str:
    if factor == 1.0 or not any(state.tilt_deg or state.lordosis_deg for state in states):
        return ""
    return say("Turn and bend are drawn {factor} times as large as they are.", factor=f"{factor:g}")


def _said(state: Tug, label: str) -> str:
    pulls = ", ".join(
        say("{rope} {pull} N", rope=" ".join(rope_words(name)), pull=f"{state.pulls[name]:.0f}") for name in ROPES
    )
    return f"{label}: {pulls}." if label else f"{pulls}."
