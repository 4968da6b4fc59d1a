"""The two parts of a vignette: what lies open on the desk, and what is kept back until the first judgement.

A page says by its headings where it is to be parted, whether it was made from a case or written by hand: at the first
heading of a sealed sheet, or of a second folder that is handed over later.
"""

from __future__ import annotations

import re

_KEPT_BACK = re.compile(
    r"^#{1,3} [^\n]*\b(?:sealed sheet|folder two|after (?:your|the) first judgement)\b", re.IGNORECASE | re.MULTILINE
)
_RULE = re.compile(r"\n+-{3,}\s*\Z")
"""A line drawn above the sealed sheet: it would end the open part with nothing below it."""


def split_page(page: str) -> tuple[str, str] | None:
    """The open part and what is kept back; None where no heading says that anything is."""
    found = _KEPT_BACK.search(page)
    if found is None:
        return None
    return _RULE.sub("", page[: found.start()].rstrip()) + "\n", page[found.start() :]
