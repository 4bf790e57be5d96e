"""How hard people try in a strength test, as the calibration of the muscles' forces took it."""

from __future__ import annotations

from evenpull.body.calibration.targets import facts


def usual_voluntary() -> float:
    """Return the share of full activation that a healthy person reaches; people and days lie between 0.7 and 1."""
    return float(facts()["conditions"]["voluntary_activation"])


def usual_coactivation() -> float:
    """Return the activation of muscles that pull against the tested direction."""
    return float(facts()["conditions"]["antagonist_coactivation"])
