"""Which gate answers for good and bad photos and clips, and how far the numbers of one photo move by themselves.

Run `python benchmarks/accuracy/refusals.py [photos|repeat|clips] ...` (all by default); needs the recordings of
`EVENPULL_DATA`. Bad versions are made of the good photos: cut by the frame, lying, dark, blurred, two people side by
side, small, with a skirt painted over the knees. Prints two tables, and fails where a criterion, set before the first
run, is not met: no good photo is refused, every bad one is refused with one of the codes that fit it, a mirrored photo
gives mirrored numbers, and no number moves by more than the sd that is stated for it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image
import PIL.ImageDraw
import PIL.ImageFilter
from numpy.typing import NDArray

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.photo import read_photo
from evenpull.capture.pose import INDEX, BlazePose, Landmarks, Tracker
from evenpull.capture.video import read_clip
from evenpull.errors import CaptureRefused
from evenpull.knowledge import Catalogue, load
from evenpull.measure.gates import ClipSeen, check_clip, check_photo, light_and_sharpness
from evenpull.measure.photo import measure_photo

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("EVENPULL_DATA", ROOT.parent / "shared" / "data"))
GOOD = sorted((DATA / "standing_photos_front" / "photos").glob("person*.jpeg"))
MIRROR_TOLERANCE_DEG = 0.5
"""A mirrored photo is another JPEG: its pixels, and so its numbers, differ by rounding. Set before the run."""

Picture = PIL.Image.Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A way to spoil a photo, and the codes of the gates that would be right to refuse it (none: it is still good)."""

    name: str
    make: Callable[[Picture, Landmarks], Picture]
    codes: frozenset[str]


def _cut_below(part: str) -> Callable[[Picture, Landmarks], Picture]:
    def make(picture: Picture, person: Landmarks) -> Picture:
        y = (person.at(f"left_{part}")[1] + person.at(f"right_{part}")[1]) / 2
        return picture.crop((0, 0, picture.width, int(y)))

    return make


def _headless(picture: Picture, person: Landmarks) -> Picture:
    y = (person.at("left_shoulder")[1] + person.at("right_shoulder")[1]) / 2
    return picture.crop((0, int(y - 0.02 * picture.height), picture.width, picture.height))


def _half(picture: Picture, person: Landmarks) -> Picture:
    x = (person.at("left_hip")[0] + person.at("right_hip")[0]) / 2
    return picture.crop((int(x), 0, picture.width, picture.height))


def _beside(picture: Picture, _: Landmarks) -> Picture:
    both = PIL.Image.new("RGB", (2 * picture.width, picture.height))
    both.paste(picture, (0, 0))
    both.paste(picture, (picture.width, 0))
    return both


