"""A report as a tagged PDF (PDF/UA-1, PDF/A-2a): real headings, bookmarks, page x of y, the marking on every page.

The layout is `layouts/report.typ`. Words reach it as data and are text, never code. The fonts are those in
`layouts/fonts`; a letter that none of them has is refused by name, and never printed as an empty box. The same report
gives the same bytes. Typst is an extra (`pip install 'sjtool[pdf]'`).
"""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sjtool.errors import SjtoolError, refused
from sjtool.report.blocks import short_date
from sjtool.report.cautions import LEGEND
from sjtool.report.family_words import WORDS as FAMILY_PLANS
from sjtool.report.foot import foot_lines
from sjtool.report.page_breaks import is_kept_together, share_width
from sjtool.report.pdf_letters import is_drawn_safely, refuse_print, show_on_page
from sjtool.report.pictures import ROOM_TO_SIGN, draw_profile, draw_strip, draw_timeline, picture_width, split_strip
from sjtool.report.report import (
    Basis,
    Bullets,
    Group,
    Item,
    Pair,
    Paragraph,
    Profile,
    Report,
    Section,
    Strip,
    Table,
    Timeline,
    holds_opinion,
    is_own,
)
from sjtool.report.wording import say_basis, say_date

if TYPE_CHECKING:
    import typst

_LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"
_STANDARDS: Any = ["ua-1", "a-2a"]
_STATUS_ENDS = re.compile(r" by |; ")
"""Where the first words of a status end: enough for the foot of every page, whoever signed."""
_MM_PER_UNIT = 0.235
"""A unit of a picture on paper: its letters of 13 units come to about 8.7 points."""


def render(report: Report) -> bytes:
    """The whole document. Raises SjtoolError where typst is not installed, or a letter cannot be printed."""
    compiler, refusal = _compiler()
    data = json.dumps(layout_data(report), ensure_ascii=False)
    moment = int(datetime(report.built_on.year, report.built_on.month, report.built_on.day, tzinfo=UTC).timestamp())
    try:
        made = compiler.compile(format="pdf", sys_inputs={"report": data}, pdf_standards=_STANDARDS, timestamp=moment)
    except refusal:
        raise refuse_print(report, _prints) from None
    return bytes(made)  # type: ignore[arg-type]


def say_missing() -> SjtoolError:
    """What is told where typst is not installed."""
    return refused(
        "extra-missing",
        "pdf",
        "PDF needs a part of sjtool that is not installed here",
        "it is kept apart because it is large",
        "pip install 'sjtool[pdf]' , or --format html , which prints the same",
    )


@cache
def _compiler() -> tuple[typst.Compiler, type[Exception]]:
    """The compiler, made once, and what it raises. Raises SjtoolError where it is not installed."""
    try:
        import typst
    except ImportError:
        raise say_missing() from None
    made = typst.Compiler(
        str(_LAYOUTS / "report.typ"),
        root=str(_LAYOUTS),
        font_paths=[str(_LAYOUTS / "fonts")],
        ignore_system_fonts=True,
    )
    return made, typst.TypstError


def layout_data(report: Report) -> dict[str, Any]:
    """What the layout is given: everything in it is data."""
    made = [f"printed on {say_date(report.built_on)}"]
    if report.as_at:
        made.append(f"the case as it was recorded by {say_date(report.as_at)}")
    if report.recipient:
        made.append(f"made for: {report.recipient}")
    built = report.built_on
    return {
        "title": show_on_page(report.title),
        "case": report.case,
        "subject": show_on_page(report.subject),
        "marking": show_on_page(report.marking),
        "training": report.training,
        "handling": show_on_page(report.handling),
        "status_words": show_on_page(report.status.words),
        "status_short": show_on_page(_STATUS_ENDS.split(report.status.words)[0]),
        "warnings": [show_on_page(warning) for warning in report.warnings],
        "made": [show_on_page(line) for line in (" · ".join(made), *report.status.lines)],
        "legend": LEGEND if holds_opinion(report) else "",
        "own_page": report.gist is not None,
        "family": report.name in FAMILY_PLANS,
        "foot": [show_on_page(line) for line in foot_lines(report)],
        "year": built.year,
        "month": built.month,
        "day": built.day,
        "sections": [_plain(section) for section in report.sections],
    }


