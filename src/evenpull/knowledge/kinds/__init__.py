"""The shape of each kind of thing in the catalogue; the folder's name is the kind, the file's name the id."""

from __future__ import annotations

from evenpull.knowledge.kinds.anatomy import Muscle
from evenpull.knowledge.kinds.assessment import Norm, Test
from evenpull.knowledge.kinds.common import Entry, Value
from evenpull.knowledge.kinds.contradiction import Contradiction
from evenpull.knowledge.kinds.exercise import DosePreset, Exercise, Habit, ProgressRule
from evenpull.knowledge.kinds.figure import Figure
from evenpull.knowledge.kinds.pain import PainFact, PainLink, PainSite
from evenpull.knowledge.kinds.reference import ReferenceFact
from evenpull.knowledge.kinds.safety import Condition, Referral, SafetyFact, ScreeningQuestion, StopRule
from evenpull.knowledge.kinds.signs import Compensation, Context, Pattern, PostureMetric, Question
from evenpull.knowledge.kinds.source import Source
from evenpull.knowledge.kinds.source_texts import SeedClaim, SeedExercise
from evenpull.knowledge.kinds.words import Text, WordList

KINDS: dict[str, type[Entry]] = {
    "sources": Source,
    "muscles": Muscle,
    "tests": Test,
    "questions": Question,
    "contexts": Context,
    "reference_facts": ReferenceFact,
    "posture_metrics": PostureMetric,
    "compensations": Compensation,
    "patterns": Pattern,
    "pain_sites": PainSite,
    "pain_links": PainLink,
    "pain_facts": PainFact,
    "contradictions": Contradiction,
    "screening": ScreeningQuestion,
    "safety_facts": SafetyFact,
    "conditions": Condition,
    "referrals": Referral,
    "stop_rules": StopRule,
    "exercises": Exercise,
    "doses": DosePreset,
    "progress_rules": ProgressRule,
    "habits": Habit,
    "figures": Figure,
    "seed_claims": SeedClaim,
    "seed_exercises": SeedExercise,
    "texts": Text,
    "word_lists": WordList,
}

__all__ = [
    "KINDS",
    "Compensation",
    "Condition",
    "Context",
    "Contradiction",
    "DosePreset",
    "Entry",
    "Exercise",
    "Figure",
    "Habit",
    "Muscle",
    "Norm",
    "PainFact",
    "PainLink",
    "PainSite",
    "Pattern",
    "PostureMetric",
    "ProgressRule",
    "Question",
    "ReferenceFact",
    "Referral",
    "SafetyFact",
    "ScreeningQuestion",
    "SeedClaim",
    "SeedExercise",
    "Source",
    "StopRule",
    "Test",
    "Text",
    "Value",
    "WordList",
]
