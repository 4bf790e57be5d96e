"""Many people at once: the numbers and words of the one-person path, and refusals where people share too little."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from people.battery import someone as adult_of_the_benchmarks
from people.other_leg import crowd
from people.seen import blanks, measurements, observe, together

from evenpull.errors import InputError
from evenpull.infer.assess import sorted_calls, weigh
from evenpull.infer.many import weigh_many
from evenpull.infer.unknowns import Unknown

PEOPLE = 20
SAID = {1: "possibly", 2: "probably"}
CALLED = {"short": "length", "weak": "strength"}


@pytest.mark.parametrize("evidence", ["questions", "movement", "strength"])
def test_many_at_once_are_the_same_as_one_by_one(evidence, catalogue):
    adult = adult_of_the_benchmarks()
    crew = crowd(np.random.default_rng(21), people=PEOPLE, deviations=True)
    seen, blank = observe(np.random.default_rng(22), crew, catalogue), blanks(catalogue)
    told = together(crew, seen, catalogue, evidence)
    for number in range(PEOPLE):
        ledger = weigh(measurements(number, crew, seen, blank, evidence), person=adult, catalogue=catalogue)
        assert told.mean[number] == pytest.approx(ledger.posterior.mean, abs=1e-9)
        assert told.sd[number] == pytest.approx(ledger.posterior.sd, abs=1e-9)
        calls, _ = sorted_calls(ledger, person=adult)
        unknowns = ledger.posterior.prior.index.unknowns
        said = {unknowns[place]: SAID[word] for place, word in enumerate(told.words[number]) if word}
        assert said == {Unknown(c.muscle, c.side, CALLED[c.property]): c.word for c in calls}


def test_two_weak_signs_call_a_group_that_no_test_reads_directly(small, someone, reading, sign):
    template = [reading("push", 100.0), reading("push", 90.0, "right"), sign("observed", "drift", 2.0, "left")]
    readings = {"observed.drift.left": np.array([0.0, 1.0, 2.0])}
    found = weigh_many(template, readings, people=3, person=someone, catalogue=small)
    for number, level in enumerate(readings["observed.drift.left"]):
        changed = [replace(each, value=level) if each.kind == "observed" else each for each in template]
        alone = weigh(changed, person=someone, catalogue=small).posterior
        assert found.mean[number] == pytest.approx(alone.mean, abs=1e-12)


def test_a_bound_is_refused(small, someone, reading):
    template = [reading("hang", 40.0, censored="lower")]
    with pytest.raises(InputError, match="bound"):
        weigh_many(template, {"test.hang.left": np.array([40.0, 41.0])}, people=2, person=someone, catalogue=small)


def test_a_value_that_changes_its_own_weight_is_refused(small, someone, reading):
    template = [reading("push", 100.0), reading("push", 90.0, "right")]
    with pytest.raises(InputError, match="changes how it is weighed"):
        weigh_many(template, {"test.push.left": np.array([60.0, 100.0])}, people=2, person=someone, catalogue=small)
