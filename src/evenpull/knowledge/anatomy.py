"""Which groups with a posterior a muscle belongs to: the bridge from what an exercise names to what is inferred."""

from __future__ import annotations

from collections.abc import Mapping

from evenpull.knowledge.kinds import Muscle


def groups_of(muscle: str, muscles: Mapping[str, Muscle]) -> tuple[str, ...]:
    """Return the groups with a posterior that a muscle, part or group belongs to or is made of, sorted by id.

    A group that has a posterior is its own answer. A wider group (`quadriceps`) gives every group inside it; a muscle
    or part (`vastus_medialis`) the one that holds it. Tissue gives none.

    Args:
        muscle: Id of the entry.
        muscles: The catalogue's muscles.

    Example:
        >>> from evenpull.knowledge import load
        >>> groups_of("quadriceps", load().muscles)
        ('rectus_femoris', 'vasti')
        >>> groups_of("vastus_medialis", load().muscles)
        ('vasti',)
    """
    entry = muscles.get(muscle)
    if entry is None or entry.kind == "tissue":
        return ()
    if entry.posterior:
        return (muscle,)
    inside = {group for member in entry.members for group in groups_of(member, muscles)}
    return tuple(sorted(inside or _holders(muscle, muscles)))


def _holders(muscle: str, muscles: Mapping[str, Muscle]) -> set[str]:
    """Return the groups with a posterior that hold a muscle, directly or through other groups."""
    found: set[str] = set()
    above = [muscle]
    whole = muscles[muscle].part_of
    if whole is not None:
        above.append(whole)
    for name in above:
        for id, entry in muscles.items():  # noqa: A001
            if name in entry.members:
                found |= {id} if entry.posterior else _holders(id, muscles) if entry.kind == "group" else set()
        if name != muscle and muscles.get(name) is not None and muscles[name].posterior:
            found.add(name)
    return found
