"""What stands beside the XML: coordinates with their polynomials, and muscle properties, as plain data."""

from __future__ import annotations

from typing import Any

from evenpull.body.build.parts import Anatomy, Force

DECIMALS = 10


def rounded(value: float) -> float:
    """Return a number with ten decimals, as the XML has it; minus zero is zero."""
    return round(float(value), DECIMALS) + 0.0


def to_record(body: Anatomy) -> dict[str, Any]:
    """Return the record of a body: lists in the order of the model's tendons and coordinates."""
    return {
        "format": 1,
        "coordinates": [
            {
                "name": c.name,
                "low": rounded(c.low),
                "high": rounded(c.high),
                "flips": c.flips,
                "drives": {joint: [rounded(v) for v in poly] for joint, poly in c.drives.items()},
            }
            for c in body.coordinates.values()
        ],
        "muscles": [
            {"name": m.name, "force": _force(m.force), "shipped": _force(m.shipped) if m.shipped else None}
            for m in body.muscles.values()
        ],
    }


def _force(force: Force) -> dict[str, float | str]:
    return {
        "maximum": rounded(force.maximum),
        "fibre": rounded(force.fibre),
        "slack": rounded(force.slack),
        "pennation": rounded(force.pennation),
        "source": force.source,
    }
