"""`evenpull start`: the local page for one person."""

from __future__ import annotations

import importlib.util
import webbrowser
from pathlib import Path

import click

from evenpull.core.words import say
from evenpull.errors import MissingExtra, StoreError, Where


@click.command(help=say("Open the page for one person; it writes the person folder FOLDER (default: evenpull-person)."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("evenpull-person"))
@click.option("--port", default=0, show_default=say("a free one"), help=say("Port on this computer."))
@click.option("--no-browser", is_flag=True, help=say("Print the address only."))
def start(*, folder: Path, port: int, no_browser: bool) -> None:
    """Serve the page."""
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise MissingExtra("web", install='pip install "evenpull[web]"')
    from evenpull.web.server import serve  # noqa: PLC0415 - the web framework only when asked for

    def ready(address: str) -> None:
        click.echo(say("Open once: {address}", address=address))
        click.echo(
            say("Everything stays on this computer. Stop with Ctrl+C; what was saved stays in the folder."), err=True
        )
        if not no_browser:
            webbrowser.open(address)

    try:
        serve(folder, port=port, ready=ready)
    except OSError as fault:
        raise StoreError(
            say("this port cannot be used"),
            where=Where(field="--port"),
            hint=say("Leave --port out to take a free one."),
        ) from fault
