"""What a style of a Word document is made of: letters, spaces, lines, and the look of a table.

python-docx has no words for some of it (lines, shades, the sizes of other scripts), so that markup is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docx.styles.style import ParagraphStyle
    from docx.styles.styles import Styles

_Sides = Mapping[str, tuple[str, int, int]]
"""Lines by side: colour, eighths of a point, points to the words."""
SIDES = ("top", "left", "bottom", "right")
_AFTER_SHADE = ("tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl")
_AFTER_BORDER = ("shd", *_AFTER_SHADE)
_AFTER_CLOSING_UP = ("mirrorIndents", "jc", "outlineLvl")
TABLE = "Report Table"


def make_paragraph(
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
    builtin: bool = False,
) -> ParagraphStyle:
    """A paragraph style, made if need be. Sizes and spaces are in points, indents in centimetres."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    if name in styles:
        style = cast("ParagraphStyle", styles[name])
    else:
        style = add(styles, name, WD_STYLE_TYPE.PARAGRAPH, builtin=builtin)
        style.base_style = styles[based_on]
    style.quick_style = True
    set_font(style.font, size, colour, bold)
    form = style.paragraph_format
    for key, points in (("space_before", before), ("space_after", after)):
        if points is not None:
            setattr(form, key, Pt(points))
    if left is not None:
        form.left_indent = Cm(left)
        form.first_line_indent = Cm(-hanging) if hanging else None
    return style


def make_together(styles: Styles, name: str, like: str) -> ParagraphStyle:
    """A style as another, whose paragraphs stay on the page of what follows them; it does not crowd the gallery."""
    style = make_paragraph(styles, name, based_on=like)
    style.paragraph_format.keep_with_next = True
    style.quick_style = False
    return style


def add(styles: Styles, name: str, kind: Any, *, builtin: bool = False) -> Any:
    """A new style; the library says no types here."""
    return styles.add_style(name, kind, builtin)  # type: ignore[no-untyped-call]


def set_font(font: Any, size: float | None, colour: str | None, bold: bool | None) -> None:
    """Points, colour and weight, for scripts such as Arabic too, which Word keeps apart."""
    from docx.shared import Pt, RGBColor

    if size is not None:
        font.size = Pt(size)
        _set_complex_size(font.element, size)
    if colour is not None:
        font.color.rgb = RGBColor.from_string(colour)
    if bold is not None:
        font.bold = font.cs_bold = bold


def _set_complex_size(style: Any, points: float) -> None:
    from docx.oxml.ns import qn

    look = style.get_or_add_rPr()
    drop(look, "szCs")
    look.find(qn("w:sz")).addnext(_made("szCs", val=int(points * 2)))


def set_lines(style: ParagraphStyle, sides: _Sides, *, line: str = "single", shade: str = "") -> None:
    """Lines round the paragraphs of a style, in place of any it had."""
    properties = style.element.get_or_add_pPr()
    drop(properties, "pBdr")
    if sides:
        border = _made("pBdr")
        for side, (colour, eighths, space) in sides.items():
            border.append(_made(side, val=line, sz=eighths, space=space, color=colour))
        _place(properties, border, _AFTER_BORDER)
    if shade:
        _place(properties, _made("shd", val="clear", color="auto", fill=shade), _AFTER_SHADE)


def set_bar(style: ParagraphStyle, colour: str, *, line: str = "single", wide: int = 20, shade: str = "") -> None:
    """A line at the left of what a style holds."""
    set_lines(style, {"left": (colour, wide, 6)}, line=line, shade=shade)


def close_up(style: ParagraphStyle) -> None:
    """No space between paragraphs of this style that follow each other."""
    properties = style.element.get_or_add_pPr()
    drop(properties, "contextualSpacing")
    _place(properties, _made("contextualSpacing"), _AFTER_CLOSING_UP)


def add_table_style(styles: Styles, strong: str, hair: str, tint: str) -> None:
    """Tables with a line under each row, and their first row on a tint."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'
        for side, eighths, colour in (("top", 8, strong), ("bottom", 8, strong), ("insideH", 4, hair))
    )
    cast("Any", styles.element).append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE.replace(" ", "")}">'
            f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tcPr>'
            f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{strong}"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )


def drop(element: Any, tag: str) -> None:
    """Take away what stands under a name."""
    from docx.oxml.ns import qn

    for old in element.findall(qn(f"w:{tag}")):
        element.remove(old)


def _place(properties: Any, made: Any, after: tuple[str, ...]) -> None:
    """Put markup before what the form of the file has after it."""
    properties.insert_element_before(made, *(f"w:{tag}" for tag in after))


def _made(tag: str, **values: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element: Any = OxmlElement(f"w:{tag}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    return element