def _plain(value: Any) -> Any:
    """A part of a report as the layout takes it: pictures drawn, bases said, words unable to act."""
    if isinstance(value, str):
        return show_on_page(value)
    if isinstance(value, Basis):
        return show_on_page(say_basis(value))
    if isinstance(value, Strip | Profile | Timeline):
        return _picture(value)
    if isinstance(value, tuple):
        return [
            _plain(part) for whole in value for part in (split_strip(whole) if isinstance(whole, Strip) else (whole,))
        ]
    return _plain_block(value) if is_dataclass(value) and not isinstance(value, type) else value


def _plain_block(value: Any) -> dict[str, Any]:
    """A block, row or item, with what the layout has to know besides its words."""
    made = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if "basis" in made and made["basis"] is None:
        made["basis"] = ""
    if isinstance(value, Paragraph | Pair | Item):
        made["own"] = is_own(value)
    if isinstance(value, Group | Section):
        made["short"] = is_kept_together(value)
    if isinstance(value, Bullets):
        made["to_sign"] = any(ROOM_TO_SIGN in item.text for item in value.items)
    if isinstance(value, Table):
        made["shares"] = share_width(value)
    return {"strong": False, **made, "type": type(value).__name__.lower()}


def _picture(block: Strip | Profile | Timeline) -> dict[str, Any]:
    """A picture for the page, and the same in words for whoever hears it.

    The scripts of a picture are set by another part of typst, which joins no letters: where it would have to, the table
    stands in place of the picture.
    """
    if isinstance(block, Strip):
        drawn = draw_strip(block)
        heads = [short_date(day) for day in block.dates]
        header, rows = ("", *heads), [[title, *letters] for title, letters in block.rows]
        says = "; ".join(
            f"{title}: {', '.join(f'{h} {letter}' for h, letter in zip(heads, row, strict=True))}"
            for title, row in block.rows
        )
    elif isinstance(block, Profile):
        drawn, header, rows = draw_profile(block), block.header, [[*row] for row in block.as_rows()]
        says = "; ".join(f"{title}: past {past}, recent {recent}" for title, past, recent in block.as_rows())
    else:
        drawn, header, rows = draw_timeline(block), block.header, [[*row] for row in block.as_rows()]
        says = "; ".join(f"{day}: {words}, {stands}" for day, words, stands in block.as_rows())
    if not is_drawn_safely(drawn):
        return {"type": "table", "header": _plain(header), "rows": [_plain(tuple(row)) for row in rows], "shares": []}
    legend = (
        [[letter, show_on_page(words.lower())] for letter, words in block.legend] if isinstance(block, Strip) else []
    )
    return {
        "type": "picture",
        "svg": drawn,
        "alt": show_on_page(says),
        "width": picture_width(drawn) * _MM_PER_UNIT,
        "legend": legend,
    }


def _prints(words: str) -> bool:
    """Whether words can be set on a page."""
    compiler, refusal = _compiler()
    page = {**_EMPTY, "subject": words}
    try:
        compiler.compile(format="pdf", sys_inputs={"report": json.dumps(page)}, pdf_standards=_STANDARDS, timestamp=0)
    except refusal:
        return False
    return True


_EMPTY: dict[str, Any] = {
    **dict.fromkeys(("title", "case", "subject", "marking", "handling", "status_words", "status_short"), "x"),
    "training": False,
    "legend": "",
    "own_page": False,
    "family": False,
    "year": 2026,
    "month": 1,
    "day": 1,
    **{key: [] for key in ("warnings", "made", "foot", "sections")},
}
