"""The tests that would tell most about a person's open questions."""

from __future__ import annotations

from pathlib import Path

from evenpull.app.assess import assess
from evenpull.errors import SafetyStop
from evenpull.infer.records import NextTest
from evenpull.safety.gate import require


def next_tests(person: Path) -> tuple[NextTest, ...]:
    """Return the tests worth doing next for a person folder, the most telling for its minutes first.

    Raises:
        SafetyStop: When the screen stops or has unanswered questions: no test is proposed then.
    """
    assessment = assess(person, simulate=False)
    require(assessment.profile, for_what="tests")
    if assessment.inference is None:
        raise SafetyStop(
            assessment.profile.no_calls or assessment.no_programme, level=assessment.profile.level, hint=""
        )
    return assessment.inference.next_tests
