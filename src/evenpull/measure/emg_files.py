"""The EMG sheets of a person folder as measurements; what cannot be said is a gap that names what would close it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from evenpull.capture.emg import EmgChannel, EmgRecording, EmgSheet, read_emg, read_sheets
from evenpull.capture.emg.sheet import FOLDER
from evenpull.core.words import say
from evenpull.errors import OutOfRange
from evenpull.knowledge.load import Catalogue
from evenpull.measure.emg import cocontraction, envelope, healthy_sds, level_of, onset_of, reference_level
from evenpull.measure.records import Gap, Measured, Measurement

TONE, ONSET, COCONTRACTION = "tone_", "onset_", "cocontraction_"
"""How the metrics of a muscle begin."""


def measure_emg(folder: Path, catalogue: Catalogue) -> Measured:
    """Return what the recordings of a person folder say; nothing without any.

    Raises:
        InputError: When a sheet or a recording is wrong.
    """
    found: list[Measurement | Gap] = []
    for sheet in read_sheets(folder, catalogue):
        recording = read_emg(folder / FOLDER / sheet.file)
        trials = [read_emg(folder / FOLDER / name) for name in (sheet.reference.trials if sheet.reference else ())]
        for title in sorted(sheet.channels):
            found += _channel(title, sheet, recording, trials)
        found += _pairs(sheet, recording, trials)
    return Measured(
        measurements=tuple(each for each in found if isinstance(each, Measurement)),
        gaps=tuple(each for each in found if isinstance(each, Gap)),
    )


def _channel(
    title: str, sheet: EmgSheet, recording: EmgRecording, trials: list[EmgRecording]
) -> Iterator[Measurement | Gap]:
    channel = sheet.channels[title]
    source = f"{FOLDER}/{sheet.file}"
    if title not in recording.channels:
        reason = say("the recording has no channel of this name")
        yield Gap(metric=TONE + channel.muscle, side=channel.side, reason=reason, source=source)
        return
    yield _tone(title, sheet, recording, trials)
    if sheet.onset_after_s is not None and sheet.rest_s is not None:
        try:
            began = onset_of(
                recording.channels[title],
                rate_hz=recording.rate_hz,
                rest_s=sheet.rest_s,
                after_s=sheet.onset_after_s,
            )
        except OutOfRange as fault:
            yield _gap(ONSET, channel, fault, source)
        else:
            yield _measurement(ONSET, channel, began.time_s - sheet.onset_after_s, began.sd_s, unit="s", source=source)


def _tone(title: str, sheet: EmgSheet, recording: EmgRecording, trials: list[EmgRecording]) -> Measurement | Gap:
    """Return the level at rest against healthy people's, or why nothing can be said."""
    channel, source = sheet.channels[title], f"{FOLDER}/{sheet.file}"

    def missing(reason: str, closes: str) -> Gap:
        return Gap(metric=TONE + channel.muscle, side=channel.side, reason=reason, closes=closes, source=source)

    if sheet.reference is None or any(title not in trial.channels for trial in trials):
        return missing(
            say("the signal has no reference contraction, so its size says nothing"),
            say("Record a named reference contraction of the same channel, twice."),
        )
    if sheet.rest_s is None:
        return missing(say("no part at rest was named"), say("Give rest_s, from when to when."))
    if any(abs(trial.rate_hz - recording.rate_hz) > 1.0 for trial in trials):
        return missing(say("the reference was sampled at another rate"), say("Record all at one rate."))
    if channel.healthy is None:
        return missing(
            say("no level of healthy people at rest is known for this muscle and reference"),
            say("Give it under healthy, with its source."),
        )
    signals = [trial.channels[title] for trial in trials]
    try:
        level = level_of(recording.channels[title], signals, rate_hz=recording.rate_hz, rest_s=sheet.rest_s)
    except OutOfRange as fault:
        return _gap(TONE, channel, fault, source)
    healthy = channel.healthy
    value, sd = healthy_sds(level, mean_percent=healthy.mean_percent, sd_percent=healthy.sd_percent)
    note = say(
        "{percent:.1f} % of the reference; healthy people {mean:g} %, sd {sd:g}, n {n} ({source})",
        percent=100.0 * level.share,
        mean=healthy.mean_percent,
        sd=healthy.sd_percent,
        n=healthy.n,
        source=healthy.source,
    )
    return _measurement(TONE, channel, value, sd, unit="healthy_sd", source=source, notes=(note,))


def _pairs(sheet: EmgSheet, recording: EmgRecording, trials: list[EmgRecording]) -> Iterator[Measurement | Gap]:
    """Yield the co-contraction of each named pair; without a reference two signals cannot be compared in size."""
    source = f"{FOLDER}/{sheet.file}"
    for first, second in sheet.pairs:
        metric = COCONTRACTION + "_".join(
            sheet.channels[each].muscle for each in (first, second) if each in sheet.channels
        )
        known = all(each in sheet.channels and each in recording.channels for each in (first, second))
        if not known or not trials or not all(each in trial.channels for trial in trials for each in (first, second)):
            reason = say("two signals can be compared only as shares of a reference contraction of each")
            yield Gap(metric=metric, side=None, reason=reason, source=source)
            continue
        shares = []
        for each in (first, second):
            level = max(reference_level(trial.channels[each], rate_hz=trial.rate_hz) for trial in trials)
            shares.append(envelope(recording.channels[each], rate_hz=recording.rate_hz) / level)
        side = sheet.channels[first].side if sheet.channels[first].side == sheet.channels[second].side else None
        yield Measurement(
            id=f"emg.{metric}.{side}" if side else f"emg.{metric}",
            kind="emg",
            metric=metric,
            side=side,
            value=cocontraction(*shares),
            sd=0.0,
            unit="percent",
            method="electrodes",
            session=source,
            moves_muscles=False,
            source=source,
            notes=(say("Shown, not weighed: no healthy range was read."),),
        )


def _measurement(
    kind: str,
    channel: EmgChannel,
    value: float,
    sd: float,
    *,
    unit: str,
    source: str,
    notes: tuple[str, ...] = (),
) -> Measurement:
    metric = kind + channel.muscle
    return Measurement(
        id=f"emg.{metric}.{channel.side}",
        kind="emg",
        metric=metric,
        side=channel.side,
        value=value,
        sd=sd,
        unit=unit,
        method="electrodes",
        session=source,
        moves_muscles=kind == TONE,
        source=source,
        notes=notes,
    )


def _gap(kind: str, channel: EmgChannel, fault: OutOfRange, source: str) -> Gap:
    return Gap(metric=kind + channel.muscle, side=channel.side, reason=fault.message, closes=fault.hint, source=source)
