"""programme.json comes back exactly; a bad one is refused with line and field; safety is asked again."""

from __future__ import annotations

import copy
import json
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from evenpull.app.plan import base_plan, import_programme
from evenpull.capture.person.own_exercises import catalogue_of
from evenpull.errors import CatalogueInvalid, FileFormatError, InputError, NoPlanFound, SafetyStop, UnknownId
from evenpull.knowledge.kinds.common import Reviewer
from evenpull.plan.again import ask_again
from evenpull.plan.planner import make_programme
from evenpull.report import json_out
from evenpull.report.json_in import read_programme
from evenpull.safety.records import DoseLimits

CREATED = "2027-02-28T08:00:00+00:00"
DESK = Path(__file__).resolve().parents[3] / "examples" / "desk_worker"


@pytest.fixture(scope="module")
def plans(people, catalogue):
    """Four different people and their plans."""
    changes = (
        {},
        {"pains": [], "experience": "regular", "time": {"minutes": 45, "days_per_week": 5}},
        {"about": {"age_years": 72}, "time": {"minutes": 30, "days_per_week": 3}},
        {"equipment": [], "time": {"minutes": 10, "days_per_week": 2}},
    )
    found = []
    for change in changes:
        person = people.person(**change)
        made = make_programme(people.desk_inference(), person=person, profile=people.profile(), catalogue=catalogue)
        found.append((person, made))
    return found


def written(programme, **more):
    return json_out.programme_object(programme, created=CREATED, codes=(), **more)


def stored(data, tmp_path):
    path = tmp_path / "programme.json"
    path.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return path


def test_what_is_written_comes_back_exactly_and_fits_its_schema(plans, tmp_path, catalogue):
    for _, programme in plans:
        data = json.loads(json.dumps(written(programme)))
        jsonschema.Draft202012Validator(json_out.schema("programme")).validate(data)
        found = read_programme(stored(data, tmp_path), catalogue)
        assert found.programme == programme
        assert json.loads(json.dumps(written(found.programme))) == data
        assert found.created == CREATED


def test_the_same_person_may_do_everything_again(plans, people, catalogue):
    for person, programme in plans:
        again = ask_again(programme, person=person, profile=people.profile(), catalogue=catalogue)
        assert again.programme == programme
        assert not again.removed
        assert not again.notes


def edited(data, place, value):
    whole = copy.deepcopy(data)
    part = whole
    for step in place[:-1]:
        part = part[step]
    if value is KeyError:
        del part[place[-1]]
    else:
        part[place[-1]] = value
    return whole


BAD = [
    (("days", 0, "items", 0, "sets", "left"), 11),
    (("days", 0, "items", 0, "sets", "left"), "2"),
    (("days", 0, "items", 0, "reps"), 0),
    (("days", 0, "items", 0, "rest_s"), -5),
    (("days", 0, "items", 0, "exercise_id"), "act_bridges"),
    (("days", 0, "items", 0, "substitute"), "nothing_of_ours"),
    (("days", 0, "items", 0, "phase"), "warm_up"),
    (("days", 0, "items", 0, "phase"), "reinforce"),
    (("days", 0, "items", 0, "why"), KeyError),
    (("days", 0, "items", 0, "why", "finding_ids"), KeyError),
    (("days", 0, "items", 0, "stop_rule_ids", 0), "stop_nothing"),
    (("days", 0, "items", 0, "side_order"), "up"),
    (("days", 0, "items", 0, "tempo"), [1, 2]),
    (("days", 0, "date"), "2027-02-30"),
    (("days", 0, "weekday"), "tue"),
    (("days", 0, "week"), 3),
    (("days", 0, "minutes"), KeyError),
    (("days", 0), KeyError),
    (("days",), []),
    (("weeks",), KeyError),
    (("mode",), "heroic"),
    (("retest",), "soon"),
    (("solver", "optimal"), "yes"),
    (("checks", 0, "what"), KeyError),
    (("stop_rule_ids", 0), "stop_nothing"),
    (("blocked",), [{"code": "C_OSTEO", "reason": "x"}]),
]


@pytest.mark.parametrize(("place", "value"), BAD, ids=[".".join(map(str, place)) for place, _ in BAD])
def test_a_wrong_field_is_refused_with_its_line(plans, tmp_path, catalogue, place, value):
    data = json.loads(json.dumps(written(plans[0][1])))
    path = stored(edited(data, place, value), tmp_path)
    with pytest.raises(InputError) as fault:
        read_programme(path, catalogue)
    assert fault.value.where.file == "programme.json"
    assert fault.value.where.line is not None
    field = fault.value.where.field.split(".")
    assert field[0] in (str(place[0]), "days")
    if value != "reinforce" and len(place) > 1 and place != ("days", 0):
        assert fault.value.where.field.startswith(".".join(map(str, place[:-1])))


