"""The one entrance: measurements in, everything that they support about a person's muscles out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES
from evenpull.core.words import say
from evenpull.errors import InputError, Where
from evenpull.infer.calls import call_for, is_open, need
from evenpull.infer.ledger import Ledger, ledger_of
from evenpull.infer.likelihood import LIKELIHOODS
from evenpull.infer.next_tests import best_pair, next_tests
from evenpull.infer.numbers import SHORT_OR_WEAK
from evenpull.infer.overrides import apply_overrides
from evenpull.infer.pairs import pairs_of
from evenpull.infer.patterns import patterns_of
from evenpull.infer.prior import prior_for
from evenpull.infer.quality import quality_of
from evenpull.infer.records import Call, Inference, InferenceQuality, Marginal, MuscleState, Property
from evenpull.infer.rows import Setting
from evenpull.infer.solve import Posterior, solve
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.safety.records import SafetyProfile


def infer(
    measurements: Sequence[Measurement], *, person: Person, profile: SafetyProfile, catalogue: Catalogue
) -> Inference:
    """Weigh all measurements together and return what they support, with everything that speaks for and against it.

    The order of the measurements changes nothing, and a mirrored person gives the mirrored result.

    Args:
        measurements: Of one assessment; the same measurement twice counts once.
        person: For norms, pains, goals, equipment and a practitioner's overrides.
        profile: What safety allows; with `no_calls` nothing is called and no test proposed.
        catalogue: The facts.

    Raises:
        InputError: When two different measurements have one id.
        UnknownId: When an override or declined test names what the catalogue does not have.
    """
    unique, repeated = without_repeats(measurements)
    ledger = weigh(unique, person=person, catalogue=catalogue)
    muscles = muscle_states(ledger.posterior)
    quality = quality_of(ledger, repeated=repeated)
    if profile.no_calls:
        reason = say("No calls are made: {reason}", reason=profile.no_calls)
        held = InferenceQuality(level=quality.level, reasons=(reason, *quality.reasons))
        return Inference(
            muscles=muscles, calls=(), open_questions=(), pairs=(), patterns=(), next_tests=(), quality=held
        )
    calls, open_questions = sorted_calls(ledger, person=person)
    return Inference(
        muscles=muscles,
        calls=calls,
        open_questions=open_questions,
        pairs=pairs_of(ledger),
        patterns=patterns_of(ledger),
        next_tests=next_tests(ledger, person=person, profile=profile),
        quality=quality,
        best_pair=best_pair(ledger, person=person, profile=profile),
    )


def weigh(measurements: Sequence[Measurement], *, person: Person, catalogue: Catalogue) -> Ledger:
    """Return prior, rows and posterior of a person as a ledger that can be asked about any unknown.

    Args:
        measurements: Each id once.
        person: Whose norms apply.
        catalogue: The facts.
    """
    prior = prior_for(measurements, catalogue)
    setting = Setting(catalogue=catalogue, prior=prior, person=person)
    rows = [row for likelihood in LIKELIHOODS for row in likelihood.rows(measurements, setting=setting)]
    return ledger_of(solve(prior, rows), {each.id: each for each in measurements}, setting)


def without_repeats(measurements: Sequence[Measurement]) -> tuple[tuple[Measurement, ...], tuple[str, ...]]:
    """Return the measurements sorted by id, each once, and the ids that were handed over more than once.

    Raises:
        InputError: When two different measurements have one id.
    """
    by_id: dict[str, Measurement] = {}
    repeated: list[str] = []
    for each in measurements:
        if each.id in by_id and by_id[each.id] != each:
            raise InputError(
                say("two different measurements have the same id"),
                where=Where(field=each.id),
                hint=say("Give each reading its own id, or put both into the trials of one reading."),
            )
        if each.id in by_id:
            repeated.append(each.id)
        by_id[each.id] = each
    return tuple(by_id[name] for name in sorted(by_id)), tuple(sorted(set(repeated)))


def muscle_states(posterior: Posterior) -> tuple[MuscleState, ...]:
    """Return the posterior of every group, sorted by id, left before right."""
    muscles = sorted({unknown.muscle for unknown in posterior.prior.index.unknowns})
    return tuple(
        MuscleState(
            muscle=muscle,
            side=side,
            length=_marginal(posterior, Unknown(muscle, side, "length")),
            strength=_marginal(posterior, Unknown(muscle, side, "strength")),
        )
        for muscle in muscles
        for side in SIDES
    )


def sorted_calls(ledger: Ledger, *, person: Person) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """Return the calls proper and the open questions, each by need, then id without side."""
    called: dict[str, Call] = {}
    properties: tuple[Property, ...] = ("length", "strength")
    unknowns = [each for each in ledger.posterior.prior.index.unknowns if each.property in properties]
    for unknown in unknowns:
        if ledger.rows_on(unknown) or ledger.claims_on(unknown):
            call = call_for(unknown, ledger=ledger, person=person)
            if call.word != "cannot_tell" or is_open(unknown, ledger=ledger):
                called[call.id] = call
    called = apply_overrides(called, ledger=ledger, person=person)
    ordered = sorted(called.values(), key=lambda c: (-need(c), -round(c.probability, 9), c.muscle, c.property, c.side))
    proper = tuple(call for call in ordered if call.word in {"probably", "possibly"})
    return proper, tuple(call for call in ordered if call.word not in {"probably", "possibly"})


def _marginal(posterior: Posterior, unknown: Unknown) -> Marginal:
    place = posterior.prior.index.place[unknown]
    mean, sd = float(posterior.mean[place]), float(posterior.sd[place])
    return Marginal(
        mean=mean,
        sd=sd,
        prior_mean=float(posterior.prior.mean[place]),
        prior_sd=float(np.sqrt(posterior.prior.covariance[place, place])),
        p_low=float(ndtr((SHORT_OR_WEAK - mean) / sd)),
        p_high=float(ndtr((mean + SHORT_OR_WEAK) / sd)),
    )
