"""What the five source texts say: each claim in the text's own words, each exercise name, and where it lives here."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Id, Record, Sentence, SourceId

ClaimKind = Literal[
    "fact",
    "definition",
    "mechanism",
    "cause",
    "pattern",
    "posture",
    "sign",
    "assessment",
    "rule",
    "model",
    "action",
    "dose",
]


class Places(Record):
    """Where something lives in the catalogue: ids by kind; every field is named like its kind."""

    muscles: tuple[Id, ...] = ()
    patterns: tuple[Id, ...] = ()
    pain_links: tuple[Id, ...] = ()
    pain_facts: tuple[Id, ...] = ()
    contradictions: tuple[Id, ...] = ()
    tests: tuple[Id, ...] = ()
    questions: tuple[Id, ...] = ()
    contexts: tuple[Id, ...] = ()
    posture_metrics: tuple[Id, ...] = ()
    compensations: tuple[Id, ...] = ()
    exercises: tuple[Id, ...] = ()
    doses: tuple[Id, ...] = ()
    habits: tuple[Id, ...] = ()

    def empty(self) -> bool:
        """Say whether nothing is named."""
        return not any(getattr(self, name) for name in type(self).model_fields)


class SeedClaim(Entry):
    """One claim of a source text, kept word by word, with what the evidence says of it.

    Args:
        stated: The text's words. `[...]` stands for words that this project never says.
        seeds: The texts that state it.
        kind: What sort of statement it is.
        lives: Where it is carried.
        elsewhere: Where it lives when no entry carries it (the body model, the inference), or why it is not carried.
        evidence: Word for what the claim says; `none` also where it was not looked into.
        evidence_about: What the word is about.
        note: What is known of it, in our words.
    """

    stated: Sentence
    seeds: tuple[SourceId, ...]
    kind: ClaimKind
    lives: Places = Places()
    elsewhere: str = ""
    evidence: EvidenceWord
    evidence_about: Literal["fact", "pain", "load", "posture", "movement", "strength", "length", "effect"]
    note: Sentence
    sources: tuple[SourceId, ...] = ()


class SeedExercise(Entry):
    """An exercise, drill or habit that a source text names, and what carries it here.

    Args:
        stated: The text's words.
        seeds: The texts that name it.
        listed_as: The line of the list of things named in the texts that holds it, word by word.
        lives: The exercises, doses and habits that carry it. Each exercise names the texts in its own `seeds`.
        elsewhere: Where it lives when no entry carries it.
        note: What differs here from the text, in our words.
    """

    stated: Sentence
    seeds: tuple[SourceId, ...]
    listed_as: Sentence
    lives: Places = Places()
    elsewhere: str = ""
    note: str = ""
