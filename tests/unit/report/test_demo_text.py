from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from evenpull.report import terminal
from evenpull.report.dose import compact, per_side, tempo
from evenpull.report.drawing.bar import text_bar

OUT = Path("out/desk_worker")


def swap(text: str) -> str:
    table = {"left": "right", "right": "left", "Left": "Right", "Right": "Left"}
    return re.sub(r"(?<![A-Za-z])(left|right|Left|Right)(?![A-Za-z])", lambda m: table[m[0]], text)


def mirrored(value: object) -> object:
    if isinstance(value, str):
        return swap(value)
    if isinstance(value, tuple | list):
        return type(value)(mirrored(v) for v in value)
    if isinstance(value, BaseModel):
        return type(value).model_validate(mirrored(value.model_dump()))
    if isinstance(value, dict):
        return {k: mirrored(v) for k, v in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: mirrored(getattr(value, f.name)) for f in dataclasses.fields(value)}
        if {"left", "right"} == set(fields):
            fields = {"left": fields["right"], "right": fields["left"]}
        return type(value)(**fields)
    return value


@pytest.mark.parametrize("name", ["desk_worker", "carrier", "emergency", "urgent", "no_calls", "unanswered"])
def test_the_text_fits_36_lines_of_80_columns(name, everyone, catalogue):
    lines = terminal.render(everyone[name], catalogue, out_dir=OUT).splitlines()
    assert 5 <= len(lines) <= 36
    assert max(map(len, lines)) <= 80
    assert "Not a diagnosis. Checked on simulated bodies, not yet on patients." in lines


def test_many_calls_are_cut_to_the_room_and_counted(people, everyone, catalogue):
    desk = everyone["desk_worker"]
    calls = tuple(
        dataclasses.replace(people.desk_calls()[0], id=f"left.{m}.short", muscle=m)
        for m in ("iliopsoas", "hamstrings", "soleus", "vasti", "pectorals", "abdominals", "gastrocnemius")
    )
    many = dataclasses.replace(desk, inference=dataclasses.replace(desk.inference, calls=calls))
    text = terminal.render(many, catalogue, out_dir=OUT)
    assert len(text.splitlines()) <= 36
    assert re.search(r"and \d more findings in the report", text)


def test_the_desk_worker_reads_findings_doses_and_the_noise_of_a_retest(everyone, catalogue):
    text = terminal.render(everyone["desk_worker"], catalogue, out_dir=OUT)
    for part in ("34 of 34 questions answered", "Left hip flexors short", "######## ..", "probably", "possibly",
                 "left 2 x 45 s, right 1 x 45 s", "up 1, hold 2, down 4", "a change under 14 deg",
                 "for      thigh 6 deg"):  # fmt: skip
        assert part in text


def test_a_mirrored_person_reads_the_mirrored_text(everyone, catalogue):
    desk = everyone["desk_worker"]
    text = terminal.render(desk, catalogue, out_dir=OUT)
    assert terminal.render(mirrored(desk), catalogue, out_dir=OUT).split() == swap(text).split()


def test_the_bar_never_says_certain():
    assert text_bar(1.0) == "######## #."
    assert text_bar(0.0) == "........ .."
    assert text_bar(0.8) == "######## .."


def test_a_dose_names_each_side_in_the_order_to_do_them(people, catalogue):
    item = people.item("act_clam", catalogue, 1, sets=people.SideCount(left=2, right=3), side_first="right", reps=10)
    assert [side for side, _ in per_side(item)] == ["Right", "Left"]
    assert compact(item) == "right 3 x 10, left 2 x 10"


def test_tempo_is_told_from_where_the_lift_begins(people, catalogue):
    base = people.item("act_bridge", catalogue, 1, tempo=(4, 2, 1), tempo_start="bottom")
    assert tempo(base) == "up 1, hold 2, down 4"
    assert tempo(dataclasses.replace(base, tempo_start="top")) == "down 4, hold 2, up 1"
