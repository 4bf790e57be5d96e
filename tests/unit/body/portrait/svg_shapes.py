"""Reading pictures back: every path as its points, so that pictures can be compared and measured."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d*\.?\d+")


def root_of(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def body_groups(picture: str) -> list[ET.Element]:
    return [g for g in root_of(picture).iter(f"{SVG}g") if g.get("class") == "body"]


def points(data: str) -> list[list[tuple[int, int]]]:
    """Points of each piece of a path (`M x y l dx dy ...`), in tenths of a unit."""
    pieces = []
    for piece in data.split("M")[1:]:
        head, _, tail = piece.rstrip("Z").partition("l")
        values = [round(float(v) * 10) for v in NUMBER.findall(head)] + [
            round(float(v) * 10) for v in NUMBER.findall(tail)
        ]
        x, y = values[:2]
        found = [(x, y)]
        for dx, dy in zip(values[2::2], values[3::2], strict=True):
            x, y = x + dx, y + dy
            found.append((x, y))
        pieces.append(found)
    return pieces


def muscles(group: ET.Element) -> dict[str, ET.Element]:
    return {p.get("data-muscle"): p for p in group.iter(f"{SVG}path") if p.get("data-muscle")}


def shapes(group: ET.Element, *, flip: bool) -> list[tuple[object, ...]]:
    """Every path of a group: its colours and its points without their order; mirrored where asked."""
    found = []
    for path in group.iter(f"{SVG}path"):
        sign = -1 if flip else 1
        corners = tuple(sorted({(sign * x, y) for piece in points(path.get("d", "")) for x, y in piece}))
        name = path.get("data-muscle", "")
        if flip and name:
            name = name[:-1] + {"r": "l", "l": "r"}[name[-1]]
        found.append((name, path.get("fill"), path.get("fill-opacity"), path.get("stroke"), corners))
    return sorted(found, key=repr)
