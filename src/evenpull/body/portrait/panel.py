"""One posture seen from one side: silhouettes and muscles from far to near, floor, plumb line and forces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.mannequin import Part, parts_of, table
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.svg import element, path
from evenpull.body.portrait.colours import FAR, FLESH, PALE, Scale
from evenpull.body.portrait.forces import Force, draw_force
from evenpull.body.portrait.pose import Pose
from evenpull.body.portrait.strand import EDGES, drawn, needed, outline
from evenpull.body.skeleton.tree import Vector

STEPS = 26
BETWEEN = 7
HEAD = {"skull", "nose", "hair", "fringe", "ear"}
BEHIND_M = -0.012
"""A muscle that lies further than this behind the middle of its flesh is hidden by it."""
NEARER_M = {"leg_": 0.03, "head": 0.15}
"""What is drawn over the trunk where both are about as near."""
FAINT = 0.3
HANGING_DEG = 40.0
SIDE_ON = 0.6
TRUNK_HALF_M = 0.13
"""Half a trunk's width, for telling whether an arm hides it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Markup in picture units, and the points (n, 2) that the picture has to hold."""

    markup: str
    points: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a panel shows beside the body.

    Args:
        values: A number per muscle; muscles that are not named are drawn pale, without a value.
        scale: Their colours; None draws every muscle pale.
        muscles: Whether muscles are drawn at all.
        forces: Ground reactions and joint loads.
        plumb: Whether a plumb line rises from the middle of the ankles.
        floor: Height of the floor, m; the lowest flesh when None.
        arms: `faint` lets the trunk be seen behind a hanging arm, whose muscles are then left out.
        theme: Colours for a light or dark page.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    scale: Scale | None = None
    muscles: bool = True
    forces: Sequence[Force] = ()
    plumb: bool = True
    floor: float | None = None
    arms: str = "faint"
    theme: Theme = "light"


def draw_panel(pose: Pose, eye: Camera, look: Look) -> Drawing:
    """Return a posture seen by a camera."""
    by_group = silhouettes(pose, eye)
    away = _away(pose, eye)
    order = _order(by_group, away, pose, eye)
    whole = [g for g in order if g == "trunk" or (g.startswith("leg") and g != f"leg_{away}" and _hangs(g, pose))]
    nearer = order[order.index("trunk") :]
    faint = {g for g in nearer if g.startswith("arm") and look.arms == "faint" and _covers(g, pose, eye)}
    muscles = _muscles(pose, eye, look, order) if look.muscles else {}
    out = ""
    for group in order:
        if group in whole and group != "trunk":
            continue
        members = whole if group == "trunk" else [group]
        pieces = _joined([part for g in members for part in by_group[g]], far=group[-1] == away, theme=look.theme)
        if group in faint:
            out += element("g", pieces, opacity=FAINT)
        else:
            out += pieces + "".join(element("g", muscles[g], **EDGES) for g in members if g in muscles)
    body = np.concatenate([part.outline for group in order for part in by_group[group]])
    ground, plumb, low = _ground(pose, eye, look, body)
    arrows = [draw_force(force, eye, theme=look.theme) for force in look.forces]
    markup = ground + element("g", out, class_="body") + plumb + "".join(arrow.markup for arrow in arrows)
    return Drawing(markup=markup, points=np.concatenate([body, low, *(arrow.points for arrow in arrows)]))


def silhouettes(pose: Pose, eye: Camera) -> dict[str, list[Part]]:
    """Return the outlined pieces of trunk, arms and legs, far pieces first in each."""
    found: dict[str, list[Part]] = {}
    for part in parts_of(pose.centres, pose.axes, eye, steps=STEPS, between=BETWEEN, smooth=True):
        if part.name not in {"seam", "core"}:
            found.setdefault(_group(part), []).append(replace(part, outline=_thinned(part)))
    return found


def _thinned(part: Part) -> Vector:
    """Return an outline without the points of its straight pieces; both sides of a limb lose the same ones."""
    if part.name == "skull":
        return part.outline
    upper, lower = part.outline[:STEPS], part.outline[: STEPS - 1 : -1]
    sides = np.stack([upper, np.concatenate([upper[:1], lower, upper[-1:]])])
    kept = sides[:, needed(sides)]
    return np.concatenate([kept[0], kept[1, -2:0:-1]])


def _away(pose: Pose, eye: Camera) -> str:
    """Return `l` or `r`, the side that is turned away, or nothing when both are seen."""
    left = float(pose.turns["pelvis"][:, 1] @ eye.towards)
    return "" if abs(left) < SIDE_ON else "r" if left > 0 else "l"


def _order(groups: Iterable[str], away: str, pose: Pose, eye: Camera) -> list[str]:
    """Return the parts of the body from far to near; limbs of the side that is turned away come first."""

    def key(group: str) -> tuple[bool, float, str]:
        return "_" + away != group[-2:], round(_depth(group, pose, eye), 6), group.rstrip("lr")

    return sorted(groups, key=key)


def _hangs(leg: str, pose: Pose) -> bool:
    """Tell whether a thigh goes on where the pelvis ends, so that no edge is seen between them."""
    thigh = pose.origins[f"tibia_{leg[-1]}"] - pose.origins[f"femur_{leg[-1]}"]
    down = -pose.turns["pelvis"][:, 2]
    return bool(thigh @ down > np.cos(np.deg2rad(HANGING_DEG)) * np.linalg.norm(thigh))


