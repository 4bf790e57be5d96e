"""What one person's body is made of besides its geometry: muscles and capsules. A changed body is a changed copy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evenpull.body.muscles import Capsule, Muscles
from evenpull.body.muscles.arrays import Change


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parameters:
    """Muscles and capsules of one body, in the order of its paths and coordinates.

    Args:
        muscles: Force properties of every muscle.
        capsule: One pair of exponentials per independent coordinate.
    """

    muscles: Muscles
    capsule: Capsule

    def changed(
        self, *, length: Change = 0.0, strength: Change = 0.0, stiffness: Change = 0.0, tone: Change = 0.0
    ) -> Parameters:
        """Return a copy whose muscles differ by natural logarithms, as `Muscles.changed` takes them.

        Raises:
            UnknownId: When a name is no muscle.
            OutOfRange: When an array does not fit.
        """
        muscles = self.muscles.changed(length=length, strength=strength, stiffness=stiffness, tone=tone)
        return self if muscles is self.muscles else replace(self, muscles=muscles)
