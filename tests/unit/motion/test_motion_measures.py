"""Claims about what motion files measure: the same numbers as were put in, sides withheld when they are not sure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenpull.capture.motion import read_motion
from evenpull.cli.main import main
from evenpull.errors import InputError, OutOfRange
from evenpull.measure.motion import measure_motion, write_opensim
from evenpull.measure.records import Measured
from tests.unit.motion import making


def value(found: Measured, metric: str, side: str | None = None) -> float:
    return next(row.value for row in found.measurements if (row.metric, row.side) == (metric, side))


@pytest.fixture(scope="module")
def squats(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return making.trc(tmp_path_factory.mktemp("made") / "squat.trc", right_more_deg=15.0)


def test_markers_give_peaks_repetitions_and_left_against_right(squats: Path, tmp_path: Path) -> None:
    found = measure_motion(squats)
    assert value(found.measured, "repetitions") == 2
    assert value(found.measured, "knee_flexion_peak", "left") == pytest.approx(80, abs=4)
    assert value(found.measured, "knee_flexion_peak", "right") == pytest.approx(95, abs=4)
    assert value(found.measured, "knee_flexion_left_right") == pytest.approx(-15, abs=4)
    mot, trc = write_opensim(found, tmp_path, name="squat")
    again = measure_motion(mot).measured
    assert value(again, "knee_flexion_peak", "right") == pytest.approx(
        value(found.measured, "knee_flexion_peak", "right"), abs=0.5
    )
    assert read_motion(trc).markers.labels == found.fit.labels


def test_a_mirror_image_of_a_person_gives_no_sided_number(squats: Path, tmp_path: Path) -> None:
    lines = squats.read_text().split("\n")
    for i in range(6, len(lines) - 1):
        cells = lines[i].split("\t")
        lines[i] = "\t".join([*cells[:2], *(str(-float(c)) if k % 3 == 2 else c for k, c in enumerate(cells[2:]))])
    (tmp_path / "a.trc").write_text("\n".join(lines))
    found = measure_motion(tmp_path / "a.trc").measured
    assert any("mirror image" in text for text in found.warnings)
    assert not [row for row in found.measurements if row.side]
    assert {gap.side for gap in found.gaps} >= {"left", "right"}


def test_a_file_whose_unit_is_wrong_is_refused(squats: Path, tmp_path: Path) -> None:
    (tmp_path / "a.trc").write_text(squats.read_text().replace("\tmm\t", "\tm\t"))
    with pytest.raises(OutOfRange, match="unit cannot be right"):
        measure_motion(tmp_path / "a.trc")


@pytest.mark.parametrize("name", ["coco", "openpose"])
def test_points_of_a_picture_need_the_view_and_give_the_nearer_leg(name: str, tmp_path: Path) -> None:
    made = getattr(making, name)(tmp_path / (name if name == "openpose" else f"{name}.json"))
    with pytest.raises(InputError, match="from the side"):
        measure_motion(made, rate_hz=30)
    found = measure_motion(made, view="right", rate_hz=30).measured
    assert value(found, "repetitions") == 2
    assert value(found, "knee_flexion_peak", "right") == pytest.approx(90, abs=2)
    assert {gap.side for gap in found.gaps if gap.metric == "knee_flexion"} == {"left"}


def test_the_command_measures_a_motion_file_without_the_pose_part(tmp_path: Path) -> None:
    path = making.mot(tmp_path / "a.mot")
    done = CliRunner().invoke(main, ["measure", str(path), "--json"])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.output)[str(path)]["measurements"]
    assert {row["metric"] for row in rows} >= {"knee_flexion_peak", "knee_flexion_range"}
    path.write_text("no table")
    done = CliRunner().invoke(main, ["measure", str(path), "--json"])
    assert done.exit_code == 3


@pytest.mark.data
def test_c3d_units_channels_and_gaps_of_a_real_recording(data_dir: Path) -> None:
    pytest.importorskip("ezc3d")
    found = read_motion(data_dir / "rehazenter_gait_emg" / "2014001_C1_01.c3d")
    assert found.analog.labels[:2] == ("R_tibialis_anterior", "R_soleus")
    assert found.analog.units[0] == "V"
    assert 60 * 9.81 < found.forces[0].force[:, 2].max() < 100 * 9.81
    assert found.markers.position[..., 2].max() < 2.0
    assert len(found.events) == 7


@pytest.mark.data
def test_the_malformed_trc_files_open_with_their_gaps(data_dir: Path) -> None:
    blanks = read_motion(data_dir / "opensim_core_data" / "dataWithBlanksForMissingMarkers.trc")
    assert len(blanks.gaps) == 40
    assert any("no marker at all" in text for text in blanks.warnings)
    spaces = read_motion(data_dir / "opensim_core_data" / "dataWithNaNsWithSpaces.trc")
    assert len(spaces.markers.labels) == 42
    assert 1.0 < spaces.markers.at("C7")[:, 1].max() < 2.0
