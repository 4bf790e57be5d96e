"""What is said of muscles at the most: thresholds, two signs, three patterns, caps, nothing from questions alone.

Also a practitioner's overrides: they win, are shown, reach the plan, and leave no trace once taken back.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenpull.capture.person.model import Override, TestReading
from evenpull.errors import InputError
from evenpull.infer.assess import infer, weigh
from evenpull.infer.numbers import CAPTURE_NATS
from evenpull.infer.overrides import with_override, without_override
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person
from evenpull.plan.needs import find_needs
from evenpull.safety.screening import screen
from tests.people import random_person

SEEDS = range(16)


def far_from_ordinary(catalogue, seed):
    """A random person who reads far from ordinary in six tests that have a norm."""
    person = random_person(catalogue, seed, yes=0.0)
    rng = np.random.default_rng(seed)
    person = person.model_copy(update={"person": person.person.model_copy(update={"sex": "male", "age_years": 30})})
    usable = [
        (test, norm)
        for test in catalogue.tests.values()
        if test.direct and test.sides == "each" and test.moves and not test.lever
        for norm in test.norms
        if norm.weighs and norm.sex in {"any", "male"} and norm.age[0] <= 30 <= norm.age[1]
        if norm.protocol == test.protocol and norm.unit == test.unit
    ]
    tests = {}
    for number in rng.choice(len(usable), size=6, replace=False):
        test, norm = usable[int(number)]
        off = -2.5 * norm.sd.value if test.better == "higher" else 2.5 * norm.sd.value
        value = float(np.clip(norm.mean.value + off, *test.possible))
        for side in ("left", "right"):
            tests[test.id, side] = TestReading(
                test=test.id, side=side, value=value, unit=test.unit, pain=0, by="clinician",
                method=next(iter(norm.methods), None), done={rule.field: rule.must_be for rule in test.validity},
            )  # fmt: skip
    return person.model_copy(update={"tests": tuple(tests.values())})


@pytest.fixture(scope="module")
def people(catalogue):
    """Random people far from ordinary with what is inferred of them, as far as safety allows calls."""
    found = []
    for seed in SEEDS:
        person = far_from_ordinary(catalogue, seed)
        profile = replace(screen(person, catalogue), no_calls=None)
        measured = measure_person(person, catalogue).measurements
        found.append((person, measured, infer(measured, person=person, profile=profile, catalogue=catalogue)))
    assert sum(len(each[2].calls) for each in found) >= 10
    return found


def test_every_call_has_its_probability_its_word_and_a_sharp_enough_posterior(people) -> None:
    for _, _, said in people:
        for call in said.calls:
            assert call.word == ("probably" if call.probability >= 0.8 else "possibly")
            assert call.probability >= 0.6
            assert call.resolution < 0.8
            assert 0.0 <= call.severity <= 3.0
            assert call.against


def test_every_call_rests_on_a_direct_test_or_two_independent_signs(people) -> None:
    for _, measured, said in people:
        by_id = {each.id: each for each in measured}
        for call in said.calls:
            spoke = [by_id[e.measurement] for e in call.evidence if e.direction == "for" and e.measurement in by_id]
            if any(e.direct for e in call.evidence):
                continue
            signs = {(each.kind, each.session or each.metric) for each in spoke if each.kind != "context"}
            assert len(signs) >= 2, call.id
            assert {each.kind for each in spoke} - {"answer", "context"}, call.id


def test_nothing_is_overactive_or_long_without_electrodes_and_at_most_three_patterns_are_shown(people) -> None:
    for _, _, said in people:
        assert {call.property for call in (*said.calls, *said.open_questions)} <= {"short", "weak"}
        assert len(said.patterns) <= 3


def test_questions_alone_never_make_a_call_whatever_is_answered(catalogue) -> None:
    for seed in range(5):
        person = random_person(catalogue, seed, yes=0.0).model_copy(update={"tests": (), "observed": ()})
        worst = {
            question.id: ({"value": option.value, "side": "left"} if question.sided else option.value)
            for question in catalogue.questions.values()
            if question.answer != "number" and (option := max(question.options, key=lambda o: len(o.claims)))
        }
        person = person.model_validate(person.model_dump(mode="json") | {"answers": worst})
        profile = replace(screen(person, catalogue), no_calls=None)
        said = infer(
            measure_person(person, catalogue).measurements, person=person, profile=profile, catalogue=catalogue
        )
        assert said.calls == ()
        assert said.patterns == ()


def test_one_picture_or_visit_says_no_more_than_its_cap_however_much_is_seen_in_it(catalogue) -> None:
    person = random_person(catalogue, 1, yes=0.0)
    seen = [
        Measurement(
            id=f"photo.{name}", kind="posture", metric=name, side=None, value=entry.mean.value + 3 * entry.sd.value,
            sd=0.1, unit=entry.unit, method="photo", session="photos/side.jpg",
        )
        for name, entry in sorted(catalogue.posture_metrics.items())
        if entry.mean is not None and entry.sd is not None
    ] + [
        Measurement(
            id=f"observed.{name}.left", kind="observed", metric=name, side="left", value=3.0, sd=0.1, unit="level",
            method="by_eye", session="one look",
        )
        for name in sorted(catalogue.compensations)
    ]  # fmt: skip
    posterior = weigh(seen, person=person, catalogue=catalogue).posterior
    blocks = {row.block for row in posterior.system.rows}
    assert blocks
    for block in blocks:
        inside = [k for k, row in enumerate(posterior.system.rows) if row.block == block]
        H, N = posterior.system.H[inside], posterior.system.N[np.ix_(inside, inside)]
        signal = H @ posterior.prior.covariance @ H.T
        nats = 0.5 * (np.linalg.slogdet(signal + N)[1] - np.linalg.slogdet(N)[1])
        assert nats <= CAPTURE_NATS + 1e-9
    assert (
        infer(seen, person=person, profile=replace(screen(person, catalogue), no_calls=None), catalogue=catalogue).calls
        == ()
    )


def decided(person, catalogue):
    profile = replace(screen(person, catalogue), no_calls=None)
    measured = measure_person(person, catalogue).measurements
    said = infer(measured, person=person, profile=profile, catalogue=catalogue)
    needs = find_needs(said, person=person, catalogue=catalogue, with_calls=True)
    return said, {call for need in needs for call in need.calls}


@pytest.fixture(scope="module")
def called(people):
    """A person with a call on a muscle's length or strength, and that call."""
    return next((person, said.calls[0]) for person, _, said in people if said.calls)


