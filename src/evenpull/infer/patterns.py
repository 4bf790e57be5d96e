"""Named patterns as hypotheses: how much better a common shift of their groups explains the readings than no shift.

Pattern k moves its short groups' length and weak groups' strength by -delta, delta half-normal with scale s (one
healthy sd). With d = H v (v the direction), S and the innovation r of the posterior, a = d' S^-1 r and b = d' S^-1 d:
    Bayes factor = integral of exp(delta a - delta^2 b / 2) over the half-normal
                 = 2 / sqrt(1 + s^2 b) exp(s^2 a^2 / (2 (1 + s^2 b))) Phi(s a / sqrt(1 + s^2 b)).
"""

from __future__ import annotations

from math import exp, log, log10, sqrt

import numpy as np
from scipy.special import log_ndtr

from evenpull.core.side import SIDES, Side
from evenpull.infer.ledger import Ledger
from evenpull.infer.numbers import PATTERN_LEAST_LOG10, PATTERN_ODDS, PATTERN_SCALE, PATTERNS_SHOWN
from evenpull.infer.records import PatternOdds
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge.kinds.signs import Pattern


def patterns_of(ledger: Ledger) -> tuple[PatternOdds, ...]:
    """Return the patterns that the readings favour, at most three, the best first; each has two independent signs."""
    found: list[PatternOdds] = []
    for name, pattern in sorted(ledger.setting.catalogue.patterns.items()):
        if not pattern.offered:
            continue
        sides: tuple[Side | None, ...] = SIDES if pattern.sided else (None,)
        for side in sides:
            if not _two_signs(pattern, side, ledger):
                continue
            odds = _odds(name, pattern, side, ledger)
            if odds.log10_bayes_factor >= PATTERN_LEAST_LOG10:
                found.append(odds)
    found.sort(key=lambda each: (-round(each.log10_bayes_factor, 9), each.pattern, each.side or ""))
    return tuple(found[:PATTERNS_SHOWN])


def log_bayes_factor(a: float, b: float, *, scale: float) -> float:
    """Return the natural log of the Bayes factor of a common shift with a half-normal size.

    Args:
        a: d' S^-1 r, how far the readings lie in the pattern's direction.
        b: d' S^-1 d, how much they can tell about it; at least 0.
        scale: Of the half-normal, healthy sds.

    Example:
        >>> log_bayes_factor(0.0, 0.0, scale=1.0)
        0.0
    """
    spread = 1.0 + scale**2 * b
    tilt = scale * a / sqrt(spread)
    return log(2.0) - 0.5 * log(spread) + 0.5 * tilt**2 + float(log_ndtr(tilt))


def _groups(pattern: Pattern, side: Side | None, ledger: Ledger) -> frozenset[Unknown]:
    sides = SIDES if side is None else (side,)
    short = {Unknown(muscle, each, "length") for muscle in pattern.short for each in sides}
    weak = {Unknown(muscle, each, "strength") for muscle in pattern.weak for each in sides}
    return frozenset(short | weak) & frozenset(ledger.posterior.prior.index.unknowns)


def _two_signs(pattern: Pattern, side: Side | None, ledger: Ledger) -> bool:
    """Whether at least two independent signs speak of the pattern's own groups, and of more than one muscle group.

    Two readings of one group say that this group is short or weak, which a call says better than any pattern.
    """
    groups = _groups(pattern, side, ledger)
    signs: set[str] = set()
    muscles: set[str] = set()
    for row in ledger.posterior.system.rows:
        said = row.direct | ({unknown for unknown, _ in row.loads} if row.block else set())
        if said & groups:
            signs.add(row.sign)
            muscles |= {unknown.muscle for unknown in said & groups}
    return len(signs) >= 2 and len(muscles) >= min(2, len({unknown.muscle for unknown in groups}))


def _odds(name: str, pattern: Pattern, side: Side | None, ledger: Ledger) -> PatternOdds:
    posterior = ledger.posterior
    index = posterior.prior.index
    direction = np.zeros(len(index))
    for unknown in _groups(pattern, side, ledger):
        direction[index.place[unknown]] = -1.0
    d = posterior.system.H @ direction
    a = float(d @ posterior.inverse @ posterior.innovation)
    b = max(float(d @ posterior.inverse @ d), 0.0)
    whole, half, double = (log_bayes_factor(a, b, scale=PATTERN_SCALE * factor) for factor in (1.0, 0.5, 2.0))
    odds = PATTERN_ODDS * exp(min(whole, 500.0))
    return PatternOdds(
        pattern=name,
        side=side,
        log10_bayes_factor=whole * log10(exp(1.0)),
        probability=odds / (1.0 + odds),
        log10_scale_halved=half * log10(exp(1.0)),
        log10_scale_doubled=double * log10(exp(1.0)),
    )
