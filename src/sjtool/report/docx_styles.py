"""The styles of a report in Word: Word's own, set for close reading, and ours, each named for what stands in it.

A force restyles a report by changing these or the fonts of the theme: nothing in a report is set by hand that a style
can say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle, _TableStyle
    from docx.styles.styles import Styles

_Sides = Mapping[str, tuple[str, int, int]]
"""Lines by side: colour, eighths of a point, points to the words."""
OPINION, OPINION_LABELLED = "Officer's judgement", "Officer's judgement labelled"
_INK, _SOFT, _ACCENT, _WARN = "16191D", "474D55", "1C4268", "7A2A10"
_HEADINGS = ((14, 10), (11.5, 6), (10.5, 6), (10, 6), (10, 4), (10, 4))
"""Points of each heading, and of the space above it."""
_CHARACTER_STYLES = (
    ("Label", None, _SOFT, None),
    ("Basis", 8.5, _SOFT, None),
    ("Aside", 9, _SOFT, False),
)
"""Points, colour and weight of what stands inside a line."""
LABEL_CM = 3.7
"""How far in the words beside a label stand, in centimetres."""
PAGE_CM = {"page_width": 21.0, "page_height": 29.7, "left_margin": 1.8, "right_margin": 1.8}
PAGE_CM |= {"top_margin": 1.6, "bottom_margin": 1.6, "header_distance": 0.9, "footer_distance": 0.8}
TEXT_CM = PAGE_CM["page_width"] - PAGE_CM["left_margin"] - PAGE_CM["right_margin"]
"""How wide a line is, in centimetres."""


def restyle(styles: Styles) -> None:
    """Word's own styles, set for a long document that is read closely."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    normal = _paragraph(styles, "Normal", size=10, after=3)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True
    title = _paragraph(styles, "Title", size=17, colour=_ACCENT, after=2, bold=True)
    _border(title, {})
    for number, (size, before) in enumerate(_HEADINGS, 1):
        colour = _ACCENT if number < 3 else _INK  # noqa: PLR2004 - the headings of sections and of page one
        heading = _paragraph(styles, f"Heading {number}", size=size, before=before, after=2, colour=colour, bold=True)
        heading.font.italic = False
        heading.paragraph_format.keep_with_next = True
        _border(heading, {"bottom": (_ACCENT, 8, 2)} if number == 1 else {})
    _paragraph(
        styles, "Caption", size=9, before=6, after=3, colour=_SOFT, bold=False
    ).paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        _drop(_paragraph(styles, name, after=2).element.get_or_add_pPr(), "contextualSpacing")
    for name in ("Header", "Footer"):
        edge = _paragraph(styles, name, size=8, after=0)
        edge.paragraph_format.tab_stops.clear_all()
        edge.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_CM), WD_TAB_ALIGNMENT.RIGHT)


def add_styles(styles: Styles) -> None:
    """The styles that belong to a report, each named for what stands in it."""
    from docx.enum.style import WD_STYLE_TYPE

    _paragraph(styles, "Marking", based_on="Header", bold=True, align="center")
    _paragraph(styles, "Status", bold=True, after=4)
    _paragraph(styles, "Subject", bold=True, after=1)
    _paragraph(styles, "Small Print", size=8.5, colour=_SOFT, after=1)
    warning = _paragraph(styles, "Warning", bold=True, colour=_WARN, left=0.2)
    warning.paragraph_format.right_indent = warning.paragraph_format.left_indent
    _border(warning, dict.fromkeys(_SIDES, (_WARN, 12, 4)))
    _bar(_paragraph(styles, "Caution", left=0.3), _WARN, shade="F7F1EE")
    _bar(_paragraph(styles, "Restricted", left=0.3, bold=True), _WARN, shade="F7F1EE")
    _bar(_paragraph(styles, "Gap", left=0.3, colour=_SOFT), _WARN, line="dashed")
    _bar(_paragraph(styles, OPINION, left=0.3), _ACCENT)
    labelled = _paragraph(styles, "Labelled", after=2, left=LABEL_CM, hanging=LABEL_CM)
    labelled.paragraph_format.tab_stops.add_tab_stop(labelled.paragraph_format.left_indent or 0)
    _bar(_paragraph(styles, OPINION_LABELLED, based_on="Labelled"), _ACCENT)
    _paragraph(styles, "Table Words", size=9, before=1, after=1)
    _paragraph(styles, "Table Heading", based_on="Table Words", bold=True).paragraph_format.keep_with_next = True
    for name, size, colour, bold in _CHARACTER_STYLES:
        _font(_added(styles, name, WD_STYLE_TYPE.CHARACTER).font, size, colour, bold)
    _thin_lines(cast("_TableStyle", styles["Table Grid"]))


