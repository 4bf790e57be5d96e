"""Laws that hold for random people, findings, conditions, kit and minutes."""

from __future__ import annotations

import random
import re
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest

from evenpull.core.side import mirror
from evenpull.errors import NoPlanFound
from evenpull.plan import rules
from evenpull.plan.candidates import build_pool
from evenpull.plan.choose import Problem, choose
from evenpull.plan.needs import antagonists, find_needs
from evenpull.plan.planner import make_programme
from evenpull.plan.records import SideCount
from evenpull.safety.filter import check_exercise
from evenpull.safety.records import DoseLimits

CASES = 60
SHORT = ("iliopsoas", "rectus_femoris", "hamstrings", "gastrocnemius", "soleus", "pectorals", "upper_trapezius")
WEAK = ("gluteus_maximus", "hip_abductors", "abdominals", "vasti", "lower_trapezius", "tibialis_anterior", "hamstrings")
SITES = ("low_back", "knee_front", "neck", "shoulder", "hip_side", "ankle")
KIT = ("band", "foam_roller", "ball", "dumbbell")
CODES = (
    "C_KNEE_KNEEL",
    "C_BALANCE",
    "C_PREG_SUP",
    "C_PREG_PRONE",
    "C_HTN",
    "C_OSTEO",
    "C_DISC_FLEX",
    "C_EXT",
    "C_NEURO",
    "C_DVT",
    "C_ANTICOAG",
    "C_WRIST",
    "C_SH_IMP",
    "C_PFP",
    "C_KNEE_OA",
    "C_ANKLE",
    "C_HIP_FAI",
    "C_HIP_BURS",
    "C_HYPERMOB",
    "C_ABDO",
    "C_PELVIC_GIRDLE",
)


def draw(people, seed):
    """One random person with findings and a safety profile."""
    dice = random.Random(seed)
    muscles = [(name, "short") for name in dice.sample(SHORT, dice.randint(0, 2))]
    muscles += [(name, "weak") for name in dice.sample(WEAK, dice.randint(0, 3))]
    calls = [
        people.call(
            side,
            name,
            what,
            probability=round(dice.uniform(0.6, 0.99), 3),
            severity=round(dice.uniform(0.3, 3), 2),
            relevance=dice.choice((1, 0.5, 0.25, 0.1, 0)),
        )
        for name, what in muscles
        for side in dice.choice((("left",), ("right",), ("left", "right")))
    ]
    pain = people.BACK | {"site": dice.choice(SITES), "side": dice.choice(("left", "right", "both"))}
    limits = dice.choice(
        (
            DoseLimits(),
            DoseLimits(),
            DoseLimits(rpe_max=6, rest_s_min=90, hold_s_max=15, texts=("Our caution: less effort.",)),
            DoseLimits(sets_max=1, reps_max=8, rpe_max=5, mid_range_only=True, texts=("Mid range.",)),
        )
    )
    person = people.person(
        about={"age_years": dice.randint(18, 85)},
        pains=[pain] if dice.random() < 0.7 else [],
        goals=[dice.choice(("less_pain", "prevent", "perform", "posture"))],
        equipment=dice.sample(KIT, dice.randint(0, 4)),
        time={"minutes": dice.choice((8, 10, 15, 20, 30, 45, 60)), "days_per_week": dice.randint(1, 7)},
        experience=dice.choice(("none", "novice", "regular", "experienced")),
    )
    profile = people.profile(
        codes=tuple(sorted(dice.sample(CODES, dice.randint(0, 4)))),
        limits=limits,
        mode=dice.choice(("normal", "normal", "minimum", "general")),
    )
    if profile.mode == "general":
        profile = replace(profile, no_calls="pain in many places")
    return people.inference(*calls), person, profile


@pytest.fixture(scope="module")
def cases(people, catalogue):
    found = []
    for seed in range(CASES):
        inference, person, profile = draw(people, seed)
        try:
            programme = make_programme(inference, person=person, profile=profile, catalogue=catalogue)
        except NoPlanFound:
            continue
        found.append((inference, person, profile, programme))
    assert len(found) >= 55
    return found


