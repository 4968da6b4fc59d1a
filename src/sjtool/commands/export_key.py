"""The key that hashes case and officer ids: typed unseen, read from a file or a pipe, or made for one run.

A typed key gives the same hashes in every export, so that tables of two months can be laid together; one made here is
kept nowhere. It is never an option, which a process list would show.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
from pathlib import Path

from sjtool.ask.asker import Stop
from sjtool.errors import refused, usage

SHORTEST = 12
"""Characters of a key: officer ids are few, and a short key could be found by trying."""
_ROUNDS = 600_000
_LENGTH = 32


def find_key(named: str) -> tuple[bytes, str]:
    """The key, and how it came about: `typed`, `file` or `random`. Raises SjtoolError where it is too short."""
    if named:
        return _stretch(_read(named)), "file"
    typed = _ask() if sys.stdin.isatty() and sys.stderr.isatty() else ""
    return (_stretch(typed), "typed") if typed else (secrets.token_bytes(_LENGTH), "random")


def _ask() -> str:
    from getpass import getpass

    try:
        return getpass("Key for the hashes (Enter: one for this run alone): ", stream=sys.stderr).strip()
    except EOFError:
        raise Stop from None


def _read(named: str) -> str:
    try:
        text = sys.stdin.read() if named == "-" else Path(named).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise refused(
            "export-key-unread",
            "the key",
            "the file of the key cannot be read as text",
            "without it the hashes would be others than last time",
            "check the name:  --key FILE",
        ) from None
    return text.strip()


def _stretch(typed: str) -> bytes:
    """A key that is slow to try out. The salt is fixed: the same words give the same hashes everywhere."""
    if len(typed) < SHORTEST:
        raise usage(
            "export-key-short",
            f"the key has fewer than {SHORTEST} characters",
            "officer ids are few, and with a short key they could be found out by trying",
            "use a sentence of several words",
        )
    return hashlib.pbkdf2_hmac("sha256", typed.encode("utf-8"), b"sjtool-export-1", _ROUNDS, _LENGTH)
