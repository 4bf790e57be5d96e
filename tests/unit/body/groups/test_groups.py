"""The map between catalogue and body: whole on both sides, no muscle twice, left the mirror of right."""

from collections import Counter

import pytest

from evenpull.body.coordinates.mirror import other_side
from evenpull.body.groups import (
    group_muscles,
    group_of,
    is_modelled,
    modelled_posterior_groups,
    not_modelled,
    posterior_groups,
    reason_in_no_group,
)
from evenpull.body.groups.map import group_map
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.errors import OutOfRange, UnknownId
from evenpull.knowledge.load import Catalogue, load


@pytest.fixture(scope="module")
def body() -> Body:
    """The body as it is built."""
    return load_body()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue that ships."""
    return load()


def test_every_muscle_of_the_body_is_in_exactly_one_group_with_a_posterior_or_in_none_with_a_reason(body: Body) -> None:
    times = Counter(name for group in modelled_posterior_groups() for name in group_muscles(body, group, "both"))
    for name in body.names:
        reason = reason_in_no_group(name)
        assert times[name] + (reason is not None) == 1, name
        assert (group_of(name) is None) == (reason is not None)
    assert set(times) <= set(body.names)


def test_every_muscle_of_the_catalogue_is_mapped_or_written_down_as_not_modelled(catalogue: Catalogue) -> None:
    assert set(group_map().ids) == set(catalogue.muscles)
    for name in catalogue.muscles:
        assert is_modelled(name) != (name in not_modelled()), name
    assert all(reason.endswith(".") for reason in not_modelled().values())


def test_groups_have_the_catalogue_s_members_and_parts(catalogue: Catalogue) -> None:
    for name, entry in catalogue.muscles.items():
        parts = {part for part, other in catalogue.muscles.items() if other.part_of == name}
        expected = set(entry.members) | parts
        assert set(group_map().groups.get(name, ())) == expected, name


def test_the_groups_with_a_posterior_are_the_catalogue_s(catalogue: Catalogue) -> None:
    assert set(posterior_groups()) == {name for name, entry in catalogue.muscles.items() if entry.posterior}
    assert len(posterior_groups()) == 22
    assert len(modelled_posterior_groups()) == 18


def test_the_left_of_every_group_is_the_mirror_of_the_right(body: Body) -> None:
    for name in group_map().ids:
        if is_modelled(name):
            right = group_muscles(body, name, "right")
            assert right
            assert tuple(other_side(one) for one in right) == group_muscles(body, name, "left")


def test_muscles_that_a_group_takes_with_it_are_not_the_catalogue_s_members() -> None:
    for group, taken in group_map().companions.items():
        assert not set(taken) & set(group_map().groups[group])
        assert all(group_map().paths(one) <= group_map().paths(group) for one in taken)


def test_an_unknown_group_names_what_would_have_worked(body: Body) -> None:
    with pytest.raises(UnknownId) as caught:
        group_muscles(body, "iliopsas", "left")
    assert caught.value.allowed[0] == "iliopsoas"


@pytest.mark.parametrize("name", ["serratus_anterior", "upper_trapezius", "trapezius", "iliotibial_band"])
def test_a_group_without_muscles_says_why(body: Body, name: str) -> None:
    with pytest.raises(OutOfRange) as caught:
        group_muscles(body, name, "left")
    assert caught.value.hint == not_modelled()[name]
