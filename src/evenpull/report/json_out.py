"""assessment.json and programme.json: the published form of a result; the same result gives the same bytes.

Keys may be added later and never change their meaning. Schemas: `schemas/assessment.schema.json` and
`schemas/programme.schema.json` beside this module.
"""

from __future__ import annotations

import json
import math
import uuid
from dataclasses import asdict
from importlib import resources
from typing import Any

from evenpull.core.words import say
from evenpull.infer.records import Call, Marginal, MuscleState
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Gap, Measurement
from evenpull.plan.adapt.records import Change
from evenpull.plan.records import Blocked, Day, Item, Programme
from evenpull.report.plan_view import checks
from evenpull.report.records import Assessment, PullOnPelvis
from evenpull.report.words import Names
from evenpull.safety.records import SafetyProfile

ASSESSMENT_SCHEMA = "evenpull.assessment/1"
PROGRAMME_SCHEMA = "evenpull.programme/1"
_SPACE = uuid.UUID("0b1f1f65-7b5b-5f0a-8d3e-6f4f5f3c2f10")


def assessment_bytes(assessment: Assessment, catalogue: Catalogue) -> bytes:
    """Return assessment.json."""
    return _bytes(assessment_object(assessment, catalogue))


def programme_bytes(assessment: Assessment) -> bytes:
    """Return programme.json.

    Raises:
        ValueError: When there is no programme.
    """
    if assessment.programme is None:
        raise ValueError("there is no programme to write")
    return _bytes(programme_object(assessment.programme, created=assessment.created, codes=assessment.profile.codes))


