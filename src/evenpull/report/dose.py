"""A dose in words: sets per side, repetitions or holds, tempo, effort and rest."""

from __future__ import annotations

from evenpull.plan.records import Item
from evenpull.report.words import plural

ROLES = {
    "reposition": "Settle",
    "inhibit": "Roll",
    "lengthen": "Stretch",
    "activate": "Strengthen",
    "re_educate": "Control",
    "integrate": "Put together",
    "reinforce": "Build up",
}


def amount(item: Item) -> str:
    """Return what one set is: "10 times", "45 seconds", "5 slow breaths"."""
    if item.reps is not None and item.hold_s:
        return f"{plural(item.reps, 'time')}, hold {plural(item.hold_s, 'second')} each"
    if item.reps is not None:
        return plural(item.reps, "time")
    if item.hold_s is not None:
        return plural(item.hold_s, "second")
    return plural(item.breaths or 0, "slow breath")


def short_amount(item: Item) -> str:
    """Return one set in few letters: "45 s", "10", "5 breaths", "6 of 5 s"."""
    if item.reps is not None and item.hold_s:
        return f"{item.reps} of {item.hold_s} s"
    if item.reps is not None:
        return str(item.reps)
    if item.hold_s is not None:
        return f"{item.hold_s} s"
    return plural(item.breaths or 0, "breath")


def per_side(item: Item) -> tuple[tuple[str, str], ...]:
    """Return (label, dose) for each side in the order to do them; one entry when one set works both sides."""
    if item.alternating:
        return (("Both sides in turn", f"{plural(item.sets.left, 'set')} of {amount(item)} each side"),)
    if item.two_sided:
        return (("Both sides at once", f"{plural(item.sets.left, 'set')} of {amount(item)}"),)
    order = ("right", "left") if item.side_first == "right" else ("left", "right")
    return tuple(
        (side.capitalize(), f"{plural(sets, 'set')} of {amount(item)}")
        for side in order
        if (sets := getattr(item.sets, side)) > 0
    )


def compact(item: Item) -> str:
    """Return a dose for a narrow place: "left 2 x 45 s, right 1 x 45 s", "2 x 10", "2 x 6 a side"."""
    one = short_amount(item)
    if item.alternating:
        return f"{item.sets.left} x {one} a side"
    if item.two_sided:
        return f"{item.sets.left} x {one}"
    if item.sets.left == item.sets.right:
        return f"{item.sets.left} x {one} a side"
    order = ("right", "left") if item.side_first == "right" else ("left", "right")
    return ", ".join(f"{side} {n} x {one}" for side in order if (n := getattr(item.sets, side)) > 0)


def tempo(item: Item) -> str:
    """Return the tempo in the order in which it is done: "up 1, hold 2, down 4"."""
    if item.tempo is None:
        return ""
    down, hold, up = item.tempo
    steps = [("down", down), ("hold", hold), ("up", up)]
    if item.tempo_start == "bottom":
        steps.reverse()
    return ", ".join(f"{word} {seconds}" for word, seconds in steps if seconds)


def effort(item: Item) -> str:
    """Return the effort in words with its number."""
    if item.rpe is None:
        return ""
    word = "easy" if item.rpe <= 3 else "medium" if item.rpe <= 5 else "rather hard" if item.rpe <= 7 else "hard"
    return f"{word}, about {item.rpe} of 10"


def details(item: Item) -> tuple[str, ...]:
    """Return tempo, effort and rest as short sentences, those that apply."""
    parts = [
        f"Tempo in seconds: {tempo(item)}." if item.tempo else "",
        f"Effort: {effort(item)}." if item.rpe is not None else "",
        f"Rest {item.rest_s} seconds between sets." if item.rest_s and max(item.sets.left, item.sets.right) > 1 else "",
    ]
    return tuple(part for part in parts if part)
