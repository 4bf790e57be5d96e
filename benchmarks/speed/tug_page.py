"""How long the server needs for a move of the tug of war, and for the band, effort and loads once it rests.

The first of each kind prepares the body and is printed apart.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

from evenpull.app.tug import move, tell
from evenpull.body.changes import Change, parse_change

AIM_MOVE_MS = 100.0
RUNS = 20


def took(do: Callable[[Sequence[Change]], Any], percent: int) -> float:
    """Return the time of one question, ms."""
    changes = [parse_change(f"left.iliopsoas.length=-{percent}%")]
    start = time.perf_counter()
    do(changes)
    return 1e3 * (time.perf_counter() - start)


def main() -> None:
    """Measure in turns and print least and median."""
    first = {"move": took(move, 5), "band": took(tell, 5)}
    found: dict[str, list[float]] = {"move": [], "band": []}
    for i in range(RUNS):
        found["move"].append(took(move, i % 10 + 1))
        found["band"].append(took(tell, i % 10 + 1))
    for name, times in found.items():
        numbers = f"least {min(times):.0f}, median {statistics.median(times):.0f}, first {first[name]:.0f} ms"
        print(f"{name}: {numbers}" + (f" (aim {AIM_MOVE_MS:.0f})" if name == "move" else ""))


if __name__ == "__main__":
    main()
