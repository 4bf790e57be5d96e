"""One step up, down or aside for one planned exercise: one thing changes at a time, inside its preset and limits.

The ladder up: repetitions (or seconds), then sets, then the next harder exercise. Down: the easier exercise, else a
quarter less. A swap keeps the role; what safety took away never comes back.
"""

from __future__ import annotations

from dataclasses import replace

from evenpull.capture.person.model import Person
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.adapt.later import half
from evenpull.plan.candidates import Candidate, Pool, build_pool
from evenpull.plan.dose import timed
from evenpull.plan.items import as_item
from evenpull.plan.needs import find_needs
from evenpull.plan.records import Item, SideCount
from evenpull.plan.size import Size
from evenpull.safety.records import SafetyProfile


class Ladder:
    """What one person may do, for steps of the exercises of one programme."""

    def __init__(self, *, person: Person, profile: SafetyProfile, catalogue: Catalogue) -> None:
        needs = find_needs(None, person=person, catalogue=catalogue, with_calls=False)
        self.catalogue = catalogue
        self.pool: Pool = build_pool(needs, person=person, profile=profile, catalogue=catalogue)

    def ups(self, item: Item, *, size: Size, week: int) -> tuple[Item, ...]:
        """Return the item one step harder in each way that its ladder has, the first to be tried first."""
        one = self.pool.allowed.get(item.exercise)
        if one is None:
            return ()
        dose, found = one.dose, []
        if item.reps is not None and dose.reps_most is not None and item.reps < dose.reps_most:
            found.append(self._timed(item, one, reps=min(dose.reps_most, item.reps + rules.REPS_STEP)))
        if item.reps is None and item.hold_s is not None and item.hold_s < (dose.hold_most or 0):
            longer = min(item.hold_s + rules.HOLD_STEP_S, dose.hold_most or item.hold_s)
            found.append(self._timed(item, one, hold_s=longer))
        if max(item.sets.left, item.sets.right) < dose.most:
            sets = SideCount(left=item.sets.left + 1, right=item.sets.right + 1)
            found.append(self._timed(item, one, sets=sets, reps=dose.reps))
        harder = self._other(item, one.exercise.harder, size=size, week=week)
        return (*found, *(() if harder is None else (harder,)))

    def down(self, item: Item, *, cut: float, size: Size, week: int) -> Item:
        """Return the item one step easier: the easier exercise, else less of the same."""
        one = self.pool.allowed.get(item.exercise)
        easier = None if one is None else self._other(item, one.exercise.easier, size=size, week=week)
        return easier or self.less(item, cut=cut)

    def less(self, item: Item, *, cut: float) -> Item:
        """Return the item with a share of its sets or, with one set, of its count taken away."""
        one = self.pool.allowed.get(item.exercise)
        if one is None:
            return item
        if min(item.sets.left, item.sets.right) > 1:
            return self._timed(item, one, sets=SideCount(left=item.sets.left - 1, right=item.sets.right - 1))
        if item.reps is not None:
            return self._timed(item, one, reps=max(1, int(item.reps * (1 - cut))))
        if item.hold_s is not None:
            return self._timed(item, one, hold_s=max(1, int(item.hold_s * (1 - cut))))
        return item

    def easy(self, item: Item) -> Item:
        """Return the item as an easy week has it: half the sets, less effort; stretches and breathing stay."""
        one = self.pool.allowed.get(item.exercise)
        if one is None or item.role in rules.RELAXED_ROLES:
            return item
        rpe = None if item.rpe is None else min(item.rpe, rules.EASY_RPE)
        return self._timed(item, one, sets=half(item.sets), rpe=rpe)

    def even(self, item: Item) -> Item:
        """Return the item with as many sets on the weaker side as on the other."""
        one = self.pool.allowed.get(item.exercise)
        least = min(item.sets.left, item.sets.right)
        return item if one is None else self._timed(item, one, sets=SideCount(left=least, right=least))

    def aside(self, item: Item, *, taken: frozenset[str], size: Size, week: int) -> Item | None:
        """Return the item's substitute of the same role, or None when none is free."""
        one = self.pool.allowed.get(item.exercise)
        easier = None if one is None else one.exercise.easier
        for name in (easier, item.substitute):
            if name is not None and name not in taken:
                found = self._other(item, name, size=size, week=week)
                if found is not None:
                    return found
        return None

    def _timed(self, item: Item, one: Candidate, **changes: object) -> Item:
        changed = replace(item, **changes)  # type: ignore[arg-type]
        dose = timed(one.dose, one.exercise, self.catalogue, item=changed)
        return replace(changed, seconds=dose.seconds)

    def _other(self, item: Item, name: str | None, *, size: Size, week: int) -> Item | None:
        admitted = self.pool.in_week(week, level=size.level)
        if name is None or name not in admitted or admitted[name].exercise.role != item.role:
            return None
        new = as_item(
            admitted[name],
            order=item.order,
            pool=self.pool,
            size=size,
            week=week,
            taken=frozenset({item.exercise}),
            calls={},
            catalogue=self.catalogue,
        )
        return replace(new, why=item.why, side_first=item.side_first if not new.two_sided else None)
