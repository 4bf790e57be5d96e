"""Draw many figures on one sheet, to look at them together.

    python scripts/contact_sheet.py sheet.svg [id ...]      all figures when no id is given

The figures are read from the catalogue's source, so that a sheet shows an edit without compiling. A PNG comes from
`rsvg-convert sheet.svg -o sheet.png`.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ruamel.yaml import YAML

from evenpull.body.figure.exercise import draw
from evenpull.knowledge.kinds.figure import Figure

FOLDER = Path(__file__).resolve().parents[1] / "src/evenpull/knowledge/catalogue/figures"
CELL = (470, 350)
COLUMNS = 3


def main() -> None:
    """Write the sheet named on the command line."""
    out, *ids = sys.argv[1:]
    yaml = YAML(typ="safe")
    cells = []
    names = ids or sorted(path.stem for path in FOLDER.glob("*.yaml"))
    for i, name in enumerate(names):
        figure = Figure.model_validate(yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))
        svg = draw(figure, name=name)
        found = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', svg)
        assert found
        x, y, w, h = (float(v) for v in found.groups())
        scale = min((CELL[0] - 20) / w, (CELL[1] - 34) / h)
        left, top = (i % COLUMNS) * CELL[0], (i // COLUMNS) * CELL[1]
        shift = f"translate({left + 10 - x * scale + (CELL[0] - 20 - w * scale) / 2:.1f},{top + 24 - y * scale:.1f})"
        inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
        cells.append(
            f'<g transform="{shift} scale({scale:.3f})">{inner}</g>'
            f'<text x="{left + 10}" y="{top + 16}" font-size="13" font-family="sans-serif">{name}</text>'
        )
    rows = -(-len(names) // COLUMNS)
    width, height = CELL[0] * COLUMNS, CELL[1] * rows
    Path(out).write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(cells)}</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
