"""`evenpull doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import sys

import click

from evenpull import __version__
from evenpull.app.doctor import Part, parts
from evenpull.cli.options import emit, json_option
from evenpull.core.words import say


def _line(part: Part) -> str:
    """Write one part as a line: state, what it is for, how to get it."""
    state = say("ok") if part.present else say("missing")
    detail = part.version if part.present else f"-> {part.install}"
    return f"  {state:<7}  {part.name:<22} {part.purpose:<44} {detail}"


@click.command(help=say("Say what is installed, what is missing, and how to get it."))
@json_option
def doctor(*, as_json: bool) -> None:
    """List the optional parts."""
    found = parts()
    if as_json:
        emit(
            {
                "evenpull": __version__,
                "python": platform.python_version(),
                "parts": [
                    {
                        "name": part.name,
                        "purpose": part.purpose,
                        "present": part.present,
                        "version": part.version,
                        "install": part.install,
                    }
                    for part in found
                ],
            }
        )
        return
    python, system = platform.python_version(), sys.platform
    click.echo(
        say("Evenpull {version}, Python {python} on {system}", version=__version__, python=python, system=system)
    )
    for part in found:
        click.echo(_line(part))
    if all(part.present for part in found):
        click.echo(say("Everything is here."))
