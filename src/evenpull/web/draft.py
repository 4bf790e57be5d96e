"""The person folder behind the page: read, change one part, check, write; nothing is lost on reload or back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenpull.app.everyday import person_of
from evenpull.capture.person import Person, check_person, write_person
from evenpull.capture.person.writer import write_whole
from evenpull.errors import MissingField
from evenpull.knowledge import Catalogue
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import screen

VISITED_FILE = ".page_steps"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One person's folder, as the page works on it.

    Args:
        folder: The person folder; made when the first part is saved.
        catalogue: The facts that names and questions come from.
        today: The clock: today's date, asked anew each time.
    """

    folder: Path
    catalogue: Catalogue
    today: Callable[[], dt.date]

    def person(self) -> Person | None:
        """Return the person as saved so far, or None before the first page was filled in."""
        try:
            return person_of(self.folder, self.catalogue)
        except MissingField as fault:
            if fault.where.field:
                raise
            return None

    def profile(self) -> SafetyProfile | None:
        """Return what safety says of the answers so far, or None before there is a person."""
        person = self.person()
        return None if person is None else screen(person, self.catalogue)

    def preview(self, **parts: Any) -> Person:
        """Return the person that the file would hold with these parts, checked but not written.

        Raises:
            InputError: When the result would not be a valid person.
        """
        person = self.person()
        data: dict[str, Any] = (
            person.model_dump(mode="json", exclude_defaults=True)
            if person is not None
            else {"start": self.today().isoformat()}
        )
        data.update({name: part for name, part in parts.items() if part is not None})
        return check_person(data, self.catalogue)

    def change(self, **parts: Any) -> Person:
        """Set whole parts of the person file, check all of it, write it in one step.

        Raises:
            InputError: When the result would not be a valid person; the file stays as it was.
        """
        checked = self.preview(**parts)
        write_person(self.folder, checked)
        return checked

    def answer_screening(self, answers: dict[str, Any]) -> Person:
        """Add answers to the screen; an answer given before stays unless it is given anew."""
        person = self.person()
        before = dict(person.screening.answers) if person is not None and person.screening is not None else {}
        return self.change(screening={"date": self.today().isoformat(), "answers": {**before, **answers}})

    def visit(self, step: str) -> None:
        """Remember that a step was gone through, even when nothing was filled in."""
        write_whole(self.folder / VISITED_FILE, "\n".join(sorted({*self.visited(), step})).encode())

    def visited(self) -> frozenset[str]:
        """Return the steps that were gone through."""
        try:
            return frozenset((self.folder / VISITED_FILE).read_text(encoding="utf-8").split())
        except OSError:
            return frozenset()
