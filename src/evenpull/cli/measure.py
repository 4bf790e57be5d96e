"""`evenpull measure FILE...`: photos, clips and motion files become measurements, with gaps that say why."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.side import SIDE_WORDS
from evenpull.core.words import say
from evenpull.infer.phrases import level_word
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Gap, Measured, Measurement

MOVEMENTS = (
    "arm_raise",
    "forward_bend",
    "lunge_test",
    "overhead_squat",
    "plank",
    "sit_to_stand",
    "single_leg_squat",
    "single_leg_stance",
    "squat",
    "straight_leg_raise",
)
"""What a clip can be measured for: the ids of `measure.movement.MOVEMENTS`, which is not loaded to show the help."""


@click.command(
    help=say(
        "Measure photos, clips and motion files of one person; FILES are JPEG, PNG, MP4, MOV and the like,"
        " or TRC, C3D, MOT, STO, CSV and keypoint JSON."
    )
)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--view", type=click.Choice(["front", "back", "left", "right"]), help=say("What the picture shows."))
@click.option("--movement", type=click.Choice(MOVEMENTS), help=say("What the person does in a clip."))
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
@click.option(
    "--guide", is_flag=True, help=say("Say how to photograph or film oneself, for one movement or all, and stop.")
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
    guide: bool,
    as_json: bool,
) -> None:
    """Measure files."""
    if guide:
        from evenpull.capture.guide import guide_lines  # noqa: PLC0415 - only when asked for

        click.echo("\n".join(guide_lines(movement)))
        return
    if not files:
        raise click.UsageError(say("Name at least one file, or ask for --guide."))
    from evenpull.app.measure import measure_files  # noqa: PLC0415 - the pose runtime only when asked for
    from evenpull.cli.progress import on_terminal  # noqa: PLC0415

    catalogue = load()
    with on_terminal(say("measuring")) as progress:
        found = measure_files(
            files,
            view=view,
            movement=movement,
            right_hand=right_hand,
            catalogue=catalogue,
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
        for line in _lines(result, catalogue):
            click.echo(f"  {line}")


def _lines(result: Measured, catalogue: Catalogue) -> list[str]:
    """Return what one file gave: faults first, then numbers, notes and gaps."""
    faults = [value for value in result.measurements if _is_fault(value, catalogue)]
    lines = [_fault(value, catalogue) for value in sorted(faults, key=lambda value: -value.value)]
    for value in result.measurements:
        if _is_fault(value, catalogue):
            continue
        lines.append(
            say(
                "{what}: {value:.1f} {unit} (sd {sd:.1f}, {method})",
                what=_sided(value),
                value=value.value,
                unit=value.unit,
                sd=value.sd,
                method=value.method,
            )
        )
    lines += [say("note: {text}", text=warning) for warning in result.warnings]
    for gap in result.gaps:
        closes = f" -> {gap.closes}" if gap.closes else ""
        lines.append(say("{what}: not measured: {reason}", what=_sided(gap), reason=gap.reason) + closes)
    return lines


def _is_fault(value: Measurement, catalogue: Catalogue) -> bool:
    return value.unit == "level" and value.metric in catalogue.compensations


def _fault(value: Measurement, catalogue: Catalogue) -> str:
    """Return a fault with its level, its error and what was measured."""
    name = catalogue.compensations[value.metric].plain
    side = f" ({SIDE_WORDS[value.side]})" if value.side else ""
    told = say(
        "{what}: {level} (level {value:.0f}, sd {sd:.1f}).",
        what=name + side,
        level=level_word(value.value),
        value=value.value,
        sd=value.sd,
    )
    return " ".join((told, *value.notes))


def _sided(found: Measurement | Gap) -> str:
    """Return what was measured, or was not, with its side."""
    return f"{found.metric} {SIDE_WORDS[found.side]}" if found.side else found.metric
