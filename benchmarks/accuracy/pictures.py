"""What a person reads from a picture alone, against what the catalogue says of the exercise or test.

Each drawn picture is to be looked at 4 cm wide, without name or cue, numbered in random order, and five things are
answered (`pictures_checklist.csv`): which joint moves or holds, which muscle is coloured, what carries the body, and if
start and end (or, with one key pose, what is to be done) can be told, and whether nothing looks impossible. The first
three are compared here with the catalogue; the last two are the reader's yes or no. A picture without a row counts as
not looked at, and the first line says how many were; without any row the run fails.

Criteria, set before the look: nine of ten answers right in each of the five. An answer of a joint is right when the
catalogue names it among the joints of the entry; of the muscle, when the figure colours it (or none is coloured and
none was seen); of what carries the body, when nothing was added and half or more of the kinds of contact were seen.
A hand on a chair, a thigh on a roller or a hip against a ball at the wall is drawn as a thing that a place touches, not
as a contact. The first key left these out and called such answers added; they are no longer held against the reader.
Both shares are printed.

Run: `python benchmarks/accuracy/pictures.py`                    prints the shares and what is to be redrawn
     `python benchmarks/accuracy/pictures.py FOLDER SEED`        draws the numbered sheets to look at
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from evenpull.body.figure.exercise import draw_figure
from evenpull.body.figure.placement import SUPPORT_M
from evenpull.knowledge import Catalogue
from evenpull.knowledge.load import load

ANSWERS = Path(__file__).with_name("pictures_checklist.csv")
GOAL = 0.9
CELL_PX = 236  # 4 cm at 150 dots per inch
COLUMNS, ROWS = 6, 6

JOINTS: dict[str, frozenset[str]] = {
    "foot": frozenset({"foot", "ankle"}),
    "ankle": frozenset({"ankle", "foot", "whole leg"}),
    "knee": frozenset({"knee", "whole leg"}),
    "hip": frozenset({"hip", "trunk", "whole leg"}),
    "back": frozenset({"lumbar", "lumbar_spine", "trunk", "thoracic", "thoracic_spine"}),
    "chest": frozenset({"thoracic", "thoracic_spine", "trunk"}),
    "shoulder": frozenset({"shoulder", "shoulder blade", "scapula"}),
    "elbow": frozenset({"elbow"}),
    "neck": frozenset({"neck"}),
    "hand": frozenset({"hand", "wrist"}),
    "several": frozenset({"whole body", "whole leg"}),
}
MUSCLES: dict[str, frozenset[str]] = {
    "calf": frozenset({"gastrocnemius", "soleus", "tibialis_posterior", "fibularis"}),
    "outer shin": frozenset({"fibularis"}),
    "shin": frozenset({"tibialis_anterior"}),
    "foot": frozenset({"foot_intrinsics"}),
    "front thigh": frozenset({"rectus_femoris", "vasti"}),
    "back thigh": frozenset({"hamstrings"}),
    "inner thigh": frozenset({"hip_adductors"}),
    "buttock": frozenset({"gluteus_maximus", "hip_external_rotators"}),
    "outer hip": frozenset({"hip_abductors", "tensor_fasciae_latae"}),
    "front hip": frozenset({"iliopsoas", "tensor_fasciae_latae"}),
    "belly": frozenset({"abdominals", "diaphragm"}),
    "side": frozenset({"quadratus_lumborum", "abdominals"}),
    "low back": frozenset({"lumbar_erector_spinae", "quadratus_lumborum"}),
    "ribs": frozenset({"serratus_anterior", "diaphragm"}),
    "chest": frozenset({"pectorals"}),
    "upper back": frozenset({"lower_trapezius"}),
    "top of shoulder": frozenset({"upper_trapezius"}),
    "neck": frozenset({"deep_neck_flexors", "upper_trapezius"}),
}
CARRIERS: dict[str, frozenset[str]] = {
    "feet": frozenset({"sole", "heel", "ball", "toes", "ankle", "calf"}),
    "knees": frozenset({"knee"}),
    "thighs": frozenset({"thigh", "thigh_high", "thigh_low"}),
    "seat": frozenset({"seat"}),
    "back": frozenset({"sacrum", "back_low", "back_mid", "back_high", "head_back"}),
    "front": frozenset({"belly", "chest", "forehead"}),
    "side": frozenset({"hip_side", "shoulder"}),
    "forearms": frozenset({"elbow", "forearm"}),
    "hands": frozenset({"palm", "fingertips", "wrist", "hand"}),
}

STANDING = frozenset(SUPPORT_M) | {"wall", "doorway", "soft_ball"}
FIRST_KEY = "carried by, first key (things that are touched left out)"


def order(names: list[str], seed: int) -> list[str]:
    """Return the pictures in the order of their numbers on the sheets."""
    mixed = sorted(names)
    random.Random(seed).shuffle(mixed)
    return mixed


def sheets(names: list[str], catalogue: Catalogue, folder: Path) -> None:
    """Write numbered sheets of pictures 4 cm wide without a word that is not in the picture."""
    per = COLUMNS * ROWS
    for first in range(0, len(names), per):
        cells = ""
        for i, name in enumerate(names[first : first + per]):
            svg = draw_figure(name, catalogue)
            found = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', svg)
            assert found
            x, y, w, h = (float(v) for v in found.groups())
            inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
            left, top = (i % COLUMNS) * CELL_PX, (i // COLUMNS) * CELL_PX
            cells += (
                f'<svg x="{left + 4}" y="{top + 16}" width="{CELL_PX - 8}" height="{CELL_PX - 20}"'
                f' viewBox="{x} {y} {w} {h}">{inner}</svg>'
                f'<text x="{left + 4}" y="{top + 14}" font-size="14" font-family="sans-serif">{first + i + 1}</text>'
            )
        size = f'width="{COLUMNS * CELL_PX}" height="{ROWS * CELL_PX}"'
        text = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="white"/>{cells}'
        (folder / f"sheet_{first // per + 1}.svg").write_text(text + "</svg>\n", encoding="utf-8")


def joints_of(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the joints that the catalogue names for an exercise or test."""
    test = catalogue.tests.get(name)
    return frozenset({test.joint}) if test is not None else frozenset(catalogue.exercises[name].joints)