def _paragraph(
    styles: Styles,
    name: str,
    *,
    based_on: str = "Normal",
    size: float | None = None,
    colour: str | None = None,
    bold: bool | None = None,
    before: float | None = None,
    after: float | None = None,
    left: float | None = None,
    hanging: float = 0,
    align: str | None = None,
) -> ParagraphStyle:
    """A paragraph style, made if need be. Sizes and spaces are in points, indents in centimetres."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    if name in styles:
        style = cast("ParagraphStyle", styles[name])
    else:
        style = _added(styles, name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[based_on]
        style.quick_style = True
    _font(style.font, size, colour, bold)
    form = style.paragraph_format
    for key, points in (("space_before", before), ("space_after", after)):
        if points is not None:
            setattr(form, key, Pt(points))
    if left is not None:
        form.left_indent = Cm(left)
        form.first_line_indent = Cm(-hanging) if hanging else None
    if align:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return style


def _added(styles: Styles, name: str, kind: Any) -> Any:
    """A new style; the library says no types here."""
    return styles.add_style(name, kind)  # type: ignore[no-untyped-call]


def _font(font: Any, size: float | None, colour: str | None, bold: bool | None) -> None:
    from docx.shared import Pt, RGBColor

    if size is not None:
        font.size = Pt(size)
        _complex_size(font.element, size)
    if colour is not None:
        font.color.rgb = RGBColor.from_string(colour)
    if bold is not None:
        font.bold = font.cs_bold = bold


def _complex_size(style: Any, points: float) -> None:
    """The same size for scripts such as Arabic, which Word keeps apart and the library does not set."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    look = style.get_or_add_rPr()
    _drop(look, "szCs")
    look.find(qn("w:sz")).addnext(_with(OxmlElement("w:szCs"), val=int(points * 2)))


_SIDES = ("top", "left", "bottom", "right")
_AFTER_BORDER = ("shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")


def _border(style: ParagraphStyle, sides: _Sides, *, line: str = "single", shade: str = "") -> None:
    """Lines round the paragraphs of a style, in place of any it had."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    _drop(properties, "pBdr")
    made = []
    if sides:
        border = OxmlElement("w:pBdr")
        for side, (colour, eighths, space) in sides.items():
            border.append(_with(OxmlElement(f"w:{side}"), val=line, sz=eighths, space=space, color=colour))
        made.append(border)
    if shade:
        made.append(_with(OxmlElement("w:shd"), val="clear", color="auto", fill=shade))
    after = [child for child in properties if child.tag in {qn(f"w:{tag}") for tag in _AFTER_BORDER}]
    for element in made:
        after[0].addprevious(element) if after else properties.append(element)


def _bar(style: ParagraphStyle, colour: str, *, line: str = "single", shade: str = "") -> None:
    """A line at the left of what a style holds."""
    _border(style, {"left": (colour, 20, 6)}, line=line, shade=shade)


def _thin_lines(style: _TableStyle) -> None:
    """Light lines, so that a table is read by its words."""
    from docx.oxml.ns import qn

    for line in cast("Any", style.element).iter(*(qn(f"w:{side}") for side in (*_SIDES, "insideH", "insideV"))):
        if line.get(qn("w:sz")):
            line.set(qn("w:color"), "C3C8CE")


def _drop(element: Any, tag: str) -> None:
    from docx.oxml.ns import qn

    for old in element.findall(qn(f"w:{tag}")):
        element.remove(old)


def _with(element: Any, **values: object) -> Any:
    from docx.oxml.ns import qn

    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
