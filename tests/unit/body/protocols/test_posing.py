"""What a posed test is: every test accounted for, lengths and scale true to the body, what cannot be posed refused."""

import numpy as np
import pytest

from evenpull.body.model.load import load_body
from evenpull.body.protocols import NOT_POSED, Battery, load_protocols, predict
from evenpull.body.protocols.setting import Setting
from evenpull.body.protocols.table import Table
from evenpull.errors import OutOfRange, UnknownId
from evenpull.knowledge import Catalogue
from tests.unit.body.protocols.people import LENGTH_TESTS, Posed


def test_every_test_of_the_catalogue_is_posed_or_written_down_with_its_reason(catalogue: Catalogue) -> None:
    posed = set(load_protocols(catalogue))
    assert posed | set(NOT_POSED) == set(catalogue.tests)
    assert not posed & set(NOT_POSED)
    assert all(reason.endswith(".") and len(reason.split()) > 4 for reason in NOT_POSED.values())
    assert all(catalogue.tests[name].property in ("length", "strength") for name in posed)


@pytest.mark.parametrize("test_id", LENGTH_TESTS)
def test_lengths_and_arms_of_the_grid_are_those_of_the_body_between_its_nodes(posed: Posed, test_id: str) -> None:
    table, _ = posed.battery.table(test_id, "right")
    generator = np.random.default_rng(5)
    low, high = table.box
    x = generator.uniform(low + 0.05 * (high - low), high - 0.05 * (high - low), (12, len(low)))
    length, arms = posed.body.states.lengths(table.setting.postures(x))
    dense = arms.dense()[:, table.muscles]
    columns = table.spline.at(x)
    miss = np.abs(columns[:, 0, :-2] - length[:, table.muscles])
    assert miss.max() < 3e-4
    assert np.sqrt((miss**2).mean()) < 2e-5
    for k, axis in enumerate(table.setting.axes):
        true = (dense[:, :, axis.columns] * axis.signs).sum(axis=2)
        assert np.sqrt(((columns[:, 1 + k, :-2] - true) ** 2).mean()) < 1.5e-3


HANGING = tuple(
    name
    for name, protocol in load_protocols().items()
    if protocol.load is not None and protocol.load.gravity and protocol.held.segment == "pelvis"
)


@pytest.mark.parametrize("test_id", HANGING)
def test_weight_is_the_slope_of_gravity(posed: Posed, test_id: str) -> None:
    table, _ = posed.battery.table(test_id, "right")
    body, axis = posed.body, table.setting.axes[0]
    x = 0.5 * (table.box[0] + table.box[1])[None]
    up = table.setting.up
    # A root turned so that the pelvis's up is the world's.
    half = np.array([1.0 + up[2], up[1], -up[0], 0.0]) if up[2] > -0.999 else np.array([0.0, 1.0, 0.0, 0.0])
    root = np.r_[np.zeros(3), half / np.linalg.norm(half)]
    pull = body.states.gravity(table.setting.postures(x), root)[0, 6:]
    expected = float((pull[axis.columns] * axis.signs).sum())
    assert table.spline.at(x)[0, 1, -2] == pytest.approx(expected, abs=0.05)


def test_the_reading_of_a_hanging_thigh_is_its_angle_above_the_bench(posed: Posed) -> None:
    table, _ = posed.battery.table("modified_thomas", "right")
    tilt = table.setting.protocol.held.tilt_deg
    assert tilt is not None
    x = np.deg2rad([[-tilt.value, 70.0], [-tilt.value - 20.0, 70.0], [10.0, 70.0]])
    assert table.spline.at(x)[:, 0, -1] == pytest.approx([0.0, -20.0, 10.0 + tilt.value], abs=0.7)


def test_a_knee_over_the_toes_reads_more_the_further_the_shin_leans(posed: Posed) -> None:
    table, _ = posed.battery.table("lunge_distance", "left")
    reads = table.spline.at(np.deg2rad([[10.0], [20.0], [30.0]]))[:, 0, -1]
    assert np.all(np.diff(reads) > 4.0)
    shank = 40.2
    toes_before_ankle = 13.1
    assert reads[2] == pytest.approx(shank * np.sin(np.deg2rad(30.0)) - toes_before_ankle, abs=1.5)


def test_a_midline_test_bends_away_from_the_tested_side(posed: Posed) -> None:
    column = posed.body.coordinates.index("lumbar_bending")
    right, left = (posed.battery.table("trunk_side_bend", side)[0] for side in ("right", "left"))
    x = np.deg2rad([[-20.0]])
    assert right.setting.postures(x)[0, column] == pytest.approx(-np.deg2rad(20.0))
    assert left.setting.postures(x)[0, column] == pytest.approx(np.deg2rad(20.0))
    assert np.array_equal(right.spline.at(x)[:, 0, -1], left.spline.at(x)[:, 0, -1])


def test_what_the_body_cannot_pose_is_refused_with_its_reason(posed: Posed) -> None:
    with pytest.raises(OutOfRange, match="cannot pose grip_strength") as found:
        predict("grip_strength", "left", posed.battery, posed.healthy)
    assert found.value.hint == NOT_POSED["grip_strength"]
    with pytest.raises(UnknownId, match="no test is called"):
        predict("thomas_ankle", "left", posed.battery, posed.healthy)
    with pytest.raises(UnknownId, match="side"):
        predict("ober", "both", posed.battery, posed.healthy)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"posture": {"hip_flexion": 200.0}}, OutOfRange, "outside the range of hip_flexion_r"),
        ({"posture": {"tail_flexion": 10.0}}, UnknownId, "tail_flexion"),
    ],
)
def test_an_impossible_protocol_is_refused_by_name(
    posed: Posed, change: dict[str, object], error: type[Exception], words: str
) -> None:
    protocol = posed.battery.protocol("ober").model_copy(update=change)
    with pytest.raises(error, match=words):
        Setting.of(posed.body, protocol, "right")


def test_a_scale_without_its_coordinate_or_segment_is_refused(posed: Posed) -> None:
    ober = posed.battery.protocol("ober")
    assert ober.reading is not None
    for reading, error, words in (
        ({"kind": "coordinate", "coordinate": "knee_angle"}, OutOfRange, "does not move"),
        ({"line": ("femur", "wing")}, UnknownId, "wing"),
    ):
        protocol = ober.model_copy(update={"reading": ober.reading.model_copy(update=reading)})
        setting = Setting.of(posed.body, protocol, "right")
        with pytest.raises(error, match=words):
            Table.of(posed.body, setting)


def test_a_body_keeps_its_battery_and_another_body_has_its_own(catalogue: Catalogue) -> None:
    from evenpull.body.protocols import battery_of  # noqa: PLC0415 - beside what it shows

    first, second = load_body(), load_body()
    assert battery_of(first) is battery_of(first)
    assert battery_of(first) is not battery_of(second)
    assert isinstance(battery_of(first, catalogue), Battery)