def sessions(programme):
    return [(week, day) for week in programme.weeks for day in week.days if day.session != "rest"]


def test_a_plan_never_holds_or_offers_a_contraindicated_exercise(cases, catalogue):
    for _, _, profile, programme in cases:
        for _, day in sessions(programme):
            for item in day.items:
                for name in filter(None, (item.exercise, item.substitute)):
                    assert check_exercise(catalogue.exercises[name], False, profile, catalogue).allowed, name
                    assert not set(catalogue.exercises[name].codes) & set(profile.codes), name


def test_counts_and_minutes_stay_within_their_caps(cases):
    for _, person, profile, programme in cases:
        names = {item.exercise for _, day in sessions(programme) for item in day.items}
        assert 1 <= len(names) <= rules.PROGRAMME_COUNT
        new = bool(person.pains) or person.experience in ("none", "novice")
        for week, day in sessions(programme):
            seconds = sum(item.seconds for item in day.items)
            assert len(day.items) <= min(rules.SESSION_COUNT, rules.session_size(person.time.minutes))
            assert seconds <= person.time.minutes * 60
            if profile.mode != "normal" or (new and week.number <= 2):
                assert len(day.items) <= 3
                assert seconds <= 600


def test_days_stay_within_the_offer(cases):
    for _, person, _, programme in cases:
        for week in programme.weeks:
            trained = sum(day.session != "rest" for day in week.days)
            assert trained == min(5, person.time.days_per_week)
            assert len(week.days) == 7


def within(value, span, limit):
    """Inside the preset's span, or lower because a limit says so."""
    if value is None or span is None:
        return value is None or span is None
    return span[0] <= value <= span[1] or (limit is not None and value <= limit < span[0])


def test_doses_stay_within_presets_and_limits(cases, catalogue):
    for _, person, profile, programme in cases:
        limits = profile.limits
        for _, day in sessions(programme):
            for item in day.items:
                own = catalogue.exercises[item.exercise].dose
                preset = catalogue.doses[own.preset]
                sets = own.sets or preset.sets
                for count in (item.sets.left, item.sets.right):
                    assert within(count, sets, limits.sets_max), item
                    assert limits.sets_max is None or count <= limits.sets_max
                assert within(item.reps, own.reps or preset.reps, limits.reps_max), item
                most = None if item.role in rules.RELAXED_ROLES else limits.hold_s_max
                assert within(item.hold_s, own.hold_s or preset.hold_s, most), item
                assert most is None or (item.hold_s or 0) <= most
                assert limits.rpe_max is None or (item.rpe or 0) <= limits.rpe_max
                assert item.discomfort_max is None or item.discomfort_max <= 2
                if limits.rest_s_min and item.role not in ("reposition", "inhibit", "lengthen"):
                    assert item.rest_s >= limits.rest_s_min
                if person.person.age_years >= 65 and item.role == "lengthen" and item.reps is None:
                    assert item.hold_s == 60
                if item.two_sided:
                    assert item.sets.left == item.sets.right


def test_only_called_shortness_is_stretched_or_rolled(cases, catalogue):
    for inference, _, profile, programme in cases:
        short = {call.muscle for call in inference.calls if call.property == "short" and not profile.no_calls}
        for _, day in sessions(programme):
            for item in day.items:
                if item.role in ("inhibit", "lengthen"):
                    exercise = catalogue.exercises[item.exercise]
                    assert short & {*exercise.primary, *exercise.secondary}, item.exercise
                    assert any(call.endswith(".short") for call in item.why.calls)


