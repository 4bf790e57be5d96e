"""`evenpull knowledge pages`, `review-sheet`, `schema`: what they write and how they refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from evenpull.cli.main import main
from evenpull.knowledge.kinds import KINDS


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["knowledge", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_pages_are_written_and_counted(tmp_path: Path) -> None:
    code, out, _ = run("pages", "--kind", "patterns", "--out", str(tmp_path / "site"))
    assert code == 0
    number = len(list((tmp_path / "site").rglob("*.html")))
    assert out.startswith(f"{number} pages")
    code, out, _ = run("pages", "--kind", "patterns", "--out", str(tmp_path / "site"), "--json")
    assert (code, json.loads(out)["pages"]) == (0, number)


def test_pages_refuse_a_folder_that_holds_other_things(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep", encoding="utf-8")
    code, _, err = run("pages", "--kind", "patterns", "--out", str(tmp_path))
    assert code != 0
    assert "holds other things" in err
    assert str(tmp_path) not in err


def test_one_sheet_is_a_page_and_a_table_beside_it(tmp_path: Path) -> None:
    code, out, _ = run("review-sheet", "--kind", "conditions", "--out", str(tmp_path / "c.html"))
    assert code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.csv", "c.html"]
    assert out.count("wrote") == 2


def test_schema_of_one_kind_goes_to_the_screen_and_of_all_to_a_folder(tmp_path: Path) -> None:
    code, out, _ = run("schema", "tests")
    assert code == 0
    assert json.loads(out)["title"].endswith("tests")
    code, out, _ = run("schema")
    assert (code, set(json.loads(out))) == (0, set(KINDS))
    code, _, _ = run("schema", "--out", str(tmp_path / "schemas"))
    assert code == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {f"{kind}.schema.json" for kind in KINDS}


@pytest.mark.parametrize(
    "arguments", [("pages", "--kind", "muscle"), ("review-sheet", "--kind", "muscles"), ("schema", "x")]
)
def test_an_unknown_kind_is_refused_with_what_there_is(arguments: tuple[str, ...], tmp_path: Path) -> None:
    out = () if arguments[0] == "schema" else ("--out", str(tmp_path / "out"))
    code, _, err = run(*arguments, *out)
    assert code == 3
    assert "Traceback" not in err
    assert "Did you mean" in err
