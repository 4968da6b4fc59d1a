"""Digest and chain: how the ledger shows that nothing in it was changed.

digest = SHA-256(salt + canonical JSON of {kind: record without salt and chain}), chain = SHA-256(previous chain +
digest), printed as 32 hex digits; the header is the first link. The salt keeps a digest that stays after erasure from
being guessed. Comments, key order and white space are not covered (docs/verify.md).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

CHAIN_DIGITS = 32
SALT_DIGITS = 16


def new_salt() -> str:
    """Sixteen random hex digits."""
    import secrets  # slow to import, and most commands write nothing

    return secrets.token_hex(SALT_DIGITS // 2)


def canonical_json(value: Mapping[str, Any]) -> bytes:
    """One spelling for the same content: keys sorted, no spaces, UTF-8, dates as TOML writes them."""
    return _canonical(value, value.values())


def _canonical(value: Mapping[str, Any], parts: Collection[Any]) -> bytes:
    """The same; `parts` hold every value that the faster encoder might spell otherwise."""
    if _fast and not _may_differ(parts):
        try:  # `suppress` costs as much as the writing, and a case has hundreds of records
            return _fast[0](value)
        except TypeError:  # what it cannot write, the other can, or says why not
            pass
    return _encode(value).encode()


def use_fast_encoder() -> bool:
    """Let orjson write canonical JSON from now on, where it is installed (extra `fast`): the same bytes, in a third.

    For processes that read many cases. What it spells otherwise stays with the standard library: figures with a point
    (1e+16), and times without a day (00:00:00.01).
    """
    try:
        import orjson
    except ImportError:
        return False
    _fast[:] = [partial(orjson.dumps, default=_plain, option=orjson.OPT_SORT_KEYS)]
    return True


_fast: list[Callable[[Mapping[str, Any]], bytes]] = []
"""The faster encoder, once it is asked for."""


_NESTED = frozenset({list, dict})
_SPELT_OTHERWISE = frozenset({float, time})


def _may_differ(values: Collection[Any]) -> bool:
    """Whether a figure with a point, or a time without a day, is among the values or within them."""
    kinds = {*map(type, values)}
    if not kinds.isdisjoint(_SPELT_OTHERWISE):
        return True
    if kinds.isdisjoint(_NESTED):
        return False
    inner = (value.values() if type(value) is dict else value for value in values if type(value) in _NESTED)
    return any(map(_may_differ, inner))


def _plain(value: object) -> str:
    """Dates and times as text; nothing else can come out of TOML."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    message = f"no canonical form for {type(value).__name__}"
    raise TypeError(message)


_encode = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain, check_circular=False
).encode
"""Made once: a case is digested record by record. What was parsed from TOML holds nothing that holds itself."""


def digest_record(kind: str, table: Mapping[str, Any]) -> str:
    """SHA-256 in hex of a record as parsed from TOML, under its own salt."""
    content = dict(table)
    content.pop("chain", None)
    salt = str(content.pop("salt", ""))
    return hashlib.sha256(salt.encode() + _canonical({kind: content}, content.values())).hexdigest()


def first_link(header: Mapping[str, Any]) -> str:
    """The chain value of the header, before any record."""
    return next_link("", hashlib.sha256(canonical_json(header)).hexdigest())


def next_link(previous: str, digest: str) -> str:
    """The chain value after one more record."""
    return hashlib.sha256(previous.encode() + bytes.fromhex(digest)).hexdigest()[:CHAIN_DIGITS]