def _covers(arm: str, pose: Pose, eye: Camera) -> bool:
    """Tell whether an arm hangs in front of the trunk: its middle lies within the trunk's width in the picture."""
    x = eye.plane(pose.centres)[..., 0]
    trunk = x[_rows("trunk")[0]]
    half = TRUNK_HALF_M * PIXELS_PER_METRE
    return bool(np.abs(x[_rows(arm)].mean() - trunk.mean()) < half)


def _group(part: Part) -> str:
    if part.name in HEAD:
        return "head"
    if part.side is None or part.name == "girdle":
        return "trunk"
    return ("leg_" if part.name in {"thigh", "shank", "foot", "toes"} else "arm_") + part.side[0]


def _rows(group: str) -> list[int]:
    found = []
    for i, (name, side) in enumerate(table().names):
        part = Part(name=name, side=side, outline=np.empty(0), light=None, nearness=0.0)
        if _group(part) == group and name not in HEAD - {"skull"}:
            found.append(i)
    return found


def _depth(group: str, pose: Pose, eye: Camera) -> float:
    rows = _rows(group)
    near = float((eye.nearness(pose.centres[rows]) * table().real[rows]).sum(axis=1).mean())
    return near + NEARER_M.get(group[:4], 0.0)


def _joined(pieces: list[Part], *, far: bool, theme: Theme) -> str:
    """Return one joined shape: all rims first, then the fills over them; a head keeps its own lines."""
    fill, rim = (FAR if far else FLESH)[theme]
    out = ""
    if shapes := "".join(path(part.outline) for part in pieces if part.name not in HEAD):
        out += element("path", d=shapes, fill=rim, stroke=rim, stroke_width=1.9, stroke_linejoin="round")
        out += element("path", d=shapes, fill=fill, stroke=fill, stroke_width=0.3)
    hair = PALETTES[theme].hair
    for part in pieces:
        if part.name in HEAD:
            shade = hair if part.name in {"hair", "fringe"} else fill
            line = hair if part.name == "fringe" else rim
            out += element("path", d=path(part.outline), fill=shade, stroke=line, stroke_width=0.9)
    return out


def _muscles(pose: Pose, eye: Camera, look: Look, order: Sequence[str]) -> dict[str, str]:
    """Return the markup of the muscles to be drawn on each group of flesh, far ones first.

    A muscle that touches two groups is drawn on the nearer one, unless it runs behind it.
    """
    depth = {group: _depths(group, pose, eye) for group in order if group != "head"}
    found: list[tuple[str, float, str, str]] = []
    for i, name in enumerate(pose.muscles):
        carriers = [group for group in reversed(order) if group in pose.groups[i] and depth[group][i] >= BEHIND_M]
        if not carriers:
            continue
        value = look.values.get(name)
        ink = PALE if value is None or look.scale is None else look.scale.ink(float(value))
        shape = outline(pose.lines[i], float(pose.half_widths[i]), pose.bellies[i], eye)
        key = round(float(depth[carriers[0]][i]), 5)
        found.append((carriers[0], key, name[:-2], drawn(shape, ink, name=name)))
    out: dict[str, str] = {}
    for group, _, _, markup in sorted(found, key=lambda row: row[1:3]):
        out[group] = out.get(group, "") + markup
    return out


def _depths(group: str, pose: Pose, eye: Camera) -> Vector:
    """Return how far each muscle lies in front of the middle of a group's flesh (m,), metres.

    The flesh to compare with is the station that is nearest in the picture; of the trunk, those of its midline.
    """
    points = pose.lines[:, 2:-2:3]
    rows = [row for row in _rows(group) if group != "trunk" or table().names[row][1] is None]
    centres = pose.centres[rows].reshape(-1, 3)
    flat, at = eye.plane(points), eye.plane(centres)
    away = ((flat[:, :, None] - at) ** 2).sum(axis=-1)
    middle = eye.nearness(centres)[away.argmin(axis=2)]
    return np.asarray((eye.nearness(points) - middle).mean(axis=1))


def _ground(pose: Pose, eye: Camera, look: Look, body: Vector) -> tuple[str, str, Vector]:
    """Return the floor line, the plumb line, and the points they need."""
    palette = PALETTES[look.theme]
    height = pose.floor if look.floor is None else look.floor
    y = -height * PIXELS_PER_METRE
    left, right = float(body[:, 0].min()) - 14, float(body[:, 0].max()) + 14
    edge = path(np.array([[left, y], [right, y]]), closed=False)
    floor = element("path", d=edge, stroke=palette.prop_line, stroke_width=1.6, fill="none")
    ends = np.array([[left, y + 2], [right, y + 2]])
    if not look.plumb:
        return floor, "", ends
    x = float(eye.plane(pose.ankles)[0])
    line = np.array([[x, y], [x, float(body[:, 1].min()) - 8]])
    plumb = element(
        "path",
        d=path(line, closed=False),
        stroke=palette.text,
        stroke_width=0.7,
        stroke_dasharray="5 4",
        stroke_opacity="0.7",
        fill="none",
    )
    return floor, plumb, np.concatenate([ends, line])
