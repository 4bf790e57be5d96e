"""Why an exercise stands in today's session as it does: the last change, how often it was done, which side begins."""

from __future__ import annotations

import datetime as dt

from evenpull.app.everyday import Standing
from evenpull.core.side import SIDE_WORDS
from evenpull.core.words import say, say_many
from evenpull.plan.records import Item
from evenpull.report.words import capital, day


def why_today(item: Item, now: Standing) -> tuple[str, ...]:
    """Return one to three sentences for a card.

    Args:
        item: The exercise as it is planned.
        now: The programme on this day, with its log.
    """
    changes = [change for change in now.history if change.exercise == item.exercise]
    since = changes[-1].date if changes else now.programme.start
    times = sum(
        each.exercise == item.exercise and day_.date >= dt.date.fromisoformat(since)
        for day_ in now.log.days
        for each in day_.exercises
    )
    parts = []
    if changes:
        parts.append(say("Changed on {day}. {why}", day=day(changes[-1].date), why=changes[-1].why))
    if times:
        parts.append(say_many("Done {count} time like this so far.", "Done {count} times like this so far.", times))
    elif not changes:
        parts.append(say("New today: take your time and look at the picture first."))
    if item.side_first is not None and item.sets.left != item.sets.right:
        side = SIDE_WORDS[item.side_first]
        parts.append(say("{side} first, with one set more: it is the side that needs it.", side=capital(side)))
    elif item.side_first is not None and not item.two_sided:
        parts.append(say("{side} first: it is the side that needs it more.", side=capital(SIDE_WORDS[item.side_first])))
    missed = now.session is not None and now.session.date < now.today.isoformat()
    if missed and now.session is not None and item in now.session.items:
        parts.append(say("It was planned for {day}. Today is as good.", day=day(now.session.date)))
    return tuple(parts)
