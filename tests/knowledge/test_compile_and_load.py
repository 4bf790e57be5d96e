"""Compiling, loading and reading the catalogue's files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evenpull.errors import CatalogueInvalid, CatalogueMissing, FileFormatError, KnowledgeError, UnknownId
from evenpull.knowledge import source_files
from evenpull.knowledge.compile import check_source, compile_source, write_compiled
from evenpull.knowledge.kinds import KINDS, ONE
from evenpull.knowledge.load import from_bytes, load
from evenpull.knowledge.yaml_document import parse_document

GOOD = Path(__file__).resolve().parent / "good"


def test_the_same_source_gives_the_same_bytes_and_hash() -> None:
    assert compile_source(GOOD) == compile_source(GOOD)
    assert from_bytes(compile_source(GOOD)).sha256 == from_bytes(compile_source(GOOD)).sha256


def test_several_processes_read_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = compile_source(GOOD)
    monkeypatch.setattr(source_files, "MANY_FILES", 1)
    assert compile_source(GOOD) == alone


def test_a_broken_source_never_replaces_a_good_file(tmp_path: Path) -> None:
    target = tmp_path / "catalogue.json"
    write_compiled(GOOD, target)
    before = target.read_bytes()
    broken = tmp_path / "source"
    shutil.copytree(GOOD, broken)
    (broken / "habits" / "walk.yaml").write_text("text: [\n", encoding="utf-8")
    with pytest.raises(CatalogueInvalid) as caught:
        write_compiled(broken, target)
    assert len(caught.value.problems) == 1
    assert target.read_bytes() == before
    assert list(tmp_path.glob("*.part")) == []


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "source"
    shutil.copytree(GOOD, broken)
    habit = (broken / "habits" / "stand_up.yaml").read_text(encoding="utf-8")
    (broken / "habits" / "one.yaml").write_text(habit.replace("now and then", "and it cures"), encoding="utf-8")
    (broken / "habits" / "two.yaml").write_text("people: Hello.\n", encoding="utf-8")
    _, problems = check_source(broken)
    assert {each.rule for each in problems} == {"words", "shape"}


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    _, problems = check_source(tmp_path)
    assert [each.rule for each in problems] == ["place"]


def test_a_change_of_one_fact_changes_the_hash(tmp_path: Path) -> None:
    other = tmp_path / "source"
    shutil.copytree(GOOD, other)
    file = other / "doses" / "hold.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("[20, 30]", "[20, 31]"), encoding="utf-8")
    assert from_bytes(compile_source(other)).sha256 != from_bytes(compile_source(GOOD)).sha256


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"muscles": {"a": {}}}', b'{"muscles": 3}', b"\xff"])
def test_bytes_that_are_no_catalogue_are_a_knowledge_error(data: bytes) -> None:
    with pytest.raises(KnowledgeError):
        from_bytes(data)


def test_a_missing_compiled_file_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(CatalogueMissing, match="make catalogue"):
        load(tmp_path / "none.json")


def test_an_alias_resolves_and_an_unknown_name_lists_near_ones() -> None:
    catalogue = from_bytes(compile_source(GOOD))
    assert catalogue.resolve("tests", "KB01") == "knee_bend"
    assert catalogue.resolve("tests", "knee_bend") == "knee_bend"
    with pytest.raises(UnknownId, match="knee_bend"):
        catalogue.resolve("tests", "knee_bnd")


def test_every_kind_says_what_one_of_its_entries_is_called() -> None:
    assert list(ONE) == list(KINDS)


def test_compiled_entries_keep_what_the_file_says() -> None:
    raw = json.loads(compile_source(GOOD))
    assert set(raw) == {*KINDS, "aliases"}
    assert raw["muscles"]["thigh_front"]["length_sd"]["value"] == 0.02


def test_yaml_is_read_as_version_1_2() -> None:
    data = parse_document("a: no\nb: 12:30\nc: 1e-3\nd: 010\ne: on\n", name="x").data
    assert data["a"] == "no"
    assert data["b"] == "12:30"
    assert data["c"] == pytest.approx(0.001)
    assert data["d"] == 10
    assert data["e"] == "on"


def test_lines_are_those_of_fields_and_items() -> None:
    document = parse_document("# first\na:\n  - x\n  - b: 1\n    c: 2\n", name="x")
    assert document.line_of(("a",)) == 2
    assert document.line_of(("a", 1, "c")) == 5
    assert document.line_of(("a", 1, "nothing", "here")) == 4
    assert document.line_of(("nothing",)) is None


def test_a_duplicate_key_names_its_line() -> None:
    with pytest.raises(FileFormatError) as caught:
        parse_document("a: 1\nb: 2\na: 3\n", name="x.yaml")
    assert str(caught.value.where) == "x.yaml:3"
    assert "twice" in caught.value.message
