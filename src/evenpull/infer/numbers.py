"""Every number of the inference that is not a fact about one test or sign, each with where it comes from.

What a test, question or sign says stands in the catalogue. Here is what joins them: how healthy people vary together,
what readings of one session share, how much one picture may say, and from where on something is said. A number without
an opened source is called a default, and `docs/inference.md` says what would replace it.
"""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.infer.records import Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the healthy variance 1 of one property divides into what is shared; the four parts sum to 1.

    Args:
        general: Shared by all groups of a body: general flexibility, general strength.
        synergist: Shared by groups that work together on the same side and on the other.
        group: A group's own, shared by its two sides.
        side: A side's own; the correlation of left and right is 1 minus this.
    """

    general: float
    synergist: float
    group: float
    side: float


# Side, length: two in three healthy people reach lunge distances within 1.5 cm of each other on the two sides
# (HOCH2011), between-person sd 2.8 cm: 1.5^2 / (2 * 2.8^2) = 0.14, rounded up because a reading's error is inside it.
# Side, strength: 95 % of uninjured people extend one knee within 21 % of the other (LSI_LAWRANCE), sd 10.7 %; people
# differ by 20-30 %: 0.107^2 / (2 * 0.25^2) = 0.09. Muscle volume of functional groups differs by 4.7 % between sides
# (mean absolute, sd 5.9 %), which would give 0.03: force varies more than size, so 0.10 stays.
# General and synergist parts: defaults, no source opened.
SPREADS: dict[Property, Spread] = {
    "length": Spread(general=0.20, synergist=0.15, group=0.50, side=0.15),
    "strength": Spread(general=0.35, synergist=0.15, group=0.40, side=0.10),
}

# Groups that do the same work, by property; a group outside every set keeps that part for itself.
SYNERGISTS: dict[Property, tuple[frozenset[str], ...]] = {
    "length": (
        frozenset({"iliopsoas", "rectus_femoris", "tensor_fasciae_latae"}),
        frozenset({"gluteus_maximus", "hamstrings"}),
        frozenset({"gastrocnemius", "soleus", "tibialis_posterior", "fibularis"}),
        frozenset({"hip_abductors", "hip_external_rotators"}),
        frozenset({"lumbar_erector_spinae", "quadratus_lumborum"}),
        frozenset({"pectorals", "upper_trapezius"}),
    ),
    "strength": (
        frozenset({"iliopsoas", "tensor_fasciae_latae"}),
        frozenset({"rectus_femoris", "vasti"}),
        frozenset({"gluteus_maximus", "hamstrings"}),
        frozenset({"gastrocnemius", "soleus", "tibialis_posterior", "fibularis"}),
        frozenset({"hip_abductors", "hip_external_rotators"}),
        frozenset({"lumbar_erector_spinae", "quadratus_lumborum", "abdominals"}),
        frozenset({"lower_trapezius", "serratus_anterior", "upper_trapezius"}),
    ),
}

FORCE_COUPLES: tuple[tuple[str, str], ...] = (
    ("iliopsoas", "abdominals"),
    ("gluteus_maximus", "iliopsoas"),
    ("gluteus_maximus", "lumbar_erector_spinae"),
    ("abdominals", "lumbar_erector_spinae"),
    ("lower_trapezius", "upper_trapezius"),
    ("serratus_anterior", "upper_trapezius"),
)

CONTEXT_OVERLAP = 0.5
"""Association of two contexts where none is published: P(one | other) - P(one | not the other). Default, on the careful
side: each source compares its own groups without regard to the other context, and a plain sum counts that twice."""

CONTEXT_OVERLAPS: dict[frozenset[str], float] = {frozenset({"sits_over_7h", "lasting_low_back_pain"}): 0.09}
"""Associations that follow from a publication. Long sitting and low back pain: odds ratio 1.42 (MAHDAVI2021); 39 % had
back pain in three months (NCHS_SITES2019), so 0.43 of those who sit long and 0.35 of the others: 0.09 (rounded up)."""

GENERAL_NUISANCE = 0.4
"""Share of a test's nuisance variance that all tests of the property have in common: stretch tolerance between people
has a cv of 40 % against 20 % per test (0.16 / 0.20 = 0.8), and about half of the nuisance is tolerance or effort
(default)."""

HEALTHY_LN_SD: dict[Property, float] = {"length": 0.02, "strength": 0.25}
"""Healthy sd of ln length and ln strength of a group, where a test's variance follows from the body's derivative.
Length: the middle of the 1.5-2.5 % that end torque, capsule and bone leave of published ranges (default). Strength:
people differ by 20-30 % (SARABON2021: 0.8 of 3.19 and 0.35 of 1.39 Nm/kg)."""

BODY_NUISANCES: dict[str, float] = {
    "tolerance": 0.4,
    "tolerance_of_test": 0.2,
    "stiffness": 0.2,
    "capsule": 0.3,
    "voluntary": 0.08,
}
"""Spread of what is no muscle, where a test's variance follows from the body: ln end torque between people and from
test to test, ln passive stiffness, ln capsule torque, and voluntary activation (0.7 to 1 is four sds). Defaults."""

SESSION_COMMON = 0.5
"""Share of a session's error that its different tests of one property have in common (examiner, device). Default."""

