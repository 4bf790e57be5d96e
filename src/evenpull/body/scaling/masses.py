"""How the mass of a person is shared among segments, for a man and for a woman."""

from __future__ import annotations

from collections.abc import Mapping

SHARES: Mapping[str, tuple[float, float]] = {
    "trunk": (0.4346, 0.4257),
    "head": (0.0694, 0.0668),
    "thigh": (0.1416, 0.1478),
    "shank": (0.0433, 0.0481),
    "foot": (0.0137, 0.0129),
    "upper_arm": (0.0271, 0.0255),
    "forearm": (0.0162, 0.0138),
    "hand": (0.0061, 0.0056),
}
"""Share of the body's mass: of young men, of young women; limbs of one side. Source: de Leva 1996, table 4."""


def woman_over_man(part: str) -> float:
    """Return how much larger a part's share of the mass is in a woman than in a man.

    The body that ships draws its segments elsewhere than the published shares (its trunk holds what they count as
    thigh), so that a woman's part is the body's own part times this ratio, and not the published share itself.

    Args:
        part: A part of `size.PARTS`, `head`, or `trunk`.
    """
    man, woman = SHARES[part]
    return woman / man