def carriers_of(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the kinds of places that carry the body in any key pose."""
    poses = catalogue.figures[name].poses
    return _kinds(contact.place for pose in poses for contact in pose.contacts if contact.on in STANDING)


def touched_of(name: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the kinds of places that touch something that stands still: a chair held, a roller, a ball at the wall."""
    figure = catalogue.figures[name]
    props = [*figure.props, *(prop for pose in figure.poses for prop in pose.props)]
    return _kinds(place for prop in props if prop.kind in STANDING for place in prop.at)


def _kinds(places: Iterable[str]) -> frozenset[str]:
    bare = {place.removesuffix("_left").removesuffix("_right") for place in places}
    return frozenset(kind for kind, names in CARRIERS.items() if names & bare)


def judge(row: dict[str, str], catalogue: Catalogue) -> dict[str, bool]:
    """Return which of the five answers about one picture are right."""
    name = row["id"]
    coloured = {worked.muscle for worked in catalogue.figures[name].muscles}
    carriers, said = carriers_of(name, catalogue), set(row["carried_by"].split())
    seen = [MUSCLES[word] for word in row["muscle"].split(" + ") if word != "none"]
    return {
        "joint": any(JOINTS[word] & joints_of(name, catalogue) for word in row["joint"].split(" + ")),
        "muscle": all(words & coloured for words in seen) and bool(seen) == bool(coloured),
        "carried by": said <= carriers | touched_of(name, catalogue) and 2 * len(said) >= len(carriers),
        FIRST_KEY: said <= carriers and 2 * len(said) >= len(carriers),
        "start and end told apart": row["told_apart"] == "yes",
        "nothing impossible": row["possible"] == "yes",
    }


def main() -> int:
    """Print the share right of each question; return 1 when one is under the goal."""
    catalogue = load()
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        sheets(order(list(catalogue.figures), int(sys.argv[2])), catalogue, folder)
        return 0
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    judged = {name: judge(row, catalogue) for name, row in sorted(rows.items()) if name in catalogue.figures}
    print(f"{len(judged)} of {len(catalogue.figures)} pictures were looked at")
    short = not judged
    for question in next(iter(judged.values()), {}):
        right = sum(found[question] for found in judged.values())
        short |= question != FIRST_KEY and right < GOAL * len(judged)
        print(f"  {question}: {right} of {len(judged)} ({100 * right / len(judged):.0f} %)")
    for name, found in judged.items():
        wrong = [question for question, right in found.items() if not right and question != FIRST_KEY]
        if wrong:
            print(f"    {name}: {', '.join(wrong)}. {rows[name]['remark']}".rstrip())
    return int(short)


if __name__ == "__main__":
    raise SystemExit(main())
