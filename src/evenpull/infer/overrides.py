"""A practitioner's decisions on single calls: they win, with their reason, and what the data say stays beside them."""

from __future__ import annotations

from dataclasses import replace

from evenpull.capture.person.model import Override, Person
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import InputError, Where
from evenpull.infer.calls import call_for
from evenpull.infer.ledger import Ledger
from evenpull.infer.records import Call, CallProperty, Property
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue


def apply_overrides(calls: dict[str, Call], *, ledger: Ledger, person: Person) -> dict[str, Call]:
    """Return the calls by id with every override of the person's file applied; each is shown, with its reason.

    Short and weak can be set. Overactive needs muscle electrodes and long is no call here: such an override is kept and
    shown with why it changes nothing. Without an override in the file the calls are as the data alone say.

    Raises:
        InputError: When two overrides contradict each other.
        UnknownId: When an override names a muscle that the catalogue does not have.
    """
    changed = dict(calls)
    properties: dict[str, Property] = {"short": "length", "weak": "strength"}
    decided: dict[str, Override] = {}
    for number, override in enumerate(person.overrides):
        muscle = group_of(override.muscle, ledger.setting.catalogue)
        call_id = f"{override.side}.{muscle}.{override.property}"
        if call_id in decided and decided[call_id].set != override.set:
            raise InputError(
                say("two overrides of one call contradict each other"),
                where=Where(field=f"overrides.{number}"),
                hint=say("Keep the one that holds."),
            )
        decided[call_id] = override
        prop = properties.get(override.property)
        if prop is None or not ledger.posterior.prior.index.has(muscle):
            changed.setdefault(call_id, _kept(override, muscle, call_id))
            continue
        data = call_for(Unknown(muscle, override.side, prop), ledger=ledger, person=person)
        changed[data.id] = _overridden(data, override)
    return changed


def with_override(person: Person, override: Override) -> Person:
    """Return the person with a call set or removed; an earlier override of the same call gives way."""
    return person.model_copy(update={"overrides": (*_others(person, _key(override)), override)})


def without_override(person: Person, *, muscle: str, side: Side, prop: CallProperty) -> Person:
    """Return the person as if a call had never been overridden: the data speak again."""
    return person.model_copy(update={"overrides": _others(person, (muscle, side, prop))})


def _key(override: Override) -> tuple[str, str, str]:
    return override.muscle, override.side, override.property


def _others(person: Person, key: tuple[str, str, str]) -> tuple[Override, ...]:
    return tuple(each for each in person.overrides if _key(each) != key)


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


def _kept(override: Override, muscle: str, call_id: str) -> Call:
    """Return an override that changes nothing, to be shown with its reason and with why."""
    if override.property == "overactive":
        why = say("set by a practitioner, and changes nothing: tension is called only with muscle electrodes")
    elif override.property == "long":
        why = say("set by a practitioner, and changes nothing: long is no call here")
    else:
        why = say("set by a practitioner, and changes nothing: this muscle has no calls of its own")
    return Call(
        id=call_id,
        muscle=muscle,
        side=override.side,
        property=override.property,
        probability=0.0,
        word="cannot_tell",
        severity=0.0,
        relevance=0.0,
        resolution=1.0,
        evidence=(),
        against=(why,),
        limits=(why,),
        override=override.reason,
    )
