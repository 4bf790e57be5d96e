"""Electrodes: files read or refused, onsets with their error, tone only as a share of a reference contraction."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.capture.emg import read_emg, read_sheets
from evenpull.errors import FileFormatError, InputError, OutOfRange, UnknownId
from evenpull.infer.likelihood.emg import overactive_calls, tones_of
from evenpull.measure.emg import cocontraction, envelope, healthy_sds, level_of, onset_of
from evenpull.measure.emg_files import measure_emg

RATE = 1000.0


def signal(rng, sizes, *, seconds=1.0, rate=RATE):
    """Noise like a surface signal whose size steps through `sizes`, each for so many seconds."""
    n = int(seconds * rate)
    return np.concatenate([size * rng.standard_normal(n) for size in sizes])


def write(path, channels, rate=RATE, head=True):
    path.parent.mkdir(exist_ok=True)
    table = np.column_stack([np.arange(len(channels[0])) / rate, *channels])
    names = ",".join(["time", *(f"c{k}" for k in range(len(channels)))])
    np.savetxt(path, table, delimiter=",", header=names if head else "", comments="", fmt="%.6f")


@pytest.mark.data
def test_the_bursts_of_a_real_recording_begin_where_they_are_seen(data_dir) -> None:
    recording = read_emg(data_dir / "bmc_data" / "emg.csv")
    assert recording.rate_hz == pytest.approx(1000.0, rel=1e-6)
    assert recording.seconds == pytest.approx(3.359, abs=1e-3)
    raw = recording.channels["channel_1"]
    quiet = np.abs(raw[1050:1300]).max()
    for rest, after in (((0.05, 0.33), 0.33), ((1.05, 1.3), 1.3), ((2.05, 2.3), 2.3)):
        found = onset_of(raw, rate_hz=recording.rate_hz, rest_s=rest, after_s=after)
        # Apart from the code: the first sample that is twice as large as anything between the bursts.
        seen = next(k for k in range(int(after * 1000), len(raw)) if abs(raw[k]) > 2 * quiet) / 1000
        assert found.time_s == pytest.approx(seen, abs=0.06)
        assert 0.009 < found.sd_s < 0.06


def test_onset_finds_a_step_and_its_error_covers_it() -> None:
    rng = np.random.default_rng(3)
    misses, sds = [], []
    for _ in range(60):
        raw = signal(rng, [0.05, 1.0], seconds=1.0)
        found = onset_of(raw, rate_hz=RATE, rest_s=(0.1, 0.9))
        misses.append(found.time_s - 1.0)
        sds.append(found.sd_s)
    assert abs(np.mean(misses)) < 0.01
    assert np.mean(np.abs(misses) <= 2 * np.array(sds)) >= 0.9


def test_a_signal_that_never_leaves_rest_and_too_short_a_rest_are_refused() -> None:
    rng = np.random.default_rng(5)
    flat = signal(rng, [1.0, 1.0])
    with pytest.raises(OutOfRange, match="never clearly leaves"):
        onset_of(flat, rate_hz=RATE, rest_s=(0.0, 1.0))
    with pytest.raises(OutOfRange, match="too short"):
        onset_of(flat, rate_hz=RATE, rest_s=(0.0, 0.1))


def test_the_envelope_of_noise_is_its_mean_size_and_ignores_offset_and_slow_drift() -> None:
    rng = np.random.default_rng(7)
    t = np.arange(8000) / RATE
    carrier = np.sin(2 * np.pi * 100 * t + rng.uniform(0, 6))
    drifting = carrier + 5.0 + 3.0 * np.sin(2 * np.pi * 0.5 * t)
    middle = envelope(drifting, rate_hz=RATE)[2000:6000]
    assert np.allclose(middle, 2 / np.pi, rtol=0.03)


def test_a_level_is_a_share_of_its_reference_whatever_the_gain() -> None:
    rng = np.random.default_rng(9)
    rest, trials = signal(rng, [0.02] * 3), [signal(rng, [0.1, 1.0, 0.1]) for _ in range(3)]
    one = level_of(rest, trials, rate_hz=RATE, rest_s=(0.5, 2.5))
    louder = level_of(40 * rest, [40 * each for each in trials], rate_hz=RATE, rest_s=(0.5, 2.5))
    assert one.share == pytest.approx(louder.share)
    assert one.share == pytest.approx(0.02, rel=0.15)
    assert 0.0 < one.sd_ln < 0.2
    with pytest.raises(OutOfRange, match="gives no error"):
        level_of(rest, trials[:1], rate_hz=RATE, rest_s=(0.5, 2.5))
    with pytest.raises(OutOfRange, match="no stronger than rest"):
        level_of(trials[0], [rest, rest], rate_hz=RATE, rest_s=(0.5, 2.5))


def test_cocontraction_is_whole_for_equal_signals_and_nothing_for_turns() -> None:
    a, b = np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0])
    assert cocontraction(a, a) == 100.0
    assert cocontraction(a, b) == 0.0
    assert cocontraction(a, 0.5 * a) == pytest.approx(200 / 3)
    assert cocontraction(a, b) == cocontraction(b, a)
    with pytest.raises(OutOfRange):
        cocontraction(0 * a, 0 * b)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("time,a\n0,1\n", "at least one channel"),
        ("0.000,1\n0.001,\n0.002,3\n", "missing"),
        ("0.000,1\n0.001,nan\n0.002,3\n", "missing"),
        ("0.000,1\n0.001,2,9\n0.002,3\n", "missing"),
        ("t,a,a\n0.000,1,1\n0.001,2,2\n", "one name"),
        ("\n".join(f"{k / 100},1" for k in range(300)), "too slowly"),
        ("\n".join(f"{k / 1000 + (k > 600) * 0.5},1" for k in range(1300)), "evenly"),
        ("\n".join(f"{k / 1000},1" for k in range(500)), "shorter than a second"),
    ],
)
def test_files_that_are_no_recording_are_refused_without_their_path(tmp_path, text, words) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(text)
    with pytest.raises((FileFormatError, OutOfRange), match=words) as refused:
        read_emg(path)
    assert refused.value.where.file == "odd.csv"


SHEET = """
file: rest.csv
rest_s: [0.2, 2.8]
onset_after_s: 3.0
channels:
  c0: {muscle: lumbar_erector_spinae, side: left%s}
  c1: {muscle: abdominals, side: left}
