"""What is said of each group: probably, possibly, or cannot tell, with why, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.infer.ledger import Ledger
from evenpull.infer.numbers import POSSIBLY, PROBABLY, RESOLUTION, SEVERITY_CAP, SIGN_PUSH
from evenpull.infer.records import Call, CallProperty, Evidence, Word
from evenpull.infer.relevance import relevance_of
from evenpull.infer.unknowns import Unknown

CALLED: dict[str, CallProperty] = {"length": "short", "strength": "weak"}
ORDINARY_SCATTER = say("Healthy people differ too: about one in six lies this far from the average.")
OPEN_LEAST = 0.2
OPEN_LOAD = -0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Whether a call may be made, apart from its probability, and in words why not."""

    allowed: bool
    limits: tuple[str, ...]


def call_for(unknown: Unknown, *, ledger: Ledger, person: Person) -> Call:
    """Return the call on one unknown, or the `cannot_tell` that comes nearest to one."""
    posterior = ledger.posterior
    place = posterior.prior.index.place[unknown]
    probability = ledger.probability(unknown)
    resolution = float(posterior.sd[place] / posterior.prior.covariance[place, place] ** 0.5)
    evidence = ledger.evidence(unknown)
    grounds = grounds_for(unknown, evidence, resolution=resolution, ledger=ledger)
    matters = relevance_of(
        unknown.muscle, unknown.side, unknown.property, person=person, catalogue=ledger.setting.catalogue
    )
    called = CALLED[unknown.property]
    return Call(
        id=f"{unknown.side}.{unknown.muscle}.{called}",
        muscle=unknown.muscle,
        side=unknown.side,
        property=called,
        probability=probability,
        word=word_of(probability * (1.0 - ledger.doubt(unknown))) if grounds.allowed else "cannot_tell",
        severity=min(max(-float(posterior.mean[place]), 0.0), SEVERITY_CAP),
        relevance=matters.value,
        resolution=resolution,
        evidence=evidence,
        against=against(unknown, evidence, ledger=ledger),
        pain_links=matters.sentences,
        evidence_word=matters.evidence,
        limits=grounds.limits,
    )


def word_of(probability: float) -> Word:
    """Return the word that a probability earns."""
    if probability >= PROBABLY:
        return "probably"
    return "possibly" if probability >= POSSIBLY else "cannot_tell"


def need(call: Call) -> float:
    """Return probability times severity times relevance, rounded so that mirror images tie."""
    return round(call.probability * call.severity * call.relevance, 9)


def grounds_for(unknown: Unknown, evidence: tuple[Evidence, ...], *, resolution: float, ledger: Ledger) -> Grounds:
    """Return whether a group may be named: sharp enough, and a direct test or two signs, not all questions."""
    rows = ledger.rows_on(unknown)
    pushes = {each.measurement: each.push for each in evidence}
    by_sign: dict[str, float] = {}
    for row in rows:
        if row.censored or all(ledger.measurements[source].quality == "poor" for source in row.sources):
            continue
        by_sign[row.sign] = by_sign.get(row.sign, 0.0) + sum(pushes.get(source, 0.0) for source in row.sources)
    signs = sorted(sign for sign, push in by_sign.items() if push <= -SIGN_PUSH)
    direct = any(unknown in row.direct for row in rows)
    limits: list[str] = []
    if not direct and len(signs) < 2:
        limits.append(say("one sign only") if signs else say("no direct test of this muscle"))
    only_questions = not direct and bool(signs) and all(sign.startswith("topic.") for sign in signs)
    if only_questions:
        limits.append(say("questions alone never name a muscle"))
    if resolution >= RESOLUTION:
        limits.append(say("the readings are not sharp enough to tell"))
    if ledger.doubt(unknown) > 0:
        limits.append(say("one reading does not fit the others: read it once more"))
    enough = direct or len(signs) >= 2
    allowed = enough and not only_questions and resolution < RESOLUTION
    return Grounds(allowed=allowed, limits=tuple(dict.fromkeys([*limits, *_reading_limits(unknown, ledger)])))


def _reading_limits(unknown: Unknown, ledger: Ledger) -> list[str]:
    limits: list[str] = []
    for row in ledger.rows_on(unknown):
        for source in row.sources:
            measurement = ledger.measurements[source]
            if measurement.side not in {None, unknown.side}:
                continue
            if row.censored and measurement.stopped_by == "pain":
                limits.append(say("stopped by pain: at least this much, and pain may have held the muscle back"))
            if measurement.quality == "poor" and not measurement.notes:
                limits.append(say("a reading of poor quality has next to no weight"))
            if len(row.sources) == 2 and not measurement.notes:
                limits.append(say("no norm exists: only left against right is used"))
            limits.extend(measurement.notes)
    return limits


def against(unknown: Unknown, evidence: tuple[Evidence, ...], *, ledger: Ledger) -> tuple[str, ...]:
    """Return what speaks against a call or limits it, never empty: readings first, then signs that weigh nothing."""
    found = [each.text for each in evidence if each.direction == "against"][:2]
    for said in ledger.claims_on(unknown):
        if not said.shift.weighs and said.strength != 0:
            claim = said.shift.claim
            nothing = say("{claim} This has no measured support, so it weighs nothing.", claim=claim.text)
            found.append(claim.against or nothing)
    for row in ledger.rows_on(unknown):
        metric = ledger.measurements[row.sources[0]].metric
        test = ledger.setting.catalogue.tests.get(metric)
        if test is not None:
            found.extend(test.competing[:1])
        else:
            found.extend(said.shift.claim.against for said in ledger.claims_on(unknown) if said.shift.claim.against)
    return tuple(dict.fromkeys(found))[:4] or (ORDINARY_SCATTER,)


def is_open(unknown: Unknown, *, ledger: Ledger) -> bool:
    """Whether some evidence points to short or weak here, though not enough is known to say so."""
    for said in ledger.claims_on(unknown):
        pointed = said.shift.shift <= 0 < said.strength if said.shift.shift <= 0 else said.strength < 0
        if pointed:
            return True
    for row in ledger.rows_on(unknown):
        own = [source for source in row.sources if ledger.measurements[source].side in {None, unknown.side}]
        if own and row.censored:
            return True
        if own and ledger.measurements[own[0]].kind == "test":
            load = next(load for each, load in row.loads if each == unknown)
            poor = ledger.measurements[own[0]].quality == "poor"
            if load * row.y < OPEN_LOAD and (poor or ledger.probability(unknown) >= OPEN_LEAST):
                return True
    return False
