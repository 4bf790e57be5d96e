"""The README tells what is so: its demo text, its Python, its links and its commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenpull.cli.main import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_demo_prints_what_the_readme_shows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    shown = re.search(r"```text\n(.*?)\n```", README, re.DOTALL)
    assert shown is not None
    printed = CliRunner().invoke(main, ["demo"]).stdout.rstrip()
    assert printed == shown[1]
    assert len(printed.splitlines()) <= 36
    assert max(len(line) for line in printed.splitlines()) <= 80


def test_the_three_lines_of_python_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    exec(compile(code[1], "README.md", "exec"), {})
    assert capsys.readouterr().out.strip() == "[('left.iliopsoas.short', 'probably')]"


def test_every_link_leads_to_a_file() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_every_command_of_the_readme_is_there() -> None:
    named = set(re.findall(r"evenpull ([a-z]+)", README)) - {"import"}
    assert named - set(COMMANDS) == set()
