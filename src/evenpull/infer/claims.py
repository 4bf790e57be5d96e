"""Claims of the catalogue as numbers on unknowns: which side, how far, how loosely, and whether they weigh at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenpull.core.side import SIDES, Side, mirror
from evenpull.infer.unknowns import Index, Unknown
from evenpull.knowledge.kinds.common import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimShift:
    """One claim on one unknown.

    Args:
        unknown: What it speaks of.
        shift: Healthy sds, negative towards short or weak.
        scatter: Its sd, healthy sds.
        weighs: False for contradicted or unsupported claims, and for shifts that nobody measured: shown, never weighed.
        claim: The claim itself, for its words.
    """

    unknown: Unknown
    shift: float
    scatter: float
    weighs: bool
    claim: Claim


def weighs(claim: Claim) -> bool:
    """Whether a claim may move a posterior: it has support, and its size was measured or derived from what was.

    A recalled or default size never adds a call; contradicted or unsupported claims have weight exactly zero.
    """
    return claim.evidence not in {"contradicted", "none"} and claim.known in {"measured", "derived"}


def shifts_of(claims: Iterable[Claim], *, side: Side | None, index: Index) -> tuple[ClaimShift, ...]:
    """Return the claims of a sign as shifts of unknowns; a sign without a side speaks of both sides.

    Args:
        claims: The sign's claims.
        side: The sign's side, or None.
        index: The unknowns; claims on groups without a posterior are left out.
    """
    found: list[ClaimShift] = []
    for claim in claims:
        if not index.has(claim.muscle):
            continue
        if side is None or claim.side == "both":
            sides: tuple[Side, ...] = SIDES
        else:
            sides = (side,) if claim.side == "same" else (_other(side),)
        found.extend(
            ClaimShift(
                unknown=Unknown(claim.muscle, each, claim.property),
                shift=claim.shift,
                scatter=claim.scatter,
                weighs=weighs(claim),
                claim=claim,
            )
            for each in sides
        )
    return tuple(found)


def _other(side: Side) -> Side:
    return "left" if mirror(side) == "left" else "right"
