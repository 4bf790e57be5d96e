"""The independent coordinates of a body, and what the body is like at them: paths, forces, points, mirror."""

from evenpull.body.coordinates.arms import Arms
from evenpull.body.coordinates.coordinates import Coordinates
from evenpull.body.coordinates.mirror import Mirror
from evenpull.body.coordinates.places import Centre, Places, Point, Spots
from evenpull.body.coordinates.states import States

__all__ = ["Arms", "Centre", "Coordinates", "Mirror", "Places", "Point", "Spots", "States"]
