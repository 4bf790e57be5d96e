"""The orders in which programs write their points, under this project's names."""

from __future__ import annotations

from evenpull.capture.pose.records import LANDMARK_NAMES

COCO_17 = (
    "nose",
    "left_eye",
    "right_eye",
    "left_ear",
    "right_ear",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
)
"""Source: COCO keypoint task, person category."""
HALPE_26 = (
    *COCO_17,
    "head",
    "neck",
    "mid_hip",
    "left_foot_index",
    "right_foot_index",
    "left_small_toe",
    "right_small_toe",
    "left_heel",
    "right_heel",
)
"""Body with feet. Source: Halpe full-body data set; what RTMPose body-with-feet models give."""
WHOLE_BODY_FEET = (
    *COCO_17,
    "left_foot_index",
    "left_small_toe",
    "left_heel",
    "right_foot_index",
    "right_small_toe",
    "right_heel",
)
"""First 23 of the 133 whole-body points. Source: COCO-WholeBody."""
BODY_25 = (
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "mid_hip",
    "right_hip",
    "right_knee",
    "right_ankle",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_eye",
    "left_eye",
    "right_ear",
    "left_ear",
    "left_foot_index",
    "left_small_toe",
    "left_heel",
    "right_foot_index",
    "right_small_toe",
    "right_heel",
)
"""Source: OpenPose, output of BODY_25."""
OPENPOSE_COCO_18 = (
    "nose",
    "neck",
    "right_shoulder",
    "right_elbow",
    "right_wrist",
    "left_shoulder",
    "left_elbow",
    "left_wrist",
    "right_hip",
    "right_knee",
    "right_ankle",
    "left_hip",
    "left_knee",
    "left_ankle",
    "right_eye",
    "left_eye",
    "right_ear",
    "left_ear",
)
"""Source: OpenPose, output of its COCO model."""
MEDIAPIPE_33 = LANDMARK_NAMES

OPENPOSE = {25: BODY_25, 18: OPENPOSE_COCO_18}
COCO_LIKE = {17: COCO_17, 26: HALPE_26, 133: WHOLE_BODY_FEET, 23: WHOLE_BODY_FEET}
"""By the number of points; further points of a larger set are not used."""
