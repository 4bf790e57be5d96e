"""Which muscles of the body make each muscle and group of the catalogue, as data (`groups.json`)."""

from evenpull.body.groups.map import (
    group_muscles,
    group_of,
    is_modelled,
    modelled_posterior_groups,
    not_modelled,
    posterior_groups,
    reason_in_no_group,
)

__all__ = [
    "group_muscles",
    "group_of",
    "is_modelled",
    "modelled_posterior_groups",
    "not_modelled",
    "posterior_groups",
    "reason_in_no_group",
]
