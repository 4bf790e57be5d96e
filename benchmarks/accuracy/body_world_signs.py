"""Directional rows: each a way to a yes or no, with the numbers that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from body_world_sizes import l45
from body_world_stage import Stage, posture, pushed
from scipy.stats import spearmanr

from evenpull.body.groups import modelled_posterior_groups
from evenpull.body.loads import joint_loads
from evenpull.body.muscles import tension
from evenpull.body.tasks import Task, task

Answer = tuple[bool, str]
WEAK = "-50%"


def order(stage: Stage) -> Answer:
    """Rank of nine loads at L4/5."""
    published = {
        "lying_supine": 1,
        "sitting_slouched": 2,
        "sitting": 3.5,
        "standing": 3.5,
        "sitting_flexed": 5,
        "standing_flexed": 6.5,
        "hold_load_close": 6.5,
        "squat_lift": 8,
        "stoop_lift": 9,
    }
    found = [l45(*stage.at(name)) for name in published]
    rank = float(spearmanr(found, list(published.values())).statistic)
    return rank >= 0.9, f"rank correlation {rank:.2f} (0.9)"


def carried(stage: Stage) -> Answer:
    """60 kg in two hands against 30 kg in one."""
    two, one = l45(*stage.at("carry_two_hands_heavy")), l45(*stage.at("carry_one_hand"))
    return two < one, f"{two:.0f} N against {one:.0f} N"


def coactive(stage: Stage) -> Answer:
    """Compression with and without co-activation in bending."""
    least, more = (l45(*stage.at("forward_bend", coactivation=c)) for c in (0.0, 0.05))
    return more > least, f"{least:.0f} N to {more:.0f} N"


def trunk_strength(stage: Stage) -> Answer:
    """Greatest extension over flexion moment from 20 degrees back to 50 forward."""
    body, index = stage.body, stage.body.coordinates.index("lumbar_flexion")
    ratio = []
    for degrees in (-20, 50):
        q = body.coordinates.posture({"lumbar_flexion": np.deg2rad(degrees)})[None]
        length, arms = body.states.lengths(q)
        pull = tension(stage.person.muscles, length)
        lever = -arms.block(np.arange(len(body.names)), np.array([index]))[0, :, 0]
        passive = float(lever @ pull.passive[0]) + float(stage.person.capsule.torque(q)[0, index])
        back = -float(np.minimum(lever * pull.active[0], 0).sum()) - passive
        ratio.append(back / (float(np.maximum(lever * pull.active[0], 0).sum()) + passive))
    return ratio[1] > 2 * ratio[0], f"ratio {ratio[0]:.2f} to {ratio[1]:.2f}"


def psoas(stage: Stage) -> Answer:
    """Iliacus flexes the hip alone; psoas presses the spine."""
    done, loads = stage.at("standing")
    body = stage.body
    _, arms = body.paths(done.mechanics.movement.q[0])
    hip, spine = (body.coordinates.index(name) for name in ("hip_flexion_r", "lumbar_flexion"))
    iliacus = arms[body.names.index("iliacus_r")]
    names = [n for n in body.names if n.startswith("psoas") and n.endswith("_r")]
    more = joint_loads(pushed(done, dict.fromkeys(names, 100.0 / len(names))), stage.ready("standing").frames)
    gain = float(more.joints["l4_l5"].compression[0] - loads.joints["l4_l5"].compression[0])
    return bool(iliacus[hip] > 0 and iliacus[spine] == 0 and gain > 0), f"100 N of psoas press L4/5 by {gain:.0f} N"


def raised(base: str, **angles: float) -> Task:
    """Return lying with the right leg off the support."""
    given = posture(base, **angles)
    places = given.supports[0].places
    one_leg = [f"{p}_l" if p in {"heel", "calf", "knee", "shin"} else p for p in places]
    first = given.supports[0].model_copy(update={"places": tuple(one_leg)})
    return given.model_copy(update={"supports": (first, *given.supports[1:])})


def forward_push(stage: Stage, name: str, variant: Task, *changes: str) -> float:
    """Return how hard the femur pushes forward on the pelvis, N, pelvis frame."""
    _, loads = stage.at(name, changes=changes, variant=variant)
    return -float(loads.joints["hip_r"].parent[0, 0])


def weak_gluteals(stage: Stage) -> Answer:
    """Prone hip extension with weak gluteus maximus."""
    variant = raised("lying_prone", hip_flexion_r=-10)
    before, after = (
        forward_push(stage, "prone_extension", variant, *c) for c in ((), (f"right.gluteus_maximus.strength={WEAK}",))
    )
    return after > before, f"{before:.0f} N to {after:.0f} N forward"


def weak_iliopsoas(stage: Stage) -> Answer:
    """Supine hip flexion with weak iliopsoas."""
    variant = raised("lying_supine", hip_flexion_r=20)
    before, after = (
        forward_push(stage, "supine_flexion", variant, *c) for c in ((), (f"right.iliopsoas.strength={WEAK}",))
    )
    return after > before, f"{before:.0f} N to {after:.0f} N forward"


def extension(stage: Stage) -> Answer:
    """Forward force over the hip angle in prone hip extension."""
    found = [
        forward_push(stage, f"prone_{a}", raised("lying_prone", hip_flexion_r=a)) for a in (20.0, 10.0, 0.0, -10.0)
    ]
    rises = all(b > a for a, b in pairwise(found))
    return rises, "20, 10, 0, -10 degrees of flexion: " + ", ".join(f"{f:.0f} N" for f in found)


def takes_over(stage: Stage) -> Answer:
    """Hamstrings and adductor magnus when gluteus maximus is weak, and the force on the front of the hip."""
    variant = raised("lying_prone", hip_flexion_r=-10)
    parts = []
    for changes in ((), (f"right.gluteus_maximus.strength={WEAK}",)):
        done, _ = stage.at("prone_extension", changes=changes, variant=variant)
        magnus = ("addmagdist_r", "addmagisch_r", "addmagmid_r", "addmagprox_r")
        parts.append(float((stage.pull(done, "hamstrings", "right") + stage.named(done, *magnus))[0]))
    pushes = weak_gluteals(stage)
    return parts[1] > parts[0] and pushes[0], f"{parts[0]:.0f} N to {parts[1]:.0f} N; {pushes[1]}"


def seat_off(stage: Stage) -> Answer:
    """Hip force against hip flexion when the seat is left."""
    found, angles = [], []
    given = task("sit_to_stand")
    hip = stage.body.coordinates.index("hip_flexion_r")
    for forward in (-0.04, -0.02, 0.0):
        key = given.keys[1].model_copy(update={"balance": (forward, None)})
        variant = given.model_copy(update={"keys": (given.keys[0], key, given.keys[2])})
        done, loads = stage.at(f"sit_to_stand_{forward}", variant=variant)
        left = done.mechanics.movement.time >= 0.4 * (given.duration_s or 1.0)
        angles.append(float(np.rad2deg(done.mechanics.movement.q[left, hip].max())))
        found.append(float(loads.joints["hip_r"].body_weights[left].max()))
    holds = all(b > a for a, b in pairwise(found)) and angles[0] < angles[-1]
    return holds, ", ".join(f"{a:.0f} deg {f:.2f} BW" for a, f in zip(angles, found, strict=True))


def pull_on_knee(stage: Stage, degrees: float, *names: str) -> float:
    """Return what 100 N on muscles adds to the load that moves the tibia forward, N, at a knee angle."""
    name = f"knee_{degrees:.0f}"
    done, loads = stage.at(name, variant=posture("lying_supine", knee_angle_r=degrees))
    more = joint_loads(pushed(done, dict.fromkeys(names, 100.0 / len(names))), stage.ready(name).frames)
    return float(more.joints["knee_r"].anterior_shear[0] - loads.joints["knee_r"].anterior_shear[0])


def quadriceps(stage: Stage) -> Answer:
    """Quadriceps and gastrocnemius near a straight knee."""
    pulls = [
        pull_on_knee(stage, 10, *names)
        for names in (("vasint_r", "vaslat_r", "vasmed_r", "recfem_r"), ("gasmed_r", "gaslat_r"))
    ]
    return all(p > 0 for p in pulls), f"per 100 N: quadriceps {pulls[0]:+.0f} N, gastrocnemius {pulls[1]:+.0f} N"


def hamstrings(stage: Stage) -> Answer:
    """Hamstrings at 10 and 60 degrees."""
    names = ("bflh_r", "bfsh_r", "semimem_r", "semiten_r")
    near, far = (pull_on_knee(stage, a, *names) for a in (5, 60))
    return near >= 0 > far, f"per 100 N: {near:+.0f} N at 5 degrees, {far:+.0f} N at 60"


def lacking(stage: Stage, *changes: str) -> float:
    """Return the greatest moment that no muscle could do in the recorded walk, N m."""
    done, _ = stage.at("walk", changes=changes)
    return float(np.abs(done.reserve[:, 6:]).max())


def robust(stage: Stage) -> Answer:
    """Walking with weak knee or hip extensors."""
    healthy = lacking(stage)
    found = [
        lacking(stage, f"both.{g}.strength=-30%") for g in ("vasti", "rectus_femoris", "gluteus_maximus", "hamstrings")
    ]
    return max(found) < healthy + 3.0, f"lacking {healthy:.1f} N m, at most {max(found):.1f} when weak"


def sensitive(stage: Stage) -> Answer:
    """Groups whose weakness costs most in walking."""
    done, _ = stage.at("walk")
    base = float(done.effort.mean())
    cost = {}
    for group in modelled_posterior_groups():
        weak, _ = stage.at("walk", changes=[f"both.{group}.strength=-40%"])
        cost[group] = float(weak.effort.mean() - base + 0.5 * ((weak.reserve**2) - done.reserve**2).sum(axis=1).mean())
    top = sorted(cost, key=lambda g: (-cost[g], g))[:3]
    expected = {"soleus", "gastrocnemius", "hip_abductors", "iliopsoas"}
    return set(top) <= expected, "most costly: " + ", ".join(top)


def compensated(stage: Stage) -> Answer:
    """Whether others rise when one group is weak in walking."""
    alone = []
    healthy, _ = stage.at("walk")
    for group in modelled_posterior_groups():
        weak, _ = stage.at("walk", changes=[f"both.{group}.strength=-40%"])
        others = [g for g in modelled_posterior_groups() if g != group]
        gains = [float((stage.pull(weak, g, "both") - stage.pull(healthy, g, "both")).mean()) for g in others]
        if max(gains) <= 1.0:
            alone.append(group)
    return not alone, f"groups that nobody helps: {', '.join(alone) or 'none'}"


SIGNS: dict[str, Callable[[Stage], Answer]] = {
    "VT011": order,
    "VT025": carried,
    "VT030": coactive,
    "VT036": trunk_strength,
    "VT046": psoas,
    "VT067": weak_gluteals,
    "VT068": weak_iliopsoas,
    "VT069": extension,
    "VT074": seat_off,
    "VT075": takes_over,
    "VT093": quadriceps,
    "VT094": hamstrings,
    "VT096": robust,
    "VT097": sensitive,
    "VT098": compensated,
}
