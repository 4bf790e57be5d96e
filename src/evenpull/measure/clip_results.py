"""What a followed clip says: repetitions, angles, control, faults and gaps, with sides as the person confirmed them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.movement.angles import Curve, Named
from evenpull.measure.movement.findings import findings, true_side
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.movement.screen import Screen
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED

SLANTED = say("Filmed at a slant: joint angles are rough. Film straight from the side for better ones.")
FILM_SIDE = {
    "left": say("Film a second clip with the left side towards the camera."),
    "right": say("Film a second clip with the right side towards the camera."),
}

Jitter = dict[Named, float]


def measurements(
    screen: Screen,
    *,
    jitter: Jitter,
    mirrored: bool | None,
    notes: tuple[str, ...],
    seen: str,
    catalogue: Catalogue,
    file: str,
) -> Measured:
    """Return everything that a clip says.

    Args:
        screen: What it shows, sides as seen.
        jitter: How much each angle shakes between looks at the same frame, degrees.
        mirrored: Whether left and right are exchanged; None when not known: then what has a side is withheld.
        notes: What the gates noticed.
        seen: What is seen, in words, for a clip without repetitions.
        catalogue: Faults and their levels.
        file: Name of the clip.
    """
    slanted = screen.facing.plane == "slant"
    sided = any(side is not None for _, side in screen.curves)
    warnings = [*notes, *((SLANTED,) if slanted else ()), *((UNCONFIRMED,) if mirrored is None and sided else ())]
    gaps = _gaps(screen, mirrored=mirrored, file=file)
    if not screen.reps:
        missing = Gap(
            metric="repetitions",
            side=None,
            reason=say(
                "No repetition of {movement} was found in this clip; what is seen is {seen}.",
                movement=MOVEMENTS[screen.movement].words,
                seen=seen,
            ),
            closes=say("Film three to ten slow repetitions, and come back to rest fully between them."),
            source=file,
        )
        return Measured(gaps=(missing, *gaps), warnings=tuple(warnings))
    rows = [_count(screen, file=file)]
    for (name, side), curve in screen.curves.items():
        if side is not None and mirrored is None:
            continue
        whose = true_side(side, mirrored=bool(mirrored))
        rows += _angle_rows(name, curve, screen, jitter=jitter.get((name, side), 0.0), side=whose, file=file)
    rows += _control_rows(screen, file=file)
    faults = findings(screen, mirrored=mirrored, catalogue=catalogue, file=file)
    return Measured(measurements=(*rows, *faults.measurements), gaps=(*gaps, *faults.gaps), warnings=tuple(warnings))


def _count(screen: Screen, *, file: str) -> Measurement:
    rate = (len(screen.time_s) - 1) / float(screen.time_s[-1] - screen.time_s[0])
    if MOVEMENTS[screen.movement].hold:
        seconds = [(rep.end - rep.start) / rate for rep in screen.reps]
        told = say("Each hold lasted {least:.1f} to {most:.1f} seconds.", least=min(seconds), most=max(seconds))
    else:
        seconds = [(rep.top - rep.peak) / rate for rep in screen.reps]
        told = say("Each way back took {least:.1f} to {most:.1f} seconds.", least=min(seconds), most=max(seconds))
    what = say("Measured as {movement}.", movement=MOVEMENTS[screen.movement].words)
    return _row("repetitions", float(len(screen.reps)), 0.5, unit="reps", file=file, notes=(what, told))


def _row(
    metric: str,
    value: float,
    sd: float,
    *,
    unit: str,
    file: str,
    side: Side | None = None,
    slanted: bool = False,
    trials: tuple[float, ...] = (),
    notes: tuple[str, ...] = (),
) -> Measurement:
    tail = f".{side}" if side else ""
    return Measurement(
        id=f"clip.{file}.{metric}{tail}",
        kind="movement",
        metric=metric,
        side=side,
        value=value,
        sd=sd,
        trials=trials,
        unit=unit,
        method="clip",
        quality="reduced" if slanted else "good",
        moves_muscles=False,
        session=file,
        source=file,
        notes=notes,
    )


def _angle_rows(
    name: str, curve: Curve, screen: Screen, *, jitter: float, side: Side | None, file: str
) -> list[Measurement]:
    """Return the angle's highest value in each repetition, and its range over the clip."""
    reps, slanted = screen.reps, screen.facing.plane == "slant"
    starts = [0, *(rep.top for rep in reps[:-1])]
    peaks = [a + int(curve.value[a : rep.top + 1].argmax()) for a, rep in zip(starts, reps, strict=True)]
    low = int(curve.value.argmin())
    sd = curve.sd(jitter)
    highest = curve.value[peaks]
    height, height_sd = _median(highest), _median(sd[peaks])
    least, least_sd = float(curve.value[low]), float(sd[low])
    notes = (SLANTED,) if slanted else ()
    trials = tuple(float(value) for value in highest)
    peak = _row(
        f"{name}_peak", height, height_sd, unit="deg", file=file, side=side, slanted=slanted, trials=trials, notes=notes
    )
    if name == "knee_inward":
        return [peak]
    spread = float((height_sd**2 + least_sd**2) ** 0.5)
    return [
        peak,
        _row(f"{name}_range", height - least, spread, unit="deg", file=file, side=side, slanted=slanted, notes=notes),
    ]


def _median(values: NDArray[np.float64]) -> float:
    return float(np.median(values))


def _control_rows(screen: Screen, *, file: str) -> list[Measurement]:
    return [
        _row(each.metric, each.value, each.sd, unit=each.unit, file=file, trials=each.trials) for each in screen.control
    ]


def _gaps(screen: Screen, *, mirrored: bool | None, file: str) -> tuple[Gap, ...]:
    """Return why angles of a side are withheld, or those of the far leg missing."""
    sided = sorted({(name, side) for name, side in screen.curves if side is not None})
    if mirrored is None:
        names = sorted({name for name, _ in sided})
        return tuple(
            Gap(metric=name, side=None, reason=UNCONFIRMED, closes=HOW_TO_CONFIRM, source=file) for name in names
        )
    if screen.facing.near is None:
        return ()
    near = true_side(screen.facing.near, mirrored=mirrored)
    far: Side = "left" if near == "right" else "right"
    return tuple(
        Gap(
            metric=name,
            side=far,
            reason=say("The far side cannot be measured well enough to compare it with the near one."),
            closes=FILM_SIDE[far],
            source=file,
        )
        for name, _ in sided
    )
