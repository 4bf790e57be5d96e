"""`evenpull knowledge`: check, list and show the catalogue; write its pages, review sheets and editor schemas."""

from __future__ import annotations

import json
from pathlib import Path

import click

from evenpull.cli.options import emit, json_option
from evenpull.core.words import say
from evenpull.errors import CatalogueInvalid, FileFormatError, StoreError, Where
from evenpull.knowledge import load
from evenpull.knowledge.cards import card, listing


@click.group(
    help=say(
        "Check, list and show the catalogue: every muscle, test, question, exercise, dose and rule, with its source."
    )
)
def knowledge() -> None:
    """Hold the commands about the catalogue."""


@knowledge.command(
    help=say(
        "Judge the source FOLDER of a catalogue (the shipped one when left out): shape, references, honesty, style."
    )
)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--own", is_flag=True, help=say("FOLDER holds own entries to be laid over what ships."))
@json_option
def check(*, folder: Path | None, own: bool, as_json: bool) -> None:
    """Judge a catalogue's source."""
    from evenpull.knowledge.compile import SOURCE, check_source  # noqa: PLC0415 - the reader is slow to import
    from evenpull.knowledge.load import COMPILED  # noqa: PLC0415
    from evenpull.knowledge.own import check_own  # noqa: PLC0415
    from evenpull.knowledge.rules import RULES  # noqa: PLC0415

    place = folder or SOURCE
    if not place.is_dir():
        raise FileFormatError(
            say("there is no folder of catalogue files"),
            where=Where(file=place.name),
            hint=say("Give the folder that holds one folder per kind, such as muscles/ and tests/."),
        )
    files, problems = check_own(place, load(COMPILED)) if own else check_source(place)
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
        entries, rules = len(files), len(RULES)
        text = say("{entries} entries of {kinds} kinds obey {rules} rules.", entries=entries, kinds=kinds, rules=rules)
        click.echo(text)


@knowledge.command(
    "list",
    help=say("List the kinds and how many entries each has, or the entries of one KIND with their names."),
)
@click.argument("kind", required=False)
@json_option
def list_entries(*, kind: str | None, as_json: bool) -> None:
    """List kinds or entries."""
    rows = listing(load(), kind)
    if as_json:
        counts = {row.id: int(row.name) for row in rows} if kind is None else None
        emit({"kinds": counts} if kind is None else {"kind": kind, "entries": {row.id: row.name for row in rows}})
        return
    width = max((len(row.id) for row in rows), default=0)
    for row in rows:
        click.echo(f"{row.id:<{width}}  {row.name}".rstrip())


@knowledge.command(
    help=say(
        "Show one entry of a KIND by its ID or any other name: values with unit, source, evidence, what is against it."
    )
)
@click.argument("kind")
@click.argument("name", metavar="ID")
@json_option
def show(*, kind: str, name: str, as_json: bool) -> None:
    """Show one entry."""
    shown = card(load(), kind, name)
    if as_json:
        emit(shown.as_dict())
    else:
        click.echo(shown.text())


@knowledge.command(help=say("Write the catalogue as pages to read: one for each entry, with lists and counts."))
@click.option("--out", type=click.Path(path_type=Path), default=Path("evenpull-catalogue"), show_default=True)
@click.option("--kind", help=say("Only the pages of one kind."))
@click.option("--figures", is_flag=True, help=say("Draw exercises and tests too (slower)."))
@json_option
def pages(*, out: Path, kind: str | None, figures: bool, as_json: bool) -> None:
    """Write the catalogue's pages."""
    from evenpull.report.catalogue_pages.site import write_site  # noqa: PLC0415 - templates are slow to import

    number = write_site(load(), out, kind=kind, figures=figures)
    if as_json:
        emit({"out": out.as_posix(), "pages": number})
    else:
        click.echo(say("{count} pages: open {file}", count=number, file=out / "index.html"))


@knowledge.command(
    "review-sheet", help=say("Write sheets for a clinician to judge and sign, as HTML to print and as CSV.")
)
@click.option("--kind", help=say("One kind alone, such as conditions."))
@click.option("--out", type=click.Path(path_type=Path), help=say("File of one kind's sheet, or folder of all."))
@json_option
def review_sheet(*, kind: str | None, out: Path | None, as_json: bool) -> None:
    """Write review sheets."""
    from evenpull.report.catalogue_pages.review import write_sheets  # noqa: PLC0415 - likewise

    target = out or (Path("evenpull-review") if kind is None else Path(f"review_{kind}.html"))
    written = write_sheets(load(), target, kind=kind)
    if as_json:
        emit({"written": [path.as_posix() for path in written]})
    else:
        for path in written:
            click.echo(say("wrote {path}", path=path))


@knowledge.command(help=say("Give the JSON Schema of one KIND's files, or of all kinds, for editors."))
@click.argument("kind", required=False)
@click.option("--out", type=click.Path(path_type=Path), help=say("Folder for <kind>.schema.json files."))
@json_option
def schema(*, kind: str | None, out: Path | None, as_json: bool) -> None:
    """Give the schemas."""
    from evenpull.knowledge.kinds import KINDS  # noqa: PLC0415 - only here
    from evenpull.knowledge.schema import SCHEMA_FILE, kind_schema  # noqa: PLC0415

    found = {each: kind_schema(each) for each in ([kind] if kind else KINDS)}
    if out is None:
        emit(found[kind] if kind else found)
        return
    paths = [out / SCHEMA_FILE.format(kind=each) for each in found]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, each in zip(paths, found.values(), strict=True):
            path.write_text(json.dumps(each, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as fault:
        raise StoreError(
            say("the schemas could not be written"), hint=say("Choose another folder with --out.")
        ) from fault
    if as_json:
        emit({"written": [path.as_posix() for path in paths]})
    else:
        click.echo(say("wrote {count} schemas to {folder}", count=len(paths), folder=out))
