"""`evenpull demo`: the example of the README, in seconds."""

from __future__ import annotations

from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.words import say


@click.command(help=say("Run one of the made-up people from answers to plan, and write the whole report."))
@click.option("--person", default="desk_worker", show_default=True, help=say("Which made-up person."))
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@json_option
def demo(*, person: str, out: Path, as_json: bool) -> None:
    """Run a made-up person."""
    from evenpull.app.demo import run_demo  # noqa: PLC0415
    from evenpull.knowledge import load  # noqa: PLC0415
    from evenpull.report.terminal import render  # noqa: PLC0415

    assessment = run_demo(person, out / person)
    if as_json:
        from evenpull.report.json_out import assessment_object  # noqa: PLC0415

        emit(assessment_object(assessment, load()))
    else:
        click.echo(render(assessment, load(), out_dir=out / person, example=person), nl=False)
