"""Broken files made from sound cases, by kind: for trying out what a batch does with them.

Two kinds are broken by a record too many, which the chain covers; the others by what is done to the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sjtool.training.scene import Scene

_MIDDLE, _LATE = 0.5, 0.6


def spoil(scene: Scene, flaw: str) -> None:
    """Add the record that breaks a case whose chain is to hold."""
    what, day = "A meeting that was not needed.", scene.day.isoformat()
    if flaw == "duplicate-id":
        scene.add("event", id="ev-001", kind="meeting", held_on=day, what=what)
    elif flaw == "unknown-key":
        scene.add("event", kind="meeting", held_on=day, what=what, colour="blue")


def _truncate(raw: bytes) -> bytes:
    """Cut off in the middle of a value, as by a copy that was broken off."""
    return raw[: raw.index(b' = "', int(len(raw) * _LATE)) + len(b' = "x')]


def _unquote(raw: bytes) -> bytes:
    """One value without its quotation marks."""
    at = raw.index(b'basis = "told"', int(len(raw) * _MIDDLE))
    return raw[:at] + b"basis = told" + raw[at + len(b'basis = "told"') :]


def _reword(raw: bytes) -> bytes:
    """One word put before what somebody said, and nobody owns up to it."""
    at = raw.index(b'\nrationale = "', int(len(raw) * _MIDDLE)) + len(b'\nrationale = "')
    return raw[:at] + b"Perhaps. " + raw[at:]


def _recode(raw: bytes) -> bytes:
    """One letter as another code page has it."""
    at = raw.index(b'\nrationale = "', int(len(raw) * _MIDDLE)) + len(b'\nrationale = "')
    return raw[:at] + "É".encode("latin-1") + raw[at:]


def _newer(raw: bytes) -> bytes:
    """Made by a later sjtool, by what its head says."""
    return re.sub(rb"^format = 1$", b"format = 2", raw, count=1, flags=re.MULTILINE)


def _same(raw: bytes) -> bytes:
    return raw


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "truncated": _truncate,
    "bad-toml": _unquote,
    "unknown-key": _same,
    "bad-chain": _reword,
    "duplicate-id": _same,
    "not-utf-8": _recode,
    "empty": lambda _raw: b"",
    "newer-format": _newer,
}
"""What is done to the bytes of a sound case, by kind."""
CODES = {
    "truncated": "not-toml",
    "bad-toml": "not-toml",
    "unknown-key": "unknown-key",
    "bad-chain": "chain-broken",
    "duplicate-id": "id-reused",
    "not-utf-8": "not-utf-8",
    "empty": "file-empty",
    "newer-format": "format-newer",
}
"""The code by which sjtool names each kind."""
