"""Every test that a body can be posed in, each computed when first asked for and kept with the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import States
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.protocols.balance import Loads
from evenpull.body.protocols.conditions import usual_voluntary
from evenpull.body.protocols.lengths import read_length
from evenpull.body.protocols.not_posed import NOT_POSED
from evenpull.body.protocols.pull import Fibres
from evenpull.body.protocols.reading import Reading, Readings
from evenpull.body.protocols.setting import Setting
from evenpull.body.protocols.strengths import Bench, read_strength
from evenpull.body.protocols.table import Table, limits, unit_of
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.errors import NotConverged, OutOfRange, UnknownId
from evenpull.knowledge.kinds import Protocol
from evenpull.knowledge.load import Catalogue, load

Array = NDArray[np.float64]
PER_KG = "Nm_per_kg"


def load_protocols(catalogue: Catalogue | None = None) -> Mapping[str, Protocol]:
    """Return how each test that the body can pose is posed, by the test's id; of the shipped catalogue by default."""
    return (catalogue or load()).protocols


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Battery:
    """The posed tests of one body.

    Args:
        body: The body. Its geometry must not be changed afterwards.
        catalogue: Where protocols and units come from.
    """

    body: Body
    catalogue: Catalogue
    _tables: dict[tuple[str, Side], tuple[Table, tuple[Array, Array]]] = field(default_factory=dict)
    _benches: dict[tuple[str, Side], Bench] = field(default_factory=dict)

    @property
    def tests(self) -> tuple[str, ...]:
        """Ids of the tests that can be posed."""
        return tuple(self.catalogue.protocols)

    def protocol(self, test_id: str) -> Protocol:
        """Return how a test is posed.

        Raises:
            UnknownId: When the catalogue has no such test.
            OutOfRange: When the body cannot pose it; the hint says why.
        """
        name = self.catalogue.resolve("tests", test_id)
        if name not in self.catalogue.protocols:
            hint = NOT_POSED.get(name) or say("It has no protocol.")
            raise OutOfRange(say("the body cannot pose {test}", test=name), hint=hint)
        return self.catalogue.protocols[name]

    def table(self, test_id: str, side: Side) -> tuple[Table, tuple[Array, Array]]:
        """Return the grid of a length test and the limits of its free angles."""
        protocol = self.protocol(test_id)
        key = protocol.id, side
        if key not in self._tables:
            setting = Setting.of(self.body, protocol, side)
            self._tables[key] = Table.of(self.body, setting), limits(self.body, setting)
        return self._tables[key]

    def bench(self, test_id: str, side: Side) -> Bench:
        """Return the arms of a strength test."""
        protocol = self.protocol(test_id)
        key = protocol.id, side
        if key not in self._benches:
            self._benches[key] = Bench.of(self.body, Setting.of(self.body, protocol, side))
        return self._benches[key]


_KEPT: WeakKeyDictionary[States, Battery] = WeakKeyDictionary()


def battery_of(body: Body, catalogue: Catalogue | None = None) -> Battery:
    """Return the battery that is kept with a body, as long as the body lives."""
    found = _KEPT.get(body.states)
    if found is None or (catalogue is not None and found.catalogue is not catalogue):
        found = Battery(body=body, catalogue=catalogue or load())
        _KEPT[body.states] = found
    return found


def predict(
    test_id: str,
    side: Side,
    body: Body | Battery,
    parameters: Parameters,
    *,
    end_torque: float | None = None,
    voluntary: float | None = None,
    capsule: float = 1.0,
    near: Reading | None = None,
) -> Reading:
    """Return what a test would read on a body, with its derivatives.

    A length test is done on relaxed muscles: resting tone is not in it. A midline test has a side as well: both give
    the same unless the body is uneven.

    Args:
        test_id: Id or alias of a test of length or strength.
        side: Which side is tested.
        body: The body, or its battery.
        parameters: Its muscles and capsules.
        end_torque: What pushes at the end of a length test, Nm; the protocol's own when not given.
        voluntary: Greatest activation that a person reaches in a strength test, above 0 to 1; what the muscles' forces
            were fitted with when not given.
        capsule: Factor on the torque of capsules and ligaments.
        near: What the same test read on much the same person: the search begins where that one ended.

    Raises:
        UnknownId: When there is no such test or side.
        OutOfRange: When the body cannot pose it, or a number lies outside what it can be.
        NotConverged: When the test does not end within the movement; begins with `out_of_range` and names the joint.
    """
    found = predict_many(
        test_id,
        side,
        body,
        parameters,
        end_torque=None if end_torque is None else np.array([end_torque]),
        voluntary=None if voluntary is None else np.array([voluntary]),
        capsule=np.array([capsule]),
        start=near.at[None] if near is not None and near.at.size else None,
    )
    if not found.ended[0]:
        battery = body if isinstance(body, Battery) else battery_of(body)
        axes = battery.table(test_id, side)[0].setting.axes
        ends = [say("{name} to {angle:.0f} deg", name=axis.name, angle=np.rad2deg(axis.end)) for axis in axes]
        text = say("{test} does not end within the movement ({ends})", test=found.test, ends=", ".join(ends))
        raise NotConverged(
            "out_of_range: " + text,
            hint=say(
                "The muscles and capsules of this body do not stop it there: ask less of the change, or push less."
            ),
        )
    return found.one()


