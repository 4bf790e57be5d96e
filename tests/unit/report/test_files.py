from __future__ import annotations

import dataclasses
import io
import json
import os
import re
import sys

import jsonschema
import pypdf
import pytest
from icalendar import Calendar

from evenpull.errors import MissingExtra, StoreError
from evenpull.report import calendar, json_out, pdf, referral, write

WITH_PLAN = ("desk_worker", "carrier", "no_calls")


@pytest.mark.parametrize("name", ["desk_worker", "carrier", "emergency", "no_calls", "unanswered"])
def test_assessment_json_fits_its_published_schema(name, everyone, catalogue):
    data = json_out.assessment_bytes(everyone[name], catalogue)
    jsonschema.Draft202012Validator(json_out.schema("assessment")).validate(json.loads(data))
    assert data == json_out.assessment_bytes(everyone[name], catalogue)


@pytest.mark.parametrize("name", WITH_PLAN)
def test_programme_json_fits_its_published_schema(name, everyone):
    data = json_out.programme_bytes(everyone[name])
    jsonschema.Draft202012Validator(json_out.schema("programme")).validate(json.loads(data))
    assert data == json_out.programme_bytes(everyone[name])


@pytest.mark.parametrize("name", ["assessment", "programme"])
def test_the_schemas_are_valid_schemas(name):
    jsonschema.Draft202012Validator.check_schema(json_out.schema(name))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["calls"][0].update(against=[]),
        lambda d: d["calls"][0].update(probability=1.2),
        lambda d: d["calls"][0].update(id="iliopsoas.short"),
        lambda d: d["muscles"][3]["length"].update(mean="short"),
        lambda d: d["safety"].update(level="fine"),
        lambda d: d.pop("catalogue_sha256"),
        lambda d: d["calls"][-1]["evidence"][0].pop("effect"),
    ],
)
def test_the_assessment_schema_refuses_what_is_wrong(spoil, everyone, catalogue):
    data = json_out.assessment_object(everyone["desk_worker"], catalogue)
    data = json.loads(json.dumps(data))
    spoil(data)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_out.schema("assessment")).validate(data)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda item: item["sets"].pop("left"),
        lambda item: item.update(stop_rule_ids=[]),
        lambda item: item.update(phase="warm_up"),
        lambda item: item.pop("why"),
    ],
)
def test_the_programme_schema_refuses_what_is_wrong(spoil, everyone):
    data = json.loads(json_out.programme_bytes(everyone["desk_worker"]))
    spoil(next(day for day in data["days"] if day["items"])["items"][-1])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_out.schema("programme")).validate(data)


def test_every_item_has_its_own_id_its_sides_and_its_reason(everyone):
    data = json.loads(json_out.programme_bytes(everyone["desk_worker"]))
    items = [item for day in data["days"] for item in day["items"]]
    assert len({item["uuid"] for item in items}) == len(items) == 4 * 4 * 3
    assert items[0]["sets"] == {"left": 2, "right": 1}
    assert items[0]["why"]["finding_ids"] == ["left.iliopsoas.short"]
    assert {w["week"] for w in data["sketch"]} == set(range(5, 13))


def test_the_calendar_holds_four_weeks_check_ins_and_the_retest(everyone, catalogue):
    parsed = Calendar.from_ical(calendar.render(everyone["desk_worker"], catalogue))
    titles = [str(event["summary"]) for event in parsed.walk("VEVENT")]
    assert titles.count("Evenpull session, 10 min") == 16
    assert titles.count("Evenpull check-in, 2 min") == 2
    assert titles.count("Evenpull retest, 20 min") == 1


def test_calendar_titles_say_nothing_about_health(everyone, catalogue):
    for event in Calendar.from_ical(calendar.render(everyone["desk_worker"], catalogue)).walk("VEVENT"):
        assert re.fullmatch(r"Evenpull (session|check-in|retest|habit), \d+ min", str(event["summary"]))
        assert "pain" not in str(event["description"]).lower()
        assert str(event["class"]) == "PRIVATE"


def test_calendar_ids_are_stable_and_the_stamp_is_the_assessments(everyone, catalogue):
    desk = everyone["desk_worker"]
    first = calendar.render(desk, catalogue)
    assert first == calendar.render(desk, catalogue)
    later = dataclasses.replace(desk, created="2027-03-02T09:00:00+01:00")
    ids = [str(e["uid"]) for e in Calendar.from_ical(first).walk("VEVENT")]
    again = list(Calendar.from_ical(calendar.render(later, catalogue)).walk("VEVENT"))
    assert [str(e["uid"]) for e in again] == ids
    assert len(set(ids)) == len(ids)
    assert again[0]["dtstamp"].dt.isoformat() == "2027-03-02T08:00:00+00:00"


