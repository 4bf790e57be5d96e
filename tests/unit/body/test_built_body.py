"""The built body: what ships is what the build makes, and a wrong file is refused by name."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest

from evenpull.body.build.compile import body_of, files_of
from evenpull.body.build.parts import Anatomy
from evenpull.body.build.shipped import plain
from evenpull.body.model.load import RECORD, XML, load_body, read_files
from evenpull.errors import KnowledgeError, OutOfRange, UnknownId

Make = Callable[..., Anatomy]


@pytest.fixture(scope="session")
def files(without: Make) -> tuple[str, str]:
    return files_of(without(), {})


def test_lengths_as_shipped_are_myosims_own(myosim: Any, as_shipped: Anatomy) -> None:
    body, data = body_of(as_shipped), mujoco.MjData(myosim)
    joints = {plain(myosim.joint(i).name): int(myosim.jnt_qposadr[i]) for i in range(myosim.njnt)}
    generator = np.random.default_rng(11)
    for _ in range(5):
        q = generator.uniform(body.coordinates.low, body.coordinates.high)
        ours = dict(zip(body.names, body.paths(q)[0], strict=True))
        positions = body.coordinates.positions(q[None])[0, body.coordinates.places]
        for joint, value in zip(body.coordinates.joints, positions, strict=True):
            data.qpos[joints[joint]] = value
        mujoco.mj_kinematics(myosim, data)
        mujoco.mj_comPos(myosim, data)
        mujoco.mj_tendon(myosim, data)
        for actuator in range(myosim.nu):
            name = plain(myosim.actuator(actuator).name)
            sided = name if name.endswith(("_r", "_l")) else f"{name}_r"
            if sided in ours:
                theirs = float(data.ten_length[myosim.actuator_trnid[actuator, 0]])
                assert ours[sided] == pytest.approx(theirs, abs=1e-8), sided


def test_the_same_input_gives_the_same_bytes(without: Make, files: tuple[str, str]) -> None:
    assert files_of(without(), {}) == files


def test_written_files_are_read_back(tmp_path: Path, files: tuple[str, str]) -> None:
    xml, record = tmp_path / "body.xml", tmp_path / "body.json"
    xml.write_text(files[0], newline="\n")
    record.write_text(files[1], newline="\n")
    text, read = read_files(xml, record)
    assert text == files[0]
    assert len(read["muscles"]) == 346


@pytest.mark.parametrize("broken", ["missing", "truncated", "other", "format"])
def test_a_body_that_does_not_belong_together_is_refused(broken: str, tmp_path: Path, files: tuple[str, str]) -> None:
    xml, record = tmp_path / "body.xml", tmp_path / "body.json"
    xml.write_text(files[0] + (" " if broken == "other" else ""), newline="\n")
    if broken != "missing":
        text = files[1][:1000] if broken == "truncated" else files[1]
        record.write_text(text.replace('"format": 1', '"format": 99') if broken == "format" else text)
    with pytest.raises(KnowledgeError, match="body"):
        read_files(xml, record)


def test_moment_arms_are_the_slopes_of_lengths(without: Make) -> None:
    body = body_of(without())
    c = body.coordinates
    generator = np.random.default_rng(3)
    for _ in range(5):
        q = generator.uniform(0.8 * c.low, 0.8 * c.high)
        _, arms = body.paths(q)
        for index in range(len(c.names)):
            step = np.zeros(len(c.names))
            step[index] = 1e-6
            slope = (body.paths(q + step)[0] - body.paths(q - step)[0]) / 2e-6
            assert np.abs(arms[:, index] + slope).max() < 1e-5, c.names[index]


def test_an_angle_outside_its_range_is_refused(without: Make) -> None:
    coordinates = body_of(without()).coordinates
    with pytest.raises(OutOfRange):
        coordinates.posture({"knee_angle_r": 3.0})
    with pytest.raises(UnknownId):
        coordinates.posture({"knee": 0.0})


@pytest.mark.skipif(not (XML.is_file() and RECORD.is_file()), reason="the body was not built")
def test_the_built_body_loads_and_says_what_it_is_made_of() -> None:
    body = load_body()
    record = json.loads(RECORD.read_text())
    assert body.model.ntendon == len(body.names) == len(body.muscles().names) == len(record["muscles"])
    assert record["sources"]["myosim"]["licence"] == "Apache-2.0"
    assert {"id", "fault"} == set(record["mends"][0])
    assert np.isfinite(body.paths(body.coordinates.posture(record["standing"]["angles"]))[0]).all()
