"""The retest for a terminal of 80 columns: you first, then the tests, then what is not compared."""

from __future__ import annotations

from evenpull.core.words import say, say_many
from evenpull.knowledge.load import Catalogue
from evenpull.report import retest_view as view
from evenpull.report.lines import wrap
from evenpull.track.records import Retest

_WHAT, _VALUES = 34, 18
SHOWN = 12


def render(retest: Retest, catalogue: Catalogue) -> str:
    """Return the text.

    Args:
        retest: What changed and what cannot be told.
        catalogue: The facts that it was made with.
    """
    lines = [say("What changed in {weeks}", weeks=view.weeks_words(retest)), "", say("You")]
    if words := view.global_words(retest):
        lines.append(f"  {words}")
    for row in view.own_rows(retest, catalogue):
        lines += _row(row)
    if not retest.own:
        lines.append("  " + say("No number was given both times, so this cannot tell."))
    if missing := view.asked_words(retest):
        lines += wrap("  ", say("Not asked: {what}.", what="; ".join(missing)), most=3)
    lines += ["", say("The tests (told apart; not the reason for how you feel)")]
    tests = view.reading_rows(retest, catalogue)
    for row in tests[:SHOWN]:
        lines += _row(row)
    if len(tests) > SHOWN:
        more = len(tests) - SHOWN
        lines.append("  " + say_many("and {count} more on the page", "and {count} more on the page", more))
    if not tests:
        lines += wrap("  ", say("No test was read the same way both times, so this cannot tell."), most=2)
    groups = [row for row in view.group_rows(retest, catalogue) if row.told]
    for row in groups:
        lines.append("  " + say("All tests together: {what}: {verdict}", what=row.what, verdict=row.verdict))
    for what, why in view.refused_rows(retest, catalogue)[:SHOWN]:
        lines += wrap("  ", say("Not compared: {what}. {why}", what=what, why=why), most=2, hang=4)
    lines += ["", say("Not a diagnosis. Checked on simulated bodies, not yet on patients.")]
    return "\n".join(lines) + "\n"


def _row(row: view.Row) -> list[str]:
    values = say("{then} -> {now}", then=row.then, now=row.now)
    indent = "  " if row.against else "    "
    if len(indent + row.what) < _WHAT and len(values) < _VALUES:
        head = [f"{indent + row.what:<{_WHAT}}{values:<{_VALUES}} {row.verdict}".rstrip()]
    else:
        head = wrap(indent, row.what, most=2, hang=4)
        head += wrap("      ", say("{values}: {verdict}", values=values, verdict=row.verdict or "-"), most=2)
    return head + (wrap("      ", row.against, most=2) if row.against else [])
