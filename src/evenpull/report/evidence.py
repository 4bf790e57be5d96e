"""The practitioner's reading: posteriors, ledger, thresholds, patterns, pairs; numbers with their spread."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.infer.records import Call, Marginal
from evenpull.knowledge.load import Catalogue
from evenpull.report.measured import with_sd
from evenpull.report.records import Assessment
from evenpull.report.words import SIDED, SURE, Names, capital, spaced

MOVED = 0.97
THRESHOLDS = (
    say("Short or weak: more than 1 healthy sd below the healthy mean of ln length or ln strength."),
    say(
        "Call: posterior probability 0.8 or more (probably), 0.6 to 0.8 (possibly), posterior over prior sd below 0.8, "
        "and one direct test or two independent signs."
    ),
    say("Severity: posterior mean in healthy sds, from 0 to 3."),
    say("Tone: not measured without EMG; overactive is not offered without it."),
    say("Smallest change that counts: 1.96 times the square root of 2 times the sd of one reading."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A posterior of one property: mean, 95 % interval, tail probabilities, sd over prior sd; in healthy sds."""

    mean: str
    interval: str
    p_low: str
    p_high: str
    ratio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosteriorRow:
    """One sided group; `moved` when any evidence narrowed it."""

    group: str
    side: str
    length: Cell
    strength: Cell
    call: str
    moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One measurement's part in a call."""

    measurement: str
    text: str
    push: str
    p_without: str
    direction: str
    direct: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """A call with its whole evidence: prior, pushes, posterior, and what limits it."""

    title: str
    id: str
    probability: str
    severity: str
    relevance: str
    resolution: str
    prior: str
    posterior: str
    lines: tuple[LedgerLine, ...]
    against: tuple[str, ...]
    limits: tuple[str, ...]
    override: str
    open: bool


def fixed(value: float, *, digits: int = 2) -> str:
    """Return a number with fixed decimals and a real minus sign, never a negative zero."""
    text = f"{value:.{digits}f}"
    text = text.lstrip("-") if float(text) == 0 else text
    return text.replace("-", "−")


def _cell(m: Marginal) -> Cell:
    return Cell(
        mean=fixed(m.mean),
        interval=_interval(m.mean, m.sd),
        p_low=fixed(m.p_low),
        p_high=fixed(m.p_high),
        ratio=fixed(m.sd / m.prior_sd) if m.prior_sd > 0 else "–",
    )


def _interval(mean: float, sd: float) -> str:
    return say("{low} to {high}", low=fixed(mean - 1.96 * sd), high=fixed(mean + 1.96 * sd))


def posteriors(assessment: Assessment, catalogue: Catalogue) -> tuple[PosteriorRow, ...]:
    """Return one row for each sided group, sorted by name and side."""
    if assessment.inference is None:
        return ()
    names = Names(catalogue)
    calls: dict[tuple[str, str], list[str]] = {}
    for c in assessment.inference.calls:
        calls.setdefault((c.muscle, c.side), []).append(f"{spaced(c.property)}, {SURE[c.word]}")
    rows = [
        PosteriorRow(
            group=capital(names.anatomical(s.muscle)),
            side=spaced(s.side),
            length=_cell(s.length),
            strength=_cell(s.strength),
            call="; ".join(calls.get((s.muscle, s.side), [])),
            moved=any(m.sd < MOVED * m.prior_sd for m in (s.length, s.strength)),
        )
        for s in assessment.inference.muscles
    ]
    return tuple(sorted(rows, key=lambda row: (row.group, row.side)))


def ledgers(assessment: Assessment, catalogue: Catalogue) -> tuple[Ledger, ...]:
    """Return the ledger of every call, then of the open questions."""
    if assessment.inference is None:
        return ()
    inference = assessment.inference
    closed = [_ledger(c, assessment, catalogue, is_open=False) for c in inference.calls]
    return (*closed, *(_ledger(c, assessment, catalogue, is_open=True) for c in inference.open_questions))


def _ledger(call: Call, assessment: Assessment, catalogue: Catalogue, *, is_open: bool) -> Ledger:
    names = Names(catalogue)
    marginal = _marginal(call, assessment)
    return Ledger(
        title=capital(
            say(
                "{muscles}: {property}",
                muscles=SIDED[call.side].format(name=names.anatomical(call.muscle)),
                property=spaced(call.property),
            )
        ),
        id=call.id,
        probability=fixed(call.probability),
        severity=fixed(call.severity),
        relevance=fixed(call.relevance),
        resolution=fixed(call.resolution),
        prior=with_sd(fixed(marginal.prior_mean), fixed(marginal.prior_sd)) if marginal else "–",
        posterior=with_sd(fixed(marginal.mean), fixed(marginal.sd)) if marginal else "–",
        lines=tuple(
            LedgerLine(
                measurement=e.measurement,
                text=e.text,
                push=("+" if e.push > 0.005 else "") + fixed(e.push),
                p_without=fixed(e.p_without),
                direction=spaced(e.direction),
                direct=e.direct,
            )
            for e in call.evidence
        ),
        against=call.against,
        limits=call.limits,
        override=call.override or "",
        open=is_open,
    )


def _marginal(call: Call, assessment: Assessment) -> Marginal | None:
    if assessment.inference is None or call.property == "overactive":
        return None
    for state in assessment.inference.muscles:
        if state.muscle == call.muscle and state.side == call.side:
            return state.strength if call.property == "weak" else state.length
    return None


def patterns(assessment: Assessment, catalogue: Catalogue) -> tuple[tuple[str, str, str, str, str], ...]:
    """Return (pattern, side, log10 Bayes factor, scale halved and doubled, probability) of at most three."""
    found = assessment.inference.patterns[:3] if assessment.inference else ()
    names = Names(catalogue)
    return tuple(
        (
            names.pattern(p.pattern),
            spaced(p.side or "both"),
            fixed(p.log10_bayes_factor),
            f"{fixed(p.log10_scale_halved)}, {fixed(p.log10_scale_doubled)}",
            fixed(p.probability),
        )
        for p in found
    )


def pairs(assessment: Assessment, catalogue: Catalogue) -> tuple[tuple[str, str, str, str, str, str], ...]:
    """Return (kind, property, first, second, difference with interval, larger probability) of each pair."""
    names = Names(catalogue)
    rows = []
    for p in assessment.inference.pairs if assessment.inference else ():
        first, second = (names.sided(*s.split(".", 1)) if "." in s else s for s in (p.first, p.second))
        lower = say("first {first}, second {second}", first=fixed(p.p_first_lower), second=fixed(p.p_second_lower))
        difference = f"{fixed(p.mean)} ({_interval(p.mean, p.sd)})"
        rows.append((spaced(p.kind), spaced(p.property), first, second, difference, lower))
    return tuple(rows)


def sources(assessment: Assessment, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the citations behind the tests and pain links that this report leans on, sorted."""
    keys: set[str] = set()
    for m in assessment.measurements:
        test = catalogue.tests.get(m.metric)
        if test:
            keys |= set(test.sources)
    sites = {pain.site for pain in assessment.person.pains}
    called = {c.muscle for c in (assessment.inference.calls if assessment.inference else ())}
    for link in catalogue.pain_links.values():
        if link.site in sites and called & {*link.short, *link.weak}:
            keys |= set(link.sources)
    return tuple(f"{key}: {catalogue.sources[key].citation}" for key in sorted(keys) if key in catalogue.sources)
