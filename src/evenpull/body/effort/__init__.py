"""Who does the work: least squared effort that meets the joint moments, exactly, for many frames at once.

`solve` is the mathematics on arrays; `mechanics` says what a movement asks of a body, `work` who does it.
"""

from evenpull.body.effort.mechanics import Mechanics, mechanics
from evenpull.body.effort.movement import Movement, Push, Share, Support
from evenpull.body.effort.problem import EffortProblem
from evenpull.body.effort.solve import Effort, solve
from evenpull.body.effort.work import COACTIVATION, Work, work

__all__ = [
    "COACTIVATION",
    "Effort",
    "EffortProblem",
    "Mechanics",
    "Movement",
    "Push",
    "Share",
    "Support",
    "Work",
    "mechanics",
    "solve",
    "work",
]
