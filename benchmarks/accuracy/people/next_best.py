"""Whether the next best test finds the full battery's calls in fewer minutes than any fixed set and than chance.

Contexts and the look at the knees are known from the start. The tests of the leg, both sides each, are then done in
the order of the product's own rule: expected fall in loss per minute (`decisions.expected_fall`). What a set of tests
says of everybody is weighed once for each of the 2^n sets. A fixed order is judged at its best: the cheapest set that
reaches the F1, whichever order led there. F1 counts the calls of those whom the full battery calls something.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.infer.decisions import chance_of_another_item, expected_fall
from evenpull.infer.ledger import ledger_of
from evenpull.infer.many import Many, weigh_many
from evenpull.infer.numbers import CHANGE_WORTH_TESTING, RESOLUTION
from evenpull.infer.solve import solve
from evenpull.knowledge import Catalogue
from people.battery import someone
from people.other_leg import Crowd, crowd
from people.report import Report
from people.seen import blanks, observe, readings_of

Array = NDArray[np.float64]
F1_WANTED = 0.9
MINUTES_SHARE = 0.6
RANDOM_ORDERS = 10
STEP_MIN = 0.5
SEED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """Everybody of one context, weighed by every set of tests; a set is the sum of 2^k over its tests.

    Args:
        tests: Their ids.
        minutes: Of each test, both sides.
        sets: What is known of everybody from each set.
    """

    tests: tuple[str, ...]
    minutes: Array
    sets: tuple[Many, ...]

    @property
    def cost(self) -> Array:
        """Minutes of each set."""
        number = np.arange(len(self.sets))[:, None] >> np.arange(len(self.tests))
        return (number & 1) @ self.minutes


def part_next(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Compare the next best test with the best fixed set and with random orders."""
    rng = np.random.default_rng([seed, SEED])
    crew = crowd(rng, people=people, deviations=True)
    seen = observe(rng, crew, catalogue)
    arms = [_weighed(crew, seen, np.flatnonzero(crew.sits == sits), catalogue) for sits in (False, True)]
    full = [_called(arm)[-1] for arm in arms]
    some = [np.flatnonzero(words.any(axis=1)) for words in full]
    told = [_called(arm)[:, who] for arm, who in zip(arms, some, strict=True)]
    cost, minutes = arms[0].cost, arms[0].minutes
    whole = [each[-1] for each in told]
    fixed = np.array([_f1([each[number] for each in told], whole) for number in range(len(cost))])
    best = int(np.lexsort((-fixed, np.where(fixed >= F1_WANTED, cost, np.inf)))[0])
    orders = [_orders(arm, who) for arm, who in zip(arms, some, strict=True)]
    budgets = np.arange(0.0, minutes.sum() + STEP_MIN, STEP_MIN)
    chance = np.mean([_curve(told, _random(rng, told, len(minutes)), budgets, cost) for _ in range(RANDOM_ORDERS)], 0)
    ours = _curve(told, [order for order, _ in orders], budgets, cost)
    report.table("minutes", "next best", "best fixed set", "random order")
    for number in range(0, len(budgets), 8):
        row = (ours[0][number], max(fixed[cost <= budgets[number] + 1e-9]), chance[0][number])
        report.say(f"| {budgets[number]:.0f} | " + " | ".join(f"{each:.2f}" for each in row) + " |")
    names = ", ".join(test for k, test in enumerate(arms[0].tests) if best >> k & 1)
    report.say(
        f"\n* {sum(map(len, some))} of {people} people have a call; all {len(minutes)} tests: {cost[-1]:.0f} min"
    )
    report.say(f"* the cheapest fixed set with an F1 of {F1_WANTED}: {names}, {cost[best]:.1f} min")
    least = np.concatenate([_least(each, cost) for each in told]).mean()
    report.say(f"* who knew each person's calls beforehand could show them all in {least:.1f} min on average")
    _judged(report, ours, chance, budgets, float(cost[best]))
    stopped = [path[stop, np.arange(len(stop))] for path, stop in orders]
    f1 = _f1([each[s, np.arange(len(s))] for each, s in zip(told, stopped, strict=True)], whole)
    spent = np.concatenate([cost[s] for s in stopped]).mean()
    report.say(f"* stopped by the product's own rule: F1 {f1:.2f} after {spent:.1f} min on average")


def _judged(report: Report, ours: Array, chance: Array, budgets: Array, least: float) -> None:
    used = float(ours[1][int(np.argmax(ours[0] >= F1_WANTED))])
    name = f"next best: minutes to an F1 of {F1_WANTED}, over those of the best fixed set"
    report.judge(name, f"{used:.1f} / {least:.1f} = {used / least:.2f}", met=used <= MINUTES_SHARE * least)
    behind = ours[0] - chance[0]
    worst = f"{behind.min():+.3f} at {budgets[behind.argmin()]:.1f} min"
    report.judge("next best: never behind a random order", worst, met=bool(behind.min() >= 0))


