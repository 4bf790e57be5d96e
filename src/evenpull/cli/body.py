"""`evenpull body settle|effort|loads`: what if a muscle were shorter, weaker or tenser."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.words import say
from evenpull.errors import MissingExtra, StoreError, Where

SHOWN = 0.05
"""Least change, degrees or mm, that is listed."""


@click.group(help=say("What if: change muscles of a simulated healthy body, and see posture, effort and joint loads."))
def body() -> None:
    """Group the questions to the body."""
    if importlib.util.find_spec("mujoco") is None:
        raise MissingExtra("body", install='pip install "evenpull[body]"')


def _change_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--change",
        "changes",
        multiple=True,
        metavar="SIDE.MUSCLE.PROPERTY=PERCENT",
        help=say("A change, such as left.iliopsoas.length=-10%. May be given many times."),
    )(command)


def _task_options(command: Callable[..., Any]) -> Callable[..., Any]:
    side = click.option(
        "--side",
        type=click.Choice(["left", "right"]),
        default="right",
        help=say("For a task that is done on one side."),
    )
    name = click.option("--task", default="squat", metavar="TASK", help=say("What the body does; see: body tasks"))
    return name(side(command))


@body.command(help=say("List the tasks that the body can do."))
@json_option
def tasks(*, as_json: bool) -> None:
    """List the tasks."""
    from evenpull.body.tasks import tasks as every  # noqa: PLC0415 - the body only when asked for

    found = every()
    if as_json:
        emit({"tasks": [{"id": task.id, "what": task.what, "known": task.known} for task in found.values()]})
        return
    for task in found.values():
        click.echo(f"{task.id:22} {task.what}")


@body.command(help=say("Who works more and who less in a task when muscles change."))
@_change_option
@_task_options
@json_option
def effort(*, changes: tuple[str, ...], task: str, side: str, as_json: bool) -> None:
    """Compare effort."""
    answer = _do(changes, task, side)
    if as_json:
        emit(answer.effort_json())
        return
    click.echo(answer.effort_sentence)
    rows = [*answer.found.more(), *answer.found.less()]
    if rows:
        click.echo("\n" + say("Mean active force in N, before and after:"))
    for row in rows:
        click.echo(f"  {row.side:5} {row.group:24} {row.before_n:7.0f} {row.after_n:7.0f}  {row.change_n:+7.0f}")
    _end(answer.notes)


@body.command(help=say("What the joints carry in a task when muscles change."))
@_change_option
@_task_options
@json_option
def loads(*, changes: tuple[str, ...], task: str, side: str, as_json: bool) -> None:
    """Compare loads."""
    answer = _do(changes, task, side)
    if as_json:
        emit(answer.loads_json())
        return
    click.echo(answer.load_sentence)
    click.echo("\n" + say("Greatest force in body weights, before and after; and with 5 % of every muscle at work:"))
    least = {row.joint: row for row in answer.found.loads if row.coactivation == 0.0}
    held = {row.joint: row for row in answer.found.loads if row.coactivation > 0.0}
    for joint, row in least.items():
        more = held[joint]
        numbers = (row.before_n, row.after_n, more.before_n, more.after_n)
        click.echo(f"  {joint:18}" + "".join(f" {each / row.weight_n:6.2f}" for each in numbers))
    _end(answer.notes)


GROUND_HELP = say("Ground and bone, in mm or degrees: lift, wedge (outer edge up) or longer, such as left.lift=15.")


@body.command(help=say("What posture does when muscles or the ground change, and how sure that is."))
@_change_option
@click.option("--ground", "grounds", multiple=True, metavar="SIDE.WHAT=SIZE", help=GROUND_HELP)
@click.option(
    "--stance",
    type=click.Choice(["both_feet", "left_foot", "right_foot", "sitting", "lying"]),
    default="both_feet",
    help=say("How the body stands, sits or lies."),
)
@click.option(
    "--picture", type=click.Path(path_type=Path), help=say("Draw the body before and after into an SVG file.")
)
@click.option("--tug", type=click.Path(path_type=Path), help=say("Draw the pelvis on its ropes into an SVG file."))
@json_option
def settle(
    *,
    changes: tuple[str, ...],
    grounds: tuple[str, ...],
    stance: str,
    picture: Path | None,
    tug: Path | None,
    as_json: bool,
) -> None:
    """Settle the body."""
    from evenpull.app.what_if.posture import settle_changes  # noqa: PLC0415 - the body only when asked for
    from evenpull.body.changes import parse_change  # noqa: PLC0415
    from evenpull.body.model.load import load_body  # noqa: PLC0415
    from evenpull.body.settle.parse import parse_ground  # noqa: PLC0415

    simulated = load_body()
    answer = settle_changes(
        [parse_change(text) for text in changes],
        ground=parse_ground(grounds),
        stance=stance,
        body=simulated,
    )
    if picture is not None:
        _write(picture, answer.picture(simulated))
    if tug is not None:
        _write(tug, answer.tug_picture())
    if as_json:
        emit(answer.json())
        return
    click.echo(answer.sentence)
    click.echo("\n" + say("Middle, and where 95 of 100 simulated bodies lie:"))
    for name, moved in answer.tug.moved.items():
        if max(abs(moved.low), abs(moved.high)) >= SHOWN:
            click.echo(f"  {name:26} {moved.median:+7.2f} {moved.low:+7.2f} {moved.high:+7.2f} {moved.unit}")
    _end(answer.notes)


def _do(changes: tuple[str, ...], task: str, side: str) -> Any:
    from evenpull.app.what_if.task import do_task  # noqa: PLC0415 - the body only when asked for
    from evenpull.body.changes import parse_change  # noqa: PLC0415

    return do_task([parse_change(text) for text in changes], name=task, side=side)


def _write(file: Path, drawn: str) -> None:
    try:
        file.write_text(drawn, encoding="utf-8")
    except OSError as fault:
        raise StoreError(
            say("the picture cannot be written"), where=Where(file=file.name), hint=say("Choose another file.")
        ) from fault


def _end(notes: tuple[str, ...]) -> None:
    click.echo("")
    for note in notes:
        click.echo(note)
