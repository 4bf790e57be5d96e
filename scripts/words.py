"""The list of every message that people can read, and whatever stands outside it.

    python scripts/words.py                 write src/evenpull/words/evenpull.pot anew
    python scripts/words.py left            how many runs of words pass neither through `say` nor through `trans`
    python scripts/words.py left report     each of one part, with file and line

A string counts when it holds two words or more, is no docstring, and is no pattern, path, key or format of a file. In
templates the bare text between tags counts, and attributes that are read aloud. What programmers alone see (built-in
exceptions) does not count.
"""

from __future__ import annotations

import ast
import builtins
import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "evenpull"
LIST = SOURCE / "words" / "evenpull.pot"
LEFT_OUT = frozenset({"knowledge/catalogue", "web/static", "body/build", "report/schemas"})
SAID = ("say", "say_many")
_KEYWORDS = {"say": None, "say_many": (1, 2), "gettext": None, "ngettext": (1, 2)}
_WORDS = re.compile(r"[A-Za-z][a-z]+[,.:;!?]? +(?:\w+[ ,.]+)*[a-z]+")
_NO_TEXT = re.compile(
    r"[{}]{2}|^[\w./-]+$|^[MmLlCcZz][\d. -]+|default-src|^pip install|^make [a-z]+$"
    r"|^\s*<|fill=|stroke|--[a-z]|\\[wdsb]|^#"
)
_BARE = re.compile(
    r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<style>.*?</style>|<svg.*?</svg>",
    re.DOTALL,
)
_READ_ALOUD = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')
_SILENT_CALLS = frozenset(
    {"re.compile", "re.sub", "re.search", "re.match", "re.fullmatch", "add_argument", "getLogger"}
)
_BUILT_IN = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))

Found = tuple[str, int, str]


def in_python(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each string of a module that people may see and that is no message."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.Call) and _is_silent(node):
            silent |= {id(part) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in silent:
            continue
        if _WORDS.search(node.value) and not _NO_TEXT.search(node.value):
            yield node.lineno, node.value


def _is_silent(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    exception = name in _BUILT_IN and name.endswith(("Error", "Exception", "Warning"))
    return name in _SILENT_CALLS or name in SAID or exception


def in_template(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of each run of bare words of a template."""
    text = path.read_text(encoding="utf-8")
    shown = _BARE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for number, line in enumerate(shown.splitlines(), 1):
        for part in [*re.split(r"<[^>]*>", line), *_READ_ALOUD.findall(line)]:
            words = part.strip()
            if re.search(r"[A-Za-z]{2}", words):
                yield number, words


def left() -> list[Found]:
    """Return place, line and text of everything that people may read and that is no message."""
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


def messages() -> Catalog:
    """Return every message of the code and the templates, in the order of their files."""
    catalog = Catalog(project="Evenpull", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SOURCE,
        method_map=[("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.j2", "jinja2")],
        options_map={"**/templates/**": {"trimmed": "true", "newstyle_gettext": "true", "encoding": "utf-8"}},
        keywords=_KEYWORDS,
    )
    for place, _, message, notes, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalog.add(message, locations=[(place, 1)], auto_comments=notes, context=context)
    return catalog


def listed() -> str:
    """Return the list as it is written to its file: without dates and line numbers, which would change with all."""
    out = io.BytesIO()
    write_po(out, messages(), width=120, omit_header=True, include_lineno=False)
    return 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + out.getvalue().decode("utf-8")


def main(arguments: list[str]) -> None:
    """Write the list, or print what is left outside it."""
    if arguments[:1] != ["left"]:
        LIST.parent.mkdir(exist_ok=True)
        LIST.write_text(listed(), encoding="utf-8")
        return
    found = left()
    if arguments[1:]:
        for place, line, text in found:
            if place.startswith(arguments[1]):
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
    main(sys.argv[1:])