def test_a_stretched_group_has_its_partner_or_the_plan_says_so(cases, catalogue):
    stretched = 0
    for _, _, _, programme in cases:
        last = programme.weeks[-1]
        chosen = {item.exercise for day in last.days for item in day.items}
        trained = {
            muscle
            for name in chosen
            if catalogue.exercises[name].role not in ("reposition", "inhibit", "lengthen")
            for muscle in (*catalogue.exercises[name].primary, *catalogue.exercises[name].secondary)
        }
        for day in last.days:
            for item in day.items:
                if item.role not in ("inhibit", "lengthen"):
                    continue
                for call in item.why.calls:
                    muscle = call.split(".")[1]
                    against = set(antagonists(muscle, catalogue))
                    if call.endswith(".short") and against and muscle in catalogue.exercises[item.exercise].primary:
                        stretched += 1
                        said = any("partner" in text for text in programme.unmet_needs)
                        assert against & trained or said, (item.exercise, muscle)
    assert stretched > 5


def test_at_most_two_exercises_are_new_in_a_later_week(cases):
    for _, _, _, programme in cases:
        names = [{item.exercise for day in week.days for item in day.items} for week in programme.weeks]
        for before, after in pairwise(names):
            assert len(after - before) <= rules.CHANGES_PER_WEEK


def test_every_firm_week_is_solved_to_proven_optimality(cases):
    for _, _, _, programme in cases:
        assert programme.solver.optimal
        assert programme.solver.bound == pytest.approx(programme.solver.objective, rel=1e-6)


def mirrored(value):
    """Swap left and right everywhere: fields, ids and words."""
    if isinstance(value, SideCount):
        return SideCount(left=value.right, right=value.left)
    if is_dataclass(value):
        return replace(value, **{field.name: mirrored(getattr(value, field.name)) for field in fields(value)})
    if isinstance(value, tuple):
        swapped = tuple(mirrored(one) for one in value)
        sided = all(isinstance(one, str) and re.match(r"^(left|right)\.", one) for one in swapped)
        return tuple(sorted(swapped, key=lambda one: (one.split(".", 1)[1], one))) if swapped and sided else swapped
    if isinstance(value, str):
        return re.sub(r"\b(left|right)\b(?! out)", lambda found: mirror(found[1]), value)
    return value


def test_a_mirrored_person_gets_the_mirrored_plan_exactly(cases, catalogue):
    for inference, person, profile, programme in cases[::6]:
        other = replace(inference, calls=tuple(mirrored(call) for call in inference.calls))
        pains = tuple(pain.model_copy(update={"side": mirror(pain.side)}) for pain in person.pains)
        twin = person.model_copy(update={"pains": pains})
        found = make_programme(other, person=twin, profile=profile, catalogue=catalogue)
        assert replace(found, plan_id="") == replace(mirrored(programme), plan_id="")


def problem_of(inference, person, profile, catalogue, *, count=3, seconds=600.0, week=1, level=2):
    needs = find_needs(inference, person=person, catalogue=catalogue, with_calls=True)
    pool = build_pool(needs, person=person, profile=profile, catalogue=catalogue)
    short = [need.muscles[0] for need in needs if need.kind == "short"]
    return Problem(
        candidates=pool.in_week(week, level=level),
        needs=needs,
        antagonists={name: antagonists(name, catalogue) for name in short},
        seconds=seconds,
        count=count,
        programme=count,
        flexible=frozenset(),
        target=2,
    )


def test_relaxing_a_constraint_never_worsens_the_objective(cases, catalogue):
    for inference, person, profile, _ in cases[::10]:
        if profile.limits != DoseLimits():
            continue
        full = person.model_copy(update={"equipment": KIT})
        tight = choose(problem_of(inference, person, profile, catalogue))
        looser = (
            problem_of(inference, person, profile, catalogue, seconds=900.0),
            problem_of(inference, person, profile, catalogue, count=4),
            problem_of(inference, person, profile, catalogue, count=6, seconds=1800.0),
            problem_of(inference, full, profile, catalogue),
            problem_of(inference, person, profile, catalogue, week=3),
            problem_of(inference, person, replace(profile, codes=()), catalogue),
        )
        for problem in looser:
            better = choose(problem)
            if tight is not None:
                assert better is not None
                assert better.solver.objective >= tight.solver.objective - 1e-6
