"""What people call the muscles, read without the rest of the catalogue: a what-if has to answer in a blink."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import evenpull

if TYPE_CHECKING:
    from evenpull.knowledge import Catalogue

COMPILED = Path(evenpull.__file__).with_name("knowledge") / "catalogue.json"
OWN_ENTRIES = "EVENPULL_CATALOGUE"


def muscle_names(catalogue: Catalogue | None = None) -> Mapping[str, str]:
    """Return the plain name of every muscle and group by id: of a catalogue, or without one of what ships.

    The compiled catalogue is read as it stands, unchecked: the check of every entry takes ten times as long. Where it
    is missing or cannot be read, and where a practitioner's own entries lie over it, the whole catalogue is loaded.

    Raises:
        KnowledgeError: When the catalogue is missing or does not fit this version.
    """
    if catalogue is not None:
        return {name: muscle.lay for name, muscle in catalogue.muscles.items()}
    return _loaded() if os.environ.get(OWN_ENTRIES) else _read(COMPILED)


@lru_cache(maxsize=2)
def _read(file: Path) -> Mapping[str, str]:
    try:
        muscles = json.loads(file.read_bytes())["muscles"]
        return {str(name): str(entry["lay"]) for name, entry in muscles.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return _loaded()


def _loaded() -> Mapping[str, str]:
    from evenpull.knowledge import load  # noqa: PLC0415 - slow to import, and seldom needed here

    return muscle_names(load())
