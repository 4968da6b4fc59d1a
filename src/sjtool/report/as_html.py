"""A report as one HTML file: for screen, paper, keyboard and screen reader. It fetches nothing and runs nothing.

The layout is `layouts/report.html.j2`. Every word goes through escaping there; marks that reorder or hide text are
shown instead, and words of either direction stand by themselves. Pictures are drawn in `pictures.py`, and each has its
table beside it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from sjtool.report.blocks import short_date
from sjtool.report.cautions import LEGEND
from sjtool.report.family_words import WORDS as FAMILY_PLANS
from sjtool.report.foot import foot_lines
from sjtool.report.pictures import ROOM_TO_SIGN, draw_profile, draw_strip, draw_timeline, picture_width, split_strip
from sjtool.report.report import Block, Profile, Report, Strip, holds_opinion, is_own
from sjtool.report.sheet_html import open_layouts
from sjtool.report.wording import say_basis, say_date
from sjtool.text import show_safely

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_RECORD_ID = re.compile(r"\b[a-z]{1,3}-\d{3,}\b")
_NARROW = 40
"""Letters of a line beside a day: few enough to be read on a telephone."""
_FITS = 450
"""Units of a picture that a telephone may shrink to its own width: its letters stay above nine points."""
_LONG = 4
"""From so many sections on there is a list of them at the top."""


def render(report: Report) -> str:
    """The whole page."""
    numbered = [section for section in report.sections if section.number]
    contents = numbered if len(numbered) >= _LONG else []
    return _layout().render(
        report=report,
        contents=contents,
        legend=LEGEND if holds_opinion(report) else "",
        own_page=report.gist is not None,
        family=report.name in FAMILY_PLANS,
        foot=[*foot_lines(report)],
    )


@cache
def _layout() -> jinja2.Template:
    from markupsafe import Markup

    environment = open_layouts()
    environment.filters |= {
        "words": _words,
        "whole_ids": _whole_ids,
        "basis": say_basis,
        "date": say_date,
        "short_date": short_date,
        "kind": lambda block: type(block).__name__.lower(),
        "drawn": _drawn,
        "stacked": lambda profile: Markup(draw_profile(profile, stacked=True)),  # noqa: S704 - escaped in pictures.py
        "is_narrow": lambda drawn: picture_width(drawn) <= _FITS,
        "is_signed_on": lambda bullets: any(ROOM_TO_SIGN in item.text for item in bullets.items),
        "pieces": split_strip,
        "strip_rows": lambda strip: [(title, *letters) for title, letters in strip.rows],
    }
    environment.tests["own"] = is_own
    return environment.get_template("report.html.j2")


def _words(text: str) -> Markup:
    """Words on their own, of either direction. Joined, for a formatter takes three times as long."""
    from markupsafe import Markup, escape

    return Markup("".join(("<bdi>", escape(show_safely(text)), "</bdi>")))  # noqa: S704 - escaped here


def _whole_ids(text: str) -> Markup:
    """Words in which no id of a record is broken at its hyphen."""
    from markupsafe import Markup

    return Markup(_RECORD_ID.sub(r'<span class="id">\g<0></span>', str(_words(text))))  # noqa: S704 - escaped by _words


def _drawn(block: Block) -> Any:
    """The picture of a block; its words were escaped where it was drawn."""
    from markupsafe import Markup

    if isinstance(block, Strip):
        return Markup(draw_strip(block))  # noqa: S704 - escaped in pictures.py
    drawn = draw_profile(block) if isinstance(block, Profile) else draw_timeline(block, _NARROW)  # type: ignore[arg-type]
    return Markup(drawn)  # noqa: S704 - escaped in pictures.py
