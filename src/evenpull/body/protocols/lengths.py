"""Length tests: where the movement ends, what is read there, and the derivatives of the reading.

At the end G(x, theta) = dV/dx = 0, so dx/dtheta = -(dG/dx)^-1 dG/dtheta: exact, without another solution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.protocols.balance import Loads, find_end, slope_of_energy
from evenpull.body.protocols.pull import Fibres
from evenpull.body.protocols.reading import Readings
from evenpull.body.protocols.table import Table

Array = NDArray[np.float64]
ROUNDING_RAD = 1e-9


def read_length(
    table: Table, fibres: Fibres, loads: Loads, *, unit: str, limits: tuple[Array, Array], start: Array | None = None
) -> Readings:
    """Return what a posed length test reads on B people.

    Args:
        table: The posed test.
        fibres: Their muscles, of the table's muscles.
        loads: What pushes, and their capsules.
        unit: Of the reading.
        limits: Least and greatest free angles of the joints' usual range, rad (axes,).
        start: Where it ended for people like these, rad (B, axes).
    """
    x, ended = find_end(table, fibres, loads, start)
    here = slope_of_energy(table, fibres, loads, x)
    people, axes = x.shape
    gradient = here.columns[:, 1 : axes + 1, -1]
    arms = here.columns[:, 1 : axes + 1, :-2]
    if axes == 1:
        per_moment = -gradient / here.stiffness[:, 0]
    else:
        solved = np.linalg.solve(here.stiffness.swapaxes(1, 2), gradient[:, :, None])
        per_moment = -np.asarray(solved[:, :, 0], dtype=np.float64)
    per_force = (per_moment[:, :, None] * arms).sum(axis=1)
    none = np.zeros(per_force.shape)
    outside: NDArray[np.bool_] = (x < limits[0] - ROUNDING_RAD) | (x > limits[1] + ROUNDING_RAD)
    return Readings(
        test=table.setting.protocol.id,
        side=table.setting.side,
        unit=unit,
        muscles=table.names,
        value=np.where(ended, here.columns[:, 0, -1], np.nan),
        length=per_force * here.by_length,
        strength=none,
        stiffness=per_force * here.force,
        end_torque=-(per_moment * loads.push).sum(axis=1),
        capsule=(per_moment * here.capsule).sum(axis=1),
        voluntary=np.zeros(people),
        at=x,
        activation=none,
        at_limit=np.asarray(outside.any(axis=1)),
        ended=ended,
    )
