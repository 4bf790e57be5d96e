"""The colours of every picture. No red on a body; roles differ in lightness and texture too, for print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]

ROLE_COLOUR: dict[str, str] = {
    "reposition": "#4f8fb3",
    "inhibit": "#8b6bb1",
    "lengthen": "#1f6fb2",
    "activate": "#dd9412",
    "re_educate": "#16867a",
    "integrate": "#16867a",
    "reinforce": "#16867a",
    "test": "#3b7d96",
}
KIND_COLOUR: dict[str, str] = {"short": "#1f6fb2", "weak": "#dd9412", "long": "#8b6bb1", "both": "#16867a"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours of one theme; every field is a CSS colour."""

    near: str
    near_light: str
    near_line: str
    far: str
    far_light: str
    far_line: str
    hair: str
    floor: str
    shadow: str
    prop: str
    prop_top: str
    prop_side: str
    prop_line: str
    soft: str
    soft_line: str
    arrow: str
    text: str
    ghost: str
    measure: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        near="#d2d9e2",
        near_light="#e6ebf1",
        near_line="#5c6978",
        far="#e9edf2",
        far_light="#f3f5f8",
        far_line="#a3aebb",
        hair="#7c8896",
        floor="#cfc9bc",
        shadow="#ddd8cc",
        prop="#e3dac8",
        prop_top="#f0e9db",
        prop_side="#d2c6b0",
        prop_line="#a3967e",
        soft="#a9c3bd",
        soft_line="#5f8079",
        arrow="#33414f",
        text="#33414f",
        ghost="#c3ccd6",
        measure="#b26a00",
    ),
    "dark": Palette(
        near="#8d9aa9",
        near_light="#a6b1be",
        near_line="#e4e9ef",
        far="#5d6875",
        far_light="#6b7683",
        far_line="#97a3b0",
        hair="#c3ccd6",
        floor="#6a655b",
        shadow="#3b3e43",
        prop="#776e5d",
        prop_top="#8b826f",
        prop_side="#635b4c",
        prop_line="#b8ac95",
        soft="#55716b",
        soft_line="#a9c3bd",
        arrow="#f2f4f7",
        text="#f2f4f7",
        ghost="#55606c",
        measure="#f0b04a",
    ),
}
