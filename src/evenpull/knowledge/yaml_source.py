"""Read one YAML 1.2 file of the catalogue, keeping the line of every field for precise messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from evenpull.errors import FileFormatError, Where


def read_yaml(path: Path, *, name: str | None = None) -> Any:
    """Return the file's content with line marks; duplicate keys and anything but plain YAML 1.2 are refused.

    Raises:
        FileFormatError: Naming file and line.
    """
    yaml = YAML(typ="rt")
    yaml.version = (1, 2)
    yaml.allow_duplicate_keys = False
    shown = name or path.name
    try:
        return yaml.load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as fault:
        raise FileFormatError("the file is not UTF-8 text", where=Where(file=shown)) from fault
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        line = mark.line + 1 if mark is not None else None
        problem = (fault.problem or "not valid YAML").split("\n")[0]
        if "duplicate key" in problem:
            problem = "a field is given twice"
        raise FileFormatError(problem, where=Where(file=shown, line=line)) from fault
    except YAMLError as fault:
        raise FileFormatError("not valid YAML", where=Where(file=shown)) from fault


def plain(node: Any) -> Any:
    """Return the same content as ordinary dicts, lists and scalars."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, bool) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return float(node)
    if isinstance(node, str):
        return str(node)
    return node


def line_of(node: Any, location: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) of a nested field, or of the nearest parent that is there."""
    line: int | None = None
    for step in location:
        try:
            if isinstance(node, CommentedMap) and step in node:
                line = node.lc.key(step)[0] + 1
                node = node[step]
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line = node.lc.item(step)[0] + 1
                node = node[step]
            else:
                break
        except (AttributeError, KeyError, TypeError):
            break
    return line
