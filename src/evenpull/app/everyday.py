"""What a person comes back to every day: the programme as it stands today, today's session, and what changed and why.

Everything that the everyday pages know of a person passes through here and through `diary`, `session`, `checkins` and
`visits`; where that lies is their business alone.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from evenpull.app.assess import conclude
from evenpull.app.diary import day_of, read_diary
from evenpull.app.plan import PLAN_FILE, import_programme
from evenpull.app.remembered import remembered
from evenpull.capture.person import Person, read_person
from evenpull.capture.person.own_exercises import catalogue_of
from evenpull.capture.person.reader import PERSON_FILE
from evenpull.core.words import say
from evenpull.errors import InputError, NoPlanFound
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measured, Measurement
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.log import LOG_FILE, Log, LoggedDay
from evenpull.plan.adapt.records import Change
from evenpull.plan.records import Day, Programme, Week
from evenpull.safety.gate import require
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import screen

CATCH_UP_DAYS = 2
"""A session that was missed may be done up to so many days later, when the next one is not the day after."""
MORNING_DAYS = 3
"""The morning after a session is asked for up to so many days later; after that nobody remembers."""
NEWS_DAYS = 8
_MEASURED = TypeAdapter(tuple[Measurement, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A person's programme on one day.

    Args:
        today: The day.
        programme: As the log has made it.
        history: Every change so far, with its reason.
        see_someone: Why a clinician should look, when the log says so.
        log: What was done.
        profile: What safety says.
        asked: The day on which the safety questions were answered.
    """

    today: dt.date
    programme: Programme
    history: tuple[Change, ...]
    see_someone: tuple[str, ...]
    log: Log
    profile: SafetyProfile
    asked: dt.date

    @property
    def held(self) -> bool:
        """Whether a warning sign was logged since the safety questions were answered; they come first then."""
        return any(day.alarm == "yes" and self.asked <= day.date < self.today for day in self.log.days)

    @property
    def week(self) -> Week | None:
        """The week that holds today; the first before the plan begins, the last after its firm weeks."""
        weeks = self.programme.weeks
        iso = self.today.isoformat()
        return next((week for week in weeks if week.days and week.days[-1].date >= iso), weeks[-1] if weeks else None)

    @property
    def done_today(self) -> bool:
        """Whether a session of today is in the log."""
        entry = day_of(self.log, self.today)
        return entry is not None and bool(entry.exercises)

    @property
    def next_day(self) -> Day | None:
        """The next day after today that holds a session."""
        return next((day for day in self._sessions() if day.date > self.today.isoformat()), None)

    @property
    def session(self) -> Day | None:
        """The day whose session may be done today: today's own, or one missed lately; None on a day of rest."""
        own = next((day for day in self._sessions() if day.date == self.today.isoformat()), None)
        return own or self._missed()

    @property
    def news(self) -> tuple[Change, ...]:
        """The changes of the last days, the newest first."""
        oldest = (self.today - dt.timedelta(days=NEWS_DAYS)).isoformat()
        return tuple(reversed([change for change in self.history if change.date > oldest]))

    @property
    def morning(self) -> LoggedDay | None:
        """The last session whose next morning is not known yet and may still be asked for."""
        past = [day for day in self.log.days if day.date < self.today and day.exercises]
        if not past or past[-1].next_morning is not None or (self.today - past[-1].date).days > MORNING_DAYS:
            return None
        return past[-1]

    def _sessions(self) -> list[Day]:
        return [day for week in self.programme.weeks for day in week.days if day.items]

    def _missed(self) -> Day | None:
        tomorrow = (self.today + dt.timedelta(days=1)).isoformat()
        oldest = (self.today - dt.timedelta(days=CATCH_UP_DAYS)).isoformat()
        if any(day.date == tomorrow for day in self._sessions()):
            return None
        late = [day for day in self._sessions() if oldest <= day.date < self.today.isoformat()]
        if not late or any(day.date.isoformat() >= late[-1].date for day in self.log.days if day.date < self.today):
            return None
        return late[-1]


@dataclass(frozen=True, kw_only=True)
class Everyday:
    """One person's everyday: a folder today, something else some day.

    Args:
        folder: The person folder.
    """

    folder: Path

    @property
    def catalogue(self) -> Catalogue:
        """The facts, with the exercises that were added for this person."""
        return catalogue_of(self.folder)

    def ready(self) -> bool:
        """Tell whether there is a result that fits what the person has said; without one there is no week."""
        made = self.assessment
        return made.is_file() and made.stat().st_mtime_ns >= changed_at(self.folder)

    @property
    def assessment(self) -> Path:
        """The result that the programme rests on."""
        return self.folder / "result" / "assessment.json"

    def person(self) -> Person:
        """Return the person as they are saved.

        Raises:
            InputError: When the file is wrong.
        """
        return person_of(self.folder, self.catalogue)

    def standing(self, today: dt.date) -> Standing:
        """Return the programme as it stands today.

        Raises:
            SafetyStop: When safety allows no programme.
            InputError: When there is no result yet, or the log is wrong.
            NoPlanFound: When the rules clash.
        """
        person = self.person()
        require(screen(person, self.catalogue), for_what="programme")
        if not self.ready():
            raise InputError(say("the result is not worked out yet"), hint=say("Work it out first."))
        files = tuple(self.folder / name for name in (PERSON_FILE, LOG_FILE, PLAN_FILE))
        key = ("standing", self.catalogue.sha256, today)
        return remembered(key, (*files, self.assessment), lambda: self._standing(person, today))

    def _standing(self, person: Person, today: dt.date) -> Standing:
        catalogue = self.catalogue
        profile = screen(person, catalogue)
        log = read_diary(self.folder, catalogue)
        base = self._base(person, profile, catalogue)
        found = adapt(base, log, person=person, profile=profile, catalogue=catalogue, today=today)
        return Standing(
            today=today,
            programme=found.programme,
            history=found.history,
            see_someone=found.see_someone,
            log=log,
            profile=profile,
            asked=person.screening.date if person.screening is not None else person.start,
        )

    def _base(self, person: Person, profile: SafetyProfile, catalogue: Catalogue) -> Programme:
        """Return the programme that the log goes on from, the same as `evenpull log` has, without measuring again."""
        own = self.folder / PLAN_FILE
        if own.is_file():
            return import_programme(self.folder, own).programme
        _, programme, why_not = conclude(self._measured(), person=person, profile=profile, catalogue=catalogue)
        if programme is None:
            raise NoPlanFound(blocking=(why_not,))
        return programme

    def _measured(self) -> Measured:
        try:
            data = json.loads(self.assessment.read_text(encoding="utf-8"))
            return Measured(measurements=_MEASURED.validate_python(data["measurements"]))
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise InputError(say("the result cannot be read"), hint=say("Work it out again.")) from fault


def person_of(folder: Path, catalogue: Catalogue) -> Person:
    """Return the person of a folder; the file is read anew only when it has changed.

    Raises:
        InputError: When it is not there or wrong.
    """
    return remembered(
        ("person", catalogue.sha256), (folder / PERSON_FILE,), lambda: read_person(folder, catalogue).person
    )


def changed_at(folder: Path) -> int:
    """Return when anything that a result rests on was last changed, in ns."""
    files = [folder / "person.yaml", *folder.glob("photos/*"), *folder.glob("videos/*")]
    return max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)
