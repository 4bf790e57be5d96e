"""A leg that is not Evenpull's: published slopes of passive moments, other weights and spreads; readings in sds.

Each end angle is where the exponential term of the passive moment that stops the motion reaches the person's end
torque. A muscle shorter by x healthy sds shifts its part of that term by x 2 % of path / moment arm. Only the slopes
have a source: Riener and Edrich 1999 (J Biomech 32:539), read in a public transcription of their equations. Paths,
moment arms, weights, end torques, base rates and spreads are recalled or default, chosen other than in inference.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LENGTH_SD = 0.02
ARM_SPREAD = 0.15
TOLERANCE_SD = 0.35
TEST_TOLERANCE_SD = 0.15
TAIL_DF = 4.0
GENERAL, GROUP, SIDE = 0.30, 0.58, 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is true of these people and of how they are read, and not believed by the inference.

    Args:
        deviants: Share of people who truly deviate in a group, by one sd or two.
        tail_df: Degrees of freedom of the t that people and joints vary by; infinity: normal.
        arm_spread: Spread of ln moment arm.
        norm_bias_sd: How far a norm's mean lies off, in healthy true sds.
        gross: Share of readings with five times the error.
    """

    deviants: float = 0.2
    tail_df: float = TAIL_DF
    arm_spread: float = ARM_SPREAD
    norm_bias_sd: float = 0.2
    gross: float = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAngle:
    """One test of range: slope of its exponential term (1/deg), and path/arm ratio and weight of each group."""

    slope: float
    groups: tuple[tuple[str, float, float], ...]
    joint_sd_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """One test of strength: weight of each group in ln torque, sd of what is no muscle (effort, skill, mass)."""

    groups: tuple[tuple[str, float], ...]
    other_sd: float


RANGES: dict[str, EndAngle] = {
    "modified_thomas": EndAngle(
        slope=0.0750,
        groups=(("iliopsoas", 0.26 / 0.040, 0.55), ("rectus_femoris", 0.42 / 0.045, 0.15)),
        joint_sd_deg=3.0,
    ),
    "straight_leg_raise": EndAngle(
        slope=0.0305,
        groups=(("hamstrings", 0.40 / 0.060, 0.75), ("gluteus_maximus", 0.27 / 0.05, 0.1)),
        joint_sd_deg=4.0,
    ),
    "passive_knee_extension": EndAngle(slope=0.0352, groups=(("hamstrings", 0.40 / 0.040, 0.8),), joint_sd_deg=4.0),
    "prone_knee_bend": EndAngle(
        slope=0.0495, groups=(("rectus_femoris", 0.42 / 0.045, 0.45), ("vasti", 0.22 / 0.045, 0.2)), joint_sd_deg=4.0
    ),
    "ankle_dorsiflexion_straight": EndAngle(
        slope=0.0843, groups=(("gastrocnemius", 0.45 / 0.050, 0.5), ("soleus", 0.30 / 0.050, 0.3)), joint_sd_deg=2.5
    ),
    "lunge_distance": EndAngle(
        slope=0.0843, groups=(("soleus", 0.30 / 0.050, 0.7), ("tibialis_posterior", 0.34 / 0.02, 0.1)), joint_sd_deg=3.0
    ),
}
EFFORTS: dict[str, Effort] = {
    "knee_extension_strength": Effort(groups=(("vasti", 0.8), ("rectus_femoris", 0.2)), other_sd=0.14),
    "knee_flexion_strength": Effort(groups=(("hamstrings", 0.8), ("gastrocnemius", 0.2)), other_sd=0.14),
    "heel_raise_single": Effort(groups=(("gastrocnemius", 0.5), ("soleus", 0.5)), other_sd=0.25),
    "single_leg_bridge": Effort(groups=(("gluteus_maximus", 0.45), ("hamstrings", 0.35)), other_sd=0.25),
    "back_extensor_hold": Effort(groups=(("lumbar_erector_spinae", 0.7), ("gluteus_maximus", 0.2)), other_sd=0.25),
}
STRENGTH_SD = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """People: truth by group and property, reading by test, each (people, 2 sides) healthy sds; higher is better."""

    truth: dict[tuple[str, str], Array]
    reading: dict[str, Array]
    sits: NDArray[np.bool_]
    knee_in: NDArray[np.bool_]


