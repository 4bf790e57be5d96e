"""`evenpull measure FILE...`: photos, clips and motion files become measurements, with gaps that say why."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.side import SIDE_WORDS
from evenpull.core.words import say
from evenpull.knowledge import load
from evenpull.measure.records import Gap, Measurement


@click.command(
    help=say(
        "Measure photos, clips and motion files of one person; FILES are JPEG, PNG, MP4, MOV and the like,"
        " or TRC, C3D, MOT, STO, CSV and keypoint JSON."
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--view", type=click.Choice(["front", "back", "left", "right"]), help=say("What the picture shows."))
@click.option("--movement", type=click.Choice(["sit_to_stand", "squat"]), help=say("What the person does in a clip."))
@click.option(
    "--right-hand",
    type=click.Choice(["picture_left", "picture_right"]),
    help=say("Where the object in the person's right hand is seen; without it one-sided findings are withheld."),
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("A small YAML file that says what the columns of a CSV file are."),
)
@click.option(
    "--rate",
    type=click.FloatRange(min=1, max=1000),
    help=say("Frames a second of a keypoint file, which does not say it."),
)
@click.option(
    "--opensim",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("A folder for OpenSim files (MOT, TRC) of the body that was fitted to markers."),
)
@json_option
def measure(
    *,
    files: tuple[Path, ...],
    view: str | None,
    movement: str | None,
    right_hand: str | None,
    mapping: Path | None,
    rate: float | None,
    opensim: Path | None,
    as_json: bool,
) -> None:
    """Measure files."""
    from evenpull.app.measure import measure_files  # noqa: PLC0415 - the pose runtime only when asked for
    from evenpull.cli.progress import on_terminal  # noqa: PLC0415

    with on_terminal(say("measuring")) as progress:
        found = measure_files(
            files,
            view=view,
            movement=movement,
            right_hand=right_hand,
            catalogue=load(),
            mapping=mapping,
            rate_hz=rate,
            opensim=opensim,
            progress=progress,
        )
    if as_json:
        emit({name: dataclasses.asdict(result) for name, result in found.items()})
        return
    for name, result in found.items():
        click.echo(name)
        for value in result.measurements:
            text = say(
                "{what}: {value:.1f} {unit} (sd {sd:.1f}, {method})",
                what=_sided(value),
                value=value.value,
                unit=value.unit,
                sd=value.sd,
                method=value.method,
            )
            click.echo(f"  {text}")
        for warning in result.warnings:
            click.echo("  " + say("note: {text}", text=warning))
        for gap in result.gaps:
            closes = f" -> {gap.closes}" if gap.closes else ""
            click.echo("  " + say("{what}: not measured: {reason}", what=_sided(gap), reason=gap.reason) + closes)


def _sided(found: Measurement | Gap) -> str:
    """Return what was measured, or was not, with its side."""
    return f"{found.metric} {SIDE_WORDS[found.side]}" if found.side else found.metric
