"""What inference says: posteriors, calls with evidence for and against, pairs, pattern odds, next tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Property = Literal["length", "strength"]
CallProperty = Literal["short", "long", "weak", "overactive"]
Word = Literal["probably", "possibly", "cannot_tell", "ordinary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginal:
    """Posterior of one property of one sided muscle group, in healthy standard deviations of its logarithm.

    Args:
        mean: Posterior mean (0: the healthy average; negative: shorter or weaker).
        sd: Posterior standard deviation.
        prior_mean: Mean before any evidence, after the person's context (base rates).
        prior_sd: Standard deviation before any evidence.
        p_low: Probability of lying more than one healthy sd below the healthy mean (short, weak).
        p_high: Probability of lying more than one healthy sd above it.
    """

    mean: float
    sd: float
    prior_mean: float
    prior_sd: float
    p_low: float
    p_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleState:
    """One muscle group of one side. Tone is never here: without EMG it is "not measured"."""

    muscle: str
    side: Literal["left", "right"]
    length: Marginal
    strength: Marginal


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One measurement's part in a call.

    Args:
        measurement: Its id, or `context.<id>` for a base rate of the person's context.
        push: Gain times innovation: how far it moved the posterior mean, in healthy sds (negative: short or weak).
        p_without: The call's probability when this measurement is left out.
        direction: `for`, `against` or `neutral` to the call.
        text: A short sentence with the reading, what is typical, and the error ("thigh 6 deg above the bench ...").
        direct: True for a range, strength or EMG test of this very group.
    """

    measurement: str
    push: float
    p_without: float
    direction: Literal["for", "against", "neutral"]
    text: str
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A statement about one sided muscle group that the posterior supports, or the nearest it comes to one.

    Args:
        id: `left.iliopsoas.short`.
        muscle: Catalogue id of the group.
        side: Left or right.
        property: What is said.
        probability: Posterior probability, overrides included.
        word: What the person reads: `probably` at 0.8, `possibly` at 0.6, else not a call.
        severity: Posterior mean in healthy sds away from ordinary, at least 0, at most 3.
        relevance: 1, 0.5, 0.25, 0.1 or 0, as the pain map and goals say.
        resolution: Posterior over prior sd; a call needs less than 0.8.
        evidence: Every measurement with a push, largest first.
        against: What speaks against it or limits it, in words, never empty.
        pain_links: Sentences of the pain map (`claim_wording`) for the person's own pain sites.
        evidence_word: Strength of the link between this call and the person's pain, load or posture.
        limits: Why it is not stronger, such as `one sign only`, `stopped by pain`.
        override: A practitioner's reason, when set by hand.
    """

    id: str
    muscle: str
    side: Literal["left", "right"]
    property: CallProperty
    probability: float
    word: Word
    severity: float
    relevance: float
    resolution: float
    evidence: tuple[Evidence, ...]
    against: tuple[str, ...]
    pain_links: tuple[str, ...] = ()
    evidence_word: str = "none"
    limits: tuple[str, ...] = ()
    override: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two muscle groups that pull against each other, or the two sides of one: which is lower and by how much.

    Args:
        kind: Agonist against antagonist, left against right, or a force couple.
        property: Length or strength.
        first: Sided id, such as `left.gluteus_maximus`.
        second: Sided id.
        mean: First minus second, healthy sds.
        sd: Its standard deviation.
        p_first_lower: Probability that the first is lower by more than the healthy side-to-side (or pair) sd.
        p_second_lower: Likewise for the second.
    """

    kind: Literal["agonist_antagonist", "left_right", "force_couple"]
    property: Property
    first: str
    second: str
    mean: float
    sd: float
    p_first_lower: float
    p_second_lower: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternOdds:
    """How far the data favour a named pattern over "nothing here"; at most three are shown.

    Args:
        pattern: Catalogue id.
        side: Its side, None when it concerns both.
        log10_bayes_factor: Against "nothing here", for a shift of about one healthy sd.
        probability: With prior odds of 0.05.
        log10_scale_halved, log10_scale_doubled: The same for shifts of half and of twice that size.
    """

    pattern: str
    side: Literal["left", "right"] | None
    log10_bayes_factor: float
    probability: float
    log10_scale_halved: float = 0.0
    log10_scale_doubled: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTest:
    """A test worth doing next: minutes, expected fall in the loss of what may be decided, and what it would tell."""

    test: str
    side: Literal["left", "right", "both"]
    minutes: float
    information: float
    tells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferenceQuality:
    """How far the result can be leaned on, with the reasons in words."""

    level: Literal["good", "fair", "weak"]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """All that the evidence supports about a person's muscles; `calls` and `patterns` sorted by need and odds.

    `calls` holds calls proper (`probably`, `possibly`), `open_questions` the `cannot_tell` ones with some evidence.
    `best_pair` holds the two tests that together tell most for their minutes, or nothing.
    """

    muscles: tuple[MuscleState, ...]
    calls: tuple[Call, ...]
    open_questions: tuple[Call, ...]
    pairs: tuple[Pair, ...]
    patterns: tuple[PatternOdds, ...]
    next_tests: tuple[NextTest, ...]
    quality: InferenceQuality
    best_pair: tuple[NextTest, ...] = ()

    def to_xarray(self) -> Any:
        """Return the posterior as an `xarray.Dataset` over muscle, side and property, in healthy sds.

        Raises:
            MissingExtra: When xarray is not installed.
        """
        from evenpull.infer.labelled import dataset, labelled  # noqa: PLC0415

        return dataset(labelled(self.muscles))
