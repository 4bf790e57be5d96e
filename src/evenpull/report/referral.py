"""The referral page: what the person does now, and one page of plain facts in the clinician's order.

It needs no inference: person, safety profile and measurements are enough, so that it can be written when safety stops
everything else. With unanswered safety questions it says what is missing and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evenpull.capture.person.model import Pain, Person
from evenpull.core.words import say
from evenpull.knowledge.kinds import Referral, ScreeningQuestion
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measured, Measurement
from evenpull.report.measured import bounded
from evenpull.report.page import environment, load_css
from evenpull.report.records import Assessment
from evenpull.report.words import SIDED, Names, capital, lower_first, number, sentence, spaced, spread
from evenpull.safety.records import Flag, SafetyProfile

STOPS = ("emergency", "urgent")
TITLES = {
    "emergency": say("Get medical help now"),
    "urgent": say("See a doctor today"),
    "see_someone": say("A letter for your clinician"),
    "clear": say("A letter for your clinician"),
}
_MOST_READINGS = 12
_SEXES = {"male": say("Male"), "female": say("Female"), "unstated": say("Sex not stated")}
_HANDS = {"left": say("left-handed"), "right": say("right-handed"), "both": say("both-handed")}
_AT_SIDE = {"left": say("left {reading}"), "right": say("right {reading}")}
_STOPPED = {
    "left": say("left stopped by {what}"),
    "right": say("right stopped by {what}"),
    "": say("stopped by {what}"),
}
_HURT = {
    "left": say("left pain {level} of 10"),
    "right": say("right pain {level} of 10"),
    "": say("pain {level} of 10"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to do about one group of flags: how soon, what to do now, what to tell."""

    title: str
    how_soon: str
    do_now: tuple[str, ...]
    tell_them: tuple[str, ...]


def render_assessment(assessment: Assessment, catalogue: Catalogue) -> str:
    """Return the referral page of an assessment."""
    return render(
        person=assessment.person,
        profile=assessment.profile,
        measured=Measured(measurements=assessment.measurements, gaps=assessment.gaps),
        catalogue=catalogue,
        created=assessment.created,
    )


def render(*, person: Person, profile: SafetyProfile, measured: Measured, catalogue: Catalogue, created: str) -> str:
    """Return the page as one HTML file.

    Args:
        person: Whose letter it is.
        profile: What safety says.
        measured: Typed tests and other readings; may be empty.
        catalogue: Where questions and referral texts live.
        created: ISO 8601 time that goes on the page.
    """
    names = Names(catalogue)
    context: dict[str, Any] = {"css": load_css(), "created": created, "profile": profile, "person": person}
    if profile.not_asked:
        context["questions"] = [(key, names.screening(key)) for key in profile.not_asked]
        return environment().get_template("missing.html.j2").render(context)
    context |= {
        "title": TITLES[profile.level],
        "stop": profile.level in STOPS,
        "advice": advice(profile, catalogue),
        "pains": [pain_facts(pain, names) for pain in person.pains],
        "flags": [flag_text(flag) for flag in profile.flags],
        **answers(person, catalogue),
        "readings": readings(measured.measurements, names),
        "conditions": [_condition(name, catalogue) for name in person.conditions],
        "about": about(person),
    }
    return environment().get_template("referral.html.j2").render(context)


def advice(profile: SafetyProfile, catalogue: Catalogue) -> tuple[Advice, ...]:
    """Return the referral texts of the flags at the profile's level, each once, in the flags' order."""
    found: dict[str, Referral] = {}
    for flag in profile.flags:
        if flag.level == profile.level and flag.referral in catalogue.referrals:
            found.setdefault(flag.referral, catalogue.referrals[flag.referral])
    return tuple(
        Advice(title=r.title, how_soon=sentence(r.how_soon), do_now=r.do_now, tell_them=r.tell_them)
        for r in found.values()
    )


def about(person: Person) -> str:
    """Return who the letter is about in one line, without a name."""
    p = person.person
    return say(
        "{sex}, {age} years, {height} cm, {mass} kg, {hand}",
        sex=_SEXES[p.sex],
        age=p.age_years,
        height=number(p.height_cm),
        mass=number(p.mass_kg),
        hand=_HANDS[p.hand],
    )


