"""Make the two files of the body: read MyoSim, mend it, write XML and record with hashes and sources."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evenpull.body.build.mends.published import facts
from evenpull.body.build.not_modelled import NOT_MODELLED
from evenpull.body.build.parts import Anatomy
from evenpull.body.build.pipeline import MENDS, mended
from evenpull.body.build.record import rounded, to_record
from evenpull.body.build.shipped import read
from evenpull.body.build.standing import standing
from evenpull.body.build.write import to_xml
from evenpull.body.model.body import Body


def body_of(anatomy: Anatomy) -> Body:
    """Compile a body under construction, so that it can be measured."""
    return Body.from_text(to_xml(anatomy), to_record(anatomy))


def build() -> tuple[str, str]:
    """Return the XML and the record (JSON) of the mended body; the same input gives the same bytes."""
    return files_of(mended(read()), sources())


def files_of(anatomy: Anatomy, source_record: dict[str, Any]) -> tuple[str, str]:
    """Return XML and record of a mended body."""
    xml = to_xml(anatomy)
    record = to_record(anatomy)
    plain = standing(Body.from_text(xml, record))
    record.update(
        xml_sha256=hashlib.sha256(xml.encode("utf-8")).hexdigest(),
        sources=source_record,
        mends=[{"id": mend.id, "fault": mend.fault} for mend in MENDS],
        not_modelled=[{"what": what, "why": why} for what, why in NOT_MODELLED],
        standing={
            "angles": {name: rounded(angle) for name, angle in plain.angles().items()},
            "com_in_front_of_ankle_m": rounded(plain.com_in_front),
        },
    )
    return xml, json.dumps(record, indent=1, sort_keys=True) + "\n"


def sources() -> dict[str, Any]:
    """Return what the body was made of: packages, versions, and the hash of MyoSim's model files."""
    import myo_sim  # noqa: PLC0415 - the build alone needs it

    digest = hashlib.sha256()
    folder = Path(myo_sim.MODELS_DIR)
    for file in sorted(folder.rglob("*.xml"), key=lambda f: f.relative_to(folder).as_posix()):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return {
        "myosim": {"version": version("myo-sim"), "licence": "Apache-2.0", "models_sha256": digest.hexdigest()},
        "published": facts()["sources"],
    }
