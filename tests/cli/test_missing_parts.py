"""Without an optional part each command says which is missing and how to get it, and the rest works."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.running import jpeg

BLOCKED = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Block())
import importlib.util
found = importlib.util.find_spec
def find(name, package=None):
    return None if name.split(".")[0] in {blocked!r} else found(name, package)
importlib.util.find_spec = find
from evenpull.cli.main import main
main({arguments!r})
"""


def without(blocked: list[str], *arguments: str) -> subprocess.CompletedProcess[str]:
    code = BLOCKED.format(blocked=blocked, arguments=list(arguments))
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)


def test_a_missing_part_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(400, 600))
    done = without(["ai_edge_litert"], "measure", str(tmp_path / "a.jpg"), "--json")
    assert done.returncode == 9
    assert "evenpull[pose]" in json.loads(done.stdout)["error"]["hint"]
    assert "Traceback" not in done.stderr


def test_the_page_without_its_part_says_how_to_get_it(tmp_path: Path) -> None:
    done = without(["fastapi", "uvicorn"], "start", str(tmp_path / "me"), "--no-browser")
    assert done.returncode == 9
    assert "evenpull[web]" in done.stderr
    assert not (tmp_path / "me").exists()


def test_an_assessment_needs_no_optional_part(tmp_path: Path, examples_dir: Path) -> None:
    optional = ["ai_edge_litert", "av", "plutoprint", "fastapi", "uvicorn"]
    done = without(optional, "assess", str(examples_dir / "carrier"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "report.html").is_file()
