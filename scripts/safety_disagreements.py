"""List where the hand-made table of codes and the rules on facts differ, and write the page of how each was settled.

`python scripts/safety_disagreements.py` prints every difference with its reason; `--write` writes the page.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from evenpull.knowledge import Catalogue, load
from evenpull.knowledge.yaml_source import plain, read_yaml
from evenpull.safety.agreement import disagreements

ROOT = Path(__file__).resolve().parents[1]
SETTLED = ROOT / "tests" / "golden" / "safety_disagreements.yaml"
PAGE = ROOT / "docs" / "safety_disagreements.md"

INTRO = """# Where the hand-made table and the rules on facts differ

Every exercise and test carries physical facts, and condition codes that were written by hand. Each condition has rules
on facts. A thing is left out for a person when either the rules or the hand-made codes say so. The two were compared in
both directions; this page says how each difference was settled. It is written by `scripts/safety_disagreements.py` from
`tests/golden/safety_disagreements.yaml`; a test fails when a difference is neither mended nor noted, and when a note is
stale.
"""


def page(settled: dict[str, Any], catalogue: Catalogue) -> str:
    """Return the page as Markdown."""
    names = {code.code: code.name for code in catalogue.conditions.values()}
    added, dropped = settled["table_mended_added"], settled["table_mended_dropped"]
    parts = [
        INTRO,
        f"Compared: {len(catalogue.exercises)} exercises, {len(catalogue.tests)} tests, {len(names) - 1} codes. "
        f"Only in the table and kept on purpose: {len(settled['kept_by_hand'])}. Only in the rules: 0. "
        f"Codes added to the table of exercises: {_count(added)}; taken out: {_count(dropped)}.",
        "",
        "## Kept by hand: what facts cannot say",
        "",
        "| thing | code | why |",
        "|---|---|---|",
        *(f"| `{each['thing']}` | {each['code']} | {each['why']} |" for each in settled["kept_by_hand"]),
        "",
        "## The table was wrong: a code was missing",
        "",
        *_groups(added, names),
        "## The table was wrong: a code was too much",
        "",
        *_groups(dropped, names),
        "## Tests",
        "",
        "The table had no codes for tests. Every code follows from the facts of the test and was read through; what",
        "facts cannot say stands in the first section.",
        "",
        "## Facts were wrong or missing",
        "",
        *(f"* `{each['thing']}`: {each['why']}" for each in settled["facts_mended"]),
        "",
        "## Rules were wrong or missing",
        "",
        *(f"* {each['code']} ({names[each['code']]}): {each['why']}" for each in settled["rules_mended"]),
    ]
    return "\n".join(parts) + "\n"


def _count(groups: list[dict[str, Any]]) -> int:
    return sum(len(group["things"]) for group in groups)


def _groups(groups: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    lines: list[str] = []
    for group in groups:
        lines += [f"**{group['code']}** ({names[group['code']]}). {group['why']}", ""]
        lines += [", ".join(f"`{name}`" for name in group["things"]) + ".", ""]
    return lines


def main() -> None:
    """Print every difference; with `--write`, write the page."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/safety_disagreements.md")
    options = parser.parse_args()
    catalogue, settled = load(), plain(read_yaml(SETTLED))
    noted = {(each["thing"], each["code"]): each["why"] for each in settled["kept_by_hand"]}
    for found in disagreements(catalogue):
        why = noted.get((found.thing, found.code), "NOT SETTLED")
        sys.stdout.write(f"{found.kind} {found.thing} {found.code}: only the {found.only} names it. {why}\n")
    if options.write:
        PAGE.write_text(page(settled, catalogue), encoding="utf-8")


if __name__ == "__main__":
    main()
