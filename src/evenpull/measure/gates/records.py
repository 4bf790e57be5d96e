"""What a gate says of a photo or clip: passed, warned or refused, what is wrong, where, what to do, what is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from evenpull.core.side import Side
from evenpull.errors import CaptureRefused, Where

Outcome = Literal["passed", "warned", "refused"]

GateId = Literal[
    "one_person",
    "upright",
    "whole_body",
    "near_enough",
    "light",
    "sharpness",
    "stance",
    "view",
    "camera_roll",
    "side_check",
    "knees_seen",
    "far_side",
    "agreement",
    "length",
    "frame_rate",
    "tracking",
    "sides_kept",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the picture the fault is: left, top, width and height in pixels of the upright picture."""

    x: float
    y: float
    width: float
    height: float

    def mirrored(self, *, picture_width: float) -> Spot:
        """Return the same place in the picture flipped left to right; `picture_width` in pixels."""
        return Spot(x=picture_width - self.x - self.width, y=self.y, width=self.width, height=self.height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Numbers that must not be shown.

    Args:
        metric: Id of a metric, or a pattern with `*` such as `knee_*`.
        side: Only this side's, as it looks in the picture; None for every side and for what has none.
        methods: Only what was taken in these ways; empty for all. Marks that a person set do not lean on body points.
    """

    metric: str
    side: Side | None = None
    methods: frozenset[str] = frozenset()

    def hides(self, metric: str, *, side: Side | None, method: str) -> bool:
        """Return whether a number of this metric, side and method is withheld."""
        return (
            fnmatchcase(metric, self.metric)
            and (self.side is None or self.side == side)
            and (not self.methods or method in self.methods)
        )


EVERYTHING = (Withheld(metric="*"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """What one gate says.

    Args:
        gate: Which gate.
        outcome: `refused` lets no number of the file through; `warned` shows numbers with a note, less what it hides.
        reason: What is wrong, for a reader; empty when it passed. Of a refusal a clause that a file's name goes before,
            of a warning a whole sentence.
        to_do: What to do about it; empty when it passed.
        code: Short id of the fault, such as `cropped`, for programs; empty when it passed.
        spot: Where in the picture, if there is one place.
        frame: In which frame of a clip it is first seen.
        withholds: The numbers that this result hides.
        value, limit, unit: What was looked at and what it must not pass, for a table; None when there is no number.
    """

    gate: GateId
    outcome: Outcome = "passed"
    reason: str = ""
    to_do: str = ""
    code: str = ""
    spot: Spot | None = None
    frame: int | None = None
    withholds: tuple[Withheld, ...] = ()
    value: float | None = None
    limit: float | None = None
    unit: str = ""

    def error(self, file: str) -> CaptureRefused:
        """Return this refusal as an error that names the file."""
        return CaptureRefused(self.reason, reason=self.code, where=Where(file=file, frame=self.frame), hint=self.to_do)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTable:
    """Every gate's answer about one file, in the order in which a reader should mend them."""

    file: str
    results: tuple[GateResult, ...]

    @property
    def refused(self) -> tuple[GateResult, ...]:
        """Return the gates that do not let this file through, the first to mend first."""
        return tuple(result for result in self.results if result.outcome == "refused")

    @property
    def warned(self) -> tuple[GateResult, ...]:
        """Return the gates that let it through with a note."""
        return tuple(result for result in self.results if result.outcome == "warned")

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the sentences of the gates that warn."""
        return tuple(result.reason for result in self.warned)

    def of(self, gate: GateId) -> GateResult:
        """Return one gate's answer; a gate that was not asked has passed."""
        return next((result for result in self.results if result.gate == gate), GateResult(gate=gate))

    def joined(self, results: Iterable[GateResult]) -> GateTable:
        """Return the table with more answers behind."""
        return GateTable(file=self.file, results=(*self.results, *results))

    def stop_if_refused(self) -> None:
        """Do nothing when every gate lets the file through.

        Raises:
            CaptureRefused: With the first refusal; `reason` is its code.
        """
        if self.refused:
            raise self.refused[0].error(self.file)
