import numpy as np
import pytest

from evenpull.body.figure.exercise import draw_figure
from evenpull.body.figure.measured import sector
from evenpull.body.figure.palette import PALETTES
from evenpull.knowledge.load import load

MEASURE = PALETTES["light"].measure


@pytest.mark.parametrize("degrees", [0, 1, 30, 90, 150, 179])
def test_an_arc_runs_from_one_line_to_the_other_by_the_shortest_way(degrees):
    turned = np.array([np.cos(np.radians(degrees)), 0.0, np.sin(np.radians(degrees))])
    arc = sector(np.array([2.0, 0, 0]), 3 * turned)
    np.testing.assert_allclose(np.linalg.norm(arc, axis=1), 1.0)
    np.testing.assert_allclose(arc[0], [1, 0, 0], atol=1e-9)
    np.testing.assert_allclose(arc[-1], turned, atol=0.02)
    assert np.all(np.diff(arc @ [1, 0, 0]) <= 1e-12)


def test_every_test_is_drawn():
    catalogue = load()
    assert set(catalogue.tests) <= set(catalogue.figures)


def test_what_is_read_stands_on_the_picture():
    catalogue = load()
    for name, figure in catalogue.figures.items():
        kinds = {prop.kind for pose in figure.poses for prop in (*pose.props, *figure.props)}
        assert (MEASURE in draw_figure(name, catalogue)) == bool(kinds & {"angle", "gap", "clock"}), name
