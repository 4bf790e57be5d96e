"""What a thing needs is there, or a gap says in words that it is not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.anatomy import groups_of
from evenpull.knowledge.rules.whole import Whole, problem

STRENGTHENS = frozenset({"activate", "re_educate", "integrate", "reinforce"})
LENGTHENS = frozenset({"lengthen", "inhibit"})
NEEDS = {
    "test": (re.compile("No test"), say("no test moves it: add one, or a gap that begins 'No test'")),
    "lengthens": (
        re.compile("No exercise lengthens"),
        say("no exercise lengthens or rolls it: add one, or a gap that begins 'No exercise lengthens'"),
    ),
    "strengthens": (
        re.compile("No exercise strengthens"),
        say("no exercise strengthens it: add one, or a gap that begins 'No exercise strengthens'"),
    ),
}
"""What a group with a posterior needs: how the gap begins that says it is not there, and what is said without one."""


def muscles_are_well_formed(whole: Whole) -> Iterator[Problem]:
    """Groups have members, parts their muscle; tissue has no posterior; a posterior has both spreads."""
    for file in whole.valid("muscles"):
        entry = whole.entries("muscles")[file.id]
        wrong = []
        if (entry.kind == "group") != bool(entry.members):
            wrong.append(("members" if entry.members else "kind", say("a group, and nothing else, has members")))
        if (entry.kind == "part") != bool(entry.part_of):
            wrong.append(
                ("part_of" if entry.part_of else "kind", say("a part, and nothing else, says what it is part_of"))
            )
        if entry.posterior and entry.kind == "tissue":
            wrong.append(("posterior", say("tissue never has a posterior")))
        if entry.posterior and not (entry.length_sd and entry.strength_sd):
            wrong.append(("posterior", say("a group with a posterior has length_sd and strength_sd")))
        if not entry.posterior and (entry.length_sd or entry.strength_sd):
            wrong.append(("kind", say("spreads belong to groups with a posterior")))
        if file.id in (*entry.members, *entry.antagonists, entry.part_of):
            wrong.append(("kind", say("an entry does not name itself")))
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
                message = say("it lies in several groups with a posterior: {groups}", groups=", ".join(groups))
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
        there = {
            "test": file.id in moved,
            "lengthens": bool(worked[file.id] & LENGTHENS),
            "strengthens": bool(worked[file.id] & STRENGTHENS),
        }
        for need, (gap, missing) in NEEDS.items():
            told = any(gap.match(text) for text in entry.gaps)
            if not there[need] and not told:
                yield problem(file, ("posterior",), rule="completeness", message=missing)
            elif there[need] and told:
                message = say("the gap {gap!r} is closed: remove it", gap=gap.pattern)
                yield problem(file, ("gaps",), rule="completeness", message=message)


def _used(whole: Whole, kind: str) -> list[Any]:
    """Return the entries of a kind that are not deprecated."""
    return [entry for entry in whole.entries(kind).values() if entry.deprecated is None]


def tests_are_complete(whole: Whole) -> Iterator[Problem]:
    """A test has steps, stop rules, a default error and shares of at most one in all; it moves a group or says why."""
    for file in whole.valid("tests"):
        test = whole.entries("tests")[file.id]
        wrong = []
        if "default" not in test.error:
            wrong.append(("error", say("an error named default is needed")))
        if not test.steps:
            wrong.append(("steps", say("a test says how it is done")))
        if not test.stop_rules:
            wrong.append(("stop_rules", say("a test has stop rules")))
        if not test.moves and not test.gaps:
            wrong.append(("moves", say("it moves no group: add one, or a gap that says why")))
        if test.possible[0] >= test.possible[1]:
            wrong.append(("possible", say("the lowest comes before the highest")))
        if sum(each.share for each in test.moves) > 1 + 1e-9:
            wrong.append(("moves", say("the shares of all groups sum to at most 1")))
        for field, message in wrong:
            yield problem(file, (field,), rule="completeness", message=message)


def tables_of_facts_are_whole(whole: Whole) -> Iterator[Problem]:
    """A table has a number for every column; a fact with a table names its columns, and the other way round."""
    for file in whole.valid("reference_facts"):
        fact = whole.entries("reference_facts")[file.id]
        if bool(fact.columns) != bool(fact.table):
            yield problem(file, ("table",), rule="completeness", message=say("a table has columns and lines"))
        for number, line in enumerate(fact.table):
            if len(line.numbers) != len(fact.columns):
                numbers, columns = len(line.numbers), len(fact.columns)
                message = say("{numbers} numbers for {columns} columns", numbers=numbers, columns=columns)
                yield problem(file, ("table", number, "numbers"), rule="completeness", message=message)


def exercises_are_complete(whole: Whole) -> Iterator[Problem]:
    """An exercise has cues, stop rules for exercises, a substitute of its own role, and is drawn by its own figure."""
    exercises, stop_rules = whole.entries("exercises"), whole.entries("stop_rules")
    for file in whole.valid("exercises"):
        entry = exercises[file.id]
        wrong = [
            (field, say("an exercise has this; it is empty"))
            for field in ("primary", "start", "movement", "avoid", "stop_rules", "sources")
            if not getattr(entry, field)
        ]
        other = exercises.get(entry.substitute)
        if entry.substitute == file.id:
            wrong.append(("substitute", say("an exercise is not its own substitute")))
        elif other is not None and other.role != entry.role:
            message = say(
                "the substitute has the same role ({role}); {substitute} is {other}",
                role=entry.role,
                substitute=entry.substitute,
                other=other.role,
            )
            wrong.append(("substitute", message))
        wrong += [
            ("stop_rules", say("{name} is about tests: name one for exercises", name=name))
            for name in entry.stop_rules
            if name in stop_rules and stop_rules[name].applies == "test"
        ]
        if entry.drawn is not None and entry.drawn != file.id:
            wrong.append(("drawn", say("the figure of an exercise has its id: {id}", id=file.id)))
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
            yield problem(file, (field,), rule="completeness", message=say("an exercise is not its own neighbour"))
            continue
        if easier is not None and easier.difficulty > entry.difficulty:
            message = say(
                "{easier} is harder ({it} against {this})",
                easier=easier.id,
                it=easier.difficulty,
                this=entry.difficulty,
            )
            yield problem(file, ("easier",), rule="completeness", message=message)
        if harder is not None and harder.difficulty < entry.difficulty:
            message = say(
                "{harder} is easier ({it} against {this})",
                harder=harder.id,
                it=harder.difficulty,
                this=entry.difficulty,
            )
            yield problem(file, ("harder",), rule="completeness", message=message)
        climbed, step = {file.id}, entry.harder
        while step in exercises and step not in climbed:
            climbed.add(step)
            step = exercises[step].harder
        if step == file.id:
            yield problem(file, ("harder",), rule="completeness", message=say("this ladder leads back to itself"))


def deprecated_entries_lead_on(whole: Whole) -> Iterator[Problem]:
    """What is no longer used names what replaced it: of the same kind, by id, and itself still used."""
    for file in whole.valid():
        assert file.entry is not None
        if file.entry.deprecated is not None:
            wrong = whole.missing(file.kind, file.entry.deprecated)
            if file.entry.deprecated == file.id:
                wrong = say("an entry does not replace itself")
            if wrong:
                yield problem(file, ("deprecated",), rule="reference", message=wrong)
