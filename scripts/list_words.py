"""List the words that people can see and that stand in code or templates instead of the catalogue.

    python scripts/list_words.py            how many, by part of the program
    python scripts/list_words.py report     each of one part, with file and line

A string counts when it holds two words or more, is no docstring, and is no pattern, path, key or format of a file. In
templates the bare text between tags counts, and attributes that are read aloud. The list errs on the long side.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "evenpull"
LEFT_OUT = frozenset({"knowledge/catalogue", "web/static", "body/build", "report/schemas"})
_WORDS = re.compile(r"[A-Za-z][a-z]+[,.:;!?]? +(?:\w+[ ,.]+)*[a-z]+")
_NO_TEXT = re.compile(r"[{}]{2}|^[\w./-]+$|^[MmLlCcZz][\d. -]+|default-src|^\s*<|fill=|stroke|--[a-z]|\\[wdsb]|^#")
_BARE = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<style>.*?</style>|<svg.*?</svg>", re.DOTALL)
_READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')

Found = tuple[str, int, str]


def in_python(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string of a module that people may see."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("re.compile", "re.sub", "add_argument"):
            silent |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if _WORDS.search(node.value) and not _NO_TEXT.search(node.value):
            yield node.lineno, node.value


def in_template(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each run of bare words of a template."""
    text = path.read_text(encoding="utf-8")
    shown = _BARE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for number, line in enumerate(shown.splitlines(), 1):
        for part in [*re.split(r"<[^>]*>", line), *_READ_ALOUD.findall(line)]:
            words = part.strip()
            if re.search(r"[A-Za-z]{2}", words):
                yield number, words


def every_word() -> list[Found]:
    """Return place, line and text of everything that is found."""
    found: list[Found] = []
    for path in sorted(SOURCE.rglob("*")):
        place = path.relative_to(SOURCE).as_posix()
        if any(place.startswith(out) for out in LEFT_OUT) or "__pycache__" in place:
            continue
        if path.suffix == ".py":
            found += [(place, line, text) for line, text in in_python(path)]
        elif path.name.endswith((".html", ".html.j2")):
            found += [(place, line, text) for line, text in in_template(path)]
    return found


def main() -> None:
    """Print the counts, or the words of one part."""
    found = every_word()
    if len(sys.argv) > 1:
        for place, line, text in found:
            if place.startswith(sys.argv[1]):
                sys.stdout.write(f"{place}:{line}: {' '.join(text.split())}\n")
        return
    parts = Counter(
        f"{place.split('/', maxsplit=1)[0]} {'templates' if place.endswith(('.html', '.j2')) else 'code'}"
        for place, _, _ in found
    )
    for part, count in sorted(parts.items(), key=lambda each: -each[1]):
        sys.stdout.write(f"{count:5d}  {part}\n")
    sys.stdout.write(f"{len(found):5d}  in all\n")


if __name__ == "__main__":
    main()