def test_the_letter_keeps_the_clinicians_order(everyone, catalogue):
    page = referral.render_assessment(everyone["desk_worker"], catalogue)
    parts = [
        "Site and behaviour",
        "Flags asked and answered",
        "What was measured, with its error",
        "What was not asked",
    ]
    places = [page.index(text) for text in parts]
    assert places == sorted(places)
    assert "left at least 21 s" in page
    assert "left stopped by pain" in page


def test_an_emergency_says_first_what_to_do_and_names_no_country(everyone, catalogue):
    page = referral.render_assessment(everyone["emergency"], catalogue)
    assert page.index("local emergency number") < page.index("Letter for the clinician")
    assert not re.search(r"\b(911|112|999|000)\b", page[page.index("<body") :])
    assert "See a doctor today" in referral.render_assessment(everyone["urgent"], catalogue)


def test_missing_answers_give_the_missing_questions_and_nothing_else(everyone, catalogue):
    page = referral.render_assessment(everyone["unanswered"], catalogue)
    assert catalogue.screening["cancer"].text in page
    assert "screening.answers.saddle_numb" in page
    for text in ("Site and behaviour", "What was measured", "years, "):
        assert text not in page


def test_writing_gives_the_files_that_belong_and_no_others(tmp_path, everyone, catalogue):
    paths = write.write_all(everyone["desk_worker"], catalogue, tmp_path / "out", pdf=True)
    made = [name for name in write.NAMES if not name.startswith("handout.")]
    assert [p.name for p in paths] == made
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(made)
    paths = write.write_all(everyone["carrier"], catalogue, tmp_path / "two")
    assert [p.name for p in paths] == ["report.html", "assessment.json", "programme.json", "calendar.ics"]


@pytest.mark.parametrize("name", ["emergency", "urgent", "unanswered"])
def test_an_old_plan_never_stays_beside_a_stop(name, tmp_path, everyone, catalogue):
    write.write_all(everyone["desk_worker"], catalogue, tmp_path)
    (tmp_path / "handout.html").write_text("of the day before")
    (tmp_path / "mine.txt").write_text("kept")
    write.write_all(everyone[name], catalogue, tmp_path)
    names = {p.name for p in tmp_path.iterdir()}
    assert names == {"report.html", "assessment.json", "referral.html", "mine.txt"}


def test_a_failed_write_keeps_the_former_results_whole(tmp_path, everyone, catalogue, monkeypatch):
    write.write_all(everyone["desk_worker"], catalogue, tmp_path)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    real, calls = os.replace, []

    def failing(source, target):
        calls.append(target)
        if len(calls) == 8:
            raise OSError("disk full")
        real(source, target)

    monkeypatch.setattr(write.os, "replace", failing)
    with pytest.raises(StoreError):
        write.write_all(everyone["carrier"], catalogue, tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path, everyone, catalogue):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="folder"):
        write.write_all(everyone["carrier"], catalogue, tmp_path / "file" / "out")


@pytest.mark.parametrize("reading", ["person", "practitioner"])
def test_the_pdf_holds_the_reading_with_its_own_fonts(reading, everyone, catalogue):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(everyone["desk_worker"], catalogue, reading=reading)))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "Not a diagnosis" in reader.pages[0].extract_text()
    assert ("Evidence ledger" in text) == (reading == "practitioner")
    assert ("Half-kneeling hip stretch" in text) or reading == "practitioner"
    fonts = {str(f.get_object()["/BaseFont"]) for page in reader.pages for f in page["/Resources"]["/Font"].values()}
    assert any("SourceSans" in font for font in fonts)


@pytest.mark.parametrize("name", ["desk_worker", "emergency"])
def test_the_letter_is_one_page_of_paper(name, everyone, catalogue):
    data = pdf.from_html(referral.render_assessment(everyone[name], catalogue))
    assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1


def test_without_the_pdf_library_the_error_says_how_to_get_it(everyone, catalogue, monkeypatch):
    monkeypatch.setitem(sys.modules, "plutoprint", None)
    with pytest.raises(MissingExtra, match="evenpull\\[pdf\\]"):
        pdf.render(everyone["carrier"], catalogue)