def crowd(rng: np.random.Generator, *, people: int, deviations: bool, world: World | None = None) -> Crowd:
    """Return people with their true readings, standardised to the healthy crowd of this same body.

    Args:
        rng: Seeded.
        people: How many.
        deviations: Whether some truly deviate (a fifth of people in each group, by one sd or two).
        world: How they differ from what is believed.
    """
    world = world or World()
    truth, sits = _truth(rng, people, world, deviations=deviations)
    healthy, _ = _truth(np.random.default_rng(99), 4000, world, deviations=False)
    typical = _readings(np.random.default_rng(98), healthy, 4000, world)
    found = _readings(rng, truth, people, world)
    reading = {name: (value - typical[name].mean()) / typical[name].std() for name, value in found.items()}
    chance = 0.25 + 0.10 * np.clip(-truth["soleus", "length"], -2, 2)
    return Crowd(truth=truth, reading=reading, sits=sits, knee_in=rng.random((people, 2)) < chance)


def groups() -> tuple[str, ...]:
    """Return the groups that the leg has, sorted."""
    named = {g for test in RANGES.values() for g, _, _ in test.groups}
    return tuple(sorted(named | {g for effort in EFFORTS.values() for g, _ in effort.groups}))


def _tailed(rng: np.random.Generator, shape: tuple[int, ...], df: float) -> Array:
    if np.isinf(df):
        return rng.normal(size=shape)
    return rng.standard_t(df, shape) / np.sqrt(df / (df - 2.0))


def _truth(
    rng: np.random.Generator, people: int, world: World, *, deviations: bool
) -> tuple[dict[tuple[str, str], Array], NDArray[np.bool_]]:
    sits = rng.random(people) < 0.3
    truth: dict[tuple[str, str], Array] = {}
    for prop in ("length", "strength"):
        general = np.sqrt(GENERAL) * _tailed(rng, (people, 1), world.tail_df)
        for group in groups():
            own = np.sqrt(GROUP) * _tailed(rng, (people, 1), world.tail_df)
            own = own + np.sqrt(SIDE) * _tailed(rng, (people, 2), world.tail_df)
            value = general + own
            if deviations:
                amount = rng.choice([1.0, 2.0], size=(people, 1))
                value = value - np.where(rng.random((people, 1)) < world.deviants, amount, 0.0)
            truth[group, prop] = value
    if deviations:
        truth["iliopsoas", "length"] = truth["iliopsoas", "length"] - 0.4 * sits[:, None]
    return truth, sits if deviations else np.zeros(people, dtype=np.bool_)


def _readings(
    rng: np.random.Generator, truth: dict[tuple[str, str], Array], people: int, world: World
) -> dict[str, Array]:
    found: dict[str, Array] = {}
    tolerance = rng.normal(0.0, TOLERANCE_SD, (people, 1))
    effort = rng.normal(0.0, 0.06, (people, 1))
    for name, test in RANGES.items():
        ln_torque = tolerance + rng.normal(0.0, TEST_TOLERANCE_SD, (people, 1)) + rng.normal(0.0, 0.05, (people, 2))
        angle = ln_torque / test.slope * 0.5 + test.joint_sd_deg * _tailed(rng, (people, 2), world.tail_df)
        for group, ratio, weight in test.groups:
            arm = np.exp(rng.normal(0.0, world.arm_spread, (people, 1)))
            angle = angle + np.degrees(weight * LENGTH_SD * ratio / arm) * truth[group, "length"]
        found[name] = angle
    for name, test in EFFORTS.items():
        skill, side = (_tailed(rng, (people, sides), world.tail_df) for sides in (1, 2))
        ln = effort + test.other_sd * (0.8 * skill + 0.6 * side)
        for group, weight in test.groups:
            ln = ln + STRENGTH_SD * weight * truth[group, "strength"]
        found[name] = ln
    return found
