"""What the tests of commands share: run one, hold it to an exit code without traceback, files for it to read."""

from __future__ import annotations

import io
from pathlib import Path

import PIL.Image
from click.testing import CliRunner, Result

from evenpull.cli.main import main


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(each) for each in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def in_folder(tmp_path: Path, text: str | bytes) -> Path:
    (tmp_path / "person.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path


def jpeg(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    PIL.Image.new("RGB", (width, height), (120, 130, 140)).save(buffer, "JPEG")
    return buffer.getvalue()