def _least(told: NDArray[np.bool_], cost: Array) -> Array:
    """Return the minutes of each person's cheapest set that says just what the full battery says, (people,)."""
    return np.where((told == told[-1]).all(axis=2), cost[:, None], np.inf).min(axis=0)


def _weighed(crew: Crowd, seen: dict, who: NDArray[np.int_], catalogue: Catalogue) -> Battery:
    """Weigh some people, who share their context, by every set of tests."""
    blank = blanks(catalogue)
    template, values = readings_of(crew, seen, blank, who, "strength")
    whole = weigh_many(template, values, people=len(who), person=someone(), catalogue=catalogue)
    ledger, rows = whole.ledger, whole.ledger.rows
    tests = tuple(sorted({name for name, _ in blank}))
    of_test = [frozenset(n for n, row in enumerate(rows) if row.sign == f"test.{name}") for name in tests]
    always = frozenset(range(len(rows))).difference(*of_test)
    sets = []
    for number in range(2 ** len(tests)):
        kept = sorted(always.union(*(mine for k, mine in enumerate(of_test) if number >> k & 1)))
        posterior = solve(ledger.posterior.prior, [rows[n] for n in kept])
        y = whole.y[:, kept]
        innovation = y - posterior.system.H @ posterior.prior.mean
        known = ledger_of(posterior, ledger.measurements, ledger.setting)
        sets.append(Many(ledger=known, mean=posterior.prior.mean + innovation @ posterior.gain.T, y=y))
    minutes = np.array([catalogue.tests[name].minutes for name in tests])
    return Battery(tests=tests, minutes=minutes, sets=tuple(sets))


def _called(arm: Battery) -> NDArray[np.bool_]:
    """Return what is called by every set, (sets, people, m)."""
    return np.stack([known.words() > 0 for known in arm.sets])


def _f1(told: list[NDArray[np.bool_]], full: list[NDArray[np.bool_]]) -> float:
    both = sum(int((a & b).sum()) for a, b in zip(told, full, strict=True))
    either = sum(int(a.sum() + b.sum()) for a, b in zip(told, full, strict=True))
    return 2.0 * both / max(either, 1)


def _orders(arm: Battery, who: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the sets that each person passes through by the product's rule, (n + 1, people), and where it stops."""
    count = len(arm.tests)
    path = np.zeros((count + 1, len(who)), dtype=int)
    stop = np.full(len(who), count)
    for step in range(count):
        for number in np.unique(path[step]):
            mine = np.flatnonzero(path[step] == number)
            best, worth = _next(arm, int(number), who[mine])
            path[step + 1, mine] = number | (1 << best)
            ended = mine[(stop[mine] == count) & ~worth & (step > 0)]
            stop[ended] = step
    return path, stop


def _next(arm: Battery, number: int, who: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.bool_]]:
    """Return the next best test of each person, and whether it is worth doing."""
    known = arm.sets[number]
    posterior = known.ledger.posterior
    mean, before = known.mean[who], np.diag(posterior.covariance)
    score, worth = np.full((len(arm.tests), len(who)), -np.inf), np.zeros((len(arm.tests), len(who)), dtype=bool)
    for k, minutes in enumerate(arm.minutes):
        if number >> k & 1:
            continue
        after = arm.sets[number | (1 << k)].ledger.posterior
        left = np.diag(after.covariance)
        whole = [np.tile(each, len(who)) for each in (before, left)]
        fall = expected_fall(mean.ravel(), *whole).reshape(mean.shape)
        chance = chance_of_another_item(mean.ravel(), *whole).reshape(mean.shape)
        sharp = np.sqrt(left / np.diag(posterior.prior.covariance)) < RESOLUTION
        score[k] = fall.sum(axis=1) / minutes
        changed = 1.0 - np.prod(1.0 - np.where(sharp & (fall > 0), chance, 0.0), axis=1)
        worth[k] = changed > CHANGE_WORTH_TESTING
    best = score.argmax(axis=0)
    return best, worth.any(axis=0)


def _random(rng: np.random.Generator, told: list, count: int) -> list[NDArray[np.int_]]:
    paths = []
    for each in told:
        order = rng.permuted(np.tile(np.arange(count), (each.shape[1], 1)), axis=1).T
        paths.append(np.concatenate([np.zeros((1, each.shape[1]), dtype=int), np.cumsum(1 << order, axis=0)]))
    return paths


def _curve(told: list, paths: list[NDArray[np.int_]], budgets: Array, cost: Array) -> Array:
    """Return F1 and mean minutes used at each budget, (2, budgets)."""
    found = []
    for budget in budgets:
        last = [(cost[path] <= budget + 1e-9).sum(axis=0) - 1 for path in paths]
        at = [path[n, np.arange(len(n))] for path, n in zip(paths, last, strict=True)]
        f1 = _f1([each[s, np.arange(len(s))] for each, s in zip(told, at, strict=True)], [each[-1] for each in told])
        found.append((f1, float(np.concatenate([cost[s] for s in at]).mean())))
    return np.array(found).T
