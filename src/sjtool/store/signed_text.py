"""The bytes that a cryptographic signature is made over: short lines that anybody can write down again.

Words of an officer enter as their SHA-256 only, so that the text can leave the case and be checked elsewhere
(docs/signing.md).
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from sjtool.model.decision import Countersignature, Signature


def build_signed_text(case: str, record: Signature | Countersignature) -> bytes:
    """What `record` signs, in UTF-8, one `key: value` a line, each line ended by a line feed."""
    lines = [
        f"sjtool {record.kind_name}",
        f"case: {case}",
        f"assessment: {record.assessment}",
        f"head: {record.head}",
        f"victims: {record.victims_head or 'none'}",
        f"by: {record.by}",
        f"at: {_moment(record.at)}",
        f"role: {_digest(record.role)}",
        f"statement: {_digest(record.statement)}",
    ]
    if isinstance(record, Countersignature):
        lines += [
            f"signature: {record.signature}",
            f"decision: {record.decision}",
            f"reasons: {_digest(record.reasons)}",
        ]
    return "".join(f"{line}\n" for line in lines).encode()


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else "none"


def _digest(words: str | None) -> str:
    """SHA-256 of words in UTF-8, or that there are none."""
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}" if words else "none"
