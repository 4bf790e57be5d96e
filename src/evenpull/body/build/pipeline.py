"""The order of the mends: from MyoSim as shipped to the body that Evenpull uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evenpull.body.build.mends import arm, forces, hip, knee, lumbar, masses, patella, psoas, sides, spine
from evenpull.body.build.parts import Anatomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change: its id, what was wrong in a sentence, and the function that mends it."""

    id: str
    fault: str
    mend: Callable[[Anatomy], None]


MENDS = (
    Mend(
        id="keep_right",
        fault="Left and right differ, and right-arm parts carry no side; the left of the file is dropped.",
        mend=sides.keep_right,
    ),
    Mend(
        id="right_on_the_right",
        fault="Both halves of rectus abdominis run on the other side.",
        mend=sides.right_on_the_right,
    ),
    Mend(
        id="whole_lumbar_angle",
        fault="The lumbar coordinate is the angle of L5/S1 alone: the trunk turns 1.875 times as far.",
        mend=lumbar.whole_angle,
    ),
    Mend(
        id="spine_seat",
        fault="The spine sits 38 mm too far up and back on the pelvis.",
        mend=spine.seat,
    ),
    Mend(
        id="abdominal_plate",
        fault="The plate of the oblique muscles turns about its own middle, in flexion alone.",
        mend=spine.plate,
    ),
    Mend(
        id="rib_iliocostalis",
        fault="The iliocostalis fascicles of the ribs miss the published arms by up to 13 mm.",
        mend=spine.rib_iliocostalis,
    ),
    Mend(
        id="knee_centre",
        fault="The shank turns about a point 9 mm from the knee's.",
        mend=knee.centre,
    ),
    Mend(
        id="knee_range",
        fault="The knee ends at straight and at 120 degrees, and its polynomials run away outside.",
        mend=knee.wide_range,
    ),
    Mend(
        id="biceps_short_head",
        fault="Beyond 121 degrees of knee flexion the short head of biceps femoris straightens the knee.",
        mend=knee.biceps_short_head,
    ),
    Mend(
        id="patella_track",
        fault="The arm of the knee's extensors falls to 19 mm at 90 degrees and rises again beyond 100.",
        mend=patella.track,
    ),
    Mend(
        id="psoas_joined",
        fault="No psoas crosses spine and hip: one half ends on the pelvis, the other begins there.",
        mend=psoas.joined,
    ),
    Mend(
        id="gluteus_maximus",
        fault="The upper gluteus maximus has lost its wrapping cylinder.",
        mend=hip.gluteus_maximus,
    ),
    Mend(
        id="deep_hip",
        fault="Gemelli, quadratus femoris and pectineus are missing.",
        mend=hip.deep_rotators,
    ),
    Mend(
        id="triceps_long_head",
        fault="The long head of triceps jumps over the humeral head and turns the arm with 41 mm.",
        mend=arm.triceps_long_head,
    ),
    Mend(
        id="pronator_quadratus",
        fault="Pronator quadratus runs along the inside of its surface, where its arm is found to 1e-9 m only.",
        mend=arm.pronator_quadratus,
    ),
    Mend(
        id="masses",
        fault="The pelvis is there twice and the head weighs 2.4 kg.",
        mend=masses.published_masses,
    ),
    Mend(
        id="forces",
        fault="Length ranges miss the standing length, pennation is lost, trunk forces are half of people's.",
        mend=forces.published_forces,
    ),
    Mend(
        id="mirror",
        fault="The left is generated from the right.",
        mend=sides.mirror,
    ),
)


def mended(body: Anatomy, mends: tuple[Mend, ...] = MENDS) -> Anatomy:
    """Apply the mends, in order, to a body as shipped; it is changed and returned."""
    for mend in mends:
        mend.mend(body)
        body.drop_unused_surfaces()
    return body
