"""One posture of a musculoskeletal body, ready to be drawn: where its flesh, its joints and its muscles are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.portrait.flesh import Flesh
from evenpull.body.portrait.paths import muscle_line, sampled
from evenpull.body.skeleton.tree import Vector

SPECIFIC_TENSION_N_M2 = 6.0e5
"""What turns force into cross-section for a picture; the muscles' own numbers are used nowhere else here."""
FULLNESS = 0.72
"""Volume of a belly over length times greatest cross-section."""
THINNEST_M, THICKEST_M = 0.0018, 0.027
GROUPS = {"torso": "trunk", "head": "trunk", "pelvis": "trunk", "abdomen": "trunk"}
LIMBS = {
    **dict.fromkeys(("clavicle", "clavphant", "scapula", "scapphant"), "trunk"),
    **dict.fromkeys(("humerus", "ulna", "radius", "hand"), "arm"),
    **dict.fromkeys(("femur", "tibia", "talus", "calcn", "toes", "patella"), "leg"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pose:
    """A posed body. Frame: x forward, y to the person's left, z up, m, world.

    Args:
        muscles: Names with side suffix, in the body's order (m,).
        lines: Where each runs, from origin to insertion (m, s, 3).
        half_widths: Half of each belly's greatest thickness (m,).
        bellies: Where the belly begins and ends along its line, as shares of it (m, 2).
        groups: The parts of the body that each touches: `trunk`, `arm_l`, `arm_r`, `leg_l`, `leg_r`.
        centres, axes: Flesh as `figure.mannequin.parts_of` takes it.
        origins: Origin of every segment.
        turns: Rotation of every segment to the world (3, 3).
    """

    muscles: tuple[str, ...]
    lines: Vector
    half_widths: Vector
    bellies: Vector
    groups: tuple[frozenset[str], ...]
    centres: Vector
    axes: Vector
    origins: dict[str, Vector]
    turns: dict[str, Vector]

    @property
    def floor(self) -> float:
        """Return the height of the lowest bit of flesh, m: where the floor is when nothing else says so."""
        return float((self.centres[..., 2] - np.linalg.norm(self.axes[..., 2, :], axis=-1)).min())

    @property
    def ankles(self) -> Vector:
        """Return the point halfway between the ankles (3,)."""
        return np.asarray((self.origins["talus_l"] + self.origins["talus_r"]) / 2)

    @property
    def pelvis_tilt(self) -> float:
        """Return the forward tilt of the pelvis against its place with all coordinates at zero, rad."""
        return _pitch(self.turns["pelvis"])

    @property
    def lordosis(self) -> float:
        """Return how far the pelvis is tilted forward against the thorax, rad: more is a deeper hollow of the back."""
        return _pitch(self.turns["torso"].T @ self.turns["pelvis"])

    def moved(self, shift: Vector) -> Pose:
        """Return the same pose shifted by metres (3,)."""
        return replace(
            self,
            lines=self.lines + shift,
            centres=self.centres + shift,
            origins={name: point + shift for name, point in self.origins.items()},
        )


def _pitch(turn: Vector) -> float:
    return float(np.arctan2(-turn[2, 0], turn[0, 0]))


def pose(body: Body, q: Vector, at: Vector | None = None, *, muscles: bool = True) -> Pose:
    """Return what is needed to draw a posture.

    Args:
        body: The body, scaled or not.
        q: Coordinates (n,), rad.
        at: Root (7,): where the pelvis is and how it is turned; upright at the origin when not given.
        muscles: Whether the muscles' lines are wanted, which take most of the time; else the pose has none.

    Raises:
        OutOfRange: When q leaves the range in which the couplings hold.

    Example:
        >>> body = load_body()  # doctest: +SKIP
        >>> standing = pose(body, body.coordinates.posture(body.record["standing"]["angles"]))  # doctest: +SKIP
    """
    body.coordinates.require_held(np.asarray(q)[None])
    model, data = body.model, mujoco.MjData(body.model)
    rest = _placed(body, data, np.zeros(len(body.coordinates.names)), None)
    flesh = Flesh.of({name: place for name, (place, _) in rest.items()})
    placed = _placed(body, data, np.asarray(q, dtype=np.float64), at)
    tendons = body.states.tendons[: len(body.states.tendons) if muscles else 0]
    carried = np.array([placed[name][0] for name in flesh.carrier.ravel()]).reshape(flesh.at.shape)
    turned = np.array([placed[name][1] for name in flesh.carrier.ravel()]).reshape(flesh.axes.shape)
    lines, half_widths, bellies = np.zeros((0, 2, 3)), np.zeros(0), np.zeros((0, 2))
    if muscles:
        mujoco.mj_comPos(model, data)
        mujoco.mj_tendon(model, data)
        lines = np.array([sampled(muscle_line(model, data, int(t))) for t in tendons])
        half_widths, bellies = _bellies(body, lines)
    return Pose(
        muscles=body.names if muscles else (),
        lines=lines,
        half_widths=half_widths,
        bellies=bellies,
        groups=_groups(model, tendons),
        centres=carried + np.einsum("mkij,mkj->mki", turned, flesh.at),
        axes=turned @ flesh.axes,
        origins={name: place for name, (place, _) in placed.items()},
        turns={name: turn for name, (_, turn) in placed.items()},
    )


def _placed(body: Body, data: Any, q: Vector, at: Vector | None) -> dict[str, tuple[Vector, Vector]]:
    model = body.model
    data.qpos[:] = body.coordinates.positions(q[None], at)[0]
    mujoco.mj_kinematics(model, data)
    return {model.body(i).name: (data.xpos[i].copy(), data.xmat[i].reshape(3, 3).copy()) for i in range(1, model.nbody)}


def _bellies(body: Body, lines: Vector) -> tuple[Vector, Vector]:
    """Return half widths (m,) from the muscles' volumes, and the part of each line that is belly (m, 2)."""
    muscles = body.muscles()
    length = np.linalg.norm(np.diff(lines, axis=1), axis=2).sum(axis=1)
    tendon = muscles.l_T / (muscles.l_T + muscles.l_0)
    share = np.clip(1.0 - 0.55 * tendon, 0.5, 1.0)
    volume = muscles.F_0 * muscles.l_0 / SPECIFIC_TENSION_N_M2
    half = np.sqrt(volume / (np.pi * FULLNESS * share * length))
    start = 0.2 * (1.0 - share)
    return np.clip(half, THINNEST_M, THICKEST_M), np.stack([start, start + share], axis=1)


def _groups(model: Any, tendons: NDArray[np.intp]) -> tuple[frozenset[str], ...]:
    site = int(mujoco.mjtWrap.mjWRAP_SITE)
    found = []
    for tendon in tendons:
        first = int(model.tendon_adr[tendon])
        steps = range(first, first + int(model.tendon_num[tendon]))
        sites = [int(model.wrap_objid[i]) for i in steps if model.wrap_type[i] == site]
        bodies = {model.body(int(model.site_bodyid[s])).name for s in sites}
        found.append(frozenset(group_of(name) for name in bodies))
    return tuple(found)


def group_of(segment: str) -> str:
    """Return the part of the body that a segment belongs to."""
    base = segment[:-2] if segment.endswith(("_r", "_l")) else segment
    limb = LIMBS.get(base, "trunk")
    return limb if limb == "trunk" else limb + segment[-2:]
