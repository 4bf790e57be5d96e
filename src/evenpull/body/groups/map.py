"""The map between the catalogue's muscles and the body's: read once from `groups.json`, checked as it is read.

A muscle of the catalogue is made of paths of the body (`muscles`), of other muscles (`groups`: members and parts as
the catalogue has them), or it is not modelled, with the reason. Each path is in exactly one group with a posterior, or
in none with a reason. A group that is modelled in part (the abdominals have no transversus) is made of what there is.
Names have no side here; the same map serves both sides.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from evenpull.body.model.body import Body
from evenpull.core.side import SideOrBoth, sides_of
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, OutOfRange, UnknownId

FILE = Path(__file__).with_name("groups.json")
FORMAT = 1
SUFFIX = {"left": "_l", "right": "_r"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMap:
    """The whole map, without sides.

    Args:
        muscles: Paths of each muscle or part of the catalogue.
        groups: Members of each group, and parts of each muscle that has parts.
        not_modelled: Catalogue ids without any path, with the reason.
        posterior: Groups whose length and strength are inferred.
        companions: Muscles that a group with a posterior takes with it beyond its members, with the reason.
        in_no_group: Paths in no group with a posterior, with the reason.
    """

    muscles: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    not_modelled: Mapping[str, str]
    posterior: tuple[str, ...]
    companions: Mapping[str, Mapping[str, str]]
    in_no_group: Mapping[str, str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Return every catalogue id that is mapped or written down as not modelled, in order."""
        return tuple(sorted({*self.muscles, *self.groups, *self.not_modelled}))

    def paths(self, group_id: str) -> frozenset[str]:
        """Return the paths of a muscle or group without side; none where nothing of it is modelled.

        Raises:
            UnknownId: When the catalogue has no such muscle.
        """
        if group_id in self.muscles:
            return frozenset(self.muscles[group_id])
        if group_id in self.not_modelled:
            return frozenset()
        if group_id not in self.groups:
            raise UnknownId(group_id, kind=say("muscle or group"), allowed=self.nearest(group_id))
        parts = [*self.groups[group_id], *self.companions.get(group_id, {})]
        return frozenset().union(*(self.paths(part) for part in parts))

    def nearest(self, name: str) -> list[str]:
        """Return modelled ids that look like a name, nearest first, then groups with a posterior."""
        known = [i for i in self.ids if i not in self.not_modelled]
        near = difflib.get_close_matches(name, known, n=6, cutoff=0.5)
        return near + [i for i in self.posterior if i not in near and self.paths(i)]


@lru_cache(maxsize=1)
def group_map() -> GroupMap:
    """Return the map that ships with the body.

    Raises:
        KnowledgeError: When the file is missing or of another format.
    """
    try:
        data = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise KnowledgeError(say("{file} cannot be read", file=FILE.name)) from fault
    if data.get("format") != FORMAT:
        raise KnowledgeError(say("{file} is of another format than {format}", file=FILE.name, format=FORMAT))
    return GroupMap(
        muscles={name: tuple(paths) for name, paths in data["muscles"].items()},
        groups={name: tuple(members) for name, members in data["groups"].items()},
        not_modelled=data["not_modelled"],
        posterior=tuple(data["posterior"]),
        companions=data["companions"],
        in_no_group=data["in_no_group"],
    )


def group_muscles(body: Body, group_id: str, side: SideOrBoth) -> tuple[str, ...]:
    """Return the body's muscles that make a muscle or group of the catalogue, in the body's order.

    Args:
        body: The body.
        group_id: Id of the catalogue, such as `iliopsoas`, `soleus` or `hip_flexor_complex`.
        side: `left`, `right` or `both`.

    Raises:
        UnknownId: When the catalogue has no such muscle.
        OutOfRange: When the body has no muscle for it; the message says why.
        KnowledgeError: When the body lacks a muscle that the map names.

    Example:
        >>> group_muscles(body, "soleus", "left")  # doctest: +SKIP
        ('soleus_l',)
    """
    found = group_map()
    paths = found.paths(group_id)
    if not paths:
        raise OutOfRange(
            say("the body has no muscle for {group}", group=group_id),
            hint=found.not_modelled.get(group_id) or _why_empty(found, group_id),
        )
    wanted = {path + SUFFIX[one] for path in paths for one in sides_of(side)}
    names = tuple(name for name in body.names if name in wanted)
    if len(names) != len(wanted):
        missing = sorted(wanted - set(names))[0]
        raise KnowledgeError(say("the body lacks {muscle}, which belongs to {group}", muscle=missing, group=group_id))
    return names


def posterior_groups() -> tuple[str, ...]:
    """Return the ids of the groups whose length and strength are inferred, in order; some are not modelled."""
    return group_map().posterior


def modelled_posterior_groups() -> tuple[str, ...]:
    """Return the ids of the groups with a posterior that the body has muscles for, in order."""
    return tuple(name for name in posterior_groups() if is_modelled(name))


def is_modelled(group_id: str) -> bool:
    """Return whether the body has at least one muscle for an id of the catalogue.

    Raises:
        UnknownId: When the catalogue has no such muscle.
    """
    return bool(group_map().paths(group_id))


def not_modelled() -> dict[str, str]:
    """Return every catalogue id that the body has no muscle for, with the reason, in order."""
    found = group_map()
    empty = {name: _why_empty(found, name) for name in found.groups if not found.paths(name)}
    return dict(sorted({**found.not_modelled, **empty}.items()))


def group_of(muscle: str) -> str | None:
    """Return the group with a posterior that a muscle of the body (with its side) belongs to, or none.

    Raises:
        UnknownId: When the map does not know the muscle.
    """
    path = muscle[:-2]
    owner = _owners().get(path)
    if owner is None and path not in group_map().in_no_group:
        raise UnknownId(muscle, kind=say("muscle of the body"))
    return owner


def reason_in_no_group(muscle: str) -> str | None:
    """Return why a muscle of the body (with its side) is in no group with a posterior; none when it is in one."""
    return group_map().in_no_group.get(muscle[:-2])


@lru_cache(maxsize=1)
def _owners() -> dict[str, str]:
    found = group_map()
    return {path: group for group in found.posterior for path in found.paths(group)}


def _why_empty(found: GroupMap, group_id: str) -> str:
    parts = sorted(found.groups[group_id])
    reasons = [found.not_modelled.get(part) or _why_empty(found, part) for part in parts]
    return max(set(reasons), key=lambda reason: (reasons.count(reason), reason))
