"""Read MyoSim's full body as it is shipped into the parts of `evenpull.body.build.parts`.

Nothing is mended here: wrong sides, couplings and forces come through, so that the audit sees what the file holds.
Changed are only frames (parallel to the world, x forward), names (lower snake case with a side), and what a body of
postures and efforts has no use for: meshes, contacts, keyframes, the hand's joints and the muscles that cross the
wrist. Segments without a joint between them are one segment.

Source: MyoSim, package myo-sim, Apache-2.0.
"""

from __future__ import annotations

import re
import warnings
from typing import Any

import mujoco
import numpy as np

from evenpull.body.build.parts import Anatomy, Coordinate, Force, Joint, Muscle, Segment, Surface, Vector, Via, Wrap

TO_BODY = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
"""Takes MyoSim's world (person looks along -y, left is +x) to ours (looks along +x, left is +y)."""
INTO: dict[str, str] = {
    "Full Body": "pelvis",
    "sacrum": "pelvis",
    "myolegs_root": "pelvis",
    "head_attach": "torso",
    "Arm_attachment": "torso",
    "chest_r": "torso",
    "cervical_spine": "torso",
    "myoarm_r_root": "torso",
    "myoarm_l_root": "torso",
    "neck": "head",
    "Abdomen": "abdomen",
}
FREE, SLIDE = int(mujoco.mjtJoint.mjJNT_FREE), int(mujoco.mjtJoint.mjJNT_SLIDE)
SPHERE, CYLINDER = int(mujoco.mjtWrap.mjWRAP_SPHERE), int(mujoco.mjtWrap.mjWRAP_CYLINDER)
SITE = int(mujoco.mjtWrap.mjWRAP_SITE)


