"""What a test's healthy variance is made of, by the catalogue's shares and by the derivatives of the posed body.

The catalogue's shares are set by hand. The body's follow from the exact derivative of the posed test, the healthy
spread of length and strength, and sourced or default spreads of what is no muscle. A body's share is used only where
its prediction is credible (`credible`); the rules were set with the body's table of derivatives in view, and say no
more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import hypot, sqrt
from pathlib import Path
from typing import Any, Literal

import numpy as np

from evenpull.infer.numbers import BODY_NUISANCES, GENERAL_NUISANCE, HEALTHY_LN_SD
from evenpull.infer.prior import covariance_of
from evenpull.infer.records import Property
from evenpull.infer.unknowns import Index, Unknown
from evenpull.knowledge.kinds.assessment import Test

FILE = Path(__file__).parents[1] / "body_tests.json"
Shares = Literal["catalogue", "body", "both"]
MEAN_WITHIN_SD = 2.0
"""A body's reading farther from the published mean than this, in published sds, makes its derivative not credible."""
SPREAD_WITHIN = (0.5, 2.0)
"""Predicted over healthy true sd: outside, the body leaves out what people differ in, or adds what they do not."""
UNKNOWN_JOINTS = ("shoulder_", "arms_", "cross_body_")
"""Tests of joints whose passive moments the body does not know (docs/body_tests.md): geometry alone, no weight."""
LEADS_AT_LEAST = 0.5
"""The catalogue's first group has at least this part of the largest group's derivative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Makeup:
    """One reading in healthy true sds: signed coefficients of groups, and sds of what is no muscle. Total variance 1.

    Args:
        coefficients: Of each group's property on its own side's reading.
        general: sd of the nuisance that all tests of the property share (tolerance or effort, passive stiffness).
        own: sd of the rest, shared in part by the two sides (capsule, bone, the model's discrepancy).
    """

    coefficients: dict[tuple[str, Property], float]
    general: float
    own: float

    def muscles(self, index: Index) -> tuple[float, float]:
        """Return the variance that muscles explain, and its covariance with the other side's."""
        covariance = covariance_of(index)
        left, right = np.zeros(len(index)), np.zeros(len(index))
        for (muscle, prop), value in self.coefficients.items():
            left[index.place[Unknown(muscle, "left", prop)]] = value
            right[index.place[Unknown(muscle, "right", prop)]] = value
        return float(left @ covariance @ left), float(left @ covariance @ right)

    def scaled(self, factor: float) -> Makeup:
        """Return it with every sd times a factor."""
        coefficients = {key: factor * value for key, value in self.coefficients.items()}
        return Makeup(coefficients=coefficients, general=factor * self.general, own=factor * self.own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """The body's word on a test: its makeup, and why it is not used (empty when it is).

    Args:
        makeup: Scaled to total variance 1.
        ratio: Predicted over healthy true sd.
        distance: Predicted minus published mean, in published sds; None without a norm.
        why_not: Each rule that it breaks.
    """

    makeup: Makeup
    ratio: float
    distance: float | None
    why_not: tuple[str, ...]


def makeup_of(test: Test, *, index: Index, sex: str, shares: Shares) -> Makeup | None:
    """Return what a test's variance is made of, or None when it moves no group with a posterior.

    Args:
        test: The catalogue's test.
        index: Of the unknowns.
        sex: Whose body is read; `unstated` takes the man's and the woman's in halves.
        shares: The catalogue's, the credible body's (else the catalogue's), or half of each variance.
    """
    by_hand = _by_hand(test, index)
    if by_hand is None or shares == "catalogue":
        return by_hand
    sexes = (sex,) if sex in {"male", "female"} else ("female", "male")
    found = [predicted(test, index=index, sex=each) for each in sexes]
    credible = [each.makeup for each in found if each is not None and not each.why_not]
    if len(credible) < len(sexes):
        return by_hand
    body = credible[0] if len(credible) == 1 else _between(*credible, index=index)
    return body if shares == "body" else _between(by_hand, body, index=index)


@lru_cache(maxsize=1)
def body_tests() -> Mapping[str, Any]:
    """Return the posed tests' derivatives as they ship; empty where the file is missing: the catalogue then stands."""
    if not FILE.is_file():
        return {}
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))["tests"]
    return found