def pain_facts(pain: Pain, names: Names) -> tuple[str, tuple[tuple[tuple[str, str], tuple[str, str]], ...]]:
    """Return one pain as its site and its behaviour, two facts a row, in the order in which a clinician asks."""
    site = names.site(pain.site)
    title = capital(SIDED.get(pain.side, "{name}").format(name=site))
    felt = say(
        "now {now}, usual {usual}, worst {worst}",
        now=number(pain.now),
        usual=number(pain.usual),
        worst=number(pain.worst),
    )
    lasts = pain.settles_after_min
    settles = say("not asked") if lasts is None else _minutes(lasts)
    since = say(
        "{weeks} weeks, {days} days a week; began {how}",
        weeks=number(pain.weeks),
        days=number(pain.days_per_week),
        how=spaced(pain.began),
    )
    rows = [
        (say("Pain 0–10"), felt),
        (say("Since"), since),
        (say("Worse with"), ", ".join(spaced(w) for w in pain.worse_with) or say("nothing named")),
        (say("Eases with"), ", ".join(spaced(w) for w in pain.eases_with) or say("nothing named")),
        (say("Settles after"), settles),
        (say("Below the knee"), spaced(pain.spreads_below_knee)),
        (say("Numb or tingling"), spaced(pain.numb_or_tingling)),
        (say("At night"), spaced(pain.night)),
        (say("Morning stiffness"), _minutes(pain.morning_stiff_min)),
        ("", ""),
    ]
    return title, tuple(zip(rows[::2], rows[1::2], strict=True))


def _minutes(minutes: float) -> str:
    return say("{minutes} min", minutes=number(minutes))


def flag_text(flag: Flag) -> str:
    """Return one flag with its level, and "our caution" where the rule was not found in a source."""
    notes = [spaced(flag.level), *([say("our caution")] if flag.known == "recalled" else [])]
    return f"{sentence(flag.text)[:-1]} ({', '.join(notes)})"


def answers(person: Person, catalogue: Catalogue) -> dict[str, list[str]]:
    """Return the safety answers by kind: yes, no, values, and what was not put to this person."""
    given = person.screening.answers if person.screening else {}
    regions = {catalogue.pain_sites[pain.site].region for pain in person.pains if pain.site in catalogue.pain_sites}
    order = sorted(catalogue.screening.values(), key=lambda q: (q.order, q.id))
    resolved = {catalogue.aliases.get("screening", {}).get(key, key): value for key, value in given.items()}
    put = [q for q in order if q.must_be is None]
    return {
        "yes": [_sign(q) for q in put if resolved.get(q.id) == "yes"],
        "no": [_sign(q) for q in put if resolved.get(q.id) == "no"],
        "values": [
            f"{spaced(q.id)}: {_value(resolved[q.id])}" for q in order if resolved.get(q.id, "no") not in {"yes", "no"}
        ],
        "not_put": [
            _sign(q)
            for q in put
            if q.id not in resolved
            and q.region in {"all", *regions}
            and q.asked_of != "follow_up"
            and not (q.asked_of == "female" and person.person.sex == "male")
        ],
    }


def _sign(question: ScreeningQuestion) -> str:
    """Return what a question is about in a clinician's words: the text of its first rule."""
    return lower_first(question.rules[0].text.rstrip(".")) if question.rules else spaced(question.id)


def _value(value: float | str) -> str:
    return spaced(value) if isinstance(value, str) else number(value)


def _condition(name: str, catalogue: Catalogue) -> str:
    key = catalogue.aliases.get("conditions", {}).get(name, name)
    return catalogue.conditions[key].name if key in catalogue.conditions else spaced(name)


def readings(measurements: tuple[Measurement, ...], names: Names) -> list[tuple[str, str, str, str]]:
    """Return (test, readings by side, largest error as one sd, how and what stopped it), one row for each test."""
    rows: dict[str, list[Measurement]] = {}
    for m in sorted(measurements, key=lambda m: (m.kind != "test", m.id)):
        if m.kind in {"test", "posture", "movement"}:
            rows.setdefault(m.metric, []).append(m)
    return [
        (
            names.technical(metric),
            "; ".join(_AT_SIDE.get(m.side or "", "{reading}").format(reading=bounded(m)) for m in group),
            max((m.sd, spread(m.sd, m.unit)) for m in group)[1],
            "; ".join(dict.fromkeys([spaced(group[0].method), *(text for m in group for text in _how(m))])),
        )
        for metric, group in list(rows.items())[:_MOST_READINGS]
    ]


def _how(m: Measurement) -> list[str]:
    """Return what ended a reading and how much it hurt, with its side."""
    side = m.side or ""
    parts = [_STOPPED[side].format(what=spaced(m.stopped_by))] if m.stopped_by else []
    return [*parts, _HURT[side].format(level=number(m.pain))] if m.pain else parts
