"""The plan as the person reads it: this week, exercise cards, four firm weeks, a sketch, the pain rule, the retest."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Day, Item, Programme
from evenpull.report.dose import ROLES, compact, details, per_side
from evenpull.report.records import Assessment
from evenpull.report.words import WEEKDAYS, Names, day, number, sentence, spaced, spread

MODES = {
    "minimum": say("A short plan to begin with, and a clinician's look beside it."),
    "start": say("A short plan to begin with. It grows when two weeks went well."),
    "standard": say("A plan of ordinary size."),
    "full": say("A full plan."),
    "maintenance": say("A small plan to keep what you have."),
    "pregnancy": say("A gentle plan from the pregnancy list. Ask your midwife or doctor before you begin."),
    "general": say("A plan for moving in general, not for single muscles."),
}
MDC_FACTOR = 1.96 * 2**0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One exercise card."""

    order: int
    exercise: str
    name: str
    role: str
    because: str
    doses: tuple[tuple[str, str], ...]
    details: tuple[str, ...]
    start: tuple[str, ...]
    movement: tuple[str, ...]
    feel: str
    breathing: str
    avoid: tuple[str, ...]
    ends: str
    substitute: str
    stops: tuple[tuple[str, str], ...]
    discomfort_max: int | None
    limits: tuple[str, ...]
    figure: str | None
    kit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One kind of session of the first week with its cards."""

    letter: str
    days: str
    minutes: float
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What change of one test at the retest is inside its error."""

    test: str
    side: str
    reading: float
    unit: str
    change: str


def first_day(programme: Programme) -> Day | None:
    """Return the first day that holds exercises."""
    return next((d for w in programme.weeks for d in w.days if d.items), None)


def sessions(programme: Programme, catalogue: Catalogue, *, week: int = 0) -> tuple[Session, ...]:
    """Return the different sessions of a week, each once; `week` counts from the first, 0."""
    if not programme.weeks:
        return ()
    shared = shared_stops(programme)
    found: dict[str, list[Day]] = {}
    for d in programme.weeks[week].days:
        if d.items:
            found.setdefault(d.session, []).append(d)
    return tuple(
        Session(
            letter=letter.upper(),
            days=", ".join(WEEKDAYS[d.weekday] for d in days),
            minutes=days[0].minutes,
            cards=tuple(card(item, catalogue, shared=shared) for item in days[0].items),
        )
        for letter, days in sorted(found.items())
    )


def shared_stops(programme: Programme) -> tuple[str, ...]:
    """Return the stop rules that hold for every exercise: those of the programme, then those that all items share."""
    items = [item.stop_rules for week in programme.weeks for day_ in week.days for item in day_.items]
    common = [rule for rule in (items[0] if items else ()) if all(rule in rules for rules in items)]
    return tuple(dict.fromkeys([*programme.stop_rules, *common]))


def card(item: Item, catalogue: Catalogue, *, shared: tuple[str, ...] = ()) -> Card:
    """Return one item as a card with the catalogue's cues; stop rules in `shared` stand elsewhere on the page."""
    names = Names(catalogue)
    entry = catalogue.exercises.get(item.exercise)
    own = [key for key in item.stop_rules if key not in shared]
    stops = [catalogue.stop_rules[key] for key in own if key in catalogue.stop_rules]
    return Card(
        order=item.order,
        exercise=item.exercise,
        name=item.name,
        role=ROLES[item.role],
        because=sentence(item.why.text),
        doses=per_side(item),
        details=details(item),
        start=entry.start if entry else (),
        movement=entry.movement if entry else (),
        feel=entry.feel if entry else "",
        breathing=entry.breathing if entry else "",
        avoid=entry.avoid if entry else (),
        ends=_rule(item.progress_rule, catalogue),
        substitute=names.exercise(item.substitute) if item.substitute else "",
        stops=tuple((rule.text, rule.then) for rule in stops),
        discomfort_max=item.discomfort_max,
        limits=item.limits,
        figure=entry.drawn if entry else None,
        kit=", ".join(spaced(e) for e in entry.equipment) if entry else "",
    )


