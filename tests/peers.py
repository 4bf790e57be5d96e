"""Reference problems solved by another program, read from the recordings: inputs and answers as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import EffortProblem

TORQUE_NM = {"residual": 100.0, "reserve": 1.0}
UPPER_BODY_NM = 50.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """A recorded walk as an effort problem, with the other program's answer.

    Args:
        problem: Muscles first, then one torque actuator a coordinate, at the strengths that the other program had.
        muscles: How many of its columns are muscles.
        x: Its own answer, (T, n). It meets the demand to a fraction of a N m only.
    """

    problem: EffortProblem
    muscles: int
    x: NDArray[np.float64]

    def at_its_own_moments(self) -> EffortProblem:
        """Return the problem whose demand is what its answer gives, so that both efforts buy the same moments."""
        given = (self.problem.gain @ self.x[:, :, None])[:, :, 0]
        fields = {name: getattr(self.problem, name) for name in ("gain", "weight", "low", "high")}
        return EffortProblem(demand=given, **fields)


def reference(folder: Path, model: str) -> Reference:
    """Read `raj80` or `gait2392` of the OpenSim reference results."""
    data = np.load(folder / "opensim_reference" / model / "so_inputs.npz")
    labels, muscles = list(data["act_labels"]), list(data["muscles"])
    strength = np.array([_strength(_actuator(str(name), labels)) for name in data["ind"]])
    frames, count, rows = data["R"].shape
    muscle_gain = (data["R"] * data["F"][:, :, None]).transpose(0, 2, 1)
    torque_gain = np.broadcast_to(np.diag(strength), (frames, rows, rows))
    none = np.full(rows, np.inf)
    problem = EffortProblem(
        gain=np.concatenate([muscle_gain, torque_gain], axis=2),
        demand=data["tau"],
        weight=np.ones(count + rows),
        low=np.concatenate([data["amin"], -none]),
        high=np.concatenate([np.ones(count), none]),
    )
    torques = [labels.index(_actuator(str(name), labels)) for name in data["ind"]]
    x = data["act_so"][:, [labels.index(name) for name in muscles] + torques]
    return Reference(problem=problem, muscles=count, x=x)


def _actuator(coordinate: str, labels: list[str]) -> str:
    """Return the torque actuator on a coordinate; those of the upper body have shortened names."""
    short = coordinate.replace("arm_", "shoulder_")
    for name, brief in (("extension", "ext"), ("bending", "bend"), ("rotation", "rot")):
        short = short.replace(f"lumbar_{name}", f"lumbar_{brief}")
    return next(name for name in (f"residual_{coordinate}", f"reserve_{coordinate}", short) if name in labels)


def _strength(actuator: str) -> float:
    """Return the strength of a torque actuator in N m, or N."""
    return TORQUE_NM.get(actuator.split("_", maxsplit=1)[0], UPPER_BODY_NM)
