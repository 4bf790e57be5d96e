"""One change of one group of muscles: its words, its limits, and what it does to the parameters of a body.

A change is kept as a natural logarithm, so that changes of one muscle add up and their order does not matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

import numpy as np

from evenpull.body.groups import group_muscles
from evenpull.body.groups.map import group_map
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.core.side import SideOrBoth, mirror
from evenpull.core.words import say
from evenpull.errors import FileFormatError, OutOfRange, UnknownId

Property = Literal["length", "strength", "tone", "stiffness"]
PROPERTIES: tuple[Property, ...] = get_args(Property)
RANGES: dict[Property, tuple[float, float]] = {
    "length": (-0.15, 0.15),
    "strength": (-0.95, 1.0),
    "tone": (-0.95, 9.0),
    "stiffness": (-0.8, 3.0),
}
"""Least and greatest change as a share. Length: optimal fibre length beyond 15 % leaves what paths and curves hold for.
Strength: weaker than 5 % or more than twice as strong is another body. Tone: ten times the resting activation.
Stiffness: 0.2 to 4 times the passive force."""
SIDE_WORDS: tuple[SideOrBoth, ...] = get_args(SideOrBoth)
PATTERN = re.compile(r"\s*([^.=\s]+)\.([^.=\s]+)\.([^.=\s]+)\s*=\s*([+-]?\d+(?:\.\d+)?)\s*%\s*", re.ASCII)
FORM = "left.iliopsoas.length=-10%"
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of one property of one muscle or group.

    Args:
        side: `left`, `right` or `both`.
        group: Id of the catalogue, such as `iliopsoas`.
        property: `length` (of the fibres), `strength` (active force alone), `tone` (resting activation) or
            `stiffness` (passive force alone).
        log: Natural logarithm of new over old: ln 0.9 for 10 % less.

    Raises:
        UnknownId: When side, group or property is no such thing.
        OutOfRange: When the change is outside `RANGES`, is no number, or the body has no muscle for the group.
    """

    side: SideOrBoth
    group: str
    property: Property
    log: float

    def __post_init__(self) -> None:
        for value, kind, allowed in (
            (self.side, say("side"), SIDE_WORDS),
            (self.property, say("property of a muscle"), PROPERTIES),
        ):
            if value not in allowed:
                raise UnknownId(str(value), kind=kind, allowed=allowed)
        found = group_map()
        if not found.paths(self.group):
            reason = found.not_modelled.get(self.group) or say("None of its muscles is modelled.")
            raise OutOfRange(say("the body has no muscle for {group}", group=self.group), hint=reason)
        require_range(self.property, self.log, what=f"{self.side}.{self.group}.{self.property}")

    def share(self) -> float:
        """Return the change as a share: -0.1 for 10 % less."""
        return math.expm1(self.log)

    def mirrored(self) -> Change:
        """Return the same change on the other side."""
        return Change(side=cast(SideOrBoth, mirror(self.side)), group=self.group, property=self.property, log=self.log)

    def scaled(self, part: float) -> Change:
        """Return a part of this change, for walking towards it in steps."""
        return Change(side=self.side, group=self.group, property=self.property, log=self.log * part)

    def __str__(self) -> str:
        """Write the change in the words that `parse_change` reads."""
        return f"{self.side}.{self.group}.{self.property}={100 * self.share():+.6g}%"


def parse_change(text: str) -> Change:
    """Read a change such as `left.iliopsoas.length=-10%`.

    Raises:
        FileFormatError: When the text has another form.
        UnknownId: When side, group or property is no such thing; with the names that are allowed.
        OutOfRange: When the change is larger than the body can hold, or the body has no muscle for the group.

    Example:
        >>> parse_change("both.gluteus_maximus.strength=-50%").share()
        -0.5
    """
    match = PATTERN.fullmatch(text)
    if match is None:
        raise FileFormatError(
            say("{text!r} is no change of a muscle", text=text),
            hint=say(
                "Write side.group.property=percent, such as {example}. Properties: {names}.",
                example=FORM,
                names=", ".join(PROPERTIES),
            ),
        )
    side, group, what, percent = match.groups()
    share = float(percent) / 100.0
    if what in PROPERTIES and share <= -1.0:
        _refuse(cast(Property, what), what=f"{side}.{group}.{what}")
    log = math.log1p(share) if share > -1.0 else 0.0
    return Change(side=cast(SideOrBoth, side), group=group, property=cast(Property, what), log=log)


def apply(parameters: Parameters, changes: Iterable[Change], body: Body) -> Parameters:
    """Return the parameters of a body after changes; changes of one muscle add up, in any order.

    Args:
        parameters: Of the body as it is.
        changes: What changes.
        body: The body whose muscles these are.

    Raises:
        OutOfRange: When changes add up to more than `RANGES` for one muscle.
    """
    totals: dict[Property, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
    ordered = sorted(changes, key=lambda c: (c.property, c.group, c.side, c.log))
    for change in ordered:
        total = totals.setdefault(change.property, np.zeros(len(body.names)))
        for name in group_muscles(body, change.group, change.side):
            total[parameters.muscles.index(name)] += change.log
    for name, total in totals.items():
        for extreme in (float(total.min()), float(total.max())):
            require_range(name, extreme, what=say("the sum of the changes of {name}", name=name))
    return parameters.changed(**totals) if totals else parameters


def require_range(name: Property, log: float, *, what: str) -> None:
    """Refuse a change outside `RANGES`.

    Raises:
        OutOfRange: When it is; the hint names the allowed range.
    """
    low, high = (math.log1p(end) for end in RANGES[name])
    if not low - ROUNDING <= log <= high + ROUNDING:
        _refuse(name, what=what)


def _refuse(name: Property, *, what: str) -> None:
    low, high = RANGES[name]
    hint = say("Allowed is {low:+.0%} to {high:+.0%}.", low=low, high=high)
    raise OutOfRange(say("{what} is larger than the body can hold", what=what), hint=hint)
