"""Where muscles run on the mannequin, as simple bellies fixed to segments; for pictures only, never for mechanics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import curve, sharpest_turn, spindle
from evenpull.body.figure.palette import ROLE_COLOUR
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.kinematics import Posed
from evenpull.body.skeleton.tree import MIDDLE, Vector

Point = tuple[str, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One belly of the left side: points from origin to insertion (segment, metres standing), and half its width."""

    points: tuple[Point, ...]
    half_width: float
    deep: bool = False


def _s(half_width: float, *points: Point, deep: bool = False) -> Strand:
    return Strand(points=points, half_width=half_width, deep=deep)


STRANDS: dict[str, tuple[Strand, ...]] = {
    "iliopsoas": (
        _s(0.026, ("abdomen", 0.0, 0.04, 1.13), ("pelvis", 0.035, 0.07, 1.0), ("pelvis", 0.075, 0.09, 0.92),
           ("thigh", 0.03, 0.08, 0.82), deep=True),
    ),
    "rectus_femoris": (
        _s(0.030, ("pelvis", 0.078, 0.10, 0.96), ("thigh", 0.082, 0.09, 0.80), ("thigh", 0.076, 0.083, 0.65),
           ("thigh", 0.056, 0.078, 0.52)),
    ),
    "vasti": (
        _s(0.026, ("thigh", 0.045, 0.145, 0.78), ("thigh", 0.045, 0.130, 0.64), ("thigh", 0.040, 0.100, 0.51)),
        _s(0.022, ("thigh", 0.055, 0.045, 0.70), ("thigh", 0.055, 0.040, 0.59), ("thigh", 0.045, 0.050, 0.51)),
    ),
    "tensor_fasciae_latae": (
        _s(0.024, ("pelvis", 0.045, 0.140, 0.985), ("pelvis", 0.045, 0.158, 0.90), ("thigh", 0.02, 0.160, 0.77)),
        _s(0.008, ("thigh", 0.02, 0.160, 0.77), ("thigh", 0.008, 0.143, 0.62), ("shank", 0.008, 0.124, 0.46)),
    ),
    "gluteus_maximus": (
        _s(0.052, ("pelvis", -0.105, 0.035, 0.985), ("pelvis", -0.132, 0.10, 0.91), ("thigh", -0.055, 0.155, 0.80)),
        _s(0.040, ("pelvis", -0.115, 0.03, 0.92), ("pelvis", -0.130, 0.08, 0.86), ("thigh", -0.070, 0.140, 0.775)),
    ),
    "hip_abductors": (
        _s(0.044, ("pelvis", -0.015, 0.135, 1.02), ("pelvis", -0.012, 0.166, 0.94), ("thigh", -0.004, 0.165, 0.85)),
    ),
    "hip_adductors": (
        _s(0.030, ("pelvis", 0.02, 0.03, 0.86), ("thigh", 0.02, 0.018, 0.75), ("thigh", 0.005, 0.025, 0.60)),
    ),
    "hamstrings": (
        _s(0.027, ("pelvis", -0.09, 0.075, 0.855), ("thigh", -0.086, 0.108, 0.74), ("thigh", -0.066, 0.108, 0.61),
           ("shank", -0.038, 0.112, 0.46)),
        _s(0.025, ("pelvis", -0.09, 0.07, 0.855), ("thigh", -0.086, 0.062, 0.74), ("thigh", -0.068, 0.055, 0.61),
           ("shank", -0.040, 0.044, 0.45)),
    ),
    "hip_external_rotators": (
        _s(0.022, ("pelvis", -0.115, 0.03, 0.955), ("pelvis", -0.118, 0.10, 0.92),
           ("thigh", -0.05, 0.155, 0.885), deep=True),
        _s(0.016, ("pelvis", -0.115, 0.05, 0.90), ("pelvis", -0.110, 0.10, 0.885),
           ("thigh", -0.05, 0.150, 0.86), deep=True),
    ),
    "gastrocnemius": (
        _s(0.026, ("shank", -0.045, 0.100, 0.475), ("shank", -0.070, 0.108, 0.385), ("shank", -0.056, 0.090, 0.28),
           ("foot", -0.052, 0.076, 0.07)),
        _s(0.026, ("shank", -0.045, 0.052, 0.475), ("shank", -0.072, 0.050, 0.38), ("shank", -0.056, 0.064, 0.27),
           ("foot", -0.052, 0.076, 0.07)),
    ),
    "soleus": (
        _s(0.028, ("shank", -0.045, 0.118, 0.38), ("shank", -0.050, 0.108, 0.26), ("foot", -0.052, 0.078, 0.07)),
        _s(0.024, ("shank", -0.050, 0.040, 0.36), ("shank", -0.050, 0.050, 0.25), ("foot", -0.052, 0.074, 0.07)),
    ),
    "tibialis_anterior": (
        _s(0.021, ("shank", 0.036, 0.100, 0.43), ("shank", 0.032, 0.100, 0.32), ("shank", 0.018, 0.084, 0.16),
           ("foot", 0.05, 0.055, 0.075)),
    ),
    "tibialis_posterior": (
        _s(0.016, ("shank", -0.035, 0.045, 0.34), ("shank", -0.030, 0.042, 0.20), ("foot", -0.020, 0.045, 0.075),
           ("foot", 0.04, 0.045, 0.035), deep=True),
    ),
    "fibularis": (
        _s(0.016, ("shank", -0.005, 0.128, 0.42), ("shank", -0.012, 0.118, 0.25), ("foot", -0.03, 0.108, 0.07),
           ("foot", 0.03, 0.118, 0.03)),
    ),
    "foot_intrinsics": (
        _s(0.014, ("foot", -0.02, 0.100, 0.018), ("foot", 0.05, 0.108, 0.026), ("toes", 0.13, 0.118, 0.014)),
        _s(0.014, ("foot", -0.02, 0.050, 0.018), ("foot", 0.05, 0.044, 0.032), ("toes", 0.13, 0.05, 0.014)),
    ),
    "lumbar_erector_spinae": (
        _s(0.027, ("pelvis", -0.110, 0.035, 0.97), ("abdomen", -0.086, 0.042, 1.08), ("ribs", -0.098, 0.045, 1.19),
           ("ribs", -0.112, 0.050, 1.30)),
    ),
    "quadratus_lumborum": (
        _s(0.026, ("pelvis", -0.050, 0.120, 1.015), ("abdomen", -0.055, 0.105, 1.10),
           ("ribs", -0.060, 0.09, 1.185), deep=True),
    ),
    "abdominals": (
        _s(0.034, ("pelvis", 0.080, 0.030, 0.93), ("abdomen", 0.086, 0.045, 1.06), ("ribs", 0.088, 0.048, 1.18),
           ("ribs", 0.090, 0.055, 1.25)),
        _s(0.034, ("ribs", 0.010, 0.138, 1.22), ("abdomen", 0.035, 0.118, 1.11), ("pelvis", 0.062, 0.105, 1.00)),
    ),
    "pectorals": (
        _s(0.044, ("thorax", 0.082, 0.025, 1.33), ("thorax", 0.068, 0.095, 1.36), ("upper_arm", 0.005, 0.175, 1.385)),
        _s(0.030, ("thorax", 0.060, 0.030, 1.40), ("thorax", 0.045, 0.100, 1.405), ("upper_arm", 0.008, 0.170, 1.40)),
    ),
    "upper_trapezius": (
        _s(0.026, ("head", -0.100, 0.020, 1.585), ("neck", -0.085, 0.042, 1.51), ("girdle", -0.060, 0.150, 1.470)),
    ),
    "lower_trapezius": (
        _s(0.030, ("ribs", -0.120, 0.015, 1.24), ("thorax", -0.134, 0.060, 1.34), ("girdle", -0.098, 0.135, 1.43)),
        _s(0.026, ("thorax", -0.118, 0.015, 1.40), ("thorax", -0.118, 0.07, 1.42), ("girdle", -0.098, 0.14, 1.44)),
    ),
    "serratus_anterior": (
        _s(0.022, ("ribs", 0.045, 0.125, 1.20), ("ribs", -0.005, 0.152, 1.25), ("thorax", -0.07, 0.125, 1.31)),
        _s(0.022, ("ribs", 0.055, 0.128, 1.26), ("thorax", 0.0, 0.160, 1.31), ("thorax", -0.07, 0.130, 1.35)),
    ),
    "deep_neck_flexors": (
        _s(0.018, ("thorax", -0.005, 0.018, 1.455), ("neck", -0.004, 0.018, 1.50),
           ("head", 0.004, 0.018, 1.55), deep=True),
    ),
    "diaphragm": (
        _s(0.026, ("ribs", -0.06, 0.120, 1.20), ("ribs", 0.02, 0.137, 1.24), ("ribs", 0.085, 0.06, 1.225)),
    ),
}  # fmt: skip


