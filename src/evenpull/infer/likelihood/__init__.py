"""Every kind of evidence that is weighed, one file each. A new kind is a new file and one line here."""

from __future__ import annotations

from evenpull.infer.likelihood.answers import Answers
from evenpull.infer.likelihood.normed_tests import NormedTests
from evenpull.infer.likelihood.observed_faults import ObservedFaults
from evenpull.infer.likelihood.posture import Posture
from evenpull.infer.likelihood.side_differences import SideDifferences
from evenpull.infer.rows import Likelihood

LIKELIHOODS: tuple[Likelihood, ...] = (NormedTests(), SideDifferences(), ObservedFaults(), Posture(), Answers())

__all__ = ["LIKELIHOODS", "Answers", "NormedTests", "ObservedFaults", "Posture", "SideDifferences"]
