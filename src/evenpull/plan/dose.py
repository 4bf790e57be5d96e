"""Doses: from a preset, limits and age to sets per side, repetitions, holds, effort, rest and exact seconds.

A limit always wins over a preset. The weaker or shorter side begins and gets one set more, within the preset's most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from evenpull.core.side import Side
from evenpull.knowledge.kinds import DosePreset, Exercise
from evenpull.plan import rules
from evenpull.plan.records import SideCount
from evenpull.safety.records import DoseLimits


@dataclass(frozen=True, slots=True, kw_only=True)
class Dosed:
    """The dose of one exercise for one person; fields as in `plan.records.Item`.

    `most` is the greatest number of sets a side that preset and limits allow; `uneven` the side that may get one more.
    """

    sets: SideCount
    most: int
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

    def next_step(self) -> Dosed | None:
        """Return the same dose with one set more where it is needed, or None when preset and limits allow no more."""
        sets = self.sets
        if self.uneven is not None:
            first, second = (sets.left, sets.right) if self.uneven == "left" else (sets.right, sets.left)
            if first > second or first >= self.most:
                return None
            first += 1
            return replace(
                self,
                sets=SideCount(left=first, right=second)
                if self.uneven == "left"
                else SideCount(left=second, right=first),
            )
        if sets.left >= self.most:
            return None
        return replace(self, sets=SideCount(left=sets.left + 1, right=sets.right + 1))


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
    usual = max(2, least + (1 if uneven else 0))
    most = max(1, _capped(min(greatest, usual), limits.sets_max))
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