def predicted(test: Test, *, index: Index, sex: str) -> Predicted | None:
    """Return what the body says of a test, credible or not; None where it poses none or no healthy spread is known."""
    entry = body_tests().get(test.id, {}).get(sex)
    scale = None if entry is None else _healthy(test, entry, sex)
    if entry is None or scale is None or test.sides != "each" or not test.moves:
        return None
    prop: Property = "length" if test.property == "length" else "strength"
    unit = 1.0 if prop == "length" else 1.0 / entry["value"]
    coefficients = {
        (group, prop): unit * rate * HEALTHY_LN_SD[prop] / scale.true_sd
        for group, rate in _own_side(entry, prop)
        if index.has(group)
    }
    sds = BODY_NUISANCES
    general = hypot(entry["end_torque"] * sds["tolerance"], entry["stiffness"] * sds["stiffness"])
    effort = unit * entry["voluntary"] * sds["voluntary"]
    own = hypot(entry["end_torque"] * sds["tolerance_of_test"], entry["capsule"] * sds["capsule"])
    plain = Makeup(
        coefficients=coefficients,
        general=(effort if prop == "strength" else general) / scale.true_sd,
        own=(0.0 if prop == "strength" else own) / scale.true_sd,
    )
    ratio = sqrt(plain.muscles(index)[0] + plain.general**2 + plain.own**2)
    whole = plain.scaled(1.0 / ratio) if ratio > 1.0 else _rest_is_own(plain, ratio)
    why_not = _doubts(test, plain, ratio, scale.distance)
    return Predicted(makeup=whole, ratio=ratio, distance=scale.distance, why_not=why_not)


def _rest_is_own(plain: Makeup, ratio: float) -> Makeup:
    own = sqrt(plain.own**2 + 1.0 - ratio**2)
    return Makeup(coefficients=plain.coefficients, general=plain.general, own=own)


def _own_side(entry: Mapping[str, Any], prop: Property) -> list[tuple[str, float]]:
    found = []
    for key, rate in sorted(entry["groups"].items()):
        side, group, of = key.split(".")
        if side == "same" and of == prop:
            found.append((group, float(rate)))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Healthy:
    true_sd: float
    distance: float | None


def _healthy(test: Test, entry: Mapping[str, Any], sex: str) -> _Healthy | None:
    """Return the healthy sd in the test's unit, or of ln reading for strength, and how far off the body's mean is."""
    ln = test.property != "length"
    norms = [
        norm
        for norm in test.norms
        if norm.weighs and norm.protocol == entry["protocol"] and norm.sex in {sex, "any"} and norm.age[0] < 65
    ]
    if norms:
        norm = norms[0]
        distance = (entry["value"] - norm.mean.value) / norm.sd.value
        return _Healthy(true_sd=norm.sd.value / (norm.mean.value if ln else 1.0), distance=distance)
    return None if test.spread is None else _Healthy(true_sd=test.spread.value, distance=None)


def _doubts(test: Test, plain: Makeup, ratio: float, distance: float | None) -> tuple[str, ...]:
    found = []
    if distance is not None and abs(distance) > MEAN_WITHIN_SD:
        found.append("mean")
    if not SPREAD_WITHIN[0] <= ratio <= SPREAD_WITHIN[1]:
        found.append("spread")
    first = max(test.moves, key=lambda move: move.share)
    if test.id.startswith(UNKNOWN_JOINTS):
        found.append("joint")
    largest = max((abs(value) for value in plain.coefficients.values()), default=0.0)
    own = plain.coefficients.get((first.muscle, first.property), 0.0)
    if largest == 0.0 or own * first.sign < LEADS_AT_LEAST * largest:
        found.append("leading_group")
    return tuple(found)


def _by_hand(test: Test, index: Index) -> Makeup | None:
    moves = [move for move in test.moves if index.has(move.muscle)]
    if not moves:
        return None
    shares = sum(move.share for move in moves)
    raw: dict[tuple[str, Property], float] = {}
    for move in moves:
        raw[(move.muscle, move.property)] = raw.get((move.muscle, move.property), 0.0) + move.sign * sqrt(move.share)
    rest = max(1.0 - shares, 0.0)
    plain = Makeup(coefficients=raw, general=sqrt(rest * GENERAL_NUISANCE), own=sqrt(rest * (1.0 - GENERAL_NUISANCE)))
    explained = plain.muscles(index)[0]
    k = sqrt(shares / explained) if explained > 0 else 1.0
    coefficients = {key: k * value for key, value in raw.items()}
    return Makeup(coefficients=coefficients, general=plain.general, own=plain.own)


def _between(a: Makeup, b: Makeup, *, index: Index) -> Makeup:
    """Return the makeup whose variances are the means of two, signs as the larger has them, total variance 1."""
    coefficients = {}
    for key in sorted({*a.coefficients, *b.coefficients}):
        first, second = a.coefficients.get(key, 0.0), b.coefficients.get(key, 0.0)
        size = sqrt((first**2 + second**2) / 2.0)
        coefficients[key] = size if first + second >= 0 else -size
    mixed = Makeup(
        coefficients=coefficients,
        general=sqrt((a.general**2 + b.general**2) / 2.0),
        own=sqrt((a.own**2 + b.own**2) / 2.0),
    )
    return mixed.scaled(1.0 / sqrt(mixed.muscles(index)[0] + mixed.general**2 + mixed.own**2))
