"""Claims as weak readings: the sign reads `shift`, with `scatter` as error, and what one look shares is shared.

A claim on a person's muscle is a reading y = shift with error sd scatter, both in healthy sds. All claims of one
picture, clip, visit or topic share part of that error, and together they say no more than their cap in nats.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, sqrt

from evenpull.infer.claims import ClaimShift
from evenpull.infer.numbers import CLAIM_SHARED
from evenpull.infer.rows import Row


def weak_rows(
    shifts: Iterable[ClaimShift],
    *,
    source: str,
    strength: float,
    strength_sd: float,
    sign: str,
    block: str,
    nats: float,
) -> list[Row]:
    """Return one row for each claim that weighs.

    Args:
        shifts: The sign's claims on this person's unknowns.
        source: Id of the measurement.
        strength: How strongly the sign is there: 1 as the claim means it, 0 looked for and not there.
        strength_sd: Error of that, for ratings by eye or readings of a picture.
        sign: What it counts as among independent signs.
        block: What shares one error and one cap.
        nats: The cap.
    """
    rows = []
    for shift in shifts:
        if not shift.weighs:
            continue
        scatter = hypot(shift.scatter, shift.shift * strength_sd)
        towards = 1.0 if shift.shift >= 0 else -1.0
        rows.append(
            Row(
                sources=(source,),
                y=strength * shift.shift,
                loads=((shift.unknown, 1.0),),
                nuisances=((f"look.{block}", towards * scatter * sqrt(CLAIM_SHARED)),),
                noise_sd=scatter * sqrt(1.0 - CLAIM_SHARED),
                sign=sign,
                block=block,
                block_nats=nats,
            )
        )
    return rows
