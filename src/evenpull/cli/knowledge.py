"""`evenpull knowledge`: check a catalogue's source folder, list what the shipped catalogue holds, show one entry."""

from __future__ import annotations

from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.errors import CatalogueInvalid, FileFormatError, Where
from evenpull.knowledge import load
from evenpull.knowledge.cards import card, listing


@click.group()
def knowledge() -> None:
    """Check, list and show the catalogue: every muscle, test, question, exercise, dose and rule, with its source."""


@knowledge.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@json_option
def check(*, folder: Path | None, as_json: bool) -> None:
    """Judge the source FOLDER of a catalogue (the shipped one when left out): shape, references, honesty, style."""
    from evenpull.knowledge.compile import SOURCE, check_source  # noqa: PLC0415 - the reader is slow to import
    from evenpull.knowledge.rules import RULES  # noqa: PLC0415

    place = folder or SOURCE
    if not place.is_dir():
        raise FileFormatError(
            "there is no folder of catalogue files",
            where=Where(file=place.name),
            hint="Give the folder that holds one folder per kind, such as muscles/ and tests/.",
        )
    files, problems = check_source(place)
    fault = CatalogueInvalid(problems) if problems else None
    if as_json:
        rows = [
            {"file": each.where.file, "line": each.where.line, "field": each.where.field}
            | {"rule": each.rule, "message": each.message}
            for each in problems
        ]
        emit({"entries": len(files), "rules": len(RULES), "problems": rows}, fault=fault)
    if fault is not None:
        raise fault
    if not as_json:
        kinds = len({file.kind for file in files})
        click.echo(f"{len(files)} entries of {kinds} kinds obey {len(RULES)} rules.")


@knowledge.command("list")
@click.argument("kind", required=False)
@json_option
def list_entries(*, kind: str | None, as_json: bool) -> None:
    """List the kinds and how many entries each has, or the entries of one KIND with their names."""
    rows = listing(load(), kind)
    if as_json:
        counts = {row.id: int(row.name) for row in rows} if kind is None else None
        emit({"kinds": counts} if kind is None else {"kind": kind, "entries": {row.id: row.name for row in rows}})
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row.id:<{width}}  {row.name}".rstrip())


@knowledge.command()
@click.argument("kind")
@click.argument("name", metavar="ID")
@json_option
def show(*, kind: str, name: str, as_json: bool) -> None:
    """Show one entry of a KIND by its ID or any other name: values with unit, source, evidence, what is against it."""
    shown = card(load(), kind, name)
    if as_json:
        emit(shown.as_dict())
    else:
        click.echo(shown.text())
