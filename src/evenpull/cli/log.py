"""`evenpull log`: what was done, beside the person; the plan of the next days comes out, with every change's reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.words import say


@click.command(
    help=say(
        "Go on from what was done: FOLDER/log.yaml in, the plan of the next days out, each change with its reason. "
        "Without a log.yaml one is begun with the exercises of the first session."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help=say("Where results go (default: FOLDER/result)."))
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("Plan as on this day, such as 2027-03-15 (default: the day it is)."),
)
@json_option
def log(*, folder: Path, out: Path | None, today: dt.datetime | None, as_json: bool) -> None:
    """Go on from what was done."""
    from evenpull.app.log import begin_log, write_adapted  # noqa: PLC0415
    from evenpull.app.plan import after_log  # noqa: PLC0415
    from evenpull.capture.person.own_exercises import catalogue_of  # noqa: PLC0415
    from evenpull.plan.adapt.log import LOG_FILE  # noqa: PLC0415
    from evenpull.report.json_out import programme_object  # noqa: PLC0415
    from evenpull.report.terminal import programme_text  # noqa: PLC0415

    if not (folder / LOG_FILE).is_file():
        path = begin_log(folder)
        click.echo(say("Fill in {file} after each session, then: evenpull log {folder}", file=path, folder=folder))
        return
    day = today.date() if today else dt.date.today()
    found = after_log(folder, today=day)
    catalogue = catalogue_of(folder)
    written = write_adapted(found, out or folder / "result", today=day, catalogue=catalogue)
    if as_json:
        created = dt.datetime.combine(day, dt.time(), dt.UTC).isoformat()
        codes = tuple(sorted({each.code for each in found.programme.blocked}))
        emit(programme_object(found.programme, created=created, codes=codes, history=found.history))
    else:
        for change in found.history:
            name = catalogue.exercises[change.exercise].name if change.exercise else ""
            dose = f"{change.before} -> {change.after}" if change.before or change.after else ""
            click.echo("  ".join(part for part in (change.date, name, dose, change.why) if part))
        for text in found.see_someone:
            click.echo(say("See a clinician: {why}", why=text))
        week = day + dt.timedelta(days=6)
        click.echo(programme_text(found.programme, catalogue, first=day.isoformat(), last=week.isoformat()))
    for path in written:
        click.echo(say("wrote {path}", path=path), err=True)
