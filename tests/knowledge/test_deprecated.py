"""Deprecated entries: gone from use, but their names lead on for ever, with a note."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenpull.app.assess import assess
from evenpull.capture.person import read_person
from evenpull.cli import person as person_command
from evenpull.cli.main import main
from evenpull.core.canonical import canonical_json
from evenpull.errors import KnowledgeError
from evenpull.knowledge import Catalogue, load
from evenpull.knowledge.cards import card
from evenpull.knowledge.compile import check_source, compile_source
from evenpull.knowledge.load import COMPILED, from_bytes
from evenpull.report.catalogue_pages.site import files
from evenpull.report.json_out import assessment_object

GOOD = Path(__file__).resolve().parent / "good"
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "desk_worker"
OLD, OLD_ALIAS, NEW = "old_thigh_test", "OLD_THIGH", "modified_thomas"


@pytest.fixture(scope="module")
def after() -> Catalogue:
    """The shipped catalogue with a test that was renamed: the old entry is deprecated."""
    raw = json.loads(COMPILED.read_bytes())
    raw["tests"][OLD] = raw["tests"][NEW] | {"id": OLD, "deprecated": NEW, "aliases": [OLD_ALIAS]}
    raw["aliases"]["tests"][OLD_ALIAS] = OLD
    return from_bytes(canonical_json(raw))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The desk worker, whose file names the old id."""
    shutil.copytree(EXAMPLE, tmp_path / "me", ignore=shutil.ignore_patterns("photos", "videos", "result"))
    path = tmp_path / "me" / "person.yaml"
    text = path.read_text(encoding="utf-8")
    assert f"test: {NEW}" in text
    path.write_text(text.replace(f"test: {NEW}", f"test: {OLD}", 1), encoding="utf-8")
    return tmp_path / "me"


@pytest.mark.parametrize("name", [OLD, OLD_ALIAS])
def test_id_and_aliases_of_a_deprecated_entry_lead_to_the_new_one(after: Catalogue, name: str) -> None:
    assert after.resolve("tests", name) == NEW
    assert after.replaced("tests", name) == NEW
    assert after.replaced("tests", NEW) is None


def test_a_deprecated_entry_is_no_longer_used_but_kept(after: Catalogue) -> None:
    assert OLD not in after.tests
    assert after.retired["tests"][OLD].deprecated == NEW
    assert len(after.tests) == len(load().tests)


def test_showing_a_deprecated_entry_shows_the_new_one_with_a_note(after: Catalogue) -> None:
    shown = card(after, "tests", OLD)
    assert shown.entry.id == NEW
    assert OLD in shown.text().splitlines()[1]
    assert OLD in shown.as_dict()["note"]
    assert "note" not in card(after, "tests", NEW).as_dict()


def test_the_page_of_a_deprecated_entry_stays_and_leads_on(after: Catalogue) -> None:
    made = files(after, kind="tests")
    assert "no longer used" in made[f"tests/{OLD}.html"]
    assert f'href="../tests/{NEW}.html"' in made[f"tests/{OLD}.html"]


def test_a_person_file_with_a_deprecated_id_is_read_as_the_new_one_with_a_notice(
    after: Catalogue, folder: Path
) -> None:
    read = read_person(folder, after)
    assert OLD not in {reading.test for reading in read.person.tests}
    assert read.person.tests == read_person(EXAMPLE, load()).person.tests
    (notice,) = read.notices
    assert notice.startswith("person.yaml:")
    assert OLD in notice
    assert NEW in notice
    assert read_person(EXAMPLE, after).notices == ()


def test_the_result_of_a_deprecated_id_is_that_of_the_new_one_and_says_so(after: Catalogue, folder: Path) -> None:
    renamed = assess(folder, catalogue=after, media=False)
    plain = assess(EXAMPLE, catalogue=after, media=False)
    assert renamed.measurements == plain.measurements
    assert [call.id for call in renamed.inference.calls] == [call.id for call in plain.inference.calls]
    assert assessment_object(renamed, after)["notices"] == list(renamed.notices) != []
    assert assessment_object(plain, after)["notices"] == []


def test_the_command_says_it_on_standard_error(
    after: Catalogue, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(person_command, "load", lambda: after)
    monkeypatch.setattr("evenpull.capture.person.own_exercises.load", lambda: after)
    said = CliRunner().invoke(main, ["assess", str(folder), "--out", str(tmp_path / "out"), "--no-pdf"])
    assert said.exit_code == 0, said.output
    assert f"'{OLD}' is no longer used" in said.stderr
    assert OLD not in said.stdout


@pytest.mark.parametrize("leads_to", ["nothing_at_all", OLD])
def test_a_deprecated_entry_that_leads_nowhere_does_not_load(leads_to: str) -> None:
    raw = json.loads(COMPILED.read_bytes())
    raw["tests"][OLD] = raw["tests"][NEW] | {"id": OLD, "deprecated": leads_to, "aliases": []}
    with pytest.raises(KnowledgeError):
        from_bytes(canonical_json(raw))


def renamed_source(tmp_path: Path) -> Path:
    """Return a small source folder in which the stop rule was renamed and everything else follows."""
    folder = tmp_path / "source"
    shutil.copytree(GOOD, folder)
    rule = (folder / "stop_rules" / "stop_pain.yaml").read_text(encoding="utf-8")
    (folder / "stop_rules" / "stop_hurts.yaml").write_text(rule, encoding="utf-8")
    (folder / "stop_rules" / "stop_pain.yaml").write_text(f"deprecated: stop_hurts\n{rule}", encoding="utf-8")
    return folder


def test_nothing_in_use_names_a_deprecated_entry(tmp_path: Path) -> None:
    folder = renamed_source(tmp_path)
    _, problems = check_source(folder)
    assert problems
    assert all("'stop_pain' is deprecated: write the id 'stop_hurts'" in each.message for each in problems)
    for path in [*(folder / "exercises").iterdir(), *(folder / "tests").iterdir()]:
        path.write_text(path.read_text(encoding="utf-8").replace("stop_pain", "stop_hurts"), encoding="utf-8")
    assert check_source(folder)[1] == []
    assert from_bytes(compile_source(folder)).resolve("stop_rules", "stop_pain") == "stop_hurts"


def test_a_deprecated_entry_never_leads_to_another_deprecated_one(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    shutil.copytree(GOOD, folder)
    habit = (folder / "habits" / "stand_up.yaml").read_text(encoding="utf-8")
    for name, new in (("first", "second"), ("second", "stand_up")):
        (folder / "habits" / f"{name}.yaml").write_text(f"deprecated: {new}\n{habit}", encoding="utf-8")
    _, problems = check_source(folder)
    assert [(each.where.file, each.message) for each in problems] == [
        ("habits/first.yaml", "'second' is deprecated: write the id 'stand_up'")
    ]


def test_the_code_of_a_deprecated_condition_is_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "source"
    shutil.copytree(GOOD, folder)
    path = folder / "conditions" / "knee_replaced.yaml"
    text = path.read_text(encoding="utf-8")
    (folder / "conditions" / "knee_new.yaml").write_text(text.replace("C_KNEE", "C_NEW"), encoding="utf-8")
    assert "C_KNEE" in text
    path.write_text(f"deprecated: knee_new\n{text}", encoding="utf-8")
    _, problems = check_source(folder)
    assert any("no condition has the code" in each.message for each in problems)
