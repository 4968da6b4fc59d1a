"""Names that somebody uses online: the answers to the items that ask for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from sjtool.commands.redact_marks import invent_mark
from sjtool.model.question_set import QuestionSet
from sjtool.store.ledger import Link

_ASKS = re.compile(
    r"\bnick ?names?\b|\b(?:user|screen) ?names?\b|\bnames? (?:used|you use|they use) online\b", re.IGNORECASE
)
_MEANING = re.compile(r"\bmean", re.IGNORECASE)
_MARKS = " .'\""
_NONE = frozenset({"no", "none", "nothing", "nobody", "unknown", "not known"})
_MOST_WORDS = 2
_LONGEST = 40
"""Letters of an answer that is one name; a longer one is a sentence, and goes through the pen."""


def find_online(links: Sequence[Link], sets: Mapping[str, QuestionSet]) -> dict[str, frozenset[str]]:
    """The names given in each response whose item asks for names used online, by the id of the response."""
    of_session = {link.id: str(link.table.get("set", "")) for link in links if link.kind == "session"}
    found: dict[str, frozenset[str]] = {}
    for link in links:
        asked = sets.get(of_session.get(str(link.table.get("session")), "")) if link.kind == "response" else None
        if asked and _asks(asked, str(link.table.get("item")), link.table.get("part")):
            value = link.table.get("value")
            said = (
                value
                if isinstance(value, list)
                else re.split(r"[,;/\n]| and ", value)
                if isinstance(value, str)
                else []
            )
            names = (str(one).strip(_MARKS) for one in said)
            found[link.id] = frozenset(filter(_is_name, names))
    return found


def _is_name(said: str) -> bool:
    """Whether what was answered is a name, and not that there is none."""
    return 1 < len(said) <= _LONGEST and len(said.split()) <= _MOST_WORDS and said.casefold() not in _NONE


def is_online(value: str, names: Collection[str]) -> bool:
    """Whether an answer is one of the names that were given."""
    return value.strip(_MARKS) in names


def invent_online(name: str, key: str) -> str:
    """Another in the same form."""
    return invent_mark(f"@{name}", key)[1:]


def _asks(questions: QuestionSet, item_id: str, part_id: object) -> bool:
    """Whether the item, or the part of it that was answered, asks for names and not for what they mean."""
    item = next((item for item in questions.item if item.id == item_id), None)
    if item is None:
        return False
    part = next((part for part in item.part if part.id == part_id), None)
    if part is not None:
        return bool(_ASKS.search(f"{part.title} {part.ask}")) and not _MEANING.search(part.title)
    return bool(_ASKS.search(f"{item.title} {item.ask}"))
