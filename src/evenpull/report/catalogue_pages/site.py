"""The whole site: an index with counts, a list per kind, a page per entry, one style sheet; all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from evenpull.core.words import say
from evenpull.errors import StoreError, UnknownId
from evenpull.knowledge.backlinks import backlinks
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.load import Catalogue
from evenpull.report.catalogue_pages.entry import Page, knowns, page
from evenpull.report.catalogue_pages.nodes import as_list
from evenpull.report.catalogue_pages.refs import ONE, PAGED, Linker, many
from evenpull.report.figures import figure
from evenpull.report.page import drawn, environment, load_css

KNOWN = ("measured", "derived", "recalled", "default")
MARK = ".evenpull-pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One kind in numbers.

    Args:
        entries: How many.
        known: How many of its numbers, claims and statements are known in each way, in the order of `KNOWN`.
        reviewed: How many entries a clinician has reviewed; None for kinds that carry no review.
        gaps: Entries that say what is not known.
    """

    kind: str
    name: str
    entries: int
    known: tuple[int, ...]
    reviewed: int | None
    gaps: int


def counts(catalogue: Catalogue, kinds: tuple[str, ...] = PAGED) -> tuple[Count, ...]:
    """Return the kinds in numbers."""
    found = []
    for kind in kinds:
        entries = getattr(catalogue, kind)
        words: Counter[str] = Counter()
        for entry in entries.values():
            words.update(knowns(entry.model_dump(mode="json", exclude_defaults=True)))
        reviewed = sum(getattr(entry, "reviewed_by", None) is not None for entry in entries.values())
        found.append(
            Count(
                kind=kind,
                name=many(kind),
                entries=len(entries),
                known=tuple(words[word] for word in KNOWN),
                reviewed=reviewed if "reviewed_by" in KINDS[kind].model_fields else None,
                gaps=sum(bool(entry.gaps) for entry in entries.values()),
            )
        )
    return tuple(found)


def files(catalogue: Catalogue, *, kind: str | None = None, figures: bool = False) -> dict[str, str]:
    """Return every file of the site by its place.

    Args:
        catalogue: What is shown.
        kind: One kind alone; links to other kinds are then words.
        figures: Draw the exercises and tests too; slower.

    Raises:
        UnknownId: When there is no such kind, or it has no pages.
    """
    if kind is not None and kind not in PAGED:
        raise UnknownId(kind, kind=say("kind with pages"), allowed=sorted(PAGED))
    kinds = PAGED if kind is None else (kind,)
    linker, links = Linker.of(catalogue, frozenset(kinds)), backlinks(catalogue)
    env = environment()
    shared = {
        "sha256": catalogue.sha256,
        "version": version("evenpull"),
        "one": ONE,
        "many": many,
        "known_words": KNOWN,
    }
    shared["as_list"] = as_list
    told = counts(catalogue, kinds)
    made = {"style.css": _style(), MARK: ""}
    made["index.html"] = env.get_template("catalogue_index.html.j2").render(**shared, counts=told, root="")
    entry_page, kind_page = env.get_template("catalogue_entry.html.j2"), env.get_template("catalogue_kind.html.j2")
    for each, count in zip(kinds, told, strict=True):
        entries = {**getattr(catalogue, each), **catalogue.retired.get(each, {})}
        pages = [page(each, entry, linker=linker, links=links) for entry in entries.values()]
        made[f"{each}/index.html"] = kind_page.render(**shared, kind=each, pages=pages, count=count, root="../")
        for shown in pages:
            drawing = _drawing(shown, catalogue) if figures else ""
            made[f"{each}/{shown.id}.html"] = entry_page.render(**shared, page=shown, drawing=drawing, root="../")
    return made


def _drawing(shown: Page, catalogue: Catalogue) -> Markup:
    return drawn(figure(shown.figure or None, catalogue, prefix="drawn"))


def _style() -> str:
    own = resources.files("evenpull.report").joinpath("templates/catalogue.css").read_text(encoding="utf-8")
    return f"{load_css()}\n{own}"


def write_site(catalogue: Catalogue, out: Path, *, kind: str | None = None, figures: bool = False) -> int:
    """Write the site into a folder that is new, empty, or a former site; return how many pages it has.

    Raises:
        StoreError: When the folder holds other things or cannot be written; it is then untouched.
        UnknownId: When there is no such kind.
    """
    made = files(catalogue, kind=kind, figures=figures)
    if out.exists() and not (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        raise StoreError(
            say("the folder for the pages holds other things"), hint=say("Choose a new or empty one with --out.")
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".evenpull-", dir=out.parent))
    except OSError as fault:
        raise StoreError(
            say("the folder for the pages cannot be made"), hint=say("Choose another with --out.")
        ) from fault
    try:
        site = staging / "site"
        for name, text in made.items():
            place = site / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        if out.exists():
            os.replace(out, staging / "former")
        os.replace(site, out)
    except OSError as fault:
        if (staging / "former").exists() and not out.exists():
            os.replace(staging / "former", out)
        raise StoreError(
            say("the pages could not be written"), hint=say("Is the disk full or the folder read-only?")
        ) from fault
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return sum(name.endswith(".html") for name in made)
