"""One photo or clip looked at on its own: what was found in it, what was refused, and why, in words for the page."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.guide import SHOTS, VIEW_WORDS
from evenpull.capture.person.media import MediaFile
from evenpull.core.words import say
from evenpull.errors import InputError, MissingExtra
from evenpull.infer.phrases import level_word, quantity
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.report.words import SIDED, Names, capital, lower_first

Stamp = tuple[str, int, str]
"""What an answer belongs to: the file's name, when it was written, and what was said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one picture gave, each a sentence or a short line.

    Args:
        found: Faults first, then numbers with their error.
        refused: What was not measured, why, and what would help.
        notes: What was noticed about the picture.
    """

    found: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def stamp_of(item: MediaFile) -> Stamp:
    """Return what an answer about a picture belongs to: another file or another answer of the person is another."""
    return item.name, item.path.stat().st_mtime_ns, item.confirmation.model_dump_json()


def look_at(item: MediaFile, catalogue: Catalogue) -> Looked:
    """Measure one photo or clip now and put it in words; what cannot be measured is an answer too, never an error.

    Args:
        item: The picture, with what the person said about it.
        catalogue: Names and levels.
    """
    from evenpull.app.pictures import estimator_for, measure_media  # noqa: PLC0415 - heavy, only when asked for

    try:
        measured, _ = measure_media((item,), catalogue=catalogue, estimator=estimator_for())
    except (InputError, MissingExtra) as fault:
        return Looked(refused=(_sentences(fault.message, fault.hint),))
    return in_words(measured, catalogue)


def in_words(measured: Measured, catalogue: Catalogue) -> Looked:
    """Return what a picture gave as lines for the page, the largest fault first; a refusal is told once.

    Args:
        measured: What was measured, refused and noticed.
        catalogue: Names and levels.
    """
    names = Names(catalogue)
    faults = [row for row in measured.measurements if _is_fault(row, catalogue)]
    rest = [row for row in measured.measurements if not _is_fault(row, catalogue)]
    seen = [_fault(row, names) for row in sorted(faults, key=lambda row: -row.value)]
    refused = [_refusal(gap, names) for gap in measured.gaps]
    reasons = [gap.reason for gap in measured.gaps]
    notes = [note for note in measured.warnings if not any(note.endswith(reason) for reason in reasons)]
    return Looked(
        found=(*seen, *(_number(row, names) for row in rest)),
        refused=tuple(dict.fromkeys(refused)),
        notes=tuple(dict.fromkeys(notes)),
    )


def wrong_view(item: MediaFile) -> str:
    """Return that a clip's view is none that its movement is filmed from, and which are; empty when it fits."""
    shot = next((shot for shot in SHOTS if shot.id == item.confirmation.movement), None)
    if item.kind != "clip" or shot is None or item.confirmation.view in (None, *shot.views):
        return ""
    return say(
        "{movement}: film it from one of these instead: {views}.",
        movement=shot.title,
        views=", ".join(VIEW_WORDS[view] for view in shot.views),
    )


def _is_fault(row: Measurement, catalogue: Catalogue) -> bool:
    return row.unit == "level" and row.metric in catalogue.compensations


def _sided(metric: str, side: str | None, names: Names) -> str:
    return capital(SIDED.get(side or "", "{name}").format(name=lower_first(names.metric(metric))))


def _fault(row: Measurement, names: Names) -> str:
    told = say("{what}: {level}.", what=_sided(row.metric, row.side, names), level=level_word(row.value))
    return _sentences(told, *row.notes)


def _number(row: Measurement, names: Names) -> str:
    told = say(
        "{what}: {value} (give or take {sd}).",
        what=_sided(row.metric, row.side, names),
        value=quantity(row.value, row.unit),
        sd=quantity(2 * row.sd, row.unit, short=True),
    )
    return _sentences(told, *row.notes)


def _refusal(gap: Gap, names: Names) -> str:
    known = {*names.catalogue.tests, *names.catalogue.posture_metrics, *names.catalogue.compensations}
    if gap.metric not in known:
        return _sentences(gap.reason, gap.closes)
    return say("{what}: {reason}", what=_sided(gap.metric, gap.side, names), reason=_sentences(gap.reason, gap.closes))


def _sentences(*parts: str) -> str:
    """Return parts as whole sentences, one after the other; empty ones are left out."""
    whole = [capital(part.strip()) for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?:" else f"{part}." for part in whole)
