"""A body of another mass, stature, sex or with measured segments, made from the one that ships (`scaled`)."""

from evenpull.body.scaling.scaled import scaled
from evenpull.body.scaling.size import SEGMENTS, Size, stature

__all__ = ["SEGMENTS", "Size", "scaled", "stature"]
