"""Signatures with a key: ours checked by ssh-keygen, ssh-keygen's by us, and every byte counted."""

from __future__ import annotations

import base64
import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from sjtool.errors import SjtoolError
from sjtool.model.decision import Countersignature, Signature
from sjtool.store.signed_text import build_signed_text
from sjtool.store.sshsig import (
    BadSignatureError,
    LockedKeyError,
    check_signature,
    has_extra,
    parse_signature,
    read_key,
    sign_text,
)

TEXT = b"sjtool signature\ncase: harbour\n"
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
needs_keygen = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def key_file(
    folder: Path,
    key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey = KEY,
    lock: KeySerializationEncryption | None = None,
) -> Path:
    path = folder / "id_test"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock or NoEncryption()))
    path.chmod(0o600)
    return path


def blob_of(armoured: str) -> bytes:
    return base64.b64decode("".join(armoured.splitlines()[1:-1]))


def armour(blob: bytes) -> str:
    return f"-----BEGIN SSH SIGNATURE-----\n{base64.b64encode(blob).decode()}\n-----END SSH SIGNATURE-----\n"


def code(error: pytest.ExceptionInfo[SjtoolError]) -> str:
    (problem,) = error.value.problems
    assert all((problem.what, problem.why, problem.fix))
    return problem.code


def test_a_signature_holds_for_its_text_and_brings_its_key() -> None:
    armoured = sign_text(KEY, TEXT)
    found = check_signature(armoured, TEXT)
    assert found.public == KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert found.fingerprint.startswith("SHA256:")
    assert max(map(len, armoured.splitlines())) <= 70


def test_the_same_text_gives_the_same_signature() -> None:
    assert sign_text(KEY, TEXT) == sign_text(KEY, TEXT)
    assert sign_text(KEY, TEXT) != sign_text(KEY, TEXT + b" ")


@pytest.mark.parametrize("at", range(len(TEXT)))
def test_one_changed_byte_of_the_text_is_noticed(at: int) -> None:
    changed = TEXT[:at] + bytes([TEXT[at] ^ 1]) + TEXT[at + 1 :]
    with pytest.raises(BadSignatureError):
        check_signature(sign_text(KEY, TEXT), changed)


@pytest.mark.parametrize("at", range(len(blob_of(sign_text(KEY, TEXT)))))
def test_one_changed_byte_of_the_signature_is_noticed(at: int) -> None:
    blob = blob_of(sign_text(KEY, TEXT))
    with pytest.raises(BadSignatureError):
        check_signature(armour(blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :]), TEXT)


@pytest.mark.parametrize("length", [0, 1, 9, 10, 40, 60, 100, 150, -1])
def test_a_signature_that_breaks_off_or_goes_on_is_none(length: int) -> None:
    blob = blob_of(sign_text(KEY, TEXT))
    with pytest.raises(BadSignatureError):
        parse_signature(armour(blob[:length]))
    with pytest.raises(BadSignatureError):
        parse_signature(armour(blob + b"\0"))


@pytest.mark.parametrize(
    "armoured",
    [
        "",
        "typed",
        "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH*\n-----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\nü\n-----END SSH SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END PGP SIGNATURE-----",
        "-----BEGIN SSH SIGNATURE-----\n" + "A" * 70_000 + "\n-----END SSH SIGNATURE-----",
    ],
)
def test_what_is_no_armoured_signature_is_said_to_be_none(armoured: str) -> None:
    with pytest.raises(BadSignatureError):
        parse_signature(armoured)


def test_line_ends_and_white_space_around_it_do_not_matter() -> None:
    armoured = sign_text(KEY, TEXT)
    assert check_signature("\n " + armoured.replace("\n", "\r\n") + "\n", TEXT) == check_signature(armoured, TEXT)


def test_a_key_file_is_read(tmp_path: Path) -> None:
    key = read_key(key_file(tmp_path))
    assert sign_text(key, TEXT) == sign_text(KEY, TEXT)


def test_a_locked_key_needs_its_passphrase(tmp_path: Path) -> None:
    path = key_file(tmp_path, lock=BestAvailableEncryption(b"open sesame"))
    with pytest.raises(LockedKeyError):
        read_key(path)
    with pytest.raises(SjtoolError) as wrong:
        read_key(path, "wrong")
    assert code(wrong) == "key-unusable"
    assert sign_text(read_key(path, "open sesame"), TEXT) == sign_text(KEY, TEXT)


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SjtoolError) as other:
        read_key(key_file(tmp_path, ec.generate_private_key(ec.SECP256R1())))
    assert other.value.problems[0].what == "this key is not an Ed25519 key"


@pytest.mark.parametrize("content", [b"", b"words", b"ssh-ed25519 AAAA me", b"\xff" * 100, b"-----BEGIN\n*\n-----END"])
def test_what_is_no_key_is_refused_without_a_word_of_it(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_bytes(content)
    with pytest.raises(SjtoolError) as none:
        read_key(path)
    assert code(none) == "key-unusable"
    assert "words" not in none.value.problems[0].render()


def test_a_key_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing", tmp_path):
        with pytest.raises(SjtoolError) as missing:
            read_key(path)
        assert missing.value.problems[0].what == "the key file cannot be read"


def test_a_passphrase_for_a_key_without_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SjtoolError):
        read_key(key_file(tmp_path), "needless")


