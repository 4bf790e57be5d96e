"""What can be resolved from what: prior predictive check, posterior over prior sd, and coverage when the model is
wrong.

    python benchmarks/accuracy/infer_resolution.py [--picture FILE.svg]

Prior predictive: 2,000 people from the prior with every nuisance and error; their readings against published spreads.
Resolution: posterior over prior sd of each group for each battery. Coverage: 80 % intervals where a battery says
something (posterior below 0.95 of prior sd), when the readings come from other shares than the model's, and when end
torque, stiffness and capsule vary 0.7 and 1.3 times as much as believed. Gate, set before the run: at least 8 groups'
length and 8 groups' strength below 0.8 with everything; coverage above 70 % under every generator. Posture carries no
weight and claims none of muscles, so that the tug of war's stiffness K moves no number here.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from math import sqrt
from pathlib import Path

import numpy as np

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES
from evenpull.infer.likelihood import LIKELIHOODS
from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.numbers import RESOLUTION
from evenpull.infer.prior import Prior, prior_for
from evenpull.infer.rows import Row, Setting
from evenpull.infer.solve import assemble, solve
from evenpull.infer.unknowns import PROPERTIES
from evenpull.knowledge import Catalogue, load
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.norms import reference
from evenpull.measure.records import Measurement
from evenpull.measure.units import error_in_unit

PEOPLE, SEED = 2000, 5
MODELS = ("catalogue", "body", "both")
LEAST_GROUPS, LEAST_COVERAGE, IDENTIFIED = 8, 0.70, 0.95
WIDER = (0.7, 1.3)
INTERVAL_80 = 1.2816
HOME_TEN = (
    "modified_thomas",
    "active_knee_extension",
    "lunge_distance",
    "heel_raise_single",
    "single_leg_bridge",
    "chair_stand_30s",
    "side_bridge",
    "front_plank",
    "neck_nod",
    "trunk_side_bend",
)
BATTERIES = ("questions", "+ photos", "+ movement", "+ length tests", "+ strength tests", "home ten", "everything")


def someone(sex: str = "male") -> Person:
    """Return an adult whom most norms fit."""
    about = {"sex": sex, "age_years": 30, "height_cm": 180, "mass_kg": 80}
    return Person.model_validate({"person": about, "start": "2027-03-01"})


def planned(test: Test, person: Person) -> list[Measurement]:
    """Return one reading of each side of a test at its healthy mean."""
    norm = next((n for n in test.norms if n.weighs and n.sex in {person.person.sex, "any"}), None)
    value = norm.mean.value if norm else sum(test.possible) / 2.0
    method = norm.methods[0] if norm and norm.methods else "default"
    sd = error_in_unit(test, method, value, mass_kg=person.person.mass_kg)
    sides = SIDES if test.sides == "each" else (None,)
    return [
        Measurement(
            id=f"test.{test.id}.{side}",
            kind="test",
            metric=test.id,
            side=side,
            value=value,
            sd=sd,
            unit=norm.unit if norm else test.unit,
            method=method,
            protocol=norm.protocol if norm else test.protocol,
            session="today",
        )
        for side in sides
    ]


def signs(catalogue: Catalogue, kind: str) -> list[Measurement]:
    """Return every question answered, every metric read from one photo, or every fault looked for, both sides."""
    found: list[Measurement] = []
    if kind == "answer":
        shown = [(q.id, False, max(o.level for o in q.options), 0.0, "level") for q in catalogue.questions.values()]
    elif kind == "posture":
        read = [m for m in catalogue.posture_metrics.values() if m.mean is not None and m.sd is not None]
        shown = [(m.id, False, m.mean.value + m.sd.value, 0.3 * m.sd.value, m.unit) for m in read if m.mean and m.sd]
    else:
        shown = [(f.id, f.sided, 2.0, f.reliability.value, "level") for f in catalogue.compensations.values()]
    for name, sided, value, sd, unit in shown:
        for side in SIDES if sided else (None,):
            fields = {"metric": name, "side": side, "value": value, "sd": sd, "unit": unit, "session": kind}
            found.append(Measurement(id=f"{kind}.{name}.{side}", kind=kind, method="by_eye", **fields))
    return found


def batteries(catalogue: Catalogue, person: Person) -> dict[str, list[Measurement]]:
    """Return each battery's measurements; the first five add up."""
    by_kind = {"length": [], "strength": []}  # type: dict[str, list[Measurement]]
    for _, test in sorted(catalogue.tests.items()):
        by_kind["length" if test.property == "length" else "strength"] += planned(test, person)
    asked, photos, looked = (signs(catalogue, kind) for kind in ("answer", "posture", "observed"))
    steps = (asked, photos, looked, by_kind["length"], by_kind["strength"])
    found: dict[str, list[Measurement]] = {}
    so_far: list[Measurement] = []
    for name, step in zip(BATTERIES, steps, strict=False):
        so_far = [*so_far, *step]
        found[name] = so_far
    found["home ten"] = [each for name in HOME_TEN for each in planned(catalogue.tests[name], person)]
    found["everything"] = so_far
    return found


