"""Stage one: which exercises, as a mixed-integer programme solved by HiGHS.

Maximise  sum_k w_k (10 a_k + 3 b_k) - costs   with   a_k + b_k <= sum_e cover(e, k) y_e,  0 <= a_k, b_k <= 2
over y in {0, 1}: a need's first two units of cover count most, further ones little (diminishing return). Costs are
small and settle ties in a fixed order: positions, kit, seconds, distance from the person's level, change against last
week, place in the list of ids. Nothing here has a side, so a mirrored person gets the same choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import __version__ as scipy_version
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from evenpull.core.words import say
from evenpull.plan import rules
from evenpull.plan.candidates import Candidate
from evenpull.plan.needs import CONTROL_ROLES, Need
from evenpull.plan.records import Solver
from evenpull.plan.schedule import bounds_of

GAP = 0.0
NODES = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is to be chosen for one week.

    Args:
        candidates: Admitted exercises, by id.
        needs: What is to be served.
        antagonists: For each short group, the groups that pull against it.
        seconds: Longest session.
        count: Most exercises of a session.
        programme: Most exercises of the week's programme; above `count` only where two sessions can share.
        flexible: Ids that may be done in every second session.
        target: Difficulty to prefer.
        before: Last week's exercises; at most two may be new.
        room: How many exercises may still be new to the programme, and `known` those already in it.
        balance_pulls: At least as many pulling as pushing exercises.
    """

    candidates: dict[str, Candidate]
    needs: list[Need]
    antagonists: dict[str, tuple[str, ...]]
    seconds: float
    count: int
    programme: int
    flexible: frozenset[str]
    target: int
    before: frozenset[str] | None = None
    known: frozenset[str] = frozenset()
    room: int = rules.PROGRAMME_COUNT
    balance_pulls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The chosen ids (sorted), short groups left without a partner, needs without cover, and the solver's word."""

    chosen: tuple[str, ...]
    unpaired: tuple[str, ...]
    uncovered: tuple[str, ...]
    solver: Solver


@dataclass(slots=True, kw_only=True)
class _Rows:
    """Linear rows `row @ x <= top`, gathered one by one."""

    width: int
    data: list[tuple[int, int, float]] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], top: float) -> None:
        row = len(self.tops)
        self.data.extend((row, column, value) for column, value in terms)
        self.tops.append(top)

    def constraint(self) -> LinearConstraint:
        rows, columns, values = (np.array(part) for part in zip(*self.data, strict=True))
        matrix = csr_array((values, (rows, columns)), shape=(len(self.tops), self.width))
        return LinearConstraint(matrix, ub=np.array(self.tops))


def choose(problem: Problem) -> Choice | None:
    """Return the best choice, or None when no choice satisfies the rules."""
    ids = sorted(problem.candidates)
    if not ids:
        return None
    needs = problem.needs
    positions = sorted({problem.candidates[name].exercise.position for name in ids})
    pairs = sorted(problem.antagonists)
    y = {name: number for number, name in enumerate(ids)}
    first, second = len(ids), len(ids) + len(needs)
    place = {name: second + len(needs) + number for number, name in enumerate(positions)}
    lone = {name: second + len(needs) + len(positions) + number for number, name in enumerate(pairs)}
    width = second + len(needs) + len(positions) + len(pairs)

    cost = np.zeros(width)
    upper = np.ones(width)
    rows = _Rows(width=width)
    for number, need in enumerate(needs):
        cost[first + number] = -rules.FIRST_TIER * rules.SCALE * need.weight
        cost[second + number] = -rules.SECOND_TIER * rules.SCALE * need.weight
        upper[first + number] = upper[second + number] = rules.TIER_SIZE
        cover = [(y[name], -float(amount)) for name in ids for other, amount in _serves(problem, name) if other is need]
        rows.add([(first + number, 1.0), (second + number, 1.0), *cover], 0.0)
    for name in ids:
        cost[y[name]] = _cost(problem, name)
        rows.add([(y[name], 1.0), (place[problem.candidates[name].exercise.position], -1.0)], 0.0)
    for column in place.values():
        cost[column] = rules.POSITION_COST
    for column in lone.values():
        cost[column] = rules.UNPAIRED_COST
    _size_rows(problem, y, rows)
    _ladder_rows(problem, y, rows)
    _pair_rows(problem, y, lone, rows)
    whole = np.zeros(width, dtype=np.int64)
    whole[: len(ids)] = 1
    whole[second + len(needs) :] = 1
    return _solve(problem, ids, lone, cost=cost, upper=upper, whole=whole, rows=rows)


def _serves(problem: Problem, name: str) -> tuple[tuple[Need, int], ...]:
    return problem.candidates[name].serves


