"""Whatever is wrong with a person file, an option or a place: one clear answer, nothing half-written, no traceback."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from evenpull.capture.person.limits import MAX_PERSON_BYTES
from tests.cli.running import in_folder, run

BASE = (Path(__file__).resolve().parents[2] / "examples" / "desk_worker" / "person.yaml").read_text(encoding="utf-8")
THOMAS = next(line for line in BASE.splitlines() if "modified_thomas, side: left" in line)
ABOUT = "person: {sex: male, age_years: 41, height_cm: 181, mass_kg: 84}\nstart: 2027-03-01\n"
BOMB = "a: &a [x, x]\n" + "".join(f"b{i}: &b{i} [{', '.join([f'*b{i - 1}' if i else '*a'] * 9)}]\n" for i in range(12))


def changed(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new, 1)


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


CHANGES: dict[str, tuple[str, str, str, str]] = {
    # name: (old, new, field, what the answer says)
    "an unknown test": ("test: modified_thomas", "test: modified_tomas", "tests.0.test", "modified_thomas"),
    "a signed angle": ("unit: deg_above_bench", "unit: deg", "tests.0.unit", "deg_above_bench"),
    "a wrong unit": ("unit: deg_above_bench", "unit: cm", "tests.0.unit", "deg_below_bench"),
    "no unit": ("unit: deg_above_bench, ", "", "tests.0.unit", "knowledge show tests"),
    "a wrong side": ("thomas, side: left", "thomas, side: up", "tests.0.side", "'left', 'right' or 'both'"),
    "both sides at once": ("thomas, side: left", "thomas, side: both", "tests.0.side", "side: left"),
    "not a number": ("mass_kg: 84", "mass_kg: .nan", "person.mass_kg", "25 to 350 kg"),
    "endless": ("mass_kg: 84", "mass_kg: .inf", "person.mass_kg", "25 to 350 kg"),
    "an age below nought": ("age_years: 41", "age_years: -4", "person.age_years", "0 to 120 years"),
    "an age that is no number": ("age_years: 41", "age_years: .nan", "person.age_years", "0 to 120 years"),
    "an age in words": ("age_years: 41", "age_years: forty", "person.age_years", "whole number"),
    "height in metres": ("height_cm: 181", "height_cm: 1.81", "person.height_cm", "90 to 250 cm"),
    "pain of eleven": ("now: 4", "now: 11", "pains.0.now", "0 to 10"),
    "pain of no number": ("now: 4", "now: .nan", "pains.0.now", "0 to 10"),
    "weeks below nought": ("weeks: 60", "weeks: -1", "pains.0.weeks", "0 to 5200 weeks"),
    "a trial of no number": ("trials: [5,", "trials: [.nan,", "tests.0.trials.0", "-60 to 60"),
    "an endless trial": ("trials: [5,", "trials: [1e400,", "tests.0.trials.0", "-60 to 60"),
    "an impossible trial": ("trials: [5,", "trials: [-170,", "tests.0.trials.0", "-60 to 60"),
    "a value and trials": ("trials: [5, 7]", "trials: [5], value: 5", "tests.0.trials", "not both"),
    "a force without its lever": (", lever_cm: 38", "", "tests.2.lever_cm", "lever"),
    "a lever of nought": ("lever_cm: 38", "lever_cm: 0", "tests.2.lever_cm", "2 to 120 cm"),
    "an unknown method": ("method: inclinometer", "method: guess", "tests.0.method", "Allowed:"),
    "a start long ago": ("start: 2027-03-01", "start: 1801-03-01", "start", "2000-01-01"),
    "a start far ahead": ("start: 2027-03-01", "start: 9999-12-31", "start", "2199-12-31"),
    "a start in words": ("start: 2027-03-01", "start: next monday", "start", "2027-03-01"),
    "old safety answers": ("date: 2027-02-27", "date: 2021-02-27", "screening.date", "anew"),
    "a safety answer of perhaps": ("fever: no", "fever: perhaps", "screening.answers.fever", "yes, no"),
    "a safety answer in a map": ("fever: no", "fever: {a: b}", "screening.answers.fever", "'yes' or 'no'"),
    "an unknown safety question": ("fever: no", "fevr: no", "screening.answers.fevr", "fever"),
    "an unknown place of pain": ("site: low_back", "site: lowback", "pains.0.site", "low_back"),
    "a condition nobody knows": ("conditions: []", "conditions: [measles]", "conditions.0", "condition"),
    "kit nobody knows": ("[foam_roller, band]", "[foam_roler]", "equipment.0", "foam_roller"),
    "kit that is no list": ("[foam_roller, band]", "band", "equipment", "list"),
    "an unknown goal": ("goals: [less_pain]", "goals: [win]", "goals.0", "'less_pain'"),
    "minutes below nought": ("minutes: 20", "minutes: -20", "time.minutes", "0 to 180 minutes"),
    "nine days a week": ("days_per_week: 4}", "days_per_week: 9}", "time.days_per_week", "0 to 7"),
    "a misspelt field": ("equipment:", "equipmnt:", "equipmnt", "equipment"),
    "tests that are no list": ("tests:\n", "tests: {}\nfeels_like:\n", "tests", "list"),
    "hours of no number": ("hours_seated: 9", "hours_seated: .nan", "answers.hours_seated", "0 to 24 hours"),
    "an answer as a list": ("hours_seated: 9", "hours_seated: [1, 2]", "answers.hours_seated", "value: ..."),
    "an answer of a wrong side": (
        "hours_seated: 9",
        "hours_seated: {value: 9, side: up}",
        "answers.hours_seated.side",
        "'left'",
    ),
    "an unknown question": ("hours_seated: 9", "hours_seatd: 9", "answers.hours_seatd", "hours_seated"),
    "a name as long as a page": ("site: low_back", f"site: {'x' * 900}", "pains.0.site", "too long"),
    "an unknown fault": (
        "observed: []",
        "observed: [{movement: squat, view: front, fault: knee_in, how: slight}]",
        "observed.0.fault",
        "knees_in",
    ),
    "an unknown movement": (
        "observed: []",
        "observed: [{movement: backflip, view: front, fault: knees_in, side: left, how: slight}]",
        "observed.0.movement",
        "movement",
    ),
    "an override of both sides": (
        "overrides: []",
        "overrides: [{muscle: soleus, side: both, property: short, set: absent, reason: seen}]",
        "overrides.0.side",
        "'left' or 'right'",
    ),
    "a picture that is not there": (
        "overrides: []",
        "pictures: [{file: ../../etc/hosts}]",
        "pictures.0.file",
        "photos/",
    ),
}


@pytest.mark.parametrize(("old", "new", "field", "says"), CHANGES.values(), ids=CHANGES.keys())
def test_a_wrong_field_is_told_with_file_line_field_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, field: str, says: str
) -> None:
    text = changed(old, new)
    result = run("assess", in_folder(tmp_path, text), "--no-pdf", "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)["error"]
    every = [told, *told.get("others", ())]
    found = next(each for each in every if each["where"].get("field") == field)
    assert found["where"]["file"] == "person.yaml"
    assert found["where"]["line"] == line_of(text, new.partition("\n")[0] or BASE.partition(old)[0].splitlines()[-1])
    assert says in found["message"] + found["hint"]
    assert found["message"] in result.stderr
    assert str(tmp_path) not in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["person.yaml"]


FILES: dict[str, tuple[str | bytes, int | None, str]] = {
    "broken": (BASE + "more: [\n", BASE.count("\n") + 2, ""),
    "a tab": (changed("user:", "\tuser:"), 4, ""),
    "a field twice": (BASE + "user: self\n", BASE.count("\n") + 1, "twice"),
    "empty": ("", 1, "evenpull new"),
    "only a remark": ("# nothing\n", 1, "evenpull new"),
    "one word": ("hello\n", 1, "evenpull new"),
    "a list": ("- a\n- b\n", 1, "evenpull new"),
    "nought bytes": (b"\x00\x00\x00", None, "YAML"),
    "no text": (b"\xff\xfe\xfa person", None, "UTF-8"),
    "a day no calendar has": (changed("2027-03-01", "2027-02-30"), 3, "no such day"),
    "month nought": (changed("2027-03-01", "0000-00-00"), 3, "no such day"),
    "aliases within aliases": (ABOUT + BOMB, None, ""),
    "an alias": (ABOUT + "feels: &f {}\nanswers: *f\n", 4, "stands for another"),
    "a merge": (ABOUT + "x: &x {a: 1}\nfeels: {<<: *x}\n", None, "stands for another"),
    "a loop": ("person: &a\n  sex: *a\nstart: 2027-01-01\n", None, ""),
    "a tower of brackets": ("a: " + "[" * 50_000, 1, "too deep"),
    "a tower of braces": ("a: " + "{a: " * 20_000, 1, "too deep"),
    "a tower of steps": ("- " * 20_000, 1, "too deep"),
    "a number as a name": (BASE + "12: a\n", None, "must be a word"),
    "nothing as a name": (BASE + "~: a\n", None, "must be a word"),
    "a list as a name": (BASE + "? [a, b]\n: c\n", None, "must be a word"),
    "a command": (BASE + "x: !!python/object/apply:os.system [echo]\n", BASE.count("\n") + 1, ""),
    "two documents": (BASE + "---\na: b\n", None, ""),
    "a megabyte": (ABOUT + "# " + "x" * 1_000_000, None, f"{MAX_PERSON_BYTES // 1000} kB"),
    "a number of 5000 digits": (changed("age_years: 41", "age_years: " + "9" * 5000), None, ""),
    "one test twice": (BASE.replace(THOMAS, f"{THOMAS}\n{THOMAS}"), None, "twice"),
    "a thousand faults": (
        ABOUT + "observed:\n" + "  - {movement: squat, view: front, fault: knees_in, how: slight}\n" * 1000,
        3,
        "200",
    ),
}


@pytest.mark.parametrize(("text", "line", "says"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_no_person_is_refused_with_its_line(
    tmp_path: Path, text: str | bytes, line: int | None, says: str
) -> None:
    result = run("assess", in_folder(tmp_path, text), "--no-pdf", "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)["error"]
    assert told["where"]["file"] == "person.yaml"
    assert line is None or told["where"]["line"] == line
    assert says in told["message"] + told["hint"]
    assert [path.name for path in tmp_path.iterdir()] == ["person.yaml"]


def test_no_answer_repeats_a_value(tmp_path: Path) -> None:
    text = changed("now: 4", "now: 87654").replace("medicines: []", "medicines: {secret_pill: 1}")
    text = text.replace("fever: no", "fever: zebra").replace("what: ", "whom: ")
    said = run("assess", in_folder(tmp_path, text), "--no-pdf").output
    assert said.count("person.yaml:") >= 4
    assert not re.search("87654|secret_pill|zebra|meeting", said)


@pytest.mark.parametrize("command", ["assess", "next", "plan"])
def test_every_command_on_a_person_refuses_a_folder_without_one(tmp_path: Path, command: str) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        result = run(command, place, "--json")
        assert result.exit_code == 3
        assert "evenpull new" in json.loads(result.stdout)["error"]["hint"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"person": 3}', '{"measurements": [], "person": {}}', "[" * 90_000])
def test_plan_refuses_what_is_no_assessment(tmp_path: Path, text: str) -> None:
    path = tmp_path / "assessment.json"
    path.write_text(text, encoding="utf-8")
    result = run("plan", path, "--json")
    assert result.exit_code == 3
    assert "error" in json.loads(result.stdout)
    assert run("plan", tmp_path / "none.json").exit_code == 3


@pytest.mark.parametrize(
    ("option", "value", "code", "says"),
    [
        ("--equipment", "trampoline", 3, "equipment"),
        ("--minutes", "nan", 3, "0 to 180"),
        ("--minutes", "-5", 2, "0<=x<=180"),
        ("--days", "9", 2, "0<=x<=7"),
        ("--days", "two", 2, "integer"),
    ],
)
def test_plan_refuses_options_that_cannot_be(examples_dir: Path, option: str, value: str, code: int, says: str) -> None:
    result = run("plan", examples_dir / "carrier", "--json", option, value)
    assert result.exit_code == code
    assert says in result.output
    assert "error" in json.loads(result.stdout)


def test_a_result_place_that_is_a_file_is_refused_and_left_alone(tmp_path: Path, examples_dir: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("mine", encoding="utf-8")
    for command in (["assess", str(examples_dir / "carrier"), "--no-pdf"], ["demo", "--person", "carrier"]):
        result = run(*command, "--out", place, "--json")
        assert result.exit_code == 6
        assert json.loads(result.stdout)["error"]["code"] == "store"
    assert run("new", place).exit_code == 6
    assert place.read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to the superuser")
def test_a_read_only_place_is_refused(tmp_path: Path, examples_dir: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert run("assess", examples_dir / "carrier", "--no-pdf", "--out", tmp_path / "out").exit_code == 6
    finally:
        tmp_path.chmod(0o755)


def test_a_failed_run_leaves_the_former_results_as_they_were(tmp_path: Path, examples_dir: Path) -> None:
    folder = in_folder(tmp_path, (examples_dir / "carrier" / "person.yaml").read_bytes())
    assert run("assess", folder, "--no-pdf").exit_code == 0
    former = {path.name: path.read_bytes() for path in (folder / "result").iterdir()}
    in_folder(folder, BASE + "tests: [\n")
    assert run("assess", folder, "--no-pdf").exit_code == 3
    assert {path.name: path.read_bytes() for path in (folder / "result").iterdir()} == former


def test_a_fault_of_the_program_is_said_without_traceback_or_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("a secret of the person")

    monkeypatch.setattr("evenpull.app.assess.screen", broken)
    result = run("assess", in_folder(tmp_path, BASE), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"]["code"] == "program"
    assert "evenpull/app/assess.py" in result.stderr
    assert "secret" not in result.output


def test_a_wrong_command_line_is_told_as_json_where_that_was_asked(tmp_path: Path) -> None:
    result = run("assess", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["error"]["code"] == "usage"
    assert run("assess", tmp_path, "--nonsense").exit_code == 2
    assert run("asess").exit_code == 2


def test_an_interrupted_run_ends_without_a_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("evenpull.app.assess.screen", stopped)
    result = run("assess", in_folder(tmp_path, BASE))
    assert result.exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["person.yaml"]


# ---------------------------------------------------------------------------------------------- pictures
