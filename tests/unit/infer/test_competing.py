"""What else could explain a finding: odds that sum to one, parts that sum to the reading, bone among them."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.infer.assess import weigh
from evenpull.infer.competing import LEAST, competing_of
from evenpull.infer.competing_odds import parts_of
from evenpull.infer.unknowns import Unknown


def finding(ledger, metric, side="left"):
    return next(each for each in competing_of(ledger) if (each.metric, each.side) == (metric, side))


def test_the_parts_of_a_reading_sum_to_it_exactly(small, someone, reading) -> None:
    ledger = weigh([reading("hang", 30.0), reading("hang", 45.0, side="right")], person=someone, catalogue=small)
    for row in ledger.rows:
        kinds, mean, covariance = parts_of(row, ledger)
        assert mean.sum() == pytest.approx(row.y, abs=1e-10)
        assert covariance.sum() == pytest.approx(0.0, abs=1e-10)
        assert kinds[-2:] == ("other", "error")


def test_the_part_of_a_muscle_is_its_load_times_its_posterior(small, someone, reading) -> None:
    ledger = weigh([reading("hang", 30.0)], person=someone, catalogue=small)
    (row,) = ledger.rows
    kinds, mean, covariance = parts_of(row, ledger)
    for number, kind in enumerate(kinds[:-2]):
        load, place = dict(row.loads)[kind], ledger.posterior.prior.index.place[kind]
        assert mean[number] == pytest.approx(load * ledger.posterior.mean[place])
        assert covariance[number, number] == pytest.approx(load**2 * ledger.posterior.covariance[place, place])


def test_odds_sum_to_one_and_an_ordinary_reading_needs_none(small, someone, reading) -> None:
    far = finding(weigh([reading("hang", 30.0)], person=someone, catalogue=small), "hang")
    assert sum(each.odds for each in far.candidates) == pytest.approx(1.0)
    assert {each.what for each in far.candidates} == {"muscle", "other", "error"}
    assert far.others
    ledger = weigh([reading("hang", 49.0)], person=someone, catalogue=small)
    assert abs(ledger.rows[0].y) < LEAST
    assert competing_of(ledger) == ()


def test_a_coarser_reading_leaves_more_to_error(small, someone, reading) -> None:
    def error(sd: float) -> float:
        ledger = weigh([reading("hang", 30.0, sd=sd)], person=someone, catalogue=small)
        return next(each.odds for each in finding(ledger, "hang").candidates if each.what == "error")

    assert error(1.0) < error(5.0) < error(20.0)


def test_a_stiff_ankle_takes_the_falling_knee_from_bone_and_a_loose_one_gives_it_back(catalogue, someone) -> None:
    from evenpull.measure.records import Measurement  # noqa: PLC0415

    sign = Measurement(
        id="observed.knees_in.left", kind="observed", metric="knees_in", side="left", value=2.0, sd=0.6, unit="level",
        method="by_eye", session="observed.overhead_squat",
    )  # fmt: skip
    test = catalogue.tests["lunge_distance"]

    def odds(readings):
        ledger = weigh([sign, *readings], person=someone, catalogue=catalogue)
        found = finding(ledger, "knees_in")
        return {each.unknown.muscle if each.unknown else each.what: each for each in found.candidates}, found

    alone, told = odds([])
    assert set(alone) == {"soleus", "gluteus_maximus", "hip_abductors", "other"}
    assert alone["soleus"].weighs
    assert not alone["hip_abductors"].weighs
    assert sum(each.odds for each in alone.values()) == pytest.approx(1.0)
    assert alone["other"].odds > 0.5
    norm = test.norms[0]
    loose = Measurement(
        id="test.lunge_distance.left", kind="test", metric=test.id, side="left", unit=test.unit,
        value=norm.mean.value + 2 * norm.sd.value, sd=norm.sd.value / 4, method=next(iter(norm.methods), "default"),
        session="tests.2027-03-01", protocol=norm.protocol,
    )  # fmt: skip
    stiff = {**{key: getattr(loose, key) for key in loose.__slots__}, "value": norm.mean.value - 2.5 * norm.sd.value}
    looser, stiffer = odds([loose])[0], odds([Measurement(**stiff)])[0]
    assert looser["soleus"].odds < alone["soleus"].odds < stiffer["soleus"].odds
    assert stiffer["other"].odds < alone["other"].odds
    assert "bone or something else" in told.sentence(catalogue)
    assert "most likely" in told.sentence(catalogue)


def test_the_mirrored_finding_has_the_mirrored_odds(small, someone, reading) -> None:
    left = weigh([reading("hang", 30.0), reading("hang", 47.0, side="right")], person=someone, catalogue=small)
    right = weigh([reading("hang", 47.0), reading("hang", 30.0, side="right")], person=someone, catalogue=small)
    for one, other in zip(finding(left, "hang").candidates, finding(right, "hang", "right").candidates, strict=True):
        assert one.what == other.what
        assert np.isclose(one.odds, other.odds, atol=1e-9)
        if one.unknown is not None:
            muscle, side, prop = one.unknown
            assert other.unknown == Unknown(muscle, "right" if side == "left" else "left", prop)
