"""A sheet to take along as one HTML file: for paper, and for a screen or tablet. It fetches nothing and runs nothing.

The layout is `layouts/interview_sheet.html.j2`. Every word goes through escaping there; marks that reorder or hide text
are shown instead, and words of either direction stand by themselves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sjtool.report.interview_sheet import BLANK, Sheet
from sjtool.text import show_safely

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


def render(sheet: Sheet, *, large_print: bool = False) -> str:
    """The whole page. Large print sets everything in 18 point, on one column."""
    return _layout().render(sheet=sheet, large_print=large_print)


@cache
def _layout() -> jinja2.Template:
    environment = open_layouts()
    environment.filters["words"] = _words
    return environment.get_template("interview_sheet.html.j2")


def open_layouts() -> jinja2.Environment:
    """The layouts, with everything escaped that is put into them. Filters differ from page to page."""
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_LAYOUTS, encoding="utf-8"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Whatever is printed, unable to act; markup of the layout's own is left as it is."""
    return show_safely(value) if type(value) is str else value


def _words(text: str) -> Markup:
    """Words on their own: of either direction, line ends kept, and a place for a name ruled."""
    from markupsafe import Markup, escape

    blank = Markup('<span class="blank" role="img" aria-label="name to fill in">{}</span>').format(BLANK)
    return Markup("<bdi>{}</bdi>").format(blank.join(escape(part) for part in show_safely(text).split(BLANK)))
