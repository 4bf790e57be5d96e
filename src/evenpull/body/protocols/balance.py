"""Where a length test ends: the angles at which passive moment and load are even, for many people at once.

With V(x) = muscles' passive energy + capsule + weight, minus end torque times way, the end is dV/dx = 0 with a positive
definite second derivative; the weight's part of it is left out at an angle whose weight somebody carries. With one free
angle it is the first such point on the way from the start: the grid shows between which nodes, Newton's steps kept
inside find it. With two free angles Newton's steps go down V from the start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.muscles import Capsule, curves
from evenpull.body.protocols.pull import Fibres
from evenpull.body.protocols.table import Table

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
STEPS = 60
FEW_STEPS = 8
CLOSE_RAD = 1e-8
"""A Newton step this small leaves an error of its square."""
EVEN_NM = 1e-9
WIDEST_STEP_RAD = np.deg2rad(12.0)
HALVINGS = 30
TURN = 0.6
"""What is left of a step at whose end V rises half as steeply as it fell, or more."""
NEAR_RAD = 1e-4
"""From steps this small on, plain Newton steps settle."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loads:
    """What acts besides muscles on B people.

    Args:
        push: End torque along each free angle, Nm (B, axes).
        capsule: Factor on the capsule's torque (B,).
        pairs: The capsules.
    """

    push: Array
    capsule: Array
    pairs: Capsule

    def rows(self, chosen: NDArray[np.intp] | Flags) -> Loads:
        """Return the same for some of the people."""
        return Loads(push=self.push[chosen], capsule=self.capsule[chosen], pairs=self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Slope:
    """dV/dx and what it is made of, at B points.

    Args:
        moment: dV/dx, Nm (B, axes).
        stiffness: d2V/dx2, Nm/rad (B, axes, axes).
        columns: Value and derivatives of the table's columns (B, orders, m + 2).
        capsule: The capsule's part of `moment` (B, axes).
        force, by_length: Passive pull of the muscles and its derivative by ln optimal length, N (B, m).
    """

    moment: Array
    stiffness: Array
    columns: Array
    capsule: Array
    force: Array
    by_length: Array


def slope_of_energy(table: Table, fibres: Fibres, loads: Loads, x: Array) -> Slope:
    """Return dV/dx and d2V/dx2 at angles x (B, axes)."""
    columns = table.spline.at(x)
    force, rate, by_length = fibres.at_rest(columns[:, 0, :-2])
    capsule, hardness = capsule_slope(table, loads, x)
    if x.shape[1] == 1:
        arm = columns[:, 1, :-2]
        moment = (force * arm).sum(axis=1) + columns[:, 1, -2]
        stiffness = (rate * arm * arm + force * columns[:, 2, :-2]).sum(axis=1) + columns[:, 2, -2]
        return Slope(
            moment=moment[:, None] + capsule - loads.push,
            stiffness=(stiffness[:, None] + hardness)[:, :, None],
            columns=columns,
            capsule=capsule,
            force=force,
            by_length=by_length,
        )
    arms, hangs = columns[:, 1:3, :-2], table.hangs
    moments = np.einsum("bm,bam->ba", force, arms) + hangs * columns[:, 1:3, -2]
    bend = np.einsum("bm,bom->bo", force, columns[:, 3:, :-2])
    stiff = np.einsum("bm,bam,bcm->bac", rate, arms, arms)
    stiff += (bend[:, [[0, 1], [1, 2]]]) + hangs[:, None] * columns[:, 3:, -2][:, [[0, 1], [1, 2]]]
    stiff[:, [0, 1], [0, 1]] += hardness
    return Slope(
        moment=moments + capsule - loads.push,
        stiffness=stiff,
        columns=columns,
        capsule=capsule,
        force=force,
        by_length=by_length,
    )


def capsule_slope(table: Table, loads: Loads, x: Array) -> tuple[Array, Array]:
    """Return the capsules' part of dV/dx, Nm, and of d2V/dx2, Nm/rad, each (B, axes)."""
    pairs, columns, signs = loads.pairs, table.columns, table.signs
    q = x[:, table.owners] * signs
    low, high = pairs.low_rate[columns], pairs.high_rate[columns]
    growth = np.concatenate([low * (pairs.low_at[columns] - q), high * (q - pairs.high_at[columns])], axis=1)
    _, value, slope = curves.exponential(growth)
    torques = np.concatenate([-pairs.low_torque[columns] * signs, pairs.high_torque[columns] * signs])
    moment = value * torques
    stiffness = slope * (torques * np.concatenate([-low * signs, high * signs]))
    factor = loads.capsule[:, None]
    return moment @ table.gather * factor, stiffness @ table.gather * factor


def find_end(table: Table, fibres: Fibres, loads: Loads, start: Array | None = None) -> tuple[Array, Flags]:
    """Return where the test ends, x (B, axes) in rad, and whether it ends inside the movement (B,).

    Where it does not, it was held from the start or nothing held it, and x means nothing.

    Args:
        table: The posed test.
        fibres, loads: Of B people.
        start: Where it ended for people like these, (B, axes): steps begin there, and only if they do not settle on a
            stable end is the whole way looked at.
    """
    if start is not None:
        x, found = _newton(table, fibres, loads, start)
        if found.all():
            return x, found
    if len(table.nodes) == 1:
        return _first_crossing(table, fibres, loads)
    return _lowest(table, fibres, loads)


def _newton(table: Table, fibres: Fibres, loads: Loads, start: Array) -> tuple[Array, Flags]:
    """Take plain Newton steps from near the end; found (B,) is False where they leave the movement or do not settle."""
    low, high = table.box
    x = start
    for _ in range(FEW_STEPS):
        here = slope_of_energy(table, fibres, loads, x)
        if x.shape[1] == 1:
            step = -here.moment / here.stiffness[:, 0]
        else:
            step = -np.asarray(np.linalg.solve(here.stiffness, here.moment[:, :, None])[:, :, 0], dtype=np.float64)
        x = x + step
        if np.abs(step).max() < CLOSE_RAD:
            break
    found = (np.abs(step) < CLOSE_RAD).all(axis=1) & ((x >= low) & (x <= high)).all(axis=1)
    stable = here.stiffness[:, 0, 0] > 0.0
    if x.shape[1] > 1:
        stable &= np.linalg.det(here.stiffness) > 0.0
    return x, found & stable


def _first_crossing(table: Table, fibres: Fibres, loads: Loads) -> tuple[Array, Flags]:
    near, far, x, found = _bracket(table, fibres, loads)
    way = table.setting.axes[0].way
    for _ in range(STEPS):
        here = slope_of_energy(table, fibres, loads, x[:, None])
        moment, stiffness = here.moment[:, 0], here.stiffness[:, 0, 0]
        short = way * moment < 0.0
        near, far = np.where(short, x, near), np.where(short, far, x)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = x - moment / stiffness
        inside = np.isfinite(step) & ((step - near) * (step - far) <= 0.0)
        new = np.where(inside, step, 0.5 * (near + far))
        moved = np.abs(new - x)
        x = new
        if ((moved < CLOSE_RAD) | ~found).all():
            break
    return x[:, None], found


def _bracket(table: Table, fibres: Fibres, loads: Loads) -> tuple[Array, Array, Array, Flags]:
    """Return the grid angles between which the moment changes sign, nearer to the start first, a guess, and whether."""
    axis, at = table.setting.axes[0], table.scanned
    length, arm = table.lengths, table.slopes
    spread = fibres if len(fibres.optimal) == len(fibres.passive) == 1 else _beside(fibres)
    force, _, _ = spread.at_rest(length[None, :, :-2])
    moment = (force * arm[None, :, :-2]).sum(axis=2) + arm[None, :, -2] - loads.push
    one = Loads(push=np.zeros((len(at), 1)), capsule=np.ones(len(at)), pairs=loads.pairs)
    moment = moment + loads.capsule[:, None] * capsule_slope(table, one, at[:, None])[0][:, 0]
    held = axis.way * moment >= 0.0
    first = held.argmax(axis=1)
    found = first > 0
    first = np.where(found, first, np.where(held[:, 0], 1, len(at) - 1))
    row = np.arange(len(first))
    before, after = moment[row, first - 1], moment[row, first]
    share = np.where(found, before / np.where(found, before - after, 1.0), 0.5)
    near, far = at[first - 1], at[first]
    return near, far, near + share * (far - near), found


def _beside(fibres: Fibres) -> Fibres:
    """Return the fibres with an axis for the grid's nodes between people and muscles."""
    return Fibres(
        optimal=fibres.optimal[:, None],
        thickness=fibres.thickness[:, None],
        slack=fibres.slack[:, None],
        passive=fibres.passive[:, None],
        active=fibres.active[:, None],
        shape=fibres.shape,
        strain=fibres.strain,
        start=fibres.start,
        low=fibres.low,
        high=fibres.high,
    )


def _lowest(table: Table, fibres: Fibres, loads: Loads) -> tuple[Array, Flags]:
    """Go down V by Newton's steps, each shortened while V rises steeply at its end."""
    low, high = table.box
    x = np.tile([axis.start for axis in table.setting.axes], (len(loads.push), 1))
    for _ in range(STEPS):
        here = slope_of_energy(table, fibres, loads, x)
        blocked = ((x <= low) & (here.moment > 0.0)) | ((x >= high) & (here.moment < 0.0))
        step = _descent(here.stiffness, np.where(blocked, 0.0, here.moment), blocked)
        if np.abs(step).max() < NEAR_RAD:
            break
        longest = np.abs(step).max(axis=1, keepdims=True)
        step *= np.minimum(1.0, WIDEST_STEP_RAD / np.maximum(longest, 1e-300))
        for _ in range(HALVINGS):
            new = np.clip(x + step, low, high)
            ahead = (slope_of_energy(table, fibres, loads, new).moment * step).sum(axis=1)
            over = ahead > 0.5 * np.abs((here.moment * step).sum(axis=1)) + EVEN_NM
            if not over.any():
                break
            step = np.where(over[:, None], TURN * step, step)
        x = new
    return _newton(table, fibres, loads, x)


def _descent(stiffness: Array, pull: Array, blocked: Flags) -> Array:
    """Return Newton's step with negative directions turned round and blocked angles left where they are."""
    free = ~blocked
    H = 0.5 * (stiffness + stiffness.swapaxes(1, 2)) * (free[:, :, None] & free[:, None, :])
    H[:, [0, 1], [0, 1]] += blocked
    values, vectors = np.linalg.eigh(H)
    values = np.maximum(np.abs(values), 1.0)
    return np.asarray(-np.einsum("bij,bj->bi", vectors, np.einsum("bji,bj->bi", vectors, pull) / values) * free)
