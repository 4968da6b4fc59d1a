"""The styles of a report in Word: Word's own, set for close reading, and ours, each named for what stands in it.

A force restyles a report by changing these or the fonts of the theme: nothing in a report is set by hand that a style
can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.report.docx_style_parts import (
    SIDES,
    add,
    add_table_style,
    close_up,
    drop,
    make_paragraph,
    make_together,
    set_bar,
    set_font,
    set_lines,
)

if TYPE_CHECKING:
    from docx.styles.styles import Styles

OPINION, OPINION_LABELLED = "Officer's judgement", "Officer's judgement labelled"
LABELLED_TOGETHER, OPINION_TOGETHER = "Labelled Together", "Officer's judgement labelled together"
OPINION_BULLET, OPINION_NUMBER = "Officer's judgement bullet", "Officer's judgement number"
TO_SIGN = "To Sign"
_INK, _SOFT, _ACCENT, _WARN = "16191D", "474D55", "1C4268", "7A2A10"
_HAIR, _TINT, _WARN_TINT = "C3C8CE", "F1F4F7", "F7F1EE"
_HEADINGS = ((14, 10), (11.5, 5), (10.5, 6), (10, 6), (10, 4), (10, 4))
"""Points of each heading, and of the space above it."""
_CHARACTER_STYLES = (
    ("Label", None, _SOFT, None),
    ("Basis", 8.5, _SOFT, None),
    ("Aside", 9, _SOFT, False),
)
"""Points, colour and weight of what stands inside a line."""
LABEL_CM = 3.7
"""How far in the words beside a label stand, in centimetres."""
_NUMBER_CM = 0.9
"""How far in the title of a section stands behind its number."""
PAGE_CM = {"page_width": 21.0, "page_height": 29.7, "left_margin": 1.8, "right_margin": 1.8}
PAGE_CM |= {"top_margin": 1.5, "bottom_margin": 1.6, "header_distance": 0.8, "footer_distance": 0.6}
TEXT_CM = PAGE_CM["page_width"] - PAGE_CM["left_margin"] - PAGE_CM["right_margin"]
"""How wide a line is, in centimetres."""


def restyle(styles: Styles) -> None:
    """Word's own styles, set for a long document that is read closely.

    Of the space after a paragraph and the space before the next, Word takes the larger.
    """
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    normal = make_paragraph(styles, "Normal", size=10, before=1, after=1)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True
    set_lines(make_paragraph(styles, "Title", size=16, colour=_ACCENT, before=0, after=1, bold=True), {})
    _restyle_headings(styles)
    caption = make_paragraph(styles, "Caption", size=9, before=6, after=3, colour=_SOFT, bold=False)
    caption.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        drop(make_paragraph(styles, name, before=0.5, after=0.5).element.get_or_add_pPr(), "contextualSpacing")
    for name in ("Header", "Footer"):
        edge = make_paragraph(styles, name, size=8, before=0, after=0)
        edge.paragraph_format.tab_stops.clear_all()
        edge.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)


def _restyle_headings(styles: Styles) -> None:
    """Headings keep to what they head. Those of sections have room for their number."""
    from docx.shared import Cm

    for number, (size, before) in enumerate(_HEADINGS, 1):
        colour = _ACCENT if number < 3 else _INK  # noqa: PLR2004 - the headings of sections and of page one
        heading = make_paragraph(
            styles, f"Heading {number}", size=size, before=before, after=2, colour=colour, bold=True
        )
        heading.font.italic = False
        heading.paragraph_format.keep_with_next = True
        set_lines(heading, {"bottom": (_ACCENT, 8, 2)} if number == 1 else {})
        if number == 1:
            heading.paragraph_format.left_indent = Cm(_NUMBER_CM)
            heading.paragraph_format.first_line_indent = Cm(-_NUMBER_CM)
    make_paragraph(styles, "TOC Heading").hidden = False
    line = make_paragraph(styles, "toc 1", before=1, after=1, left=_NUMBER_CM, hanging=_NUMBER_CM, builtin=True)
    # The list stays on one page; without this, LibreOffice also moves what follows it to a page of its own.
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.tab_stops.add_tab_stop(Cm(_NUMBER_CM))


def add_styles(styles: Styles) -> None:
    """The styles that belong to a report, each named for what stands in it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    make_paragraph(
        styles, "Marking", based_on="Header", bold=True
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    make_paragraph(styles, "Status", before=0, bold=True, after=3)
    make_paragraph(styles, "Subject", before=0, bold=True, after=1)
    warning = make_paragraph(styles, "Warning", bold=True, colour=_WARN, left=0.2, after=4)
    warning.paragraph_format.right_indent = warning.paragraph_format.left_indent
    set_lines(warning, dict.fromkeys(SIDES, (_WARN, 12, 4)))
    make_paragraph(styles, "Lead-in").paragraph_format.keep_with_next = True
    to_sign = make_paragraph(styles, TO_SIGN, before=8, after=8)
    to_sign.paragraph_format.line_spacing = 1.8
    to_sign.paragraph_format.keep_together = to_sign.paragraph_format.keep_with_next = True
    _add_small_styles(styles)
    set_bar(make_paragraph(styles, "Caution", left=0.3), _WARN, shade=_WARN_TINT)
    set_bar(make_paragraph(styles, "Restricted", left=0.3, bold=True), _WARN, shade=_WARN_TINT)
    set_bar(make_paragraph(styles, "Gap", left=0.3, colour=_SOFT), _SOFT, line="dotted", wide=12)
    labelled = make_paragraph(styles, "Labelled", before=0.5, after=0.5, left=LABEL_CM, hanging=LABEL_CM)
    labelled.paragraph_format.tab_stops.add_tab_stop(labelled.paragraph_format.left_indent or 0)
    for name, like in (
        (OPINION, "Normal"),
        (OPINION_LABELLED, "Labelled"),
        (OPINION_BULLET, "List Bullet"),
        (OPINION_NUMBER, "List Number"),
    ):
        set_bar(make_paragraph(styles, name, based_on=like), _ACCENT)
    for name, like in ((LABELLED_TOGETHER, "Labelled"), (OPINION_TOGETHER, OPINION_LABELLED)):
        make_together(styles, name, like)
    for name, size, colour, bold in _CHARACTER_STYLES:
        set_font(add(styles, name, WD_STYLE_TYPE.CHARACTER).font, size, colour, bold)
    _add_styles_of_tables(styles)


def _add_small_styles(styles: Styles) -> None:
    """What is said of the print, of a section or of a table, and the foot of the print."""
    close_up(make_paragraph(styles, "Small Print", size=8.5, colour=_SOFT, before=0, after=3))
    holds = make_paragraph(styles, "Section Note", based_on="Small Print", before=2, after=3)
    holds.paragraph_format.keep_with_next = True
    make_paragraph(styles, "Legend", based_on="Small Print", before=3)
    foot = make_paragraph(styles, "Print Foot", based_on="Small Print", before=6, after=0)
    set_lines(foot, {"top": (_HAIR, 4, 3)})


def _add_styles_of_tables(styles: Styles) -> None:
    """Tables by one style, and their words; rows of a small table stay on one page."""
    make_paragraph(styles, "Table Words", size=9, before=1.5, after=1.5)
    make_together(styles, "Table Words Together", "Table Words")
    set_font(make_together(styles, "Table Heading", "Table Words").font, None, None, bold=True)
    make_paragraph(styles, "Between Tables", size=4, before=0, after=0)
    add_table_style(styles, _SOFT, _HAIR, _TINT)
