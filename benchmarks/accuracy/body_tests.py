"""What the posed tests read on the healthy man and woman, against published means, and what each depends on.

    python benchmarks/accuracy/body_tests.py            norms, sensitivities, largest nuisances
    python benchmarks/accuracy/body_tests.py --short    norms alone

A norm counts when its mean and sd were read in a source or follow from such; it is joined by the protocol that is
posed. `calibration` are the numbers that the fit of the healthy adult was made to (its own file of facts says which),
`held_out` all others, `seen` what led to another pose. z = (predicted - mean) / sd of people. A prediction of the mean
should lie within one sd.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from evenpull.body.calibration import healthy
from evenpull.body.calibration.targets import facts
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.protocols import Battery, Reading, battery_of, predict
from evenpull.body.scaling import scaled
from evenpull.errors import NotConverged
from evenpull.knowledge.load import Catalogue, load

PEOPLE = {"male": (76.0, 1.77), "female": (62.0, 1.64)}
"""Mass in kg and stature in m; the statures are those of the published moments."""
INSIDE_SD = 1.0
SHORTER = 0.05
LEAST = {"deg": 0.3, "cm": 0.2, "Nm": 1.0}
END_TORQUE_CV, CAPSULE_CV, VOLUNTARY_SD = 0.4, 0.3, 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published mean and sd of a test; `per_kg` where it is per mass but the test is not."""

    test: str
    sex: str
    mean: float
    sd: float
    source: str
    role: str
    per_kg: bool = False


BESIDE_THE_CATALOGUE = (
    ("hip_internal_rotation", "male", 35.1, 4.7, "HIPROT_T1", False),
    ("hip_internal_rotation", "female", 42.7, 10.3, "HIPROT_T1", False),
    ("hip_external_rotation", "male", 41.9, 6.6, "HIPROT_T1", False),
    ("hip_external_rotation", "female", 41.1, 6.4, "HIPROT_T1", False),
    ("pelvis_in_toe_touch", "male", 72.0, 4.0, "GAJDOSIKPOST", False),
    ("hip_abduction_strength", "female", 2.07, 0.50, "FEMSOCCER2024", True),
    ("hip_adduction_strength", "female", 2.40, 0.67, "FEMSOCCER2024", True),
)
"""Verified rows of the tables of tests whose protocol is not recorded well enough to be a norm of the catalogue."""
NOT_A_TEST = (
    ("pelvis_in_toe_touch", "male"),
    ("fingertips_to_floor", "male"),
    ("lumbar_flexion", "male"),
)
"""Posed anew after a first pose, weight alone, read 124 deg of pelvis: no evidence for the body, only reported."""


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def fitted(catalogue: Catalogue) -> set[tuple[str, str, str]]:
    """Return test, sex and source of every number of a test that the healthy adult was fitted to."""
    found = set()
    for row in facts()["ranges"]:
        if row["role"] == "calibration":
            plain = row["id"].removesuffix("_female")
            if plain in catalogue.tests or plain in catalogue.aliases.get("tests", {}):
                found.add((catalogue.resolve("tests", plain), row["sex"], row["source"]))
    by_movement = {"hip_abduction": "hip_abduction_strength", "hip_adduction": "hip_adduction_strength"}
    for row in facts()["strength"]:
        name = by_movement.get(row["id"].rpartition("_")[0])
        if name and row["role"] == "calibration":
            found.add((name, row["sex"], row["source"]))
    return found


def published(catalogue: Catalogue) -> Iterator[Published]:
    """Yield every norm of a posed protocol whose mean and sd were read, for adults under 65, then the rows beside."""
    used = fitted(catalogue)
    for name, protocol in catalogue.protocols.items():
        for norm in catalogue.tests[name].norms:
            if norm.protocol != protocol.protocol or not norm.weighs or norm.age[0] >= 65:
                continue
            for sex in ("male", "female") if norm.sex == "any" else (norm.sex,):
                source = norm.mean.source or ""
                role = "calibration" if (name, sex, source) in used else "held_out"
                yield Published(test=name, sex=sex, mean=norm.mean.value, sd=norm.sd.value, source=source, role=role)
    for test, sex, mean, sd, source, per_kg in BESIDE_THE_CATALOGUE:
        role = "calibration" if (test, sex, source) in used else "held_out"
        if (test, sex) in NOT_A_TEST:
            role = "seen"
        yield Published(test=test, sex=sex, mean=mean, sd=sd, source=source, role=role, per_kg=per_kg)


