"""The shape of each kind of thing in the catalogue; the folder's name is the kind, the file's name the id."""

from __future__ import annotations

from evenpull.core.words import say
from evenpull.knowledge.kinds.anatomy import Muscle
from evenpull.knowledge.kinds.assessment import Norm, Test
from evenpull.knowledge.kinds.common import Entry, Value
from evenpull.knowledge.kinds.contradiction import Contradiction
from evenpull.knowledge.kinds.exercise import DosePreset, Exercise, ProgressRule
from evenpull.knowledge.kinds.figure import Figure
from evenpull.knowledge.kinds.habit import Habit
from evenpull.knowledge.kinds.landmark import Landmark
from evenpull.knowledge.kinds.pain import PainFact, PainLink, PainSite
from evenpull.knowledge.kinds.protocol import Protocol
from evenpull.knowledge.kinds.reference import ReferenceFact
from evenpull.knowledge.kinds.safety import Condition, Referral, SafetyFact, ScreeningQuestion, StopRule
from evenpull.knowledge.kinds.signs import Compensation, Context, Pattern, PostureMetric, Question
from evenpull.knowledge.kinds.source import Source
from evenpull.knowledge.kinds.source_texts import SeedClaim, SeedExercise
from evenpull.knowledge.kinds.words import WordList

KINDS: dict[str, type[Entry]] = {
    "sources": Source,
    "muscles": Muscle,
    "tests": Test,
    "protocols": Protocol,
    "questions": Question,
    "contexts": Context,
    "reference_facts": ReferenceFact,
    "landmarks": Landmark,
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
    "word_lists": WordList,
}

ONE: dict[str, str] = {
    "sources": say("source"),
    "muscles": say("muscle"),
    "tests": say("test"),
    "protocols": say("protocol"),
    "questions": say("question"),
    "contexts": say("context"),
    "reference_facts": say("reference_fact"),
    "landmarks": say("landmark"),
    "posture_metrics": say("posture_metric"),
    "compensations": say("compensation"),
    "patterns": say("pattern"),
    "pain_sites": say("pain_site"),
    "pain_links": say("pain_link"),
    "pain_facts": say("pain_fact"),
    "contradictions": say("contradiction"),
    "screening": say("screening"),
    "safety_facts": say("safety_fact"),
    "conditions": say("condition"),
    "referrals": say("referral"),
    "stop_rules": say("stop_rule"),
    "exercises": say("exercise"),
    "doses": say("dose"),
    "progress_rules": say("progress_rule"),
    "habits": say("habit"),
    "figures": say("figure"),
    "seed_claims": say("seed_claim"),
    "seed_exercises": say("seed_exercise"),
    "word_lists": say("word_list"),
}
"""What one entry of a kind is called in a message."""

__all__ = [
    "KINDS",
    "ONE",
    "Compensation",
    "Condition",
    "Context",
    "Contradiction",
    "DosePreset",
    "Entry",
    "Exercise",
    "Figure",
    "Habit",
    "Landmark",
    "Muscle",
    "Norm",
    "PainFact",
    "PainLink",
    "PainSite",
    "Pattern",
    "PostureMetric",
    "ProgressRule",
    "Protocol",
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
    "Value",
    "WordList",
]
