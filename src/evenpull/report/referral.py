"""The referral page: what the person does now, and one page of plain facts in the clinician's order.

It needs no inference: person, safety profile and measurements are enough, so that it can be written when safety stops
everything else. With unanswered safety questions it says what is missing and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evenpull.capture.person.model import Pain, Person
from evenpull.knowledge.kinds import Referral, ScreeningQuestion
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measured, Measurement
from evenpull.report.page import environment, load_css
from evenpull.report.records import Assessment
from evenpull.report.words import Names, capital, lower_first, number, reading, sentence, spaced, spread
from evenpull.safety.records import Flag, SafetyProfile

STOPS = ("emergency", "urgent")
TITLES = {
    "emergency": "Get medical help now",
    "urgent": "See a doctor today",
    "see_someone": "A letter for your clinician",
    "clear": "A letter for your clinician",
}
_MOST_READINGS = 12


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
    sex = "sex not stated" if p.sex == "unstated" else p.sex
    return f"{capital(sex)}, {p.age_years} years, {number(p.height_cm)} cm, {number(p.mass_kg)} kg, {p.hand}-handed"


def pain_facts(pain: Pain, names: Names) -> tuple[str, tuple[tuple[tuple[str, str], tuple[str, str]], ...]]:
    """Return one pain as its site and its behaviour, two facts a row, in the order in which a clinician asks."""
    site = names.site(pain.site)
    title = capital(site if pain.side == "both" else f"{pain.side} {site}")
    rows = [
        ("Pain 0–10", f"now {number(pain.now)}, usual {number(pain.usual)}, worst {number(pain.worst)}"),
        ("Since", f"{number(pain.weeks)} weeks, {number(pain.days_per_week)} days a week; began {spaced(pain.began)}"),
        ("Worse with", ", ".join(spaced(w) for w in pain.worse_with) or "nothing named"),
        ("Eases with", ", ".join(spaced(w) for w in pain.eases_with) or "nothing named"),
        ("Settles after", "not asked" if pain.settles_after_min is None else f"{number(pain.settles_after_min)} min"),
        ("Below the knee", pain.spreads_below_knee),
        ("Numb or tingling", pain.numb_or_tingling),
        ("At night", pain.night),
        ("Morning stiffness", f"{number(pain.morning_stiff_min)} min"),
        ("", ""),
    ]
    return title, tuple(zip(rows[::2], rows[1::2], strict=True))


def flag_text(flag: Flag) -> str:
    """Return one flag with its level, and "our caution" where the rule was not found in a source."""
    caution = ", our caution" if flag.known == "recalled" else ""
    return f"{sentence(flag.text)[:-1]} ({spaced(flag.level)}{caution})"


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
            "; ".join(f"{m.side} {_value_of(m)}" if m.side else _value_of(m) for m in group),
            max((m.sd, spread(m.sd, m.unit)) for m in group)[1],
            "; ".join(dict.fromkeys([spaced(group[0].method), *(text for m in group for text in _how(m))])),
        )
        for metric, group in list(rows.items())[:_MOST_READINGS]
    ]


def _value_of(m: Measurement) -> str:
    bound = {"lower": "at least ", "upper": "at most "}.get(m.censored or "", "")
    return bound + reading(m.value, m.unit)


def _how(m: Measurement) -> list[str]:
    """Return what ended a reading and how much it hurt, with its side."""
    side = f"{m.side} " if m.side else ""
    parts = [f"{side}stopped by {spaced(m.stopped_by)}"] if m.stopped_by else []
    return [*parts, f"{side}pain {number(m.pain)} of 10"] if m.pain else parts
