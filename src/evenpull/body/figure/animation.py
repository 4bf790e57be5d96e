"""Looping pictures of exercises: the key poses and the way between them at the exercise's own tempo.

Every frame is a whole drawing; a style rule shows one at a time. Where a person asks for less motion, the last key pose
stands still. Holds longer than `HOLD_MAX_S` are shown shortened, so that a loop is short; the dose says the true hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.figure.camera import camera
from evenpull.body.figure.exercise import MARGIN, VIEW_DEG, draw
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.panel import draw_panel
from evenpull.body.figure.placement import SUPPORT_M, Scene, lowest, settle
from evenpull.body.figure.svg import document, element
from evenpull.body.skeleton.angles import both_sides
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import skeleton
from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge.kinds.figure import Contact, Figure, Pose
from evenpull.knowledge.load import Catalogue

BETWEEN = 4
HOLD_MAX_S = 4.0
REST_S = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long a loop takes to its last key pose, stays there, and takes back, all in seconds."""

    there_s: float = 2.0
    hold_s: float = 1.5
    back_s: float = 2.0


def pace_of(exercise_id: str, catalogue: Catalogue) -> Pace:
    """Return the pace that an exercise's dose prescribes; an even one where it prescribes none.

    Args:
        exercise_id: Id of an exercise or test.
        catalogue: The catalogue.
    """
    exercise = catalogue.exercises.get(exercise_id)
    if exercise is None:
        return Pace()
    preset = catalogue.doses[exercise.dose.preset]
    tempo = exercise.dose.tempo or preset.tempo
    if tempo is not None:
        down, hold, up = (float(seconds) for seconds in tempo)
        there, back = (up, down) if exercise.dose.tempo_start == "bottom" else (down, up)
        return Pace(there_s=max(there, 0.6), hold_s=min(hold, HOLD_MAX_S), back_s=max(back, 0.6))
    held = preset.hold_usual_s or (preset.hold_s[0] if preset.hold_s else 0)
    return Pace(hold_s=min(float(held), HOLD_MAX_S)) if held else Pace()


def animate_figure(figure_id: str, catalogue: Catalogue, *, width: float | None = None, theme: Theme = "light") -> str:
    """Return an exercise's looping picture as an SVG element; a still where it has one key pose.

    Args:
        figure_id: Id in the catalogue's figures.
        catalogue: The catalogue.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page.

    Raises:
        UnknownId: When no such figure is drawn.
    """
    found = catalogue.figures.get(figure_id)
    if found is None:
        raise UnknownId(figure_id, kind=say("figure"), allowed=sorted(catalogue.figures))
    return animate(found, name=figure_id, pace=pace_of(figure_id, catalogue), width=width, theme=theme)


def animate(figure: Figure, *, name: str, pace: Pace, width: float | None = None, theme: Theme = "light") -> str:
    """Draw the loop of one figure record; `name` keeps its ids apart from those of other pictures."""
    if len(figure.poses) == 1:
        return draw(figure, name=name, width=width, theme=theme)
    eye = camera(turn_deg=VIEW_DEG[figure.view] + figure.turn_deg, lift_deg=figure.lift_deg)
    panels = [draw_panel(scene, figure, eye, PALETTES[theme]) for scene in frames(figure)]
    extents = np.array([panel.extent for panel in panels])
    low, high = extents[:, :2].min(axis=0) - MARGIN, extents[:, 2:].max(axis=0) + MARGIN
    prefix = f"loop-{name}-{theme}"
    body = element("style", _style(prefix, len(panels), pace))
    body += "".join(element("g", panel.markup, class_=f"{prefix}-{i}") for i, panel in enumerate(panels))
    box = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
    return document(body, name=prefix, title=figure.title, description=figure.alt, box=box, width=width)


def frames(figure: Figure) -> list[Scene]:
    """Return the scenes from the first key pose to the last; what rests in both of two poses keeps its place."""
    scenes = [_anchored(settle(_bare(figure.poses[0]), skeleton()), None, ())]
    for first, second in zip(figure.poses, figure.poses[1:], strict=False):
        shared = tuple(c for c in first.contacts if c in second.contacts and c.on in SUPPORT_M)
        for step in range(1, BETWEEN + 2):
            share = step / (BETWEEN + 1)
            eased = 0.5 - 0.5 * float(np.cos(np.pi * share))
            pose = _between(first, second, eased, shared)
            scenes.append(_anchored(settle(pose, skeleton()), scenes[-1], shared))
    return scenes


def _bare(pose: Pose) -> Pose:
    return pose.model_copy(update={"arrows": ()})


def _between(first: Pose, second: Pose, share: float, shared: tuple[Contact, ...]) -> Pose:
    """Return the pose a share of the way from one to another; at the end it is the other itself."""
    if share >= 1:
        return _bare(second)
    a, b = both_sides(first.angles_deg), both_sides(second.angles_deg)
    names = sorted(a.keys() | b.keys())
    near = first if share < 0.5 else second
    return near.model_copy(
        update={
            "angles_deg": {n: (1 - share) * a.get(n, 0.0) + share * b.get(n, 0.0) for n in names},
            **{
                key: (1 - share) * getattr(first, key) + share * getattr(second, key)
                for key in ("turn_deg", "lean_deg", "roll_deg")
            },
            "contacts": shared or near.contacts,
            "arrows": (),
        }
    )


def _anchored(scene: Scene, before: Scene | None, shared: tuple[Contact, ...]) -> Scene:
    """Shift a scene along the floor so that its first lasting support stays, and lift it out of the floor."""
    body = scene.body
    if before is not None and shared:
        at = shared[0].place
        body = body.moved((place(before.body, at) - place(body, at)) * np.array([1.0, 1.0, 0.0]))
    sunk = min(lowest(body), 0.0)
    return Scene(body=body.moved(np.array([0.0, 0.0, -sunk])), pose=scene.pose)


def timeline(count: int, pace: Pace) -> tuple[tuple[int, float], ...]:
    """Return which frame shows from when, in seconds, over one loop: forth, the hold, back, a short rest."""
    forth = [(i, pace.there_s * i / (count - 1)) for i in range(count)]
    turn = pace.there_s + pace.hold_s
    back = [(i, turn + pace.back_s * (count - 1 - i) / (count - 1)) for i in range(count - 2, -1, -1)]
    return (*forth, *back)


def _style(prefix: str, count: int, pace: Pace) -> str:
    """Return the rules that show one frame at a time, and only the last when motion is unwanted."""
    shown = timeline(count, pace)
    total = pace.there_s + pace.hold_s + pace.back_s + REST_S
    ends = [start for _, start in shown[1:]] + [total]
    rules = ""
    for i in range(count):
        stops = {0.0: "hidden"}
        for (frame, start), end in zip(shown, ends, strict=True):
            if frame == i:
                stops[start] = "visible"
                stops.setdefault(end, "hidden")
        steps = "".join(f"{100 * at / total:.2f}%{{visibility:{how}}}" for at, how in sorted(stops.items()))
        rules += f"@keyframes {prefix}-{i}k{{{steps}}}"
        rules += f".{prefix}-{i}{{visibility:hidden;animation:{prefix}-{i}k {total:.2f}s infinite;"
        rules += "animation-timing-function:step-end}"
    still = "".join(
        f".{prefix}-{i}{{animation:none;visibility:{'visible' if i == count - 1 else 'hidden'}}}" for i in range(count)
    )
    return rules + f"@media (prefers-reduced-motion:reduce){{{still}}}"
