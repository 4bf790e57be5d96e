"""Read one YAML 1.2 file of the catalogue into ordinary values, with the line of every field for precise messages.

What the values may be stands in `evenpull.knowledge.kinds`; here only the text form is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where
from evenpull.knowledge.yaml_source import read_text, refusal

Location = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's content and the line (from 1) of each of its fields and list items."""

    data: Any
    lines: dict[Location, int]

    def line_of(self, location: Location) -> int | None:
        """Return the line of a nested field, or of the nearest parent that is there."""
        for length in range(len(location), 0, -1):
            line = self.lines.get(location[:length])
            if line is not None:
                return line
        return None


def read_document(path: Path, *, name: str) -> Document:
    """Return a file's content with its lines; duplicate keys and anything but plain YAML 1.2 are refused.

    Raises:
        FileFormatError: Naming file and line.
    """
    return parse_document(read_text(path, name=name), name=name)


def parse_document(text: str, *, name: str) -> Document:
    """Return the content of YAML text with its lines.

    Raises:
        FileFormatError: Naming file and line.
    """
    yaml = YAML(typ="safe")
    yaml.version = (1, 2)
    yaml.allow_duplicate_keys = False
    try:
        node = yaml.compose(text)
        data = yaml.constructor.construct_document(node) if node is not None else None
    except (YAMLError, ValueError) as fault:
        raise refusal(fault, name=name) from fault
    lines: dict[Location, int] = {}
    if node is not None:
        _mark(node, data, (), lines, name)
    return Document(data=data, lines=lines)


def _mark(node: Node, data: Any, at: Location, lines: dict[Location, int], name: str) -> None:
    """Note the line of every field and item below a node."""
    if isinstance(node, MappingNode) and isinstance(data, dict):
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = key_node.value
            if key not in data:
                message = say('a field\'s name must be text: write "{key}" in quotes', key=key)
                raise FileFormatError(message, where=Where(file=name, line=line))
            lines[(*at, key)] = line
            _mark(value_node, data[key], (*at, key), lines, name)
    elif isinstance(node, SequenceNode) and isinstance(data, list):
        for number, item in enumerate(node.value):
            lines[(*at, number)] = item.start_mark.line + 1
            _mark(item, data[number], (*at, number), lines, name)
