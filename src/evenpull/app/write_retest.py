"""Write a retest's page and data into a folder, each of them whole."""

from __future__ import annotations

from pathlib import Path

from evenpull.capture.person.writer import write_whole
from evenpull.knowledge import Catalogue
from evenpull.report.retest_html import render
from evenpull.report.retest_json import retest_bytes
from evenpull.track.records import Retest


def write_retest(retest: Retest, catalogue: Catalogue, target: Path) -> list[Path]:
    """Write `retest.html` and `retest.json`; returns what was written.

    Args:
        retest: What changed.
        catalogue: The facts.
        target: Folder, made when it is not there; other files in it are left alone.

    Raises:
        StoreError: When the folder cannot be written.
    """
    files = {"retest.html": render(retest, catalogue).encode(), "retest.json": retest_bytes(retest)}
    for name, data in files.items():
        write_whole(target / name, data)
    return [target / name for name in files]
