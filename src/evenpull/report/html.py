"""The report as one self-contained HTML file in two readings: for the person and for the practitioner.

No script and no outside address: styles, drawings and pictures are inside the file, the switch between the readings is
two radio buttons and CSS, and everything works by keyboard alone.
"""

from __future__ import annotations

from typing import Any, Literal

from markupsafe import Markup

from evenpull.knowledge.load import Catalogue
from evenpull.report import evidence, findings, measured, plan_view, referral
from evenpull.report.drawing.curve import curve_title, draw_curve
from evenpull.report.drawing.picture import draw_picture
from evenpull.report.figures import figure, muscle_map, own_ids, pelvis
from evenpull.report.page import drawn, environment, load_css
from evenpull.report.records import Assessment
from evenpull.report.rows import six_rows
from evenpull.report.sides import side_readings
from evenpull.report.words import Names

Reading = Literal["person", "practitioner", "both"]


def render(assessment: Assessment, catalogue: Catalogue) -> str:
    """Return the report as one HTML file; for an emergency or urgent flag, or missing answers, only the referral page.

    Args:
        assessment: What one run found.
        catalogue: The facts that it was made with.
    """
    return render_for(assessment, catalogue, reading="person", paper=False)


def render_for(assessment: Assessment, catalogue: Catalogue, *, reading: Reading, paper: bool) -> str:
    """Return the report with one reading shown first.

    Args:
        assessment: What one run found.
        catalogue: The facts that it was made with.
        reading: Which reading is shown; `both` puts one after the other.
        paper: True for print: no switch, everything unfolded.
    """
    if assessment.profile.level in referral.STOPS or assessment.profile.not_asked:
        return referral.render_assessment(assessment, catalogue)
    context = {
        "assessment": assessment,
        "reading": reading,
        "paper": paper,
        "css": load_css(),
        **_person(assessment, catalogue),
        **_plan(assessment, catalogue),
        **_pictures(assessment),
        **_practitioner(assessment, catalogue),
    }
    return environment().get_template("report.html.j2").render(context)


def _person(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    shown = findings.findings(assessment, catalogue)
    ids = {f.id for f in shown}
    calls = tuple(c for c in (assessment.inference.calls if assessment.inference else ()) if c.id in ids)
    proposals = findings.proposals(assessment, catalogue)
    rows = six_rows(assessment, catalogue)
    names = Names(catalogue)
    return {
        "rows": rows,
        "row_figures": {r.id: _svg(r.how.figure if r.how else None, catalogue, f"row-{r.id}") for r in rows},
        "findings": shown,
        "call_sentences": [(names.sentence(c), c.probability) for c in calls],
        "others": findings.others(assessment, catalogue),
        "proposals": proposals,
        "proposal_figures": [_svg(p.how.figure, catalogue, f"test-{i}") for i, p in enumerate(proposals)],
        "capability_first": findings.capability_first(assessment.person),
        "able": tuple(a for a in assessment.person.activities),
        "map": drawn(muscle_map(calls, catalogue)) if calls else "",
        "ropes": drawn(pelvis(calls)),
        "pull": assessment.pull,
        "pull_drawing": drawn(own_ids(assessment.pull.picture, prefix="pull")) if assessment.pull else "",
        "sides": side_readings(assessment, catalogue),
        "sites": [names.site(p.site) for p in assessment.person.pains],
        "own": catalogue.own,
    }


def _svg(figure_id: str | None, catalogue: Catalogue, prefix: str) -> Markup:
    return drawn(figure(figure_id, catalogue, prefix=prefix))


def _plan(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    programme = assessment.programme
    if programme is None:
        return {"programme": None, "pain": plan_view.pain_rule(assessment), "noise": ()}
    sessions = plan_view.sessions(programme, catalogue)
    return {
        "programme": programme,
        "mode_text": plan_view.MODES[programme.mode],
        "sessions": sessions,
        "card_figures": {
            f"{s.letter}{c.order}": _svg(c.figure, catalogue, f"card-{s.letter.lower()}{c.order}")
            for s in sessions
            for c in s.cards
        },
        "first_day": plan_view.first_day(programme),
        "week_days": plan_view.week_days(programme),
        "week_table": plan_view.week_table(programme),
        "sketch": plan_view.sketch(programme),
        "checks": plan_view.checks(programme),
        "pain": plan_view.pain_rule(assessment),
        "noise": plan_view.noise(assessment, catalogue),
        "plan_stops": [
            catalogue.stop_rules[key] for key in plan_view.shared_stops(programme) if key in catalogue.stop_rules
        ],
    }


def _pictures(assessment: Assessment) -> dict[str, Any]:
    return {
        "pictures": [
            {
                "record": picture,
                "svg": drawn(draw_picture(picture)),
                "curves": [(curve_title(curve), drawn(svg)) for curve in picture.curves if (svg := draw_curve(curve))],
            }
            for picture in assessment.pictures
        ]
    }


def _practitioner(assessment: Assessment, catalogue: Catalogue) -> dict[str, Any]:
    names = Names(catalogue)
    blocked = assessment.programme.blocked if assessment.programme else ()
    return {
        "posteriors": evidence.posteriors(assessment, catalogue),
        "ledgers": evidence.ledgers(assessment, catalogue),
        "measured": measured.measurement_rows(assessment, catalogue),
        "patterns": evidence.patterns(assessment, catalogue),
        "pairs": evidence.pairs(assessment, catalogue),
        "cited": evidence.sources(assessment, catalogue),
        "thresholds": evidence.THRESHOLDS,
        "blocked": [(names.exercise(b.exercise), b.code, b.reason) for b in blocked],
        "overrides": [
            (names.sided(o.side, o.muscle), o.property, o.set, o.reason) for o in assessment.person.overrides
        ],
        "gaps": [(names.technical(g.metric), g.side or "", g.reason, g.closes) for g in assessment.gaps],
    }
