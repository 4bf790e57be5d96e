"""Faults seen by eye become ordinal levels with the spread of such ratings; not listed means not looked at."""

from __future__ import annotations

from evenpull.capture.person.model import Observed, Person
from evenpull.core.side import Side, sides_of
from evenpull.core.words import say
from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge.kinds import Compensation
from evenpull.knowledge.load import Catalogue
from evenpull.measure.faults import Faults, resolve_at
from evenpull.measure.records import Measured, Measurement

VIEWS = {"front": say("the front"), "side": say("the side"), "back": say("the back")}
LEVELS = {"looked_not_there": 0.0, "slight": 1.0, "clear": 2.0, "marked": 3.0}


def measure_observed(person: Person, catalogue: Catalogue) -> Measured:
    """Return one measurement per fault, movement and side that someone looked for.

    Raises:
        InputError: For unknown faults or movements, wrong sides, or one fault listed twice by one rater.
    """
    faults = Faults()
    measurements: dict[str, Measurement] = {}
    for number, seen in enumerate(person.observed):
        with faults.gather():
            field = f"observed.{number}"
            fault = _fault(seen, catalogue, field=field)
            for side in _sides(fault, seen, field=field):
                one = _measure(fault, seen, side)
                if one.id in measurements:
                    raise InputError(
                        say("this fault is listed twice"), where=Where(field=field), hint=say("Keep one of them.")
                    )
                measurements[one.id] = one
    faults.raise_any()
    return Measured(measurements=tuple(measurements[name] for name in sorted(measurements)))


def _fault(seen: Observed, catalogue: Catalogue, *, field: str) -> Compensation:
    entries = catalogue.compensations.values()
    movements = sorted({name for entry in entries for name in (entry.movement, *entry.also_in)})
    if seen.movement not in movements:
        raise UnknownId(seen.movement, kind=say("movement"), allowed=movements, where=Where(field=f"{field}.movement"))
    fault = catalogue.compensations[resolve_at(catalogue, "compensations", seen.fault, field=f"{field}.fault")]
    if seen.movement not in (fault.movement, *fault.also_in):
        here = sorted(entry.id for entry in entries if seen.movement in (entry.movement, *entry.also_in))
        raise InputError(
            say("{id} is not scored in {movement}", id=fault.id, movement=seen.movement),
            where=Where(field=f"{field}.fault"),
            hint=say("Scored there: {names}", names=", ".join(here)),
        )
    return fault


def _sides(fault: Compensation, seen: Observed, *, field: str) -> tuple[Side | None, ...]:
    if fault.sided:
        return sides_of(seen.side)
    if seen.side != "both":
        raise InputError(
            say("this fault has no side"), where=Where(field=f"{field}.side"), hint=say("Leave the side out.")
        )
    return (None,)


def _measure(fault: Compensation, seen: Observed, side: Side | None) -> Measurement:
    other_view = seen.view != fault.view
    told = say(
        "It was looked at from {seen}; it is best seen from {best}.", seen=VIEWS[seen.view], best=VIEWS[fault.view]
    )
    name = f"observed.{fault.id}.{seen.movement}.{seen.by}"
    return Measurement(
        id=f"{name}.{side}" if side else name,
        kind="observed",
        metric=fault.id,
        side=side,
        value=LEVELS[seen.how],
        sd=fault.reliability.value,
        unit="level",
        method="by_eye",
        quality="reduced" if other_view else "good",
        session=f"observed.{seen.movement}.{seen.by}",
        source="observed",
        notes=(told,) if other_view else (),
    )
