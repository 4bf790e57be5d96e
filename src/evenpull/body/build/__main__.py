"""Build the body: `python -m evenpull.body.build`."""

from __future__ import annotations

import json
import sys
import time

from evenpull.body.build.compile import build
from evenpull.body.build.glb_scene import body_glb
from evenpull.body.model.body import Body
from evenpull.body.model.load import RECORD, XML

GLB = XML.with_name("body.glb")


def main() -> int:
    """Write the body's two files, and the one for browsers, and say how long it took."""
    began = time.perf_counter()
    xml, record = build()
    XML.write_text(xml, encoding="utf-8", newline="\n")
    RECORD.write_text(record, encoding="utf-8", newline="\n")
    GLB.write_bytes(body_glb(Body.from_text(xml, json.loads(record))))
    sizes = ", ".join(f"{file.name} {file.stat().st_size / 1000:.0f} kB" for file in (XML, RECORD, GLB))
    sys.stdout.write(f"body built in {time.perf_counter() - began:.1f} s: {sizes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
