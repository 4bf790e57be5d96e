"""How a page is rendered: the templates of the page, with the words of its language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from evenpull import __version__
from evenpull.core.words import speak

STATIC = Path(__file__).with_name("static")


class Looks:
    """The templates; every page knows the program's version and which fields are at fault."""

    def __init__(self) -> None:
        self.templates = Environment(
            loader=PackageLoader("evenpull.web"),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        speak(self.templates)

    def show(self, name: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """Render one template as a whole page."""
        facts.setdefault("faults", {})
        return HTMLResponse(self.templates.get_template(name).render(version=__version__, **facts), status_code=status)
