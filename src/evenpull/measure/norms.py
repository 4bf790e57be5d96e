"""Choose the published reference that a reading may be held against, or say that none exists.

Norms are joined by test, protocol, method, sex and age, and only where mean and sd were read or follow from such.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from evenpull.knowledge.kinds import Norm, Test

Sex = Literal["male", "female", "unstated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Healthy mean and spread for one reading, in the test's unit.

    Args:
        mean: Healthy mean.
        sd: Healthy spread between people *as measured*, so including that study's error.
        norms: The catalogue's norms that it comes from: one, or one of each sex when sex is unstated.
    """

    mean: float
    sd: float
    norms: tuple[Norm, ...]


def reference(
    test: Test, *, sex: Sex, age_years: float, method: str = "default", protocol: str = ""
) -> Reference | None:
    """Return the reference for one person's reading, or None when no norm may be used.

    Args:
        test: Test of the catalogue.
        sex: Chooses the norm; `unstated` takes the middle of both with a spread that holds both.
        age_years: Age in years.
        method: How the reading was taken; some norms hold for some methods only.
        protocol: How it was done; empty: as the test's own steps say.
    """
    usable = [
        norm
        for norm in test.norms
        if norm.weighs
        and norm.unit == test.unit
        and norm.protocol == (protocol or test.protocol)
        and norm.age[0] <= age_years <= norm.age[1]
        and (not norm.methods or method in norm.methods)
    ]
    of_sex = {norm.sex: norm for norm in usable}
    own = of_sex.get("any") if sex == "unstated" else of_sex.get(sex) or of_sex.get("any")
    if own is not None:
        return Reference(mean=own.mean.value, sd=own.sd.value, norms=(own,))
    if sex == "unstated" and {"male", "female"} <= set(of_sex):
        both = (of_sex["female"], of_sex["male"])
        low, high = sorted(norm.mean.value for norm in both)
        wider = max(norm.sd.value for norm in both)
        return Reference(mean=(low + high) / 2, sd=math.hypot(wider, (high - low) / 2), norms=both)
    return None
