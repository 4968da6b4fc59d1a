"""The blocks of a report in the markup of Word, in order: what `as_docx.py` puts into the document.

Pictures stand as their tables. Labels and what belongs to them are in `docx_pairs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sjtool.report.blocks import short_date
from sjtool.report.cautions import LEGEND
from sjtool.report.docx_contents import list_sections, section_heading
from sjtool.report.docx_pairs import render_pairs
from sjtool.report.docx_styles import OPINION, OPINION_BULLET, OPINION_NUMBER, TO_SIGN
from sjtool.report.docx_table import between, table
from sjtool.report.docx_words import KEEP_NEXT, PAGE_BREAK, keep_with_next, paragraph, run, said
from sjtool.report.foot import foot_lines
from sjtool.report.page_breaks import is_kept_together
from sjtool.report.pictures import split_strip
from sjtool.report.report import (
    Block,
    Bullets,
    Group,
    Item,
    Note,
    Pairs,
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
from sjtool.report.wording import say_date

_DEEPEST = 6
_DATES = 8
"""How many dates stand beside each other on a page."""
_EM = "\u2003"
"""One wide space: two or three spaces in a row are never used to set words apart."""
_BLANK = "________"
"""Room to write by hand."""
_NOTES = {"caution": "Caution", "gap": "Gap", "restricted": "Restricted"}


class Body:
    """What stands between the header and the footer. `numbered` counts the lists that begin at one again."""

    def __init__(self, report: Report, first_number: int) -> None:
        """`first_number` is the id of the first numbered list; each has its own, so that each begins at one."""
        self.report = report
        self.first_number = first_number
        self.numbered = 0
        self.under = report.title
        """The heading above: the name of a table that has no other, for whoever hears it."""

    def build(self) -> Iterator[str]:
        """Every paragraph and table in turn."""
        before = ""
        for part in self._parts():
            yield between(before, part) + part
            before = part

    def _parts(self) -> Iterator[str]:
        """The top, the sections, the foot; the last words hold the foot to them, so that no page has it alone."""
        yield from self._top()
        held = ""
        for part in self._sections():
            if held:
                yield held
            held = part
        yield keep_with_next(held)
        *lines, last = foot_lines(self.report)
        yield from (paragraph(run(line), "Print Foot", more=KEEP_NEXT) for line in lines)
        yield paragraph(run(last), "Print Foot")

    def _sections(self) -> Iterator[str]:
        """Each section; before the first that has a number the list of them, which goes on below what page one holds.

        Whoever has the page set otherwise than we foresaw then turns no page with two lines on it.
        """
        sections = self.report.sections
        for number, section in enumerate(sections):
            breaks = False
            if section.number and (not number or not sections[number - 1].number):
                contents = list_sections(sections)
                breaks = number > 0 and self.report.gist is not None and not contents
                if contents:
                    yield contents
            yield from self._section(section, breaks=breaks)

    def _top(self) -> Iterator[str]:
        report = self.report
        yield paragraph(run(report.status.words), "Status")
        yield from (paragraph(run(warning), "Warning") for warning in report.warnings)
        yield paragraph(run(report.handling), "Small Print")
        yield paragraph(run(report.title), "Title")
        yield paragraph(run(f"{report.case} · {report.subject}"), "Subject")
        made = [f"printed on {say_date(report.built_on)}"]
        if report.as_at:
            made.append(f"the case as it was recorded by {say_date(report.as_at)}")
        if report.recipient:
            made.append(f"made for: {report.recipient}")
        yield paragraph(run(" · ".join(made)), "Small Print")
        yield from (paragraph(run(line), "Small Print") for line in report.status.lines)
        if holds_opinion(report):
            yield paragraph(run(LEGEND), "Small Print")

    def _section(self, section: Section, *, breaks: bool) -> Iterator[str]:
        """A section under its heading. Page one has one where it has headings below and a title of its own."""
        level = 2
        self.under = section.title or self.report.title
        if section.number:
            yield paragraph(section_heading(section), "Heading 1", more=PAGE_BREAK if breaks else "")
            if section.holds:
                yield paragraph(run(section.holds), "Section Note")
        elif _heads_groups(section, self.report.title):
            yield paragraph(run(section.title), "Heading 1")
        else:
            level = 1
        yield from self._blocks(section.blocks, level)

    def _blocks(self, blocks: Sequence[Block], level: int, *, together: bool = False) -> Iterator[str]:
        for block, after in pairwise([*blocks, None]):
            if isinstance(block, Paragraph) and not is_own(block) and _leads_in(block, after):
                yield paragraph(said(block.text, block.basis), "Lead-in")
            elif isinstance(block, Pairs):
                yield from render_pairs(block, together=together, ends=after is None)
            elif block is not None:
                yield from self._block(block, level)

    def _block(self, block: Block, level: int) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield paragraph(said(block.text, block.basis), OPINION if is_own(block) else "")
        elif isinstance(block, Note):
            lead = run("Caution:", "Strong") + run(" ") if block.kind == "caution" else ""
            yield paragraph(lead + run(block.text), _NOTES[block.kind])
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        elif isinstance(block, Table):
            yield table(block.header, block.rows, self.under)
        elif isinstance(block, Strip):
            yield from _strip(block)
        elif isinstance(block, Profile):
            yield from _captioned("Each factor on its scale, past beside recent", _named(block.header), block.as_rows())
        elif isinstance(block, Timeline):
            yield from _captioned("Each day, and how it stands", block.header, block.as_rows())
        elif isinstance(block, Group):
            yield from self._group(block, level)

    def _group(self, block: Group, level: int) -> Iterator[str]:
        """A heading and what stands under it; a table there is named for it."""
        above, self.under = self.under, block.title
        aside = run(f"{_EM}{block.aside}", "Aside") if block.aside else ""
        yield paragraph(run(block.title) + aside, f"Heading {level}")
        yield from self._blocks(block.blocks, min(_DEEPEST, level + 1), together=is_kept_together(block))
        self.under = above

    def _bullets(self, block: Bullets) -> Iterator[str]:
        more = ""
        if block.numbered:
            number = self.first_number + self.numbered
            more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            self.numbered += 1
        for item in block.items:
            yield paragraph(said(item.text, item.basis), _style_of(item, numbered=block.numbered), more=more)


def _style_of(item: Item, *, numbered: bool) -> str:
    """The style of an entry of a list. The opinion of somebody else, held as evidence, is not the officer's own."""
    if _BLANK in item.text:
        return TO_SIGN
    own = is_own(item)
    if numbered:
        return OPINION_NUMBER if own else "List Number"
    return OPINION_BULLET if own else "List Bullet"


