"""The template environment that every page shares, and the style sheet that goes into each."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evenpull.core.words import say, speak
from evenpull.report.drawing.bar import svg_bar
from evenpull.report.words import day, full_day, number, sentence, spaced


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
        extensions=["jinja2.ext.i18n"],
    )
    speak(env)
    env.filters.update(day=day, full_day=full_day, number=number, sentence=sentence, spaced=spaced)
    env.globals["bar"] = lambda probability: drawn(svg_bar(probability))
    return env


@lru_cache(maxsize=1)
def load_css() -> Markup:
    """Return the style sheet that goes into every page, with the line at the foot of each sheet of paper."""
    css = resources.files("evenpull.report").joinpath("templates/report.css").read_text(encoding="utf-8")
    notice = say("Not a diagnosis. Checked on simulated bodies and instruments, not yet on patients.")
    return drawn(css.replace("NOTICE", json.dumps(notice, ensure_ascii=False).replace("<", "\\3c ")))
