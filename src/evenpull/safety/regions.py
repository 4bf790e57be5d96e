"""Where a person hurts: each pain with its site and region as the catalogue names them, and the order of the levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evenpull.capture.person.model import Pain, Person
from evenpull.core.words import say
from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Level

LEVELS: tuple[Level, ...] = ("clear", "see_someone", "urgent", "emergency")
EVERYWHERE = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedPain:
    """A pain of the person file with its catalogue site and region."""

    pain: Pain
    site: str
    region: str


def highest(levels: Iterable[Level]) -> Level:
    """Return the highest of some levels; `clear` when there are none."""
    return max(levels, key=LEVELS.index, default="clear")


def stops(level: Level) -> bool:
    """Say whether a level ends with a referral and nothing else."""
    return LEVELS.index(level) >= LEVELS.index("urgent")


def all_regions(catalogue: Catalogue) -> tuple[str, ...]:
    """Return every region that a pain site of the catalogue lies in, sorted."""
    return tuple(sorted({site.region for site in catalogue.pain_sites.values()}))


def place_pains(person: Person, catalogue: Catalogue) -> tuple[PlacedPain, ...]:
    """Return each pain with its site and region.

    Raises:
        InputError: When the catalogue has no such site; names the field, not what was written.
    """
    placed = []
    for number, pain in enumerate(person.pains):
        try:
            site = catalogue.resolve("pain_sites", pain.site)
        except UnknownId as fault:
            where = Where(field=f"pains.{number}.site")
            hint = say("Sites: {names}", names=", ".join(catalogue.pain_sites))
            raise InputError(say("this pain site is not in the catalogue"), where=where, hint=hint) from fault
        placed.append(PlacedPain(pain=pain, site=site, region=catalogue.pain_sites[site].region))
    return tuple(placed)
