"""Write everything that belongs to an assessment into a folder: all of it or nothing.

What a former run left and this run does not make is taken away, so that no old plan stays beside a page that says
"see a doctor"; when anything fails, the former results are still there, whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from evenpull.core.words import say
from evenpull.errors import MissingExtra, StoreError
from evenpull.knowledge.load import Catalogue
from evenpull.report import calendar, html, json_out, referral
from evenpull.report import pdf as paper
from evenpull.report.records import Assessment

NAMES = (
    *("report.html", "report.pdf", "assessment.json", "programme.json", "calendar.ics", "referral.html"),
    *("handout.html", "handout.pdf"),
)


def contents(assessment: Assessment, catalogue: Catalogue, *, pdf: bool = False) -> dict[str, bytes]:
    """Return the bytes of every file that belongs to an assessment, by name; the PDF where its library is installed."""
    stop = assessment.profile.level in referral.STOPS or bool(assessment.profile.not_asked)
    files = {
        "report.html": html.render(assessment, catalogue).encode(),
        "assessment.json": json_out.assessment_bytes(assessment, catalogue),
    }
    if assessment.programme is not None and not stop:
        files["programme.json"] = json_out.programme_bytes(assessment)
        files["calendar.ics"] = calendar.render(assessment, catalogue)
    if stop or assessment.profile.letter:
        files["referral.html"] = referral.render_assessment(assessment, catalogue).encode()
    if pdf:
        with suppress(MissingExtra):
            files["report.pdf"] = paper.render(assessment, catalogue)
    return files


def write_all(assessment: Assessment, catalogue: Catalogue, out_dir: Path, *, pdf: bool = False) -> tuple[Path, ...]:
    """Write report, JSON, calendar and letter; return the paths written, the report first.

    Args:
        assessment: What one run found.
        catalogue: The facts that it was made with.
        out_dir: Created when it does not exist; files of other names in it are left alone.
        pdf: Also write report.pdf, where the PDF part is installed.

    Raises:
        StoreError: When the folder cannot be written; former results are then untouched.
    """
    files = contents(assessment, catalogue, pdf=pdf)
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".evenpull-", dir=out_dir))
    except OSError as fault:
        raise StoreError(say("the results folder cannot be made"), hint=say("Choose another with --out.")) from fault
    try:
        for name, data in files.items():
            (staging / name).write_bytes(data)
        _swap(staging, out_dir, names=tuple(files))
    except OSError as fault:
        raise StoreError(
            say("the results could not be written; former results are unchanged"),
            hint=say("Is the disk full or the folder read-only?"),
        ) from fault
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return tuple(out_dir / name for name in NAMES if name in files)


def _swap(staging: Path, out_dir: Path, *, names: tuple[str, ...]) -> None:
    """Put the new files in place of the former ones; on any fault put the former ones back."""
    kept = staging / "former"
    kept.mkdir()
    moved: list[str] = []
    placed: list[str] = []
    try:
        for name in NAMES:
            if (out_dir / name).exists():
                os.replace(out_dir / name, kept / name)
                moved.append(name)
        for name in names:
            os.replace(staging / name, out_dir / name)
            placed.append(name)
    except OSError:
        for name in placed:
            (out_dir / name).unlink(missing_ok=True)
        for name in moved:
            os.replace(kept / name, out_dir / name)
        raise
