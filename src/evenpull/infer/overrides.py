"""A practitioner's decisions on single calls: they win, with their reason, and what the data say stays beside them."""

from __future__ import annotations

from dataclasses import replace

from evenpull.capture.person.model import Override, Person
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.infer.calls import CALLED, call_for
from evenpull.infer.ledger import Ledger
from evenpull.infer.records import Call
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue


def apply_overrides(calls: dict[str, Call], *, ledger: Ledger, person: Person) -> dict[str, Call]:
    """Return the calls by id with every override of the person's file applied.

    Only short and weak can be set: long is not a call here, and overactive needs EMG.

    Raises:
        UnknownId: When an override names a muscle that the catalogue does not have.
    """
    changed = dict(calls)
    properties = {called: prop for prop, called in CALLED.items()}
    for override in person.overrides:
        muscle = group_of(override.muscle, ledger.setting.catalogue)
        if override.property not in properties or not ledger.posterior.prior.index.has(muscle):
            continue
        unknown = Unknown(muscle, _side(override), properties[override.property])  # type: ignore[arg-type]
        data = call_for(unknown, ledger=ledger, person=person)
        changed[data.id] = _overridden(data, override)
    return changed


def group_of(name: str, catalogue: Catalogue) -> str:
    """Return the group with a posterior that a muscle's name, alias or member means.

    Raises:
        UnknownId: When there is no such muscle.
    """
    muscle = catalogue.resolve("muscles", name)
    if catalogue.muscles[muscle].posterior:
        return muscle
    for group, entry in sorted(catalogue.muscles.items()):
        if entry.posterior and muscle in entry.members:
            return group
    return muscle


def _overridden(data: Call, override: Override) -> Call:
    present = override.set == "present"
    share = round(100 * data.probability)
    if present:
        said = say("set present by a practitioner; the data alone say {share} %", share=share)
    else:
        said = say("set absent by a practitioner; the data alone say {share} %", share=share)
    return replace(
        data,
        probability=1.0 if present else 0.0,
        word="probably" if present else "ordinary",
        severity=max(data.severity, 1.0) if present else 0.0,
        limits=(said, *data.limits),
        override=override.reason,
    )


def _side(override: Override) -> Side:
    return override.side
