"""A posterior with labels: by muscle, side and property, as plain arrays, as an xarray dataset, and as draws for ArviZ.

`labelled` needs nothing. The other two need xarray (optional, as ArviZ itself is): a dataset whose first dimensions are
chain and draw is what `arviz.convert_to_inference_data` and its summaries take.
"""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from evenpull.core.side import SIDES
from evenpull.errors import MissingExtra
from evenpull.infer.records import Marginal, MuscleState
from evenpull.infer.unknowns import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evenpull.infer.solve import Posterior

DIMS = ("muscle", "side", "property")
ATTRIBUTES = {"unit": "healthy_sd_of_ln", "tone": "not_measured"}


def labelled(muscles: Sequence[MuscleState]) -> Mapping[str, Any]:
    """Return `data_vars`, `coords` and `attrs` of the marginals: each variable is (muscle, side, property)."""
    names = sorted({state.muscle for state in muscles})
    by_place = {(state.muscle, state.side): state for state in muscles}

    def column(name: str) -> np.ndarray:
        values = [
            [[getattr(getattr(by_place[muscle, side], prop), name) for prop in PROPERTIES] for side in SIDES]
            for muscle in names
        ]
        return np.array(values, dtype=np.float64).reshape(len(names), len(SIDES), len(PROPERTIES))

    return {
        "data_vars": {each.name: (DIMS, column(each.name)) for each in fields(Marginal)},
        "coords": {"muscle": names, "side": list(SIDES), "property": list(PROPERTIES)},
        "attrs": dict(ATTRIBUTES),
    }


def labelled_draws(posterior: Posterior, *, draws: int, rng: np.random.Generator) -> Mapping[str, Any]:
    """Return joint draws of the posterior with labels: `healthy_sds` is (chain, draw, muscle, side, property).

    Args:
        posterior: Of the person.
        draws: How many, in one chain; they are independent.
        rng: Where chance comes from.
    """
    unknowns = posterior.prior.index.unknowns
    names = sorted({unknown.muscle for unknown in unknowns})
    values, vectors = np.linalg.eigh(posterior.covariance)
    normal = rng.normal(size=(draws, len(unknowns)))
    found = posterior.mean + normal @ (vectors * np.sqrt(np.maximum(values, 0.0))).T
    shaped = found.reshape(draws, len(PROPERTIES), len(names), len(SIDES)).transpose(0, 2, 3, 1)
    coords = {"chain": [0], "draw": np.arange(draws), "muscle": names, "side": list(SIDES)}
    return {
        "data_vars": {"healthy_sds": (("chain", "draw", *DIMS), shaped[None])},
        "coords": coords | {"property": list(PROPERTIES)},
        "attrs": dict(ATTRIBUTES),
    }


def dataset(parts: Mapping[str, Any]) -> Any:
    """Return labelled parts as an `xarray.Dataset`.

    Raises:
        MissingExtra: When xarray is not installed.
    """
    try:
        xarray = import_module("xarray")
    except ImportError:
        raise MissingExtra("xarray", install="pip install xarray") from None
    return xarray.Dataset(**parts)
