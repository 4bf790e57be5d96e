"""Load the compiled catalogue: one hashed file, validated on the way in, in milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evenpull.core.canonical import canonical_json
from evenpull.core.words import say
from evenpull.errors import CatalogueMissing, KnowledgeError, UnknownId
from evenpull.knowledge import kinds as k
from evenpull.knowledge.retired import lead_on

COMPILED = Path(__file__).with_name("catalogue.json")
OWN_ENTRIES = "EVENPULL_CATALOGUE"


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Every fact that Evenpull ships, by kind and id, with the hash that goes into every result.

    Mappings are ordered by id. `resolve` finds an entry by its id or by any alias of the tables. `own` names the
    entries that a practitioner's own folder added or replaced, as `kind/id`. `retired` holds the deprecated entries: no
    mapping lists them, and their ids and aliases lead to what replaced them.
    """

    sha256: str
    sources: dict[str, k.Source]
    muscles: dict[str, k.Muscle]
    tests: dict[str, k.Test]
    protocols: dict[str, k.Protocol]
    questions: dict[str, k.Question]
    contexts: dict[str, k.Context]
    reference_facts: dict[str, k.ReferenceFact]
    landmarks: dict[str, k.Landmark]
    posture_metrics: dict[str, k.PostureMetric]
    compensations: dict[str, k.Compensation]
    patterns: dict[str, k.Pattern]
    pain_sites: dict[str, k.PainSite]
    pain_links: dict[str, k.PainLink]
    pain_facts: dict[str, k.PainFact]
    contradictions: dict[str, k.Contradiction]
    screening: dict[str, k.ScreeningQuestion]
    safety_facts: dict[str, k.SafetyFact]
    conditions: dict[str, k.Condition]
    referrals: dict[str, k.Referral]
    stop_rules: dict[str, k.StopRule]
    exercises: dict[str, k.Exercise]
    doses: dict[str, k.DosePreset]
    progress_rules: dict[str, k.ProgressRule]
    habits: dict[str, k.Habit]
    figures: dict[str, k.Figure]
    seed_claims: dict[str, k.SeedClaim]
    seed_exercises: dict[str, k.SeedExercise]
    word_lists: dict[str, k.WordList]
    aliases: dict[str, dict[str, str]]
    own: tuple[str, ...] = ()
    retired: dict[str, dict[str, k.Entry]] = field(default_factory=dict)

    def resolve(self, kind: str, name: str) -> str:
        """Return the id of an entry given its id or alias.

        Raises:
            UnknownId: When the kind has no such name; lists the nearest ones.
        """
        entries: dict[str, k.Entry] = getattr(self, kind)
        if name in entries:
            return name
        found = self.aliases.get(kind, {}).get(name)
        if found is not None:
            return found
        import difflib  # noqa: PLC0415 - only on the error path

        names = [*entries, *self.aliases.get(kind, {})]
        raise UnknownId(name, kind=k.ONE[kind], allowed=difflib.get_close_matches(name, names, n=6, cutoff=0.4))

    def replaced(self, kind: str, name: str) -> str | None:
        """Return the id that replaced a deprecated entry of this id or alias; None when `name` is in use or unknown."""
        for old, entry in self.retired.get(kind, {}).items():
            if name == old or name in entry.aliases:
                return self.resolve(kind, old)
        return None


def from_bytes(data: bytes, *, own: tuple[str, ...] = ()) -> Catalogue:
    """Build a catalogue from the compiled file's bytes; `own` names what a practitioner added or replaced.

    Raises:
        KnowledgeError: When the bytes are no compiled catalogue of this version.
    """
    try:
        raw: dict[str, Any] = json.loads(data)
        entries = {
            kind: TypeAdapter(dict[str, model]).validate_python(raw.get(kind, {}), strict=False)  # type: ignore[valid-type]
            for kind, model in k.KINDS.items()
        }
    except (ValueError, ValidationError, AttributeError) as fault:
        raise KnowledgeError(
            say("the compiled catalogue does not fit this version of the program"),
            hint=say("Build it again: make catalogue"),
        ) from fault
    body = {kind: raw.get(kind, {}) for kind in k.KINDS}
    sha256 = hashlib.sha256(canonical_json(body)).hexdigest()
    live, retired, aliases = lead_on(entries, raw.get("aliases", {}))
    return Catalogue(sha256=sha256, aliases=aliases, own=own, retired=retired, **live)  # type: ignore[arg-type]


def load(path: Path | None = None) -> Catalogue:
    """Return the catalogue that ships with the program, or the compiled file at `path`.

    When the environment variable EVENPULL_CATALOGUE names a folder of own entries, they are laid over what ships.

    Raises:
        CatalogueMissing: When the file was not built.
        CatalogueInvalid: When own entries break a rule; with every problem.
        FileFormatError: When the folder of own entries is not there.
        KnowledgeError: When the compiled file does not fit this version.
    """
    return _load(path or COMPILED, None if path else os.environ.get(OWN_ENTRIES) or None)


@lru_cache(maxsize=4)
def _load(path: Path, own: str | None) -> Catalogue:
    try:
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise CatalogueMissing(
            say("the compiled catalogue is missing"), hint=say("Build it: make catalogue")
        ) from fault
    if own is None:
        return from_bytes(data)
    from evenpull.knowledge.own import with_own  # noqa: PLC0415 - reads YAML; not needed without own entries

    return with_own(data, Path(own))
