"""One recording of one movement becomes repetitions, angles with their errors, control and the sizes of faults."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import Side
from evenpull.knowledge import Catalogue
from evenpull.measure.kinematics import SLANT, limb_lengths
from evenpull.measure.movement import signals
from evenpull.measure.movement.angles import Curve, Named, angle_curves
from evenpull.measure.movement.control import Control, control
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.movement.poses import Facing, Poses
from evenpull.measure.movement.readings import LEG_SHARE_SD, READINGS, Reading, View, read, sides_read
from evenpull.measure.movement.turns import Cycle, cycles

Array = NDArray[np.float64]

SHORTEST_HOLD_S = 2.0
FEW_CLEAR = 0.5
"""A fault is read only when at least this share of the repetitions shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large one fault is.

    Args:
        fault: Id in the catalogue's compensations.
        side: Whose, as seen, or None.
        value, sd: In `unit`: median over the repetitions that show it.
        unit: `deg` or `cm`.
        trials: One value for each of those repetitions.
    """

    fault: str
    side: Side | None
    value: float
    sd: float
    unit: str
    trials: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Screen:
    """What a recording of one movement shows, sides as seen.

    Args:
        movement: Which.
        facing: From where it is seen.
        time_s: Even times, (n,).
        drive: The curve that counts it, (n,).
        reps: Repetitions or holds.
        curves: Angles by name and side; None is what has no side.
        sizes: Faults that can be read.
        hidden: Ids of faults that this plane shows but that were not seen in enough repetitions.
        control: How well it is controlled.
        standing: The leg stood on, when it is one.
    """

    movement: str
    facing: Facing
    time_s: Array
    drive: Array
    reps: tuple[Cycle, ...]
    curves: dict[Named, Curve]
    sizes: tuple[Size, ...]
    hidden: tuple[Named, ...]
    control: tuple[Control, ...]
    standing: Side | None


def screen(
    own: Poses, flipped: Poses, *, movement: str, facing: Facing, catalogue: Catalogue, standing: Side | None = None
) -> Screen:
    """Measure one movement.

    Args:
        own: The person as the picture shows them.
        flipped: From the picture's mirror image, turned back; `own` again where there was no second look.
        movement: Id of a movement in `MOVEMENTS` that can be seen from there.
        facing: From where they are seen.
        catalogue: Which faults the movement is looked at for.
        standing: The leg stood on, as seen, when it is one.
    """
    kind = MOVEMENTS[movement]
    views = (view_of(own, facing=facing, standing=standing), view_of(flipped, facing=facing, standing=standing))
    if kind.drives:
        drives = [
            signals.drive(view.poses, facing=facing, movement=movement, leg=view.leg, lengths=view.lengths)
            for view in views
        ]
    else:
        drives = [signals.hip_sag(view.poses, side=facing.near or "left", leg=view.leg) for view in views]
    drive = (drives[0] + drives[1]) / 2
    if kind.hold:
        reps = holds(drive, rate=own.rate, least=kind.least(facing.plane) if kind.drives else -np.inf)
    else:
        reps = cycles(drive, least=kind.least(facing.plane))
    sizes, hidden = _sizes(views, reps=reps, movement=movement, hold=kind.hold, catalogue=catalogue)
    return Screen(
        movement=movement,
        facing=facing,
        time_s=own.time_s,
        drive=drive,
        reps=reps,
        curves=angle_curves(views, movement=movement),
        sizes=sizes,
        hidden=hidden,
        control=control(drive, reps, rate=own.rate, sways=(_sway(views[0]), _sway(views[1])), hold=kind.hold),
        standing=standing,
    )


def view_of(poses: Poses, *, facing: Facing, standing: Side | None) -> View:
    """Return one orientation of a recording with the lengths that its curves need."""
    lengths = limb_lengths(poses.points, side=facing.near or "left")
    return View(poses=poses, facing=facing, leg=signals.leg_px(poses), lengths=lengths, standing=standing)


def _sway(view: View) -> Array:
    if view.standing is not None:
        foot = view.poses.at(f"{view.standing}_ankle")[:, 0]
        return np.asarray((view.poses.middle("hip")[:, 0] - foot) / view.leg)
    return signals.hips_to(view.poses, facing=view.facing, side="left", leg=view.leg)


def holds(curve: Array, *, rate: float, least: float) -> tuple[Cycle, ...]:
    """Return the times in which a curve stays above `least` for at least two seconds."""
    up = np.concatenate([[False], curve >= least, [False]])
    edges = np.flatnonzero(np.diff(up.astype(int)))
    spans = [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return tuple(Cycle(start=a, peak=(a + b) // 2, end=b, top=b) for a, b in spans if (b - a) / rate >= SHORTEST_HOLD_S)


def _sizes(
    views: tuple[View, View], *, reps: tuple[Cycle, ...], movement: str, hold: bool, catalogue: Catalogue
) -> tuple[tuple[Size, ...], tuple[Named, ...]]:
    found: list[Size] = []
    hidden: list[Named] = []
    for reading in READINGS if reps else ():
        entry = catalogue.compensations[reading.fault]
        if movement not in (entry.movement, *entry.also_in) or views[0].facing.plane not in reading.planes:
            continue
        for side in sides_read(reading, views[0]):
            size = _size(reading, views, side, reps=reps, hold=hold)
            if size is None:
                hidden.append((reading.fault, side))
            else:
                found.append(size)
    return tuple(found), tuple(hidden)


def _size(
    reading: Reading, views: tuple[View, View], side: Side | None, *, reps: tuple[Cycle, ...], hold: bool
) -> Size | None:
    """Return the size of a fault: its error is the method's, the mirror image's and the scatter over repetitions."""
    own, flipped = (read(reading, view, side, reps=reps, hold=hold) for view in views)
    clear = np.isfinite(own) & np.isfinite(flipped)
    if clear.mean() < FEW_CLEAR:
        return None
    values = (own + flipped)[clear] / 2
    half = float(np.mean(np.abs(own - flipped)[clear])) / 2
    n, value = len(values), float(np.median(values))
    scatter = float(values.std(ddof=1)) if n > 1 else reading.sd / 2
    slant = SLANT if views[0].facing.plane == "slant" else 1.0
    scale = LEG_SHARE_SD * abs(value) if reading.unit == "cm" else 0.0
    sd = float(np.sqrt((slant * reading.sd) ** 2 + half**2 + scatter**2 / n + scale**2))
    return Size(fault=reading.fault, side=side, value=value, sd=sd, unit=reading.unit, trials=tuple(values.tolist()))
