"""Who does the work: least squared effort that meets the joint moments, exactly, for many frames at once (`solve`)."""

from evenpull.body.effort.problem import EffortProblem
from evenpull.body.effort.solve import Effort, solve

__all__ = ["Effort", "EffortProblem", "solve"]
