"""Numbers that stand for one person or one matter: collar, PNC, CRO, crime and custody numbers, documents, addresses.

Each is found by its form, or by the word before it, invented anew in the same form, and told by its kind. The same one
becomes the same everywhere in a copy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from sjtool.problem import with_article

_NUMBER = r"(?:number|no\.?|num|nr|ref(?:erence)?)"
_NO = rf"(?:\s{_NUMBER})?\s?[:#]?\s?"
_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "ipaddr",
        "IP address",
        (
            r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)"
            r"|(?<![\w:])(?=(?:[0-9A-Fa-f]{1,4}:){4}|(?:[0-9A-Fa-f]{1,4}:){1,6}:)"
            r"(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![\w:])"
        ),
    ),
    ("custody", "custody reference", r"(?<![\w/])\d{2}[A-Za-z]{2}/\d{1,6}/\d{2}(?![\w/])"),
    ("crime", "crime number", r"(?<![\w/])\d{2}[A-Z]?/\d{3,7}/\d{2}(?![\w/])"),
    ("pnc", "PNC number", r"(?<![\w/])(?:\d{4}|\d{2})/\d{3,7}[A-Za-z](?!\w)"),
    ("cro", "CRO number", r"(?<![\w/])\d{3,6}/\d{2}[A-Za-z](?!\w)"),
    (
        "licence",
        "driving licence number",
        r"(?<!\w)(?i:[A-Z][A-Z9]{4} ?\d{6} ?[A-Z9]{2} ?[A-Z0-9]{3})(?!\w)",
    ),
    ("passport", "passport number", rf"(?<=(?i:passport))(?i:{_NO}(?:is\s)?)[A-Z]?\d{{8,9}}(?!\w)"),
    (
        "collar",
        "collar number",
        (
            rf"(?<!\w)(?:(?i:W?PC|DC|PS|DS|PCSO|CSO|SC)[ -]?|D?Sgt\.? |D?C?Insp\.? |DC?I )\d{{3,6}}(?![\w/.]*\d)"
            rf"|(?<!\w)(?i:(?:collar|shoulder|badge){_NO}|(?:warrant|force|staff)\s{_NUMBER}\s?[:#]?\s?)\d{{3,6}}(?!\w)"
        ),
    ),
)
IDENTIFIER = "|".join(f"(?P<{group}>{form})" for group, _words, form in _KINDS)
KIND: Mapping[str, str] = {group: f"looks like {with_article(words)}" for group, words, _form in _KINDS}
"""By the group of IDENTIFIER, what a reader is told."""
_LETTERS = "ABCDEFGHJKLMNPRSTVWXYZ"


def invent_identifier(group: str, said: str, key: str, officers: Mapping[str, str]) -> str:
    """Another of the same form. `officers` has the new number of each officer of the case by the old one."""
    keeps = group in {"collar", "passport"}
    begins = re.search(r"[A-Z]?\d", said) if group == "passport" else re.search(r"\d", said)
    start = begins.start() if keeps and begins else 0
    lead, rest = said[:start], said[start:]
    if group == "collar" and rest in officers:
        return lead + officers[rest]
    same = re.sub(r"\s", "", rest).casefold()
    digest = hashlib.sha256(f"{key}/{group}/{same}".encode()).digest() * 3
    if group == "ipaddr":
        return _address(said, digest)
    made = [_sign(sign, number) for sign, number in zip(rest, digest, strict=False)]
    return lead + "".join(made)


def _sign(sign: str, number: int) -> str:
    if sign.isdigit():
        return str(number % 10)
    new = _LETTERS[number % len(_LETTERS)] if sign.isalpha() else sign
    return new.casefold() if sign.islower() else new


def _address(said: str, digest: bytes) -> str:
    """One of those kept for examples, which are nobody's."""
    if ":" in said:
        return f"2001:db8::{digest[0]:x}{digest[1]:02x}"
    return f"192.0.2.{digest[0]}"
