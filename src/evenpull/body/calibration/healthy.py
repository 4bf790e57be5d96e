"""The healthy adult: a body's muscles and joint capsules with the numbers of the fit laid over them.

`healthy.json` holds the fit's result and the fingerprint of the body it was made on. Numbers are relative (natural
logarithms of force and slack length, shapes of curves) or moments at angles, so that they serve a scaled body too: a
scaled body's record names the body it came from as `origin`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.model.fingerprint import fingerprint as fingerprint_of
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule, Muscles, curves
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, UnknownId

Array = NDArray[np.float64]
Sex = Literal["male", "female"]
FILE = Path(__file__).with_name("healthy.json")
FORMAT = 1
HINT = say("Run `python -m evenpull.body.calibration`: it fits the healthy adult to this body.")
CAPSULE = ("low_at", "low_torque", "low_rate", "high_at", "high_torque", "high_rate")
TORQUES = [1, 4]


def healthy(body: Body, *, sex: Sex = "male") -> Parameters:
    """Return the muscles and capsules of a healthy young adult in this body.

    Args:
        body: The body that was calibrated, or one scaled from it.
        sex: `male` or `female`; for a body of another size scale the body first.

    Raises:
        UnknownId: When sex is neither.
        KnowledgeError: When the fit was made on another body; the hint says how to make it anew.

    Example:
        >>> parameters = healthy(load_body(), sex="female")  # doctest: +SKIP
    """
    if sex not in ("male", "female"):
        raise UnknownId(str(sex), kind=say("sex of the calibration"), allowed=["male", "female"])
    fitted = read_fit(FILE)
    if fitted["body"] != fingerprint(body):
        raise KnowledgeError(say("the calibration was made on another body"), hint=HINT)
    return with_fit(body, fitted, sex=sex)


def fingerprint(body: Body) -> str:
    """Return the SHA-256 of what the calibration rests on: the body's geometry, masses and force properties.

    A body that was scaled from another names that body's fingerprint as `origin` in its record.
    """
    origin = body.record.get("origin")
    return str(origin) if origin is not None else fingerprint_of(body)


def with_fit(body: Body, fitted: Mapping[str, Any], *, sex: Sex) -> Parameters:
    """Return the body's parameters with the numbers of a fit."""
    plain = body.muscles()
    owner = {muscle: group for group, muscles in fitted["members"].items() for muscle in muscles}
    rows = [
        {**fitted["groups"].get(owner.get(name[:-2]), {}), **fitted["single"].get(name[:-2], {})}
        for name in plain.names
    ]
    ratio = fitted["sexes"][sex]

    def column(key: str, default: float = 0.0) -> Array:
        return np.array([row.get(key, default) for row in rows])

    def of_sex(key: str) -> Array:
        return np.array([ratio[key].get(owner.get(name[:-2]), 0.0) for name in plain.names])

    stronger = of_sex("log_force")
    muscles: Muscles = replace(
        plain,
        F_0=plain.F_0 * np.exp(column("log_force") + stronger),
        l_0=plain.l_0 * np.exp(column("log_fibre")),
        l_T=plain.l_T * np.exp(column("log_slack")),
        stiffness=of_sex("log_stiffness") - stronger,
        resting=np.full(len(rows), float(fitted["resting"])),
        passive_shape=column("passive_shape", curves.PASSIVE_SHAPE),
        passive_strain=column("passive_strain", curves.PASSIVE_STRAIN),
        passive_start=column("passive_start", 1.0),
    )
    capsule = fitted["capsule"]
    pairs = np.array([capsule[unsided(name)] for name in body.coordinates.names])
    pairs[:, TORQUES] *= larger(body, fitted)
    return Parameters(muscles=muscles, capsule=Capsule(**dict(zip(CAPSULE, pairs.T, strict=True))))


def larger(body: Body, fitted: Mapping[str, Any]) -> float:
    """Return mass times stature of a scaled body over that of the body of the fit: moments go with both."""
    size = body.record.get("size")
    if size is None:
        return 1.0
    own = fitted["size"]
    return float(size["mass_kg"] * size["stature_m"] / (own["mass_kg"] * own["stature_m"]))


def unsided(name: str) -> str:
    """Return a coordinate's name without its side."""
    return name[:-2] if name.endswith(("_r", "_l")) else name


def read_fit(file: Path) -> Mapping[str, Any]:
    """Return the result of the fit as it stands in a file.

    Raises:
        KnowledgeError: When it is missing or of another format.
    """
    stamp = file.stat().st_mtime_ns if file.is_file() else 0
    return _read(file, stamp)


@lru_cache(maxsize=4)
def _read(file: Path, stamp: int) -> Mapping[str, Any]:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        text = say("the result of the calibration, {file}, cannot be read", file=file.name)
        raise KnowledgeError(text, hint=HINT) from fault
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        text = say("{file} is no calibration of format {format}", file=file.name, format=FORMAT)
        raise KnowledgeError(text, hint=HINT)
    return data
