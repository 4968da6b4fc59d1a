"""Paragraphs in the markup of Word. Words are escaped, stand as they were typed, and can do nothing.

A line end is a line break, a tab a tab, runs of spaces stay, and words that run from right to left are marked so. What
the markup cannot hold is shown by its number.
"""

from __future__ import annotations

import re
from html import escape

from sjtool.report.report import Basis
from sjtool.report.wording import say_basis
from sjtool.text import show_safely

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PAGE_BREAK = "<w:pageBreakBefore/>"
KEEP_NEXT = "<w:keepNext/>"
_PARAGRAPH = re.compile("<w:p>(?:<w:pPr>(<w:pStyle [^>]*/>)?|(?!<w:pPr>))")
_CANNOT_HOLD = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUNS = re.compile(f"([{_LEFTWARD}](?:[ {_LEFTWARD}]*[{_LEFTWARD}])?)")
_PIECES = re.compile("([\n\t])")
_LONGEST = 100_000
"""Letters in one piece of text; a longer one could pass what readers of the format take at once."""


def hold(text: str) -> str:
    """Words as the markup can hold them: what acts, or has no place in it, is shown instead."""
    return _CANNOT_HOLD.sub(lambda match: f"\u27e8U+{ord(match.group()):04X}\u27e9", show_safely(text))


def run(text: str, style: str = "") -> str:
    """Words of one look. `style` names a character style."""
    look = f'<w:rStyle w:val="{id_of(style)}"/>' if style else ""
    made = []
    for number, part in enumerate(_RUNS.split(hold(text))):
        if part:
            leftward = f"{look}<w:rtl/>" if number % 2 else look
            about = f"<w:rPr>{leftward}</w:rPr>" if leftward else ""
            made.append(f"<w:r>{about}{''.join(map(_piece, _PIECES.split(part)))}</w:r>")
    return "".join(made)


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    if text == "\t":
        return "<w:tab/>"
    return "".join(
        f'<w:t xml:space="preserve">{escape(text[start : start + _LONGEST], quote=False)}</w:t>'
        for start in range(0, len(text), _LONGEST)
    )


def said(text: str, basis: Basis | None, *, strong: bool = False) -> str:
    """Words, and behind them what they rest on."""
    held = say_basis(basis) if basis else ""
    return run(text, "Strong" if strong else "") + (run(f" {held}", "Basis") if held else "")


def paragraph(runs: str, style: str = "", *, more: str = "") -> str:
    """A paragraph. `style` names its style; `more` is markup that belongs to it alone."""
    named = f'<w:pStyle w:val="{id_of(style)}"/>' if style else ""
    about = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{about}{runs}</w:p>"


def keep_with_next(part: str) -> str:
    """The same with its last paragraph, or the last row of its table, on the page of what follows it."""
    start = max(0, part.rfind("<w:tr>" if part.endswith("</w:tbl>") else "<w:p>"))
    return part[:start] + _PARAGRAPH.sub(_kept, part[start:])


def _kept(found: re.Match[str]) -> str:
    if found.group() == "<w:p>":
        return f"<w:p><w:pPr>{KEEP_NEXT}</w:pPr>"
    return f"<w:p><w:pPr>{found.group(1) or ''}{KEEP_NEXT}"


def id_of(style: str) -> str:
    """The id under which python-docx keeps a style of this name."""
    return style.replace(" ", "")
