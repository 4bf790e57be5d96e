"""The body that postures and efforts are computed on: a compiled model, its coordinates, states, muscles and mirror."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Coordinates, Mirror, States
from evenpull.body.muscles import Muscles

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Body:
    """A musculoskeletal body.

    Frames: x forward, y to the person's left, z up, m. Every segment frame is parallel to the world while every
    coordinate is zero.

    Args:
        model: MuJoCo's compiled model: a floating pelvis, joints, wrapping surfaces, one tendon per muscle.
        states: What the body is like in postures and movements; holds MuJoCo's working memory.
        record: The whole record of `body.json`: mends, sources, force properties, standing posture.
    """

    model: Any
    states: States
    record: Mapping[str, Any]

    @staticmethod
    def from_text(xml: str, record: Mapping[str, Any]) -> Body:
        """Compile a body from its XML and its record."""
        model = mujoco.MjModel.from_xml_string(xml)
        states = States(model, Coordinates.from_rows(model, record["coordinates"]))
        return Body(model=model, states=states, record=record)

    @property
    def coordinates(self) -> Coordinates:
        """What moves, and which joints it drives."""
        return self.states.coordinates

    @property
    def names(self) -> tuple[str, ...]:
        """Muscle names with side suffix, in the order of the model's paths."""
        return self.states.muscles

    def mirror(self) -> Mirror:
        """Return the mirror that exchanges left and right.

        Raises:
            KnowledgeError: When something on one side has no partner, as in a body that is half built.
        """
        flips = [str(row["name"]) for row in self.record["coordinates"] if row.get("flips")]
        return Mirror.of(self.coordinates.names, self.names, flips=flips)

    def muscles(self) -> Muscles:
        """Return the force properties of every muscle as arrays; a changed body is a changed copy of them.

        Raises:
            OutOfRange: When a muscle has properties that no muscle has, as some have in MyoSim as shipped.
        """
        rows = {str(row["name"]): row["force"] for row in self.record["muscles"]}

        def column(key: str) -> Floats:
            return np.array([float(rows[name][key]) for name in self.names])

        return Muscles(
            names=self.names,
            F_0=column("maximum"),
            l_0=column("fibre"),
            l_T=column("slack"),
            pennation=column("pennation"),
        )

    def paths(self, q: Floats) -> tuple[Floats, Floats]:
        """Return the length of every muscle at one posture q (n,), m (m,), and its moment arms -dl/dq, m (m, n).

        An arm is positive where the muscle pulls the coordinate up.
        """
        length, arms = self.states.lengths(q[None])
        return length[0], -arms.dense()[0]
