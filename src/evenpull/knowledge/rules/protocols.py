"""A protocol poses the test of its id in a way that the test knows, and has what its kind of test needs."""

from __future__ import annotations

from collections.abc import Iterator

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.kinds import Protocol, Test
from evenpull.knowledge.rules.whole import Whole, problem


def protocols_fit_their_tests(whole: Whole) -> Iterator[Problem]:
    """A protocol's id is a test's; it poses one of the test's protocols and has what such a test needs."""
    tests = whole.entries("tests")
    for file in whole.valid("protocols"):
        entry = whole.entries("protocols")[file.id]
        wrong = whole.missing("tests", file.id)
        if wrong:
            yield problem(file, (), rule="reference", message=wrong)
        elif file.id in tests:
            for field, message in _misfits(entry, tests[file.id]):
                yield problem(file, (field,), rule="completeness", message=message)


def _misfits(entry: Protocol, test: Test) -> Iterator[tuple[str, str]]:
    """Yield field and fault."""
    known = {test.protocol, *(norm.protocol for norm in test.norms)}
    if entry.protocol not in known:
        yield "protocol", say("the test has no such protocol: {names}", names=", ".join(sorted(known)))
    length = bool(entry.moves), entry.load is not None, entry.reading is not None
    if test.property == "length" and (not all(length) or entry.effort is not None):
        yield "moves", say("a length test has moves, a load and a reading, and no effort")
    elif test.property == "strength" and (any(length) or entry.effort is None):
        yield "effort", say("a strength test has an effort, and no moves, load or reading")
    elif test.property not in ("length", "strength"):
        yield "protocol", say("only tests of length and strength are posed on the body")
    if entry.load is not None and not entry.load.gravity and entry.load.end_torque is None:
        yield "load", say("a length test ends against weight, an end torque or both")
    for name in {"line", "direction"} if entry.reading and entry.reading.kind == "distance" else ():
        if getattr(entry.reading, name) is None:
            yield "reading", say("a distance has a line and a direction")
    if entry.reading and entry.reading.kind.startswith("line") and entry.reading.line is None:
        yield "reading", say("the angle of a line has a line")
    if entry.reading and entry.reading.kind == "coordinate" and entry.reading.coordinate is None:
        yield "reading", say("the angle of a coordinate names it")
