"""Read one C3D file with ezc3d in a process of its own, and write what it holds as arrays.

The library is C++ and trusts what a file says about itself; so memory and time are bounded here, and a crash is the
end of this process only. Run as `python -m evenpull.capture.motion.c3d_process FILE OUT`.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

MEMORY_BYTES = 4 * 1024**3
SECONDS = 90


def main(source: str, target: str) -> None:
    """Read `source` and write an NPZ archive `target`."""
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        pass
    else:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import ezc3d  # noqa: PLC0415 - after the limits
    import numpy as np  # noqa: PLC0415

    try:
        read, plates = ezc3d.c3d(source, extract_forceplat_data=True), True
    except RuntimeError:
        read, plates = ezc3d.c3d(source), False
    np.savez(target, **arrays(read, plates=plates))


def arrays(read: Any, *, plates: bool) -> dict[str, Any]:
    """Return what is wanted of a file that ezc3d has read, by name."""
    import numpy as np  # noqa: PLC0415

    parameters = read["parameters"]

    def words(group: str, name: str) -> list[str]:
        found: list[str] = []
        for suffix in ("", "2", "3", "4", "5"):
            entry = parameters.get(group, {}).get(name + suffix)
            found += [str(each) for each in entry["value"]] if entry else []
        return found

    def first(group: str, name: str) -> float:
        entry = parameters.get(group, {}).get(name)
        flat = np.ravel(entry["value"]) if entry else np.empty(0)
        return float(flat[0]) if flat.size else 0.0

    events = parameters.get("EVENT", {})
    times = np.asarray(events["TIMES"]["value"], dtype=np.float64) if "TIMES" in events else np.empty((2, 0))
    out: dict[str, Any] = {
        "points": np.moveaxis(read["data"]["points"][:3], 2, 0).swapaxes(1, 2),
        "residual": read["data"]["meta_points"]["residuals"][0].T,
        "analog": read["data"]["analogs"][0].T,
        "labels": words("POINT", "LABELS"),
        "unit": words("POINT", "UNITS"),
        "rate": read["header"]["points"]["frame_rate"],
        "first_frame": read["header"]["points"]["first_frame"],
        "screen": [*words("POINT", "X_SCREEN")[:1], *words("POINT", "Y_SCREEN")[:1]],
        "analog_labels": words("ANALOG", "LABELS"),
        "analog_units": words("ANALOG", "UNITS"),
        "analog_rate": first("ANALOG", "RATE"),
        "event_names": words("EVENT", "LABELS"),
        "event_sides": words("EVENT", "CONTEXTS"),
        "event_times": times[0] * 60.0 + times[-1] if times.ndim == 2 and len(times) == 2 else np.empty(0),
        "plates_wanted": first("FORCE_PLATFORM", "USED"),
        "types": np.ravel(parameters["POINT"]["ANGLES"]["value"]) if "ANGLES" in parameters["POINT"] else [],
    }
    for number, plate in enumerate(read["data"].get("platform", []) if plates else []):
        out[f"plate_{number}_units"] = [plate["unit_force"], plate["unit_moment"], plate["unit_position"]]
        for key, name in (("force", "force"), ("center_of_pressure", "point"), ("Tz", "moment")):
            out[f"plate_{number}_{name}"] = plate[key].T
    for name in ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS"):
        out[f"no_points_{name}"] = words("POINT", name)
    del out["types"]
    return {key: np.asarray(value) for key, value in out.items()}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
