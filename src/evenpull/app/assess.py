"""The main job: a person folder in, an assessment out. Safety first, then measuring, inferring, planning."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from evenpull import __version__
from evenpull.capture.person import MediaFile, Person, PersonFolder, media_of, read_person
from evenpull.capture.person.own_exercises import catalogue_of
from evenpull.core.canonical import canonical_json
from evenpull.core.words import say, say_many
from evenpull.errors import InputError, NoPlanFound, SafetyStop
from evenpull.infer.assess import infer
from evenpull.infer.likelihood.emg import with_tone
from evenpull.infer.records import Inference
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Measured
from evenpull.measure.typed import measure_person
from evenpull.plan.planner import make_programme
from evenpull.plan.records import Programme
from evenpull.report.records import Assessment, Picture
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import screen

Progress = Callable[[str, float], None]
Clock = Callable[[], dt.datetime]


def _now() -> dt.datetime:
    """Return the time with its offset."""
    return dt.datetime.now().astimezone()


def _silent(_stage: str, _share: float) -> None:
    """Say nothing."""


def assess(
    person: Person | Path | str,
    *,
    catalogue: Catalogue | None = None,
    clock: Clock = _now,
    progress: Progress = _silent,
    media: bool = True,
    simulate: bool = True,
) -> Assessment:
    """Work out what a person's answers, tests and pictures support, and plan from it.

    A person whom the screen stops gets an assessment without inference and programme; it says why.

    Args:
        person: A person folder (or the path of its `person.yaml`), or a person already read (then without pictures).
        catalogue: The facts to use; by default what ships and what a practitioner added in the folder.
        clock: Gives the time that is written into the result.
        progress: Called with a stage's name and the share done.
        media: False leaves the folder's photos and clips out.
        simulate: False leaves out what the findings do to a simulated body.

    Raises:
        InputError: When anything in the folder is wrong; names file, line and field.
        MissingExtra: When there are pictures and the pose part is not installed.

    Example:
        >>> from evenpull import assess
        >>> assessment = assess("examples/desk_worker")  # doctest: +SKIP
    """
    facts = catalogue or (load() if isinstance(person, Person) else catalogue_of(Path(person)))
    folder = None if isinstance(person, Person) else read_person(Path(person), facts)
    who = person if isinstance(person, Person) else _of(folder)
    progress(say("safety"), 0.0)
    try:
        files = media_of(folder.folder, who) if folder is not None and media else ()
        profile = screen(who, facts)
        typed = measure_person(who, facts)
    except InputError as fault:
        raise fault if folder is None else folder.located(fault) from None
    pictures: tuple[Picture, ...] = ()
    measured = [typed]
    if files and not profile.not_asked and profile.mode != "none":
        from evenpull.app.pictures import estimator_for, measure_media  # noqa: PLC0415 - heavy, only for pictures

        seen, pictures = measure_media(files, catalogue=facts, estimator=estimator_for(), progress=progress)
        measured.append(seen)
    if folder is not None and media and not profile.not_asked and profile.mode != "none":
        from evenpull.measure.emg_files import measure_emg  # noqa: PLC0415 - only where electrodes may be

        try:
            measured.append(measure_emg(folder.folder, facts))
        except InputError as fault:
            raise folder.located(fault) from None
    progress(say("weighing"), 0.9)
    whole = Measured(
        measurements=tuple(item for part in measured for item in part.measurements),
        gaps=tuple(gap for part in measured for gap in part.gaps),
        warnings=tuple(text for part in measured for text in part.warnings),
    )
    inference, programme, no_programme = conclude(whole, person=who, profile=profile, catalogue=facts)
    pull = None
    if simulate and inference is not None and inference.calls:
        from evenpull.app.what_if.person import pull_of  # noqa: PLC0415 - heavy, only for findings

        pull = pull_of(inference, facts)
    progress(say("done"), 1.0)
    return Assessment(
        person=who,
        profile=profile,
        measurements=whole.measurements,
        gaps=whole.gaps,
        inference=inference,
        programme=programme,
        no_programme=no_programme,
        pictures=pictures,
        created=clock().isoformat(timespec="seconds"),
        inputs_sha256=_inputs_hash(who, folder, files),
        catalogue_sha256=facts.sha256,
        evenpull_version=__version__,
        notices=folder.notices if folder is not None else (),
        pull=pull,
    )


def conclude(
    measured: Measured, *, person: Person, profile: SafetyProfile, catalogue: Catalogue
) -> tuple[Inference | None, Programme | None, str]:
    """Infer and plan from what was measured, as far as safety allows.

    Returns:
        The inference or None, the programme or None, and why there is no programme (empty when there is one).
    """
    if profile.not_asked:
        return (
            None,
            None,
            say_many(
                "{count} safety question has no answer yet.",
                "{count} safety questions have no answer yet.",
                len(profile.not_asked),
            ),
        )
    if profile.mode == "none":
        return None, None, say("Your answers call for a clinician first.")
    inference = None
    if profile.no_calls is None:
        inference = infer(measured.measurements, person=person, profile=profile, catalogue=catalogue)
        inference = with_tone(inference, measured.measurements, person=person)
    try:
        return inference, make_programme(inference, person=person, profile=profile, catalogue=catalogue), ""
    except SafetyStop as stop:
        return inference, None, stop.message
    except NoPlanFound as fault:
        told = say("No plan fits: {reasons}. {hint}", reasons="; ".join(fault.blocking), hint=fault.hint)
        return inference, None, told.strip()


def _of(folder: PersonFolder | None) -> Person:
    """Return the person of a folder that was read."""
    assert folder is not None
    return folder.person


def _inputs_hash(person: Person, folder: PersonFolder | None, files: tuple[MediaFile, ...]) -> str:
    """Return the SHA-256 of everything that was read: the person's content and each picture's bytes."""
    whole = hashlib.sha256(canonical_json(person.model_dump(mode="json")))
    for item in files if folder is not None else ():
        whole.update(item.name.encode())
        with item.path.open("rb") as stream:
            whole.update(hashlib.file_digest(stream, "sha256").digest())
    for path in sorted((folder.folder / "emg").glob("*")) if folder is not None else ():
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
