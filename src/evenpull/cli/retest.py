"""`evenpull retest`: two times of one person in, what really changed out."""

from __future__ import annotations

from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.words import say
from evenpull.knowledge import load

SOURCE = click.Path(path_type=Path)


@click.command(
    help=say(
        "Say what really changed from OLD to NEW, and what cannot be told yet. "
        "Each is a person folder or an assessment.json; safety is asked anew for NEW."
    )
)
@click.argument("old", type=SOURCE)
@click.argument("new", type=SOURCE)
@click.option("--out", type=SOURCE, help=say("Where the page goes (default: NEW/result, or beside a file)."))
@json_option
def retest(*, old: Path, new: Path, out: Path | None, as_json: bool) -> None:
    """Compare two times."""
    from evenpull.app.retest import retest as run  # noqa: PLC0415
    from evenpull.app.write_retest import write_retest  # noqa: PLC0415
    from evenpull.cli.progress import on_terminal  # noqa: PLC0415

    catalogue = load()
    with on_terminal(say("comparing")) as progress:
        found = run(old, new, progress=progress)
        written = write_retest(found, catalogue, out or (new / "result" if new.is_dir() else new.parent))
    if as_json:
        from evenpull.report.retest_json import retest_object  # noqa: PLC0415

        emit(retest_object(found))
    else:
        from evenpull.report.retest_terminal import render  # noqa: PLC0415

        click.echo(render(found, catalogue), nl=False)
    for path in written:
        click.echo(say("wrote {path}", path=path), err=True)
