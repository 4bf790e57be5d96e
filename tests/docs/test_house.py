"""Claims about the house itself: light import, layers that are there, docstrings, one error tree, no foreign words."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import evenpull
from evenpull import errors
from evenpull.cli.exit_codes import EXIT_CODES, exit_code

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "evenpull").rglob("*.py"))
HEAVY = ("numpy", "scipy", "pydantic", "fastapi", "ai_edge_litert", "av", "click")


def tracked_text() -> list[Path]:
    """Return every tracked text file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = f"import evenpull, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_of_the_export_list_is_there() -> None:
    for name in evenpull.__all__:
        assert getattr(evenpull, name)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_every_module_says_what_is_here_and_every_public_thing_what_it_does(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstring = ast.get_docstring(tree) or ""
    assert len(docstring.split()) >= 4, "the module does not say what is here"
    assert "See the modules" not in docstring
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} says nothing"


def test_every_error_has_its_own_code_and_an_exit_code() -> None:
    branches = [
        found
        for found in vars(errors).values()
        if inspect.isclass(found) and issubclass(found, errors.EvenpullError) and found is not errors.EvenpullError
    ]
    assert len({branch.code for branch in branches}) == len(branches)
    assert all(any(issubclass(branch, known) for known, _, _ in EXIT_CODES) for branch in branches)
    assert exit_code(errors.ScreeningIncomplete(["x"])) == 8
    assert exit_code(errors.OutOfRange("x")) == 3


def test_the_error_tree_drawn_in_the_module_names_every_class() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)|EvenpullError", errors.__doc__ or ""))
    classes = {
        name
        for name, found in vars(errors).items()
        if inspect.isclass(found) and issubclass(found, errors.EvenpullError) and name != "EvenpullError"
    }
    assert classes == drawn - {""}


def test_nothing_tracked_names_a_machine_path_a_registry_or_a_download_address() -> None:
    forbidden = re.compile(
        r"(?<![\w/.-])/(?:work|root|home)/\w|(?:pypi|pythonhosted|npmjs)\.org|registry\.npm|--extra-index|\"resolved\":\s*\"http"
    )
    found = []
    for path in tracked_text():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in forbidden.finditer(text)]
    assert not found


def test_no_tracked_file_is_large_or_a_recording() -> None:
    for path in tracked_text():
        assert path.stat().st_size < 2_000_000, path
        assert path.suffix.lower() not in {".mp4", ".mov", ".c3d", ".trc", ".tflite", ".jpg", ".jpeg"}, path
