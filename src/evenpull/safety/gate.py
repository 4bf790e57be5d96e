"""The gate before every test, picture and programme."""

from __future__ import annotations

from typing import Literal

from evenpull.errors import SafetyStop, ScreeningIncomplete
from evenpull.safety.records import SafetyProfile
from evenpull.safety.regions import stops

Purpose = Literal["tests", "photos", "programme"]

_WHAT: dict[Purpose, str] = {
    "tests": "no test is proposed",
    "photos": "no picture is measured",
    "programme": "no programme is made",
}


def require(profile: SafetyProfile, *, for_what: Purpose) -> None:
    """Let a person through, or stop with the reason. An alarming answer stops before a missing one is asked for.

    Raises:
        SafetyStop: When a level stops, or a clinician has to agree first.
        ScreeningIncomplete: When a safety question has no answer; silence is not "no".
    """
    if stops(profile.level):
        message = f"some answers need a health professional first: {_WHAT[for_what]}"
        raise SafetyStop(message, level=profile.level, hint="The referral page says whom to see and how soon.")
    if profile.not_asked:
        raise ScreeningIncomplete(profile.not_asked)
    if profile.mode == "none":
        message = f"a clinician has to agree first: {_WHAT[for_what]}"
        raise SafetyStop(
            message, level=profile.level, hint="The referral page says whom to ask and what is fine to do."
        )
