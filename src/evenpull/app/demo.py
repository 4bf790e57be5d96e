"""Run one of the made-up people that ship with the program."""

from __future__ import annotations

from pathlib import Path

from evenpull.app.assess import assess
from evenpull.app.write import write_results
from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge import load
from evenpull.report.records import Assessment

PLACES = (Path(__file__).with_name("examples"), Path(__file__).resolve().parents[3] / "examples")
"""Inside the wheel, or beside the sources."""


def example_folder(name: str) -> Path:
    """Return the folder of a made-up person.

    Raises:
        UnknownId: When there is none of that name; lists those there are.
    """
    place = next((place for place in PLACES if place.is_dir()), PLACES[0])
    known = sorted(path.parent.name for path in place.glob("*/person.yaml"))
    if name not in known:
        raise UnknownId(name, kind=say("made-up person"), allowed=known)
    return place / name


def run_demo(name: str, out: Path) -> Assessment:
    """Assess a made-up person and write the results.

    Raises:
        UnknownId: When there is no such person.
        StoreError: When the results cannot be written.
    """
    assessment = assess(example_folder(name))
    write_results(assessment, load(), out, pdf=False)
    return assessment
