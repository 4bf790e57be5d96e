"""The ordinary adult of the benchmarks, and a battery of tests with each reading at its healthy mean."""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES
from evenpull.infer.likelihood.norms import reference_for
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.measure.units import error_in_unit

HOME = (
    "modified_thomas",
    "lunge_distance",
    "active_knee_extension",
    "heel_raise_single",
    "single_leg_bridge",
    "neck_nod",
)


def someone() -> Person:
    """Return an ordinary adult whom every norm of the battery fits."""
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    return Person.model_validate({"person": about, "start": "2027-03-01"})


def battery(catalogue: Catalogue, person: Person, names: Sequence[str] = HOME) -> list[Measurement]:
    """Return both sides of each test that has a usable norm, each reading at its healthy mean."""
    found = []
    for name in names:
        test = catalogue.tests[name]
        for side in SIDES:
            method = next(iter(test.norms[0].methods), "default")
            fields = {"kind": "test", "metric": name, "side": side, "unit": test.unit, "method": method}
            fields |= {"id": f"test.{name}.{side}", "protocol": test.norms[0].protocol, "session": "today"}
            blank = Measurement(value=0.0, sd=1.0, **fields)
            typical = reference_for(blank, test, person.person)
            if typical is not None:
                sd = error_in_unit(test, method, typical.mean, mass_kg=person.person.mass_kg)
                found.append(Measurement(value=typical.mean, sd=sd, **fields))
    return found
