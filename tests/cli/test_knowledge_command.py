"""`evenpull knowledge`: check, list and show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenpull.cli.main import main

GOOD = Path(__file__).resolve().parents[1] / "knowledge" / "good"


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["knowledge", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_check_of_a_good_folder_says_how_many_rules_hold() -> None:
    code, out, err = run("check", str(GOOD))
    assert (code, err) == (0, "")
    assert "obey" in out


def test_check_of_a_bad_folder_names_file_line_field_and_rule(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(GOOD, folder)
    habit = folder / "habits" / "stand_up.yaml"
    habit.write_text(habit.read_text(encoding="utf-8").replace("Stand up now and then.", "It cures."), encoding="utf-8")
    code, out, err = run("check", str(folder))
    assert (code, out) == (4, "")
    assert "habits/stand_up.yaml:1, text: " in err
    assert "[words]" in err
    code, out, _ = run("check", str(folder), "--json")
    assert code == 4
    (told,) = json.loads(out)["problems"]
    assert (told["file"], told["line"], told["field"], told["rule"]) == ("habits/stand_up.yaml", 1, "text", "words")


def test_check_of_no_folder_is_refused_without_a_traceback(tmp_path: Path) -> None:
    code, _, err = run("check", str(tmp_path / "none"))
    assert code == 3
    assert "Traceback" not in err
    assert str(tmp_path) not in err


@pytest.mark.parametrize("name", ["tensor_fasciae_latae", "tfl"])
def test_show_finds_an_entry_by_id_and_by_alias(name: str) -> None:
    code, out, _ = run("show", "muscles", name)
    assert code == 0
    assert out.startswith("muscles / tensor_fasciae_latae")


def test_show_as_json_is_one_object_with_its_sources() -> None:
    code, out, _ = run("show", "patterns", "lower_crossed", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["entry"]["id"] == "lower_crossed"
    assert "HERRINGTON2011" in told["sources"]


def test_unknown_kinds_and_names_say_what_is_near() -> None:
    code, _, err = run("show", "muscles", "gluteus_maximum")
    assert code == 3
    assert "gluteus_maximus" in err
    code, _, err = run("list", "muscle")
    assert code == 3
    assert "muscles" in err


def test_list_gives_kinds_then_entries() -> None:
    code, out, _ = run("list", "--json")
    assert code == 0
    assert json.loads(out)["kinds"]["muscles"] > 100
    code, out, _ = run("list", "patterns")
    assert code == 0
    assert "lower_crossed" in out
