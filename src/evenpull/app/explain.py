"""Explain an assessment's calls link by link, with the simulated body: heavy, so only on request, and kept."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from evenpull.app.what_if.person import PROPERTIES, body_is_here
from evenpull.core.words import say
from evenpull.errors import ComputeError, OutOfRange
from evenpull.infer.explain import Chain, Move, Simulated, chain_of
from evenpull.infer.records import Call, Inference
from evenpull.knowledge import Catalogue, load
from evenpull.report.records import Assessment
from evenpull.report.words import Names

if TYPE_CHECKING:
    from evenpull.body.changes import Change

TASKS = ("standing", "sit_to_stand", "squat", "single_leg_stance")
"""What the person does: gait is left out, as the body has no gait of its own."""
KEPT = 64
"""Simulations that are kept: the same change on the same body is worked out once."""


def explain(assessment: Assessment, *, call: str = "", tasks: tuple[str, ...] = TASKS) -> tuple[Chain, ...]:
    """Return the chain behind each call of an assessment, or behind one.

    Args:
        assessment: What one run found.
        call: Id of the one call to explain (`left.iliopsoas.short`); empty for all.
        tasks: What the simulated body does with and without the change; empty leaves effort and loads out.

    Example:
        >>> from evenpull import assess
        >>> chains = explain(assess("examples/desk_worker"))  # doctest: +SKIP
    """
    catalogue = load()
    calls = assessment.inference.calls if assessment.inference else ()
    return tuple(
        _chain(each, assessment, catalogue, tasks)
        for each in sorted(calls, key=lambda one: (one.muscle, one.property, one.side))
        if not call or each.id == call
    )


def _chain(call: Call, assessment: Assessment, catalogue: Catalogue, tasks: tuple[str, ...]) -> Chain:
    simulated, why_not = _simulated(call, assessment, catalogue, tasks)
    return chain_of(
        call,
        group=Names(catalogue).sentence(call),
        measurements=assessment.measurements,
        catalogue=catalogue,
        simulated=simulated,
        not_simulated=why_not,
    )


def _simulated(
    call: Call, assessment: Assessment, catalogue: Catalogue, tasks: tuple[str, ...]
) -> tuple[Simulated | None, str]:
    if not body_is_here():
        return None, say("The simulated body is not installed.")
    if call.property not in PROPERTIES or assessment.inference is None:
        return None, say("Tone is not simulated: how it works in daily life is not known.")
    change = change_of(call, assessment.inference, catalogue)
    if change is None:
        return None, say("How much healthy people differ in this muscle is not known.")
    about = assessment.person.person
    about_sex = None if about.sex == "unstated" else about.sex
    try:
        return simulate(change, tasks, sex=about_sex, height_cm=about.height_cm, mass_kg=about.mass_kg), ""
    except (ComputeError, OutOfRange):
        return None, say("The simulated body does not come to rest with this change.")


def change_of(call: Call, inference: Inference, catalogue: Catalogue) -> Change | None:
    """Return the change of the body that a call stands for, within what the body holds; None where none is known.

    A finding in healthy standard deviations becomes a change by how much healthy people differ in that muscle.
    """
    from evenpull.body.changes import RANGES, Change  # noqa: PLC0415 - the body only on request

    state = next((each for each in inference.muscles if (each.muscle, each.side) == (call.muscle, call.side)), None)
    name, muscle = PROPERTIES[call.property], catalogue.muscles[call.muscle]
    healthy = muscle.length_sd if name == "length" else muscle.strength_sd
    if state is None or healthy is None:
        return None
    mean = (state.length if name == "length" else state.strength).mean
    if mean * (1.0 if call.property == "long" else -1.0) <= 0.0:
        return None
    low, high = (math.log1p(end) for end in RANGES[name])
    return Change(side=call.side, group=call.muscle, property=name, log=min(max(mean * healthy.value, low), high))


@lru_cache(maxsize=KEPT)
def simulate(
    change: Change, tasks: tuple[str, ...], *, sex: Literal["male", "female"] | None, height_cm: float, mass_kg: float
) -> Simulated:
    """Return what one change does: posture of the body that ships, effort and load by task of a body of this size.

    Args:
        change: Of one group.
        tasks: Ids of the body's tasks.
        sex: Chooses segment shares; None takes the body's own.
        height_cm: Stature, cm.
        mass_kg: Mass, kg.

    Raises:
        NotConverged: When the body does not come to rest or cannot do a task.
    """
    from evenpull.app.what_if.posture import settle_changes  # noqa: PLC0415 - MuJoCo only on request
    from evenpull.app.what_if.task import do_task  # noqa: PLC0415
    from evenpull.app.what_if.words import changes_in_words  # noqa: PLC0415
    from evenpull.body.calibration import healthy  # noqa: PLC0415
    from evenpull.body.model.load import load_body  # noqa: PLC0415
    from evenpull.body.scaling import scaled  # noqa: PLC0415

    catalogue = load()
    body = scaled(load_body(), mass_kg=mass_kg, stature_m=height_cm / 100.0, sex=sex)
    start = healthy(body, sex=sex or "male")
    rest = settle_changes((change,), catalogue=catalogue)
    done = [
        do_task((change,), name=name, side=change.side, catalogue=catalogue, body=body, before=start) for name in tasks
    ]
    return Simulated(
        change=changes_in_words((change,), {change.group: catalogue.muscles[change.group].lay}),
        posture={
            name: Move(
                median=float(moved.median), low=float(moved.low), high=float(moved.high), sign=int(np.sign(moved.sign))
            )
            for name, moved in sorted(rest.tug.moved.items())
        },
        posture_sentence=rest.sentence,
        effort=tuple(each.effort_sentence for each in done),
        loads=tuple(each.load_sentence for each in done),
        notes=tuple(dict.fromkeys([*rest.notes, *(note for each in done for note in each.notes)])),
    )