reference: {kind: maximal, trials: [push_1.csv, push_2.csv]}
pairs: [[c0, c1]]
"""
HEALTHY = ", healthy: {mean_percent: 2.0, sd_percent: 1.0, n: 30, source: own laboratory}"


def folder(tmp_path, *, level, sheet=SHEET % HEALTHY):
    rng = np.random.default_rng(11)
    parts = [level] * 3 + [0.4] * 2
    write(tmp_path / "emg" / "rest.csv", [signal(rng, parts), signal(rng, [0.01] * 3 + [0.2] * 2)])
    for name in ("push_1", "push_2"):
        write(tmp_path / "emg" / f"{name}.csv", [signal(rng, [0.05, 1.0, 0.05]) for _ in range(2)])
    (tmp_path / "emg" / "rest.yaml").write_text(sheet)
    return tmp_path


def test_a_high_level_at_rest_is_called_overactive_and_an_ordinary_one_is_not(tmp_path, catalogue) -> None:
    high = measure_emg(folder(tmp_path, level=0.12), catalogue)
    (call,) = overactive_calls(high.measurements)
    assert (call.id, call.word) == ("left.lumbar_erector_spinae.overactive", "probably")
    assert call.against
    assert call.evidence[0].p_without == pytest.approx(0.1587, abs=1e-3)
    assert "own laboratory" in call.evidence[0].text
    ordinary = measure_emg(folder(tmp_path, level=0.02), catalogue)
    assert overactive_calls(ordinary.measurements) == ()
    (tone,) = tones_of(ordinary.measurements)
    (reading,) = (each for each in ordinary.measurements if each.metric.startswith("tone_"))
    assert tone.mean == pytest.approx(reading.value / (1 + reading.sd**2))
    assert tone.sd == pytest.approx(reading.sd / np.sqrt(1 + reading.sd**2))


def test_without_reference_or_healthy_level_there_is_no_tone_and_the_reason_is_named(tmp_path, catalogue) -> None:
    bare = (SHEET % HEALTHY).replace("reference:", "#")
    found = measure_emg(folder(tmp_path, level=0.12, sheet=bare), catalogue)
    assert tones_of(found.measurements) == ()
    assert overactive_calls(found.measurements) == ()
    reasons = [gap.reason for gap in found.gaps]
    assert sum("no reference contraction" in reason for reason in reasons) == 2
    assert any("shares of a reference" in reason for reason in reasons)
    unknown = measure_emg(folder(tmp_path, level=0.12, sheet=SHEET % ""), catalogue)
    assert tones_of(unknown.measurements) == ()
    assert any("no level of healthy people" in gap.reason for gap in unknown.gaps)


def test_onset_and_cocontraction_are_shown_and_weigh_nothing(tmp_path, catalogue) -> None:
    found = measure_emg(folder(tmp_path, level=0.02), catalogue)
    onset = next(each for each in found.measurements if each.metric == "onset_lumbar_erector_spinae")
    assert onset.value == pytest.approx(0.0, abs=0.03)
    assert 0 < onset.sd < 0.05
    both = next(each for each in found.measurements if each.metric.startswith("cocontraction_"))
    assert 0 < both.value < 100
    assert not onset.moves_muscles
    assert not both.moves_muscles


def test_a_louder_second_reading_of_one_recording_counts_once(tmp_path, catalogue) -> None:
    found = measure_emg(folder(tmp_path, level=0.12), catalogue)
    twice = (*found.measurements, *found.measurements)
    assert tones_of(twice) == tones_of(found.measurements)


def test_a_sheet_that_is_wrong_names_its_file_and_field(tmp_path, catalogue) -> None:
    place = folder(tmp_path, level=0.02)
    (place / "emg" / "rest.yaml").write_text((SHEET % "").replace("abdominals", "abdominal_wall_of_steel"))
    with pytest.raises(UnknownId) as unknown:
        read_sheets(place, catalogue)
    assert unknown.value.where.field == "channels.c1.muscle"
    (place / "emg" / "rest.yaml").write_text((SHEET % "").replace("kind: maximal", "kind: guess"))
    with pytest.raises(InputError) as wrong:
        read_sheets(place, catalogue)
    assert (wrong.value.where.file, wrong.value.where.field) == ("emg/rest.yaml", "reference.kind")
    assert read_sheets(tmp_path / "nowhere", catalogue) == ()


def test_healthy_people_lie_at_zero_with_sd_one() -> None:
    rng = np.random.default_rng(13)
    mean, sd = 2.0, 1.0
    variance = np.log(1 + (sd / mean) ** 2)
    shares = np.exp(np.log(mean / 100) - variance / 2 + np.sqrt(variance) * rng.standard_normal(4000))
    from evenpull.measure.emg import Level  # noqa: PLC0415

    z = [healthy_sds(Level(share=s, sd_ln=1e-6), mean_percent=mean, sd_percent=sd)[0] for s in shares]
    assert abs(np.mean(z)) < 0.06
    assert np.std(z) == pytest.approx(1.0, abs=0.05)


def test_an_assessment_reads_the_electrodes_of_a_folder_and_a_practitioner_may_overrule_them(
    tmp_path, catalogue, examples_dir
) -> None:
    from evenpull import assess  # noqa: PLC0415

    place = folder(tmp_path, level=0.12)
    text = (examples_dir / "desk_worker" / "person.yaml").read_text()
    (place / "person.yaml").write_text(text)
    call_id = "left.lumbar_erector_spinae.overactive"
    found = assess(place, catalogue=catalogue, simulate=False).inference
    assert call_id in {call.id for call in found.calls}
    assert not any("Tension was not measured" in reason for reason in found.quality.reasons)
    chosen = "[{muscle: lumbar_erector_spinae, side: left, property: overactive, set: absent, reason: felt soft}]"
    (place / "person.yaml").write_text(text.replace("overrides: []", f"overrides: {chosen}"))
    overruled = assess(place, catalogue=catalogue, simulate=False).inference
    assert call_id not in {call.id for call in overruled.calls}
    (kept,) = (call for call in overruled.open_questions if call.id == call_id)
    assert (kept.override, kept.word) == ("felt soft", "ordinary")
    without = assess(place, catalogue=catalogue, simulate=False, media=False).inference
    assert not any(call.property == "overactive" for call in without.calls)
