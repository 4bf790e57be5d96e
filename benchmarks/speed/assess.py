"""How long the main job takes: cold (a new process) and warm, without pictures; and its peak memory.

Run: `python benchmarks/speed/assess.py`. Figures are medians of the runs on this machine; nothing here is asserted.
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "examples" / "desk_worker"


def cold(runs: int) -> list[float]:
    """Return the wall seconds of `evenpull assess` in new processes."""
    seconds = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as out:
            began = time.perf_counter()
            command = [sys.executable, "-m", "evenpull.cli", "assess", str(FOLDER), "--out", out, "--no-pdf"]
            subprocess.run(command, check=True, capture_output=True)
            seconds.append(time.perf_counter() - began)
    return seconds


def warm(runs: int) -> list[float]:
    """Return the wall seconds of `assess` again and again in this process."""
    from evenpull import assess  # noqa: PLC0415 - measured apart from the cold start

    assess(FOLDER)
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        assess(FOLDER)
        seconds.append(time.perf_counter() - began)
    return seconds


def main() -> None:
    """Print the figures."""
    load = os.getloadavg()[0]
    sys.stdout.write(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}\n")
    for name, seconds in (("cold, report written", cold(5)), ("warm, no report", warm(20))):
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        sys.stdout.write(f"assess {name}: {middle:.3f} s (from {low:.3f} to {high:.3f}, n = {len(seconds)})\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"peak memory: {peak:.0f} MB\n")


if __name__ == "__main__":
    main()
