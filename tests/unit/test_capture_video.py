"""Clips are read upright, at an even rate, by their frames' own times; what is no clip is refused."""

from __future__ import annotations

import av
import numpy as np
import pytest

from evenpull.capture.video import read_clip
from evenpull.errors import FileFormatError, InputError, OutOfRange
from tests.unit.pose_people import frames, noise


def write(path, times, *, codec="mpeg4", size=(64, 128)):
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=1000)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number, time_ms in enumerate(times):
            frame = av.VideoFrame.from_ndarray(noise(number, width=size[0], height=size[1]), format="rgb24")
            frame.pts = time_ms
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def test_a_clip_of_60_frames_a_second_is_read_at_30(tmp_path):
    times = frames(write(tmp_path / "a.mp4", [round(i * 1000 / 60) for i in range(120)]))
    assert len(times) == 60
    assert np.diff(times) == pytest.approx(1 / 30, abs=0.002)


def test_a_slow_clip_keeps_its_own_frames(tmp_path):
    assert len(frames(write(tmp_path / "a.mp4", [i * 50 for i in range(40)]))) == 40


def test_times_are_those_of_the_frames_when_the_rate_varies(tmp_path):
    given = [0, 33, 66, 233, 266, 300, 467, 500]
    assert frames(write(tmp_path / "a.mp4", given)) == pytest.approx([t / 1000 for t in given])


def test_large_frames_are_made_smaller(tmp_path):
    path = write(tmp_path / "a.mp4", [0, 33], size=(640, 320))
    frame = next(read_clip(path, long_side=320))
    assert frame.image.shape == (160, 320, 3)
    assert frame.scale == pytest.approx(2)


def test_a_clip_longer_than_ten_minutes_is_refused(tmp_path):
    with pytest.raises(OutOfRange, match="minutes"):
        frames(write(tmp_path / "a.mp4", [0, 33, 700_000]))


@pytest.mark.parametrize(("data", "says"), [(b"", "empty"), (b"no clip at all\n" * 50, "not a video")])
def test_a_file_that_is_no_clip_is_refused(tmp_path, data, says):
    (tmp_path / "a.mp4").write_bytes(data)
    with pytest.raises(FileFormatError, match=says) as caught:
        frames(tmp_path / "a.mp4")
    assert str(tmp_path) not in str(caught.value)


def test_a_clip_that_was_cut_off_is_refused(tmp_path):
    data = write(tmp_path / "a.mp4", [i * 33 for i in range(60)]).read_bytes()
    (tmp_path / "b.mp4").write_bytes(data[: len(data) // 2])
    with pytest.raises(FileFormatError):
        frames(tmp_path / "b.mp4")


def test_a_clip_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="not there"):
        frames(tmp_path / "a.mp4")
