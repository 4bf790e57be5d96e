"""The retest as a whole: the gate, one person, forecasts apart, mirror, outputs and their schema, the command."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace

import jsonschema
import pytest
from click.testing import CliRunner

import evenpull
from evenpull.capture.person.writer import write_person
from evenpull.cli.main import main
from evenpull.errors import InputError, OutOfRange, SafetyStop, ScreeningIncomplete
from evenpull.knowledge.reading import reading_grade
from evenpull.knowledge.wording import find_words
from evenpull.report import retest_html, retest_terminal
from evenpull.report.json_out import assessment_bytes, schema
from evenpull.report.retest_json import retest_bytes, retest_object
from evenpull.safety.records import SafetyProfile
from evenpull.track.compare import compare
from evenpull.track.visit import Visit
from tests.people import mirrored

CLOCK = dt.datetime(2027, 4, 12, 9, 0, tzinfo=dt.UTC)


def run(old, new, catalogue):
    return evenpull.retest(old, new, catalogue=catalogue, clock=lambda: CLOCK)


def better(data) -> None:
    data["pains"][0]["usual"] = 1
    data["tests"][0]["trials"] = [-12, -13]
    data["global_change"] = "better"


def test_old_answers_to_the_safety_questions_do_not_count(old, again, catalogue) -> None:
    def stale(data):
        data["screening"]["date"] = "2027-02-27"

    def none(data):
        del data["screening"]

    for change in (stale, none):
        with pytest.raises(ScreeningIncomplete, match="asked anew"):
            run(old, again(change), catalogue)
    first_day = again(lambda data: data["screening"].update(date="2027-03-01"))
    with pytest.raises(ScreeningIncomplete):
        run(old, first_day, catalogue)


def test_an_alarming_answer_at_the_retest_stops_it(old, again, catalogue) -> None:
    with pytest.raises(SafetyStop):
        run(old, again(lambda data: data["screening"]["answers"].update(bladder="yes")), catalogue)


def test_the_retest_comes_after_and_is_of_one_person(old, again, catalogue) -> None:
    with pytest.raises(OutOfRange, match="begin after"):
        run(again(), old, catalogue)
    with pytest.raises(OutOfRange):
        run(old, old, catalogue)
    for change in ({"height_cm": 170}, {"sex": "female"}, {"age_years": 55}):
        with pytest.raises(InputError, match="one person"):
            run(old, again(lambda data, change=change: data["person"].update(change)), catalogue)


def test_an_empty_retest_tells_nothing(old, again, catalogue) -> None:
    def empty(data):
        data["tests"], data["pains"], data["activities"], data["answers"] = [], [], [], {}
        data["screening"]["answers"] = dict.fromkeys(data["screening"]["answers"], "no")

    found = run(old, again(empty), catalogue)
    assert found.tests == found.groups == ()
    assert {each.verdict for each in found.own} == {"cannot_tell"}
    assert {each.why for each in found.refused} == {"alone"}
    text = retest_terminal.render(found, catalogue)
    assert "so this cannot tell" in text
    assert "really changed" not in text + retest_html.render(found, catalogue).split("</style>")[1]


def test_a_change_in_a_test_enters_no_own_number_and_the_other_way_round(old, again, catalogue) -> None:
    plain, hips, pain = (
        run(old, again(change), catalogue)
        for change in (
            None,
            lambda data: data["tests"][0].update(trials=[-20, -20]),
            lambda data: data["pains"][0].update(usual=0),
        )
    )
    assert hips.own == plain.own
    assert hips.tests != plain.tests
    assert (pain.tests, pain.groups) == (plain.tests, plain.groups)
    assert pain.own != plain.own


def test_forecasts_are_apart_and_change_nothing(old, again, catalogue) -> None:
    new = again(better)
    found = run(old, new, catalogue)
    assert [each.call for each in found.forecasts] == ["left.iliopsoas.short"]
    from evenpull.measure.typed import measure_person  # noqa: PLC0415
    from evenpull.safety.screening import screen  # noqa: PLC0415

    visits = [Visit(person=p, measurements=measure_person(p, catalogue).measurements) for p in (old, new)]
    without = compare(*visits, profile=screen(new, catalogue), catalogue=catalogue, trained=())
    assert without.forecasts == ()
    assert (without.own, without.tests, without.groups) == (found.own, found.tests, found.groups)
    assert not any(character.isdigit() for each in found.forecasts for character in each.text)


def test_a_pregnant_person_gets_no_muscle_named(old, again, catalogue) -> None:
    from evenpull.measure.typed import measure_person  # noqa: PLC0415
    from evenpull.safety.screening import screen  # noqa: PLC0415

    new = again(better)
    profile: SafetyProfile = replace(screen(new, catalogue), no_calls="not in pregnancy")
    visits = [Visit(person=p, measurements=measure_person(p, catalogue).measurements) for p in (old, new)]
    found = compare(*visits, profile=profile, catalogue=catalogue)
    assert found.groups == found.forecasts == ()
    assert found.no_groups
    assert found.tests


def test_mirrored_people_give_the_mirrored_retest(old, again, catalogue) -> None:
    new = again(better)
    straight = run(old, new, catalogue)
    seen = run(mirrored(old, catalogue), mirrored(new, catalogue), catalogue)

    def by_key(found, swap):
        sides = {"left": "right", "right": "left"} if swap else {}
        tests = {(t.metric, sides.get(t.side, t.side)): (t.old, t.new, t.p, t.way, t.verdict) for t in found.tests}
        groups = {
            (g.muscle, sides.get(g.side, g.side), g.property): (g.change.mean, g.change.sd, g.verdict)
            for g in found.groups
        }
        refused = sorted((r.metric, sides.get(r.side, r.side) or "", r.reason) for r in found.refused)
        return tests, groups, refused

    (tests, groups, refused), (tests_2, groups_2, refused_2) = by_key(straight, False), by_key(seen, True)
    assert tests == tests_2
    assert refused == refused_2
    assert groups.keys() == groups_2.keys()
    for key, (mean, sd, verdict) in groups.items():
        assert groups_2[key][0] == pytest.approx(mean, abs=1e-9)
        assert groups_2[key][1] == pytest.approx(sd, abs=1e-9)
        assert groups_2[key][2] == verdict


def test_the_json_fits_its_schema_is_stable_and_rejects_what_is_wrong(old, again, catalogue) -> None:
    found = run(old, again(better), catalogue)
    data = json.loads(retest_bytes(found))
    validator = jsonschema.Draft202012Validator(schema("retest"))
    validator.validate(data)
    assert retest_bytes(found) == retest_bytes(run(old, again(better), catalogue))
    assert list(data).index("own") < list(data).index("tests") < list(data).index("forecasts")
    data["tests"]["changes"][1]["verdict"] = "it worked"
    assert not validator.is_valid(data)
    assert not validator.is_valid({k: v for k, v in data.items() if k != "own"})


def test_the_page_says_you_first_and_forbidden_words_never(old, again, catalogue) -> None:
    found = run(old, again(better), catalogue)
    page, text = retest_html.render(found, catalogue), retest_terminal.render(found, catalogue)
    assert page.index('id="you"') < page.index('id="tests"') < page.index('id="forecast"')
    assert "really changed: better" in page
    assert "really changed: moves further" in page
    assert "://" not in page
    banned = [word for each in catalogue.word_lists.values() for word in each.words]
    for said in (page, text):
        assert find_words(said, banned) == []
    assert reading_grade(text) <= 8.0
    assert max(map(len, text.splitlines())) <= 80


def test_folders_assessments_and_their_files_give_the_same_retest(tmp_path, old, again, catalogue) -> None:
    new = again(better)
    for name, person in (("first", old), ("second", new)):
        (tmp_path / name).mkdir()
        write_person(tmp_path / name, person)
    plain = run(old, new, catalogue)
    folders = run(tmp_path / "first", tmp_path / "second", catalogue)
    assert asdict(folders) == asdict(plain)
    file = tmp_path / "assessment.json"
    assessed = evenpull.assess(tmp_path / "first", catalogue=catalogue, simulate=False)
    file.write_bytes(assessment_bytes(assessed, catalogue))
    assert retest_object(run(file, new, catalogue)) == retest_object(plain)
    assert retest_object(run(assessed, new, catalogue)) == retest_object(plain)
    file.write_text("{}")
    with pytest.raises(InputError, match=r"no assessment\.json"):
        run(file, new, catalogue)


def test_the_command_prints_and_writes_and_leaves_by_the_gates_code(tmp_path, old, again) -> None:
    stale = again(lambda data: data["screening"].update(date="2027-02-28"))
    for name, person in (("first", old), ("second", again(better)), ("stale", stale)):
        (tmp_path / name).mkdir()
        write_person(tmp_path / name, person)
    done = CliRunner().invoke(main, ["retest", str(tmp_path / "first"), str(tmp_path / "second")])
    assert done.exit_code == 0, done.output
    assert "really changed: better" in done.stdout
    assert (tmp_path / "second" / "result" / "retest.html").is_file()
    told = CliRunner().invoke(main, ["retest", str(tmp_path / "first"), str(tmp_path / "second"), "--json"])
    jsonschema.validate(json.loads(told.stdout), schema("retest"))
    stopped = CliRunner().invoke(main, ["retest", str(tmp_path / "first"), str(tmp_path / "stale"), "--json"])
    assert stopped.exit_code == 8
    assert json.loads(stopped.stdout)["error"]["code"] == "screening_incomplete"
    assert not (tmp_path / "stale" / "result").exists()
