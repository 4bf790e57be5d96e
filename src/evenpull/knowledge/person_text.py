"""Which fields of the catalogue a person reads: the ground of the reading grade and of the words never said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PERSON_FIELDS: dict[str, tuple[str, ...]] = {
    "tests": ("plain", "steps.*", "risk", "validity.*.text"),
    "questions": ("text", "why", "options.*.text"),
    "landmarks": ("plain", "find.*"),
    "posture_metrics": ("plain", "ordinary"),
    "compensations": ("plain",),
    "patterns": ("plain", "signs.*"),
    "pain_links": ("claim_wording",),
    "pain_facts": ("claim_wording",),
    "contradictions": ("person",),
    "screening": ("text", "help", "rules.*.text", "caution"),
    "safety_facts": ("rules.*.text",),
    "conditions": ("question", "instead", "limits.text", "removes.*.text", "caution"),
    "referrals": ("title", "how_soon", "do_now.*"),
    "stop_rules": ("text", "then"),
    "exercises": ("name", "alternatives.*", "start.*", "movement.*", "feel", "breathing", "avoid.*", "faults.*"),
    "progress_rules": ("text", "progress.*", "hold.*", "regress.*"),
    "habits": ("text", "why", "rhythm"),
}
"""By kind, the fields (dotted, `*` for each item) that stand in what a person reads."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "tests": ("steps.*", "risk", "validity.*.text"),
    "questions": ("text", "why"),
    "landmarks": ("find.*",),
    "posture_metrics": ("ordinary",),
    "patterns": ("signs.*", "chain", "against.*"),
    "pain_links": ("claim_wording",),
    "reference_facts": ("text", "use"),
    "screening": ("text",),
    "conditions": ("question", "instead", "limits.text", "removes.*.text"),
    "referrals": ("do_now.*",),
    "stop_rules": ("text", "then"),
    "exercises": ("alternatives.*", "start.*", "movement.*", "feel", "breathing", "avoid.*", "faults.*"),
    "progress_rules": ("progress.*", "hold.*", "regress.*"),
    "habits": ("text", "why"),
}
"""By kind, the fields that are whole sentences and end like one."""

SILENT = frozenset(
    {"id", "aliases", "locator", "doi", "citation", "deprecated", "basis", "population", "source", "sources"}
)
"""Fields that no person reads: names, keys, and where a value comes from."""


def shown_strings(data: Any, at: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield place and text of every string of an entry that a person or practitioner may read."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in SILENT:
                yield from shown_strings(value, (*at, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from shown_strings(value, (*at, number))
