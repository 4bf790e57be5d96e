"""Print everything that the program shows for the example people, as one JSON object of name and text."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

from evenpull.app.assess import assess
from evenpull.cli.main import main
from evenpull.knowledge import load
from tests.property.test_words_people_see import CLOCK, EXAMPLES, ROOT, STEPS, commands, files_of


def everything() -> dict[str, str]:
    """Return every output of the examples, every step of the local page and the help of every command."""
    catalogue = load()
    found: dict[str, str] = {}
    for name in EXAMPLES:
        assessment = assess(ROOT / "examples" / name, catalogue=catalogue, clock=lambda: CLOCK, media=False)
        found |= {f"{name}.{kind}": text for kind, text in files_of(assessment, catalogue).items()}
        found |= pages(name)
    for words in commands(main):
        shown = CliRunner().invoke(main, [*words, "--help"]).stdout
        found[f"help.{'.'.join(words)}"] = shown.split("\n\n", 1)[1].split("Options:")[0]
    return {name: of_the_calendar(text) if name.endswith(".calendar") else text for name, text in found.items()}


def of_the_calendar(text: str) -> str:
    """Return what a calendar shows: what its entries are called, and what stands in them."""
    fields = re.split(r"\n(?=[A-Z][A-Z-]*[:;])", text.replace("\r", ""))
    return "\n".join(field.split(":", 1)[1] for field in fields if field.startswith(("SUMMARY", "DESCRIPTION")))


def pages(name: str) -> dict[str, str]:
    """Return the steps of the local page for one example; none where the web part is absent."""
    try:
        from fastapi.testclient import TestClient  # noqa: PLC0415 - the web part may be absent

        from evenpull.web.app import create_app  # noqa: PLC0415
        from evenpull.web.draft import Draft  # noqa: PLC0415
        from evenpull.web.security import Keys  # noqa: PLC0415
    except ImportError:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        me = Path(folder) / "me"
        me.mkdir()
        shutil.copy(ROOT / "examples" / name / "person.yaml", me)
        keys = Keys()
        draft = Draft(folder=me, catalogue=load(), today=lambda: dt.date(2027, 3, 1))
        client = TestClient(create_app(draft, keys), follow_redirects=True)
        client.get("/enter", params={"token": keys.token})
        return {f"{name}.page{step}": client.get(step).text for step in STEPS}


if __name__ == "__main__":
    json.dump(everything(), sys.stdout)
