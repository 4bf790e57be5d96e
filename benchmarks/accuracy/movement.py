"""Movement screens against what is known better: optical capture, and other cameras that saw the same.

Run `python benchmarks/accuracy/movement.py [--part sts slr squat cameras] [--keep FOLDER]`; about five minutes of
processor time, most of it for finding the body in 500 frames and their mirror images. `--keep` leaves the points found
in a folder and takes them from there the next time.

The sds are those of `measure/kinematics.py` and `measure/movement/readings.py`: published errors of one phone, widened
where nothing was published. They are looked at on the sit-to-stand clip and then judged on recordings that had no part
in setting them. Criteria stand in `screens/` and, but for that of the cameras, were set before the first run.

* `sts`: one person, one clip at a slant, optical capture at 100 Hz that starts at the same moment.
* `slr`: straight leg raises of four people, hip and ankle by OpenPose from one phone against markers. Clocks differ:
  the curves are laid on each other by their best lag. The bench is taken to be level. Zeros in the markers are gaps.
* `squat`: back squats of four people, hands by OpenPose against markers at the ends of the bar. No length is known in
  the picture: one scale a person is fitted, so that only what varies over repetitions and between left and right is
  judged.
* `cameras`: one person, four cameras, no other truth: how far their angles agree.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
from screens.cameras import cameras
from screens.clips import sit_to_stand
from screens.phones import leg_raises, squats
from screens.verdict import Peak, Verdict, pooled


def main() -> None:
    """Run the parts asked for and say which criteria are met and missed."""
    parts = ("sts", "slr", "squat", "cameras")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", nargs="+", choices=parts, default=list(parts))
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    verdict = Verdict()
    peaks: list[Peak] = []
    if "sts" in given.part:
        own = sit_to_stand(verdict, keep=given.keep)
        print(f"  knee peaks inside 95 %: {sum(p.inside for p in own)} of {len(own)} (this clip is not judged by it)")
    if "slr" in given.part:
        peaks += leg_raises(verdict)
    if "squat" in given.part:
        peaks += squats(verdict)
    if "cameras" in given.part:
        cameras(verdict, keep=given.keep)
    pooled(verdict, peaks)
    print(f"{verdict.missed} criteria missed")


if __name__ == "__main__":
    main()