def centre_line(body: Posed, strand: Strand, side: str) -> Vector:
    """Return a strand's smooth line in the world (n, 3), metres."""
    scale = body.skeleton.scale
    points = []
    for segment, x, y, z in strand.points:
        standing = np.array([x, -y if side == "right" else y, z]) * scale
        points.append(body.place((segment, None if segment in MIDDLE else side), standing))
    return curve(np.array(points), steps=6)


def draw_strand(body: Posed, strand: Strand, side: str, eye: Camera, *, role: str) -> tuple[str, float, Vector]:
    """Return a strand's markup, how near it is, and its outline (n, 2)."""
    line = centre_line(body, strand, side)
    flat = eye.plane(line)
    width = strand.half_width * PIXELS_PER_METRE * body.skeleton.scale
    shape = spindle(flat, width)
    colour = ROLE_COLOUR[role]
    dash = "3 2.4" if strand.deep else None
    if sharpest_turn(flat) > 1.25:
        out = element(
            "path", d=path(flat, closed=False), fill="none", stroke=colour, stroke_width=width * 1.2,
            stroke_opacity="0.75", stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip
        return out, float(eye.nearness(line).mean()), shape
    out = element(
        "path",
        d=path(shape),
        fill=colour,
        fill_opacity="0.45" if strand.deep else "0.9",
        stroke=colour,
        stroke_width=1.1,
        stroke_dasharray=dash,
        stroke_linejoin="round",
    )
    fibre = {"inhibit": "0.6 3.4", "lengthen": None, "activate": "7 3"}.get(role, "4 2.4")
    step = np.gradient(flat, axis=0)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)[:, None]
    bulge = np.sin(np.linspace(0, np.pi, len(flat)))[:, None] * width * 0.36
    for offset in (-1, 1) if width > 3 else (0,):
        fibres = (flat + normal * bulge * offset)[2:-2]
        out += element(
            "path",
            d=path(fibres, closed=False),
            fill="none",
            stroke="#ffffff",
            stroke_opacity="0.75",
            stroke_width=1.0,
            stroke_linecap="round",
            stroke_dasharray=fibre,
        )
    return out, float(eye.nearness(line).mean()), shape