def _heads_groups(section: Section, title: str) -> bool:
    """Whether a section without a number has a title of its own to say above its groups."""
    return bool(section.title) and section.title != title and any(isinstance(one, Group) for one in section.blocks)


def _leads_in(block: Paragraph, after: Block | None) -> bool:
    """Whether words announce the list or table below them, and must not be left behind on another page."""
    return block.text.endswith(":") and isinstance(after, Bullets | Table | Pairs)


def _named(header: Sequence[str]) -> tuple[str, ...]:
    """A header without an empty cell in it."""
    return tuple(cell or "Factor" for cell in header)


def _captioned(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, with_next: bool = False
) -> Iterator[str]:
    yield paragraph(run(title), "Caption")
    yield table(header, rows, title, with_next=with_next)


def _strip(block: Strip) -> Iterator[str]:
    """Factors down and dates across, in as many tables as the page asks for; then what the letters mean."""
    for piece in split_strip(block, _DATES):
        header = _named(["", *map(short_date, piece.dates)])
        rows = [(title, *letters) for title, letters in piece.rows]
        yield from _captioned("The rating of each factor on each date", header, rows, with_next=bool(piece.legend))
    if block.legend:
        parts = [run(letter, "Strong") + run(f" {words.lower()}") for letter, words in block.legend]
        yield paragraph(run(_EM).join(parts), "Legend")
