"""One exercise as it is played: sets in order, weaker side first, each with its steps in seconds.

A bout is one set of one side, or of both at once. Nothing here knows a screen or a clock; the words are ready to show.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from evenpull.core.side import Side, mirror
from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.records import Item

FIRST_READY_S = 10
READY_S = 5
SWITCH_S = 10
"""House numbers: seconds to get into place, to begin again, to change sides. No dose depends on them."""
BREATH_IN_S, BREATH_OUT_S = 4, 6
"""Of one slow breath of `rules.BREATH_S` seconds; the rest is a pause."""

Kind = Literal["ready", "work", "hold", "breath", "rest", "switch"]
Tone = Literal["ready", "up", "down", "hold", "rest", "switch"]
WORDS = {
    "ready": say("Get ready"),
    "up": say("Up"),
    "down": say("Down"),
    "hold": say("Hold"),
    "move": say("Move slowly"),
    "ease": say("Ease off"),
    "in": say("Breathe in"),
    "out": say("Breathe out"),
    "pause": say("Wait for the next breath"),
    "rest": say("Rest"),
    "switch": say("Change sides"),
    "stretch": say("Stretch"),
    "contract": say("Press gently"),
}
SIDE_TITLES = {"left": say("Left side"), "right": say("Right side"), "both": say("Both sides at once")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stretch of time: what to do, its word, its sound at the start, seconds, and which repetition it is of."""

    kind: Kind
    word: str
    tone: Tone
    seconds: int
    number: int = 0
    side: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """One set.

    Args:
        side: The side at work; `both` for both at once or in turn.
        title: The side in words.
        number, of: Which set of how many on this side.
        count: Repetitions or breaths; 0 for one hold.
        steps: Get ready first, then the work.
        after: Rest or change of sides before the next bout; None after the last.
    """

    side: str
    title: str
    number: int
    of: int
    count: int
    steps: tuple[Step, ...]
    after: Step | None

    @property
    def seconds(self) -> int:
        """Time at work, without getting ready and rest."""
        return sum(step.seconds for step in self.steps if step.kind != "ready")


def bouts_of(item: Item, catalogue: Catalogue) -> tuple[Bout, ...]:
    """Return the sets of one exercise in the order to do them.

    The sides take turns, set by set; the side that begins is the weaker one where there is one. Every side has its own
    whole time.
    """
    order = _order(item)
    work = _work(item, catalogue)
    found = []
    for place, (side, number) in enumerate(order):
        following = order[place + 1] if place + 1 < len(order) else None
        of = item.sets.left if side == "both" else getattr(item.sets, side)
        ready_s = FIRST_READY_S if place == 0 else READY_S
        ready = Step(kind="ready", word=WORDS["ready"], tone="ready", seconds=ready_s)
        found.append(
            Bout(
                side=side,
                title=SIDE_TITLES[side],
                number=number,
                of=of,
                count=item.reps or item.breaths or 0,
                steps=(ready, *work),
                after=_after(item, side, number, following),
            )
        )
    return tuple(found)


def as_data(bouts: tuple[Bout, ...]) -> list[dict[str, Any]]:
    """Return the bouts as plain data for the page's script."""
    return [asdict(bout) for bout in bouts]


def _order(item: Item) -> list[tuple[str, int]]:
    """Return (side, number of the set) in turn."""
    if item.two_sided:
        return [("both", number + 1) for number in range(item.sets.left)]
    first: Side = item.side_first or "left"
    sides = (first, mirror(first))
    most = max(item.sets.left, item.sets.right)
    return [(side, number + 1) for number in range(most) for side in sides if number < getattr(item.sets, side)]


def _after(item: Item, side: str, number: int, following: tuple[str, int] | None) -> Step | None:
    if following is None:
        return None
    if following[0] != side:
        seconds = max(SWITCH_S, item.rest_s if following[1] > number else 0)
        return Step(kind="switch", word=WORDS["switch"], tone="switch", seconds=seconds)
    return Step(kind="rest", word=WORDS["rest"], tone="rest", seconds=max(item.rest_s, SWITCH_S))


def _work(item: Item, catalogue: Catalogue) -> tuple[Step, ...]:
    """Return the steps of one set."""
    if item.breaths is not None:
        return tuple(step for number in range(1, item.breaths + 1) for step in _breath(number))
    if item.reps is not None:
        sides = _turns(item)
        return tuple(step for number in range(1, item.reps + 1) for side in sides for step in _once(item, number, side))
    return (*_cycle(item, catalogue), _hold(item.hold_s or 0, 0, ""))


def _turns(item: Item) -> tuple[str, ...]:
    if not item.alternating:
        return ("",)
    first = item.side_first or "left"
    return (SIDE_TITLES[first], SIDE_TITLES[mirror(first)])


def _once(item: Item, number: int, side: str) -> tuple[Step, ...]:
    """Return one repetition."""
    if item.tempo is None:
        ease = _moved("move", "up", rules.EASE_S, number, side)
        return (ease, _hold(item.hold_s, number, side)) if item.hold_s else (ease,)
    down, hold, up = item.tempo
    lower, lift = _moved("down", "down", down, number, side), _moved("up", "up", up, number, side)
    steps = (
        (lift, _hold(hold, number, side), lower)
        if item.tempo_start == "bottom"
        else (
            lower,
            _hold(hold, number, side),
            lift,
        )
    )
    return tuple(step for step in steps if step.seconds)


def _moved(word: str, tone: Tone, seconds: int, number: int, side: str) -> Step:
    return Step(kind="work", word=WORDS[word], tone=tone, seconds=seconds, number=number, side=side)


def _hold(seconds: int, number: int, side: str) -> Step:
    return Step(kind="hold", word=WORDS["hold"], tone="hold", seconds=seconds, number=number, side=side)


def _breath(number: int) -> tuple[Step, ...]:
    pause_s = rules.BREATH_S - BREATH_IN_S - BREATH_OUT_S
    return (
        Step(kind="breath", word=WORDS["in"], tone="up", seconds=BREATH_IN_S, number=number),
        Step(kind="breath", word=WORDS["out"], tone="down", seconds=BREATH_OUT_S, number=number),
        Step(kind="breath", word=WORDS["pause"], tone="hold", seconds=pause_s, number=number),
    )


def _cycle(item: Item, catalogue: Catalogue) -> tuple[Step, ...]:
    """Return the parts that come before the hold of a press-and-ease cycle."""
    exercise = catalogue.exercises.get(item.exercise)
    cycle = catalogue.doses[exercise.dose.preset].cycle if exercise is not None else ()
    return tuple(
        Step(kind="work", word=WORDS.get(what, WORDS["move"]), tone="hold", seconds=(low + high) // 2)
        for what, low, high in cycle[:-1]
    )
