"""Properties of every muscle as arrays: change a copy, and the body is another one.

The paths live in the XML; nothing here has to be compiled again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.errors import UnknownId

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscles:
    """Muscle properties, one row per tendon of the model, in the model's order.

    Args:
        names: Muscle names with side suffix, length m.
        F_0: Greatest isometric force, N (m,).
        l_0: Optimal fibre length, m (m,).
        l_T: Tendon slack length, m (m,).
        pennation: At optimal fibre length, rad (m,).
        sources: Where each row comes from, length m.
    """

    names: tuple[str, ...]
    F_0: Floats
    l_0: Floats
    l_T: Floats  # noqa: N815 - the equations' letter
    pennation: Floats
    sources: tuple[str, ...]

    @staticmethod
    def from_record(rows: Sequence[Mapping[str, Any]], field: str = "force") -> Muscles:
        """Build the arrays from the `muscles` of a body record; rows without `field` are NaN."""

        def column(key: str) -> Floats:
            out = np.array([float(row[field][key]) if row.get(field) else np.nan for row in rows])
            out.flags.writeable = False
            return out

        return Muscles(
            names=tuple(str(row["name"]) for row in rows),
            F_0=column("maximum"),
            l_0=column("fibre"),
            l_T=column("slack"),
            pennation=column("pennation"),
            sources=tuple(str((row.get(field) or {}).get("source", "none")) for row in rows),
        )

    def index(self, name: str) -> int:
        """Return the row of a muscle.

        Raises:
            UnknownId: When there is no such muscle.
        """
        if name not in self.names:
            raise UnknownId(name, kind="muscle", allowed=list(self.names))
        return self.names.index(name)
