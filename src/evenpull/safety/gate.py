"""The gate before every test, picture and programme."""

from __future__ import annotations

from typing import Literal

from evenpull.core.words import say
from evenpull.errors import SafetyStop, ScreeningIncomplete
from evenpull.safety.records import SafetyProfile
from evenpull.safety.regions import stops

Purpose = Literal["tests", "photos", "programme"]

_STOPPED: dict[Purpose, str] = {
    "tests": say("some answers need a health professional first: no test is proposed"),
    "photos": say("some answers need a health professional first: no picture is measured"),
    "programme": say("some answers need a health professional first: no programme is made"),
}
_HELD: dict[Purpose, str] = {
    "tests": say("a clinician has to agree first: no test is proposed"),
    "photos": say("a clinician has to agree first: no picture is measured"),
    "programme": say("a clinician has to agree first: no programme is made"),
}


def require(profile: SafetyProfile, *, for_what: Purpose) -> None:
    """Let a person through, or stop with the reason. An alarming answer stops before a missing one is asked for.

    Raises:
        SafetyStop: When a level stops, or a clinician has to agree first.
        ScreeningIncomplete: When a safety question has no answer; silence is not "no".
    """
    if stops(profile.level):
        hint = say("The referral page says whom to see and how soon.")
        raise SafetyStop(_STOPPED[for_what], level=profile.level, hint=hint)
    if profile.not_asked:
        raise ScreeningIncomplete(profile.not_asked)
    if profile.mode == "none":
        hint = say("The referral page says whom to ask and what is fine to do.")
        raise SafetyStop(_HELD[for_what], level=profile.level, hint=hint)
