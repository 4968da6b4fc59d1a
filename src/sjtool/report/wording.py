"""How dates, people and coded words are written in a report. British dates in prose; nothing here is shortened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.enquiry import HYPHENATED
from sjtool.model.people import Officer, Person

if TYPE_CHECKING:
    from sjtool.report.report import Basis  # all kinds of block come with it

_CODE = re.compile(r"[a-z]+(?:[-_][a-z]+)*")
_SPELT = {"mappa": "MAPPA", "visor": "ViSOR"}
MODES = {
    "in-person": "in person",
    "home-visit": "home visit",
    "telephone": "by telephone",
    "video": "by video",
    "document": "from a document",
}
BASES = {"told": "told", "observed": "observed", "record": "from a record", "inferred": "inferred"}


def say_date(day: str | date | None) -> str:
    """`2 March 2026`, `March 2026` or `2026`, as much as is known."""
    return day_words(day.isoformat() if isinstance(day, date) else day)


def say_code(code: str | None) -> str:
    """A coded word as people write it: `lead-agency-change` as `lead agency change`."""
    return HYPHENATED.get(code or "", (code or "").replace("-", " ").replace("_", " "))


def say_kind(words: str | None) -> str:
    """A kind that may be coded or in somebody's own words: a code as people write it, any other words untouched."""
    return say_code(words) if not words or _CODE.fullmatch(words) else words


def say_key(key: str) -> str:
    """A key of a record as a label: `mappa_level` as `MAPPA level`."""
    return capitalise(" ".join(_SPELT.get(word, word) for word in say_code(key).split(" ")))


def say_officer(standing: Standing, officer_id: str | None) -> str:
    """An officer's name with the id, or the id alone where nobody recorded who that is."""
    if officer_id is None:
        return "nobody named"
    found = standing.current(officer_id)
    if isinstance(found, Officer) and found.name:
        return f"{found.name} ({officer_id})"
    return officer_id


def say_name(standing: Standing, officer_id: str | None) -> str:
    """An officer's name alone, where it is recorded and nobody else in the case has it."""
    found = standing.current(officer_id) if officer_id else None
    name = found.name if isinstance(found, Officer) else None
    alone = sum(other.name == name for other in standing.of(Officer)) == 1
    return name if name and alone else say_officer(standing, officer_id)


def say_basis(basis: Basis) -> str:
    """A basis in brackets: how, from whom, when, and the records; nothing where there is none of it."""
    words = ", ".join(filter(None, [basis.how, basis.whom, say_date(basis.on)]))
    records = ", ".join(basis.records)
    inside = f"{words}; {records}" if words and records else words or records
    return f"[{inside}]" if inside else ""


def join_sentences(parts: Iterable[str | None]) -> str:
    """Pieces one after another, with a full stop only where a piece does not bring its own ending."""
    joined = ""
    for part in filter(None, parts):
        if joined:
            joined += " " if joined.endswith((".", "!", "?", "…", "”", '"')) else ". "
        joined += part
    return joined


def say_note(words: str) -> str:
    """An interviewer's note beside an answer: marked as a note, for it need not be the informant's own words."""
    return f"Note: {words}"


def say_list(words: Iterable[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    *before, end = [*words] or [""]
    return f"{', '.join(before)} {last} {end}" if before else end


RELATED = "related to"
"""What is said of a relation in free words where only a label may be printed: such words can tell what happened."""


def is_guarded(person: Person) -> bool:
    """Whether only the label of a person may be printed: a victim's stub, or somebody marked confidential."""
    return "victim" in person.roles or person.confidential is True


def capitalise(text: str) -> str:
    """The same words with a capital at the start; the rest as it was."""
    return text[:1].upper() + text[1:]
