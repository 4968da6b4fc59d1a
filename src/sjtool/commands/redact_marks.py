"""Handles, vehicle registrations and National Insurance numbers: found whole, and invented anew in the same form.

The same one becomes the same everywhere in a copy. What is invented is nobody's where the form allows it: numbers
begin with QQ, which is never given out, and registrations end with a letter that is not used there.
"""

from __future__ import annotations

import hashlib
import re

_HANDLE = r"(?<![\w@.+/-])@\w(?:[\w.-]{0,62}\w)?"
_INSURED = (
    r"(?<!\w)(?:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:(?:[ -]?\d{2}){3}[ -]?[A-D]|\d{6})|[a-z]{2}\d{6}[a-d]"
    r"|(?!on|by|at|as|my|am|pm|no)[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z](?: \d{2}){3} [a-d])(?!\w)"
)
_NOW, _PREFIX, _SUFFIX = r"[A-Z]{2}\d{2}[ -]?[A-Z]{3}", r"[A-Z]\d{1,3} ?[A-Z]{3}", r"[A-Z]{3} ?\d{1,3}[A-Z]"
_SMALL = r"[a-z]{2}\d{2}[a-z]{3}|[a-z]\d{2,3}[a-z]{3}|[a-z]{3}\d{2,3}[a-z]"
_NORTHERN = r"[A-Z](?:I[A-Z]|[A-Z]Z) ?\d{3,4}"
_VEHICLE = rf"(?<![\w-])(?:{_NOW}|{_PREFIX}|{_SUFFIX}|{_SMALL}|{_NORTHERN})(?![\w-])"
MARK = f"(?P<mark>{_HANDLE}|{_INSURED}|{_VEHICLE})"
"""In small letters only National Insurance numbers are found with spaces: `pc44 had` and `on 12 03 26 a` are none."""
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvz"
_LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
_TAIL = "IQ"


def what_mark(mark: str) -> str:
    """Which kind of mark it looks like, as a reader is told."""
    if mark[0] == "@":
        return "looks like a handle"
    return f"looks like a {'National Insurance number' if re.fullmatch(_INSURED, mark) else 'vehicle registration'}"


def invent_mark(mark: str, key: str) -> str:
    """Another of the same form: letters for letters, figures for figures, what stands between as it was."""
    same = re.sub(r"[\s-]", "", mark).casefold()
    digest = hashlib.sha256(f"{key}/mark/{same}".encode()).digest() * 2
    letters = [at for at, sign in enumerate(mark) if sign.isalpha()]
    made, used = [], 0
    for at, sign in enumerate(mark):
        if not sign.isalnum():
            made.append(sign)
            continue
        new = _sign(mark, at, letters, digest[used])
        made.append(new if sign.isupper() or not sign.isalpha() else new.casefold())
        used += 1
    return "".join(made)


def _sign(mark: str, at: int, letters: list[int], number: int) -> str:
    if not mark[at].isalpha():
        return str(number % 10)
    if mark[0] == "@":
        pool = _VOWELS if letters.index(at) % 2 else _CONSONANTS
    elif re.fullmatch(_INSURED, mark):
        pool = "Q" if at < len("QQ") else "ABCD"
    else:
        pool = _TAIL if at == letters[-1] else _LETTERS
    return pool[number % len(pool)].upper()
