"""Moment arms of many frames, kept as sparse as they are: a muscle moves a handful of coordinates, never all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates.coordinates import Coordinates

Array = NDArray[np.float64]
Integers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arms:
    """R = d length / d q of muscles against coordinates, in T frames: m per rad, or m per m.

    A tension F pulls with the generalised force -R' F; a positive entry means that the muscle is stretched as the
    coordinate grows. Pairs are ordered by muscle, then coordinate.

    Args:
        values: Entries (T, pairs).
        muscle, coordinate: Whose they are (pairs,).
        muscles, coordinates: How many there are of each.
    """

    values: Array
    muscle: Integers
    coordinate: Integers
    muscles: int
    coordinates: int

    def dense(self) -> Array:
        """Return R as (T, muscles, coordinates). For few frames: it is mostly zeros."""
        out = np.zeros((len(self.values), self.muscles, self.coordinates))
        out[:, self.muscle, self.coordinate] = self.values
        return out

    def block(self, muscles: Integers, coordinates: Integers) -> Array:
        """Return the part (T, len(muscles), len(coordinates)) of R, for a joint, a leg or one test."""
        row = np.full(self.muscles, -1)
        row[muscles] = np.arange(len(muscles))
        column = np.full(self.coordinates, -1)
        column[coordinates] = np.arange(len(coordinates))
        inside = np.flatnonzero((row[self.muscle] >= 0) & (column[self.coordinate] >= 0))
        out = np.zeros((len(self.values), len(muscles), len(coordinates)))
        out[:, row[self.muscle[inside]], column[self.coordinate[inside]]] = self.values[:, inside]
        return out

    def pull(self, tension: Array) -> Array:
        """Return the generalised force -R' F, (T, coordinates) in N m or N, of tensions F (T, muscles) in N."""
        parts = self.values * -tension[:, self.muscle]
        out = np.zeros((len(self.values), self.coordinates))
        order = np.argsort(self.coordinate, kind="stable")
        first, starts = np.unique(self.coordinate[order], return_index=True)
        if len(first):
            out[:, first] = np.add.reduceat(parts[:, order], starts, axis=1)
        return out

    def speeds(self, rate: Array) -> Array:
        """Return the lengthening speed of every muscle, (T, muscles) in m/s, for q' (T, coordinates)."""
        parts = self.values * rate[:, self.coordinate]
        out = np.zeros((len(self.values), self.muscles))
        first, starts = np.unique(self.muscle, return_index=True)
        if len(first):
            out[:, first] = np.add.reduceat(parts, starts, axis=1)
        return out

    def stiffness(self, slope: Array) -> Array:
        """Return R' diag(dF/dl) R, (T, coordinates, coordinates) in N m/rad, of dF/dl (T, muscles) in N/m.

        This is the muscles' own stiffness. The part of a tension whose moment arm changes is not in it.
        """
        dense = self.dense()
        return np.asarray(np.swapaxes(dense, 1, 2) @ (slope[:, :, None] * dense))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArmPattern:
    """Which entries of MuJoCo's sparse tendon Jacobian make which pair of muscle and coordinate.

    Args:
        entries: Entries that count, ordered by muscle and coordinate (e,): a tendon that is no muscle, the root and the
            joints that stand still are left out.
        joint: The driven joint of each entry, as numbered in the coordinates (e,).
        starts: First entry of each pair (pairs,).
        muscle, coordinate: Of each pair (pairs,).
        muscles, coordinates: How many there are of each.
    """

    entries: Integers
    joint: Integers
    starts: Integers
    muscle: Integers
    coordinate: Integers
    muscles: int
    coordinates: int

    @staticmethod
    def of(model: Any, coordinates: Coordinates, tendons: Integers) -> ArmPattern:
        """Read the pattern of the tendons (muscles,) that are muscles."""
        number = np.full(model.ntendon, -1, dtype=np.intp)
        number[tendons] = np.arange(len(tendons))
        owner = number[np.repeat(np.arange(model.ntendon), model.ten_J_rownnz)]
        joint_of = np.full(model.nv, -1, dtype=np.intp)
        joint_of[coordinates.speeds] = np.arange(len(coordinates.speeds))
        joint = joint_of[model.ten_J_colind]
        entries = np.flatnonzero((owner >= 0) & (joint >= 0))
        owner, joint = owner[entries], joint[entries]
        driver = coordinates.driver[joint] if len(joint) else joint
        order = np.lexsort((driver, owner))
        entries, owner, joint, driver = entries[order], owner[order], joint[order], driver[order]
        new = np.ones(len(entries), dtype=bool)
        new[1:] = (owner[1:] != owner[:-1]) | (driver[1:] != driver[:-1])
        starts = np.flatnonzero(new)
        return ArmPattern(
            entries=entries,
            joint=joint,
            starts=starts,
            muscle=owner[starts],
            coordinate=driver[starts],
            muscles=len(tendons),
            coordinates=len(coordinates.names),
        )

    def projected(self, jacobian: Array, slopes: Array) -> Array:
        """Return the pairs' values (T, pairs) from sparse tendon Jacobians (T, entries of the model) and P's slopes."""
        parts = jacobian[:, self.entries]
        parts *= slopes[:, self.joint]
        return np.asarray(np.add.reduceat(parts, self.starts, axis=1)) if len(self.starts) else parts

    def arms(self, values: Array) -> Arms:
        """Return values (T, pairs) with their names."""
        return Arms(
            values=values,
            muscle=self.muscle,
            coordinate=self.coordinate,
            muscles=self.muscles,
            coordinates=self.coordinates,
        )
