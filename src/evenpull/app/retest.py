"""The retest: two person folders (or their assessment.json) in, what really changed out. Safety is asked anew first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evenpull import __version__
from evenpull.capture.person import Person, check_person, media_of, read_person
from evenpull.core.canonical import sha256_of
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, Where
from evenpull.infer.assess import infer
from evenpull.infer.records import Call
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person
from evenpull.report.records import Assessment
from evenpull.safety.gate import require
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import screen
from evenpull.track.compare import compare
from evenpull.track.records import Retest
from evenpull.track.visit import Visit, require_asked_anew, require_same_person, weeks_between

Source = Assessment | Person | Path | str
Progress = Callable[[str, float], None]
NOT_OURS = (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, RecursionError)


def _now() -> dt.datetime:
    """Return the time with its offset."""
    return dt.datetime.now().astimezone()


def _silent(_stage: str, _share: float) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A source as read; its pictures are measured only once the gate has let the retest through."""

    person: Person
    seen: tuple[Measurement, ...]
    folder: Path | None


def retest(
    old: Source,
    new: Source,
    *,
    catalogue: Catalogue | None = None,
    clock: Callable[[], dt.datetime] = _now,
    progress: Progress = _silent,
) -> Retest:
    """Return what really changed between two times of one person, and what cannot be told yet.

    The person's own numbers come first; what tests say stands apart and never as their cause.

    Args:
        old: The first time: a person folder, an assessment.json, an assessment, or a person without pictures.
        new: The retest, likewise.
        catalogue: The facts to use; the shipped ones by default.
        clock: Gives the time that is written into the result.
        progress: Called with a stage's name and the share done.

    Raises:
        InputError: When a source is wrong, the two cannot be one person, or the retest does not come after.
        ScreeningIncomplete: When safety was not asked anew, or an answer is missing.
        SafetyStop: When the answers call for a clinician first.

    Example:
        >>> from evenpull import retest
        >>> changed = retest("me", "me_after_six_weeks")  # doctest: +SKIP
    """
    facts = catalogue or load()
    progress(say("safety"), 0.0)
    first, second = _read(old, facts), _read(new, facts)
    before, after = (Visit(person=each.person, measurements=()) for each in (first, second))
    weeks_between(before, after)
    require_same_person(before, after)
    require_asked_anew(before, after, facts)
    profile = screen(second.person, facts)
    require(profile, for_what="tests")
    visits = tuple(_visit(each, facts, progress) for each in (first, second))
    progress(say("weighing"), 0.9)
    found = compare(*visits, profile=profile, catalogue=facts, trained=_trained(visits[0], facts))
    progress(say("done"), 1.0)
    return Retest(
        weeks=found.weeks,
        first=first.person.start.isoformat(),
        second=second.person.start.isoformat(),
        global_change=second.person.global_change,
        own=found.own,
        not_asked=found.not_asked,
        tests=found.tests,
        groups=found.groups,
        no_groups=found.no_groups,
        refused=found.refused,
        forecasts=found.forecasts,
        created=clock().isoformat(timespec="seconds"),
        inputs_sha256=(_hash(visits[0]), _hash(visits[1])),
        catalogue_sha256=facts.sha256,
        evenpull_version=__version__,
        unreviewed=profile.unreviewed,
    )


def _hash(visit: Visit) -> str:
    """Return the SHA-256 of a person's content and of everything that was measured."""
    measured = TypeAdapter(tuple[Measurement, ...]).dump_python(visit.measurements, mode="json")
    return sha256_of([visit.person.model_dump(mode="json"), measured])


def _trained(visit: Visit, catalogue: Catalogue) -> tuple[Call, ...]:
    """Return the calls of the first time, which its plan worked on; none where safety allowed none."""
    profile: SafetyProfile = screen(visit.person, catalogue)
    if profile.no_calls or profile.not_asked or profile.mode == "none":
        return ()
    return infer(visit.measurements, person=visit.person, profile=profile, catalogue=catalogue).calls


def _visit(read: _Read, catalogue: Catalogue, progress: Progress) -> Visit:
    typed = measure_person(read.person, catalogue).measurements
    seen = read.seen
    if read.folder is not None and (files := media_of(read.folder, read.person)):
        from evenpull.app.pictures import estimator_for, measure_media  # noqa: PLC0415 - heavy, only for pictures

        measured, _ = measure_media(files, catalogue=catalogue, estimator=estimator_for(), progress=progress)
        seen = measured.measurements
    return Visit(person=read.person, measurements=(*typed, *seen))


def _read(source: Source, catalogue: Catalogue) -> _Read:
    """Return person and pictures' measurements of any source; typed tests are always read anew from the person."""
    if isinstance(source, Person):
        return _Read(person=source, seen=(), folder=None)
    if isinstance(source, Assessment):
        return _Read(person=source.person, seen=_of_pictures(source.measurements), folder=None)
    path = Path(source)
    if path.suffix != ".json":
        folder = read_person(path, catalogue)
        return _Read(person=folder.person, seen=(), folder=folder.folder)
    if not path.is_file():
        raise FileFormatError(
            say("there is no such file"), where=Where(file=path.name), hint=say("Make one with: evenpull assess DIR")
        )
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        measurements = TypeAdapter(tuple[Measurement, ...]).validate_python(data["measurements"])
        person = check_person(data["person"], catalogue)
    except InputError:
        raise
    except (*NOT_OURS, ValidationError) as fault:
        raise FileFormatError(
            say("this is no assessment.json of Evenpull"),
            where=Where(file=path.name),
            hint=say("Make one with: evenpull assess DIR"),
        ) from fault
    return _Read(person=person, seen=_of_pictures(measurements), folder=None)


def _of_pictures(measurements: tuple[Measurement, ...]) -> tuple[Measurement, ...]:
    return tuple(each for each in measurements if each.kind in {"posture", "movement"})
