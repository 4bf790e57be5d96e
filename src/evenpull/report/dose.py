"""A dose in words: sets per side, repetitions or holds, tempo, effort and rest."""

from __future__ import annotations

from evenpull.core.words import say, say_many
from evenpull.plan.records import Item

ROLES = {
    "reposition": say("Settle"),
    "inhibit": say("Roll"),
    "lengthen": say("Stretch"),
    "activate": say("Strengthen"),
    "re_educate": say("Control"),
    "integrate": say("Put together"),
    "reinforce": say("Build up"),
}
_SIDES = {"left": say("Left"), "right": say("Right")}
_SIDE_DOSES = {"left": say("left {sets} x {one}"), "right": say("right {sets} x {one}")}


def amount(item: Item) -> str:
    """Return what one set is: "10 times", "45 seconds", "5 slow breaths"."""
    if item.reps is not None and item.hold_s:
        return say("{times} of {seconds}", times=_times(item.reps), seconds=_seconds(item.hold_s))
    if item.reps is not None:
        return _times(item.reps)
    if item.hold_s is not None:
        return _seconds(item.hold_s)
    return say_many("{count} slow breath", "{count} slow breaths", item.breaths or 0)


def _times(count: int) -> str:
    return say_many("{count} time", "{count} times", count)


def _seconds(count: int) -> str:
    return say_many("{count} second", "{count} seconds", count)


def short_amount(item: Item) -> str:
    """Return one set in few letters: "45 s", "10", "5 breaths", "6 of 5 s"."""
    if item.reps is not None and item.hold_s:
        return say("{times} of {seconds} s", times=item.reps, seconds=item.hold_s)
    if item.reps is not None:
        return str(item.reps)
    if item.hold_s is not None:
        return say("{seconds} s", seconds=item.hold_s)
    return say_many("{count} breath", "{count} breaths", item.breaths or 0)


def per_side(item: Item) -> tuple[tuple[str, str], ...]:
    """Return (label, dose) for each side in the order to do them; one entry when one set works both sides."""
    if item.alternating:
        one = say("{amount} each side", amount=amount(item))
        return ((say("Both sides in turn"), _sets(item.sets.left, one)),)
    if item.two_sided:
        return ((say("Both sides at once"), _sets(item.sets.left, amount(item))),)
    order = ("right", "left") if item.side_first == "right" else ("left", "right")
    return tuple((_SIDES[side], _sets(sets, amount(item))) for side in order if (sets := getattr(item.sets, side)) > 0)


def _sets(count: int, one: str) -> str:
    return say_many("{count} set of {one}", "{count} sets of {one}", count, one=one)


def compact(item: Item) -> str:
    """Return a dose for a narrow place: "left 2 x 45 s, right 1 x 45 s", "2 x 10", "2 x 6 a side"."""
    one = short_amount(item)
    if item.alternating:
        return say("{sets} x {one} a side", sets=item.sets.left, one=one)
    if item.two_sided:
        return say("{sets} x {one}", sets=item.sets.left, one=one)
    if item.sets.left == item.sets.right:
        return say("{sets} x {one} a side", sets=item.sets.left, one=one)
    order = ("right", "left") if item.side_first == "right" else ("left", "right")
    return ", ".join(
        _SIDE_DOSES[side].format(sets=sets, one=one) for side in order if (sets := getattr(item.sets, side)) > 0
    )


def tempo(item: Item) -> str:
    """Return the tempo in the order in which it is done: "up 1, hold 2, down 4"."""
    if item.tempo is None:
        return ""
    down, hold, up = item.tempo
    steps = [
        say("down {seconds}", seconds=down) if down else "",
        say("hold {seconds}", seconds=hold) if hold else "",
        say("up {seconds}", seconds=up) if up else "",
    ]
    if item.tempo_start == "bottom":
        steps.reverse()
    return ", ".join(step for step in steps if step)


def effort(item: Item) -> str:
    """Return the effort in words with its number."""
    if item.rpe is None:
        return ""
    if item.rpe <= 3:
        return say("easy, about {effort} of 10", effort=item.rpe)
    if item.rpe <= 5:
        return say("medium, about {effort} of 10", effort=item.rpe)
    if item.rpe <= 7:
        return say("rather hard, about {effort} of 10", effort=item.rpe)
    return say("hard, about {effort} of 10", effort=item.rpe)


def details(item: Item) -> tuple[str, ...]:
    """Return tempo, effort and rest as short sentences, those that apply."""
    parts = [
        say("Tempo in seconds: {tempo}.", tempo=tempo(item)) if item.tempo else "",
        say("Effort: {effort}.", effort=effort(item)) if item.rpe is not None else "",
        say("Rest {seconds} seconds between sets.", seconds=item.rest_s)
        if item.rest_s and max(item.sets.left, item.sets.right) > 1
        else "",
    ]
    return tuple(part for part in parts if part)