def test_the_line_is_the_one_of_the_field(plans, tmp_path, catalogue):
    data = json.loads(json.dumps(written(plans[0][1])))
    path = stored(edited(data, ("days", 2, "items", 1, "rest_s"), -1), tmp_path)
    with pytest.raises(InputError) as fault:
        read_programme(path, catalogue)
    assert '"rest_s": -1' in path.read_text(encoding="utf-8").splitlines()[fault.value.where.line - 1]
    assert fault.value.hint


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"schema": "other/1"}', '{"schema": "evenpull.programme/2"}', "\x00"]
)
def test_what_is_no_programme_is_refused(tmp_path, catalogue, text):
    path = tmp_path / "programme.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileFormatError):
        read_programme(path, catalogue)
    with pytest.raises(FileFormatError):
        read_programme(tmp_path / "absent.json", catalogue)


def test_a_truncated_file_is_refused_wherever_it_ends(plans, tmp_path, catalogue):
    text = json.dumps(written(plans[3][1]))
    path = tmp_path / "programme.json"
    for end in range(0, len(text), len(text) // 25):
        path.write_text(text[:end], encoding="utf-8")
        with pytest.raises(InputError):
            read_programme(path, catalogue)


def items(programme):
    return [item for week in programme.weeks for day in week.days for item in day.items]


def test_what_another_person_may_not_do_is_taken_out_and_said(plans, people, catalogue):
    person, programme = plans[0]
    codes = ("C_KNEE_KNEEL", "C_DISC_FLEX", "C_RECENT", "C_ABDO", "C_EXT")
    may_not = {item.exercise for item in items(programme) if set(catalogue.exercises[item.exercise].codes) & set(codes)}
    assert may_not
    again = ask_again(programme, person=person, profile=people.profile(codes=codes), catalogue=catalogue)
    assert not may_not & {item.exercise for item in items(again.programme)}
    assert may_not <= {one.exercise for one in again.removed}
    for name in may_not:
        assert any(catalogue.exercises[name].name in note and "taken out" in note for note in again.notes)
    assert again.programme.plan_id != programme.plan_id
    for week in again.programme.weeks:
        for day in week.days:
            assert [item.order for item in day.items] == list(range(1, len(day.items) + 1))
            assert day.minutes == round(sum(item.seconds for item in day.items) / 60, 1)
            assert bool(day.items) == (day.session != "rest")


def test_doses_come_under_the_limits_and_minutes_are_counted_again(plans, people, catalogue):
    person, programme = plans[1]
    limits = DoseLimits(sets_max=1, reps_max=6, rpe_max=5, rest_s_min=90, hold_s_max=4.0, texts=("Less.",))
    again = ask_again(programme, person=person, profile=people.profile(limits=limits), catalogue=catalogue)
    for item in items(again.programme):
        assert max(item.sets.left, item.sets.right) <= 1
        assert (item.reps or 0) <= 6
        assert (item.rpe or 0) <= 5
    assert again.notes
    before, after = programme.weeks[0].days[0].minutes, again.programme.weeks[0].days[0].minutes
    assert after < before


def test_a_file_cannot_take_stop_rules_away_nor_hide_seconds(plans, people, catalogue):
    person, programme = plans[0]

    def bare(day):
        return replace(day, items=tuple(replace(item, stop_rules=item.stop_rules[:1], seconds=5) for item in day.items))

    weeks = tuple(replace(week, days=tuple(bare(day) for day in week.days)) for week in programme.weeks)
    again = ask_again(
        replace(programme, weeks=weeks, stop_rules=()), person=person, profile=people.profile(), catalogue=catalogue
    )
    assert set(again.programme.stop_rules) == set(programme.stop_rules)
    for now, then in zip(items(again.programme), items(programme), strict=True):
        assert set(now.stop_rules) == set(then.stop_rules)
        assert now.seconds == then.seconds


def test_a_small_plan_keeps_three_exercises_and_a_stop_keeps_none(plans, people, catalogue):
    person, programme = plans[1]
    small = ask_again(programme, person=person, profile=people.profile(mode="minimum"), catalogue=catalogue)
    assert max(len(day.items) for week in small.programme.weeks for day in week.days) == 3
    with pytest.raises(SafetyStop):
        ask_again(programme, person=person, profile=people.profile(mode="none"), catalogue=catalogue)
    with pytest.raises(SafetyStop):
        ask_again(programme, person=person, profile=people.profile(not_asked=("chest",)), catalogue=catalogue)
    with pytest.raises(NoPlanFound):
        ask_again(
            programme, person=person, profile=people.profile(limits=DoseLimits(difficulty_max=0)), catalogue=catalogue
        )


@pytest.fixture
def folder(tmp_path):
    """A person folder with the desk worker's file."""
    place = tmp_path / "person"
    place.mkdir()
    shutil.copy(DESK / "person.yaml", place)
    return place


def test_the_log_goes_on_from_a_programme_that_was_taken_in(folder, plans, tmp_path, catalogue):
    data = json.loads(json.dumps(written(plans[3][1])))
    assert read_programme(stored(data, tmp_path), catalogue).programme.plan_id == plans[3][1].plan_id
    found = import_programme(folder, stored(data, tmp_path))
    (folder / "programme.json").write_text(json.dumps(written(found.programme)), encoding="utf-8")
    assert base_plan(folder).weeks == found.programme.weeks


OWN = {
    "name": "Slow heel slide",
    "role": "re_educate",
    "primary": ["abdominals"],
    "joints": ["hip"],
    "position": "supine",
    "unilateral": False,
    "difficulty": 1,
    "substitute": "ree_dead_bug",
    "dose": {"preset": "ree_iso"},
    "start": ["Lie on your back with your knees bent."],
    "movement": ["Slide one heel away slowly and back."],
    "feel": "You feel your belly work a little.",
    "breathing": "Breathe out as the heel slides away.",
    "avoid": ["Do not let your low back lift."],
    "progress": "progress_control",
    "stop_rules": ["stop_own_pain", "stop_sharp_pain", "stop_numbness", "stop_chest"],
    "facts": {"positions": ["supine"], "supine_long": True, "belly_bulge": True},
    "regions": ["trunk_low", "general"],
    "sources": ["SEED2"],
    "known": "recalled",
}


def add(folder, name="slow_heel_slide", **changes):
    place = folder / "catalogue" / "exercises"
    place.mkdir(parents=True, exist_ok=True)
    entry = {key: value for key, value in (OWN | changes).items() if value is not KeyError}
    (place / f"{name}.yaml").write_text(json.dumps(entry), encoding="utf-8")


def test_an_exercise_of_a_practitioner_may_be_planned_for_that_person_only(folder, people, catalogue):
    add(folder, codes=["C_PREG_SUP", "C_ABDO", "C_POSTPARTUM"], tags=[])
    book = catalogue_of(folder)
    assert book.own == ("exercises/slow_heel_slide",)
    assert "slow_heel_slide" not in catalogue.exercises
    programme = make_programme(None, person=people.person(), profile=people.profile(), catalogue=book)
    assert "slow_heel_slide" in {item.exercise for item in items(programme)}
    barred = make_programme(None, person=people.person(), profile=people.profile(codes=("C_ABDO",)), catalogue=book)
    assert "slow_heel_slide" not in {item.exercise for item in items(barred)}
    assert any(one.exercise == "slow_heel_slide" and one.code == "C_ABDO" for one in barred.blocked)


def test_an_exercise_without_safety_codes_is_refused_or_blocked(folder, people):
    add(folder)
    with pytest.raises(CatalogueInvalid, match="codes"):
        catalogue_of(folder)
    facts = {"positions": ["sitting"]}
    add(folder, codes=[], facts=facts, position="sitting")
    programme = make_programme(None, person=people.person(), profile=people.profile(), catalogue=catalogue_of(folder))
    assert "slow_heel_slide" not in {item.exercise for item in items(programme)}
    assert any(one.code == "NO_CODES" for one in programme.blocked if one.exercise == "slow_heel_slide")
    signed = Reviewer(name="A. Example", licence="PT 1", date="2027-02-01")
    book = catalogue_of(folder)
    mine = book.exercises["slow_heel_slide"].model_copy(update={"reviewed_by": signed})
    book = replace(book, exercises=dict(sorted((book.exercises | {"slow_heel_slide": mine}).items())))
    programme = make_programme(None, person=people.person(), profile=people.profile(), catalogue=book)
    assert not any(one.exercise == "slow_heel_slide" for one in programme.blocked)


def test_only_exercises_can_be_added_in_a_person_folder(folder):
    place = folder / "catalogue" / "conditions"
    place.mkdir(parents=True)
    (place / "mine.yaml").write_text("{}", encoding="utf-8")
    with pytest.raises(FileFormatError, match="only exercises"):
        catalogue_of(folder)


def test_an_unknown_exercise_in_a_file_names_near_ones(plans, tmp_path, catalogue):
    data = json.loads(json.dumps(written(plans[0][1])))
    path = stored(edited(data, ("days", 0, "items", 0, "exercise_id"), "act_bridgee"), tmp_path)
    with pytest.raises(UnknownId, match="act_bridge"):
        read_programme(path, catalogue)
