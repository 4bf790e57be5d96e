"""A mapping says what the columns of a CSV file are: time, markers, angles, sensor turns and channels, with units.

time: {column: t, unit: s}            # or {rate_hz: 1000} where the file has no time
header: false                         # where the first row holds numbers; columns are then named 1, 2, 3 ...
up: y
markers: {left_hip: {columns: [x_mm, y_mm, z_mm], unit: mm}}
angles: {knee_angle_r: {column: knee_flex_r, unit: deg}}
orientations: {pelvis: {columns: [qw, qx, qy, qz]}}
analog: {soleus: {column: emg1, unit: mV}}
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evenpull.capture.motion.limits import sized
from evenpull.capture.person.document import read_document
from evenpull.core.words import say
from evenpull.errors import FileFormatError, OutOfRange, Where

MOST_BYTES = 100_000
Name = Annotated[str, Field(min_length=1, max_length=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TimeColumn(_Strict):
    """Where time stands, or how many samples a second there are."""

    column: Name | None = None
    unit: Literal["s", "ms"] = "s"
    rate_hz: Annotated[float, Field(gt=0, le=100_000)] | None = None


class MarkerColumns(_Strict):
    """Three columns of one marker."""

    columns: tuple[Name, Name, Name]
    unit: Literal["m", "cm", "mm"]


class AngleColumn(_Strict):
    """One column of a coordinate; `sign` -1 turns it round, as an extension that is to be a flexion."""

    column: Name
    unit: Literal["deg", "rad", "m", "mm"]
    sign: Literal[1, -1] = 1


class TurnColumns(_Strict):
    """Four columns of a quaternion, real part first."""

    columns: tuple[Name, Name, Name, Name]


class Channel(_Strict):
    """One analog channel in its own unit."""

    column: Name
    unit: Name


class Mapping(_Strict):
    """What the columns of a table are."""

    time: TimeColumn
    header: bool = True
    up: Literal["x", "y", "z"] | None = None
    markers: dict[Name, MarkerColumns] = Field(default_factory=dict)
    angles: dict[Name, AngleColumn] = Field(default_factory=dict)
    orientations: dict[Name, TurnColumns] = Field(default_factory=dict)
    analog: dict[Name, Channel] = Field(default_factory=dict)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file (YAML).

    Raises:
        InputError: When it is not there or breaks the form above; names the field.
    """
    if sized(path) > MOST_BYTES:
        raise OutOfRange(say("a mapping is a small file"), where=Where(file=path.name))
    try:
        return Mapping.model_validate(dict(read_document(path)))
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise FileFormatError(
            say("the mapping breaks its form: {reason}", reason=first["msg"]), where=Where(file=path.name, field=field)
        ) from fault
