"""A report as a Word document that an officer can edit: real headings, lists and tables, and named styles throughout.

The marking stands in the header and footer of every page, with page x of y. The styles are in `docx_styles.py`,
what stands on the page in `docx_blocks.py`. The same report gives the same bytes. python-docx is an extra
(`pip install 'sjtool[docx]'`).
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from sjtool.errors import SjtoolError, refused
from sjtool.report.docx_blocks import Body
from sjtool.report.docx_template import make_template
from sjtool.report.docx_words import NAMES, hold, paragraph, run
from sjtool.report.foot import TRAINING
from sjtool.report.report import Report

if TYPE_CHECKING:
    from docx.document import Document

_SUMMARY_POINTS = 9
_LONGEST_TITLE = 255
"""What the form of the file allows."""
_EARLIEST = 1980
"""The first year that can be written on what a file of this form holds."""


def render(report: Report) -> bytes:
    """The whole document. Raises SjtoolError where python-docx is not installed."""
    document = _open_template()
    if report.gist is not None:
        _set_closer(document)
    _fill(document, report)
    _mark_pages(document, report)
    _describe(document, report)
    held = io.BytesIO()
    document.save(held)
    return _without_clock(held, report)


def say_missing() -> SjtoolError:
    """What is told where python-docx is not installed."""
    return refused(
        "extra-missing",
        "docx",
        "Word documents need a part of sjtool that is not installed here",
        "it is kept apart because not every unit wants it",
        "pip install 'sjtool[docx]' , or --format markdown , which a document of your own takes",
    )


def _open_template() -> Document:
    """A document of our styles with nothing in it. Raises SjtoolError where python-docx is not installed."""
    try:
        import docx
    except ImportError:
        raise say_missing() from None
    return docx.Document(io.BytesIO(make_template()))


def _set_closer(document: Document) -> None:
    """Letters about as large as on the printed page, so that page one of a summary is a page here too."""
    from docx.shared import Pt

    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(_SUMMARY_POINTS)


def _fill(document: Document, report: Report) -> None:
    """Put the blocks before the settings of the page, and give each numbered list a beginning of its own."""
    from docx.oxml import parse_xml

    style: Any = document.styles["List Number"].element
    numbering: Any = document.part.numbering_part.element
    like = numbering.num_having_numId(style.pPr.numPr.numId.val).abstractNumId.val
    body = Body(report, 1 + max(one.numId for one in numbering.num_lst))
    parsed = parse_xml(f"<w:body {NAMES}>{''.join(body.build())}</w:body>")
    page = document.element.body[-1]
    for element in [*parsed]:
        page.addprevious(element)
    for number in range(body.first_number, body.first_number + body.numbered):
        made = numbering.add_num(like)
        made.numId = number
        made.add_lvlOverride(ilvl=0).add_startOverride(1)


def _mark_pages(document: Document, report: Report) -> None:
    """The marking above and below; which case, and which page of how many, below it."""
    from docx.oxml import parse_xml

    section = document.sections[0]
    marking = run(" · ".join(filter(None, [report.marking, TRAINING if report.training else ""])))
    where = run(f"{report.case} · {report.status.words}\tpage ") + _field("PAGE") + run(" of ") + _field("NUMPAGES")
    for part, lines in (
        (section.header, [paragraph(marking, "Marking")]),
        (section.footer, [paragraph(marking, "Marking"), paragraph(where, "Footer")]),
    ):
        held = part.part.element
        for old in [*held]:
            held.remove(old)
        for line in parse_xml(f"<w:body {NAMES}>{''.join(lines)}</w:body>"):
            held.append(line)


def _field(name: str) -> str:
    """A number that Word works out on opening."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _describe(document: Document, report: Report) -> None:
    """What the file says of itself: its title, its language and the day it was made, and nobody's name."""
    told = document.core_properties
    told.title = hold(f"{report.title}: {report.case}")[:_LONGEST_TITLE]
    told.language = "en-GB"
    told.author = told.comments = told.last_modified_by = told.keywords = told.subject = ""
    told.revision = 1
    told.created = told.modified = datetime.combine(report.built_on, time(), UTC)


def _without_clock(held: io.BytesIO, report: Report) -> bytes:
    """The same file with the report's own day on every part of it."""
    day = (max(_EARLIEST, report.built_on.year), report.built_on.month, report.built_on.day, 0, 0, 0)
    made = io.BytesIO()
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, day), old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