def _cost(problem: Problem, name: str) -> float:
    one = problem.candidates[name]
    exercise = one.exercise
    carried = [tool for tool in exercise.equipment if tool not in rules.HOUSEHOLD]
    cost = rules.SECOND_COST * one.dose.seconds + rules.EQUIPMENT_COST * len(carried) + rules.RANK_COST * one.rank
    cost += rules.DIFFICULTY_COST * abs(exercise.difficulty - problem.target)
    if exercise.known != "measured":
        cost += rules.RECALLED_COST
    if problem.before is not None and name not in problem.before:
        cost += rules.CHANGE_COST
    if one.own and one.serves:
        cost -= rules.OWN_GAIN
    return cost


def _size_rows(problem: Problem, y: dict[str, int], rows: _Rows) -> None:
    role = {name: problem.candidates[name].exercise.role for name in y}
    share = {name: 0.5 if name in problem.flexible else 1.0 for name in y}
    rows.add([(y[name], 1.0) for name in y], float(problem.programme))
    rows.add([(y[name], share[name]) for name in y], float(problem.count))
    rows.add([(y[name], -1.0) for name in y], -float(min(rules.LEAST_COUNT, len(y))))
    rows.add([(y[name], share[name] * problem.candidates[name].dose.seconds) for name in y], problem.seconds)
    for roles, most in bounds_of(problem.count):
        rows.add([(y[name], share[name]) for name in y if role[name] in roles], float(most))
    _variety_rows(problem, y, rows)
    if problem.before is not None:
        fresh = [(y[name], 1.0) for name in y if name not in problem.before]
        rows.add(fresh, float(rules.CHANGES_PER_WEEK))
    rows.add([(y[name], 1.0) for name in y if name not in problem.known], float(problem.room))
    if problem.balance_pulls:
        tags = {name: problem.candidates[name].exercise.tags for name in y}
        rows.add([(y[name], float("push" in tags[name]) - float("pull" in tags[name])) for name in y], 0.0)


def _variety_rows(problem: Problem, y: dict[str, int], rows: _Rows) -> None:
    """One stretch and one roll for one group of muscles is enough, and one exercise for each role and its groups."""
    for role in ("inhibit", "lengthen"):
        exercises = {name: problem.candidates[name].exercise for name in y}
        muscles = sorted({muscle for one in exercises.values() if one.role == role for muscle in one.primary})
        for muscle in muscles:
            same = [(y[name], 1.0) for name, one in exercises.items() if one.role == role and muscle in one.primary]
            rows.add(same, 1.0)
    twins: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name in y:
        one = problem.candidates[name].exercise
        twins.setdefault((one.role, one.primary), []).append(name)
    for names in twins.values():
        rows.add([(y[name], 1.0) for name in names], 1.0)


def _ladder_rows(problem: Problem, y: dict[str, int], rows: _Rows) -> None:
    """Never two rungs of one ladder."""
    for name, column in y.items():
        rung = problem.candidates[name].exercise.easier
        seen = {name}
        while rung is not None and rung not in seen:
            seen.add(rung)
            if rung in y:
                rows.add([(column, 1.0), (y[rung], 1.0)], 1.0)
            below = problem.candidates.get(rung)
            rung = below.exercise.easier if below else None


def _pair_rows(problem: Problem, y: dict[str, int], lone: dict[str, int], rows: _Rows) -> None:
    """A short group that is stretched or rolled has a partner that is trained, or the plan says that it has none."""
    for muscle, against in sorted(problem.antagonists.items()):
        partners = [
            (y[name], -1.0)
            for name in y
            if problem.candidates[name].exercise.role in ("activate", *CONTROL_ROLES)
            and set(against)
            & {*problem.candidates[name].exercise.primary, *problem.candidates[name].exercise.secondary}
        ]
        for name, column in y.items():
            exercise = problem.candidates[name].exercise
            if exercise.role in ("inhibit", "lengthen") and muscle in exercise.primary:
                rows.add([(column, 1.0), *partners, (lone[muscle], -1.0)], 0.0)


def _solve(
    problem: Problem,
    ids: list[str],
    lone: dict[str, int],
    *,
    cost: NDArray[np.float64],
    upper: NDArray[np.float64],
    whole: NDArray[np.int64],
    rows: _Rows,
) -> Choice | None:
    result = milp(
        cost,
        constraints=rows.constraint(),
        bounds=Bounds(np.zeros(len(cost)), upper),
        integrality=whole,
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )
    if result.x is None:
        return None
    x = result.x
    solver = Solver(
        name=say("HiGHS through {function}", function="scipy.optimize.milp"),
        version=scipy_version,
        objective=-float(result.fun),
        bound=-float(result.mip_dual_bound),
        optimal=result.status == 0,
    )
    chosen = tuple(name for number, name in enumerate(ids) if x[number] > 0.5)
    served = {need.id for name in chosen for need, _ in problem.candidates[name].serves}
    return Choice(
        chosen=chosen,
        unpaired=tuple(muscle for muscle, column in sorted(lone.items()) if x[column] > 0.5),
        uncovered=tuple(need.id for need in problem.needs if need.calls and need.id not in served),
        solver=solver,
    )
