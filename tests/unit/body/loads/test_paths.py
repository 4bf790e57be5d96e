"""The forces of muscles on bones are those whose work the moment arms describe."""

import numpy as np
import pytest

from evenpull.body.coordinates import Point, root
from evenpull.body.effort import Movement, mechanics
from evenpull.body.loads.paths import Layout, frames, on_segments
from evenpull.body.model.body import Body

FRAMES = 6


@pytest.fixture(scope="module")
def anywhere(body: Body) -> Movement:
    """Random postures that move, the root turned."""
    rng = np.random.default_rng(3)
    given = body.coordinates
    rate, change = rng.normal(size=(2, FRAMES, given.tangent))
    return Movement(
        time=np.arange(FRAMES, dtype=float),
        q=0.7 * rng.uniform(given.low, given.high, (FRAMES, len(given.names))),
        at=root.moved(np.tile(root.HOME, (FRAMES, 1)), rng.normal(size=(FRAMES, 6))),
        rate=rate,
        change=change,
    )


def test_muscle_forces_on_segments_do_the_work_of_the_moment_arms(body: Body, anywhere: Movement) -> None:
    tension = np.random.default_rng(4).uniform(10, 300, (FRAMES, len(body.names)))
    asked, layout = mechanics(body, anywhere), Layout.of(body)
    made = frames(asked, layout)
    wrench = on_segments(layout, made.points, tension[:, layout.muscle[layout.pulls]], segments=body.model.nbody)
    names = [body.model.body(i).name for i in range(1, body.model.nbody)]
    where = body.states.places(anywhere.q, [Point(kind="body", name=name) for name in names], anywhere.at)
    force = wrench[:, 1:, :3]
    moment = wrench[:, 1:, 3:] - np.cross(where.position, force)
    work = np.einsum("tbcj,tbc->tj", where.moving, force) + np.einsum("tbcj,tbc->tj", where.turning, moment)
    np.testing.assert_allclose(work[:, 6:], asked.arms.pull(tension), atol=1e-8)
    np.testing.assert_allclose(work[:, :6], 0.0, atol=1e-8)


def test_no_muscle_pushes_the_body_as_a_whole(body: Body, anywhere: Movement) -> None:
    layout = Layout.of(body)
    made = frames(mechanics(body, anywhere), layout)
    wrench = on_segments(layout, made.points, np.full((FRAMES, len(layout.pulls)), 100.0), segments=body.model.nbody)
    np.testing.assert_allclose(wrench.sum(axis=1), 0.0, atol=1e-8)


def test_straight_stretches_are_never_longer_than_the_path(body: Body, anywhere: Movement) -> None:
    asked, layout = mechanics(body, anywhere), Layout.of(body)
    points = frames(asked, layout).points
    stretch = np.linalg.norm(points[:, layout.pulls + 1] - points[:, layout.pulls], axis=2)
    total = np.zeros_like(asked.length)
    np.add.at(total, (slice(None), layout.muscle[layout.pulls]), stretch)
    assert (total <= asked.length + 1e-9).all()
    straight = np.setdiff1d(np.arange(len(body.names)), layout.muscle[np.flatnonzero(layout.behind >= 0)])
    assert len(straight)
