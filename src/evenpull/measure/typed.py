"""Everything that a person typed, as measurements: tests, faults seen by eye, answers, context."""

from __future__ import annotations

from evenpull.capture.person.model import Person
from evenpull.knowledge.load import Catalogue
from evenpull.measure.answers import measure_answers
from evenpull.measure.context import measure_context
from evenpull.measure.faults import Faults
from evenpull.measure.observed import measure_observed
from evenpull.measure.records import Measured
from evenpull.measure.tests_typed import measure_tests

PARTS = (measure_tests, measure_observed, measure_answers, measure_context)


def measure_person(person: Person, catalogue: Catalogue) -> Measured:
    """Return what a person typed as measurements with their errors, ordered by id.

    Nothing is judged here: a value is turned into its unit, given its error, and marked where its weight is limited
    (stopped by pain, not done as its validity asks, no norm). The order of entries in the file changes nothing.

    Args:
        person: A person as read from the folder.
        catalogue: The catalogue that knows tests, faults, questions and contexts.

    Raises:
        InputError: With every fault of all parts, each with its field (`tests.2.unit`), never with a health value.
    """
    faults = Faults()
    parts: list[Measured] = []
    for part in PARTS:
        with faults.gather():
            parts.append(part(person, catalogue))
    faults.raise_any()
    return Measured(
        measurements=tuple(sorted((one for part in parts for one in part.measurements), key=lambda one: one.id)),
        gaps=tuple(gap for part in parts for gap in part.gaps),
        warnings=tuple(text for part in parts for text in part.warnings),
    )