TRUE_SHARE_FLOOR = 0.25
"""Least share of a norm's variance that counts as true: error estimates of other studies may exceed a norm's own."""

NORM_BETWEEN: dict[Property, float] = {"length": 0.2, "strength": 0.3}
"""sd between studies of one test's healthy mean, in published sds of people. Strength: means of the knee run from 2.92
to 3.45 and from 2.08 to 2.74 Nm/kg in extension (men, women) and from 1.15 to 1.62 in flexion (SARABON2021): half
ranges of 0.33, 0.55 and 0.68 sds, over sqrt 3 (as if even) 0.19, 0.32 and 0.39, of which the middle. Length: default,
no means of several studies of one protocol were read; an angle of a bone needs no lever and no strap, so less."""

NORM_COMMON = 0.5
"""Share of a norm's error that the norms of one source and property have in common (its people, its rater). Default."""

POOR_ERROR = 3.0
"""Least error of a reading of poor quality, in healthy true sds: it keeps about a tenth of its weight."""

SLIP = 0.014
"""Share of readings that are slips: between the 0.29 % of single data entry and the 6.57 % of values taken over from
records (93 papers, PMC10775420, abstract), the geometric middle. A slip's further error is that of a poor reading."""

SLIP_LEAST = 0.1
"""A reading that is a slip with less than this chance is not doubted. Default."""

CLAIM_SHARED = 0.5
"""Share of a claim's scatter that all claims of one picture, clip, visit or topic have in common. Default."""

CAPTURE_NATS = 0.2
"""Most that one picture, clip or visit by eye may say, in nats: sd falls at most to exp(-0.2) = 0.82 of the prior's,
above the 0.8 that a call needs, so that no picture alone ever carries a call."""

TOPIC_NATS = 0.1
"""Most that the questions of one topic may say, in nats: a likelihood ratio stays within about 0.5 to 2."""

CLEAR_LEVEL = 2.0
"""Level at which a fault counts as `clear`: a claim's shift is meant for it, half of it for `slight`."""

SHORT_OR_WEAK = -1.0
PROBABLY = 0.8
POSSIBLY = 0.6
RESOLUTION = 0.8
SEVERITY_CAP = 3.0
PATTERN_ODDS = 0.05
PATTERN_SCALE = 1.0
PATTERNS_SHOWN = 3
PATTERN_LEAST_LOG10 = 0.5
CHANGE_WORTH_TESTING = 0.05
NEXT_TESTS_SHOWN = 3
SIGN_PUSH = 0.05
"""Least push towards a call, in healthy sds, for a measurement to count as a sign of it."""

TREAT_LOSS, LEAVE_LOSS, REFER_LOSS = 0.6, 0.4, 0.22
"""Loss of treating what is ordinary, of leaving what is short or weak, and of having somebody look. The first two set
the threshold of `POSSIBLY`; defaults, on the careful side: treating for nothing costs more than waiting for the
retest."""
