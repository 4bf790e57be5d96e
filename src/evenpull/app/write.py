"""Write an assessment's results into a folder: all of them or none."""

from __future__ import annotations

from pathlib import Path

from evenpull.knowledge import Catalogue
from evenpull.report.records import Assessment
from evenpull.report.write import write_all


def write_results(assessment: Assessment, catalogue: Catalogue, target: Path, *, pdf: bool = True) -> list[Path]:
    """Write report, letter, calendar and JSON files; returns what was written.

    Args:
        assessment: What was found.
        catalogue: For texts, figures and sources.
        target: Folder, made when it is not there; older results are replaced only when everything was written.
        pdf: Also write the report as PDF, where the PDF part is installed.

    Raises:
        StoreError: When the folder cannot be written; older results are then as they were.
    """
    return list(write_all(assessment, catalogue, target, pdf=pdf))