def reading_of(test: str, battery: Battery, parameters: Parameters) -> Reading | None:
    """Return what a test reads on the right, or nothing where it does not end."""
    try:
        return predict(test, "right", battery, parameters)
    except NotConverged:
        return None


def norms(people: dict[str, tuple[Battery, Parameters]], catalogue: Catalogue) -> None:
    """Print predictions beside published means, and how many lie inside."""
    say(f"{'test':34s} {'sex':6s} {'role':11s} {'mean':>7s} {'sd':>6s} {'read':>7s} {'z':>6s}  source")
    zs: dict[str, list[float]] = {}
    for row in published(catalogue):
        battery, parameters = people[row.sex]
        reading = reading_of(row.test, battery, parameters)
        value = np.nan if reading is None else reading.value / (battery.body.states.mass if row.per_kg else 1.0)
        z = (value - row.mean) / row.sd
        zs.setdefault(row.role, []).append(z)
        mark = "does not end" if reading is None else "beyond the usual range" if reading.at_limit else ""
        say(
            f"{row.test:34s} {row.sex:6s} {row.role:11s} {row.mean:7.2f} {row.sd:6.2f} {value:7.2f} {z:6.2f}  "
            f"{row.source} {mark}"
        )
    for role, found in sorted(zs.items()):
        inside = sum(abs(z) <= INSIDE_SD for z in found)
        finite = [z for z in found if np.isfinite(z)]
        say(
            f"{role}: {inside} of {len(found)} within {INSIDE_SD:g} sd, rms z {np.sqrt(np.mean(np.square(finite))):.2f}"
        )


def sensitivities(battery: Battery, parameters: Parameters, catalogue: Catalogue) -> None:
    """Print, for the man, what a group 5 % shorter or weaker does to each test, and one sd of each nuisance."""
    say()
    say("One group 5 % shorter (tests of length) or 5 % weaker (of strength); nuisances: one sd of each.")
    for name in battery.tests:
        reading = reading_of(name, battery, parameters)
        if reading is None:
            say(f"{name:34s} does not end within the movement")
            continue
        strength = catalogue.tests[name].property == "strength"
        rates = reading.by_group("strength" if strength else "length")
        unit = "Nm" if strength else reading.unit[:3].strip("_")
        scale = battery.body.states.mass if reading.unit == "Nm_per_kg" else 1.0
        parts = {f"{side} {group}": np.log(1 - SHORTER) * rate * scale for (side, group), rate in rates.items()}
        shown = sorted((-abs(v), k, v) for k, v in parts.items() if abs(v) >= LEAST.get(unit, 0.3))
        words = ", ".join(f"{k} {v:+.1f}" for _, k, v in shown[:7]) or "none"
        torque, capsule = END_TORQUE_CV * abs(reading.end_torque), CAPSULE_CV * abs(reading.capsule)
        effort = VOLUNTARY_SD * reading.voluntary * scale
        nuisances = f"voluntary {effort:.1f}" if strength else f"end torque {torque:.1f}, capsule {capsule:.1f}"
        say(f"{name:34s} {reading.value * scale:7.1f} {unit:3s} | {words} | {nuisances}")


def main() -> None:
    """Print the tables."""
    catalogue = load()
    body = load_body()
    people: dict[str, tuple[Battery, Parameters]] = {}
    for sex, (mass, height) in PEOPLE.items():
        person = scaled(body, mass_kg=mass, stature_m=height, sex=sex)
        people[sex] = battery_of(person, catalogue), healthy(person, sex=sex)
    norms(people, catalogue)
    if "--short" not in sys.argv[1:]:
        sensitivities(*people["male"], catalogue)


if __name__ == "__main__":
    main()
