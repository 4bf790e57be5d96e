"""`evenpull new`, `assess`, `next`, `plan`: what is done with a person folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from evenpull.capture.person.limits import PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.cli.options import emit, json_option
from evenpull.core.side import SIDE_WORDS
from evenpull.core.words import say
from evenpull.errors import SafetyStop
from evenpull.knowledge import load
from evenpull.report.records import Assessment
from evenpull.safety.gate import require
from evenpull.safety.records import SafetyProfile

FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command(
    help=say("Begin a person folder: a person.yaml to fill in, its schema for editors, places for photos and clips.")
)
@FOLDER
def new(*, folder: Path) -> None:
    """Begin a person folder."""
    from evenpull.capture.person import new_person_folder  # noqa: PLC0415

    path = new_person_folder(folder, load(), today=dt.date.today())
    click.echo(say("Fill in {file}, then: evenpull assess {folder}", file=path, folder=folder))


@click.command(help=say("Do the main job: FOLDER in; report, plan, calendar and the clinician's letter out."))
@FOLDER
@click.option("--out", type=click.Path(path_type=Path), help=say("Where results go (default: FOLDER/result)."))
@click.option(
    "--pdf/--no-pdf", default=True, show_default=True, help=say("Write the report as PDF too, where possible.")
)
@json_option
def assess(*, folder: Path, out: Path | None, pdf: bool, as_json: bool) -> None:
    """Do the main job."""
    from evenpull.app.assess import assess as run  # noqa: PLC0415
    from evenpull.app.log import go_on, write_adapted  # noqa: PLC0415
    from evenpull.app.write import write_results  # noqa: PLC0415
    from evenpull.capture.person.own_exercises import catalogue_of  # noqa: PLC0415
    from evenpull.cli.progress import on_terminal  # noqa: PLC0415

    catalogue = catalogue_of(folder)
    with on_terminal(say("assessing")) as progress:
        assessment = run(folder, progress=progress, catalogue=catalogue)
        home, today = (folder if folder.is_dir() else folder.parent), dt.date.today()
        target = out or home / "result"
        continued = go_on(assessment, home, today=today, catalogue=catalogue)
        assessment = continued.assessment if continued is not None else assessment
        written = write_results(assessment, catalogue, target, pdf=pdf)
        if continued is not None:
            more = write_adapted(continued.adapted, target, today=today, catalogue=catalogue)
            written += [path for path in more if path not in written]
    stop = _stop(assessment.profile)
    if as_json:
        from evenpull.report.json_out import assessment_object  # noqa: PLC0415

        emit(assessment_object(assessment, catalogue), fault=stop)
    else:
        from evenpull.report.terminal import render  # noqa: PLC0415

        click.echo(render(assessment, catalogue, out_dir=target), nl=False)
    for text in assessment.notices:
        click.echo(say("note: {text}", text=text), err=True)
    if continued is not None:
        click.echo(say("note: {text}", text=continued.note), err=True)
    for text in _refused_pictures(assessment):
        click.echo(say("not measured: {text}", text=text), err=True)
    for path in written:
        click.echo(say("wrote {path}", path=path), err=True)
    if stop is not None:
        raise stop


def _refused_pictures(assessment: Assessment) -> list[str]:
    """Return name, reason and remedy of each photo and clip that a gate did not accept."""
    shown = {Path(picture.file).name for picture in assessment.pictures}
    endings = (*PHOTO_SUFFIXES, *VIDEO_SUFFIXES)
    return [
        " ".join(part for part in (f"{gap.source}: {gap.reason}.", gap.closes) if part)
        for gap in assessment.gaps
        if gap.source.lower().endswith(endings) and Path(gap.source).name not in shown
    ]


def _stop(profile: SafetyProfile) -> SafetyStop | None:
    """Return what safety says against tests and a plan; an alarming answer comes before a missing one."""
    try:
        require(profile, for_what="programme")
    except SafetyStop as stop:
        return stop
    return None


@click.command(
    name="next", help=say("Name the tests that would tell most about FOLDER's open questions, for their minutes.")
)
@FOLDER
@json_option
def next_(*, folder: Path, as_json: bool) -> None:
    """Name the next tests."""
    from evenpull.app.next_tests import next_tests  # noqa: PLC0415

    catalogue = load()
    found = next_tests(folder)
    if as_json:
        emit({"next_tests": [_as_dict(test) for test in found]})
        return
    if not found:
        click.echo(say("No further test would change what to do. Do the plan, and measure again at the retest."))
    for number, test in enumerate(found, 1):
        entry = catalogue.tests[test.test]
        what = entry.plain if test.side == "both" else f"{entry.plain}, {SIDE_WORDS[test.side]}"
        text = say(
            "{test}, {minutes:g} min -> tells most about {names}",
            test=what,
            minutes=test.minutes,
            names=", ".join(test.tells),
        )
        click.echo(f"{number}. {text}")
        for step in entry.steps:
            click.echo(f"   - {step}")


next = next_  # noqa: A001 - the command's name


@click.command(
    help=say(
        "Plan anew from an assessment.json or a person folder, with other minutes, days or equipment. "
        "With --from, take in a programme.json for the person of a folder instead: safety is asked again, and the log "
        "goes on from it."
    )
)
@click.argument("assessment", type=click.Path(path_type=Path))
@click.option("--minutes", type=click.FloatRange(0, 180), help=say("Minutes a session."))
@click.option("--days", type=click.IntRange(0, 7), help=say("Days a week."))
@click.option("--equipment", help=say("Comma-separated list, such as band,foam_roller."))
@click.option("--from", "source", type=click.Path(path_type=Path), help=say("A programme.json to take in."))
@json_option
def plan(
    *,
    assessment: Path,
    minutes: float | None,
    days: int | None,
    equipment: str | None,
    source: Path | None,
    as_json: bool,
) -> None:
    """Plan anew."""
    from evenpull.app.plan import PLAN_FILE  # noqa: PLC0415
    from evenpull.app.plan import plan as run  # noqa: PLC0415
    from evenpull.plan.adapt.log import LOG_FILE  # noqa: PLC0415
    from evenpull.report.json_out import programme_object  # noqa: PLC0415
    from evenpull.report.terminal import programme_text  # noqa: PLC0415

    if source is not None:
        if (minutes, days, equipment) != (None, None, None) or not assessment.is_dir():
            raise click.UsageError(say("--from needs a person folder, and no other option."))
        _take_in(assessment, source, as_json=as_json)
        return
    kit = None if equipment is None else tuple(part.strip() for part in equipment.split(",") if part.strip())
    made = run(assessment, minutes=minutes, days=days, equipment=kit)
    begun = [name for name in (LOG_FILE, PLAN_FILE) if (assessment / name).is_file()]
    if begun:
        told = say(
            "note: this plan begins anew and leaves {file} aside. To go on from it: evenpull log {folder}",
            file=begun[0],
            folder=assessment,
        )
        click.echo(told, err=True)
    if as_json:
        created = dt.datetime.now().astimezone().isoformat(timespec="seconds")
        emit(programme_object(made, created=created, codes=tuple(sorted({each.code for each in made.blocked}))))
    else:
        click.echo(programme_text(made, load()))


def _take_in(folder: Path, source: Path, *, as_json: bool) -> None:
    """Take a programme.json into a person folder, and say what safety changed in it."""
    from evenpull.app.log import keep_programme  # noqa: PLC0415
    from evenpull.app.plan import import_programme  # noqa: PLC0415
    from evenpull.capture.person.own_exercises import catalogue_of  # noqa: PLC0415
    from evenpull.report.json_out import programme_object  # noqa: PLC0415
    from evenpull.report.terminal import programme_text  # noqa: PLC0415

    found = import_programme(folder, source)
    now = dt.datetime.now().astimezone()
    path = keep_programme(found, folder, created=now.isoformat(timespec="seconds"))
    for text in found.again.notes:
        click.echo(say("changed: {text}", text=text), err=True)
    if as_json:
        codes = tuple(sorted({each.code for each in found.programme.blocked}))
        emit(programme_object(found.programme, created=now.isoformat(timespec="seconds"), codes=codes))
    else:
        click.echo(programme_text(found.programme, catalogue_of(folder)))
    click.echo(say("wrote {path}", path=path), err=True)


def _as_dict(record: Any) -> dict[str, Any]:
    """Return a record as a dict."""
    import dataclasses  # noqa: PLC0415 - one use

    return dataclasses.asdict(record)
