"""Doses: from a preset, limits and age to sets per side, repetitions, holds, effort, rest and exact seconds.

A limit always wins over a preset. The weaker or shorter side begins and gets one set more, within the preset's most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from evenpull.core.side import Side
from evenpull.knowledge.kinds import DosePreset, Exercise
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.records import Item, SideCount
from evenpull.safety.records import DoseLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosed:
    """The dose of one exercise for one person; fields as in `plan.records.Item`.

    `most` is the greatest number of sets a side that preset and limits allow, `reps_most` and `hold_most` likewise;
    `uneven` is the side that gets one set more.
    """

    sets: SideCount
    most: int
    reps_most: int | None
    hold_most: int | None
    uneven: Side | None
    two_sided: bool
    alternating: bool
    reps: int | None
    hold_s: int | None
    breaths: int | None
    tempo: tuple[int, int, int] | None
    tempo_start: Literal["top", "bottom"] | None
    rpe: int | None
    rest_s: int
    set_s: int
    discomfort_max: int | None
    limits: tuple[str, ...]

    @property
    def seconds(self) -> int:
        """Whole time with set-up and change-over."""
        number = self.sets.left if self.two_sided else self.sets.left + self.sets.right
        return rules.SET_UP_S + rules.CHANGE_OVER_S + number * self.set_s + (number - 1) * self.rest_s

    def next_step(self, *, sets_most: int | None = None) -> Dosed | None:
        """Return the next larger dose, or None when preset and limits allow no more.

        The weaker side's extra set comes first, then a set on both sides, then a repetition or five seconds more.

        Args:
            sets_most: Most sets a side, where a week allows fewer than the preset.
        """
        more = self._more_sets(self.most if sets_most is None else min(self.most, sets_most))
        return more if more is not None else self._longer()

    def _more_sets(self, most: int) -> Dosed | None:
        left, right = self.sets.left, self.sets.right
        if max(left, right) >= most:
            return None
        if self.uneven is None or left != right:
            return replace(self, sets=SideCount(left=left + 1, right=right + 1))
        return replace(
            self, sets=SideCount(left=left + (self.uneven == "left"), right=right + (self.uneven == "right"))
        )

    def _longer(self) -> Dosed | None:
        sides = 2 if self.alternating else 1
        if self.reps is not None and self.reps_most is not None and self.reps < self.reps_most:
            return replace(self, reps=self.reps + 1, set_s=self.set_s + self.set_s // self.reps)
        if self.reps is None and self.hold_s is not None and self.hold_most is not None:
            longer = min(self.hold_s + rules.HOLD_STEP_S, self.hold_most)
            if longer > self.hold_s:
                return replace(self, hold_s=longer, set_s=self.set_s + sides * (longer - self.hold_s))
        return None


def strictest(first: DoseLimits, second: DoseLimits) -> DoseLimits:
    """Return the limits that satisfy both."""

    def least(name: str) -> float | None:
        values = [value for value in (getattr(first, name), getattr(second, name)) if value is not None]
        return min(values) if values else None

    def whole(name: str) -> int | None:
        value = least(name)
        return None if value is None else math.floor(value)

    rests = [value for value in (first.rest_s_min, second.rest_s_min) if value is not None]
    return DoseLimits(
        rpe_max=whole("rpe_max"),
        rest_s_min=max(rests) if rests else None,
        hold_s_max=least("hold_s_max"),
        reps_max=whole("reps_max"),
        sets_max=whole("sets_max"),
        difficulty_max=whole("difficulty_max"),
        mid_range_only=first.mid_range_only or second.mid_range_only,
        texts=tuple(dict.fromkeys((*first.texts, *second.texts))),
    )


def least_dose(
    exercise: Exercise,
    preset: DosePreset,
    *,
    limits: DoseLimits,
    age_years: int,
    discomfort_max: int,
    uneven: Side | None,
) -> Dosed:
    """Return the smallest dose that counts; `next_step` makes it larger. Limits are named where they changed it."""
    older = age_years >= rules.OLDER_AGE
    free = _build(exercise, preset, limits=DoseLimits(), older=older, discomfort_max=discomfort_max, uneven=uneven)
    held = _build(exercise, preset, limits=limits, older=older, discomfort_max=discomfort_max, uneven=uneven)
    changed = held != free or limits.mid_range_only
    return replace(held, limits=limits.texts) if changed else held


def timed(dose: Dosed, exercise: Exercise, catalogue: Catalogue, *, item: Item) -> Dosed:
    """Return a dose with an item's sets, repetitions and hold, and the exact seconds of one set."""
    preset = catalogue.doses[exercise.dose.preset]
    set_s = _set_seconds(preset, reps=item.reps, hold_s=item.hold_s, breaths=item.breaths, tempo=item.tempo)
    sides = 2 if exercise.alternating else 1
    return replace(dose, sets=item.sets, reps=item.reps, hold_s=item.hold_s, set_s=sides * set_s, rest_s=item.rest_s)


