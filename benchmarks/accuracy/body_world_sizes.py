"""Numeric rows: each a way to get the number from the body, with the published range beside it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from body_world_stage import Size, Stage, between, inclination, leaned, posture

from evenpull.body.effort import Work
from evenpull.body.loads import Loads

DISC_AREA_M2 = 1.8e-3
"""Area of the L4/5 disc of the man of 70 kg. Source: Wilke 1999 as quoted by modelling papers, 18 cm^2 (recalled)."""
PRESSURE_OVER_STRESS = 1.5
"""Pressure in the nucleus over force per area. Source: Nachemson (recalled)."""
STANDING_BENT_DEG = 36.0
"""Trunk inclination in the row of bent standing. Source: Wilke 2001 as quoted by modelling papers (recalled). The
library's own posture, 70 degrees, is a deep bend and is not that of the measurement."""
VBR_BEND_DEG = 53.0
"""Greatest inclination of the implant study. Source: VT019."""


def l45(done: Work, loads: Loads) -> float:
    """Return the greatest compression at L4/5, N."""
    return float(loads.joints["l4_l5"].compression.max())


def ratio(name: str, low: float, high: float, *, lean: float | None = None) -> Callable[[Stage], Size]:
    """Return the way to a ratio of L4/5 compression to plain standing."""

    def way(stage: Stage) -> Size:
        variant = leaned(name, lean) if lean else None
        found = stage.both(name if variant is None else f"{name}_{lean}", l45, variant=variant)
        stand = stage.both("standing", l45)
        return Size(least=found[0] / stand[0], more=found[1] / stand[1], low=low, high=high, unit="x standing")

    return way


def percent(name: str, low: float, high: float, **angles: float) -> Callable[[Stage], Size]:
    """Return the way to a change of L4/5 compression against plain standing, in percent."""

    def way(stage: Stage) -> Size:
        variant = posture(name, **angles) if angles else None
        found = stage.both(name if variant is None else f"{name}_turned", l45, variant=variant)
        stand = stage.both("standing", l45)
        parts = [100 * (a / b - 1) for a, b in zip(found, stand, strict=True)]
        return Size(least=parts[0], more=parts[1], low=low, high=high, unit="% against standing")

    return way


