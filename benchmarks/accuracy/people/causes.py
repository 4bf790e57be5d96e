"""Why intervals and calls miss on the independent people: each of their differences from the model left out in turn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtr

from evenpull.infer.numbers import RESOLUTION
from evenpull.knowledge import Catalogue
from people.counted import DEEP, SHORT, calibration_error
from people.other_leg import World, crowd
from people.report import Report
from people.seen import observe, targets, together, truth_of

ORDINARY = World(deviants=0.0, tail_df=np.inf, norm_bias_sd=0.0, gross=0.0)
WORLDS: dict[str, World] = {
    "all of them": World(),
    "no deviations": World(deviants=0.0),
    "normal tails": World(tail_df=np.inf),
    "norms right": World(norm_bias_sd=0.0),
    "no gross errors": World(gross=0.0),
    "none of these": ORDINARY,
    "deviations alone": replace(ORDINARY, deviants=World().deviants),
    "norm bias alone": replace(ORDINARY, norm_bias_sd=World().norm_bias_sd),
}
OTHER_80 = (0.70, 0.90)
OTHER_LEAST_80 = 0.60
INTERVAL_80 = 1.2816
SEED = 11


def part_other(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Calibrate on the independent people, by group."""
    wanted = targets(catalogue)
    rng = np.random.default_rng([seed, SEED])
    crew = crowd(rng, people=people, deviations=True)
    told = together(crew, observe(rng, crew, catalogue), catalogue, "strength")
    mean, sd, prior = (told.of(each, wanted) for each in (told.mean, told.sd, told.prior_sd))
    off = mean - truth_of(crew, wanted)
    each = (np.abs(off) <= INTERVAL_80 * sd).mean(axis=(0, 1))
    known = (sd / prior).mean(axis=(0, 1)) < RESOLUTION
    report.table("group", "property", "posterior/prior sd", "80 % intervals hold", "bias (sd)")
    for k, (group, prop) in enumerate(wanted):
        ratio, bias = (sd / prior)[:, :, k].mean(), off[:, :, k].mean()
        report.say(f"| {group} | {prop} | {ratio:.2f} | {each[k]:.1%} | {bias:+.2f} |")
    report.say()
    average = each[known].mean()
    report.judge("independent, 80 % on average", f"{average:.1%}", met=bool(OTHER_80[0] <= average <= OTHER_80[1]))
    least = float(each[known].min())
    report.judge("independent, least 80 % of a group", f"{least:.1%}", met=least >= OTHER_LEAST_80)


def part_causes(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Leave out one difference at a time: intervals, bias, false share and what is found."""
    wanted = targets(catalogue)
    report.table(
        "people",
        "80 % hold, all",
        "strength",
        "bias, length",
        "bias, strength",
        "false share",
        "2-sd found",
        "error of chances",
    )
    for name, world in WORLDS.items():
        rng = np.random.default_rng([seed, SEED])
        crew = crowd(rng, people=people, deviations=True, world=world)
        told = together(crew, observe(rng, crew, catalogue, world=world), catalogue, "strength")
        truth, mean, sd = truth_of(crew, wanted), told.of(told.mean, wanted), told.of(told.sd, wanted)
        off, strong = mean - truth, np.array([prop == "strength" for _, prop in wanted])
        hold = (np.abs(off) <= INTERVAL_80 * sd).mean(axis=(0, 1))
        called = told.of(told.words, wanted) == 2
        wrong = (called & (truth >= SHORT)).sum() / max(called.sum(), 1)
        sharp = (sd / told.of(told.prior_sd, wanted)).mean(axis=(0, 1)) < RESOLUTION
        found = called[:, :, sharp][truth[:, :, sharp] <= DEEP].mean()
        bias = off.mean(axis=(0, 1))
        told_of = told.of(told.words, wanted) > 0
        error = calibration_error(ndtr((SHORT - mean) / sd)[told_of], truth[told_of] < SHORT)
        report.say(
            f"| {name} | {hold.mean():.1%} | {hold[strong].mean():.1%} | {bias[~strong].mean():+.2f} |"
            f" {bias[strong].mean():+.2f} | {wrong:.3f} of {called.sum()} | {found:.2f} | {error:.3f} |"
        )
