"""Whether a record names another by its id, in a key or in words; and every text a record holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.standing import Standing
from sjtool.model.record import Record

_LEDGER = frozenset({"id", "at", "by", "supersedes", "salt", "chain"})


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record with the key it stands under, lists one by one; not what the ledger fills in."""
    for key, value in record:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and key not in _LEDGER:
                yield key, text


def is_named(standing: Standing, record: Record, record_id: str) -> bool:
    """Whether a record names another by any id it has had."""
    ids = {record_id, *(entry.record.id for entry in standing.case if standing.same(entry.record.id, record_id))}
    pattern = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, ids))})(?![\w-]|\.\w)", re.IGNORECASE)
    return any(pattern.search(text) for _key, text in texts_of(record))
