"""Make a body of another size: lengths by segment, masses by sex, muscles with their paths; compiled once per size.

Lengths go with the stature, or with a measured segment. A fibre and its tendon keep their share of the path. A muscle's
greatest force goes with the mass of the body, its arm with the stature: so the moment of a joint goes with mass times
stature, as the published moments that the body is calibrated to are given. Angles, and so couplings, do not change;
translations of the knee go with the thigh. Left and right take the same factors, so the mirror stays exact.

Source: de Leva 1996 (masses), Anderson 2007 (moments over mass times stature).
"""

from __future__ import annotations

import copy
import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np

from evenpull.body.build.standing import com_in_front
from evenpull.body.calibration import fingerprint
from evenpull.body.coordinates import Coordinates, States
from evenpull.body.model.body import Body
from evenpull.body.model.load import RECORD, XML, read_files
from evenpull.body.scaling.masses import woman_over_man
from evenpull.body.scaling.size import PARTS, TRUNK, Sex, Size, factors
from evenpull.core.words import say
from evenpull.errors import OutOfRange

KEPT = 16
"""Sizes whose compiled model is kept in memory."""
ROUNDING = 1e-9


def scaled(
    body: Body,
    *,
    mass_kg: float,
    stature_m: float,
    sex: Sex | None = None,
    segments: Mapping[str, float] | None = None,
) -> Body:
    """Return the body of a person of this size, with working memory of its own.

    The calibrated muscles of the person are `healthy(scaled(...), sex=...)`. Above a body mass index of about 30 the
    strength is too great: it goes with the whole mass, fat and all.

    Args:
        body: The body that ships (`load_body()`).
        mass_kg: Of the whole body.
        stature_m: Height, standing.
        sex: Whose segment masses; those of the body itself, a man's, when not given.
        segments: Measured lengths between joint centres, m: any of `thigh`, `shank`, `upper_arm`, `forearm`, for both
            sides. The trunk takes what is left of the stature.

    Raises:
        OutOfRange: When no person is like this, or the body was scaled already.
        UnknownId: When sex or a segment is none.

    Example:
        >>> body = scaled(load_body(), mass_kg=62, stature_m=1.64, sex="female")  # doctest: +SKIP
    """
    if "origin" in body.record:
        hint = say("Scale the body that ships: scaled(load_body(), ...).")
        raise OutOfRange(say("the body was scaled already"), hint=hint)
    listed = tuple(sorted((name, float(length)) for name, length in (segments or {}).items()))
    size = Size(mass_kg=float(mass_kg), stature_m=float(stature_m), sex=sex, segments=listed)
    model, record = _made(fingerprint(body), size)
    return Body(model=model, states=States(model, Coordinates.from_rows(model, record["coordinates"])), record=record)


@lru_cache(maxsize=KEPT)
def _made(origin: str, size: Size) -> tuple[Any, dict[str, Any]]:
    """Return compiled model and record of a size, made from the body whose fingerprint is `origin`."""
    text, own = read_files(XML, RECORD)
    base = Body.from_text(text, own)
    if fingerprint(base) != origin:
        raise OutOfRange(say("only the body that ships can be scaled"), hint=say("Scale load_body()."))
    by_part = factors(base, size)
    xml = resized(text, by_part, mass_factors(base, size))
    record = copy.deepcopy(own)
    _move_couplings(record, by_part)
    record |= {
        "origin": origin,
        "xml_sha256": hashlib.sha256(xml.encode("utf-8")).hexdigest(),
        "size": {
            "mass_kg": size.mass_kg,
            "stature_m": size.stature_m,
            "sex": size.sex,
            "segments": dict(size.segments),
        },
    }
    made = Body.from_text(xml, record)
    _refit_muscles(base, made, record, size.mass_kg / base.states.mass)
    lean = float(record["standing"]["angles"]["ankle_angle_r"])
    record["standing"]["com_in_front_of_ankle_m"] = com_in_front(made, lean)
    return made.model, record


def part_of(segment: str) -> str:
    """Return the part whose factor a segment takes."""
    plain = segment[:-2] if segment.endswith(("_r", "_l")) else segment
    return next((part for part, names in PARTS.items() if plain in names), TRUNK)


def mass_factors(base: Body, size: Size) -> dict[str, float]:
    """Return the factor on the mass of each segment; together they make the mass that is asked for."""
    names = [base.model.body(i).name for i in range(1, base.model.nbody)]
    masses = dict(zip(names, base.model.body_mass[1:], strict=True))
    lean = {
        name: woman_over_man("head" if name == "head" else part_of(name)) if size.sex == "female" else 1.0
        for name in names
    }
    whole = sum(masses[name] * lean[name] for name in names)
    return {name: lean[name] * size.mass_kg / whole for name in names}


def resized(xml: str, by_part: Mapping[str, float], by_mass: Mapping[str, float]) -> str:
    """Return the XML with every length and mass changed; everything in a segment's frame takes its part's factor."""
    root = ET.fromstring(xml)
    world = root.find("worldbody")
    assert world is not None
    for child in world.findall("body"):
        _resize(child, 1.0, by_part, by_mass)
    return ET.tostring(root, encoding="unicode")


def _resize(element: ET.Element, above: float, by_part: Mapping[str, float], by_mass: Mapping[str, float]) -> None:
    name = element.attrib["name"]
    own = by_part[part_of(name)]
    _times(element, "pos", above)
    for child in element:
        if child.tag == "body":
            _resize(child, own, by_part, by_mass)
        elif child.tag == "inertial":
            _times(child, "pos", own)
            _times(child, "mass", by_mass[name])
            _times(child, "fullinertia", by_mass[name] * own * own)
            _trim(child)
        else:
            _times(child, "pos", own)
            _times(child, "size", own)


def _times(element: ET.Element, attribute: str, factor: float) -> None:
    if attribute in element.attrib:
        values = [repr(float(value) * float(factor)) for value in element.attrib[attribute].split()]
        element.attrib[attribute] = " ".join(values)


def _trim(inertial: ET.Element) -> None:
    """Keep the greatest moment of inertia below the sum of the others, as in any solid, after rounding."""
    values = [float(value) for value in inertial.attrib["fullinertia"].split()]
    axis = max(range(3), key=lambda i: values[i])
    values[axis] = min(values[axis], (sum(values[:3]) - values[axis]) * (1.0 - ROUNDING))
    inertial.attrib["fullinertia"] = " ".join(repr(value) for value in values)


def _move_couplings(record: dict[str, Any], by_part: Mapping[str, float]) -> None:
    """Make the joints that slide do so in proportion to the thigh, which carries them."""
    for row in record["coordinates"]:
        for joint, numbers in row["drives"].items():
            if "translation" in joint:
                row["drives"][joint] = [value * by_part["thigh"] for value in numbers]


def _refit_muscles(base: Body, made: Body, record: dict[str, Any], stronger: float) -> None:
    """Give fibre and tendon their share of the path in the reference posture, and force by the mass."""
    q = np.zeros(len(base.coordinates.names))
    longer = made.paths(q)[0] / base.paths(q)[0]
    by_name = dict(zip(base.names, longer, strict=True))
    for row in record["muscles"]:
        force = row["force"]
        force["fibre"] *= float(by_name[row["name"]])
        force["slack"] *= float(by_name[row["name"]])
        force["maximum"] *= stronger
