"""Which field of a kind names an entry of which kind, and what that entry is called: the ground of every link."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from markupsafe import escape

from evenpull.core.words import say
from evenpull.knowledge.backlinks import OTHER_FIELDS
from evenpull.knowledge.cards import title
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.rules.references import CODES, REFERENCES

PAGELESS = frozenset({"figures", "word_lists"})
"""Kinds without pages of their own: drawings stand where they are used, and the words never said stay unsaid."""
PAGED = (*(kind for kind in KINDS if kind not in PAGELESS and kind != "sources"), "sources")

ONE = {
    "sources": say("source"), "muscles": say("muscle"), "tests": say("test"), "questions": say("question"),
    "contexts": say("context"), "reference_facts": say("reference fact"), "posture_metrics": say("posture metric"),
    "compensations": say("fault in a movement"), "patterns": say("pattern"), "pain_sites": say("pain site"),
    "pain_links": say("link to pain"), "pain_facts": say("fact about pain"), "contradictions": say("contradiction"),
    "screening": say("safety question"), "safety_facts": say("safety rule on facts"), "conditions": say("condition"),
    "referrals": say("referral"), "stop_rules": say("stop rule"), "exercises": say("exercise"), "doses": say("dose"),
    "progress_rules": say("rule of progress"), "habits": say("habit"), "figures": say("drawing"),
    "seed_claims": say("claim of a source text"), "seed_exercises": say("exercise of a source text"),
    "landmarks": say("point of the body"), "word_lists": say("word list"), "protocols": say("test posed on the body"),
}  # fmt: skip
MANY = {
    "sources": say("sources"), "muscles": say("muscles"), "tests": say("tests"),
    "protocols": say("tests posed on the body"), "questions": say("questions"), "contexts": say("contexts"),
    "reference_facts": say("reference facts"), "posture_metrics": say("posture metrics"),
    "compensations": say("faults in movements"), "patterns": say("patterns"), "pain_sites": say("pain sites"),
    "pain_links": say("links to pain"), "pain_facts": say("facts about pain"), "contradictions": say("contradictions"),
    "screening": say("safety questions"), "safety_facts": say("safety rules on facts"), "conditions": say("conditions"),
    "referrals": say("referrals"), "stop_rules": say("stop rules"), "exercises": say("exercises"),
    "doses": say("doses"), "progress_rules": say("rules of progress"), "habits": say("habits"),
    "figures": say("drawings"), "landmarks": say("points of the body"),
    "seed_claims": say("claims of the source texts"), "seed_exercises": say("exercises of the source texts"),
    "word_lists": say("word lists"),
}  # fmt: skip
LONGEST_TITLE = 110


@dataclass(frozen=True, slots=True)
class Ref:
    """Words, and the address of the page that they lead to; no address: words alone."""

    text: str
    href: str = ""

    def __html__(self) -> str:
        """Return it as markup; templates write a link by its name alone."""
        text = escape(self.text)
        return f'<a href="{escape(self.href)}">{text}</a>' if self.href else str(text)


def many(kind: str) -> str:
    """Return a kind's name in the plural."""
    return MANY[kind]


def called(kind: str, name: str, catalogue: Catalogue) -> str:
    """Return what an entry is called, cut at a word where it is long."""
    entries = getattr(catalogue, kind)
    entry = entries.get(name) or catalogue.retired.get(kind, {}).get(name)
    text = name if entry is None else name if kind == "sources" else title(entry) or name
    return text if len(text) <= LONGEST_TITLE else text[:LONGEST_TITLE].rsplit(" ", 1)[0] + " ..."


@lru_cache(maxsize=1)
def targets() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return, for a kind and a dotted field, the kinds that the field's words name."""
    found = {(kind, pattern): tuple(target.split("|")) for kind, pattern, target in (*REFERENCES, *OTHER_FIELDS)}
    return found | dict.fromkeys(CODES, ("conditions",))


@dataclass(frozen=True, slots=True)
class Linker:
    """Turns a name in a field into words with an address.

    Args:
        catalogue: Where names are looked up.
        paged: Kinds that have pages in this site; names of others stay words.
    """

    catalogue: Catalogue
    paged: frozenset[str]
    codes: dict[str, str]
    made: dict[tuple[str, str], Ref] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, paged: frozenset[str]) -> Linker:
        """Return the linker of a site."""
        return cls(catalogue, paged, {entry.code: name for name, entry in catalogue.conditions.items()})

    def to(self, kind: str, name: str) -> Ref:
        """Return the link to one entry."""
        if (kind, name) not in self.made:
            text = called(kind, name, self.catalogue)
            self.made[kind, name] = Ref(text, f"../{kind}/{name}.html" if kind in self.paged else "")
        return self.made[kind, name]

    def field(self, kind: str, pattern: str, value: str) -> Ref:
        """Return what a field's word is shown as: a link where it names an entry, else the word."""
        kinds = targets().get((kind, pattern), ())
        if not kinds and pattern.endswith("sources.*"):
            kinds = ("sources",)
        for each in kinds:
            name = self.codes.get(value, value) if each == "conditions" else value
            if name in getattr(self.catalogue, each):
                ref = self.to(each, name)
                return Ref(f"{value}: {ref.text}", ref.href) if name != value else ref
        return Ref(value)
