"""The person folder: what is read, what is refused and how precisely, what is written."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import jsonschema
import pytest

from evenpull.capture.person import Person, check_person, media_of, new_person_folder, read_person, write_person
from evenpull.capture.person.schema import person_schema
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, StoreError, UnknownId
from evenpull.knowledge import Catalogue

TODAY = dt.date(2027, 3, 1)
GOOD = """\
person: {sex: male, age_years: 41, height_cm: 181, mass_kg: 84, hand: right, foot: right}
start: 2027-03-01
pains:
  - {site: low_back, side: both, now: 4, usual: 4, worst: 7, weeks: 60, days_per_week: 6}
tests:
  - {test: modified_thomas, side: left, trials: [5, 7], unit: deg_above_bench, pain: 1, pelvis_held_flat: yes}
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    (tmp_path / "person.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def faults(tmp_path: Path, text: str, catalogue: Catalogue) -> list[InputError]:
    with pytest.raises(InputError) as caught:
        read_person(folder_with(tmp_path, text), catalogue)
    return [caught.value, *caught.value.others]


def test_a_good_file_is_read_with_its_words_as_words(tmp_path: Path, catalogue: Catalogue) -> None:
    person = read_person(folder_with(tmp_path, GOOD), catalogue).person
    assert person.tests[0].pelvis_held_flat == "yes"
    assert person.tests[0].trials == (5, 7)
    assert person.start == TODAY


def test_an_unknown_id_names_file_line_field_and_what_was_meant(tmp_path: Path, catalogue: Catalogue) -> None:
    fault = faults(tmp_path, GOOD.replace("modified_thomas", "modified_tomas"), catalogue)[0]
    assert isinstance(fault, UnknownId)
    assert (fault.where.file, fault.where.line, fault.where.field) == ("person.yaml", 6, "tests.0.test")
    assert "modified_thomas" in fault.hint


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path, catalogue: Catalogue) -> None:
    text = GOOD.replace("now: 4", "now: 14").replace("sex: male", "sex: m").replace("side: left", "side: links")
    fields = {fault.where.field for fault in faults(tmp_path, text, catalogue)}
    assert fields >= {"pains.0.now", "person.sex", "tests.0.side"}


def test_no_message_repeats_an_answer(tmp_path: Path, catalogue: Catalogue) -> None:
    text = GOOD.replace("now: 4", "now: 87654").replace("began", "began") + "medicines: {secret_pill: 1}\n"
    said = "\n".join(str(fault) for fault in faults(tmp_path, text, catalogue))
    assert "87654" not in said
    assert "secret_pill" not in said


@pytest.mark.parametrize(
    ("change", "kind", "line"),
    [
        (("now: 4", "now: 14"), OutOfRange, 4),
        (("age_years: 41", "age_years: 410"), OutOfRange, 1),
        (("start: 2027-03-01", "start: soon"), InputError, 2),
        (("unit: deg_above_bench, ", ""), MissingField, 6),
        (("pain: 1", "pane: 1"), InputError, 6),
    ],
)
def test_a_wrong_value_is_refused_on_its_line(
    tmp_path: Path, catalogue: Catalogue, change: tuple[str, str], kind: type[InputError], line: int
) -> None:
    found = faults(tmp_path, GOOD.replace(*change), catalogue)
    assert any(isinstance(fault, kind) and fault.where.line == line for fault in found)


@pytest.mark.parametrize(
    "text",
    [
        "person: {sex: male\nstart",
        "a: 1\na: 2\n",
        "- 1\n- 2\n",
        "",
        "person: !!python/object/apply:os.system [echo]\n",
        "person: &a [*a]\n",
        "\tperson: 1\n",
    ],
    ids=["broken", "twice", "a list", "empty", "a command", "a loop", "a tab"],
)
def test_a_malformed_file_is_refused_and_never_run(tmp_path: Path, catalogue: Catalogue, text: str) -> None:
    with pytest.raises(InputError):
        read_person(folder_with(tmp_path, text), catalogue)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, catalogue: Catalogue) -> None:
    (tmp_path / "person.yaml").write_bytes(b"\xff\xfe\x00\x01" * 30)
    with pytest.raises(FileFormatError):
        read_person(tmp_path, catalogue)


def test_a_folder_without_a_person_says_how_to_begin(tmp_path: Path, catalogue: Catalogue) -> None:
    with pytest.raises(MissingField) as caught:
        read_person(tmp_path, catalogue)
    assert "evenpull new" in caught.value.hint


def test_writing_and_reading_gives_the_same_person(tmp_path: Path, catalogue: Catalogue) -> None:
    person = read_person(folder_with(tmp_path, GOOD), catalogue).person
    write_person(tmp_path / "copy", person)
    assert read_person(tmp_path / "copy", catalogue).person == person


def test_a_new_folder_can_be_filled_in_and_is_never_overwritten(tmp_path: Path, catalogue: Catalogue) -> None:
    path = new_person_folder(tmp_path / "me", catalogue, today=TODAY)
    text = path.read_text(encoding="utf-8")
    filled = text.replace("sex: unstated", "sex: female").replace("age_years: 0", "age_years: 30")
    filled = filled.replace("height_cm: 0", "height_cm: 170").replace("mass_kg: 0", "mass_kg: 60")
    path.write_text(filled, encoding="utf-8")
    person = read_person(tmp_path / "me", catalogue).person
    assert person.screening is not None
    assert person.screening.answers == {}
    with pytest.raises(StoreError):
        new_person_folder(tmp_path / "me", catalogue, today=TODAY)
    assert path.read_text(encoding="utf-8") == filled


def test_the_editor_schema_accepts_what_the_reader_accepts(tmp_path: Path, catalogue: Catalogue) -> None:
    schema = person_schema(catalogue)
    jsonschema.Draft202012Validator.check_schema(schema)
    person = read_person(folder_with(tmp_path, GOOD), catalogue).person
    jsonschema.validate(json.loads(person.model_dump_json()), schema)
    broken = json.loads(person.model_dump_json())
    broken["tests"][0]["test"] = "no_such_test"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_an_alias_of_the_tables_leads_to_its_id(catalogue: Catalogue) -> None:
    aliases = catalogue.aliases["tests"]
    alias, name = next(iter(sorted(aliases.items())))
    data = {
        "person": {"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 84},
        "start": "2027-03-01",
        "tests": [{"test": alias, "side": "left", "value": 1, "unit": "deg", "pain": 0}],
    }
    assert check_person(data, catalogue).tests[0].test == name


def test_a_picture_that_is_spoken_of_must_be_in_the_folder(tmp_path: Path, catalogue: Catalogue) -> None:
    person = read_person(folder_with(tmp_path, GOOD + "pictures: [{file: photos/a.jpg}]\n"), catalogue).person
    with pytest.raises(MissingField):
        media_of(tmp_path, person)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")
    assert [item.name for item in media_of(tmp_path, person)] == ["photos/a.jpg"]
    (tmp_path / "photos" / "b.txt").write_bytes(b"x")
    with pytest.raises(InputError):
        media_of(tmp_path, person)


def test_a_person_is_frozen() -> None:
    person = Person.model_validate(
        {"person": {"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 84}, "start": "2027-03-01"}
    )
    with pytest.raises(ValueError, match="frozen"):
        person.user = "physio"  # type: ignore[misc]
