"""Load the body that the build wrote: XML and record, checked against their hash."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from evenpull.body.model.body import Body
from evenpull.core.words import say
from evenpull.errors import KnowledgeError

XML = Path(__file__).with_name("body.xml")
RECORD = Path(__file__).with_name("body.json")
FORMAT = 1
HINT = say(
    "Run `python -m evenpull.body.build`, which needs the package myo-sim, or install a wheel that carries the body."
)


def load_body() -> Body:
    """Return the body, with working memory of its own.

    Raises:
        KnowledgeError: When the body was not built, or its two files do not belong together.

    Example:
        >>> body = load_body()  # doctest: +SKIP
        >>> length, arms = body.paths(body.coordinates.posture({"hip_flexion_r": 0.5}))  # doctest: +SKIP
    """
    xml, record = _texts()
    return Body.from_text(xml, record)


@lru_cache(maxsize=1)
def _texts() -> tuple[str, dict[str, Any]]:
    return read_files(XML, RECORD)


def read_files(xml_file: Path, record_file: Path) -> tuple[str, dict[str, Any]]:
    """Return XML and record of a body after checking that they belong together.

    Raises:
        KnowledgeError: When one is missing, cannot be read, or does not belong to the other.
    """
    for file in (xml_file, record_file):
        if not file.is_file():
            text = say("the musculoskeletal body was not built: {file} is missing", file=file.name)
            raise KnowledgeError(text, hint=HINT)
    try:
        record = json.loads(record_file.read_text(encoding="utf-8"))
    except (ValueError, UnicodeDecodeError) as error:
        raise KnowledgeError(say("{file} is no body record", file=record_file.name), hint=HINT) from error
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        text = say("{file} is no body record of format {format}", file=record_file.name, format=FORMAT)
        raise KnowledgeError(text, hint=HINT)
    data = xml_file.read_bytes()
    if hashlib.sha256(data).hexdigest() != record.get("xml_sha256"):
        text = say("{file} is not the file that {record} describes", file=xml_file.name, record=record_file.name)
        raise KnowledgeError(text, hint=HINT)
    return data.decode("utf-8"), record
