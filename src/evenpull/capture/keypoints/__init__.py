"""Body points that another program found: `read_keypoints(path)` gives a `KeypointTrack` with this project's names.

Read are OpenPose, COCO, RTMPose (MMPose) and MediaPipe JSON; TRC files of Sports2D and Pose2Sim are motion files and
become the same record by `from_markers`.
"""

from evenpull.capture.keypoints.reader import KEYPOINT_SUFFIXES, read_keypoints
from evenpull.capture.keypoints.records import KeypointTrack
from evenpull.capture.keypoints.trc_names import from_markers

__all__ = ["KEYPOINT_SUFFIXES", "KeypointTrack", "from_markers", "read_keypoints"]
