"""Exercises, progress rules and habits in the catalogue: what every one of them holds."""

from __future__ import annotations

import re

FORBIDDEN_GATES = ("symptom-free", "symptom free")


def test_seventy_exercises_are_there_with_cues(catalogue):
    assert len(catalogue.exercises) >= 70
    for name, one in catalogue.exercises.items():
        for part in (*one.start, *one.movement, *one.avoid, *one.faults, one.feel, one.breathing):
            assert re.search(r"[.]$", part), (name, part)
            assert len(part.split()) <= 26, (name, part)
        assert one.start, name
        assert one.movement, name
        assert one.avoid, name


def test_every_exercise_has_a_dose_a_substitute_of_its_role_and_a_progress_rule(catalogue):
    for name, one in catalogue.exercises.items():
        assert one.dose.preset in catalogue.doses, name
        assert one.progress in catalogue.progress_rules, name
        assert one.substitute != name
        assert catalogue.exercises[one.substitute].role == one.role, name


def test_every_lift_with_a_tempo_says_where_it_begins(catalogue):
    for name, one in catalogue.exercises.items():
        if one.dose.tempo or catalogue.doses[one.dose.preset].tempo:
            assert one.dose.tempo_start in ("top", "bottom"), name


def test_an_exercise_on_the_knees_carries_the_kneeling_code(catalogue):
    for name, one in catalogue.exercises.items():
        assert one.facts.kneeling == ("C_KNEE_KNEEL" in one.codes), name


def test_every_roll_carries_the_clot_and_bleeding_codes(catalogue):
    rolls = [one for one in catalogue.exercises.values() if one.facts.pressure]
    assert len(rolls) >= 7
    for one in rolls:
        assert {"C_DVT", "C_ANTICOAG"} <= set(one.codes), one.id


def test_lying_flat_and_lying_on_the_belly_carry_their_pregnancy_codes(catalogue):
    for name, one in catalogue.exercises.items():
        assert one.facts.supine_long == ("C_PREG_SUP" in one.codes), name
        if "prone" in one.facts.positions:
            assert "C_PREG_PRONE" in one.codes, name


def test_pressure_on_belly_groin_and_front_of_neck_is_for_practitioners(catalogue):
    for one in catalogue.exercises.values():
        if {"belly", "groin", "neck_front"} & set(one.facts.pressure):
            assert one.practitioner_only, one.id


def test_no_gate_asks_for_freedom_from_symptoms(catalogue):
    for rule in catalogue.progress_rules.values():
        text = " ".join((rule.text, *rule.progress, *rule.hold, *rule.regress)).lower()
        assert not any(word in text for word in FORBIDDEN_GATES), rule.id
        if rule.id not in ("progress_breathing", "progress_roll", "progress_stretch"):
            assert "no flare" in text, rule.id


def test_every_habit_says_why_and_how_well_that_is_known(catalogue):
    assert len(catalogue.habits) >= 8
    for habit in catalogue.habits.values():
        assert habit.text
        assert habit.why
        assert habit.when
        assert habit.evidence
