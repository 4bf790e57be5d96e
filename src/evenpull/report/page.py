"""The template environment that every page shares, and the style sheet that goes into each."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evenpull.report.drawing.bar import svg_bar
from evenpull.report.words import day, full_day, listed, number, plural, sentence, spaced


def drawn(svg: str) -> Markup:
    """Return a drawing of this program as markup that the templates do not escape."""
    return Markup(svg)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the template environment: autoescaped, strict about missing names."""
    env = Environment(
        loader=PackageLoader("evenpull.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        day=day, full_day=full_day, number=number, sentence=sentence, spaced=spaced, plural=plural, listed=listed
    )
    env.globals["bar"] = lambda probability: drawn(svg_bar(probability))
    return env


@lru_cache(maxsize=1)
def load_css() -> Markup:
    """Return the style sheet that goes into every page."""
    return drawn(resources.files("evenpull.report").joinpath("templates/report.css").read_text(encoding="utf-8"))
