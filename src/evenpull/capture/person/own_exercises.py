"""Exercises that a practitioner added for one person: `catalogue/exercises/<id>.yaml` in the person folder.

Each is a file as in the shipped catalogue and keeps all its rules: physical facts, condition codes, stop rules, dose,
substitute. Nothing else of the catalogue can be changed from a person folder.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where
from evenpull.knowledge.load import COMPILED, Catalogue, load
from evenpull.knowledge.own import with_own

OWN_FOLDER = "catalogue"
KIND = "exercises"


def catalogue_of(source: Path) -> Catalogue:
    """Return the facts for a person folder: what ships, and the exercises that were added in the folder.

    Args:
        source: The folder, or a file in it.

    Raises:
        CatalogueInvalid: When an added exercise breaks a rule; every problem with file, line and field.
        FileFormatError: When the folder holds anything but exercises.
    """
    folder = (source if source.is_dir() else source.parent) / OWN_FOLDER
    if not folder.is_dir():
        return load()
    shipped = load()
    if shipped.own:
        raise FileFormatError(
            say("own entries come from two places"),
            where=Where(file=OWN_FOLDER),
            hint=say("Unset EVENPULL_CATALOGUE, or move the exercises there."),
        )
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    for path in files:
        if path.parent != folder / KIND or path.suffix != ".yaml":
            raise FileFormatError(
                say("only exercises can be added in a person folder"),
                where=Where(file=path.relative_to(folder).as_posix()),
                hint=say("Write them as {place}.", place=f"{OWN_FOLDER}/{KIND}/NAME.yaml"),
            )
    return _laid_over(folder, tuple((path, path.stat().st_mtime_ns) for path in files)) if files else shipped


@lru_cache(maxsize=4)
def _laid_over(folder: Path, _files: tuple[tuple[Path, int], ...]) -> Catalogue:
    return with_own(COMPILED.read_bytes(), folder)
