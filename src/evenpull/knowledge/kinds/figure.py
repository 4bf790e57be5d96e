"""How an exercise or test is drawn: key poses of the mannequin, props, arrows, and a description for those who do not see."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Record, Sentence


class Pose(Record):
    """One key pose: joint angles in degrees by joint name, and what rests on what. Angles left out are 0 (standing)."""

    name: Sentence
    angles_deg: dict[str, float] = {}
    contacts: tuple[tuple[str, str], ...] = ()
    root_deg: float = 0
    hold: bool = False


class Figure(Entry):
    """A drawing of one thing.

    Args:
        view: Where it is seen from.
        poses: One to three key poses in order.
        props: Things in the picture, such as `roller`, `band`, `chair`, `wall`, `bench`, with where they are.
        arrows: Which way what moves, such as (`pelvis`, `up`).
        muscles: Muscle ids drawn as strands, by role.
        alt: What the picture shows, one or two sentences.
    """

    view: Literal["side", "front", "back"]
    poses: tuple[Pose, ...]
    props: tuple[tuple[str, str], ...] = ()
    arrows: tuple[tuple[str, str], ...] = ()
    muscles: dict[str, str] = {}
    alt: Sentence
