"""Deprecated entries: taken out of what is used, their ids and aliases leading to what replaced them, for ever."""

from __future__ import annotations

from collections.abc import Mapping

from evenpull.core.words import say
from evenpull.errors import KnowledgeError
from evenpull.knowledge.kinds import Entry

ByKind = dict[str, dict[str, Entry]]
Aliases = dict[str, dict[str, str]]


def lead_on(entries: Mapping[str, Mapping[str, Entry]], aliases: Aliases) -> tuple[ByKind, ByKind, Aliases]:
    """Part the entries that are used from the deprecated ones.

    Args:
        entries: Every entry by kind and id.
        aliases: Alias to id, by kind.

    Returns:
        The entries in use, the deprecated ones, and the aliases, among them every deprecated id.

    Raises:
        KnowledgeError: When a deprecated entry leads to nothing that is in use.
    """
    live: ByKind = {kind: dict(found) for kind, found in entries.items()}
    retired: ByKind = {}
    for kind, found in entries.items():
        for name, entry in found.items():
            if entry.deprecated is not None:
                retired.setdefault(kind, {})[name] = live[kind].pop(name)
    if not retired:
        return live, {}, aliases
    ways = {kind: dict(found) for kind, found in aliases.items()}
    for kind, gone in retired.items():
        known = ways.setdefault(kind, {})
        for name in gone:
            last = _last(name, gone)
            if last not in live[kind]:
                raise KnowledgeError(
                    say("the deprecated entry {kind}/{name} leads to nothing that is in use", kind=kind, name=name)
                )
            known[name] = last
            known.update(dict.fromkeys(gone[name].aliases, last))
    return live, retired, ways


def _last(name: str, gone: Mapping[str, Entry]) -> str:
    """Follow what replaced what to its end; a ring ends where it began."""
    seen = {name}
    step = gone[name].deprecated or name
    while step in gone and step not in seen:
        seen.add(step)
        step = gone[step].deprecated or step
    return step
