"""The result in three sentences, from the files of the run: what was found, what speaks against it, what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evenpull.core.words import say, say_many
from evenpull.knowledge import Catalogue
from evenpull.report.words import Names, capital, listed, lower_first, sentence

SHOWN = 3
FOUND = {
    ("probably", "short"): say("What stands out: {muscles}, probably short."),
    ("probably", "long"): say("What stands out: {muscles}, probably long."),
    ("probably", "weak"): say("What stands out: {muscles}, probably weak."),
    ("probably", "overactive"): say("What stands out: {muscles}, probably overactive."),
    ("possibly", "short"): say("What stands out: {muscles}, possibly short."),
    ("possibly", "long"): say("What stands out: {muscles}, possibly long."),
    ("possibly", "weak"): say("What stands out: {muscles}, possibly weak."),
    ("possibly", "overactive"): say("What stands out: {muscles}, possibly overactive."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One sentence each for the result page."""

    found: str
    doubt: str
    todo: str


def read_summary(folder: Path, catalogue: Catalogue) -> Summary:
    """Return the three sentences for the result files in a folder."""
    whole = json.loads((folder / "assessment.json").read_text(encoding="utf-8"))
    plan = folder / "programme.json"
    programme = json.loads(plan.read_text(encoding="utf-8")) if plan.is_file() and not whole["no_programme"] else None
    return summarise(whole, programme, catalogue)


def summarise(whole: dict[str, Any], programme: dict[str, Any] | None, catalogue: Catalogue) -> Summary:
    """Return the three sentences for the content of assessment.json and programme.json.

    Args:
        whole: Content of assessment.json.
        programme: Content of programme.json, None when no programme was made.
        catalogue: The names of the muscles.
    """
    calls = [call for call in whole["calls"] if call["word"] in {"probably", "possibly"}]
    if calls:
        first = calls[0]
        name = Names(catalogue).sided(first["side"], first["muscle"])
        found = FOUND[first["word"], first["property"]].format(muscles=lower_first(name))
        doubt = say("What speaks against it: {reason}", reason=lower_first(sentence(first["against"][0])))
    else:
        found = capital(sentence(whole["safety"]["no_calls"] or say("Nothing stands out enough to name a muscle")))
        doubt = say("Most of your body was not tested, so this cannot tell that all is ordinary.")
    return Summary(found=found, doubt=doubt, todo=_todo(whole, programme))


def _todo(whole: dict[str, Any], programme: dict[str, Any] | None) -> str:
    """Return what to do, in one sentence."""
    if programme is None or not programme["days"]:
        return sentence(whole["no_programme"] or say("There is no plan; the report says why"))
    day = programme["days"][0]
    names = [lower_first(item["name"]) for item in day["items"]]
    if len(names) > SHOWN:
        shown = say("{names} and {count} more", names=", ".join(names[:SHOWN]), count=len(names) - SHOWN)
    else:
        shown = listed(names)
    return say_many(
        "What to do first: {count} exercise, about {minutes} min: {names}.",
        "What to do first: {count} exercises, about {minutes} min: {names}.",
        len(names),
        minutes=max(1, round(day["minutes"])),
        names=shown,
    )