def rows_for(measurements: Iterable[Measurement], person: Person, catalogue: Catalogue, shares: str) -> list[Row]:
    """Return the rows of measurements under one choice of shares."""
    given = list(measurements)
    setting = Setting(catalogue=catalogue, prior=prior_for(given, catalogue), person=person, shares=shares)  # type: ignore[arg-type]
    return [row for likelihood in LIKELIHOODS for row in likelihood.rows(given, setting=setting)]


def wider(rows: list[Row], factor: float) -> list[Row]:
    """Return rows whose nuisances vary otherwise than believed, with the muscles' part of the variance giving way."""
    found = []
    for row in rows:
        other = sum(load**2 for name, load in row.nuisances if name.startswith("nuisance."))
        left = max(1.0 - factor**2 * min(other, 1.0), 0.02) / max(1.0 - min(other, 1.0), 0.02)
        nuisances = tuple((n, (factor if n.startswith("nuisance.") else 1.0) * v) for n, v in row.nuisances)
        loads = tuple((unknown, load * sqrt(left)) for unknown, load in row.loads)
        found.append(replace(row, nuisances=nuisances, loads=loads))
    return found


def coverage(prior: Prior, model: list[Row], truth: list[Row]) -> tuple[float, float]:
    """Return the share of true values inside 80 % intervals over identified marginals, and the worst marginal's."""
    rng = np.random.default_rng(SEED)
    posterior, world = solve(prior, model), assemble(prior, truth)
    noise = np.linalg.cholesky(world.N + 1e-12 * np.eye(len(world.N)))
    root = np.linalg.cholesky(prior.covariance + 1e-12 * np.eye(len(prior.index)))
    unknown = prior.mean + rng.normal(size=(PEOPLE, len(prior.index))) @ root.T
    readings = unknown @ world.H.T + rng.normal(size=(PEOPLE, len(model))) @ noise.T
    mean = prior.mean + (readings - posterior.system.H @ prior.mean) @ posterior.gain.T
    told = posterior.sd < IDENTIFIED * np.sqrt(np.diag(prior.covariance))
    inside = (np.abs(unknown - mean) <= INTERVAL_80 * posterior.sd)[:, told].mean(axis=0)
    return float(inside.mean()), float(inside.min())


def prior_predictive(catalogue: Catalogue, person: Person, shares: str) -> list[tuple[str, float, float]]:
    """Return each normed test with the share of people drawn below the published 10th and above the 90th centile."""
    found = []
    rng = np.random.default_rng(SEED)
    for _, test in sorted(catalogue.tests.items()):
        given = planned(test, person)[:1]
        rows = rows_for(given, person, catalogue, shares)
        about = person.person
        norm = reference(test, sex=about.sex, age_years=30, method=given[0].method, protocol=given[0].protocol)
        typical = reference_for(given[0], test, about)
        if not rows or norm is None or typical is None or len(rows[0].sources) > 1:
            continue
        prior = prior_for(given, catalogue)
        system = assemble(prior, rows[:1])
        sd = sqrt(float((system.H @ prior.covariance @ system.H.T + system.N)[0, 0])) * typical.true_sd
        drawn = typical.mean + sd * rng.normal(size=PEOPLE)
        cut = 1.2816 * norm.sd
        found.append((test.id, float((drawn < norm.mean - cut).mean()), float((drawn > norm.mean + cut).mean())))
    return found


def ratios(prior: Prior, rows: list[Row]) -> np.ndarray:
    """Return posterior over prior sd of each unknown, the mean of both sides."""
    ratio = solve(prior, rows).sd / np.sqrt(np.diag(prior.covariance))
    return ratio.reshape(-1, 2).mean(axis=1)


