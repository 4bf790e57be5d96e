"""The retest as one self-contained HTML page: you first, the tests apart, what training aims at last of all."""

from __future__ import annotations

from evenpull.knowledge.load import Catalogue
from evenpull.report import retest_view as view
from evenpull.report.drawing.change import draw_two_times
from evenpull.report.page import drawn, environment, load_css
from evenpull.track.records import Retest


def render(retest: Retest, catalogue: Catalogue) -> str:
    """Return the page.

    Args:
        retest: What changed and what cannot be told.
        catalogue: The facts that it was made with.
    """
    tests = [
        (row, drawn(draw_two_times(e.old, e.new, noise=e.detectable, unit=e.unit, told=row.told)))
        for row, e in zip(view.reading_rows(retest, catalogue), retest.tests, strict=True)
    ]
    return (
        environment()
        .get_template("retest.html.j2")
        .render(
            retest=retest,
            css=load_css(),
            weeks=view.weeks_words(retest),
            own=view.own_rows(retest, catalogue),
            global_words=view.global_words(retest),
            not_asked=view.asked_words(retest),
            tests=tests,
            groups=view.group_rows(retest, catalogue),
            refused=view.refused_rows(retest, catalogue),
            forecasts=view.forecast_rows(retest, catalogue),
        )
    )
