"""Read one YAML 1.2 file, keeping the line of every field for precise messages.

Here a file keeps its nodes, so that a person's file can be read, judged and written again. The many files of the
catalogue are read by `evenpull.knowledge.yaml_document`, which is faster and keeps values and lines alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where


def read_text(path: Path, *, name: str) -> str:
    """Return a file's text.

    Raises:
        FileFormatError: When it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise FileFormatError(say("the file is not UTF-8 text"), where=Where(file=name)) from fault
    except OSError as fault:
        raise FileFormatError(say("the file cannot be read"), where=Where(file=name)) from fault


def refusal(fault: Exception, *, name: str) -> FileFormatError:
    """Turn a YAML library's fault into one of ours, with file and line."""
    mark = (fault.problem_mark or fault.context_mark) if isinstance(fault, MarkedYAMLError) else None
    problem = (fault.problem if isinstance(fault, MarkedYAMLError) else None) or say("not valid YAML")
    sentence = say("a field is given twice") if isinstance(fault, DuplicateKeyError) else problem.split("\n")[0]
    return FileFormatError(sentence, where=Where(file=name, line=mark.line + 1 if mark is not None else None))


def read_yaml(path: Path, *, name: str | None = None) -> Any:
    """Return the file's content with line marks; duplicate keys and anything but plain YAML 1.2 are refused.

    Raises:
        FileFormatError: Naming file and line.
    """
    yaml = YAML(typ="rt")
    yaml.version = (1, 2)
    yaml.allow_duplicate_keys = False
    shown = name or path.name
    text = read_text(path, name=shown)
    try:
        return yaml.load(text)
    except (YAMLError, ValueError) as fault:
        raise refusal(fault, name=shown) from fault


def plain(node: Any) -> Any:
    """Return the same content as ordinary dicts, lists and scalars."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    if isinstance(node, bool):
        return node
    for scalar in (int, float, str):
        if isinstance(node, scalar):
            return scalar(node)
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
