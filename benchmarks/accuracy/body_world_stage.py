"""What the rows of the world stand on: the calibrated body, tasks done once, the recorded walk, variations."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recorded_walk import recorded_walk, walker

from evenpull.body.calibration import healthy
from evenpull.body.changes import apply, parse_change
from evenpull.body.effort import COACTIVATION, Movement, Work, mechanics, work
from evenpull.body.groups import group_muscles
from evenpull.body.loads import Loads, joint_loads, load_frames
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks import Prepared, Task, prepare, task

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A number at the least effort and with 5 % co-activation, and the published range."""

    least: float
    more: float
    low: float
    high: float
    unit: str

    def inside(self, value: float) -> bool:
        """Return whether a value lies in the published range."""
        return self.low <= value <= self.high

    def met(self) -> bool:
        """Return whether the span between the two levels of co-activation meets the published range."""
        return min(self.least, self.more) <= self.high and max(self.least, self.more) >= self.low


@dataclass(slots=True, kw_only=True, eq=False)
class Stage:
    """The body and everything that was already worked out."""

    body: Body
    person: Parameters
    data: Path
    prepared: dict[str, Prepared] = field(default_factory=dict)
    done: dict[tuple[str, float, tuple[str, ...]], tuple[Work, Loads]] = field(default_factory=dict)

    @staticmethod
    def set_up(root: Path) -> Stage:
        """Load the body and its calibration."""
        body = load_body()
        folder = Path(os.environ.get("EVENPULL_DATA", root.parent / "shared" / "data"))
        return Stage(body=body, person=healthy(body), data=folder)

    def ready(self, name: str, variant: Task | None = None) -> Prepared:
        """Return a task worked out once; `walk` is the recorded one."""
        if name not in self.prepared:
            if name == "walk":
                other = walker(self.body)
                asked = mechanics(other, recorded_walk(other, self.data))
                self.prepared[name] = Prepared(mechanics=asked, frames=load_frames(asked))
            else:
                self.prepared[name] = prepare(self.body, variant or task(name))
        return self.prepared[name]

    def at(
        self, name: str, *, coactivation: float = 0.0, changes: Sequence[str] = (), variant: Task | None = None
    ) -> tuple[Work, Loads]:
        """Return work and loads of a task, with changes such as `both.vasti.strength=-30%`."""
        key = (name, coactivation, tuple(changes))
        if key not in self.done:
            given = self.ready(name, variant)
            person = self.person if given.mechanics.body is self.body else healthy(given.mechanics.body)
            person = apply(person, [parse_change(text) for text in changes], given.mechanics.body)
            found = work(given.mechanics, person, coactivation=coactivation)
            self.done[key] = (found, joint_loads(found, given.frames))
        return self.done[key]

    def both(
        self, name: str, value: Callable[[Work, Loads], float], *, variant: Task | None = None
    ) -> tuple[float, float]:
        """Return value(work, loads) at both levels of co-activation."""
        return tuple(float(value(*self.at(name, coactivation=c, variant=variant))) for c in (0.0, COACTIVATION))

    def pull(self, done: Work, group: str, side: str) -> Array:
        """Return the summed active force of a group, N (T,)."""
        names = done.mechanics.body.names
        which = [names.index(name) for name in group_muscles(done.mechanics.body, group, side)]
        return (done.tension - done.passive)[:, which].sum(axis=1)

    def named(self, done: Work, *names: str) -> Array:
        """Return the summed tension of muscles by the body's names, N (T,)."""
        which = [done.mechanics.body.names.index(name) for name in names]
        return done.tension[:, which].sum(axis=1)


def posture(base: str, **angles: float) -> Task:
    """Return a held posture like one of the library's, with some angles (degrees) set otherwise."""
    given = task(base)
    key = given.keys[0]
    return given.model_copy(update={"keys": (key.model_copy(update={"angles_deg": {**key.angles_deg, **angles}}),)})


def between(first: str, second: str, *, seconds: float = 4.0) -> Task:
    """Return the way from one held posture of the library to another, on the supports of the first."""
    start, end = task(first), task(second)
    keys = (start.keys[0], end.keys[0].model_copy(update={"at": 1.0}))
    return start.model_copy(update={"keys": keys, "duration_s": seconds})


def leaned(base: str, degrees: float) -> Task:
    """Return a held posture with the trunk inclined otherwise, lumbar spine and hips in proportion."""
    given = task(base)
    key = given.keys[0]
    part = degrees / key.lean_deg["torso"]
    angles = {n: v * part if n in {"lumbar_flexion", "hip_flexion"} else v for n, v in key.angles_deg.items()}
    angles["shoulder_elv"] = max(degrees - 10.0, 0.0)
    new = key.model_copy(update={"angles_deg": angles, "lean_deg": {"torso": degrees}})
    return given.model_copy(update={"keys": (new,)})


def pushed(done: Work, extra: Mapping[str, float]) -> Work:
    """Return the same work with more tension (N) on some muscles and nothing else: the effect of a pull alone."""
    tension = done.tension.copy()
    for name, force in extra.items():
        tension[:, done.mechanics.body.names.index(name)] += force
    return replace(done, tension=tension)


def inclination(movement: Movement, body: Body) -> Array:
    """Return how far the trunk is inclined forward, degrees (T,)."""
    from evenpull.body.coordinates import Point  # noqa: PLC0415 - one use

    up = body.states.places(movement.q, [Point(kind="body", name="torso")], movement.at).rotation[:, 0, :, 2]
    return np.rad2deg(np.arctan2(up[:, 0], up[:, 2]))
