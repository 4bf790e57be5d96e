"""The catalogue of facts: muscles, tests, questions, exercises, doses, safety; a YAML file per thing, compiled to one.

Source: `knowledge/catalogue/<kind>/<id>.yaml`. `load()` returns the compiled, validated whole in milliseconds.
"""

from __future__ import annotations

from evenpull.knowledge.load import Catalogue, load

__all__ = ["Catalogue", "load"]
