"""A small made-up catalogue: four groups, tests with and without a norm, faults, questions, contexts, a pattern."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenpull.capture.person.model import Person
from evenpull.core.canonical import canonical_json
from evenpull.knowledge import Catalogue
from evenpull.knowledge.load import from_bytes
from evenpull.measure.records import Measurement
from evenpull.safety.records import DoseLimits, PainCeilings, SafetyProfile

# The benchmarks run as scripts, so that their people import one another from this folder.
sys.path.append(str(Path(__file__).resolve().parents[3] / "benchmarks" / "accuracy"))

GROUPS = ("gluteus_maximus", "hamstrings", "iliopsoas", "rectus_femoris")
POSE = {"contacts": [{"place": "sole_left", "on": "floor"}]}


def value(number: float, unit: str = "deg", known: str = "measured") -> dict[str, Any]:
    return {"value": number, "unit": unit, "source": "MADE_UP", "known": known}


def claim(muscle: str, prop: str, shift: float, scatter: float, **more: Any) -> dict[str, Any]:
    return {
        "muscle": muscle,
        "property": prop,
        "shift": shift,
        "scatter": scatter,
        "evidence": "limited",
        "text": "It is said to go together.",
        "sources": ["MADE_UP"],
        "known": "derived",
    } | more


def test_entry(unit: str, moves: list[tuple[str, str, float, int]], **more: Any) -> dict[str, Any]:
    return {
        "name": "A test",
        "plain": "A test",
        "property": "length",
        "setting": "home",
        "joint": "hip",
        "motion": "bend",
        "sides": "each",
        "unit": unit,
        "possible": [-100, 500],
        "protocol": "usual",
        "better": "higher",
        "steps": ["Do it."],
        "minutes": 2.0,
        "error": {"default": value(2, unit)},
        "moves": [
            {"muscle": m, "property": p, "share": share, "sign": sign, "known": "default"}
            for m, p, share, sign in moves
        ],
        "competing": ["The joint may stop it."],
        "facts": {"positions": ["supine"]},
        "risk": "Stop at pain.",
        "stop_rules": [],
        "sources": ["MADE_UP"],
    } | more


test_entry.__test__ = False  # type: ignore[attr-defined]


def muscle(name: str) -> dict[str, Any]:
    words = name.replace("_", " ")
    other = {"iliopsoas": ["gluteus_maximus"], "gluteus_maximus": ["iliopsoas"]}.get(name, [])
    return {
        "name": words,
        "lay": words,
        "kind": "group",
        "region": "hip",
        "view": "front",
        "actions": ["Moves."],
        "posterior": True,
        "antagonists": other,
        "known": "measured",
    }


@pytest.fixture(scope="session")
def small() -> Catalogue:
    norm = {"protocol": "usual", "unit": "deg", "mean": value(50), "sd": value(5), "error": value(4)}
    recalled = norm | {"mean": value(50, known="recalled")}
    fault = {
        "name": "A fault",
        "plain": "The knee drifts in",
        "movement": "squat",
        "view": "front",
        "sided": True,
        "definition": "It drifts.",
        "reliability": value(0.5, "level"),
        "claims": [claim("gluteus_maximus", "strength", -1.0, 1.0), claim("hamstrings", "strength", -1.0, 1.0)],
        "competing": ["A habit."],
        "row": "hips",
        "evidence_note": "Little.",
        "sources": ["MADE_UP"],
    }
    entries: dict[str, dict[str, Any]] = {
        "sources": {"MADE_UP": {"citation": "Made up", "read": "whole"}},
        "muscles": {name: muscle(name) for name in GROUPS},
        "tests": {
            "hang": test_entry(
                "deg", [("iliopsoas", "length", 0.6, 1), ("rectus_femoris", "length", 0.1, 1)], norms=[norm]
            ),
            "push": test_entry(
                "Nm",
                [("gluteus_maximus", "strength", 0.6, 1)],
                property="strength",
                spread=value(0.25, "ln"),
                error={"default": value(4, "Nm")},
            ),
            "kick": test_entry("deg", [("hamstrings", "length", 0.6, 1)], norms=[recalled]),
        },
        "figures": {name: {"title": "A test", "poses": [POSE], "alt": "Someone."} for name in ("hang", "push", "kick")},
        "compensations": {
            "drift": fault,
            "tilt": fault | {"claims": [claim("gluteus_maximus", "strength", -1.0, 1.0, evidence="contradicted")]},
            "guess": fault | {"claims": [claim("gluteus_maximus", "strength", -1.0, 1.0, known="recalled")]},
        },
        "questions": {
            name: {
                "text": "Do you?",
                "why": "It helps.",
                "topic": "habit",
                "answer": "yes_no",
                "options": [
                    {"value": "no", "text": "No", "level": 0},
                    {"value": "yes", "text": "Yes", "level": 1, "claims": [claim("iliopsoas", "length", -3.0, 0.3)]},
                ],
                "order": 1,
                "row": "habits",
                "weight_note": "Little.",
                "sources": ["MADE_UP"],
            }
            for name in ("first", "second")
        },
        "contexts": {
            name: {
                "name": name,
                "plain": "You sit long.",
                "when": {},
                "claims": [claim("iliopsoas", "length", shift, 0.3, side="both")],
                "evidence_note": "Groups compared.",
                "sources": ["MADE_UP"],
            }
            for name, shift in (("lasting_low_back_pain", -0.8), ("sits_over_7h", -0.4), ("other", -0.4))
        },
        "patterns": {
            "pair": {
                "name": "A pattern",
                "plain": "A pattern",
                "short": ["iliopsoas"],
                "weak": ["gluteus_maximus"],
                "sided": True,
                "signs": ["A sign."],
                "chain": "One thing, then another.",
                "against": ["Not shown."],
                "competing": ["A habit."],
                "confirm_with": ["hang"],
                "pain_sites": [],
                "evidence": "limited",
                "evidence_about": "pain",
                "known": "derived",
                "sources": ["MADE_UP"],
            }
        },
    }
    whole = {kind: {name: body | {"id": name} for name, body in items.items()} for kind, items in entries.items()}
    return from_bytes(canonical_json(whole | {"aliases": {}}))


@pytest.fixture(scope="session")
def someone() -> Person:
    about = {"sex": "female", "age_years": 40, "height_cm": 170, "mass_kg": 70}
    return Person.model_validate({"person": about, "start": "2027-03-01"})


@pytest.fixture(scope="session")
def profile() -> SafetyProfile:
    return SafetyProfile(
        level="clear",
        levels={},
        flags=(),
        not_asked=(),
        answered=1,
        asked=1,
        codes=(),
        limits=DoseLimits(),
        mode="normal",
        no_calls=None,
        irritable=False,
        letter=False,
        ceilings=PainCeilings(discomfort_max=2, start_level=0, own_pain_max=5),
        unreviewed=True,
    )


@pytest.fixture(scope="session")
def reading() -> Callable[..., Measurement]:
    def make(metric: str, number: float, side: str | None = "left", **more: Any) -> Measurement:
        fields: dict[str, Any] = {
            "id": f"test.{metric}.{side}",
            "kind": "test",
            "metric": metric,
            "side": side,
            "value": number,
            "sd": 4.0,
            "unit": "Nm" if metric == "push" else "deg",
            "method": "default",
            "protocol": "usual",
            "session": "today",
        }
        return Measurement(**(fields | more))

    return make


@pytest.fixture(scope="session")
def sign() -> Callable[..., Measurement]:
    def make(kind: str, metric: str, number: float, side: str | None = None, **more: Any) -> Measurement:
        fields: dict[str, Any] = {
            "id": f"{kind}.{metric}" + (f".{side}" if side else ""),
            "kind": kind,
            "metric": metric,
            "side": side,
            "value": number,
            "sd": 0.5,
            "unit": "level",
            "method": "typed",
            "session": f"{kind}s",
        }
        return Measurement(**(fields | more))

    return make
