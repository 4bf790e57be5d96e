"""The tug of war of one person: what their findings would do to the posture of a simulated healthy body."""

from __future__ import annotations

import importlib.util
import math
from importlib import resources
from typing import TYPE_CHECKING

from evenpull.errors import NotConverged
from evenpull.infer.records import Inference
from evenpull.knowledge import Catalogue
from evenpull.report.records import PullOnPelvis

if TYPE_CHECKING:
    from evenpull.body.changes import Change, Property

PROPERTIES: dict[str, Property] = {"short": "length", "long": "length", "weak": "strength"}
NAMED = ("probably", "possibly")
PICTURE_PX = 620


def pull_of(inference: Inference | None, catalogue: Catalogue) -> PullOnPelvis | None:
    """Return what the findings about muscles of the pelvis do to a simulated healthy body.

    None without such a finding, where the body is not installed or was not built, and where it does not come to rest
    with these changes.

    Args:
        inference: With calls; those count that the person is told.
        catalogue: For names and for how much healthy people differ.
    """
    if inference is None or not body_is_here():
        return None
    from evenpull.app.what_if.posture import settle_changes  # noqa: PLC0415 - MuJoCo only when there is a finding

    found = changes_of(inference, catalogue)
    if not found:
        return None
    try:
        answer = settle_changes(found, catalogue=catalogue)
    except NotConverged:
        return None
    tilt, lordosis = (answer.tug.moved[name] for name in ("pelvic_tilt", "lumbar_lordosis"))
    return PullOnPelvis(
        changes=tuple(str(change) for change in found),
        tilt_deg=(tilt.median, tilt.low, tilt.high),
        lordosis_deg=(lordosis.median, lordosis.low, lordosis.high),
        keeps_weight=answer.tug.weight.keeps,
        sentence=answer.sentence,
        notes=answer.notes,
        picture=answer.tug_picture(width=PICTURE_PX),
    )


def changes_of(inference: Inference, catalogue: Catalogue) -> tuple[Change, ...]:
    """Return the changes that the named findings about muscles of the pelvis stand for, within what the body holds.

    A finding in healthy standard deviations becomes a change by how much healthy people differ in that muscle.
    """
    from evenpull.app.what_if.posture import ROPES  # noqa: PLC0415 - likewise
    from evenpull.body.changes import RANGES, Change  # noqa: PLC0415

    concerned = {group for groups in ROPES.values() for group in groups}
    states = {(state.muscle, state.side): state for state in inference.muscles}
    found = []
    for call in sorted(inference.calls, key=lambda each: each.id):
        if call.word not in NAMED or call.property not in PROPERTIES or call.muscle not in concerned:
            continue
        name, state = PROPERTIES[call.property], states[call.muscle, call.side]
        muscle = catalogue.muscles[call.muscle]
        healthy = muscle.length_sd if name == "length" else muscle.strength_sd
        mean = (state.length if name == "length" else state.strength).mean
        if healthy is None or mean * (1.0 if call.property == "long" else -1.0) <= 0.0:
            continue
        low, high = (math.log1p(end) for end in RANGES[name])
        found.append(
            Change(side=call.side, group=call.muscle, property=name, log=min(max(mean * healthy.value, low), high))
        )
    return tuple(found)


def body_is_here() -> bool:
    """Say whether the simulated body can be used: MuJoCo is installed and the body was built."""
    built = resources.files("evenpull.body.model").joinpath("body.xml").is_file()
    return built and importlib.util.find_spec("mujoco") is not None
