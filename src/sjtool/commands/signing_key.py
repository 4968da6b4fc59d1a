"""The key a signer names, opened before anything is asked; its passphrase is typed at the terminal and kept nowhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sjtool.errors import usage

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True)
class SigningKey:
    """An opened private key."""

    key: Ed25519PrivateKey

    def sign(self, text: bytes) -> str:
        """An armoured signature over a text."""
        from sjtool.store.sshsig import sign_text

        return sign_text(self.key, text)


def open_key(named: str) -> SigningKey | None:
    """The key of this file, or None where none is named. Raises SjtoolError where it cannot be used."""
    if not named:
        return None
    from sjtool.store.sshsig import LockedKeyError, read_key

    path = Path(named)
    try:
        return SigningKey(read_key(path))
    except LockedKeyError:
        return SigningKey(read_key(path, _ask_passphrase()))


def _ask_passphrase() -> str:
    """The passphrase, unseen. Raises SjtoolError (usage) where there is no terminal to type it at."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise usage(
            "key-locked",
            "the key has a passphrase, and there is no terminal to type it at",
            "a passphrase is never an option or a line of a file",
            "run the command at a terminal",
        )
    from getpass import getpass

    return getpass("Passphrase of the key: ", stream=sys.stderr)
