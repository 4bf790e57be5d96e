"""Files that a motion laboratory or another program wrote become one record: `read_motion(path)` gives a `Recording`.

Read are TRC, C3D, OpenSim MOT and STO (angles, forces, quaternions of sensors), Cortex force files, and CSV with a
mapping. Everything is in SI units; what a file lacks is a gap and never a zero. `write` gives OpenSim files again.
"""

from evenpull.capture.motion.mapping import Mapping, read_mapping
from evenpull.capture.motion.reader import MOTION_SUFFIXES, read_motion
from evenpull.capture.motion.records import Analog, Angles, Event, ForcePlate, Gap, Markers, Orientations, Recording
from evenpull.capture.motion.write import write_angles, write_markers

__all__ = [
    "MOTION_SUFFIXES",
    "Analog",
    "Angles",
    "Event",
    "ForcePlate",
    "Gap",
    "Mapping",
    "Markers",
    "Orientations",
    "Recording",
    "read_mapping",
    "read_motion",
    "write_angles",
    "write_markers",
]