def _small(picture: Picture, _: Landmarks) -> Picture:
    canvas = PIL.Image.new("RGB", picture.size, (150, 150, 150))
    canvas.paste(picture.resize((picture.width // 7, picture.height // 7)), (picture.width // 2, picture.height // 2))
    return canvas


def _skirt(picture: Picture, person: Landmarks) -> Picture:
    spoiled = picture.copy()
    hips = sorted((person.at("left_hip"), person.at("right_hip")), key=lambda point: float(point[0]))
    ankles = sorted((person.at("left_ankle"), person.at("right_ankle")), key=lambda point: float(point[0]))
    wide = 0.06 * person.roi.size
    hem = 0.75 * (ankles[0][1] - hips[0][1]) + hips[0][1]
    corners = [
        (hips[0][0] - wide, hips[0][1]),
        (hips[1][0] + wide, hips[1][1]),
        (ankles[1][0] + 1.3 * wide, hem),
        (ankles[0][0] - 1.3 * wide, hem),
    ]
    PIL.ImageDraw.Draw(spoiled).polygon([(float(x), float(y)) for x, y in corners], fill=(60, 40, 70))
    return spoiled


def _turned(degrees: float) -> Callable[[Picture, Landmarks], Picture]:
    return lambda picture, _: picture.rotate(degrees, expand=abs(degrees) >= 45, fillcolor=(150, 150, 150))


BADLY: tuple[Bad, ...] = (
    Bad(name="as it is", make=lambda picture, _: picture, codes=frozenset()),
    Bad(
        name="mirrored",
        make=lambda picture, _: picture.transpose(PIL.Image.Transpose.FLIP_LEFT_RIGHT),
        codes=frozenset(),
    ),
    Bad(name="tilted by 5 degrees", make=_turned(5), codes=frozenset()),
    Bad(name="skirt over the knees", make=_skirt, codes=frozenset()),
    Bad(name="cut at the ankles", make=_cut_below("ankle"), codes=frozenset({"cropped"})),
    Bad(name="cut at the knees", make=_cut_below("knee"), codes=frozenset({"cropped"})),
    Bad(name="cut at the hips", make=_cut_below("hip"), codes=frozenset({"cropped", "no_person"})),
    Bad(name="head cut off", make=_headless, codes=frozenset({"cropped", "no_person"})),
    Bad(name="half of the body", make=_half, codes=frozenset({"cropped", "no_person", "wrong_view"})),
    Bad(name="lying, to the left", make=_turned(90), codes=frozenset({"sideways", "no_person"})),
    Bad(name="lying, to the right", make=_turned(-90), codes=frozenset({"sideways", "no_person"})),
    Bad(name="upside down", make=_turned(180), codes=frozenset({"sideways", "no_person"})),
    Bad(
        name="dark",
        make=lambda picture, _: picture.point(lambda value: value * 0.12),
        codes=frozenset({"too_dark", "no_person"}),
    ),
    Bad(
        name="blurred",
        make=lambda picture, _: picture.filter(PIL.ImageFilter.GaussianBlur(picture.height / 100)),
        codes=frozenset({"blurred"}),
    ),
    Bad(name="two people", make=_beside, codes=frozenset({"several_people"})),
    Bad(name="far away", make=_small, codes=frozenset({"too_small", "no_person", "blurred"})),
)
SITTING: dict[str, frozenset[str]] = {
    "desk_hunch.jpeg": frozenset({"not_standing"}),
    "hunchback_left.jpg": frozenset({"not_standing"}),
    "hunchback_right.jpg": frozenset({"not_standing"}),
    "kneeling_right.jpg": frozenset({"not_standing"}),
    "reclined_right.jpg": frozenset({"not_standing"}),
    "straight_armsfolded.jpg": frozenset({"not_standing"}),
}


def photos(estimator: BlazePose) -> list[str]:
    """Print which gate answers for every photo; return what is wrong."""
    print(f"{'photo':32s} {'version':22s} {'gate and code':28s} right?")
    wrong: list[str] = []

    def judge(name: str, version: str, image: NDArray[np.uint8], codes: frozenset[str]) -> None:
        table = check_photo(image, list(estimator.estimate(image)), file=name)
        answer = f"{table.refused[0].gate}: {table.refused[0].code}" if table.refused else "passed"
        if not table.refused and table.warned:
            answer += " (" + ", ".join(result.code for result in table.warned) + ")"
        right = table.refused[0].code in codes if table.refused else not codes
        print(f"{name:32s} {version:22s} {answer:28s} {'yes' if right else 'NO'}", flush=True)
        if not right:
            wrong.append(f"{name}, {version}: {answer}")

    for path in GOOD:
        person = next(iter(estimator.estimate(read_photo(path))))
        with PIL.Image.open(path) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((1600, 1600))
        for bad in BADLY:
            judge(path.stem, bad.name, np.array(bad.make(picture, person), dtype=np.uint8), bad.codes)
    judge(
        "background_only",
        "as it is",
        read_photo(GOOD[0].parent / "background_only.jpeg"),
        frozenset({"no_person"}),
    )
    for name, codes in SITTING.items():
        judge(name, "as it is", read_photo(DATA / "openposture_photos" / name), codes)
    return wrong


def _variations(picture: Picture, seed: int) -> Iterator[Picture]:
    """Yield the photo cropped and brightened by chance, as another press of the button would change it."""
    generator = np.random.default_rng(seed)
    for _ in range(REPEATS):
        edge = generator.uniform(0.0, 0.03, 4) * [picture.width, picture.height, picture.width, picture.height]
        box = (int(edge[0]), int(edge[1] / 3), picture.width - int(edge[2]), picture.height - int(edge[3] / 3))
        factor = float(generator.uniform(0.8, 1.2))
        yield picture.crop(box).point(lambda value, factor=factor: min(255, value * factor))


REPEATS = 6


def repeat(estimator: BlazePose) -> list[str]:
    """Print by photo and metric how far a number moves by itself beside the sd that is stated; return what is wrong."""
    catalogue = load()
    print(f"\n{'photo':28s} {'metric':16s} {'value':>7s} {'own sd':>7s} {'stated':>7s} {'mirror off':>10s}")
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(GOOD):
            with PIL.Image.open(path) as opened:
                picture = opened.convert("RGB")
            plain = _values(picture, folder, estimator, catalogue, hand="picture_left")
            flipped = picture.transpose(PIL.Image.Transpose.FLIP_LEFT_RIGHT)
            mirrored = _values(flipped, folder, estimator, catalogue, hand="picture_left")
            repeats = [
                _values(varied, folder, estimator, catalogue, hand="picture_left")
                for varied in _variations(picture, number)
            ]
            for metric, (value, sd) in plain.items():
                own = float(np.std([each[metric][0] for each in repeats if metric in each], ddof=1))
                off = mirrored[metric][0] + value if metric in mirrored else float("nan")
                print(f"{path.stem:28s} {metric:16s} {value:7.2f} {own:7.2f} {sd:7.2f} {off:10.3f}", flush=True)
                if own > sd:
                    wrong.append(f"{path.stem} {metric}: moves by {own:.2f}, stated {sd:.2f}")
                if not abs(off) <= MIRROR_TOLERANCE_DEG:
                    wrong.append(f"{path.stem} {metric}: the mirrored photo differs by {off:.2f} degrees")
    return wrong


def _values(
    picture: Picture, folder: str, estimator: BlazePose, catalogue: Catalogue, *, hand: str
) -> dict[str, tuple[float, float]]:
    path = Path(folder) / "photo.png"
    picture.save(path)
    said = PictureConfirmation.model_validate({"file": path.name, "right_hand_shown": hand})
    try:
        measured, _ = measure_photo(path, confirmation=said, catalogue=catalogue, estimator=estimator)
    except CaptureRefused as refused:
        print(f"  refused: {refused.reason}")
        return {}
    return {row.metric: (row.value, row.sd) for row in measured.measurements}


CLIPS: dict[str, frozenset[str]] = {
    "opencap_video_mocap/STS/video.mp4": frozenset(),
    "pose2sim_demo/single/cam01.mp4": frozenset(),
    "pose2sim_demo/single/cam02.mp4": frozenset(),
    "sports2d_demo/Demo/demo.mp4": frozenset({"several_people", "tracking_lost"}),
}
CLIP_FRAMES = 120


def clips(estimator: BlazePose) -> list[str]:
    """Print the gates' answers for the first seconds of the clips, and for versions of one; return what is wrong."""
    print(f"\n{'clip':40s} {'version':18s} answers")
    wrong: list[str] = []

    def judge(name: str, version: str, seen: ClipSeen, codes: frozenset[str]) -> None:
        table = check_clip(seen)
        answer = ", ".join(f"{r.gate}: {r.code} ({r.outcome})" for r in (*table.refused, *table.warned)) or "passed"
        right = table.refused[0].code in codes if table.refused else not codes
        print(f"{name:40s} {version:18s} {answer} {'' if right else 'WRONG'}", flush=True)
        if not right:
            wrong.append(f"{name}, {version}: {answer}")

    for name, codes in CLIPS.items():
        seen = _watched(DATA / name, estimator=estimator, frames=230 if "sports2d" in name else CLIP_FRAMES)
        judge(name, "as it is", seen, codes)
        if "opencap" in name:
            for version, spoiled, code in _spoiled(seen):
                judge(name, version, spoiled, frozenset({code}) if code else frozenset())
    return wrong


def _watched(path: Path, *, estimator: BlazePose, frames: int) -> ClipSeen:
    tracker = Tracker(estimator, watchful=True)
    times, people, levels = [], [], []
    for number, frame in enumerate(read_clip(path)):
        person = tracker.step(frame.image)
        times.append(frame.time_s)
        people.append(person)
        if person is not None and number % 15 == 0:
            levels.append(light_and_sharpness(frame.image, person))
        if number + 1 >= frames:
            break
    return ClipSeen(
        file=path.name, times_s=times, people=people, jumps=tracker.jumps, company=tracker.company, levels=levels
    )


def _spoiled(seen: ClipSeen) -> Iterator[tuple[str, ClipSeen, str]]:
    """Yield versions of a good clip with the code of the gate that is right about them, empty for a warning."""

    def version(**given: object) -> ClipSeen:
        kept = {name: getattr(seen, name) for name in ("file", "times_s", "people", "jumps", "company", "levels")}
        return ClipSeen(**(kept | given))  # type: ignore[arg-type]

    yield "one second", version(times_s=seen.times_s[:30], people=seen.people[:30]), "too_few_frames"
    yield "8 pictures a s", version(times_s=[t * 3.75 for t in seen.times_s]), "too_few_frames"
    lost = [None if 40 <= n < 70 else person for n, person in enumerate(seen.people)]
    yield "out of sight", version(people=lost), "tracking_lost"
    few = [_legs_swapped(p) if n in (60, 61) and p is not None else p for n, p in enumerate(seen.people)]
    yield "legs swap, 2", version(people=few), ""
    many = [p.renamed() if 50 <= n < 75 and p is not None else p for n, p in enumerate(seen.people)]
    yield "sides swap, 25", version(people=many), "sides_exchanged"


def _legs_swapped(person: Landmarks) -> Landmarks:
    other = person.renamed()
    points = person.points.copy()
    for name, index in INDEX.items():
        if name.endswith(("knee", "ankle", "heel", "foot_index")):
            points[index] = other.points[index]
    return Landmarks(
        points=points,
        world=person.world.copy(),
        visibility=person.visibility.copy(),
        presence=person.presence.copy(),
        score=person.score,
        roi=person.roi,
    )


PARTS = {"photos": photos, "repeat": repeat, "clips": clips}


def main() -> None:
    """Print the tables and fail where a criterion is not met."""
    estimator = BlazePose()
    wrong = [fault for name in sys.argv[1:] or PARTS for fault in PARTS[name](estimator)]
    print("\n" + ("every criterion is met" if not wrong else "not met:\n  " + "\n  ".join(wrong)))
    if wrong:
        sys.exit(1)


if __name__ == "__main__":
    main()
