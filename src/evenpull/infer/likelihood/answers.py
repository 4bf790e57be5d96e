"""Answers to questions: the chosen option's claims as weak readings; the questions of one topic count as one sign."""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.infer.claims import shifts_of
from evenpull.infer.likelihood.weak_readings import weak_rows
from evenpull.infer.numbers import TOPIC_NATS
from evenpull.infer.rows import Row, Setting
from evenpull.knowledge.kinds.signs import AnswerOption, Question
from evenpull.measure.answers import option_of, split
from evenpull.measure.records import Measurement


class Answers:
    """y = the option's shift, with the claim's scatter."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return the rows of every answer whose option claims something that weighs."""
        rows: list[Row] = []
        for each in measurements:
            entry = setting.catalogue.questions.get(each.metric)
            if entry is None or each.kind != "answer":
                continue
            topic = f"topic.{entry.topic}"
            rows += weak_rows(
                shifts_of(chosen(entry, each, setting).claims, side=each.side, index=setting.prior.index),
                source=each.id,
                strength=1.0,
                strength_sd=0.0,
                sign=topic,
                block=topic,
                nats=TOPIC_NATS,
            )
        return rows


def chosen(question: Question, measurement: Measurement, setting: Setting) -> AnswerOption:
    """Return the option that was answered: as the person's file says, or else the nearest at or below the level."""
    aliases = setting.catalogue.aliases.get("questions", {})
    for name, answer in setting.person.answers.items():
        if aliases.get(name, name) == question.id:
            return option_of(question, split(answer)[0], field=f"answers.{name}")
    below = [option for option in question.options if option.level <= measurement.value + 1e-9]
    return max(below, key=lambda option: option.level) if below else question.options[0]