def _rule(text: str, catalogue: Catalogue) -> str:
    """Return a progress rule in words, whether the item carries its id, its words, or `id: words`."""
    key, _, words = text.partition(":")
    rule = catalogue.progress_rules.get(key.strip())
    if rule is None:
        return sentence(text)
    return sentence(words) if words.strip() else rule.text


def week_table(programme: Programme) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (exercise, dose in each firm week); a dash where it is not done."""
    order: dict[str, str] = {}
    doses: dict[tuple[str, int], str] = {}
    for week in programme.weeks:
        for d in week.days:
            for item in d.items:
                order.setdefault(item.exercise, item.name)
                doses.setdefault((item.exercise, week.number), compact(item))
    numbers = [week.number for week in programme.weeks]
    return tuple((name, tuple(doses.get((key, n), "–") for n in numbers)) for key, name in order.items())


def week_days(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Return (day, what) for each day of the first firm week; nothing is done on a day of rest."""
    if not programme.weeks:
        return ()
    return tuple(
        (
            day(d.date),
            say("Session {letter}, {minutes} min", letter=d.session.upper(), minutes=number(d.minutes))
            if d.items
            else "",
        )
        for d in programme.weeks[0].days
    )


def checks(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Return (date, what) of check-ins, whichever of the two the planner put first."""
    return tuple(sorted((a, b) if a[:4].isdigit() else (b, a) for a, b in programme.checks))


def noise(assessment: Assessment, catalogue: Catalogue) -> tuple[Noise, ...]:
    """Return the smallest change that counts for each test that speaks for or against a call (95 %), best first."""
    names = Names(catalogue)
    used = {e.measurement for c in (assessment.inference.calls if assessment.inference else ()) for e in c.evidence}
    tests = [m for m in assessment.measurements if m.kind == "test" and m.quality != "poor" and not m.censored]
    chosen = [m for m in tests if m.id in used] or tests[:4]
    return tuple(
        Noise(
            test=names.metric(m.metric),
            side=m.side or "",
            reading=m.value,
            unit=m.unit,
            change=spread(MDC_FACTOR * m.sd, m.unit),
        )
        for m in chosen
    )


def pain_rule(assessment: Assessment) -> dict[str, str | bool]:
    """Return the two pain numbers in words: discomfort of stretching and rolling, and the person's own pain."""
    c = assessment.profile.ceilings
    own = number(c.own_pain_max)
    start = number(c.start_level)
    amber = (
        say(
            "Above {own} and up to 5, and settled by next morning: use less range or load, and stay at this level.",
            own=own,
        )
        if c.own_pain_max < 5
        else say("Creeping up from week to week: use less range or load, and stay at this level.")
    )
    return {
        "discomfort": number(c.discomfort_max),
        "start": start,
        "own_max": own,
        "has_pain": bool(assessment.person.pains),
        "green": say(
            "Up to {own} of 10 in the session, and back to {start} or less next morning.", own=own, start=start
        ),
        "amber": amber,
        "red": say(
            "Above 5, or still raised next morning, or sharp, sudden, numb, tingling or travelling down a limb. "
            "Stop that exercise. Try an easier one after two days. If it happens again, see a clinician."
        ),
    }


def sketch(programme: Programme) -> tuple[tuple[str, str], ...]:
    """Return (weeks, what is meant) of the later weeks, neighbours with the same words taken together."""
    runs: list[tuple[int, int, str]] = []
    for week in programme.sketch:
        if runs and runs[-1][2] == week.text and runs[-1][1] == week.number - 1:
            runs[-1] = (runs[-1][0], week.number, week.text)
        else:
            runs.append((week.number, week.number, week.text))
    return tuple(
        (say("Week {number}", number=a) if a == b else say("Weeks {first} to {last}", first=a, last=b), text)
        for a, b, text in runs
    )
