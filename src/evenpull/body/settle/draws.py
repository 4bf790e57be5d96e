"""Two hundred stiffnesses that agree with what has been measured, drawn once and kept as data (`draws.json`).

Prior: log-normal about `stiffness.NOMINAL`. Kept are draws with which the healthy body stands, sits and lies at both
ends of rho, whose signs on wedges are the measured ones, with a chance that falls as the measured responses are missed
(rejection).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.model.fingerprint import fingerprint, hashed
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import metrics, published
from evenpull.body.settle.balance import Balance
from evenpull.body.settle.contact import Ground
from evenpull.body.settle.prepared import Prepared, prepare
from evenpull.body.settle.response import Response
from evenpull.body.settle.solve import rest
from evenpull.body.settle.spread import spread_anyhow
from evenpull.body.settle.stiffness import NAMES, NOMINAL, SPREAD
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, NotConverged

Array = NDArray[np.float64]
FILE = Path(__file__).with_name("draws.json")
FORMAT = 1
COUNT, SEED = 200, 20260722
BATCH, MOST = 10_000, 1_000_000
DIGITS = 5
STANDS = ("both_feet", "right_foot", "sitting", "lying")
"""Stances in which every kept stiffness holds the healthy body; the left foot is the mirror of the right."""
LEAST_STANDING = 5.0
"""A body stands when its least eigenvalue is above this, N m/rad: half of what is asked of the healthy body at the
middle. Softer bodies would sway without bound. A default."""
HINT = say("Run `python -m evenpull.body.settle`: it draws the stiffness of posture anew.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Stiffnesses of posture.

    Args:
        values: K (draws, terms), ordered as `stiffness.NAMES`.
        fingerprint: Of the body and calibration they were conditioned on.
        tried: How many were drawn from the prior.
        stable: Share of the prior's first ten thousand with which the healthy body stands.
        agreeing: Share of them, standing, with the measured signs on wedges.
        mass_kg, leg_m: Mass and leg length of that body.
    """

    values: Array
    fingerprint: str
    tried: int
    stable: float
    agreeing: float
    mass_kg: float
    leg_m: float

    @property
    def middle(self) -> Array:
        """The stiffness in the middle of them, (terms,)."""
        return np.asarray(np.exp(np.median(np.log(self.values), axis=0)))


@lru_cache(maxsize=1)
def draws() -> Draws:
    """Return the draws that ship with the body.

    Raises:
        KnowledgeError: When the file is missing or another's.
    """
    try:
        data = json.loads(FILE.read_text(encoding="utf-8"))
        values = np.array(data["values"], dtype=np.float64)
        known = data["format"] == FORMAT and tuple(data["terms"]) == NAMES and values.shape == (COUNT, len(NAMES))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise KnowledgeError(say("{file} cannot be read", file=FILE.name), hint=HINT) from fault
    if not known:
        raise KnowledgeError(say("{file} was made for another format", file=FILE.name), hint=HINT)
    values.flags.writeable = False
    return Draws(
        values=values,
        fingerprint=data["fingerprint"],
        tried=data["tried"],
        stable=data["stable"],
        agreeing=data["agreeing"],
        mass_kg=data["mass_kg"],
        leg_m=data["leg_m"],
    )


@lru_cache(maxsize=1)
def middle() -> Array:
    """Return the stiffness in the middle of the draws that ship with the body, (terms,)."""
    found = draws().middle
    found.flags.writeable = False
    return found


def made_for(body: Body, healthy: Parameters) -> str:
    """Return the fingerprint of a body with its healthy parameters, the same on every machine."""
    parts = [
        getattr(part, entry.name)
        for part in (healthy.muscles, healthy.capsule)
        for entry in fields(part)
        if entry.name != "names"
    ]
    return hashed([fingerprint(body)], parts)


