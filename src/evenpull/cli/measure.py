"""`evenpull measure FILE...`: photos and clips become measurements, with gaps that say why."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.knowledge import load


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--view", type=click.Choice(["front", "back", "left", "right"]), help="What the picture shows.")
@click.option("--movement", type=click.Choice(["sit_to_stand", "squat"]), help="What the person does in a clip.")
@click.option(
    "--right-hand",
    type=click.Choice(["picture_left", "picture_right"]),
    help="Where the object in the person's right hand is seen; without it one-sided findings are withheld.",
)
@json_option
def measure(
    *, files: tuple[Path, ...], view: str | None, movement: str | None, right_hand: str | None, as_json: bool
) -> None:
    """Measure photos and clips of one standing or moving person; FILES are JPEG, PNG, MP4, MOV and the like."""
    from evenpull.app.measure import measure_files  # noqa: PLC0415 - the pose runtime only when asked for
    from evenpull.cli.progress import on_terminal  # noqa: PLC0415

    with on_terminal("measuring") as progress:
        found = measure_files(
            files, view=view, movement=movement, right_hand=right_hand, catalogue=load(), progress=progress
        )
    if as_json:
        emit({name: dataclasses.asdict(result) for name, result in found.items()})
        return
    for name, result in found.items():
        click.echo(name)
        for value in result.measurements:
            side = f" {value.side}" if value.side else ""
            click.echo(f"  {value.metric}{side}: {value.value:.1f} {value.unit} (sd {value.sd:.1f}, {value.method})")
        for warning in result.warnings:
            click.echo(f"  note: {warning}")
        for gap in result.gaps:
            closes = f" -> {gap.closes}" if gap.closes else ""
            side = f" {gap.side}" if gap.side else ""
            click.echo(f"  {gap.metric}{side}: not measured: {gap.reason}{closes}")
