"""The joint model against a dense solve written out here, and the rule for many tests at once."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from evenpull.infer.assess import weigh
from evenpull.infer.prior import covariance_of
from evenpull.measure.typed import measure_person
from evenpull.track.beyond import LEVEL, beyond_together, changes_beyond_error
from evenpull.track.compare import compare_tests
from evenpull.track.joint import CHANGE_MOST, NUISANCE_MOVES, change_sd, joint_model
from evenpull.track.pairs import pairs_of
from evenpull.track.visit import Visit


def visit(person, catalogue) -> Visit:
    return Visit(person=person, measurements=measure_person(person, catalogue).measurements)


def moved(data) -> None:
    data["tests"][0]["trials"] = [-12, -13]
    data["tests"][2]["value"] = 210


@pytest.fixture
def both(old, again, catalogue):
    first, second = visit(old, catalogue), visit(again(moved), catalogue)
    pairs, _ = pairs_of(first, second, catalogue)
    return first, second, {pair.new.id: pair.old.id for pair in pairs}


def test_the_posterior_equals_a_dense_solve_over_every_unknown_and_nuisance(both, catalogue) -> None:
    first, second, partner = both
    weeks = 9.0
    ledgers = [weigh(each.measurements, person=each.person, catalogue=catalogue) for each in (first, second)]
    joint = joint_model(*ledgers, partner=partner, weeks=weeks)
    prior = ledgers[0].posterior.prior
    m, width = len(prior.index), change_sd(weeks)

    precision = np.zeros((2 * m, 2 * m))
    precision[:m, :m] = np.linalg.inv(prior.covariance)
    precision[m:, m:] = np.linalg.inv(width**2 * covariance_of(prior.index))
    centre = np.concatenate([np.linalg.solve(prior.covariance, prior.mean), np.zeros(m)])
    names: list[str] = []
    lines = []
    for time, column in ((0, [pair[0] for pair in joint.rows]), (1, [pair[1] for pair in joint.rows])):
        for row in column:
            loads = np.zeros(2 * m)
            for unknown, load in row.loads:
                loads[prior.index.place[unknown]] += load
                loads[m + prior.index.place[unknown]] += load * time
            errors = {}
            for name, load in row.nuisances:
                if name.startswith("session."):
                    errors[f"{name}@{time}"] = load
                else:
                    errors[name] = load
                    if time and not name.startswith("norm."):
                        errors[f"{name} moved"] = load * width * np.sqrt(NUISANCE_MOVES)
            names += [name for name in errors if name not in names]
            lines.append((loads, errors, row))
    assert len(lines) == 2 * len(joint.rows) >= 4
    size = 2 * m + len(names)
    whole = np.zeros((size, size))
    whole[: 2 * m, : 2 * m] = precision
    whole[2 * m :, 2 * m :] = np.eye(len(names))
    right = np.concatenate([centre, np.zeros(len(names))])
    for loads, errors, row in lines:
        a = np.concatenate([loads, [errors.get(name, 0.0) for name in names]])
        whole += np.outer(a, a) / row.noise_sd**2
        right += a * row.y / row.noise_sd**2
    covariance = np.linalg.inv(whole)
    mean = covariance @ right
    assert np.allclose(joint.then[0], mean[:m], atol=1e-8)
    assert np.allclose(joint.change[0], mean[m : 2 * m], atol=1e-8)
    assert np.allclose(joint.change[1], covariance[m : 2 * m, m : 2 * m], atol=1e-8)


def test_a_retest_that_reads_the_same_moves_no_change_and_an_empty_one_leaves_the_prior(old, again, catalogue) -> None:
    first, second = visit(old, catalogue), visit(again(), catalogue)
    pairs, _ = pairs_of(first, second, catalogue)
    ledgers = [weigh(each.measurements, person=each.person, catalogue=catalogue) for each in (first, second)]
    joint = joint_model(*ledgers, partner={pair.new.id: pair.old.id for pair in pairs}, weeks=6.0)
    place = [joint.index.place[unknown] for _, row in joint.rows for unknown in row.direct]
    before, after = joint.then[0][place], joint.now[0][place]
    assert np.all(np.abs(after - before) < 0.35 * joint.prior_sd[place])
    nothing = joint_model(*ledgers, partner={}, weeks=6.0)
    assert np.allclose(nothing.change[0], 0.0)
    assert np.allclose(np.diag(nothing.change[1]), change_sd(6.0) ** 2)


def test_time_widens_the_change_and_never_shifts_it() -> None:
    widths = [change_sd(weeks) for weeks in (0, 1, 6, 12, 52, 520)]
    assert widths == sorted(widths)
    assert widths[0] == 0.0
    assert widths[-1] == CHANGE_MOST


def test_bone_cancels_and_a_sitting_does_not(both, catalogue) -> None:
    first, second, partner = both
    ledgers = [weigh(each.measurements, person=each.person, catalogue=catalogue) for each in (first, second)]
    joint = joint_model(*ledgers, partner=partner, weeks=6.0)
    place = joint.index.place[next(u for _, row in joint.rows for u in row.direct if u.property == "length")]
    of_change = joint.change[1][place, place] / joint.prior_sd[place] ** 2
    alone = [np.sqrt(joint.then[1][place, place]), np.sqrt(joint.now[1][place, place])]
    assert np.sqrt(joint.change[1][place, place]) < np.hypot(*alone)
    assert of_change < 1.0


def test_many_tests_share_one_error(catalogue) -> None:
    assert beyond_together([0.04]) == (True,)
    assert beyond_together([0.04] * 12) == (False,) * 12
    assert beyond_together([1e-6, 0.026, 0.04]) == (True, False, False)
    assert beyond_together([1e-6, 0.02, 0.04]) == (True, True, True)
    assert beyond_together([]) == ()
    rng = np.random.default_rng(4)
    p = 2 * norm.sf(np.abs(rng.standard_normal((4000, 12))))
    any_told = np.mean([any(beyond_together(list(person))) for person in p])
    # Independent errors meet the level; three standard errors of 4,000 people are 0.010.
    assert abs(any_told - LEVEL) < 0.011


def test_a_change_inside_the_error_is_never_told_and_its_sense_follows_the_test(old, again, catalogue) -> None:
    def change(data):
        data["tests"][0]["trials"] = [1, 2]  # left hip 4.5 deg lower: better, inside 7.7
        data["tests"][1]["trials"] = [8, 9]  # right hip 16.5 deg higher: worse, outside

    first, second = visit(old, catalogue), visit(again(change), catalogue)
    pairs, _ = pairs_of(first, second, catalogue)
    told = {(each.metric, each.side): each for each in changes_beyond_error(pairs, catalogue)}
    left, right = told["modified_thomas", "left"], told["modified_thomas", "right"]
    assert (left.way, left.verdict) == ("more", "cannot_tell")
    assert (right.way, right.verdict) == ("less", "really_changed")


def test_a_group_is_named_only_when_its_own_test_changed(old, again, catalogue) -> None:
    def much(data):
        data["tests"][0]["trials"] = [-25, -26]

    first, second = visit(old, catalogue), visit(again(much), catalogue)
    tests, groups, _ = compare_tests(first, second, weeks=26.0, catalogue=catalogue)
    named = [(each.side, each.muscle) for each in groups if each.verdict == "really_changed"]
    assert named == [("left", "iliopsoas")]
    assert next(each for each in groups if each.side == "left" and each.muscle == "iliopsoas").p_more >= 0.975
    assert tests[0].verdict == "really_changed"
