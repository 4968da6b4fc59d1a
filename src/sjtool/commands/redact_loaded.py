"""What a pseudonymised copy goes by in the loaded case: answers that sets offer, and records that must not show."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.looking_back import Reader
from sjtool.loader import Loaded


def find_options(loaded: Loaded) -> Iterator[str]:
    """Every answer that a set of the case offers: such a word is the set's, any other was said by somebody."""
    for questions in loaded.question_sets.values():
        for item in questions.item:
            for wording in (item, *item.part):
                yield from wording.options


def find_gone(loaded: Loaded) -> frozenset[str]:
    """Covert actions, what became of them, and what tells of an edit or an erasure of either."""
    reader = Reader(loaded.standing)
    return frozenset(_not_seen(loaded, reader))


def _not_seen(loaded: Loaded, reader: Reader) -> Iterator[str]:
    yield from (entry.record.id for entry in loaded.case if not reader.may_see(entry))