def make_draws(body: Body, healthy: Parameters, *, count: int = COUNT, seed: int = SEED) -> Draws:
    """Draw stiffnesses from the prior until `count` agree with what was measured.

    Raises:
        NotConverged: When a million are not enough.
    """
    generator = np.random.default_rng(seed)
    prepared = {name: prepare(body, healthy, name) for name in STANDS}
    response = prepared["both_feet"].response
    gained = published.hip_extension_gained(body, healthy)
    kept: list[Array] = []
    tried, stands, signs = 0, 0.0, 0.0
    while sum(map(len, kept)) < count:
        if tried >= MOST:
            held = sum(map(len, kept))
            text = say("only {count} stiffnesses of {tried} agree with what was measured", count=held, tried=tried)
            raise NotConverged(text)
        batch = NOMINAL * np.exp(SPREAD * generator.standard_normal((BATCH, len(NAMES))))
        chance = np.log(generator.random(BATCH))
        if tried == 0:
            standing = stable(response, batch)
            stands = float(standing.mean())
            signs = float((standing & published.signs_hold(published.on_ground(response, batch))).mean())
        tried += BATCH
        fit = published.fit(published.stretched(response, gained, batch))
        batch, chance, fit = (part[chance < fit] for part in (batch, chance, fit))
        found = published.on_ground(response, batch)
        good = published.signs_hold(found) & (chance < fit + published.fit(found))
        batch = batch[good]
        for item in prepared.values():
            batch = batch[stable(item.response, batch)]
        kept.append(batch[wedges_hold(prepared["both_feet"], batch)])
    values = np.concatenate(kept)[:count]
    return Draws(
        values=np.array([[float(f"{value:.{DIGITS}g}") for value in row] for row in values]),
        fingerprint=made_for(body, healthy),
        tried=tried,
        stable=stands,
        agreeing=signs,
        mass_kg=body.states.mass,
        leg_m=leg_length(body),
    )


def wedges_hold(prepared: Prepared, stiffness: Array) -> NDArray[np.bool_]:
    """Return with which K (T, terms) the measured signs hold on real wedges, not only on very small ones (T,)."""
    ref = prepared.reference
    ground = Ground(wedge_left_rad=published.WEDGE_RAD, wedge_right_rad=published.WEDGE_RAD)
    balance = Balance(reference=ref, parameters=ref.healthy, ground=ground, stiffness=NOMINAL, rho=published.RHO)
    before = metrics.measured(ref.body, [ref.stance.state])[0]
    found = spread_anyhow(balance, rest(balance, prepared.near), stiffness)
    places = [metrics.index(name) for name, _ in published.SIGNS]
    return np.asarray((found.metrics - before)[:, places].min(axis=1) > 0.0) & (found.least_eigenvalue > 0.0)


def stable(response: Response, stiffness: Array) -> NDArray[np.bool_]:
    """Return with which K (T, terms) the healthy body stands, at both ends of rho (T,)."""
    ends = [np.linalg.eigvalsh(response.hessian(stiffness, rho))[:, 0] > LEAST_STANDING for rho in (0.0, 1.0)]
    return np.asarray(ends[0] & ends[1])


def leg_length(body: Body) -> float:
    """Return the length of a leg from hip to ankle along straight segments, m."""
    segments = [body.model.body(name).id for name in ("tibia_r", "talus_r")]
    return float(np.linalg.norm(body.model.body_pos[segments], axis=1).sum())


def write_draws(found: Draws, file: Path = FILE) -> None:
    """Write draws as data."""
    data = {
        "format": FORMAT,
        "terms": list(NAMES),
        "fingerprint": found.fingerprint,
        "seed": SEED,
        "tried": found.tried,
        "stable": round(found.stable, 5),
        "agreeing": round(found.agreeing, 5),
        "mass_kg": found.mass_kg,
        "leg_m": found.leg_m,
        "values": found.values.tolist(),
    }
    rows = json.dumps(data, sort_keys=True).replace("], [", "],\n[")
    file.write_text(rows + "\n", encoding="utf-8")
