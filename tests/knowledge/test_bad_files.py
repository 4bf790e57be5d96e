"""Every file under bad/ holds one fault; each is refused with the rule and the line that its first comment names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evenpull.knowledge.compile import check_source, compile_source
from evenpull.knowledge.load import from_bytes

HERE = Path(__file__).resolve().parent
CASES = sorted(path.name for path in (HERE / "bad").iterdir())
EXPECT = re.compile(rb"# expect: (\w+) (\d+|none)")


def catalogue_with(case: str, tmp_path: Path) -> tuple[Path, str]:
    """Copy the small good catalogue and lay the case's one file over it."""
    whole = tmp_path / "catalogue"
    shutil.copytree(HERE / "good", whole)
    shutil.copytree(HERE / "bad" / case, whole, dirs_exist_ok=True)
    (bad,) = [path for path in (HERE / "bad" / case).rglob("*") if path.is_file()]
    return whole, bad.relative_to(HERE / "bad" / case).as_posix()


def test_the_small_good_catalogue_breaks_no_rule() -> None:
    files, problems = check_source(HERE / "good")
    assert problems == []
    assert len(from_bytes(compile_source(HERE / "good")).exercises) == 4
    assert len({file.kind for file in files}) >= 14


def test_there_are_many_kinds_of_bad_file() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused_with_its_rule_and_line(case: str, tmp_path: Path) -> None:
    folder, name = catalogue_with(case, tmp_path)
    expected = EXPECT.match((folder / name).read_bytes())
    assert expected is not None, "the first line of a bad file says what is expected"
    rule, line = expected[1].decode(), expected[2].decode()
    _, problems = check_source(folder)
    found = [(each.where.file, each.rule, str(each.where.line).lower()) for each in problems]
    assert found == [(name, rule, line)], "\n".join(map(str, problems))
    assert problems[0].message
    assert str(tmp_path) not in str(problems[0]), "no message shows an absolute path"
