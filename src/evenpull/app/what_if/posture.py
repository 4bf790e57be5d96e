"""What posture does when muscles change: the tug of war with its band, in numbers, in words and as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evenpull.app.what_if.names import muscle_names
from evenpull.app.what_if.words import NOT_YOU, changes_in_words
from evenpull.body.calibration import healthy
from evenpull.body.changes import Change, apply
from evenpull.body.groups import group_muscles
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import LEVEL, METRICS, Ground, Moved, Settled, TugOfWar, settle, tug_of_war
from evenpull.body.settle.pull import pulls
from evenpull.core.words import say

if TYPE_CHECKING:
    from evenpull.knowledge import Catalogue

ROPES = {
    "hip_flexors": ("iliopsoas", "rectus_femoris", "tensor_fasciae_latae"),
    "hip_extensors": ("gluteus_maximus", "hamstrings"),
    "abdominals": ("abdominals",),
    "back_extensors": ("lumbar_erector_spinae", "quadratus_lumborum"),
}
"""Groups of the catalogue that make the four pulls on the pelvis."""
SEEN_DEG = 0.1
"""A metric that moves by less, degrees, is said to stay."""
MOVES = {
    ("pelvic_tilt", True): say("the pelvis tips forward by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("pelvic_tilt", False): say("the pelvis tips back by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("lumbar_lordosis", True): say("the low back hollows by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("lumbar_lordosis", False): say("the low back flattens by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("pelvic_obliquity", True): say("the pelvis drops on the right by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("pelvic_obliquity", False): say("the pelvis drops on the left by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("trunk_lean_right", True): say("the trunk leans right by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
    ("trunk_lean_right", False): say("the trunk leans left by {size:.1f} degrees ({low:.1f} to {high:.1f})"),
}
"""The metrics that a sentence names, in its order; those whose sign is not known come as unknown."""
UNSURE = {
    "pelvic_tilt": say("which way the pelvis tips is not known"),
    "lumbar_lordosis": say("whether the low back hollows or flattens is not known"),
    "pelvic_obliquity": say("which side of the pelvis drops is not known"),
    "trunk_lean_right": say("to which side the trunk leans is not known"),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostureAnswer:
    """The healthy adult body at rest, and the same body with some muscles or the ground changed.

    Args:
        changes: What was changed in the muscles.
        ground: What was changed under the feet.
        stance: How it stands, sits or lies.
        tug: What moves, with its band.
        before, after: Both at rest, half of the healthy command kept.
        tension: Of every muscle, N, before and after.
        ropes: The same summed over each of `ROPES`, both sides together.
        sentence: The answer in words.
        notes: What limits it.
    """

    changes: tuple[Change, ...]
    ground: Ground
    stance: str
    tug: TugOfWar
    before: Settled
    after: Settled
    tension: tuple[dict[str, float], dict[str, float]]
    ropes: tuple[dict[str, float], dict[str, float]]
    sentence: str
    notes: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """Return every metric with its unit and band, the pulls, and what limits the answer."""
        positive = {metric.name: metric.positive for metric in METRICS}
        return {
            "changes": [str(each) for each in self.changes],
            "ground": asdict(self.ground),
            "stance": self.stance,
            "sentence": self.sentence,
            "notes": list(self.notes),
            "moved": [asdict(moved) | {"positive": positive[name]} for name, moved in self.tug.moved.items()],
            "pulls_n": {"before": self.ropes[0], "after": self.ropes[1]},
            "least_eigenvalue_nm_per_rad": self.tug.least_eigenvalue,
            "contacts_hold": self.after.holds,
            "posture_weight": asdict(self.tug.weight),
        }

    def picture(self, body: Body) -> str:
        """Return the mannequin before and after as an SVG, each muscle coloured by how much more or less it pulls.

        It is seen from the side of the changes, from the right where both sides change or none.
        """
        from evenpull.body.portrait.change import Posture, change  # noqa: PLC0415 - only for a picture
        from evenpull.body.portrait.colours import changing, rounded_up  # noqa: PLC0415 - likewise
        from evenpull.body.portrait.compare import draw_change  # noqa: PLC0415 - likewise
        from evenpull.body.portrait.panel import Look  # noqa: PLC0415 - likewise

        both = change(body, Posture(q=self.before.q, at=self.before.root), Posture(q=self.after.q, at=self.after.root))
        more = {name: self.tension[1][name] - pull for name, pull in self.tension[0].items()}
        most = rounded_up(max(abs(value) for value in more.values()))
        look = Look(values=more, scale=changing(most=most, unit="N", title=say("change of pull")))
        view = "left" if {each.side for each in self.changes} == {"left"} else "right"
        return draw_change(both, view=view, look=look, caption=NOT_YOU)

    def tug_picture(self, *, width: float | None = None) -> str:
        """Return the pelvis on its four ropes before and after as an SVG."""
        from evenpull.body.portrait.ropes import Tug  # noqa: PLC0415 - only for a picture
        from evenpull.body.portrait.tug import draw_tug  # noqa: PLC0415 - likewise

        return draw_tug(
            Tug(pulls=self.ropes[0], words=say("even")),
            Tug(
                pulls=self.ropes[1],
                tilt_deg=self.tug.moved["pelvic_tilt"].median,
                lordosis_deg=self.tug.moved["lumbar_lordosis"].median,
                words=say("with the change"),
            ),
            caption=say("Pulls in newtons, both sides together, of a simulated healthy body."),
            width=width,
        )


def settle_changes(
    changes: Sequence[Change],
    *,
    catalogue: Catalogue | None = None,
    ground: Ground = LEVEL,
    stance: str = "both_feet",
    body: Body | None = None,
) -> PostureAnswer:
    """Return what posture does when muscles or the ground change.

    Args:
        changes: What differs from the healthy adult body.
        catalogue: For the muscles' names; the one that ships when None, of which only those are read.
        ground: Lifts, wedges, leg-length difference.
        stance: `both_feet`, `left_foot`, `right_foot`, `sitting` or `lying`.
        body: The body; the one that ships when None.

    Raises:
        UnknownId: When there is no such stance.
        OutOfRange: When the changes add up to more than a muscle can hold.
        NotConverged: When the body does not come to rest.
    """
    body = load_body() if body is None else body
    start = healthy(body)
    person = apply(start, changes, body)
    tug = tug_of_war(body, person, healthy=start, stance=stance, ground=ground)
    before = settle(body, start, healthy=start, stance=stance)
    after = settle(body, person, healthy=start, stance=stance, ground=ground)
    tension = _tensions(body, start, before, start), _tensions(body, person, after, start)
    what = changes_in_words(changes, muscle_names(catalogue))
    return PostureAnswer(
        changes=tuple(changes),
        ground=ground,
        stance=stance,
        tug=tug,
        before=before,
        after=after,
        tension=tension,
        ropes=(_ropes(body, tension[0]), _ropes(body, tension[1])),
        sentence=_sentence(tug, what),
        notes=(NOT_YOU,) if tug.weight.keeps else (NOT_YOU, tug.weight.sentence()),
    )


def _tensions(body: Body, parameters: Parameters, found: Settled, start: Parameters) -> dict[str, float]:
    force = pulls(body, parameters, found, healthy=start)
    return {name: float(value) for name, value in zip(body.names, force, strict=True)}


def _ropes(body: Body, tension: dict[str, float]) -> dict[str, float]:
    return {
        name: sum(tension[muscle] for group in groups for muscle in group_muscles(body, group, "both"))
        for name, groups in ROPES.items()
    }


def _sentence(tug: TugOfWar, what: str) -> str:
    told = [said for name in UNSURE if (said := _moved(tug.moved[name]))]
    if not told:
        return say("With {what}: nothing moves by 0.1 degrees or more. Posture alone would not show it.", what=what)
    return say("With {what}: {told}.", what=what, told="; ".join(told))


def _moved(moved: Moved) -> str:
    ends = np.abs([moved.low, moved.high])
    if max(ends) < SEEN_DEG:
        return ""
    if moved.sign == 0:
        return UNSURE[moved.name]
    pattern = MOVES[moved.name, moved.sign > 0]
    return pattern.format(size=abs(moved.median), low=float(ends.min()), high=float(ends.max()))
