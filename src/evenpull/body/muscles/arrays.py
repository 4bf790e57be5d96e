"""What every muscle is like, as arrays: a changed body is a copy with other numbers and the same paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.body.muscles import curves
from evenpull.core.words import say
from evenpull.errors import OutOfRange, UnknownId

Array = NDArray[np.float64]
Change = Mapping[str, float] | Array | float
MAX_SPEED = 10.0
"""Greatest shortening speed, optimal fibre lengths per s. Source: Thelen 2003."""
STEEPEST_PENNATION = np.pi / 3


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Muscles:
    """Properties of n muscles, in the order of the model's paths. Single numbers are spread over all muscles.

    `length`, `strength`, `stiffness` and `tone` are natural logarithms of what a person's muscle has over what was
    expected: length of optimal fibre length, strength of active force alone, stiffness of passive force alone, tone of
    resting activation.

    Args:
        names: Muscle names, sided by suffix, length n.
        F_0: Greatest isometric force, N (n,).
        l_0: Optimal fibre length, m (n,).
        l_T: Tendon slack length, m (n,). The tendon is rigid.
        pennation: At optimal length, rad (n,).
        passive_shape: Shape k of the passive exponential (n,).
        passive_strain: Strain beyond its start at which passive force is F_0 (n,).
        passive_start: Normalised fibre length at which passive force begins (n,).
        active_low, active_high: Normalised fibre lengths between which there is active force (n,).
        max_speed: Greatest shortening speed, optimal fibre lengths per s (n,).
        resting: Expected resting activation (n,).
        length, strength, stiffness, tone: See above (n,).

    Raises:
        OutOfRange: When an array has another shape or holds what no muscle has; names the first such muscle.
    """

    names: tuple[str, ...]
    F_0: Array
    l_0: Array
    l_T: Array  # noqa: N815 - the letters of the equations
    pennation: Array = field(default_factory=lambda: np.zeros(1))
    passive_shape: Array = field(default_factory=lambda: np.full(1, curves.PASSIVE_SHAPE))
    passive_strain: Array = field(default_factory=lambda: np.full(1, curves.PASSIVE_STRAIN))
    passive_start: Array = field(default_factory=lambda: np.ones(1))
    active_low: Array = field(default_factory=lambda: np.full(1, curves.ACTIVE_LOW))
    active_high: Array = field(default_factory=lambda: np.full(1, curves.ACTIVE_HIGH))
    max_speed: Array = field(default_factory=lambda: np.full(1, MAX_SPEED))
    resting: Array = field(default_factory=lambda: np.zeros(1))
    length: Array = field(default_factory=lambda: np.zeros(1))
    strength: Array = field(default_factory=lambda: np.zeros(1))
    stiffness: Array = field(default_factory=lambda: np.zeros(1))
    tone: Array = field(default_factory=lambda: np.zeros(1))

    def __post_init__(self) -> None:
        for entry in fields(self):
            if entry.name != "names":
                object.__setattr__(self, entry.name, _stored(getattr(self, entry.name), entry.name, self.names))
        for name in ("F_0", "l_0", "passive_shape", "passive_strain", "max_speed"):
            self._require(getattr(self, name) > 0, say("{name} is above zero", name=name))
        self._require(
            (self.pennation >= 0) & (self.pennation < STEEPEST_PENNATION), say("pennation is 0 to 60 degrees")
        )
        self._require((self.active_low < 1) & (self.active_high > 1), say("the active range is on both sides of 1"))
        self._require((self.resting >= 0) & (self.resting <= 1), say("resting activation is 0 to 1"))

    @property
    def optimal(self) -> Array:
        """Optimal fibre length of this person, m (n,)."""
        return np.asarray(self.l_0 * np.exp(self.length))

    @property
    def active_force(self) -> Array:
        """Greatest isometric active force of this person, N (n,)."""
        return np.asarray(self.F_0 * np.exp(self.strength))

    @property
    def passive_force(self) -> Array:
        """Passive force of this person at `passive_strain`, N (n,)."""
        return np.asarray(self.F_0 * np.exp(self.stiffness))

    @property
    def resting_activation(self) -> Array:
        """Resting activation of this person, at most 1 (n,)."""
        return np.minimum(self.resting * np.exp(self.tone), 1.0)

    def index(self, name: str) -> int:
        """Return the row of a muscle.

        Raises:
            UnknownId: When there is no such muscle.
        """
        if name not in self.names:
            raise UnknownId(name, kind=say("muscle"), allowed=list(self.names))
        return self.names.index(name)

    def changed(
        self,
        *,
        length: Change = 0.0,
        strength: Change = 0.0,
        stiffness: Change = 0.0,
        tone: Change = 0.0,
    ) -> Muscles:
        """Return a copy whose natural logarithms are larger by what is given: ln 0.9 = -0.105 is 10 % less.

        Args:
            length, strength, stiffness, tone: By muscle name, as an array (n,), or one number for all.

        Raises:
            UnknownId: When a name is no muscle.
            OutOfRange: When an array does not fit.
        """
        given = {"length": length, "strength": strength, "stiffness": stiffness, "tone": tone}
        moved = {
            name: getattr(self, name) + self._by_muscle(change)
            for name, change in given.items()
            if isinstance(change, Mapping | np.ndarray) or change != 0.0
        }
        return replace(self, **moved) if moved else self

    def _by_muscle(self, change: Change) -> Array | float:
        if not isinstance(change, Mapping):
            return change
        out = np.zeros(len(self.names))
        for name, value in change.items():
            out[self.index(name)] = value
        return out

    def _require(self, holds: NDArray[np.bool_], rule: str) -> None:
        if not holds.all():
            raise OutOfRange(say("{name}: {rule}", name=self.names[int((~holds).argmax())], rule=rule))


def _stored(value: Array, name: str, names: tuple[str, ...]) -> Array:
    given = np.asarray(value, dtype=np.float64)
    if given.shape == (len(names),) and not given.flags.writeable:
        return given
    if given.shape not in {(), (1,), (len(names),)}:
        text = say("{name} has shape {given}; ({count},) is needed", name=name, given=given.shape, count=len(names))
        raise OutOfRange(text)
    out = np.array(np.broadcast_to(given, (len(names),)))
    if not np.isfinite(out).all():
        muscle = names[int((~np.isfinite(out)).argmax())]
        raise OutOfRange(say("{muscle}: {name} is no number", muscle=muscle, name=name))
    out.flags.writeable = False
    return out
