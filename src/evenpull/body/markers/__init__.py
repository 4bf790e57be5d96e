"""Inverse kinematics: markers or body points of a recording become coordinates of this body, scaled to the person."""

from evenpull.body.markers.atlas import Landmark, placed_keypoints, placed_markers
from evenpull.body.markers.fit import Fit, fit_markers
from evenpull.body.markers.opensim import opensim_angles
from evenpull.body.markers.rig import Rig

__all__ = ["Fit", "Landmark", "Rig", "fit_markers", "opensim_angles", "placed_keypoints", "placed_markers"]
