"""Every error that Evenpull raises on purpose, drawn as one tree.

    EvenpullError                  code, where, hint
    ├── InputError                 the person's data or file
    │   ├── FileFormatError            cannot be read as what it claims to be
    │   ├── MissingField               something that must be there is not
    │   ├── UnknownId                  a name that the catalogue does not have
    │   ├── OutOfRange                 a value no body can have, or in another unit
    │   └── CaptureRefused             a picture or clip that a gate does not accept
    ├── KnowledgeError             our shipped facts are wrong
    │   ├── CatalogueInvalid           one or more source files break the rules
    │   └── CatalogueMissing           the compiled catalogue was not built
    ├── ComputeError               no answer exists
    │   ├── NotConverged
    │   └── NoPlanFound                what blocks is named
    ├── StoreError                 saved data
    ├── SafetyStop                 a red flag: refer, do not plan
    │   └── ScreeningIncomplete        a safety question has no answer: silence is not "no"
    └── MissingExtra               an optional part is not installed

Facts go in, the class writes the sentence and the hint. No message ever carries a person's answers, names or pictures:
`where` names the file, line and field, never the value of a health answer. Third-party errors do not leak: the edge
that calls a library turns its errors into these. Exit codes are a table in `evenpull.cli.exit_codes`, HTTP statuses
one in `evenpull.web`.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from evenpull.core.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The place of a fault: file, line, field or frame, whichever are known."""

    file: str | None = None
    line: int | None = None
    field: str | None = None
    frame: int | None = None

    def __str__(self) -> str:
        """Write the place as `file:line, field, frame n`."""
        place = self.file or ""
        if self.line is not None:
            place += f":{self.line}"
        parts = [place] if place else []
        if self.field:
            parts.append(self.field)
        if self.frame is not None:
            parts.append(say("frame {number}", number=self.frame))
        return ", ".join(parts)


class EvenpullError(Exception):
    """Something went wrong that we can name: a sentence, a place and what to do.

    Args:
        message: What is wrong, one sentence without the person's data.
        where: Where it is.
        hint: What to do about it.
    """

    code = "error"

    def __init__(self, message: str, *, where: Where | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where or Where()
        self.hint = hint

    def __str__(self) -> str:
        """Write place, sentence and hint on one to two lines."""
        place = str(self.where)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


class InputError(EvenpullError):
    """The person's data or file is wrong."""

    code = "input"

    def __init__(
        self, message: str, *, where: Where | None = None, hint: str = "", others: Sequence[InputError] = ()
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.others = tuple(others)

    def __str__(self) -> str:
        """Write this fault and every other that was found in the same file."""
        return "\n".join([super().__str__(), *(str(other) for other in self.others)])


class FileFormatError(InputError):
    """The file cannot be read as what it claims to be."""

    code = "file_format"


class MissingField(InputError):
    """Something that must be there is not."""

    code = "missing_field"


class UnknownId(InputError):
    """A name that the catalogue does not have.

    Args:
        name: The name that was given.
        kind: What it should be a name of, such as `test`.
        allowed: Names that would have worked; those that look like the given one are named first.
        where: Where it was given.
    """

    code = "unknown_id"

    def __init__(self, name: str, *, kind: str, allowed: Sequence[str] = (), where: Where | None = None) -> None:
        alike = difflib.get_close_matches(name, allowed, n=6)
        near = ", ".join([*alike, *(each for each in allowed if each not in alike)][:6])
        hint = say("Did you mean: {names}?", names=near) if near else ""
        super().__init__(say("no {kind} is called {name!r}", kind=kind, name=name), where=where, hint=hint)
        self.name = name
        self.kind = kind
        self.allowed = tuple(allowed)


class OutOfRange(InputError):
    """A value that no body can have, or one that was given in another unit."""

    code = "out_of_range"


class CaptureRefused(InputError):
    """A picture or clip that a gate does not accept; `reason` is the gate's id."""

    code = "capture_refused"

    def __init__(self, message: str, *, reason: str, where: Where | None = None, hint: str = "") -> None:
        super().__init__(message, where=where, hint=hint)
        self.reason = reason


class KnowledgeError(EvenpullError):
    """Our shipped facts are wrong."""

    code = "knowledge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One broken rule in the catalogue's source: place, what is wrong, what would be right."""

    where: Where
    rule: str
    message: str

    def __str__(self) -> str:
        """Write `file:line, field: message [rule]`."""
        return f"{self.where}: {self.message} [{self.rule}]"


class CatalogueInvalid(KnowledgeError):
    """One or more source files of the catalogue break its rules; `problems` lists them all."""

    code = "catalogue_invalid"

    def __init__(self, problems: Sequence[Problem]) -> None:
        text = "\n".join(str(each) for each in problems)
        super().__init__(say("the catalogue breaks {count} rule(s):\n{problems}", count=len(problems), problems=text))
        self.problems = tuple(problems)


class CatalogueMissing(KnowledgeError):
    """The compiled catalogue was not built."""

    code = "catalogue_missing"


class ComputeError(EvenpullError):
    """No answer exists."""

    code = "compute"


class NotConverged(ComputeError):
    """An iteration did not reach a solution that counts."""

    code = "not_converged"


class NoPlanFound(ComputeError):
    """No programme satisfies the rules; `blocking` names the ones that clash, the cheapest to relax first."""

    code = "no_plan"

    def __init__(self, *, blocking: Sequence[str], hint: str = "") -> None:
        super().__init__(say("no plan is possible: {reasons}", reasons="; ".join(blocking)), hint=hint)
        self.blocking = tuple(blocking)


class StoreError(EvenpullError):
    """Saved data cannot be read or written."""

    code = "store"


class SafetyStop(EvenpullError):
    """A red flag: refer, do not test and do not plan. `level` is `emergency`, `urgent` or `not_asked`."""

    code = "safety_stop"

    def __init__(self, message: str, *, level: str, where: Where | None = None, hint: str = "") -> None:
        super().__init__(message, where=where, hint=hint)
        self.level = level


class ScreeningIncomplete(SafetyStop):
    """A safety question has no answer; `questions` are their ids. Silence is not "no"."""

    code = "screening_incomplete"

    def __init__(self, questions: Sequence[str], *, where: Where | None = None) -> None:
        super().__init__(
            say("{count} safety question(s) have no answer: {names}", count=len(questions), names=", ".join(questions)),
            level="not_asked",
            where=where,
            hint=say("Answer each with yes or no under screening.answers; nothing is tested or planned before that."),
        )
        self.questions = tuple(questions)


class MissingExtra(EvenpullError):
    """An optional part is not installed.

    Args:
        part: What was asked for, such as `pose`.
        install: The command that brings it.
    """

    code = "missing_extra"

    def __init__(self, part: str, *, install: str) -> None:
        message = say("this needs the optional part {part!r}", part=part)
        super().__init__(message, hint=say("Install it with: {install}", install=install))
        self.part = part
