"""How a test is posed on the body: posture, what is held, what moves, what loads it, how its reading follows.

Coordinates are the body's own, without a side: `hip_flexion` is that of the tested side, `other.hip_flexion` that of
the other side. A midline coordinate (`lumbar_bending`) is written for a test of the right side and mirrored for the
left. Positive: flexion, adduction, inward rotation, dorsiflexion, inversion, bending to the right, turning left.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from evenpull.knowledge.kinds.common import Entry, Id, Record, Sentence, SourceId, Value

Coordinate = Annotated[str, Field(pattern=r"^(other\.)?[a-z][a-z0-9_]*$")]
Lies = Literal["upright", "supine", "prone", "on_other_side", "on_tested_side"]


class Held(Record):
    """What does not move in space, and how it lies.

    Args:
        segment: `pelvis`, or `foot`: the tested side's.
        lies: How the body lies as seen from that segment.
        tilt_deg: Backward tilt of the held pelvis beyond standing, in degrees: 15 where the low back is pressed flat.
    """

    segment: Literal["pelvis", "foot"]
    lies: Lies
    tilt_deg: Value | None = None


class Move(Record):
    """One free movement of a length test.

    Args:
        coordinate: What moves.
        start_deg: Where it begins, degrees.
        end_deg: The furthest that it is followed to: beyond a joint's usual range, never beyond what can be computed.
        together: Coordinates that move by the same angle, such as the other hip in a forward bend.
    """

    coordinate: Coordinate
    start_deg: float
    end_deg: float
    together: tuple[Coordinate, ...] = ()


class Scale(Record):
    """How a reading follows from where the test ends.

    Args:
        kind: `coordinate`: its angle. `line_above_level`: angle of the line between two segments' joints. `distance`:
            from the first to the second of them along `direction`, cm.
        coordinate: For `coordinate`: which one.
        line: For the others: segments whose frames' origins are the ends; `other.` is the other side's.
        direction: For `distance`.
        sign: +1 or -1.
        offset: Added, in the test's unit.
        from_start: What is read is the change since the start.
        less_length: Two segments whose distance with all joints at zero is taken off: an arm that hangs.
    """

    kind: Literal["coordinate", "line_above_level", "distance"]
    coordinate: Coordinate | None = None
    line: tuple[Coordinate, Coordinate] | None = None
    direction: Literal["up", "forward"] | None = None
    sign: Literal[-1, 1] = 1
    offset: Value | None = None
    from_start: bool = False
    less_length: tuple[Coordinate, Coordinate] | None = None


class LengthLoad(Record):
    """What a length test ends against: the passive moment balances it.

    Args:
        gravity: Whether the weight of what hangs beyond the joint acts; false where the examiner or table carries it.
        carried: Free coordinates whose own share of the weight somebody carries although weight acts: the hips in a
            forward bend, which is stopped by what the hamstrings bear and not by what they could hold.
        end_torque: Greatest moment that pushes on about the first free coordinate and those that move with it, Nm; none
            where nothing but weight acts. People differ in what they bear (`end_torque_cv`).
        end_torque_cv: Coefficient of variation of the end torque between people and from test to test.
    """

    gravity: bool
    carried: tuple[Coordinate, ...] = ()
    end_torque: Value | None = None
    end_torque_cv: tuple[float, float] = (0.4, 0.2)


class Effort(Record):
    """What a strength test asks for: the greatest moment about one coordinate.

    Args:
        coordinate: The tested one.
        sign: +1 where its moment pulls the coordinate up, -1 where down.
        free: Coordinates that nothing holds: the person balances their moments, within about 10 Nm.
        gravity: Whether the weight of the limb is part of what the instrument reads.
    """

    coordinate: Coordinate
    sign: Literal[-1, 1]
    free: tuple[Coordinate, ...] = ()
    gravity: bool = False


class Protocol(Entry):
    """How the test of the same id is posed on the body.

    Args:
        protocol: The catalogue's protocol of that test that is posed: norms of others are not its norms.
        held: What does not move in space.
        posture: Angles in degrees of every coordinate that matters; zero elsewhere.
        moves: Of a length test: what is free. Seats, belts and the examiner hold all else.
        load: Of a length test.
        effort: Of a strength test.
        reading: Of a length test. A strength test reads its moment, in Nm or Nm per kg.
        why: Why it is posed like this.
        sources: Keys.
    """

    protocol: Id
    held: Held
    posture: dict[Coordinate, float] = Field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    load: LengthLoad | None = None
    effort: Effort | None = None
    reading: Scale | None = None
    why: Sentence
    sources: tuple[SourceId, ...] = ()
