"""Rules over the whole catalogue, each one function; add a rule, add one function to its module and to `RULES`.

`aliases`: names lead to one entry. `references`: what is named exists and is of the right kind. `honesty`: what is
known only weakly weighs nothing or makes things safer. `completeness`: what a thing needs is there, or a gap says that
it is not. `style`: ids, sentences, words that are never said, and the reading grade of what people read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from evenpull.errors import Problem
from evenpull.knowledge.rules import aliases, completeness, honesty, protocols, references, style
from evenpull.knowledge.rules.whole import Whole
from evenpull.knowledge.source_files import SourceFile

Rule = Callable[[Whole], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    aliases.aliases_are_unique,
    references.references_exist,
    references.groups_that_are_moved_have_a_posterior,
    references.codes_exist,
    references.habits_name_answers,
    references.vocabulary_is_known,
    honesty.values_have_a_source_or_a_reason,
    honesty.unopened_sources_measure_nothing,
    honesty.unsupported_claims_weigh_nothing,
    honesty.weakly_known_claims_stay_weak,
    honesty.recalled_links_raise_no_relevance,
    honesty.recalled_safety_is_called_our_caution,
    completeness.muscles_are_well_formed,
    completeness.no_muscle_has_two_posteriors,
    completeness.posteriors_have_tests_and_exercises,
    completeness.tests_are_complete,
    completeness.tables_of_facts_are_whole,
    completeness.exercises_are_complete,
    completeness.exercise_ladders_hold,
    completeness.deprecated_entries_lead_on,
    protocols.protocols_fit_their_tests,
    style.ids_name_no_side,
    style.text_is_tidy,
    style.sentences_end,
    style.words_that_are_never_said,
    style.people_can_read_it,
)


def check_rules(files: Sequence[SourceFile]) -> list[Problem]:
    """Return every problem that the rules find, rule by rule, in file order."""
    whole = Whole.of(files)
    return [problem for rule in RULES for problem in rule(whole)]


__all__ = ["RULES", "Rule", "Whole", "check_rules"]