def load_myosim() -> Any:
    """Return MyoSim's compiled full body; `myo_sim` is needed by the build alone."""
    import myo_sim  # noqa: PLC0415 - the build alone needs it

    mujoco.set_mju_user_warning(lambda _: None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model, _ = myo_sim.load("myofullbody")
    finally:
        mujoco.set_mju_user_warning(None)
    return model


def plain(name: str) -> str:
    """Return a name in lower snake case."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower())


def read(model: Any = None) -> Anatomy:
    """Return MyoSim's full body, both sides as shipped."""
    return _Reader(load_myosim() if model is None else model).anatomy()


class _Reader:
    def __init__(self, model: Any) -> None:
        self.model = model
        self.data = mujoco.MjData(model)
        self.data.qpos[:] = model.qpos0
        mujoco.mj_forward(model, self.data)
        self.bodies: list[str] = [model.body(i).name for i in range(model.nbody)]
        self.into = {name: self._segment_of(i) for i, name in enumerate(self.bodies)}
        self.origin = {seg: TO_BODY @ self.data.xpos[self._frame_body(seg)] for seg in set(self.into.values()) - {""}}

    def _segment_of(self, index: int) -> str:
        chain = index
        while chain and not self.bodies[chain].startswith("lunate"):
            chain = int(self.model.body_parentid[chain])
        if chain:
            return "hand" + self.bodies[chain][-2:]
        return "" if index == 0 else INTO.get(self.bodies[index], plain(self.bodies[index]))

    def _frame_body(self, segment: str) -> int:
        """The MyoSim body whose origin the segment keeps: the one of its own name, else its first."""
        named = [i for i, name in enumerate(self.bodies) if plain(name) == segment]
        return named[0] if named else next(i for i, n in enumerate(self.bodies) if self.into[n] == segment)

    def _point(self, segment: str, world: Vector) -> Vector:
        return np.asarray(TO_BODY @ world - self.origin[segment])

    def anatomy(self) -> Anatomy:
        body = Anatomy()
        self._segments(body)
        kept = self._joints(body)
        self._coordinates(body, kept)
        self._surfaces(body)
        self._muscles(body)
        body.drop_unused_surfaces()
        return body

    def _segments(self, body: Anatomy) -> None:
        m, d = self.model, self.data
        for index in range(1, m.nbody):
            segment = self.into[self.bodies[index]]
            if segment in body.segments:
                continue
            members = [i for i, n in enumerate(self.bodies) if self.into[n] == segment]
            parents = {self.into[self.bodies[m.body_parentid[i]]] for i in members} - {segment}
            mass = float(sum(m.body_mass[i] for i in members))
            centres = {i: self._point(segment, d.xipos[i]) for i in members}
            centre = sum((m.body_mass[i] * centres[i] for i in members), np.zeros(3)) / mass if mass else np.zeros(3)
            inertia = np.zeros((3, 3))
            for i in members:
                turn = TO_BODY @ d.ximat[i].reshape(3, 3)
                arm = centres[i] - centre
                inertia += turn @ np.diag(m.body_inertia[i]) @ turn.T
                inertia += m.body_mass[i] * (arm @ arm * np.eye(3) - np.outer(arm, arm))
            body.segments[segment] = Segment(
                name=segment,
                parent=next((p for p in sorted(parents) if p), None),
                origin=self.origin[segment],
                mass=mass,
                centre=centre,
                inertia=inertia,
            )

    def _joints(self, body: Anatomy) -> set[int]:
        m, d = self.model, self.data
        kept = set()
        frozen = {int(m.eq_obj1id[i]) for i in range(m.neq) if m.eq_obj2id[i] < 0}
        for index in range(m.njnt):
            owner = self.bodies[m.jnt_bodyid[index]]
            segment = self.into[owner]
            if m.jnt_type[index] == FREE or segment.startswith("hand") or index in frozen:
                continue
            kept.add(index)
            name = plain(m.joint(index).name)
            body.joints[name] = Joint(
                name=name,
                segment=segment,
                slides=m.jnt_type[index] == SLIDE,
                axis=TO_BODY @ d.xaxis[index],
                anchor=self._point(segment, d.xanchor[index]),
            )
        return kept

    def _coordinates(self, body: Anatomy, kept: set[int]) -> None:
        m = self.model
        names = {i: plain(m.joint(i).name) for i in kept}
        driven = {int(m.eq_obj1id[i]): i for i in range(m.neq) if int(m.eq_obj1id[i]) in kept}
        for index in sorted(kept - set(driven)):
            drives: dict[str, tuple[float, ...]] = {names[index]: (0.0, 1.0)}
            for joint, equation in sorted(driven.items()):
                if int(m.eq_obj2id[equation]) == index:
                    drives[names[joint]] = tuple(float(c) for c in m.eq_data[equation][:5])
            low, high = (float(v) for v in m.jnt_range[index])
            flips = names[index] in ("lat_bending", "axial_rotation")
            body.coordinates[names[index]] = Coordinate(
                name=names[index], low=low, high=high, drives=drives, flips=flips
            )

    def _surfaces(self, body: Anatomy) -> None:
        m, d = self.model, self.data
        wraps = zip(m.wrap_objid, m.wrap_type, strict=True)
        for index in sorted({int(thing) for thing, kind in wraps if kind in (SPHERE, CYLINDER)}):
            segment = self.into[self.bodies[m.geom_bodyid[index]]]
            if segment.startswith("hand"):
                continue
            cylinder = m.geom_type[index] == int(mujoco.mjtGeom.mjGEOM_CYLINDER)
            name = plain(m.geom(index).name)
            body.surfaces[name] = Surface(
                name=name,
                segment=segment,
                centre=self._point(segment, d.geom_xpos[index]),
                axis=TO_BODY @ d.geom_xmat[index].reshape(3, 3)[:, 2] if cylinder else None,
                radius=float(m.geom_size[index, 0]),
            )

    def _via(self, site: int) -> Via:
        segment = self.into[self.bodies[self.model.site_bodyid[site]]]
        return Via(segment=segment, at=self._point(segment, self.data.site_xpos[site]))

    def _muscles(self, body: Anatomy) -> None:
        m = self.model
        for actuator in range(m.nu):
            tendon = int(m.actuator_trnid[actuator, 0])
            path: list[Via | Wrap] = []
            for step in range(m.tendon_adr[tendon], m.tendon_adr[tendon] + m.tendon_num[tendon]):
                kind, thing, side = m.wrap_type[step], int(m.wrap_objid[step]), int(m.wrap_prm[step])
                if kind == SITE:
                    path.append(self._via(thing))
                else:
                    surface = plain(m.geom(thing).name)
                    path.append(Wrap(surface=surface, side=self._via(side) if side >= 0 else None))
            touched = {s.segment for s in path if isinstance(s, Via)}
            if any(name.startswith("hand") for name in touched):
                continue
            name = plain(m.actuator(actuator).name)
            if not name.endswith(("_r", "_l")):
                name += "_r"
            force = self._force(actuator)
            body.muscles[name] = Muscle(name=name, path=tuple(path), force=force, shipped=force)

    def _force(self, actuator: int) -> Force:
        """MuJoCo keeps a range of normalised lengths and the lengths there: l = l_T + l~ l_0."""
        low, high, maximum = (float(v) for v in self.model.actuator_gainprm[actuator, :3])
        shortest, longest = (float(v) for v in self.model.actuator_lengthrange[actuator])
        fibre = (longest - shortest) / (high - low)
        return Force(maximum=maximum, fibre=fibre, slack=shortest - low * fibre, pennation=0.0, source="myosim")
