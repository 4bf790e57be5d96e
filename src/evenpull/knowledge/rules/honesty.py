"""What is known only weakly weighs nothing, or makes things safer; every number says where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.rules.whole import Whole, fields, problem, walk

CLAIMS: tuple[tuple[str, str], ...] = (
    ("questions", "options.*.claims.*"),
    ("posture_metrics", "claims.*"),
    ("compensations", "claims.*"),
)


def values_have_a_source_or_a_reason(whole: Whole) -> Iterator[Problem]:
    """A measured value names its source, a derived one its arithmetic, a default one its reason."""
    for file in whole.valid():
        for at, value in walk(file.data):
            if not _is_value(value):
                continue
            known, source, basis = value["known"], value.get("source"), value.get("basis")
            if known == "measured" and not source:
                yield problem(file, (*at, "known"), rule="honesty", message=say("a measured value names its source"))
            elif known == "derived" and not basis:
                yield problem(
                    file, (*at, "known"), rule="honesty", message=say("a derived value shows its arithmetic (basis)")
                )
            elif known == "default" and not basis:
                yield problem(
                    file, (*at, "known"), rule="honesty", message=say("a default value says its reason (basis)")
                )
            if not value["unit"]:
                yield problem(
                    file, (*at, "unit"), rule="honesty", message=say("a number has a unit; write 1 for a pure number")
                )


def unopened_sources_measure_nothing(whole: Whole) -> Iterator[Problem]:
    """What rests only on sources that were not opened is recalled, never measured or derived."""
    read = {id: entry.read for id, entry in whole.entries("sources").items()}  # noqa: A001
    for file in whole.valid():
        for at, holder in walk(file.data):
            if not isinstance(holder, dict) or holder.get("known") not in ("measured", "derived"):
                continue
            cited = [holder["source"]] if isinstance(holder.get("source"), str) else holder.get("sources", [])
            if cited and all(read.get(name) == "not_opened" for name in cited):
                message = say("no source it cites was opened: known must be recalled")
                yield problem(file, (*at, "known"), rule="honesty", message=message)
            elif not cited and "sources" in holder and holder["known"] == "measured":
                yield problem(file, (*at, "known"), rule="honesty", message=say("what is measured cites a source"))


def unsupported_claims_weigh_nothing(whole: Whole) -> Iterator[Problem]:
    """A claim that is contradicted or has no evidence has a shift of zero: it is text only."""
    for file, at, claim in _claims(whole):
        if claim["evidence"] in ("contradicted", "none") and claim["shift"] != 0:
            message = say("evidence {evidence}: the shift must be 0", evidence=claim["evidence"])
            yield problem(file, (*at, "shift"), rule="honesty", message=message)
        if not claim["sources"]:
            yield problem(file, (*at, "sources"), rule="honesty", message=say("a claim cites a source"))


def weakly_known_claims_stay_weak(whole: Whole) -> Iterator[Problem]:
    """A shift that is recalled or a default is no larger than its scatter, so that it makes no call alone."""
    for file, at, claim in _claims(whole):
        if claim["known"] in ("recalled", "default") and abs(claim["shift"]) > claim["scatter"]:
            at_most = claim["scatter"]
            message = (
                say("a recalled shift is at most its scatter ({scatter})", scatter=at_most)
                if claim["known"] == "recalled"
                else say("a default shift is at most its scatter ({scatter})", scatter=at_most)
            )
            yield problem(file, (*at, "shift"), rule="honesty", message=message)


def recalled_links_raise_no_relevance(whole: Whole) -> Iterator[Problem]:
    """A link to pain that is recalled carries no evidence: it may be told, and makes no muscle matter more."""
    for file in whole.valid("pain_links"):
        if file.data["known"] == "recalled" and file.data["evidence"] in ("strong", "moderate", "limited"):
            yield problem(file, ("evidence",), rule="honesty", message=say("a recalled link has the evidence none"))


def recalled_safety_is_called_our_caution(whole: Whole) -> Iterator[Problem]:
    """A safety rule that is recalled says so to the person: it is our caution, not a fact."""
    for file in whole.valid("screening", "safety_facts", "conditions"):
        if file.data["known"] == "recalled" and not file.data.get("caution"):
            message = say("a recalled safety rule says so: fill caution (our caution, and why)")
            yield problem(file, ("known",), rule="honesty", message=message)


def _is_value(value: Any) -> bool:
    return isinstance(value, dict) and {"value", "unit", "known"} <= set(value)


def _claims(whole: Whole) -> Iterator[tuple[Any, Any, Any]]:
    """Yield file, place and content of every claim."""
    for kind, pattern in CLAIMS:
        for file in whole.valid(kind):
            for at, claim in fields(file.data, pattern):
                yield file, at, claim
