"""A practitioner's own folder: adds and replaces entries, judged by the same rules, never makes a thing less safe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from evenpull.errors import CatalogueInvalid, FileFormatError
from evenpull.knowledge import Catalogue
from evenpull.knowledge.compile import SOURCE
from evenpull.knowledge.load import COMPILED, OWN_ENTRIES, load
from evenpull.knowledge.own import check_own, with_own

CLAM = Path("exercises/act_clam.yaml")


def written(folder: Path, place: Path, change: dict[str, object], *, as_id: str | None = None) -> Path:
    """Write a shipped entry with some fields changed (None removes one) into a folder of own entries."""
    yaml = YAML()
    entry = yaml.load((SOURCE / place).read_text(encoding="utf-8"))
    for field, value in change.items():
        if value is None:
            entry.pop(field, None)
        else:
            entry[field] = value
    target = folder / place.parent / f"{as_id or place.stem}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as stream:
        yaml.dump(entry, stream)
    return folder


def faults(folder: Path, catalogue: Catalogue) -> list[str]:
    return [str(problem) for problem in check_own(folder, catalogue)[1]]


def test_an_own_exercise_and_a_changed_one_are_there_and_change_the_hash(tmp_path: Path, catalogue: Catalogue) -> None:
    written(tmp_path, CLAM, {"name": "Clam with a pause", "drawn": None, "harder": None}, as_id="act_clam_pause")
    written(tmp_path, CLAM, {"name": "Side-lying knee opener"})
    whole = with_own(COMPILED.read_bytes(), tmp_path)
    assert whole.exercises["act_clam_pause"].name == "Clam with a pause"
    assert whole.exercises["act_clam"].name == "Side-lying knee opener"
    assert whole.own == ("exercises/act_clam", "exercises/act_clam_pause")
    assert whole.sha256 != catalogue.sha256
    assert len(whole.exercises) == len(catalogue.exercises) + 1
    assert catalogue.own == ()


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_ENTRIES, str(written(tmp_path, CLAM, {"name": "Side-lying knee opener"})))
    assert load().exercises["act_clam"].name == "Side-lying knee opener"
    monkeypatch.delenv(OWN_ENTRIES)
    assert load().exercises["act_clam"].name == "Clam"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"codes": []}, "safety"),
        ({"stop_rules": ["stop_own_pain"]}, "safety"),
        ({"facts": {"positions": ["standing"], "load": "body"}}, "safety"),
        ({"facts": {"positions": ["side_lying"]}}, "safety"),
        ({"primary": ["no_such_muscle"]}, "reference"),
        ({"feel": "This cures a faulty hip."}, "words"),
        ({"substitute": "act_clam"}, "completeness"),
    ],
    ids=["code lost", "stop rule lost", "position lost", "load lost", "muscle", "forbidden word", "own substitute"],
)
def test_what_is_wrong_or_less_safe_is_refused(
    change: dict[str, object], rule: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    found = check_own(written(tmp_path, CLAM, change), catalogue)[1]
    assert rule in {problem.rule for problem in found}, [str(problem) for problem in found]
    assert {problem.where.file for problem in found} == {"exercises/act_clam.yaml"}
    with pytest.raises(CatalogueInvalid):
        with_own(COMPILED.read_bytes(), tmp_path)


def test_more_codes_and_a_new_condition_are_welcome(tmp_path: Path, catalogue: Catalogue) -> None:
    codes = sorted({*catalogue.exercises["act_clam"].codes, "C_BALANCE"})
    assert faults(written(tmp_path, CLAM, {"codes": codes}), catalogue) == []


def test_a_shipped_safety_rule_cannot_be_replaced(tmp_path: Path, catalogue: Catalogue) -> None:
    place = Path("stop_rules/stop_own_pain.yaml")
    assert "added, not replaced" in faults(written(tmp_path, place, {"text": "Go on."}), catalogue)[0]
    other = tmp_path / "other"
    assert faults(written(other, place, {}, as_id="stop_own_pain_here"), catalogue) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(FileFormatError, match="no folder of own"):
        check_own(tmp_path / "nowhere", catalogue)


def test_the_command_judges_an_own_folder(tmp_path: Path) -> None:
    folder = written(tmp_path / "good", CLAM, {"name": "Side-lying knee opener"})
    run = [sys.executable, "-m", "evenpull.cli", "knowledge", "check", "--own"]
    good = subprocess.run([*run, str(folder)], capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout.split(" obey")[0]) == (0, "1 entries of 1 kinds"), good.stderr
    worse = written(tmp_path / "bad", CLAM, {"codes": []})
    bad = subprocess.run([*run, str(worse)], capture_output=True, text=True, check=False)
    assert bad.returncode == 4
    assert "exercises/act_clam.yaml" in bad.stderr
    assert str(tmp_path) not in bad.stderr
