"""How to photograph and film oneself so that it can be measured: distance, height, light, clothing, both sides, level.

Each photo and movement has its views, its place for the phone and the catalogue's drawing of it. The numbers are what
the gates need and what the published phone studies did; where no source was read they are chosen by us.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.core.words import say

View = Literal["front", "back", "left", "right"]

GENERAL: tuple[str, ...] = (
    say("One person in the picture. No mirror, poster or window behind."),
    say("Daylight or a bright lamp in front of you or at your side, never behind."),
    say("Shorts or tight trousers, a close shirt, hair off the neck, bare feet. Wide cloth hides knees and hips."),
    say("Rest the phone on something that does not move. Hold it upright and level."),
    say("Keep the edge of a floor, a shelf or a door frame in the picture: you can mark it as level or upright later."),
    say("Head and feet in the picture all the time, with a hand's width of room around them."),
    say("Hold something in your right hand, and say once on which side of the picture it is."),
    say("Do not cut, filter or mirror the file. Use the one that the phone wrote."),
    say("Stop if it hurts more than a little. A picture is never worth pain."),
)
"""What holds for every photo and clip, in the order of doing it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How to take one photo or film one movement.

    Args:
        id: The photo `standing`, or the movement as `--movement` takes it.
        title: What it is called.
        views: From where, each a photo or clip of its own.
        distance_m: From phone to body, metres.
        height: Where the phone stands.
        seconds: How long a clip lasts at least; None for a photo.
        do: What to do, step by step.
        figure: Id of the catalogue's drawing of it, empty when there is none.
    """

    id: str
    title: str
    views: tuple[View, ...]
    distance_m: float
    height: str
    seconds: float | None
    do: tuple[str, ...]
    figure: str = ""

    @property
    def both_sides(self) -> bool:
        """Return whether a second one with the other side towards the phone is asked for."""
        return {"left", "right"} <= set(self.views)


VIEW_WORDS: dict[View, str] = {
    "front": say("front"),
    "back": say("back"),
    "left": say("left side"),
    "right": say("right side"),
}
HIP_HIGH = say("hip height")
KNEE_HIGH = say("knee height")
FLOOR_HIGH = say("a hand above the floor")
BOTH_SIDES = say("Film it twice, once with each side towards the phone: the far leg is hidden behind the near one.")
SLOW_REPETITIONS = say("Do five slow repetitions. Stand still for a second before, between and after.")

SHOTS: tuple[Shot, ...] = (
    Shot(
        id="standing",
        title=say("Standing, four photos"),
        views=("front", "back", "left", "right"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=None,
        do=(
            say("March on the spot with your eyes closed, stop, and stay as you stand."),
            say("Let the arms hang. Look straight ahead. Breathe out."),
            say("Take two or three photos of each view: they are averaged."),
        ),
        figure="rep_wall_posture_check",
    ),
    Shot(
        id="squat",
        title=say("Squat"),
        views=("left", "right", "front"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=15.0,
        do=(say("Feet as wide as the hips, arms forward."), SLOW_REPETITIONS),
        figure="ree_box_squat_tempo",
    ),
    Shot(
        id="overhead_squat",
        title=say("Squat with the arms up"),
        views=("front", "left", "right", "back"),
        distance_m=3.5,
        height=HIP_HIGH,
        seconds=15.0,
        do=(say("Arms straight up beside the ears, hands in the picture."), SLOW_REPETITIONS),
    ),
    Shot(
        id="sit_to_stand",
        title=say("Standing up from a chair"),
        views=("left", "right"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=15.0,
        do=(say("Use a chair without arms. Cross your arms on the chest."), SLOW_REPETITIONS),
        figure="ree_sit_to_stand",
    ),
    Shot(
        id="single_leg_squat",
        title=say("Squat on one leg"),
        views=("front", "left", "right"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=15.0,
        do=(say("Lift one foot a little. Keep a wall within reach. Film each leg on its own."), SLOW_REPETITIONS),
    ),
    Shot(
        id="single_leg_stance",
        title=say("Standing on one leg"),
        views=("front", "back"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=20.0,
        do=(say("Keep a wall within reach. Stand as still as you can. Film each leg on its own."),),
        figure="single_leg_balance",
    ),
    Shot(
        id="forward_bend",
        title=say("Bending forward"),
        views=("left", "right", "back"),
        distance_m=3.0,
        height=HIP_HIGH,
        seconds=15.0,
        do=(say("Roll down slowly with straight knees, hands towards the floor, and come back up."), SLOW_REPETITIONS),
    ),
    Shot(
        id="arm_raise",
        title=say("Raising the arms"),
        views=("front", "left", "right"),
        distance_m=3.0,
        height=say("chest height"),
        seconds=15.0,
        do=(say("Raise both arms as far as they go without pain, and lower them."), SLOW_REPETITIONS),
    ),
    Shot(
        id="straight_leg_raise",
        title=say("Straight leg raise"),
        views=("left", "right"),
        distance_m=3.0,
        height=FLOOR_HIGH,
        seconds=10.0,
        do=(say("Lie on your back, the near leg to be raised, knee straight. The other leg stays down."),),
        figure="straight_leg_raise",
    ),
    Shot(
        id="lunge_test",
        title=say("Lunge test of the ankle"),
        views=("left", "right"),
        distance_m=1.5,
        height=KNEE_HIGH,
        seconds=10.0,
        do=(say("Bring the knee of the near leg forward over the toes. The heel stays down."),),
        figure="lunge_angle",
    ),
    Shot(
        id="plank",
        title=say("Plank"),
        views=("left", "right"),
        distance_m=3.0,
        height=FLOOR_HIGH,
        seconds=20.0,
        do=(say("On forearms and toes, body in one line. Stop before it shakes."),),
    ),
)
"""Every photo and movement, the first to take first."""


def guide_lines(shot_id: str | None = None) -> tuple[str, ...]:
    """Return the guide as lines of plain text: what holds for all, then every shot or the one that is asked for.

    Args:
        shot_id: Id of a shot; None for all. An unknown one gives the general part only.
    """
    chosen = [shot for shot in SHOTS if shot_id is None or shot.id == shot_id]
    lines = [say("For every photo and clip"), *(f"  - {line}" for line in GENERAL)]
    for shot in chosen:
        lines += ["", f"{shot.title} ({shot.id})", *(f"  - {line}" for line in shot_steps(shot))]
    return tuple(lines)


def shot_steps(shot: Shot) -> tuple[str, ...]:
    """Return what to do for one shot, in the order of doing it."""
    views = ", ".join(VIEW_WORDS[view] for view in shot.views)
    place = say(
        "Phone at {height}, {distance:g} m away. Views: {views}.",
        height=shot.height,
        distance=shot.distance_m,
        views=views,
    )
    length = (say("Film for {seconds:.0f} seconds or more.", seconds=shot.seconds),) if shot.seconds else ()
    sides = (BOTH_SIDES,) if shot.both_sides and shot.seconds else ()
    return (place, *shot.do, *length, *sides)


def movement_shots() -> tuple[Shot, ...]:
    """Return the shots that are clips of a movement, the first to film first."""
    return tuple(shot for shot in SHOTS if shot.seconds is not None)


def film_line(shot: Shot) -> str:
    """Return how to film one movement as one line: what to do, then the phone's place and the views."""
    place, *_ = shot_steps(shot)
    return f"{shot.do[0]} {place}"
