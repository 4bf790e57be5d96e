"""Muscles, groups of muscles, and tissue that is no muscle."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Id, Known, Sentence, SourceId, Value


class Muscle(Entry):
    """One entry of the muscle ontology.

    Args:
        name: Anatomical English name.
        latin: Name of the Terminologia Anatomica, empty for functional groups.
        lay: What a person calls it ("hip flexors").
        kind: `muscle`, `part` of a muscle, `group` of muscles, or `tissue` (fascia, capsule: never has a posterior).
        members: For groups: their muscles or parts.
        part_of: For parts: the muscle.
        region: `foot`, `leg`, `thigh`, `hip`, `trunk`, `shoulder`, `neck`, `arm`.
        view: Where the muscle map shows it: `front`, `back`, `deep`.
        crosses: Joints it crosses, such as `hip`, `knee`.
        actions: What it does, own words.
        antagonists: Ids it pulls against (agonist-antagonist pairs).
        posterior: True for the groups whose length and strength are inferred.
        length_sd, strength_sd: Healthy spread of ln length and ln strength, for groups with a posterior.
        convention: What training texts say of it ("tends to shorten"); a convention, never a measurement.
        fma, uberon: Ids in those ontologies, where known.
    """

    name: Sentence
    latin: str = ""
    lay: Sentence
    kind: Literal["muscle", "part", "group", "tissue"]
    members: tuple[Id, ...] = ()
    part_of: Id | None = None
    region: Literal["foot", "leg", "thigh", "hip", "trunk", "shoulder", "neck", "arm"]
    view: Literal["front", "back", "both", "deep"]
    crosses: tuple[str, ...] = ()
    actions: tuple[Sentence, ...]
    antagonists: tuple[Id, ...] = ()
    posterior: bool = False
    length_sd: Value | None = None
    strength_sd: Value | None = None
    convention: str = ""
    fma: str | None = None
    uberon: str | None = None
    sources: tuple[SourceId, ...] = ()
    known: Known
