"""What muscles and joint capsules do at given lengths and angles: forces, stiffness and energy."""

from evenpull.body.muscles.arrays import Muscles
from evenpull.body.muscles.capsule import Capsule
from evenpull.body.muscles.read import from_model
from evenpull.body.muscles.tension import Tension, tension

__all__ = ["Capsule", "Muscles", "Tension", "from_model", "tension"]
