"""Build the body: `python -m evenpull.body.build`."""

from __future__ import annotations

import sys
import time

from evenpull.body.build.compile import build
from evenpull.body.model.load import RECORD, XML


def main() -> int:
    """Write the body's two files and say how long it took."""
    began = time.perf_counter()
    xml, record = build()
    XML.write_text(xml, encoding="utf-8", newline="\n")
    RECORD.write_text(record, encoding="utf-8", newline="\n")
    sizes = ", ".join(f"{file.name} {file.stat().st_size / 1000:.0f} kB" for file in (XML, RECORD))
    sys.stdout.write(f"body built in {time.perf_counter() - began:.1f} s: {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
