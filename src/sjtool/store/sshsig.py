"""SSHSIG signatures with Ed25519 keys, made and checked in this process (format: PROTOCOL.sshsig of OpenSSH).

`ssh-keygen -Y verify -n sjtool` checks the same signatures without sjtool. Needs the extra `sign`; imported only where
a key is used. Nothing here knows what is signed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sjtool.errors import SjtoolError, refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMESPACE = "sjtool"
_MAGIC, _VERSION = b"SSHSIG", 1
_ALGORITHM, _HASH = b"ssh-ed25519", b"sha512"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_COLUMNS, _KEY_BYTES, _SIGNATURE_BYTES, _MOST_BYTES = 70, 32, 64, 65536
_FEWEST_LINES = 3
_INSTALL = "pip install 'sjtool[sign]'"


class BadSignatureError(Exception):
    """The text is not a signature of this kind, or not of these bytes. Holds a sentence to print, no case words."""


class LockedKeyError(Exception):
    """The private key needs its passphrase."""


@dataclass(frozen=True)
class SshSignature:
    """A signature taken apart: the public key it brings, and the signature over the hash."""

    public: bytes
    raw: bytes

    @property
    def fingerprint(self) -> str:
        """The public key as `ssh-keygen -l` shows it."""
        digest = hashlib.sha256(_key_blob(self.public)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def has_extra() -> bool:
    """Whether the extra that does the arithmetic is installed."""
    from importlib.util import find_spec

    return find_spec("cryptography") is not None


def read_key(path: Path, passphrase: str | None = None) -> Ed25519PrivateKey:
    """An Ed25519 private key file. Raises LockedKeyError where a passphrase is needed, SjtoolError for all else."""
    if not has_extra():
        raise _no_extra()
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        content = _read_file(path)
        key = load_ssh_private_key(content, passphrase.encode() if passphrase is not None else None)
    except OSError:
        raise _bad_key(path, "the key file cannot be read", "check the path and your rights to it") from None
    except UnsupportedAlgorithm:
        raise _bad_key(path, "this kind of key, or the way it is locked, is not supported here", _INSTALL) from None
    except (TypeError, ValueError):
        if passphrase is None and _is_locked(content):
            raise LockedKeyError from None
        what = "this is not an OpenSSH private key, or the passphrase is wrong"
        raise _bad_key(path, what, "name the private key file, the one without .pub") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _bad_key(path, "this key is not an Ed25519 key", "make one with  ssh-keygen -t ed25519")
    return key


def sign_text(key: Ed25519PrivateKey, text: bytes) -> str:
    """An armoured SSHSIG over `text`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    raw = key.sign(_signed_blob(text))
    parts = (_key_blob(public), NAMESPACE.encode(), b"", _HASH, _string(_ALGORITHM) + _string(raw))
    blob = _MAGIC + _VERSION.to_bytes(4, "big") + b"".join(_string(part) for part in parts)
    body = base64.b64encode(blob).decode()
    lines = [body[at : at + _COLUMNS] for at in range(0, len(body), _COLUMNS)]
    return "\n".join([_BEGIN, *lines, _END]) + "\n"


def parse_signature(armoured: str) -> SshSignature:
    """Take an armoured signature apart. Raises BadSignatureError where it is not one that sjtool makes."""
    lines = armoured.strip().splitlines()
    if (
        len(lines) < _FEWEST_LINES
        or lines[0].strip() != _BEGIN
        or lines[-1].strip() != _END
        or len(armoured) > _MOST_BYTES
    ):
        raise BadSignatureError("it is not an armoured SSH signature")
    try:
        blob = base64.b64decode("".join(line.strip() for line in lines[1:-1]), validate=True)
    except (binascii.Error, ValueError):
        raise BadSignatureError("its letters are not those of a signature") from None
    head = _MAGIC + _VERSION.to_bytes(4, "big")
    if not blob.startswith(head):
        raise BadSignatureError("it is not an SSH signature of version 1")
    public, namespace, _reserved, hashed, signature = _take_strings(blob[len(head) :], 5)
    if namespace != NAMESPACE.encode() or hashed != _HASH:
        raise BadSignatureError("it was made for another purpose, or in another way, than sjtool makes them")
    return SshSignature(_of_algorithm(public, _KEY_BYTES), _of_algorithm(signature, _SIGNATURE_BYTES))


def check_signature(armoured: str, text: bytes) -> SshSignature:
    """The signature, where it is one of `text` by the key it brings. Raises BadSignatureError, or SjtoolError."""
    found = parse_signature(armoured)
    if not has_extra():
        raise _no_extra()
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(found.public).verify(found.raw, _signed_blob(text))
    except (InvalidSignature, ValueError):
        raise BadSignatureError("it is not a signature of what the record says") from None
    return found


def _signed_blob(text: bytes) -> bytes:
    """What the key really signs: the purpose, and the hash of the text."""
    parts = (NAMESPACE.encode(), b"", _HASH, hashlib.sha512(text).digest())
    return _MAGIC + b"".join(_string(part) for part in parts)


def _key_blob(public: bytes) -> bytes:
    return _string(_ALGORITHM) + _string(public)


def _string(content: bytes) -> bytes:
    """A length in four bytes, then as many bytes."""
    return len(content).to_bytes(4, "big") + content


def _take_strings(blob: bytes, count: int) -> list[bytes]:
    """Exactly so many strings, with nothing left over."""
    found = []
    for _ in range(count):
        length = int.from_bytes(blob[:4], "big")
        if len(blob) < 4 + length:
            raise BadSignatureError("it breaks off")
        found.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if blob:
        raise BadSignatureError("there is more in it than a signature")
    return found


def _of_algorithm(blob: bytes, size: int) -> bytes:
    """A key or a signature of the one algorithm there is here."""
    algorithm, content = _take_strings(blob, 2)
    if algorithm != _ALGORITHM or len(content) != size:
        raise BadSignatureError("its key is not an Ed25519 key")
    return content


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def _is_locked(content: bytes) -> bool:
    """Whether an OpenSSH private key names a cipher other than none."""
    body = b"".join(line for line in content.splitlines() if not line.startswith(b"-----"))
    try:
        blob = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return False
    magic = b"openssh-key-v1\0"
    return blob.startswith(magic) and not blob.startswith(magic + _string(b"none"))


def _bad_key(path: Path, what: str, fix: str) -> SjtoolError:
    return refused("key-unusable", str(path), what, "a signature is made with an OpenSSH Ed25519 private key", fix)


def _no_extra() -> SjtoolError:
    why = "keys and their signatures need the library cryptography, which is an extra"
    return refused("extra-missing", "sjtool", "signatures with a key are not installed here", why, _INSTALL)