def print_table(table: dict[str, np.ndarray], prior: Prior) -> None:
    """Print posterior over prior sd by group and battery."""
    unknowns = prior.index.unknowns[::2]
    sys.stdout.write(f"{'':32s}" + "".join(f"{name:>17s}" for name in table) + "\n")
    for place, unknown in enumerate(unknowns):
        cells = "".join(f"{column[place]:17.2f}" for column in table.values())
        sys.stdout.write(f"{unknown.muscle + ' ' + unknown.property:32s}{cells}\n")


def resolved(column: np.ndarray, prior: Prior, prop: str) -> int:
    """Return how many groups of a property lie below the resolution that a call needs."""
    unknowns = prior.index.unknowns[::2]
    return sum(u.property == prop and bool(r < RESOLUTION) for u, r in zip(unknowns, column, strict=True))


def picture(table: dict[str, np.ndarray], prior: Prior, file: Path) -> None:
    """Draw the table as squares: the darker, the more is known; a line round those below the limit of a call."""
    unknowns = prior.index.unknowns[::2]
    cells = []
    for x, (name, column) in enumerate(table.items()):
        cells.append(f'<text transform="translate({218 + 40 * x},92) rotate(-50)">{name}</text>')
        for y, (unknown, ratio) in enumerate(zip(unknowns, column, strict=True)):
            shade = round(255 - 190 * (1.0 - ratio))
            edge = "#000" if ratio < RESOLUTION else "none"
            if x == 0:
                words = f"{unknown.muscle.replace('_', ' ')}, {unknown.property}"
                cells.append(f'<text x="4" y="{112 + 16 * y}">{words}</text>')
            cells.append(
                f'<rect x="{200 + 40 * x}" y="{101 + 16 * y}" width="36" height="13" stroke="{edge}" '
                f'fill="rgb({shade},{shade},255)"/><text x="{206 + 40 * x}" y="{112 + 16 * y}">{ratio:.2f}</text>'
            )
    size = f'width="{220 + 40 * len(table) + 60}" height="{110 + 16 * len(unknowns)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="10">'
    file.write_text(head + "".join(cells) + "</svg>\n", encoding="utf-8")


def main() -> None:
    """Print the three studies under each choice of shares; exit with 1 when the shipped choice misses the gate."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--picture", type=Path)
    given = asked.parse_args()
    catalogue, person = load(), someone()
    sets = batteries(catalogue, person)
    every = {name: rows_for(sets["everything"], person, catalogue, name) for name in MODELS}
    prior = prior_for(sets["everything"], catalogue)
    shipped = Setting.__dataclass_fields__["shares"].default
    fails = False
    for model in MODELS:
        table = {name: ratios(prior, rows_for(each, person, catalogue, model)) for name, each in sets.items()}
        sys.stdout.write(f"\nshares: {model}{' (as shipped)' if model == shipped else ''}\n")
        sharp = {prop: resolved(table["everything"], prior, prop) for prop in PROPERTIES}
        sys.stdout.write(f"groups below {RESOLUTION} with everything: {sharp}\n")
        worlds = {f"{name} shares": rows for name, rows in every.items()}
        worlds |= {f"{model} shares, nuisances x {factor}": wider(every[model], factor) for factor in WIDER}
        found = {name: coverage(prior, every[model], rows) for name, rows in worlds.items()}
        for name, (share, worst) in found.items():
            sys.stdout.write(f"readings from {name:36s} 80 % holds {share:.1%}, worst marginal {worst:.1%}\n")
        missed = min(sharp.values()) < LEAST_GROUPS or min(share for share, _ in found.values()) < LEAST_COVERAGE
        sys.stdout.write("gate " + ("missed\n" if missed else "held\n"))
        if model == shipped:
            fails = missed
            print_table(table, prior)
            if given.picture is not None:
                picture(table, prior, given.picture)
            sys.stdout.write("\nprior predictive: people beyond the published 10th and 90th centile (each 10 %)\n")
            for name, low, high in prior_predictive(catalogue, person, model):
                sys.stdout.write(f"{name:34s}{low:7.1%}{high:7.1%}\n")
    sys.exit(1 if fails else 0)


if __name__ == "__main__":
    main()
