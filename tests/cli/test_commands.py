"""The commands on good input: what they print, write and return, and that what they return keeps its published form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from evenpull.capture.person import Person, read_person, write_person
from evenpull.cli.exit_codes import EXIT_CODES
from evenpull.cli.main import COMMANDS, main
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.report.json_out import schema
from evenpull.safety.screening import questions_for
from tests.people import mirrored

PEOPLE = ("carrier", "desk_worker", "refer", "runner")


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory, examples_dir: Path) -> dict[str, tuple[Result, Path]]:
    """Each made-up person assessed once, with the folder that was written."""
    place = tmp_path_factory.mktemp("results")
    return {
        name: (run("assess", examples_dir / name, "--no-pdf", "--json", "--out", place / name), place / name)
        for name in PEOPLE
    }


def test_help_names_every_command_and_exit_code() -> None:
    text = run("--help").stdout
    assert all(f"\n  {name}" in text for name in COMMANDS)
    assert all(f"\n  {code} " in text for _, code, _ in EXIT_CODES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 3


def test_doctor_names_every_part_and_how_to_get_it() -> None:
    told = json.loads(run("doctor", "--json").stdout)
    assert {part["name"] for part in told["parts"]} >= {"catalogue", "pose weights", "plutoprint", "fastapi"}
    assert all(part["install"] for part in told["parts"])
    assert all(part["name"] in run("doctor").stdout for part in told["parts"])


@pytest.mark.parametrize("name", PEOPLE)
def test_an_assessment_keeps_its_published_form(name: str, results: dict[str, tuple[Result, Path]]) -> None:
    result, folder = results[name]
    told = json.loads(result.stdout)
    jsonschema.validate(told, schema("assessment"))
    written = json.loads((folder / "assessment.json").read_text(encoding="utf-8"))
    told.pop("error", None)
    assert written == told


def test_a_person_who_is_referred_gets_the_letter_no_plan_and_code_seven(
    results: dict[str, tuple[Result, Path]],
) -> None:
    result, folder = results["refer"]
    assert result.exit_code == 7
    told = json.loads(result.stdout)
    assert told["error"]["code"] == "safety_stop"
    assert told["programme"] is None
    assert told["calls"] == told["next_tests"] == []
    names = {path.name for path in folder.iterdir()}
    assert "referral.html" in names
    assert names.isdisjoint({"programme.json", "calendar.ics"})


@pytest.mark.parametrize("command", ["next", "plan"])
def test_no_other_command_plans_or_tests_a_person_who_is_referred(command: str, examples_dir: Path) -> None:
    result = run(command, examples_dir / "refer", "--json")
    assert result.exit_code == 7
    assert list(json.loads(result.stdout)) == ["error"]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_demo_fits_a_terminal_for_every_made_up_person(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("demo", "--person", name)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert 8 <= len(lines) <= 36
    assert max(map(len, lines)) <= 80
    assert "Not a diagnosis" in result.stdout
    assert (tmp_path / "out" / name / ("referral.html" if name == "refer" else "report.html")).is_file()
    assert ("No tests, no plan" in " ".join(result.stdout.split())) == (name == "refer")


def test_the_demo_as_json_keeps_the_published_form_and_an_unknown_person_is_told_who_there_is(tmp_path: Path) -> None:
    jsonschema.validate(json.loads(run("demo", "--json", "--out", tmp_path).stdout), schema("assessment"))
    result = run("demo", "--person", "nobody", "--out", tmp_path, "--json")
    assert result.exit_code == 3
    assert "desk_worker" in json.loads(result.stdout)["error"]["hint"]


def test_a_written_assessment_is_planned_anew_with_other_minutes_and_kit(
    results: dict[str, tuple[Result, Path]],
) -> None:
    _, folder = results["desk_worker"]
    written = json.loads((folder / "programme.json").read_text(encoding="utf-8"))
    jsonschema.validate(written, schema("programme"))
    result = run("plan", folder / "assessment.json", "--minutes", "10", "--equipment", "band", "--json")
    assert result.exit_code == 0, result.stderr
    made = json.loads(result.stdout)
    jsonschema.validate(made, schema("programme"))
    sessions = [day for day in made["days"] if day["items"]]
    assert sessions
    assert all(day["minutes"] <= 10.5 and len(day["items"]) <= 3 for day in sessions)
    assert not any("foam" in item["name"].lower() for day in sessions for item in day["items"])
    same = json.loads(run("plan", folder / "assessment.json", "--json").stdout)
    assert same["days"] == written["days"]


@pytest.mark.parametrize("name", ["carrier", "desk_worker", "runner"])
def test_next_names_tests_with_their_steps_or_says_that_none_would_change_anything(
    name: str, examples_dir: Path
) -> None:
    told = json.loads(run("next", examples_dir / name, "--json").stdout)["next_tests"]
    text = run("next", examples_dir / name).stdout
    if not told:
        assert "No further test would change what to do" in text
        return
    assert text.count("tells most about") == len(told)
    assert "   - " in text


def test_the_same_person_gives_the_same_result_twice(
    tmp_path: Path, examples_dir: Path, results: dict[str, tuple[Result, Path]]
) -> None:
    run("assess", examples_dir / "runner", "--no-pdf", "--out", tmp_path)
    _, former = results["runner"]
    for name in ("assessment.json", "programme.json"):
        first, second = (json.loads((place / name).read_text(encoding="utf-8")) for place in (former, tmp_path))
        assert first.pop("created")
        assert second.pop("created")
        assert first == second


def test_a_mirrored_person_gives_the_mirrored_result(
    tmp_path: Path, examples_dir: Path, catalogue: Catalogue, results: dict[str, tuple[Result, Path]]
) -> None:
    person = read_person(examples_dir / "runner", catalogue).person
    write_person(tmp_path, mirrored(person, catalogue))
    run("assess", tmp_path, "--no-pdf")
    other = json.loads((tmp_path / "result" / "assessment.json").read_text(encoding="utf-8"))
    first = json.loads((results["runner"][1] / "assessment.json").read_text(encoding="utf-8"))
    assert states(first, turned=True) == states(other, turned=False)
    calls = {(call["muscle"], mirror(call["side"]), call["property"], call["word"]) for call in first["calls"]}
    assert calls == {(call["muscle"], call["side"], call["property"], call["word"]) for call in other["calls"]}
    plans = [
        json.loads((place / "programme.json").read_text(encoding="utf-8"))
        for place in (results["runner"][1], tmp_path / "result")
    ]
    assert sets(plans[0], turned=True) == sets(plans[1], turned=False)


def states(assessment: dict[str, Any], *, turned: bool) -> dict[tuple[str, str], Any]:
    """Return length and strength of every muscle by name and side, sides exchanged where turned."""
    return {
        (each["muscle"], mirror(each["side"]) if turned else each["side"]): tuple(
            {name: round(value, 9) + 0.0 for name, value in each[part].items()} for part in ("length", "strength")
        )
        for each in assessment["muscles"]
    }


def sets(plan: dict[str, Any], *, turned: bool) -> list[Any]:
    """Return day, exercise and sets of each side, sides exchanged where turned."""
    first, second = ("right", "left") if turned else ("left", "right")
    return [
        (day["date"], item["exercise_id"], item["sets"][first], item["sets"][second])
        for day in plan["days"]
        for item in day["items"]
    ]


def test_a_new_folder_filled_in_but_unanswered_is_told_which_safety_questions_are_missing(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    folder = tmp_path / "me"
    made = run("new", folder)
    assert made.exit_code == 0
    assert "evenpull assess" in made.stdout
    path = folder / "person.yaml"
    unfilled = run("assess", folder, "--no-pdf")
    assert unfilled.exit_code == 3
    assert "90 to 250 cm" in unfilled.stderr
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("height_cm: 0, mass_kg: 0", "height_cm: 170, mass_kg: 70"), encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("age_years: 0", "age_years: 40")
    path.write_text(text, encoding="utf-8")
    result = run("assess", folder, "--no-pdf", "--json")
    assert result.exit_code == 8
    person = read_person(folder, catalogue).person
    wanted = [question.id for question in questions_for(person, catalogue)]
    told = json.loads(result.stdout)
    assert told["error"]["not_asked"] == told["safety"]["not_asked"] == wanted
    assert wanted
    assert run("new", folder).exit_code == 6
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("how", ["left out", "left empty", "no screening"])
def test_an_unanswered_safety_question_writes_a_referral_page_and_no_plan(
    tmp_path: Path, examples_dir: Path, how: str
) -> None:
    text = (examples_dir / "desk_worker" / "person.yaml").read_text(encoding="utf-8")
    if how == "no screening":
        text = text[: text.index("screening:")] + text[text.index("medicines:") :]
    else:
        text = text.replace("    fever: no\n", "" if how == "left out" else "    fever:\n")
    (tmp_path / "person.yaml").write_text(text, encoding="utf-8")
    result = run("assess", tmp_path, "--no-pdf")
    assert result.exit_code == 8
    assert "fever" in result.stderr
    names = {path.name for path in (tmp_path / "result").iterdir()}
    assert names == {"report.html", "assessment.json", "referral.html"}
    told = json.loads((tmp_path / "result" / "assessment.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, schema("assessment"))
    assert "fever" in told["safety"]["not_asked"]
    assert told["programme"] is None
    for command in ("next", "plan"):
        assert run(command, tmp_path).exit_code == 8
    assert run("plan", tmp_path / "result" / "assessment.json").exit_code == 8


def test_an_alarming_answer_counts_before_a_missing_one(tmp_path: Path, examples_dir: Path) -> None:
    text = (examples_dir / "refer" / "person.yaml").read_text(encoding="utf-8").replace("    fever: no\n", "")
    (tmp_path / "person.yaml").write_text(text, encoding="utf-8")
    result = run("assess", tmp_path, "--no-pdf", "--json")
    assert result.exit_code == 7
    assert json.loads(result.stdout)["safety"]["not_asked"] == ["fever"]


def test_a_person_file_that_was_read_and_written_gives_the_same_person(
    tmp_path: Path, examples_dir: Path, catalogue: Catalogue
) -> None:
    person: Person = read_person(examples_dir / "runner", catalogue).person
    write_person(tmp_path, person)
    assert read_person(tmp_path, catalogue).person == person