def schema(name: str) -> dict[str, Any]:
    """Return a published schema by its short name, `assessment` or `programme`."""
    text = resources.files("evenpull.report").joinpath(f"schemas/{name}.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _bytes(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def assessment_object(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    """Return an assessment as plain data in the order of the published form."""
    a, inference = assessment, assessment.inference
    return {
        "schema": ASSESSMENT_SCHEMA,
        "evenpull_version": a.evenpull_version,
        "catalogue_sha256": a.catalogue_sha256,
        "catalogue_own": list(catalogue.own),
        "inputs_sha256": a.inputs_sha256,
        "created": a.created,
        "person": a.person.model_dump(mode="json"),
        "safety": _safety(a.profile),
        "measurements": [_measurement(m) for m in a.measurements],
        "gaps": [_gap(g) for g in a.gaps],
        "quality": {
            "level": inference.quality.level if inference else "none",
            "reasons": list(inference.quality.reasons) if inference else [],
        },
        "muscles": [_muscle(s) for s in inference.muscles] if inference else [],
        "calls": [_call(c) for c in inference.calls] if inference else [],
        "open_questions": [_call(c) for c in inference.open_questions] if inference else [],
        "pairs": [asdict(p) for p in inference.pairs] if inference else [],
        "patterns": [asdict(p) for p in inference.patterns[:3]] if inference else [],
        "explanations": [_explanation(c, catalogue) for c in inference.calls] if inference else [],
        "next_tests": [_plain(asdict(t)) for t in inference.next_tests] if inference else [],
        "programme": a.programme.plan_id if a.programme else None,
        "no_programme": a.no_programme,
        "notices": list(a.notices),
        "pull_on_pelvis": _pull(a.pull),
        "notice": say("Not a diagnosis. Checked on simulated bodies and instruments, not yet on patients."),
    }


def _pull(pull: PullOnPelvis | None) -> dict[str, Any] | None:
    return None if pull is None else {key: value for key, value in asdict(pull).items() if key != "picture"}


def _safety(p: SafetyProfile) -> dict[str, Any]:
    return {
        "level": p.level,
        "regions": [{"region": region, "level": level} for region, level in sorted(p.levels.items())],
        "flags": [asdict(f) for f in p.flags],
        "not_asked": list(p.not_asked),
        "limits": list(p.limits.texts),
        "limit_values": {k: v for k, v in asdict(p.limits).items() if k != "texts"},
        "codes": list(p.codes),
        "mode": p.mode,
        "no_calls": p.no_calls,
        "irritable": p.irritable,
        "letter": p.letter,
        "answered": p.answered,
        "asked": p.asked,
        "pain": asdict(p.ceilings),
        "reviewed": not p.unreviewed,
    }


def _measurement(m: Measurement) -> dict[str, Any]:
    return {
        "id": m.id,
        "kind": m.kind,
        "metric": m.metric,
        "side": m.side,
        "value": _finite(m.value),
        "sd": _finite(m.sd),
        "unit": m.unit,
        "method": m.method,
        "quality": m.quality,
        "source": m.source,
        "session": m.session,
        "trials": list(m.trials),
        "censored": m.censored,
        "stopped_by": m.stopped_by,
        "pain": m.pain,
        "moves_muscles": m.moves_muscles,
        "notes": list(m.notes),
    }


def _gap(g: Gap) -> dict[str, Any]:
    return {"metric": g.metric, "side": g.side, "reason": g.reason, "closes": g.closes, "source": g.source}


def _muscle(s: MuscleState) -> dict[str, Any]:
    return {
        "muscle": s.muscle,
        "side": s.side,
        "length": _marginal(s.length),
        "tone": {"mean": None, "sd": None, "p_low": None, "p_high": None, "measured": False},
        "strength": _marginal(s.strength),
    }


def _marginal(m: Marginal) -> dict[str, float | None]:
    return {k: _finite(v) for k, v in asdict(m).items()}


def _call(c: Call) -> dict[str, Any]:
    data = _plain(asdict(c))
    data["evidence"] = [
        {"measurement": e.measurement, "effect": _finite(e.push), **_plain(asdict(e))} for e in c.evidence
    ]
    return data


def _explanation(c: Call, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "call": c.id,
        "text": Names(catalogue).sentence(c) + ".",
        "for": [e.text for e in c.evidence if e.direction == "for"],
        "against": list(c.against),
        "pain_links": list(c.pain_links),
        "evidence": c.evidence_word,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with tuples as lists and without numbers that JSON cannot hold."""
    return {k: list(v) if isinstance(v, tuple) else _finite(v) if isinstance(v, float) else v for k, v in data.items()}


def programme_object(
    programme: Programme, *, created: str, codes: tuple[str, ...], history: tuple[Change, ...] = ()
) -> dict[str, Any]:
    """Return a programme as plain data: every firm day with its week, then the sketch.

    Args:
        programme: The programme.
        created: Time of the assessment that it came from.
        codes: The person's condition codes; those that took something away are listed first in the result.
        history: What logged sessions changed, in order.
    """
    days = [_day(d, week=w.number, plan_id=programme.plan_id) for w in programme.weeks for d in w.days]
    took = {b.code for b in programme.blocked}
    return {
        "schema": PROGRAMME_SCHEMA,
        "plan_id": programme.plan_id,
        "created": created,
        "mode": programme.mode,
        "start": programme.start,
        "user_codes_blocked": sorted(took & set(codes)),
        "blocked": [_blocked(b) for b in programme.blocked],
        "week": programme.weeks[0].number if programme.weeks else 1,
        "weeks": [{"week": w.number, "phase": w.phase} for w in programme.weeks],
        "days": days,
        "sketch": [{"week": w.number, "phase": w.phase, "text": w.text, "firm": False} for w in programme.sketch],
        "habits": [asdict(h) for h in programme.habits],
        "checks": [{"date": date, "what": what} for date, what in checks(programme)],
        "retest": programme.retest,
        "unmet_needs": list(programme.unmet_needs),
        "relaxed_rules": list(programme.relaxed_rules),
        "stop_rule_ids": list(programme.stop_rules),
        "history": [asdict(change) for change in history],
        "solver": {
            "name": programme.solver.name,
            "version": programme.solver.version,
            "seed": None,
            "objective": _finite(programme.solver.objective),
            "bound": _finite(programme.solver.bound),
            "optimal": programme.solver.optimal,
        },
    }


def _blocked(b: Blocked) -> dict[str, str]:
    return {"exercise_id": b.exercise, "code": b.code, "reason": b.reason}


def _day(d: Day, *, week: int, plan_id: str) -> dict[str, Any]:
    return {
        "date": d.date,
        "week": week,
        "weekday": d.weekday,
        "session": d.session,
        "minutes": d.minutes,
        "items": [_item(item, key=f"{plan_id}/{d.date}/{item.order}/{item.exercise}") for item in d.items],
    }


def _item(item: Item, *, key: str) -> dict[str, Any]:
    return {
        "exercise_id": item.exercise,
        "uuid": str(uuid.uuid5(_SPACE, key)),
        "order": item.order,
        "name": item.name,
        "phase": item.role,
        "sets": {"left": item.sets.left, "right": item.sets.right},
        "two_sided": item.two_sided,
        "alternating": item.alternating,
        "reps": item.reps,
        "hold_s": item.hold_s,
        "breaths": item.breaths,
        "tempo": list(item.tempo) if item.tempo else None,
        "tempo_start": item.tempo_start,
        "rpe": item.rpe,
        "rest_s": item.rest_s,
        "side_order": item.side_first,
        "seconds": item.seconds,
        "discomfort_max": item.discomfort_max,
        "why": {"needs": list(item.why.needs), "finding_ids": list(item.why.calls), "text": item.why.text},
        "progress_rule": item.progress_rule,
        "stop_rule_ids": list(item.stop_rules),
        "substitute": item.substitute,
        "limits": list(item.limits),
    }
