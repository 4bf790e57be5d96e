"""A thousand random bodies settle and work: no MuJoCo warning, and every failure is an error of our own.

Run `python benchmarks/accuracy/body_thousand.py [BODIES]` (1000; a few minutes). Twenty sizes (man and woman, 1.45 to
2.05 m, body mass index 17 to 40) carry the bodies in turn; each has one to four changes of length, strength, tone or
stiffness anywhere in what a change may be, a stance with a random ground where feet bear, and every fifth does a task
of the library. Criteria, set before the run: no warning of MuJoCo, no exception but an `EvenpullError`, no number
that is none. How many bodies are refused, by the first word of the message, is reported and has no criterion.
"""

from __future__ import annotations

import os
import sys
from collections import Counter

os.environ.setdefault("OMP_NUM_THREADS", "1")

import mujoco
import numpy as np

from evenpull.body.calibration import healthy
from evenpull.body.changes import Change, apply
from evenpull.body.changes.change import PROPERTIES, RANGES
from evenpull.body.effort import mechanics, work
from evenpull.body.groups import modelled_posterior_groups
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.scaling import scaled
from evenpull.body.settle import Ground, settle
from evenpull.body.tasks import perform, tasks
from evenpull.errors import EvenpullError

BODIES, SIZES, SEED = 1000, 20, 20
TASK_EVERY, FRAMES = 5, 7
STANCES = ("both_feet", "both_feet", "left_foot", "right_foot", "sitting", "lying")
LEAST_SHARE, MOST_SHARE = -0.9, 1.0
"""Changes are drawn within these too: a tone of ten times is rare and hides the rest."""


def size(rng: np.random.Generator, base: Body) -> tuple[Body, Parameters]:
    """Return a body of random size with its healthy parameters."""
    sex = ("male", "female")[int(rng.integers(2))]
    stature = float(rng.uniform(1.45, 2.05))
    mass = float(rng.uniform(17.0, 40.0)) * stature**2
    body = scaled(base, mass_kg=mass, stature_m=stature, sex=sex)  # type: ignore[arg-type]
    return body, healthy(body, sex=sex)  # type: ignore[arg-type]


def changed(rng: np.random.Generator, body: Body, start: Parameters) -> Parameters:
    """Return a body's parameters after one to four random changes."""
    groups, out = modelled_posterior_groups(), []
    for _ in range(int(rng.integers(1, 5))):
        name = PROPERTIES[int(rng.integers(len(PROPERTIES)))]
        low, high = RANGES[name]
        share = float(rng.uniform(max(low, LEAST_SHARE), min(high, MOST_SHARE)))
        side = ("left", "right", "both")[int(rng.integers(3))]
        group = groups[int(rng.integers(len(groups)))]
        out.append(Change(side=side, group=group, property=name, log=float(np.log1p(share))))  # type: ignore[arg-type]
    return apply(start, out, body)


def ground(rng: np.random.Generator) -> Ground:
    """Return lifts and wedges, or level ground half of the time."""
    if rng.random() < 0.5:
        return Ground()
    lift, wedge = rng.uniform(0, 0.03), np.deg2rad(rng.uniform(-15, 15))
    return Ground(lift_left_m=float(lift), wedge_right_rad=float(wedge))


def one(rng: np.random.Generator, number: int, body: Body, start: Parameters) -> str:
    """Settle one body, and let it work where its turn has come; return what came of it."""
    stance = STANCES[int(rng.integers(len(STANCES)))]
    under = ground(rng) if stance.endswith(("feet", "foot")) else Ground()
    try:
        person = changed(rng, body, start)
        if number % TASK_EVERY == 0:
            name = sorted(tasks())[int(rng.integers(len(tasks())))]
            done = work(mechanics(body, perform(body, name, frames=FRAMES)), person)
            return "worked" if np.isfinite(done.tension).all() else "NO NUMBER"
        found = settle(body, person, healthy=start, stance=stance, ground=under)
    except EvenpullError as fault:
        return f"refused: {type(fault).__name__} {fault.message.split(':')[0][:40]}"
    except Exception as fault:
        return f"NOT OURS: {type(fault).__name__}"
    return "settled" if np.isfinite(found.q).all() and found.least_eigenvalue > 0 else "NO NUMBER"


def main() -> None:
    """Print how many came to what, and leave with 1 when a criterion is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BODIES
    rng, warnings = np.random.default_rng(SEED), []
    mujoco.set_mju_user_warning(warnings.append)
    base = load_body()
    bodies = [size(rng, base) for _ in range(min(SIZES, count))]
    came = Counter(one(rng, i, *bodies[i % len(bodies)]) for i in range(count))
    for what, number in came.most_common():
        print(f"  {number:5}  {what}")
    ours = [what for what in came if "MuJoCo" in what or what.startswith("refused: ComputeError")]
    bad = len(warnings) + sum(came[what] for what in came if what.startswith(("NOT", "NO "))) + len(ours)
    print(f"{count} bodies, {len(bodies)} sizes: {len(warnings)} warnings of MuJoCo, {bad} breaches of the criteria")
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
