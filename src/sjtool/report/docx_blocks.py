"""The blocks of a report in the markup of Word, in order: what `as_docx.py` puts into the document.

Pictures stand as their tables. Labels stand left of their words in one paragraph, which reads aloud and edits as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.report.blocks import short_date
from sjtool.report.docx_styles import LABEL_CM, OPINION, OPINION_LABELLED
from sjtool.report.docx_words import PAGE_BREAK, paragraph, run, table
from sjtool.report.foot import foot_lines
from sjtool.report.pictures import split_strip
from sjtool.report.report import (
    Basis,
    Block,
    Bullets,
    Group,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Profile,
    Report,
    Section,
    Strip,
    Table,
    Timeline,
)
from sjtool.report.wording import say_basis, say_date
from sjtool.text import cell_width, show_safely

_DEEPEST = 6
_DATES = 8
"""How many dates stand beside each other on a page."""
_LABEL_COLUMNS = int(LABEL_CM * 5.4)
"""About how many letters of a label fit beside its words."""
_NOTES = {"caution": "Caution", "gap": "Gap", "restricted": "Restricted"}
_KEY = "A line at the left marks the officer's own judgement. Everything else is record, or said by sjtool."


class Body:
    """What stands between the header and the footer. `numbered` counts the lists that begin at one again."""

    def __init__(self, report: Report, first_number: int) -> None:
        """`first_number` is the id of the first numbered list; each has its own, so that each begins at one."""
        self.report = report
        self.first_number = first_number
        self.numbered = 0

    def build(self) -> Iterator[str]:
        """Every paragraph and table in turn."""
        yield from self._top()
        for number, section in enumerate(self.report.sections):
            after_page_one = number == 1 and not self.report.sections[0].number
            yield from self._section(section, breaks=after_page_one and self.report.gist is not None)
        for line in foot_lines(self.report):
            yield paragraph(run(line), "Small Print")

    def _top(self) -> Iterator[str]:
        report = self.report
        yield paragraph(run(report.status.words), "Status")
        yield from (paragraph(run(warning), "Warning") for warning in report.warnings)
        yield paragraph(run(report.handling), "Small Print")
        yield paragraph(run(f"{report.title}: {report.case}"), "Title")
        yield paragraph(run(report.subject), "Subject")
        made = [f"printed on {say_date(report.built_on)}"]
        if report.as_at:
            made.append(f"the case as it was recorded by {say_date(report.as_at)}")
        if report.recipient:
            made.append(f"made for: {report.recipient}")
        yield paragraph(run(" · ".join(made)), "Small Print")
        yield from (paragraph(run(line), "Small Print") for line in report.status.lines)
        if report.gist is not None:
            yield paragraph(run(_KEY), "Small Print")

    def _section(self, section: Section, *, breaks: bool) -> Iterator[str]:
        """A section under its heading. Page one has one where it has headings below and a title of its own."""
        level = 2
        if section.number:
            title = f"{section.number}  {section.title}"
            yield paragraph(run(title), "Heading 1", more=PAGE_BREAK if breaks else "")
            if section.holds:
                yield paragraph(run(section.holds), "Small Print")
        elif section.title and any(isinstance(block, Group) for block in section.blocks):
            yield paragraph(run(section.title), "Heading 1")
        else:
            level = 1
        yield from self._blocks(section.blocks, level)

    def _blocks(self, blocks: Sequence[Block], level: int) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block, level)

    def _block(self, block: Block, level: int) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield paragraph(_said(block.text, block.basis), OPINION if block.voice == "opinion" else "")
        elif isinstance(block, Note):
            lead = run("Caution: ", strong=True) if block.kind == "caution" else ""
            yield paragraph(lead + run(block.text), _NOTES[block.kind])
        elif isinstance(block, Pairs):
            before = ""
            for row in block.rows:
                yield _pair(row, "" if row.label == before else row.label)
                before = row.label
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        elif isinstance(block, Table):
            yield table(block.header, block.rows)
        elif isinstance(block, Strip):
            yield from _strip(block)
        elif isinstance(block, Profile):
            yield from _captioned("Each factor on its scale, past beside recent", _named(block.header), block.as_rows())
        elif isinstance(block, Timeline):
            yield from _captioned("Each day, and how it stands", block.header, block.as_rows())
        else:
            aside = run(f"   {block.aside}", "Aside") if block.aside else ""
            yield paragraph(run(block.title) + aside, f"Heading {level}")
            yield from self._blocks(block.blocks, min(_DEEPEST, level + 1))

    def _bullets(self, block: Bullets) -> Iterator[str]:
        more = ""
        if block.numbered:
            number = self.first_number + self.numbered
            more = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
            self.numbered += 1
        for item in block.items:
            name = "List Number" if block.numbered else "List Bullet"
            yield paragraph(_said(item.text, item.basis), name, more=more)


def _said(text: str, basis: Basis | None, *, strong: bool = False) -> str:
    """Words, and behind them what they rest on."""
    held = say_basis(basis) if basis else ""
    return run(text, strong=strong) + (run(f" {held}", "Basis") if held else "")


def _pair(row: Pair, label: str) -> str:
    """A label and its words beside it, or below it where the label is long or has lines; no label if said above."""
    shown = show_safely(label)
    beside = cell_width(shown) <= _LABEL_COLUMNS and "\n" not in shown
    words = run("\t" if beside else "\n") + _said(row.text, row.basis, strong=row.strong)
    style = OPINION_LABELLED if row.voice == "opinion" else "Labelled"
    return paragraph((run(label, "Label") if label else "") + words, style)


def _named(header: Sequence[str]) -> tuple[str, ...]:
    """A header without an empty cell in it."""
    return tuple(cell or "Factor" for cell in header)


def _captioned(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield paragraph(run(title), "Caption")
    yield table(header, rows, title)


def _strip(block: Strip) -> Iterator[str]:
    """Factors down and dates across, in as many tables as the page asks for; then what the letters mean."""
    for piece in split_strip(block, _DATES):
        header = _named(["", *map(short_date, piece.dates)])
        rows = [(title, *letters) for title, letters in piece.rows]
        yield from _captioned("The rating of each factor on each date", header, rows)
    if block.legend:
        parts = [run(letter, strong=True) + run(f" {words.lower()}") for letter, words in block.legend]
        yield paragraph(run("   ").join(parts), "Small Print")
