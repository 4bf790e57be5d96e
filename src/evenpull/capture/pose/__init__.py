"""A picture becomes landmarks of people. Only this package knows a pose network; the rest sees `PoseEstimator`."""

from evenpull.capture.pose.blazepose import BlazePose
from evenpull.capture.pose.recorded import RecordedPose
from evenpull.capture.pose.records import INDEX, LANDMARK_NAMES, Image, Landmarks, PoseEstimator, Roi
from evenpull.capture.pose.track import Tracker

__all__ = [
    "INDEX",
    "LANDMARK_NAMES",
    "BlazePose",
    "Image",
    "Landmarks",
    "PoseEstimator",
    "RecordedPose",
    "Roi",
    "Tracker",
]
