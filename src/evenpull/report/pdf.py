"""The report on paper: the same HTML, unfolded, drawn to PDF by plutoprint without a browser or system packages."""

from __future__ import annotations

import base64
import io
import re
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from evenpull.core.words import say
from evenpull.errors import ComputeError, MissingExtra
from evenpull.knowledge.load import Catalogue
from evenpull.report.html import Reading, render_for
from evenpull.report.records import Assessment

if TYPE_CHECKING:
    import plutoprint

INSTALL = 'pip install "evenpull[pdf]"'
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.DOTALL)
_FONT = re.compile(r"[\w-]+\.woff2")


def render(assessment: Assessment, catalogue: Catalogue, *, reading: Reading = "person") -> bytes:
    """Return the report as a PDF on A4.

    Args:
        assessment: What one run found.
        catalogue: The facts that it was made with.
        reading: The person's, the practitioner's, or one after the other.

    Raises:
        MissingExtra: When the PDF library is not installed.
        ComputeError: When it cannot draw the page.
    """
    return from_html(render_for(assessment, catalogue, reading=reading, paper=True))


def from_html(html: str) -> bytes:
    """Return one of this program's pages as a PDF; nothing outside the page is ever fetched.

    Raises:
        MissingExtra: When the PDF library is not installed.
        ComputeError: When it cannot draw the page.
    """
    try:
        import plutoprint  # noqa: PLC0415 - an optional part
    except ImportError as fault:
        raise MissingExtra("pdf", install=INSTALL) from fault
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NORMAL, plutoprint.MEDIA_TYPE_PRINT)
    book.custom_resource_fetcher = _offline()
    out = io.BytesIO()
    try:
        book.load_html(_LINK.sub(r"\1", html).replace("</style>", fonts() + "</style>", 1))
        book.write_to_pdf_stream(out)
    except plutoprint.Error as fault:
        raise ComputeError(
            say("the PDF could not be drawn"), hint=say("Print the HTML report from a browser instead.")
        ) from fault
    return out.getvalue()


@lru_cache(maxsize=1)
def fonts() -> str:
    """Return the style rules of the font that ships here, so that a machine without fonts makes the same paper.

    Raises:
        MissingExtra: When the font was not vendored.
    """
    folder = resources.files("evenpull.report")
    css = folder.joinpath("templates/paper.css").read_text(encoding="utf-8")
    for name in _FONT.findall(css):
        file = folder.joinpath(f"fonts/{name}")
        if not file.is_file():
            raise MissingExtra(say("the paper's font"), install=say("make vendor (in a clone), or the published wheel"))
        css = css.replace(name, f"data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}")
    return css


def _offline() -> plutoprint.ResourceFetcher:
    """Return a fetcher that serves data addresses and refuses every other."""
    import plutoprint  # noqa: PLC0415 - an optional part

    class Offline(plutoprint.ResourceFetcher):  # type: ignore[misc, unused-ignore]
        def fetch_url(self, url: str) -> plutoprint.ResourceData:
            if not url.startswith("data:"):
                raise ValueError("only what is inside the page is drawn")
            return plutoprint.default_resource_fetcher.fetch_url(url)

    return Offline()
