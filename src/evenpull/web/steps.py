"""The steps of the page in order, which of them are done, and where a person goes next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request

from evenpull.core.words import say
from evenpull.safety.records import SafetyProfile
from evenpull.safety.regions import stops
from evenpull.web.draft import Draft

if TYPE_CHECKING:
    from evenpull.web.app import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its address, its name, whether it may be opened now, whether it has been filled in."""

    id: str
    name: str
    open: bool
    done: bool

    @property
    def href(self) -> str:
        """Return the step's address."""
        return f"/{self.id}"


NAMES: tuple[tuple[str, str], ...] = (
    ("about", say("About you")),
    ("safety", say("Safety")),
    ("pain", say("Where it hurts")),
    ("questions", say("Habits")),
    ("tests", say("Three tests")),
    ("pictures", say("Photos")),
    ("result", say("Result")),
)


def stopped(profile: SafetyProfile | None) -> bool:
    """Tell whether the answers so far end with a referral and nothing else."""
    if profile is None:
        return False
    return stops(profile.level) or (profile.mode == "none" and not profile.not_asked)


def open_steps(draft: Draft) -> tuple[Step, ...]:
    """Return every step with whether it is open and done, from what the folder holds."""
    person = draft.person()
    profile = draft.profile()
    asked = profile is not None and not profile.not_asked
    through = asked and not stopped(profile)
    visited = draft.visited()
    done = {
        "about": person is not None,
        "safety": asked,
        "pain": person is not None and (bool(person.pains) or "pain" in visited),
        "questions": person is not None and (bool(person.answers) or "questions" in visited),
        "tests": person is not None and (bool(person.tests) or "tests" in visited),
        "pictures": person is not None and (bool(person.pictures) or "pictures" in visited),
        "result": False,
    }
    opens = {
        "about": True,
        "safety": person is not None,
        "pain": person is not None,
        **dict.fromkeys(("questions", "tests", "pictures", "result"), through),
    }
    return tuple(Step(id=step, name=name, open=opens[step], done=done[step]) for step, name in NAMES)


def next_step(draft: Draft) -> str:
    """Return the address of the first step that is open and not done; the referral when safety stops."""
    if stopped(draft.profile()):
        return "/referral"
    return next((step.href for step in open_steps(draft) if step.open and not step.done), "/result")


def home(page: Page) -> str:
    """Return where a person goes who comes back: this week once there is a result, else the next step."""
    profile = page.draft.profile()
    through = profile is not None and not profile.not_asked and not stopped(profile)
    return "/week" if through and page.everyday.ready() else next_step(page.draft)


def only_when_ready(page: Page) -> Callable[[], None]:
    """Return the check in front of the everyday pages: safety lets through and the result fits the answers."""

    def check() -> None:
        profile = page.draft.profile()
        if profile is None or profile.not_asked or stopped(profile):
            raise ElsewhereError(next_step(page.draft))
        if not page.everyday.ready():
            raise ElsewhereError("/result")

    return check


class ElsewhereError(Exception):
    """A step was asked for that is not open now; `address` is where to go instead."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


def only_when_open(draft: Draft, step: str) -> Callable[[Request], None]:
    """Return the check in front of a step's routes.

    When safety stops, every step leads to the referral; `?change=yes` still opens the steps whose answers stopped it,
    so that a slip can be put right.
    """

    def check(request: Request) -> None:
        entry = next(one for one in open_steps(draft) if one.id == step)
        if not entry.open:
            raise ElsewhereError(next_step(draft))
        changing = step in ("about", "safety", "pain") and (
            request.method == "POST" or request.query_params.get("change") == "yes"
        )
        if stopped(draft.profile()) and not changing and request.url.path != "/referral":
            raise ElsewhereError("/referral")

    return check