def peak(name: str, joint: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to the greatest force of a joint in percent of body weight."""

    def way(stage: Stage) -> Size:
        least, more = stage.both(name, lambda done, loads: 100 * loads.joints[joint].body_weights.max())
        return Size(least=least, more=more, low=low, high=high, unit="% BW")

    return way


def rise(start: str, name: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to the rise of L2/3 compression while the trunk bends to 53 degrees, N."""

    def way(stage: Stage) -> Size:
        variant = between("sitting", "sitting_flexed") if start == "sitting" else None
        bent = inclination(stage.ready(name, variant).mechanics.movement, stage.body) <= VBR_BEND_DEG
        least, more = stage.both(
            name, lambda d, loads: np.ptp(loads.joints["l2_l3"].compression[bent]), variant=variant
        )
        return Size(least=least, more=more, low=low, high=high, unit="N")

    return way


def plateau(stage: Stage) -> Size:
    """Inclination at which L2/3 compression reaches 95 % of its greatest value up to 53 degrees."""
    lean = inclination(stage.ready("forward_bend").mechanics.movement, stage.body)
    half = slice(0, len(lean) // 2 + 1)

    def at(done: Work, loads: Loads) -> float:
        force = loads.joints["l2_l3"].compression[half]
        keep = lean[half] <= VBR_BEND_DEG
        return float(lean[half][keep][np.argmax(force[keep] >= 0.95 * force[keep].max())])

    least, more = stage.both("forward_bend", at)
    return Size(least=least, more=more, low=23, high=43, unit="deg")


def lordosis(stage: Stage) -> Size:
    """Rise of L2/3 compression when the lumbar spine has flexed by 15 degrees."""
    movement = stage.ready("forward_bend").mechanics.movement
    flexion = np.rad2deg(movement.q[:, stage.body.coordinates.index("lumbar_flexion")])
    at = int(np.argmax(flexion >= flexion[0] + 15.0))
    least, more = stage.both("forward_bend", lambda d, loads: np.ptp(loads.joints["l2_l3"].compression[[0, at]]))
    return Size(least=least, more=more, low=285 * 0.6, high=285 * 1.4, unit="N")


def one_hand(stage: Stage) -> Size:
    """Rise of L2/3 compression when 30 N are held before the body."""
    lifted = stage.both("reach_forward", lambda d, loads: loads.joints["l2_l3"].compression[0])
    stand = stage.both("standing", lambda d, loads: loads.joints["l2_l3"].compression[0])
    return Size(least=lifted[0] - stand[0], more=lifted[1] - stand[1], low=190 * 0.6, high=190 * 1.4, unit="N")


def newtons(name: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to L4/5 compression, N."""

    def way(stage: Stage) -> Size:
        least, more = stage.both(name, l45)
        return Size(least=least, more=more, low=low, high=high, unit="N")

    return way


def pressure(stage: Stage) -> Size:
    """L4/5 disc pressure in standing."""
    least, more = (PRESSURE_OVER_STRESS * f / DISC_AREA_M2 * 1e-6 for f in stage.both("standing", l45))
    return Size(least=least, more=more, low=0.25, high=0.75, unit="MPa")


def relaxed(stage: Stage) -> Size:
    """Erector force in the deepest bend over its peak on the way."""

    def part(done: Work, loads: Loads) -> float:
        force = stage.pull(done, "lumbar_erector_spinae", "both")
        return float(force[len(force) // 2] / force.max())

    least, more = stage.both("forward_bend", part)
    return Size(least=least, more=more, low=0.0, high=0.10, unit="of the peak")


def onset(name: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to the share of bending at which the erector's active force falls under a tenth of its peak."""

    def way(stage: Stage) -> Size:
        variant = between("sitting", "sitting_flexed") if name != "forward_bend" else None
        lean = inclination(stage.ready(name, variant).mechanics.movement, stage.body)
        end = int(np.argmax(lean)) + 1

        def part(done: Work, loads: Loads) -> float:
            force = stage.pull(done, "lumbar_erector_spinae", "both")[:end]
            top = int(np.argmax(force))
            quiet = np.flatnonzero(force[top:] < 0.1 * force.max())
            if not len(quiet):
                return float("inf")
            return float(100 * (lean[top + quiet[0]] - lean[0]) / (lean[end - 1] - lean[0]))

        least, more = stage.both(name, part, variant=variant)
        return Size(least=least, more=more, low=low, high=high, unit="% of the bend")

    return way


def achilles(stage: Stage) -> Size:
    """Achilles force over the load of the foot in plain standing."""

    def part(done: Work, loads: Loads) -> float:
        foot = done.support_force()
        return float(
            (stage.named(done, "soleus_r", "gasmed_r", "gaslat_r") / (foot["foot_r"] + foot["toes_r"])[:, 2])[0] * 100
        )

    least, more = stage.both("standing", part)
    return Size(least=least, more=more, low=55, high=95, unit="% of the foot's load")


def split(stage: Stage) -> Size:
    """Gluteus medius and minimus among all abductors in single-leg stance."""
    gluteal = [f"gl{m}{i}_r" for m in ("med", "min") for i in (1, 2, 3)]

    def part(done: Work, loads: Loads) -> float:
        own = stage.named(done, *gluteal)
        return float(100 * (own / (own + stage.named(done, "tfl_r", "glmax1_r")))[0])

    least, more = stage.both("single_leg_stance", part)
    return Size(least=least, more=more, low=55, high=85, unit="%")


def contracture(stage: Stage) -> Size:
    """Hip force with hips that stay flexed by 30 degrees, over plain standing."""
    variant = posture("standing", hip_flexion=30, lumbar_flexion=-20, knee_angle=0)
    key = variant.keys[0].model_copy(update={"lean_deg": {}, "adjust_deg": {"ankle_angle": 10, "knee_angle": 10}})
    variant = variant.model_copy(update={"keys": (key,)})
    bent = stage.both("contracture", lambda d, loads: loads.joints["hip_r"].size[0], variant=variant)
    stand = stage.both("standing", lambda d, loads: loads.joints["hip_r"].size[0])
    return Size(least=bent[0] / stand[0], more=bent[1] / stand[1], low=1.85, high=2.85, unit="x standing")


def block(stage: Stage) -> Size:
    """What single-leg stance lacks at the hip after 52 % of abductor strength is gone: under 3 N m means no drop."""
    done, _ = stage.at("single_leg_stance", changes=["right.hip_abductors.strength=-52%"])
    at = 6 + stage.body.coordinates.index("hip_adduction_r")
    lack = float(np.abs(done.reserve[:, at]).max())
    return Size(least=lack, more=lack, low=0.0, high=3.0, unit="N m that no muscle could do")


def shear(stage: Stage) -> Size:
    """Shear over axial force of the knee when the force is greatest, median over daily activities."""
    out = []
    for level in (0.0, 0.05):
        parts = []
        for name in ("standing", "single_leg_stance", "squat", "sit_to_stand", "step_up", "step_down", "walk"):
            knee = stage.at(name, coactivation=level)[1].joints["knee_r"]
            top = int(np.argmax(knee.size))
            parts.append(float(np.hypot(*knee.child[top, :2]) / abs(knee.child[top, 2])))
        out.append(float(np.median(parts)))
    return Size(least=out[0], more=out[1], low=0.05, high=0.10, unit="of the axial force")


def patella(stage: Stage) -> Size:
    """Number of the three activities (walk, up, down) whose patellofemoral force is within one sd."""
    ranges = {"walk": (0.5, 1.3), "step_up": (2.5, 3.9), "step_down": (2.3, 3.3)}
    out = []
    for level in (0.0, 0.05):
        found = {n: stage.at(n, coactivation=level)[1].joints["patellofemoral_r"].body_weights.max() for n in ranges}
        out.append(float(sum(low <= found[n] <= high for n, (low, high) in ranges.items())))
    return Size(least=out[0], more=out[1], low=3, high=3, unit="of three activities")


def times(name: str, joint: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to the greatest force of a joint in body weights."""

    def way(stage: Stage) -> Size:
        least, more = stage.both(name, lambda done, loads: loads.joints[joint].body_weights.max())
        return Size(least=least, more=more, low=low, high=high, unit="BW")

    return way


SIZES: dict[str, Callable[[Stage], Size]] = {
    "VT001": pressure,
    "VT002": ratio("lying_prone", 0.10, 0.30),
    "VT004": ratio("sitting", 0.80, 1.40),
    "VT005": ratio("sitting_slouched", 0.45, 0.75),
    "VT006": ratio("sitting_flexed", 1.3, 2.0),
    "VT007": ratio("standing_flexed", 1.8, 2.6, lean=STANDING_BENT_DEG),
    "VT008": ratio("stoop_lift", 3.8, 5.4),
    "VT009": ratio("squat_lift", 2.8, 4.0),
    "VT010": ratio("hold_load_close", 1.8, 2.6),
    "VT013": percent("sitting_reclined", -80, -50),
    "VT014": percent("sitting", -20, 60),
    "VT015": percent("stoop_lift", 100, np.inf),
    "VT016": percent("standing_flexed", 300, 500, lumbar_rotation=20),
    "VT017": rise("standing", "forward_bend", 330 * 0.65, 330 * 1.35),
    "VT018": rise("sitting", "sitting_bend", 200 * 0.65, 200 * 1.35),
    "VT019": plateau,
    "VT020": lordosis,
    "VT021": one_hand,
    "VT023": newtons("carry_one_hand", 2100, 3500),
    "VT024": newtons("carry_two_hands", 1177, 1963),
    "VT031": relaxed,
    "VT032": onset("forward_bend", 70, 90),
    "VT033": onset("sitting_bend", 37, 67),
    "VT055": achilles,
    "VT056": peak("walk", "hip_r", 200, 300),
    "VT057": peak("single_leg_stance", "hip_r", 200, 290),
    "VT058": peak("step_up", "hip_r", 211, 291),
    "VT059": peak("step_down", "hip_r", 220, 300),
    "VT065": times("single_leg_stance", "hip_r", 2.0, 3.0),
    "VT066": split,
    "VT073": contracture,
    "VT076": block,
    "VT082": peak("walk", "knee_r", 221, 301),
    "VT083": peak("step_up", "knee_r", 271, 361),
    "VT084": peak("step_down", "knee_r", 296, 396),
    "VT085": peak("single_leg_stance", "knee_r", 219, 299),
    "VT086": peak("squat", "knee_r", 213, 293),
    "VT087": peak("sit_to_stand", "knee_r", 206, 286),
    "VT088": peak("standing", "knee_r", 87, 127),
    "VT089": shear,
    "VT090": times("squat_deep", "knee_r", 2.1, 3.1),
    "VT091": times("squat_deep", "patellofemoral_r", 2.7, 4.1),
    "VT092": patella,
}
