"""Settle: where a body comes to rest when muscles, legs or ground change, and how sure that is."""

from evenpull.body.settle.contact import LEVEL, Ground
from evenpull.body.settle.draws import Draws, draws
from evenpull.body.settle.metrics import METRICS, Metric
from evenpull.body.settle.posture import Settled, settle
from evenpull.body.settle.reaction import Reaction
from evenpull.body.settle.tug import Moved, PostureWeight, TugOfWar, posture_weight, tug_of_war

__all__ = [
    "LEVEL",
    "METRICS",
    "Draws",
    "Ground",
    "Metric",
    "Moved",
    "PostureWeight",
    "Reaction",
    "Settled",
    "TugOfWar",
    "draws",
    "posture_weight",
    "settle",
    "tug_of_war",
]
