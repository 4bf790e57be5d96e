"""How an exercise or test is drawn: key poses, what they rest on, things, arrows, working muscles, words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from evenpull.knowledge.kinds.common import Entry, Id, Record, Sentence

SideWord = Literal["left", "right", "both"]
FigureRole = Literal["reposition", "inhibit", "lengthen", "activate", "re_educate", "integrate", "reinforce", "test"]
Way = Literal["up", "down", "ahead", "behind", "left", "right"]
PropKind = Literal[
    "mat", "wall", "chair", "step", "bench", "foam_roller", "ball", "soft_ball", "towel", "pillow", "band", "strap",
    "loop_band", "dowel", "dumbbell", "kettlebell", "doorway", "phone", "goniometer", "dynamometer", "tape",
    "helper_hand", "breath", "angle", "gap", "clock", "box",
    "low_bench", "swiss_ball", "bar", "rope", "massage_gun", "hook_tool",
]  # fmt: skip


class Contact(Record):
    """A place on the body that rests on or holds something.

    Args:
        place: Place on the body, such as `sole_left`.
        on: `floor`, a prop's kind (its top or its face), or another place on the body.
    """

    place: Id
    on: Id


class Arrow(Record):
    """Which way something moves.

    Args:
        at: Place on the body.
        way: Direction in the room as the mannequin stands in it: it faces `ahead`.
        length_m: Length in metres of the body's size.
        shift: Where the arrow starts from, seen from the place: metres ahead, to the left, up.
        bow: How far it is bent, as a share of its length; positive to the left of its way.
        double: True when it goes both ways.
    """

    at: Id
    way: Way
    length_m: Annotated[float, Field(gt=0, le=1)] = 0.2
    shift: tuple[float, float, float] = (0, 0, 0)
    bow: float = 0
    double: bool = False


class Prop(Record):
    """A thing in the picture, put where the body touches it.

    Args:
        kind: What it is.
        at: Place or places on the body that it touches, hangs from, or runs along, in order.
        facing: For walls, chairs and doorways: which side of the body it stands on or faces.
        shift: Moves it from there: metres ahead, to the left, up.
        along: Direction of its long axis, for rollers, towels and tables; an angle without `fastened` is read from it.
        size: Factor on its usual size.
        front: True when it is drawn over the body.
        fastened: For bands, the line an angle is read from, and gaps: the far end, seen from the last place (the first
            of an angle): metres ahead, to the left, up.
        label: A short word beside it.
    """

    kind: PropKind
    at: tuple[Id, ...] = ()
    facing: Literal["ahead", "behind", "left", "right"] = "ahead"
    shift: tuple[float, float, float] = (0, 0, 0)
    along: Way = "left"
    size: Annotated[float, Field(gt=0.1, lt=5)] = 1
    front: bool = False
    fastened: tuple[float, float, float] | None = None
    label: str = ""


class Pose(Record):
    """One key pose. Angles left out are 0 (standing); names without a side mean both sides.

    Args:
        label: A word under it, such as `start`; empty for none.
        turn_deg, lean_deg, roll_deg: The pelvis: rolled onto its right side, then leant forward, then turned left.
        angles_deg: Joint angles (`evenpull.body.skeleton.angles`).
        contacts: What rests on what; the body's height follows from them.
        props: Things that belong to this pose only.
        arrows: Movement from this pose.
    """

    label: str = ""
    turn_deg: float = 0
    lean_deg: float = 0
    roll_deg: float = 0
    angles_deg: dict[str, float] = Field(default_factory=dict)
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]
    props: tuple[Prop, ...] = ()
    arrows: tuple[Arrow, ...] = ()


class Worked(Record):
    """A muscle that the picture shows, and what is done to it."""

    muscle: Id
    side: SideWord = "both"
    role: FigureRole


class Figure(Entry):
    """A drawing of one thing.

    Args:
        title: Its name for people.
        view: Where it is seen from, as the mannequin stands in the room (`side`: its right).
        turn_deg: Camera walked on from there towards the front (from the side), to the left (from the front).
        lift_deg: Camera raised above the floor.
        layout: Poses beside each other, below each other, or the first as a ghost behind the last.
        anchor: With `ghost`: the place that stays where it is.
        close_up: Place that fills the picture, where the movement is small; empty for the whole body.
        reach_m: With `close_up`: how far round the place is shown, metres.
        poses: One to three key poses in order.
        props: Things in every pose.
        muscles: Muscles drawn as strands.
        alt: What the picture shows, one or two sentences.
    """

    title: Sentence
    view: Literal["side", "front", "back"] = "side"
    turn_deg: float = 22
    lift_deg: float = 10
    layout: Literal["beside", "below", "ghost"] = "beside"
    anchor: Id = "pelvis"
    close_up: Id = ""
    reach_m: Annotated[float, Field(gt=0.1, le=0.9)] = 0.4
    poses: Annotated[tuple[Pose, ...], Field(min_length=1, max_length=3)]
    props: tuple[Prop, ...] = ()
    muscles: tuple[Worked, ...] = ()
    alt: Sentence
