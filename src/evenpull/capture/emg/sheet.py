"""What a recording shows: `emg/<name>.yaml` beside `emg/<name>.csv` in a person folder.

    file: standing.csv
    rest_s: [0.5, 4.0]                       # lying or standing still, as asked
    channels:
      erector_left: {muscle: lumbar_erector_spinae, side: left}
    reference: {kind: maximal, trials: [push_1.csv, push_2.csv]}
    onset_after_s: 4.0                       # where the task begins, if one does

Without a reference contraction a signal's size depends on skin, fat and where the electrode sits, and says nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from evenpull.capture.person.document import read_document
from evenpull.capture.person.model import Part, SideWord
from evenpull.core.words import say
from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.yaml_source import plain

FOLDER = "emg"
FileName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[\w. -]+$")]
Seconds = Annotated[float, Field(ge=0)]


class Healthy(Part):
    """What healthy people read, from the practitioner's own laboratory or a paper: percent of the same reference."""

    mean_percent: Annotated[float, Field(gt=0, le=100)]
    sd_percent: Annotated[float, Field(gt=0, le=100)]
    n: Annotated[int, Field(ge=5)]
    source: Annotated[str, Field(min_length=3, max_length=200)]


class EmgChannel(Part):
    """One channel: whose signal it is, and what healthy people read at rest, where that is known."""

    muscle: str
    side: SideWord
    healthy: Healthy | None = None


class EmgReference(Part):
    """The contraction that signals are divided by: its kind, its recordings (each with the same channels)."""

    kind: Literal["maximal", "submaximal"]
    trials: Annotated[tuple[FileName, ...], Field(min_length=1, max_length=6)]


class EmgSheet(Part):
    """One recording and what it shows."""

    file: FileName
    channels: Annotated[dict[str, EmgChannel], Field(min_length=1, max_length=32)]
    rest_s: tuple[Seconds, Seconds] | None = None
    reference: EmgReference | None = None
    onset_after_s: Seconds | None = None
    pairs: Annotated[tuple[tuple[str, str], ...], Field(max_length=16)] = ()


def read_sheets(folder: Path, catalogue: Catalogue) -> tuple[EmgSheet, ...]:
    """Return the sheets of a person folder, sorted by name, every muscle's alias replaced by its id; none without any.

    Raises:
        InputError: When a sheet is wrong; names its file and field.
        UnknownId: When a channel names a muscle that the catalogue does not have.
    """
    place = folder / FOLDER
    paths = sorted(place.glob("*.yaml")) if place.is_dir() else []
    return tuple(_read(path, catalogue) for path in paths)


def _read(path: Path, catalogue: Catalogue) -> EmgSheet:
    name = f"{FOLDER}/{path.name}"
    data = plain(read_document(path))
    channels = data.get("channels")
    for title, channel in channels.items() if isinstance(channels, dict) else ():
        if isinstance(channel, dict) and isinstance(channel.get("muscle"), str):
            try:
                channel["muscle"] = catalogue.resolve("muscles", channel["muscle"])
            except UnknownId as fault:
                fault.where = Where(file=name, field=f"channels.{title}.muscle")
                raise
    try:
        return EmgSheet.model_validate(data)
    except ValidationError as invalid:
        field = ".".join(str(step) for step in invalid.errors()[0]["loc"])
        raise InputError(
            say("this part of the sheet is wrong or missing"),
            where=Where(file=name, field=field),
            hint=say("A sheet has file, channels, and where known rest_s, reference, onset_after_s, pairs."),
        ) from invalid
