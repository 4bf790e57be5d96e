"""Changes of a body in words such as `left.iliopsoas.length=-10%`: read, checked and laid on a body's parameters."""

from evenpull.body.changes.change import PROPERTIES, RANGES, Change, Property, apply, parse_change

__all__ = ["PROPERTIES", "RANGES", "Change", "Property", "apply", "parse_change"]
