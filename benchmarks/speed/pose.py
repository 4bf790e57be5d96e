"""How fast the pose networks run here, alone: milliseconds a frame on a picture with a known region.

Run `python benchmarks/speed/pose.py`. Prints the load, because a busy machine says nothing about the code.
"""

from __future__ import annotations

import os
import resource
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from evenpull.capture.pose import BlazePose, Roi

FRAMES = 60


def main() -> None:
    """Time one lane and two lanes."""
    image = np.random.default_rng(7).integers(0, 255, (1280, 720, 3), dtype=np.uint8)
    roi = Roi(x=360.0, y=640.0, size=900.0, rotation_rad=0.02)
    for lanes, threads in ((1, 2), (2, 1)):
        pose = BlazePose(threads=threads)
        with ThreadPoolExecutor(lanes) as pool:
            list(pool.map(lambda _, pose=pose: pose.estimate(image, roi), range(2 * lanes)))
            start, busy = time.perf_counter(), time.process_time()
            list(pool.map(lambda _, pose=pose: pose.estimate(image, roi), range(FRAMES)))
            seconds, busy = time.perf_counter() - start, time.process_time() - busy
        print(
            f"{lanes} lane(s) of {threads} thread(s): {FRAMES / seconds:5.1f} looks/s, "
            f"{busy / FRAMES * 1e3:4.0f} ms of processor time a look"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
