"""The list of sections of a long Word document: Word's own table of contents, each line a link to its heading.

It stands filled in, so that nothing has to be worked out on opening, and Word asks nothing. It names no pages: those
shift with fonts and with whoever goes on writing. "Update table" in Word makes it again from the headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.report.docx_words import KEEP_NEXT, paragraph, run
from sjtool.report.report import Section

_LONG = 4
"""From so many sections on there is a list of them."""
_TOGETHER = 24
"""Up to so many lines the list stays whole: it goes to the next page where it has no room below what precedes it."""
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_ABOUT = (
    '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
)
"""What makes it Word's own list of contents, with "Update table" above it, and its heading part of it."""
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def list_sections(sections: Sequence[Section]) -> str:
    """The heading of the list and a line for each numbered section; nothing where they are few."""
    numbered = [section for section in sections if section.number]
    if len(numbered) < _LONG:
        return ""
    kept = KEEP_NEXT if len(numbered) <= _TOGETHER else ""
    lines = [paragraph(run("Contents"), "TOC Heading")]
    for section in numbered:
        link = f'<w:hyperlink w:anchor="{_anchor(section)}" w:history="1">{run(say_title(section))}</w:hyperlink>'
        first, last = section is numbered[0], section is numbered[-1]
        lines.append(
            paragraph((_FIELD if first else "") + link + (_END if last else ""), "toc 1", more="" if last else kept)
        )
    return f"<w:sdt>{_ABOUT}<w:sdtContent>{''.join(lines)}</w:sdtContent></w:sdt>"


def section_heading(section: Section) -> str:
    """The number and title of a section, where the list of sections leads."""
    number, name = section.number, _anchor(section)
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{run(say_title(section))}<w:bookmarkEnd w:id="{number}"/>'
    )


def say_title(section: Section) -> str:
    """A section by its number and title."""
    return f"{section.number}\t{section.title}"


def _anchor(section: Section) -> str:
    return f"_Toc{section.number:06}"
