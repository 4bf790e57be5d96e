"""The table of every muscle: where it runs, how long it is, what it can turn, how strong it is, left against right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.build.audit.continuity import Curve
from evenpull.body.build.parts import Anatomy, Via
from evenpull.body.model.body import Body

Floats = NDArray[np.float64]
CROSSES_MM = 2.0
"""A muscle whose arm never reaches this does not cross the joint."""
POSES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One right-side muscle.

    Args:
        muscle: Name.
        origin: Segment of the first point.
        insertion: Segment of the last point.
        length: With every coordinate at zero, m.
        F_0: Greatest isometric force, N.
        l_0: Optimal fibre length, m.
        l_T: Tendon slack length, m.
        rest: Normalised fibre length with every coordinate at zero (pennation left out).
        arms: Coordinate -> least and greatest arm over its range, m.
        side_difference: Largest difference to the mirrored left one over random postures, m; NaN without one.
        source: Where the force properties come from.
    """

    muscle: str
    origin: str
    insertion: str
    length: float
    F_0: float
    l_0: float
    l_T: float  # noqa: N815 - the equations' letter
    rest: float
    arms: Mapping[str, tuple[float, float]]
    side_difference: float
    source: str


def rows(anatomy: Anatomy, body: Body, curves: list[Curve]) -> list[Row]:
    """Return the rows of all right-side muscles."""
    c = body.coordinates
    lengths, _ = body.paths(np.clip(np.zeros(len(c.names)), c.low, c.high))
    differences = side_differences(body)
    out = []
    for index, name in enumerate(body.names):
        if not name.endswith("_r"):
            continue
        ends = [step.segment for step in anatomy.muscles[name].path if isinstance(step, Via)]
        force = anatomy.muscles[name].force
        spans = {c.coordinate: (float(c.arms[:, index].min()), float(c.arms[:, index].max())) for c in curves}
        out.append(
            Row(
                muscle=name,
                origin=ends[0],
                insertion=ends[-1],
                length=float(lengths[index]),
                F_0=force.maximum,
                l_0=force.fibre,
                l_T=force.slack,
                rest=float((lengths[index] - force.slack) / force.fibre),
                arms={c: s for c, s in spans.items() if max(abs(s[0]), abs(s[1])) > CROSSES_MM / 1000},
                side_difference=differences.get(name, float("nan")),
                source=force.source,
            )
        )
    return out


def side_differences(body: Body, seed: int = 20, poses: int = POSES) -> dict[str, float]:
    """Return per right muscle the largest length difference to the left one in mirrored random postures, m."""
    c, names, mirror = body.coordinates, body.names, body.mirror()
    pairs = [(i, names.index(n[:-1] + "l")) for i, n in enumerate(names) if n[-2:] == "_r" and n[:-1] + "l" in names]
    right, left = (np.array(side) for side in zip(*pairs, strict=True))
    worst = np.zeros(len(pairs))
    generator = np.random.default_rng(seed)
    for _ in range(poses):
        q = generator.uniform(c.low, c.high)
        worst = np.maximum(worst, np.abs(body.paths(q)[0][right] - body.paths(mirror.posture(q))[0][left]))
    return {names[i]: float(w) for i, w in zip(right, worst, strict=True)}


def wrong_side(anatomy: Anatomy) -> list[str]:
    """Return the muscles that run on the other side than their name says."""
    middle = float(anatomy.segments["pelvis"].origin[1])
    out = []
    for name, muscle in anatomy.muscles.items():
        left = float(np.mean([anatomy.world(s)[1] for s in muscle.path if isinstance(s, Via)])) - middle
        if left * (1 if name.endswith("_l") else -1) < 0:
            out.append(name)
    return out


def doubtful_forces(found: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield (muscle, what is wrong) for force properties that no muscle has."""
    for row in found:
        if row.F_0 <= 0:
            yield row.muscle, "no force"
        if row.l_0 < 0.005:
            yield row.muscle, f"fibre of {row.l_0 * 1000:.1f} mm"
        if row.l_T < 0:
            yield row.muscle, f"tendon of {row.l_T * 1000:.0f} mm"
        if not 0.3 <= row.rest <= 1.6:
            yield row.muscle, f"fibre at {row.rest:.2f} of its optimum with every joint at zero"


def line(row: Row) -> str:
    """Return a row as text."""
    arms = ", ".join(f"{c.removesuffix('_r')} {s[0] * 1000:.0f}..{s[1] * 1000:.0f}" for c, s in row.arms.items())
    return (
        f"{row.muscle:24s} {row.origin:>10s} > {row.insertion:10s} {row.length * 1000:6.1f} {row.F_0:7.1f} "
        f"{row.l_0 * 1000:6.1f} {row.l_T * 1000:6.1f} {row.rest:5.2f} {row.side_difference * 1000:8.1e}  {arms}"
    )


HEADER = (
    f"{'muscle':24s} {'origin':>10s} > {'insertion':10s} {'length':>6s} {'F_0 N':>7s} {'l_0':>6s} {'l_T':>6s} "
    f"{'rest':>5s} {'L-R':>8s}  moment arm over the range (mm; positive pulls the coordinate up)"
)
