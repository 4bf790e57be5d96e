"""The table of the calibration: targets, predictions and residuals, before and after the fit, man and woman.

Before the fit means the body as it is built: published curves for every muscle and no joint capsules. A curve is one
line (rms over its points); a length test is read as the angle at which it stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration.geometry import geometry
from evenpull.body.calibration.healthy import Sex, with_fit
from evenpull.body.calibration.predict import predictions, standing_pull, test_angle
from evenpull.body.calibration.targets import Kind, Role, Target, facts, targets
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule
from evenpull.core.words import say

Array = NDArray[np.float64]
SEXES: tuple[Sex, ...] = ("male", "female")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One curve, test or muscle of the table.

    Args:
        name: Curve, test or muscle.
        sex: Whose number it is.
        kind: What is compared; `standing` is a muscle's resting pull in plain standing.
        role: Fitted to, or held out.
        unit: Of the numbers.
        target: Published numbers, in the order of the curve's postures.
        before, after: Predictions.
        gate: How far each may be off.
        source, grade: Where the target is from, and how sure.
        postures: What is posed, degrees.
    """

    name: str
    sex: Sex
    kind: Kind | str
    role: Role
    unit: str
    target: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    gate: tuple[float, ...]
    source: str
    grade: str
    postures: tuple[Mapping[str, float], ...] = ()

    def miss(self, which: str = "after") -> float:
        """Return the rms residual of `before` or `after`, in the row's unit."""
        off = np.array(getattr(self, which)) - self.target
        return float(np.sqrt(np.mean(off**2)))

    @property
    def inside(self) -> bool:
        """Return whether the fitted body is inside the gate: rms over the curve of residual over gate at most 1."""
        off = (np.array(self.after) - self.target) / self.gate
        return float(np.sqrt(np.mean(off**2))) <= 1.0


def before_fit(body: Body) -> Parameters:
    """Return the parameters of the body as it is built: no calibration, no capsules."""
    return Parameters(muscles=body.muscles(), capsule=Capsule.none(len(body.coordinates.names)))


def rows(body: Body, fitted: Mapping[str, Any]) -> tuple[Row, ...]:
    """Return the table of a fit on a body: curves and tests in the order of the data, then plain standing."""
    every = targets(body.states.mass)
    plain = before_fit(body)
    after = {sex: with_fit(body, fitted, sex=sex) for sex in SEXES}
    found = []
    for name in dict.fromkeys(target.curve for target in every):
        curve = [target for target in every if target.curve == name]
        made = _test(body, plain, after, curve[0]) if curve[0].kind == "range" else _curve(body, plain, after, curve)
        found.append(made)
    return (*found, _standing(body, plain, after["male"]))


def _curve(body: Body, plain: Parameters, after: Mapping[Sex, Parameters], curve: Sequence[Target]) -> Row:
    places = geometry(body, curve)
    first = curve[0]
    return Row(
        name=first.curve,
        sex=first.sex,
        kind=first.kind,
        role=first.role,
        unit="Nm",
        target=tuple(target.value for target in curve),
        before=_numbers(predictions(plain, places, curve)),
        after=_numbers(predictions(after[first.sex], places, curve)),
        gate=tuple(target.gate for target in curve),
        source=first.source,
        grade=first.grade,
        postures=tuple(target.angles for target in curve),
    )


def _test(body: Body, plain: Parameters, after: Mapping[Sex, Parameters], target: Target) -> Row:
    return Row(
        name=target.curve,
        sex=target.sex,
        kind=target.kind,
        role=target.role,
        unit="deg",
        target=(float(target.test["angle_deg"]),),
        before=(test_angle(body, plain, target),),
        after=(test_angle(body, after[target.sex], target),),
        gate=(float(target.test["sd_deg"]),),
        source=target.source,
        grade=target.grade,
        postures=(target.angles,),
    )


def _standing(body: Body, plain: Parameters, after: Parameters) -> Row:
    rule = facts()["standing_pull"]
    right = [i for i, name in enumerate(body.names) if name.endswith("_r")]
    pulls = standing_pull(body, plain)[right], standing_pull(body, after)[right]
    return Row(
        name="plain_standing_pull",
        sex="male",
        kind="standing",
        role=rule["role"],
        unit=say("share of greatest force"),
        target=(rule["share_of_maximum"],),
        before=(float(pulls[0].max()),),
        after=(float(pulls[1].max()),),
        gate=(rule["gate"],),
        source=rule["source"],
        grade=rule["grade"],
    )


def summary(found: Sequence[Row]) -> Iterator[str]:
    """Yield the table, one line per curve, test and muscle pull, in Markdown."""
    yield say("| target | sex | role | unit | target (range) | off before | off after | gate | inside |")
    yield "|---|---|---|---|---|---|---|---|---|"
    for row in found:
        low, high = min(row.target), max(row.target)
        span = f"{low:.3g}" if len(row.target) == 1 else say("{low:.3g} to {high:.3g}", low=low, high=high)
        least, most = min(row.gate), max(row.gate)
        gate = f"{least:.3g}" if least == most else say("{low:.3g} to {high:.3g}", low=least, high=most)
        inside = say("yes") if row.inside else say("no")
        yield (
            f"| {row.name} | {row.sex} | {row.role.replace('_', ' ')} | {row.unit} | {span} | "
            f"{row.miss('before'):.3g} | {row.miss():.3g} | {gate} | {inside} |"
        )


def points(found: Sequence[Row]) -> Iterator[str]:
    """Yield every target with its predictions and residual, one line each."""
    curve, sex, role, posture = say("curve"), say("sex"), say("role"), say("posture (deg)")
    titles = (say("target"), say("before"), say("after"), say("off"))
    yield f"{curve:30s} {sex:6s} {role:11s} {posture:44s}" + "".join(f" {title:>9s}" for title in titles)
    for row in found:
        for i, value in enumerate(row.target):
            posed = row.postures[i] if row.postures else {}
            words = " ".join(f"{name.removesuffix('_r')} {angle:g}" for name, angle in posed.items() if angle)
            yield (
                f"{row.name:30s} {row.sex:6s} {row.role:11s} {words:44s} {value:9.2f} {row.before[i]:9.2f} "
                f"{row.after[i]:9.2f} {row.after[i] - value:9.2f}"
            )


def parameters(fitted: Mapping[str, Any]) -> Iterator[str]:
    """Yield every number of the fit, one line per synergist group and capsule."""
    for owner, values in fitted["groups"].items():
        yield f"{owner:22s} " + "  ".join(f"{name} {value:.3f}" for name, value in values.items())
    for owner, values in fitted["capsule"].items():
        low, high = values[:3], values[3:]
        yield f"{owner:22s} " + say(
            "low {low:.2f} Nm at {low_at:.0f} deg, {low_rate:.1f}/rad; "
            "high {high:.2f} Nm at {high_at:.0f} deg, {high_rate:.1f}/rad",
            low=low[1],
            low_at=np.degrees(low[0]),
            low_rate=low[2],
            high=high[1],
            high_at=np.degrees(high[0]),
            high_rate=high[2],
        )
    for name, values in fitted["sexes"]["female"].items():
        by_owner = "  ".join(f"{owner} {value:.3f}" for owner, value in values.items())
        yield say("woman, {name}: {values}", name=name, values=by_owner)


def _numbers(values: Array) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
