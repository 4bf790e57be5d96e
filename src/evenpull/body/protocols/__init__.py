"""What a length or strength test would read on a body, exactly, with its derivatives (`predict`, `predict_many`).

A protocol of the catalogue says how a test is posed. Lengths and moment arms of a posed test do not depend on the
person's muscles: they are computed once per body (`Battery`), and a reading is then a sum over muscle curves.
"""

from evenpull.body.protocols.battery import Battery, battery_of, load_protocols, predict, predict_many
from evenpull.body.protocols.not_posed import NOT_POSED
from evenpull.body.protocols.reading import Reading, Readings

__all__ = [
    "NOT_POSED",
    "Battery",
    "Reading",
    "Readings",
    "battery_of",
    "load_protocols",
    "predict",
    "predict_many",
]