def test_a_key_locked_in_a_way_that_is_not_supported_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization

    def unsupported(*_args: object) -> None:
        raise UnsupportedAlgorithm("")

    monkeypatch.setattr(serialization, "load_ssh_private_key", unsupported)
    with pytest.raises(SjtoolError) as error:
        read_key(key_file(tmp_path))
    assert "not supported" in error.value.problems[0].what


def test_without_the_extra_the_install_line_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    armoured, path = sign_text(KEY, TEXT), key_file(tmp_path)
    assert has_extra()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    for act in (lambda: read_key(path), lambda: check_signature(armoured, TEXT)):
        with pytest.raises(SjtoolError) as missing:
            act()
        assert code(missing) == "extra-missing"
        assert missing.value.problems[0].fix == "pip install 'sjtool[sign]'"


def keygen(*args: object, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["ssh-keygen", *map(str, args)], input=text, capture_output=True, check=False, timeout=30)


@pytest.fixture
def allowed(tmp_path: Path) -> Path:
    public = KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    path = tmp_path / "allowed_signers"
    path.write_text(f'pc-4412 namespaces="sjtool" {public}\n', encoding="utf-8")
    return path


@pytest.fixture
def verify(tmp_path: Path, allowed: Path) -> Callable[[str, bytes], bool]:
    def check(armoured: str, text: bytes) -> bool:
        signature = tmp_path / "text.sig"
        signature.write_text(armoured, encoding="utf-8")
        done = keygen("-Y", "verify", "-f", allowed, "-I", "pc-4412", "-n", "sjtool", "-s", signature, text=text)
        return done.returncode == 0

    return check


@needs_keygen
def test_ssh_keygen_verifies_ours_and_rejects_one_changed_byte(verify: Callable[[str, bytes], bool]) -> None:
    armoured = sign_text(KEY, TEXT)
    assert verify(armoured, TEXT)
    assert not verify(armoured, TEXT.replace(b"harbour", b"harbous"))
    blob = blob_of(armoured)
    assert not verify(armour(blob[:-1] + bytes([blob[-1] ^ 1])), TEXT)
    assert not verify(sign_text(Ed25519PrivateKey.generate(), TEXT), TEXT)


@needs_keygen
def test_we_verify_what_ssh_keygen_signs_and_show_its_fingerprint(tmp_path: Path) -> None:
    path, text = key_file(tmp_path), tmp_path / "text"
    text.write_bytes(TEXT)
    assert keygen("-Y", "sign", "-n", "sjtool", "-f", path, text).returncode == 0
    found = check_signature((tmp_path / "text.sig").read_text(encoding="utf-8"), TEXT)
    public = tmp_path / "key.pub"
    public.write_bytes(KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH))
    assert found.fingerprint in keygen("-l", "-f", public).stdout.decode()


@needs_keygen
def test_a_signature_for_another_purpose_is_not_taken_for_ours(tmp_path: Path) -> None:
    path, text = key_file(tmp_path), tmp_path / "text"
    text.write_bytes(TEXT)
    assert keygen("-Y", "sign", "-n", "git", "-f", path, text).returncode == 0
    with pytest.raises(BadSignatureError, match="another purpose"):
        check_signature((tmp_path / "text.sig").read_text(encoding="utf-8"), TEXT)


SIGNED = {
    "id": "sg-001",
    "at": datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC),
    "by": "pc-4412",
    "assessment": "a-001",
    "head": "ab" * 16,
    "statement": "Mine.",
    "role": "author",
}


def test_the_bytes_that_are_signed() -> None:
    assert build_signed_text("harbour", Signature.model_validate(SIGNED)) == (
        b"sjtool signature\n"
        b"case: harbour\n"
        b"assessment: a-001\n"
        b"head: abababababababababababababababab\n"
        b"victims: none\n"
        b"by: pc-4412\n"
        b"at: 2026-03-04T14:12:09+00:00\n"
        b"role: sha256:636485868971eac5aca33c4a0e1800a8a11d980bcf0e3776b31002e2c5db91b2\n"
        b"statement: sha256:6ecc0143afd9fa5c87419e783fbd71f8acb0d90fe72879bc9ceae430cc463cb2\n"
    )


def test_a_countersignature_signs_what_it_answers_and_how() -> None:
    more = {"signature": "sg-001", "decision": "return", "reasons": "thin", "victims_head": "cd" * 16}
    text = build_signed_text("harbour", Countersignature.model_validate({**SIGNED, **more})).decode()
    assert text.startswith("sjtool countersignature\n")
    assert "victims: cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\n" in text
    assert "\nsignature: sg-001\ndecision: return\nreasons: sha256:" in text
    assert "thin" not in text
    approved = Countersignature.model_validate({**SIGNED, **more, "decision": "approve", "reasons": None, "at": None})
    text = build_signed_text("harbour", approved).decode()
    assert text.endswith("decision: approve\nreasons: none\n")
    assert "\nat: none\n" in text


@pytest.mark.parametrize(
    ("key", "other"),
    [
        ("assessment", "a-002"),
        ("head", "cd" * 16),
        ("victims_head", "ef" * 16),
        ("by", "pc-1"),
        ("at", datetime(2026, 3, 4, 14, 12, 10, tzinfo=UTC)),
        ("role", "other"),
        ("statement", "Theirs."),
    ],
)
def test_every_key_of_a_signature_is_in_the_text(key: str, other: object) -> None:
    text = build_signed_text("harbour", Signature.model_validate(SIGNED))
    assert build_signed_text("harbour", Signature.model_validate({**SIGNED, key: other})) != text
    assert build_signed_text("quay", Signature.model_validate(SIGNED)) != text
