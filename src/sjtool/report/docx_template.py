"""The empty Word document every report starts from: its page, its language and its styles, and nothing of anybody's.

python-docx is an extra (`pip install 'sjtool[docx]'`). What its own template says of itself is left out.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from sjtool.report.docx_styles import PAGE_CM, add_styles, restyle

if TYPE_CHECKING:
    from docx.document import Document

_UNWANTED = ("stylesWithEffects", "thumbnail", "customXml", "extended-properties", "webSettings")
"""Parts of the library's own template that say nothing of a report, or say what is not so."""
_SETTINGS = ("themeFontLang", "savePreviewPicture", "proofState", "rsids")


@cache
def make_template() -> bytes:
    """The empty document, made once. Raises ImportError where python-docx is not installed."""
    import docx

    document = docx.Document()
    _drop_unwanted(document)
    _set_page(document)
    _set_language(document)
    restyle(document.styles)
    add_styles(document.styles)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _drop_unwanted(document: Document) -> None:
    """Leave out the library's picture, its counts and its table styles."""
    from docx.enum.style import WD_STYLE_TYPE

    package = document.part.package
    for relations in (document.part.rels, package.rels):
        for key in [key for key, one in relations.items() if any(word in one.reltype for word in _UNWANTED)]:
            relations.pop(key)
    for style in [*document.styles]:
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
    for part in package.iter_parts():
        if str(part.partname).endswith("theme1.xml"):
            theme = cast("Any", part)  # a part of bytes, which the library keeps as it found it
            theme._blob = part.blob.replace(b'"Cambria"', b'"Arial"').replace(b'"Calibri"', b'"Arial"')  # noqa: SLF001


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    for name, wide in PAGE_CM.items():
        setattr(section, name, Cm(wide))


def _set_language(document: Document) -> None:
    """British English throughout, and a document of today's Word, at its own size, not one in compatibility mode."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
        language.set(qn("w:eastAsia"), "en-GB")
    settings = document.settings.element
    for tag in _SETTINGS:
        for found in settings.findall(qn(f"w:{tag}")):
            if tag == "themeFontLang":
                found.set(qn("w:val"), "en-GB")
                del found.attrib[qn("w:eastAsia")]
            else:
                settings.remove(found)
    for zoom in settings.findall(qn("w:zoom")):
        zoom.attrib.clear()
        zoom.set(qn("w:percent"), "100")
    for layout in [*settings.iter(qn("w:useFELayout"))]:
        layout.getparent().remove(layout)  # the rules of line ends of East Asian writing, which the library's Word set
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
