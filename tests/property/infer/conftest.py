"""Made-up people with readings, faults and answers, for the laws of inference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES, mirror
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.safety.records import DoseLimits, PainCeilings, SafetyProfile


@pytest.fixture(scope="session")
def profile() -> SafetyProfile:
    return SafetyProfile(
        level="clear",
        levels={},
        flags=(),
        not_asked=(),
        answered=1,
        asked=1,
        codes=(),
        limits=DoseLimits(),
        mode="normal",
        no_calls=None,
        irritable=False,
        letter=False,
        ceilings=PainCeilings(discomfort_max=2, start_level=0, own_pain_max=5),
        unreviewed=True,
    )


@pytest.fixture(scope="session")
def person() -> Person:
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    pain = {"site": "low_back", "now": 3, "usual": 3, "worst": 5, "weeks": 20, "days_per_week": 4}
    return Person.model_validate(
        {
            "person": about,
            "start": "2027-03-01",
            "goals": ["mobility", "strength"],
            "pains": [pain],
            "equipment": ["mat", "band", "helper"],
        }
    )


@pytest.fixture(scope="session")
def mirrored() -> Callable[[Sequence[Measurement]], list[Measurement]]:
    def mirror_all(measurements: Sequence[Measurement]) -> list[Measurement]:
        return [mirror_one(each) for each in measurements]

    def mirror_one(each: Measurement) -> Measurement:
        if each.side is None:
            return each
        other = mirror(each.side)
        return replace(each, side=other, id=f"{each.id.removesuffix(each.side)}{other}")

    return mirror_all


@pytest.fixture(scope="session")
def measured(catalogue: Catalogue) -> Callable[[int], list[Measurement]]:
    """A random person's measurements by seed: tests with and without norms, bounds, poor readings, faults, contexts."""

    def make(seed: int) -> list[Measurement]:
        rng = np.random.default_rng(seed)
        return [*_tests(catalogue, rng), *_faults(catalogue, rng), *_contexts(catalogue, rng)]

    return make


def _tests(catalogue: Catalogue, rng: np.random.Generator) -> list[Measurement]:
    found = []
    for name, test in sorted(catalogue.tests.items()):
        for side in SIDES if test.sides == "each" else (None,):
            if rng.random() < 0.3:
                continue
            norm = next((norm for norm in test.norms if norm.weighs), None)
            middle = norm.mean.value if norm else sum(test.possible) / 3
            spread = norm.sd.value if norm else 0.2 * abs(middle)
            value = float(np.clip(middle + spread * rng.normal(), *test.possible))
            bound = rng.random() < 0.08
            found.append(
                Measurement(
                    id=f"test.{name}.{side}" if side else f"test.{name}",
                    kind="test",
                    metric=name,
                    side=side,
                    value=value,
                    sd=0.4 * spread + 1e-3,
                    unit=test.unit,
                    method="default",
                    protocol=test.protocol,
                    session=f"tests.{rng.integers(2)}",
                    trials=(value, value) if rng.random() < 0.5 else (),
                    censored=test.censors if bound else None,
                    stopped_by="pain" if bound else None,
                    quality="poor" if rng.random() < 0.1 else "good",
                )
            )
    return found


def _faults(catalogue: Catalogue, rng: np.random.Generator) -> list[Measurement]:
    found: list[Measurement] = []
    for name, entry in sorted(catalogue.compensations.items()):
        for side in SIDES if entry.sided else (None,):
            if rng.random() < 0.5:
                found.append(  # noqa: PERF401 - each draw of chance keeps its place
                    Measurement(
                        id=f"observed.{name}.{side}" if side else f"observed.{name}",
                        kind="observed",
                        metric=name,
                        side=side,
                        value=float(rng.integers(4)),
                        sd=entry.reliability.value,
                        unit="level",
                        method="by_eye",
                        session=f"observed.{entry.movement}",
                    )
                )
    return found


def _contexts(catalogue: Catalogue, rng: np.random.Generator) -> list[Measurement]:
    return [
        Measurement(
            id=f"context.{name}",
            kind="context",
            metric=name,
            side=None,
            value=1.0,
            sd=0.0,
            unit="holds",
            method="typed",
        )
        for name in sorted(catalogue.contexts)
        if rng.random() < 0.5
    ]
