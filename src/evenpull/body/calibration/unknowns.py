"""What the fit may change, between which bounds and with which prior: from `unknowns.json`.

Unknowns of a synergist group hold for all its muscles, and `force_with` names the group whose scale of force a group
shares, because no norm tells the two apart. Unknowns of a capsule are logarithms of its torque and rate over where the
fit begins. Both sides share every unknown, so left and right are mirror images by construction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FILE = Path(__file__).with_name("unknowns.json")
DECIMALS = 6
FITTED_NAMES = {"log_shape": "passive_shape", "log_strain": "passive_strain", "start": "passive_start"}
"""Unknowns that stand under another name in the result, the logarithms as plain numbers."""
SIDES = {"low": 0, "high": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """One number of the fit.

    Args:
        owner: Synergist group, or coordinate of a capsule.
        name: What it is, such as `log_force`, or `low_rate` of a capsule.
        mean, sd: Its prior.
        low, high: Its bounds.
        kind: Of a synergist group, of a capsule, or of what a woman's group has over a man's.
    """

    owner: str
    name: str
    mean: float
    sd: float
    low: float
    high: float
    kind: Literal["group", "capsule", "female"]


@lru_cache(maxsize=1)
def settings() -> Mapping[str, Any]:
    """Return what may change, as data."""
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def unknowns() -> tuple[Unknown, ...]:
    """Return every unknown in a fixed order: groups first, then capsules."""
    data = settings()
    found = []
    for owner, group in data["groups"].items():
        for name in group["free"]:
            mean, sd, low, high = group.get("prior", {}).get(name, data["priors"][name])
            found.append(Unknown(owner=owner, name=name, mean=mean, sd=sd, low=low, high=high, kind="group"))
    for owner, row in data["capsule"].items():
        for name in row["free"]:
            sd, low, high = data["capsule_priors"][name.split("_")[1]]
            found.append(Unknown(owner=owner, name=name, mean=0.0, sd=sd, low=low, high=high, kind="capsule"))
    mean, sd, low, high = data["female"]["stiffness_prior"]
    found += [
        Unknown(owner=owner, name="log_stiffness", mean=mean, sd=sd, low=low, high=high, kind="female")
        for owner in data["female"]["free_stiffness"]
    ]
    return tuple(found)


def to_fit(values: Array, body: str, single: Mapping[str, Mapping[str, float]]) -> dict[str, Any]:
    """Return the fit in the form that `healthy` reads, not yet rounded.

    Args:
        values: One number per unknown.
        body: Fingerprint of the body.
        single: Numbers of single muscles that follow from the body alone.
    """
    data = settings()
    groups: dict[str, dict[str, float]] = {owner: {} for owner in data["groups"]}
    capsule = {name: [*row["low"], *row["high"]] for name, row in data["capsule"].items()}
    stiffness: dict[str, float] = {}
    for unknown, value in zip(unknowns(), values, strict=True):
        if unknown.kind == "capsule":
            _scale(capsule[unknown.owner], unknown.name, float(np.exp(value)))
        elif unknown.kind == "female":
            stiffness[unknown.owner] = float(value)
        else:
            logarithm = unknown.name in FITTED_NAMES and unknown.name.startswith("log_")
            name = FITTED_NAMES.get(unknown.name, unknown.name)
            groups[unknown.owner][name] = float(np.exp(value)) if logarithm else float(value)
    for owner, row in data["groups"].items():
        if "force_with" in row:
            groups[owner]["log_force"] = groups[row["force_with"]]["log_force"]
    return {
        "format": 1,
        "body": body,
        "resting": data["resting"],
        "members": {owner: row["muscles"] for owner, row in data["groups"].items()},
        "groups": groups,
        "single": dict(single),
        "capsule": capsule,
        "sexes": {
            "male": {"log_force": {}, "log_stiffness": {}},
            "female": {"log_force": female_force(), "log_stiffness": stiffness},
        },
    }


def moved_by(unknown: Unknown) -> tuple[str, ...]:
    """Return the synergist groups whose muscles an unknown changes; none for a capsule."""
    if unknown.kind == "capsule":
        return ()
    sharing = [
        owner
        for owner, row in settings()["groups"].items()
        if unknown.name == "log_force" and row.get("force_with") == unknown.owner
    ]
    return (unknown.owner, *sharing)


def female_force() -> dict[str, float]:
    """Return the ln of a woman's greatest force over that of a man of the same size, by synergist group."""
    given = settings()["female"]
    return {owner: float(np.log(given["ratios"][function])) for owner, function in given["by_group"].items()}


def rounded(value: Any) -> Any:
    """Return a result with its numbers as the file holds them, to six decimals."""
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [rounded(one) for one in value]
    return round(value, DECIMALS) + 0.0 if isinstance(value, float) else value


def _scale(row: list[float], name: str, factor: float) -> None:
    side, what = name.split("_")
    place = {"torque": 1, "rate": 2}[what]
    for one in ("low", "high") if side == "both" else (side,):
        row[SIDES[one] + place] *= factor