def predict_many(
    test_id: str,
    side: Side,
    body: Body | Battery,
    parameters: Parameters,
    *,
    length: Array | None = None,
    strength: Array | None = None,
    stiffness: Array | None = None,
    end_torque: Array | None = None,
    voluntary: Array | None = None,
    capsule: Array | None = None,
    start: Array | None = None,
) -> Readings:
    """Return what a test would read on B people who differ from one body's parameters.

    Args:
        test_id, side, body, parameters: As in `predict`.
        length, strength, stiffness: What is added to each muscle's natural logarithms (B, all muscles).
        end_torque: Nm (B,).
        voluntary: 0 to 1 (B,).
        capsule: Factor (B,).
        start: Where a length test ended for people much like these, `Readings.at` (B, axes).

    Raises:
        UnknownId: When there is no such test or side.
        OutOfRange: When the body cannot pose it, arrays do not fit one another, or a number is outside what it can be.
    """
    if side not in SIDES:
        raise UnknownId(str(side), kind=say("side"), allowed=SIDES)
    battery = body if isinstance(body, Battery) else battery_of(body)
    protocol = battery.protocol(test_id)
    people = _people(battery, length, strength, stiffness, end_torque, voluntary, capsule)
    unit = unit_of(protocol, battery.catalogue.tests[protocol.id].unit)
    changes = {"length": length, "strength": strength, "stiffness": stiffness}
    if protocol.effort is not None:
        bench = battery.bench(protocol.id, side)
        share = _each(voluntary, usual_voluntary(), people)
        if not ((share > 0.0) & (share <= 1.0)).all():
            raise OutOfRange(say("voluntary activation is above 0 and at most 1"))
        fibres = Fibres.of(parameters, bench.muscles, **changes)
        return read_strength(bench, fibres, share, unit=unit, per=battery.body.states.mass if unit == PER_KG else 1.0)
    table, ends = battery.table(protocol.id, side)
    load = protocol.load
    usual = load.end_torque.value if load and load.end_torque else 0.0
    torque, factor = _each(end_torque, usual, people), _each(capsule, 1.0, people)
    if not ((torque >= 0.0).all() and (factor >= 0.0).all()):
        raise OutOfRange(say("end torque and capsule factor are not negative"))
    push = np.zeros((people, len(table.nodes)))
    push[:, 0] = table.setting.axes[0].way * torque
    loads = Loads(push=push, capsule=factor, pairs=parameters.capsule)
    return read_length(
        table, Fibres.of(parameters, table.muscles, **changes), loads, unit=unit, limits=ends, start=start
    )


def _each(given: Array | None, usual: float, people: int) -> Array:
    return np.full(people, usual) if given is None else np.asarray(given, dtype=np.float64)


def _people(battery: Battery, *given: Array | None) -> int:
    """Return how many people are meant; refuse arrays that do not fit."""
    sizes = {len(array) for array in given if array is not None}
    if len(sizes) > 1:
        raise OutOfRange(say("arrays for {counts} people do not fit one another", counts=sorted(sizes)))
    muscles = len(battery.body.names)
    for array in given:
        if array is None:
            continue
        if array.ndim == 2 and array.shape[1] != muscles:
            text = say("an array has {count} muscles; the body has {needed}", count=array.shape[1], needed=muscles)
            raise OutOfRange(text)
        if not np.isfinite(array).all():
            raise OutOfRange(say("changes and loads are numbers"))
    return sizes.pop() if sizes else 1