def override(call, what: str) -> Override:
    return Override(muscle=call.muscle, side=call.side, property=call.property, set=what, reason="Seen on the table")


def test_a_removed_call_leaves_the_plan_and_stays_visible_with_its_reason(called, catalogue) -> None:
    person, call = called
    _, before = decided(person, catalogue)
    said, after = decided(with_override(person, override(call, "absent")), catalogue)
    assert call.id in before
    assert call.id not in after
    assert call.id not in {each.id for each in said.calls}
    kept = next(each for each in said.open_questions if each.id == call.id)
    assert kept.override == "Seen on the table"
    assert f"{round(100 * call.probability)} %" in kept.limits[0]
    assert kept.evidence == call.evidence


def test_a_set_call_reaches_the_plan_and_taking_it_back_leaves_no_trace(called, catalogue) -> None:
    person, _ = called
    plain, _ = decided(person, catalogue)
    known = {each.id for each in (*plain.calls, *plain.open_questions)}
    muscle, side = next(
        (muscle, side)
        for muscle in sorted(name for name, entry in catalogue.muscles.items() if entry.posterior)
        for side in ("left", "right")
        if f"{side}.{muscle}.short" not in known
    )
    call_id = f"{side}.{muscle}.short"
    chosen = Override(muscle=muscle, side=side, property="short", set="present", reason="Seen on the table")
    set_by_hand = with_override(person, chosen)
    said, needs = decided(set_by_hand, catalogue)
    mine = next(each for each in said.calls if each.id == call_id)
    assert (mine.probability, mine.word, mine.override) == (1.0, "probably", "Seen on the table")
    assert call_id in needs
    undone = without_override(set_by_hand, muscle=muscle, side=side, prop="short")
    assert undone == person
    assert decided(undone, catalogue)[0] == plain


def test_a_later_override_of_one_call_takes_the_place_of_the_earlier_and_two_in_a_file_clash(called, catalogue) -> None:
    person, call = called
    twice = with_override(with_override(person, override(call, "absent")), override(call, "present"))
    assert [each.set for each in twice.overrides] == ["present"]
    both = person.model_copy(update={"overrides": (override(call, "absent"), override(call, "present"))})
    with pytest.raises(InputError, match="contradict") as clash:
        decided(both, catalogue)
    assert clash.value.where.field == "overrides.1"


@pytest.mark.parametrize("prop", ["overactive", "long"])
def test_an_override_that_no_reading_could_support_is_shown_and_changes_nothing(called, catalogue, prop) -> None:
    person, call = called
    plain, needs = decided(person, catalogue)
    chosen = Override(muscle=call.muscle, side=call.side, property=prop, set="present", reason="Feels tense")
    said, after = decided(with_override(person, chosen), catalogue)
    assert said.calls == plain.calls
    assert needs == after
    (shown,) = (each for each in said.open_questions if each.property == prop)
    assert shown.override == "Feels tense"
    assert "changes nothing" in shown.limits[0]
