"""Claims about motion readers: one contract over all formats, units, gaps, and a precise refusal of what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evenpull.capture.keypoints import read_keypoints
from evenpull.capture.motion import Angles, read_mapping, read_motion, write_angles
from evenpull.capture.motion.records import Recording
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, UnknownId
from tests.unit.motion import making

MADE: dict[str, Callable[[Path], Path]] = {
    "walk.trc": making.trc,
    "walk.mot": making.mot,
    "turns.sto": making.quaternions,
    "plates.forces": making.forces,
    "table.csv": making.csv,
}


def opened(path: Path) -> Recording:
    return read_motion(path, read_mapping(path.with_suffix(".yaml")) if path.suffix == ".csv" else None)


@pytest.mark.parametrize("name", MADE)
def test_every_reader_gives_rising_times_labels_that_fit_and_arrays_nobody_can_change(
    name: str, tmp_path: Path
) -> None:
    found = opened(MADE[name](tmp_path / name))
    assert found.source == name
    assert (np.diff(found.time_s) > 0).all()
    assert found.rate_hz > 0
    n = len(found.time_s)
    assert found.markers.position.shape[1:] == (len(found.markers.labels), 3)
    assert found.angles.values.shape[1] == len(found.angles.labels) == len(found.angles.units)
    assert found.orientations.quaternion.shape[1] == len(found.orientations.labels)
    assert found.analog.values.shape[1] == len(found.analog.labels) == len(found.analog.units)
    assert {len(part) for part in (found.markers.position, found.angles.values) if part.size} <= {n}
    assert not found.time_s.flags.writeable
    assert found.markers.labels or found.angles.labels or found.orientations.labels or found.forces


def test_metres_and_millimetres_are_the_same_place(tmp_path: Path) -> None:
    path = making.trc(tmp_path / "a.trc")
    first = read_motion(path).markers.position
    lines = path.read_text().split("\n")
    lines[2] = lines[2].replace("mm", "m")
    for i in range(6, len(lines) - 1):
        cells = lines[i].split("\t")
        lines[i] = "\t".join([*cells[:2], *(str(float(cell) / 1000) for cell in cells[2:])])
    path.write_text("\n".join(lines))
    assert np.allclose(read_motion(path).markers.position, first, atol=1e-9)


def test_degrees_become_radians_and_shifts_stay_metres(tmp_path: Path) -> None:
    angles = read_motion(making.mot(tmp_path / "a.mot")).angles
    assert angles.units == ("rad", "m")
    assert angles.at("pelvis_tx")[0] == 1.5
    assert angles.at("knee_angle_r").max() == pytest.approx(np.radians(120), abs=0.01)


def test_a_force_file_is_newtons_metres_and_newton_metres(tmp_path: Path) -> None:
    plate = read_motion(making.forces(tmp_path / "a.forces")).forces[0]
    assert plate.force[0].tolist() == [0, 700, 0]
    assert plate.point[0].tolist() == [0.1, 0, 0.2]
    assert plate.moment[0, 2] == 1.0


def test_a_mapping_gives_units_and_names_to_a_table_and_without_one_it_is_refused(tmp_path: Path) -> None:
    path = making.csv(tmp_path / "a.csv")
    found = opened(path)
    assert found.markers.at("R.Knee")[0].tolist() == [1.0, 0.0005, 0.0]
    assert found.analog.units == ("mV",)
    with pytest.raises(MissingField, match="neither the unit nor the meaning"):
        read_motion(path)
    path.with_suffix(".yaml").write_text(making.MAPPING.replace("emg", "emgg"))
    with pytest.raises(UnknownId, match="emgg"):
        opened(path)


def test_zeros_and_blanks_are_gaps_and_no_places(tmp_path: Path) -> None:
    path = making.trc(tmp_path / "a.trc")
    lines = path.read_text().split("\n")
    for row, put in ((8, "0"), (9, "")):
        cells = lines[row].split("\t")
        cells[2:5] = [put] * 3
        lines[row] = "\t".join(cells)
    path.write_text("\n".join(lines))
    found = read_motion(path)
    assert [gap.label for gap in found.gaps] == ["R.ASIS"]
    assert found.gaps[0].longest_s == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("change", "fault", "says"),
    [
        (lambda t: t.replace("\tmm\t", "\tfurlong\t"), MissingField, "unit"),
        (lambda t: t.replace("\tmm\t", "\tpx\t"), FileFormatError, "pixels"),
        (lambda t: t.replace("PathFileType", "Path"), FileFormatError, "PathFileType"),
        (lambda t: t.replace("Frame#", "Bild"), FileFormatError, "Frame#"),
        (lambda t: "\n".join(t.split("\n")[:-10]), FileFormatError, "promises 40 frames"),
        (lambda t: t[:-60], FileFormatError, "cut off"),
        (lambda t: t.replace("\t0.100000\t", "\t9.0\t"), OutOfRange, "time does not rise"),
        (lambda t: t.replace("\t0.100000\t", "\t0,1\t"), FileFormatError, "not a number"),
        (lambda _: "", FileFormatError, "empty"),
        (lambda t: t.replace("\n7\t", "\n7\t1\t2\t"), FileFormatError, "the row has"),
    ],
)
def test_a_wrong_trc_file_is_refused_with_its_reason(
    change: Callable[[str], str], fault: type[InputError], says: str, tmp_path: Path
) -> None:
    path = making.trc(tmp_path / "a.trc")
    path.write_text(change(path.read_text()))
    with pytest.raises(fault, match=says):
        read_motion(path)


def test_counts_that_the_table_contradicts_are_a_warning(tmp_path: Path) -> None:
    path = making.trc(tmp_path / "a.trc")
    path.write_text(path.read_text().replace("20\t20\t40\t", "50\t50\t30\t", 1))
    said = " ".join(read_motion(path).warnings)
    assert "says 30 for numframes" in said
    assert "50 frames a second" in said


def test_a_model_table_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    values = np.random.default_rng(0).normal(size=(20, 2))
    angles = Angles(labels=("knee_angle_r", "pelvis_tx"), units=("rad", "m"), values=values)
    write_angles(tmp_path / "a.mot", time_s=np.arange(20) / 10, angles=angles)
    assert np.allclose(read_motion(tmp_path / "a.mot").angles.values, values, atol=1e-8)


@pytest.mark.parametrize("name", ["coco", "rtmpose", "openpose", "mediapipe"])
def test_the_same_person_is_the_same_from_every_program(name: str, tmp_path: Path) -> None:
    made = getattr(making, name)(tmp_path / (name if name == "openpose" else f"{name}.json"))
    track = read_keypoints(made, rate_hz=30)
    assert track.format == name
    for i in (0, 30):
        assert track.at("left_knee")[i] == pytest.approx(making.stick(i)[13], abs=1e-6)
        assert track.at("right_shoulder")[i] == pytest.approx(making.stick(i)[6], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", "none of OpenPose"),
        ('{"bodies": {}}', "segments of a model"),
        ('{"people": []}', "nobody"),
        ('[{"image_id": 1, "keypoints": [1, 2]}]', "x, y and confidence"),
        ('[{"image_id": 1, "keypoints": [1, 2, 3]}]', "1 points"),
        ('{"frames": [{"landmarks": [{"x": 0.1, "y": 0.2, "z": 0}]}]}', "width and height"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_json_file_that_is_no_keypoints_says_what_it_is(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        read_keypoints(path)
