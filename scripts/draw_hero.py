"""Draw the README's picture, docs/pictures/hero.svg, from a real run over the made-up desk worker.

python scripts/draw_hero.py
"""

from __future__ import annotations

import re
from pathlib import Path

from evenpull import assess
from evenpull.body.figure.exercise import draw
from evenpull.body.figure.marks import Mark, fill_of, hatching
from evenpull.body.figure.muscle_map import view_group
from evenpull.body.figure.palette import PALETTES
from evenpull.body.figure.pelvis import one_pelvis, ropes_of
from evenpull.body.figure.svg import document, element, number, text
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue, load
from evenpull.plan.records import Day
from evenpull.report.dose import compact
from evenpull.report.words import SURE, Names

OUT = Path(__file__).resolve().parents[1] / "docs/pictures/hero.svg"
WIDTH, HEIGHT = 1200.0, 640.0
INK, SOFT, PAPER, CARD, LINE = "#33414f", "#6b7885", "#fbfaf6", "#ffffff", "#ddd6c8"
ROLES = {
    "lengthen": "to lengthen",
    "inhibit": "to ease",
    "activate": "to strengthen",
    "re_educate": "for control",
    "reposition": "to settle",
    "integrate": "to put together",
    "reinforce": "to load",
}
EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "desk_worker"


def marks_of(calls: tuple[Call, ...]) -> dict[tuple[str, str], Mark]:
    """Return what is said of each called group."""
    return {
        (call.muscle, call.side): Mark(
            kind="weak" if call.property == "weak" else "short",
            word="probably" if call.word == "probably" else "possibly",
        )
        for call in calls[:2]
    }


def heading(words: str, x: float, y: float) -> str:
    """Return a panel's heading."""
    return text(words, x=x, y=y, size=17.0, fill=INK, anchor="start", weight=600)


def panel(x: float, y: float, w: float, h: float, fill: str = CARD) -> str:
    """Return a rounded panel."""
    return element("rect", x=x, y=y, width=w, height=h, rx=14.0, fill=fill, stroke=LINE, stroke_width=1.2)


def fitted(svg: str, x: float, y: float, w: float, h: float) -> str:
    """Return a picture placed inside a box, in its own proportions."""
    found = re.search(r'viewBox="([^"]+)"', svg)
    assert found
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    return element("svg", inner, x=x, y=y, width=w, height=h, viewBox=found[1], preserveAspectRatio="xMidYMid meet")


def bodies(calls: tuple[Call, ...], catalogue: Catalogue) -> str:
    """Return the front and back figure with the called groups and their words."""
    marks = marks_of(calls)
    out = panel(24, 24, 430, 592) + heading("What stands out", 46, 58)
    for view, x in (("front", 142.0), ("back", 336.0)):
        group = view_group(view, marks, catalogue, theme="light", prefix="hero")  # type: ignore[arg-type]
        out += element("g", group, transform=f"translate({number(x)},291) scale(1.34)")
        out += text(view, x=x, y=510, size=13.0, fill=SOFT)
        sides = ("right", "left") if view == "front" else ("left", "right")
        for words, shift in zip(sides, (-62, 62), strict=True):
            out += text(words, x=x + shift, y=486, size=12.0, fill=SOFT)
    names = Names(catalogue)
    for i, call in enumerate(calls[:2]):
        y = 552.0 + i * 32
        mark = marks[call.muscle, call.side]
        words = f"{names.call(call)}: {SURE[call.word]}"
        out += element(
            "rect",
            x=62.0,
            y=y - 14,
            width=26.0,
            height=18.0,
            rx=5.0,
            fill=fill_of(mark, "hero"),
            stroke=INK,
            stroke_width=1.2,
        )
        out += text(words, x=100, y=y, size=16.0, fill=INK, anchor="start")
    return out


def pelvis(calls: tuple[Call, ...]) -> str:
    """Return the bone on even ropes and on this person's."""
    palette = PALETTES["light"]
    out = panel(474, 24, 702, 276) + heading("The pull on the pelvis", 496, 58)
    for pulls, x, words in (({}, 560.0, "even"), (ropes_of(marks_of(calls)), 860.0, "yours")):
        out += element("g", one_pelvis(pulls, palette), transform=f"translate({number(x)},60) scale(1.0)")
        out += text(words, x=x + 34, y=182, size=15.0, fill=SOFT, anchor="end", weight=600)
    return out


def today(day: Day, catalogue: Catalogue) -> str:
    """Return the first day's cards."""
    out = panel(474, 316, 702, 300) + heading(f"Today, {round(day.minutes)} minutes", 496, 350)
    for i, item in enumerate(day.items[:3]):
        x = 490.0 + i * 226
        out += element(
            "rect", x=x, y=364.0, width=218.0, height=238.0, rx=10.0, fill=PAPER, stroke=LINE, stroke_width=1.0
        )
        figure_id = str(catalogue.exercises[item.exercise].drawn)
        figure = catalogue.figures[figure_id]
        last = figure.poses[-1].model_copy(update={"label": ""})
        shown = draw(figure.model_copy(update={"poses": (last,)}), name=f"hero-{figure_id}")
        out += fitted(shown, x + 6, 370, 206, 152)
        out += text(f"{i + 1}  {item.name}", x=x + 14, y=546, size=15.0, fill=INK, anchor="start", weight=600)
        out += text(compact(item), x=x + 14, y=568, size=13.0, fill=INK, anchor="start")
        out += text(ROLES[item.role], x=x + 14, y=588, size=13.0, fill=SOFT, anchor="start")
    return out


def main() -> None:
    """Write the picture."""
    catalogue = load()
    found = assess(EXAMPLE)
    assert found.inference is not None
    assert found.programme is not None
    calls = found.inference.calls
    day = next(each for each in found.programme.weeks[0].days if each.items)
    ground = element(
        "rect", x=0.0, y=0.0, width=WIDTH, height=HEIGHT, rx=20.0, fill=PAPER, stroke=LINE, stroke_width=1.2
    )
    body = hatching("hero") + ground + bodies(calls, catalogue) + pelvis(calls) + today(day, catalogue)
    said = "; ".join(f"{Names(catalogue).call(call)}: {SURE[call.word]}" for call in calls[:2])
    words = (
        f"Front and back of a body: {said}. The pelvis on its four ropes, even and this person's. Today's exercises: "
        + ", ".join(item.name for item in day.items[:3])
        + "."
    )
    svg = document(
        body, name="hero", title="What Evenpull shows", description=words, box=(0, 0, WIDTH, HEIGHT), width=WIDTH
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