def _build(
    exercise: Exercise,
    preset: DosePreset,
    *,
    limits: DoseLimits,
    older: bool,
    discomfort_max: int,
    uneven: Side | None,
) -> Dosed:
    own = exercise.dose
    uneven = uneven if exercise.unilateral else None
    least, greatest = own.sets or preset.sets
    most = max(1, _capped(greatest, limits.sets_max))
    count = min(least, most)
    reps_range = own.reps or preset.reps
    reps = None if reps_range is None else max(1, _capped(reps_range[0], limits.reps_max))
    breaths_range = own.breaths or preset.breaths
    breaths = None if breaths_range is None else breaths_range[0]
    effort = exercise.role not in ("reposition", "inhibit", "lengthen")
    rest = max(preset.rest_s[0], (limits.rest_s_min or 0) if effort else 0)
    rpe = own.rpe if own.rpe is not None else preset.rpe
    if rpe is not None:
        rpe = _capped(min(rpe, rules.OLDER_RPE) if older else rpe, limits.rpe_max)
    hold = _hold(exercise, preset, limits=limits, older=older)
    tempo = own.tempo or preset.tempo
    set_s = _set_seconds(preset, reps=reps, hold_s=hold, breaths=breaths, tempo=tempo)
    return Dosed(
        sets=SideCount(left=count, right=count),
        most=most,
        reps_most=None if reps_range is None else max(1, _capped(reps_range[1], limits.reps_max)),
        hold_most=_longest(exercise, preset, limits=limits),
        uneven=uneven,
        two_sided=not exercise.unilateral,
        alternating=exercise.alternating,
        reps=reps,
        hold_s=hold,
        breaths=breaths,
        tempo=tempo,
        tempo_start=own.tempo_start if tempo else None,
        rpe=rpe,
        rest_s=rest,
        set_s=2 * set_s if exercise.alternating else set_s,
        discomfort_max=None if preset.discomfort_max is None else min(preset.discomfort_max, discomfort_max),
        limits=(),
    )


def _capped(value: int, most: int | None) -> int:
    return value if most is None else min(value, most)


def _hold(exercise: Exercise, preset: DosePreset, *, limits: DoseLimits, older: bool) -> int | None:
    span = exercise.dose.hold_s or preset.hold_s
    if span is None:
        return None
    usual = preset.hold_usual_s if preset.hold_usual_s is not None and exercise.dose.hold_s is None else span[0]
    hold = min(max(usual, span[0]), span[1])
    if older and exercise.role == "lengthen":
        hold = min(rules.OLDER_HOLD_S, span[1])
    if limits.hold_s_max is None or exercise.role in rules.RELAXED_ROLES:
        return hold
    return max(1, min(hold, math.floor(limits.hold_s_max)))


def _longest(exercise: Exercise, preset: DosePreset, *, limits: DoseLimits) -> int | None:
    span = exercise.dose.hold_s or preset.hold_s
    if span is None or limits.hold_s_max is None or exercise.role in rules.RELAXED_ROLES:
        return None if span is None else span[1]
    return max(1, min(span[1], math.floor(limits.hold_s_max)))


def _set_seconds(
    preset: DosePreset, *, reps: int | None, hold_s: int | None, breaths: int | None, tempo: tuple[int, int, int] | None
) -> int:
    if breaths is not None:
        return breaths * rules.BREATH_S
    if reps is not None and tempo is not None:
        return reps * sum(tempo)
    if reps is not None:
        return reps * ((hold_s or 0) + rules.EASE_S)
    before = sum((low + high) // 2 for _, low, high in preset.cycle[:-1])
    return before + (hold_s or 0)


def first_side(*, left: float, right: float) -> Side | None:
    """Return the side that needs more, or None when both need the same."""
    if left == right:
        return None
    return "left" if left > right else "right"
