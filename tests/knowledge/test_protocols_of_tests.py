"""Protocol files: each poses the test of its name; a file that does not fit is refused with its place."""

from pathlib import Path

import pytest

from evenpull.knowledge import Catalogue
from evenpull.knowledge.compile import SOURCE, check_source

FOLDER = SOURCE / "protocols"


def test_every_protocol_poses_a_protocol_of_the_test_of_its_name(catalogue: Catalogue) -> None:
    assert set(catalogue.protocols) == {file.stem for file in FOLDER.glob("*.yaml")}
    for name, entry in catalogue.protocols.items():
        test = catalogue.tests[name]
        assert entry.protocol in {test.protocol, *(norm.protocol for norm in test.norms)}
        assert (entry.effort is None) == (test.property == "length")


def test_every_end_torque_says_how_it_is_known(catalogue: Catalogue) -> None:
    torques = [entry.load.end_torque for entry in catalogue.protocols.values() if entry.load and entry.load.end_torque]
    assert len(torques) > 15
    assert all(torque.unit == "Nm" and torque.basis and torque.value > 0 for torque in torques)
    assert {torque.known for torque in torques} <= {"derived", "default"}


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("ober", "protocol: ober_inclinometer", "protocol: ober_by_eye", "no such protocol"),
        ("ober", "  gravity: true", "  gravity: false", "weight, an end torque or both"),
        ("ober", "  line: [femur, tibia]\n", "", "has a line"),
        ("ober", "  kind: line_above_level", "  kind: by_eye", "kind"),
        ("hip_flexion_strength", "effort:\n  coordinate: hip_flexion\n", "load: {gravity: true}\nspare:\n", "spare"),
        ("ober", "coordinate: hip_adduction", "coordinate: Hip", "pattern"),
    ],
)
def test_a_protocol_that_does_not_fit_is_refused(tmp_path: Path, file: str, old: str, new: str, words: str) -> None:
    for kind in ("protocols", "tests", "sources", "stop_rules", "muscles"):
        (tmp_path / kind).mkdir()
        for source in (SOURCE / kind).glob("*.yaml"):
            if kind not in ("protocols", "tests") or source.stem == file:
                (tmp_path / kind / source.name).write_bytes(source.read_bytes())
    target = tmp_path / "protocols" / f"{file}.yaml"
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new), encoding="utf-8")
    problems = [str(problem) for problem in check_source(tmp_path)[1] if "protocols" in str(problem.where)]
    assert any(words in problem for problem in problems), problems


def test_a_protocol_of_no_test_is_refused(tmp_path: Path) -> None:
    for kind in ("protocols", "tests"):
        (tmp_path / kind).mkdir()
    (tmp_path / "protocols" / "ober_by_eye.yaml").write_bytes((FOLDER / "ober.yaml").read_bytes())
    (tmp_path / "tests" / "ober.yaml").write_bytes((SOURCE / "tests" / "ober.yaml").read_bytes())
    problems = [str(problem) for problem in check_source(tmp_path)[1] if "ober_by_eye" in str(problem.where)]
    assert any("'ober_by_eye' is not in tests/" in problem for problem in problems)
