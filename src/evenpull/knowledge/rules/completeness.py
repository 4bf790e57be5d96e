"""What a thing needs is there, or a gap says in words that it is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from evenpull.errors import Problem
from evenpull.knowledge.anatomy import groups_of
from evenpull.knowledge.rules.whole import Whole, problem

STRENGTHENS = frozenset({"activate", "re_educate", "integrate", "reinforce"})
LENGTHENS = frozenset({"lengthen", "inhibit"})


def muscles_are_well_formed(whole: Whole) -> Iterator[Problem]:
    """Groups have members, parts their muscle; tissue has no posterior; a posterior has both spreads."""
    for file in whole.valid("muscles"):
        entry = whole.entries("muscles")[file.id]
        wrong = []
        if (entry.kind == "group") != bool(entry.members):
            wrong.append(("members" if entry.members else "kind", "a group, and nothing else, has members"))
        if (entry.kind == "part") != bool(entry.part_of):
            wrong.append(("part_of" if entry.part_of else "kind", "a part, and nothing else, says what it is part_of"))
        if entry.posterior and entry.kind == "tissue":
            wrong.append(("posterior", "tissue never has a posterior"))
        if entry.posterior and not (entry.length_sd and entry.strength_sd):
            wrong.append(("posterior", "a group with a posterior has length_sd and strength_sd"))
        if not entry.posterior and (entry.length_sd or entry.strength_sd):
            wrong.append(("kind", "spreads belong to groups with a posterior"))
        if file.id in (*entry.members, *entry.antagonists, entry.part_of):
            wrong.append(("kind", "an entry does not name itself"))
        for field, message in wrong:
            yield problem(file, (field,), rule="completeness", message=message)


def no_muscle_has_two_posteriors(whole: Whole) -> Iterator[Problem]:
    """Each muscle or part lies in at most one group with a posterior, so that nothing is counted twice."""
    muscles = whole.entries("muscles")
    for file in whole.valid("muscles"):
        entry = muscles[file.id]
        if entry.kind in ("muscle", "part"):
            groups = groups_of(file.id, muscles)
            if len(groups) > 1:
                message = f"it lies in several groups with a posterior: {', '.join(groups)}"
                yield problem(file, ("kind",), rule="completeness", message=message)


def posteriors_have_tests_and_exercises(whole: Whole) -> Iterator[Problem]:
    """Every group with a posterior has a test that moves it and exercises that lengthen and strengthen it, or a gap."""
    if any(file.entry is None for kind in ("tests", "exercises") for file in whole.by_id[kind].values()):
        return
    muscles = whole.entries("muscles")
    moved = {each.muscle for test in _used(whole, "tests") for each in test.moves}
    worked: dict[str, set[str]] = defaultdict(set)
    for exercise in _used(whole, "exercises"):
        for name in exercise.primary:
            for group in groups_of(name, muscles):
                worked[group].add(exercise.role)
    for file in whole.valid("muscles"):
        entry = muscles[file.id]
        if not entry.posterior:
            continue
        needs = (
            (file.id in moved, "No test", "no test moves it"),
            (bool(worked[file.id] & LENGTHENS), "No exercise lengthens", "no exercise lengthens or rolls it"),
            (bool(worked[file.id] & STRENGTHENS), "No exercise strengthens", "no exercise strengthens it"),
        )
        for there, gap, message in needs:
            told = any(text.startswith(gap) for text in entry.gaps)
            if not there and not told:
                hint = f"{message}: add one, or a gap that begins {gap!r}"
                yield problem(file, ("posterior",), rule="completeness", message=hint)
            elif there and told:
                yield problem(file, ("gaps",), rule="completeness", message=f"the gap {gap!r} is closed: remove it")


def _used(whole: Whole, kind: str) -> list[Any]:
    """Return the entries of a kind that are not deprecated."""
    return [entry for entry in whole.entries(kind).values() if entry.deprecated is None]


def tests_are_complete(whole: Whole) -> Iterator[Problem]:
    """A test has steps, stop rules, a default error and shares of at most one in all; it moves a group or says why."""
    for file in whole.valid("tests"):
        test = whole.entries("tests")[file.id]
        wrong = []
        if "default" not in test.error:
            wrong.append(("error", "an error named default is needed"))
        if not test.steps:
            wrong.append(("steps", "a test says how it is done"))
        if not test.stop_rules:
            wrong.append(("stop_rules", "a test has stop rules"))
        if not test.moves and not test.gaps:
            wrong.append(("moves", "it moves no group: add one, or a gap that says why"))
        if test.possible[0] >= test.possible[1]:
            wrong.append(("possible", "the lowest comes before the highest"))
        if sum(each.share for each in test.moves) > 1 + 1e-9:
            wrong.append(("moves", "the shares of all groups sum to at most 1"))
        for field, message in wrong:
            yield problem(file, (field,), rule="completeness", message=message)


def tables_of_facts_are_whole(whole: Whole) -> Iterator[Problem]:
    """A table has a number for every column; a fact with a table names its columns, and the other way round."""
    for file in whole.valid("reference_facts"):
        fact = whole.entries("reference_facts")[file.id]
        if bool(fact.columns) != bool(fact.table):
            yield problem(file, ("table",), rule="completeness", message="a table has columns and lines")
        for number, line in enumerate(fact.table):
            if len(line.numbers) != len(fact.columns):
                message = f"{len(line.numbers)} numbers for {len(fact.columns)} columns"
                yield problem(file, ("table", number, "numbers"), rule="completeness", message=message)


def exercises_are_complete(whole: Whole) -> Iterator[Problem]:
    """An exercise has cues, stop rules for exercises, a substitute of its own role, and is drawn by its own figure."""
    exercises, stop_rules = whole.entries("exercises"), whole.entries("stop_rules")
    for file in whole.valid("exercises"):
        entry = exercises[file.id]
        wrong = [
            (field, "an exercise has this; it is empty")
            for field in ("primary", "start", "movement", "avoid", "stop_rules", "sources")
            if not getattr(entry, field)
        ]
        other = exercises.get(entry.substitute)
        if entry.substitute == file.id:
            wrong.append(("substitute", "an exercise is not its own substitute"))
        elif other is not None and other.role != entry.role:
            message = f"the substitute has the same role ({entry.role}); {entry.substitute} is {other.role}"
            wrong.append(("substitute", message))
        wrong += [
            ("stop_rules", f"{name} is about tests: name one for exercises")
            for name in entry.stop_rules
            if name in stop_rules and stop_rules[name].applies == "test"
        ]
        if entry.drawn is not None and entry.drawn != file.id:
            wrong.append(("drawn", f"the figure of an exercise has its id: {file.id}"))
        for field, message in wrong:
            yield problem(file, (field,), rule="completeness", message=message)


def exercise_ladders_hold(whole: Whole) -> Iterator[Problem]:
    """The easier neighbour is not harder, the harder one not easier, and no ladder leads back to itself."""
    exercises = whole.entries("exercises")
    for file in whole.valid("exercises"):
        entry = exercises[file.id]
        easier, harder = exercises.get(entry.easier or ""), exercises.get(entry.harder or "")
        if file.id in (entry.easier, entry.harder):
            field = "easier" if entry.easier == file.id else "harder"
            yield problem(file, (field,), rule="completeness", message="an exercise is not its own neighbour")
            continue
        if easier is not None and easier.difficulty > entry.difficulty:
            message = f"{entry.easier} is harder ({easier.difficulty} against {entry.difficulty})"
            yield problem(file, ("easier",), rule="completeness", message=message)
        if harder is not None and harder.difficulty < entry.difficulty:
            message = f"{entry.harder} is easier ({harder.difficulty} against {entry.difficulty})"
            yield problem(file, ("harder",), rule="completeness", message=message)
        climbed, step = {file.id}, entry.harder
        while step in exercises and step not in climbed:
            climbed.add(step)
            step = exercises[step].harder
        if step == file.id:
            yield problem(file, ("harder",), rule="completeness", message="this ladder leads back to itself")


def deprecated_entries_lead_on(whole: Whole) -> Iterator[Problem]:
    """What is no longer used names what replaced it: of the same kind, by id, and itself still used."""
    for file in whole.valid():
        assert file.entry is not None
        if file.entry.deprecated is not None:
            wrong = whole.missing(file.kind, file.entry.deprecated)
            if file.entry.deprecated == file.id:
                wrong = "an entry does not replace itself"
            if wrong:
                yield problem(file, ("deprecated",), rule="reference", message=wrong)
