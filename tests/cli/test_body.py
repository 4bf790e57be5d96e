"""`evenpull body`: changes of muscles as posture, effort and loads; bad words are refused by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from evenpull.app.what_if.names import muscle_names
from evenpull.app.what_if.person import body_is_here
from evenpull.knowledge import load
from tests.cli.running import run

pytestmark = pytest.mark.skipif(not body_is_here(), reason="the body was not built or MuJoCo is not installed")
SHORT = "left.iliopsoas.length=-5%"
MIRRORED = "right.iliopsoas.length=-5%"


def answer(*words: str) -> dict[str, object]:
    done = run("body", *words, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_settle_says_how_far_and_how_sure_and_draws(tmp_path: Path) -> None:
    picture, tug = tmp_path / "body.svg", tmp_path / "tug.svg"
    found = answer("settle", "--change", SHORT, "--picture", str(picture), "--tug", str(tug))
    moved = {row["name"]: row for row in found["moved"]}
    tilt = moved["pelvic_tilt"]
    assert tilt["low"] <= tilt["median"] <= tilt["high"]
    assert tilt["sign"] == 1
    assert found["least_eigenvalue_nm_per_rad"] > 0
    assert found["pulls_n"]["after"]["hip_flexors"] > found["pulls_n"]["before"]["hip_flexors"]
    assert "hip flexors 5 % shorter" in found["sentence"]
    for file in (picture, tug):
        assert file.read_text().startswith("<svg")


def test_the_mirrored_change_settles_to_the_mirrored_posture() -> None:
    one, other = answer("settle", "--change", SHORT), answer("settle", "--change", MIRRORED)
    first, second = ({row["name"]: row["median"] for row in each["moved"]} for each in (one, other))
    assert first["pelvic_tilt"] == pytest.approx(second["pelvic_tilt"], abs=1e-6)
    assert first["pelvic_obliquity"] == pytest.approx(-second["pelvic_obliquity"], abs=1e-6)
    assert first["hip_flexion_left"] == pytest.approx(second["hip_flexion_right"], abs=1e-6)


def test_effort_and_loads_name_who_does_more_and_what_joints_carry() -> None:
    weak = "left.gluteus_maximus.strength=-50%"
    work = answer("effort", "--change", weak, "--task", "single_leg_stance", "--side", "left")
    groups = {(row["group"], row["side"]): row for row in work["groups"]}
    assert groups["gluteus_maximus", "left"]["change_n"] < 0
    assert sum(row["change_n"] for row in groups.values() if row["side"] == "left" and row["change_n"] > 0) > 0
    carried = answer("loads", "--change", weak, "--task", "single_leg_stance", "--side", "left")
    least = {row["joint"]: row for row in carried["joints"] if row["coactivation"] == 0.0}
    held = {row["joint"]: row for row in carried["joints"] if row["coactivation"] > 0.0}
    assert least["hip_l"]["before_bw"] > 1.5 > least["hip_r"]["before_bw"]
    assert all(held[joint]["before_n"] >= row["before_n"] for joint, row in least.items() if joint.startswith("l"))


def test_nothing_changed_changes_nothing() -> None:
    found = answer("settle")
    assert all(abs(row["median"]) < 1e-6 for row in found["moved"])
    assert "nothing moves by 0.1 degrees" in found["sentence"]


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (("settle", "--change", "left.iliopsoas.length=ten"), 3, "left.iliopsoas.length=-10%"),
        (("settle", "--change", "left.psaos.length=-5%"), 3, "psoas"),
        (("settle", "--change", "left.iliopsoas.length=-60%"), 3, "-15%"),
        (("settle", "--ground", "left.lift=much"), 3, "left.lift=15"),
        (("settle", "--ground", "left.lift=500"), 3, "80"),
        (("effort", "--task", "single_leg_stand"), 3, "single_leg_stance"),
        (("settle", "--tug", "no/such/folder/tug.svg"), 6, "picture"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(words: tuple[str, ...], code: int, named: str) -> None:
    done = run("body", *words)
    assert done.exit_code == code, done.output
    assert named in done.output


def test_the_tasks_are_listed() -> None:
    found = answer("tasks")["tasks"]
    assert {"standing", "squat", "sit_to_stand", "single_leg_stance", "step_up"} <= {task["id"] for task in found}


def test_settling_loads_neither_the_catalogue_nor_scipy() -> None:
    code = (
        "import sys; from evenpull.cli.main import main\n"
        "try: main(['body', 'settle', '--change', 'left.iliopsoas.length=-5%', '--json'])\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'pydantic', 'scipy', 'ruamel', 'evenpull.knowledge'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {sorted(heavy)}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_muscles_are_called_alike_with_and_without_the_whole_catalogue() -> None:
    assert dict(muscle_names()) == dict(muscle_names(load()))
