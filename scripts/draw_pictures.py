"""Draw every figure of the catalogue, as a still and as a loop, into a folder, and say how large they are together.

python scripts/draw_pictures.py out/pictures [id ...]      all figures when no id is given
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from evenpull.body.figure.animation import animate_figure
from evenpull.body.figure.exercise import draw_figure
from evenpull.knowledge.load import load

LIMIT_BYTES = 15_000_000


def main() -> int:
    """Write the pictures; return 1 when they are larger, zipped, than they may be."""
    folder, *ids = sys.argv[1:]
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    catalogue = load()
    plain = packed = 0
    names = ids or sorted(catalogue.figures)
    for name in names:
        still, loop = draw_figure(name, catalogue), animate_figure(name, catalogue)
        moving = loop != still
        (out / f"{name}.svg").write_text(still, encoding="utf-8")
        if moving:
            (out / f"{name}_loop.svg").write_text(loop, encoding="utf-8")
        for text in (still, loop) if moving else (still,):
            data = text.encode("utf-8")
            plain += len(data)
            packed += len(gzip.compress(data, mtime=0))
    print(f"{len(names)} figures: {plain / 1e6:.1f} MB, {packed / 1e6:.1f} MB zipped")
    return int(packed > LIMIT_BYTES)


if __name__ == "__main__":
    raise SystemExit(main())
