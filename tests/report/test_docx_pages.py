"""How a Word document lies on its pages: what keeps together, how wide a column is, and the list of its sections."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as Line

from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section, Table

from .test_as_docx import GIST, by_style, read, report_of

LETTERS = tuple(Pair(name, name) for name in "abc")


def sections_of(count: int, *blocks: Block) -> tuple[Section, ...]:
    return tuple(Section(number, f"Part {number}", "facts", blocks) for number in range(1, count + 1))


def contents_of(document: Document) -> list[Line]:
    """The lines of Word's own list of contents, its heading first."""
    (held,) = document.element.body.iter(qn("w:sdtContent"))
    return [Line(one, document) for one in held]  # type: ignore[arg-type]


def kept_of(document: Document) -> dict[str, bool]:
    """Whether the line of each letter stays on the page of what follows it, by what its style says."""
    lines = [one for one in document.paragraphs if "\t" in one.text and len(one.text.split("\t")[0]) == 1]
    for one in lines[:-1]:  # the last holds the foot
        assert one.paragraph_format.keep_with_next is None
    styles: list[Any] = [one.style for one in lines]
    return {
        one.text[0]: bool(style.paragraph_format.keep_with_next)
        for one, style in zip(lines, styles, strict=True)
        if one.text[0].isalpha()
    }


def widths_of(document: Document, number: int) -> list[int]:
    return [column.width or 0 for column in document.tables[number].columns]


def test_the_first_of_many_labels_keeps_to_the_second() -> None:
    few = Pairs((Pair("d", "d"), Pair("e", "e")))
    kept = kept_of(read(report_of(Pairs(LETTERS), Paragraph("between"), few)))
    assert kept == {"a": True, "b": False, "c": False, "d": False, "e": False}


def test_a_short_record_stays_on_one_page_with_its_heading() -> None:
    assert kept_of(read(report_of(Group("e-001", "", (Pairs(LETTERS),))))) == {"a": True, "b": True, "c": False}
    followed = (Pairs(LETTERS), Note("not recorded", "gap"))
    assert kept_of(read(report_of(Group("e-001", "", followed)))) == {"a": True, "b": True, "c": True}


def test_a_long_record_goes_on_over_the_page() -> None:
    long = Group("e-001", "", (Pairs((*LETTERS, Pair("d", "word " * 300))),))
    assert kept_of(read(report_of(long))) == {"a": True, "b": False, "c": False, "d": False}


def test_what_keeps_together_looks_like_what_does_not() -> None:
    """A force that changes the one changes the other."""
    styles: Any = read(report_of()).styles
    for name, like in (
        ("Labelled Together", "Labelled"),
        ("Officer's judgement labelled together", "Officer's judgement labelled"),
        ("Table Words Together", "Table Words"),
    ):
        style = styles[name]
        assert style.base_style.name == like
        assert style.element.rPr is None
        assert [one.tag for one in style.element.pPr] == [qn("w:keepNext")]
        assert style.quick_style is False


def test_a_table_is_as_wide_as_its_words_and_no_wider_than_the_page() -> None:
    short = Table(("How they stand", "Items"), (("differ", "5"),))
    long = Table(("Day", "What", "Why"), (("18 September 2026", "w" * 90, "w" * 500),))
    document = read(report_of(short, Paragraph("x"), long))
    room = document.sections[0].page_width - 2 * document.sections[0].left_margin  # type: ignore[operator]
    assert sum(widths_of(document, 0)) < room * 0.4
    day, what, why = widths_of(document, 1)
    assert room * 0.99 < day + what + why <= room
    assert room * 0.2 < day < room * 0.22
    assert what < why


def test_the_column_with_most_to_say_is_the_widest() -> None:
    row = ("differ, as read", "22 Children close by", "no", "yes", "This is the one that matters most. He says never")
    document = read(report_of(Table(("How they stand", "Item", "Mr Q", "Ms W", "Reading"), (row,) * 4)))
    stand, item, his, hers, reading = widths_of(document, 0)
    assert reading > 1.8 * max(stand, item)
    assert his == hers < item


def test_a_name_in_a_script_of_broad_letters_has_room() -> None:
    document = read(report_of(Table(("தமிழ்ச்செல்வி", "Selvi Mani"), (("no", "no"),))))
    tamil, ours = widths_of(document, 0)
    assert tamil > 1.5 * ours


@pytest.mark.parametrize("columns", [1, 2, 7, 12, 20])
def test_no_table_is_wider_than_the_page_and_no_column_is_nothing(columns: int) -> None:
    cells = tuple("many words that go on " * (8 + n % 3) for n in range(columns))
    document = read(report_of(Table(cells, (cells, ("",) * columns))))
    wide = widths_of(document, 0)
    room = document.sections[0].page_width - 2 * document.sections[0].left_margin  # type: ignore[operator]
    assert room * 0.98 < sum(wide) <= room
    assert min(wide) > room / columns / 4


def test_every_table_is_named_for_whoever_hears_it() -> None:
    table = Table(("A",), (("a",),))
    sections = (
        Section(0, "", "", (table,)),
        Section(1, "Accounts", "", (table, Group("Mr Q", "", (table,)), table)),
    )
    document = read(report_of(sections=sections))
    named = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:tblCaption"))]
    assert named == ["Structured-judgement summary", "Accounts", "Mr Q", "Accounts"]


def test_the_title_is_not_said_again_above_what_stands_under_it() -> None:
    group = Group("Since the last visit", "", (Paragraph("x"),))
    document = read(report_of(title="Visit briefing", sections=(Section(0, "Visit briefing", "", (group,)),)))
    assert by_style(document, "Title") == ["Visit briefing"]
    assert by_style(document, "Heading 1") == ["Since the last visit"]


def test_a_long_report_lists_its_sections_and_each_leads_there() -> None:
    document = read(report_of(sections=sections_of(4, Paragraph("x"))))
    heading, *lines = contents_of(document)
    assert (heading.text, heading.style.name) == ("Contents", "TOC Heading")  # type: ignore[union-attr]
    assert [one.text for one in lines] == [f"{n}\tPart {n}" for n in range(1, 5)]
    assert {one.style.name for one in lines} == {"toc 1"}  # type: ignore[union-attr]
    leads = [one.get(qn("w:anchor")) for line in lines for one in line._p.iter(qn("w:hyperlink"))]
    marks = [one.get(qn("w:name")) for one in document.element.body.iter(qn("w:bookmarkStart"))]
    assert leads == marks == ["_Toc000001", "_Toc000002", "_Toc000003", "_Toc000004"]
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]


def test_the_list_of_sections_is_words_own() -> None:
    """So that Word offers to make it again, and keeps its heading with it."""
    document = read(report_of(sections=sections_of(4)))
    (kind,) = document.element.body.iter(qn("w:docPartGallery"))
    assert kind.get(qn("w:val")) == "Table of Contents"


def test_a_short_report_lists_none() -> None:
    document = read(report_of(sections=sections_of(3)))
    assert [*document.element.body.iter(qn("w:sdt"))] == []


def test_the_list_of_sections_stays_whole_and_begins_no_page() -> None:
    """Page one may run over where letters are wider than ours: no page then holds its last two lines alone."""
    front = Section(0, "In brief", "", (Group("Why", "", ()),))
    for count, gist, whole in ((4, GIST, True), (4, None, True), (24, None, True), (25, None, None)):
        document = read(report_of(sections=(front, *sections_of(count)), gist=gist))
        heading, *lines = contents_of(document)
        assert heading.paragraph_format.page_break_before is None
        assert [one.paragraph_format.keep_with_next for one in lines[:-1]] == [whole] * (count - 1)
        assert lines[-1].paragraph_format.keep_with_next is None
        assert [one.text for one in document.paragraphs if one.paragraph_format.page_break_before] == []
    tags = [one.tag for one in document.element.body]
    said = [one.text for one in document.paragraphs]
    assert tags.index(qn("w:sdt")) == said.index("Why") + 1 == said.index("1\tPart 1")


@pytest.mark.parametrize("last", [Paragraph("end"), Bullets((Item("a"), Item("end")), numbered=True)])
def test_the_foot_never_has_a_page_to_itself(last: Block) -> None:
    document = read(report_of(Paragraph("before"), last))
    kept = {one.text: one.paragraph_format.keep_with_next for one in document.paragraphs}
    assert (kept["end"], kept["before"]) == (True, None)
    foot = [one for one in document.paragraphs if (one.style and one.style.name) == "Print Foot"]
    assert [one.paragraph_format.keep_with_next for one in foot] == [True, True, None]


def test_the_last_row_of_a_table_holds_the_foot() -> None:
    (table,) = read(report_of(Table(("A",), (("a",), ("b",))))).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept[-2:] == [None, True]


def test_the_marking_is_clear_of_the_words_above_it() -> None:
    document = read(report_of())
    section = document.sections[0]
    size = max(document.styles[name].font.size or 0 for name in ("Header", "Footer"))  # type: ignore[attr-defined]
    two_lines = size * 1.15 * 2
    room = section.bottom_margin - section.footer_distance - two_lines  # type: ignore[operator]
    assert room > docx.shared.Cm(0.3)


def test_an_edited_report_is_whole(tmp_path: Any) -> None:
    """One paragraph is changed by hand, as in Word, and everything else stands as it was printed."""
    blocks = (Pairs(LETTERS), Bullets((Item("one"), Item("two")), numbered=True), Paragraph("said"))
    document = read(report_of(sections=sections_of(4, *blocks, Table(("A",), (("a",),)))))
    before = [one.text for one in document.paragraphs]
    place = before.index("said")
    document.paragraphs[place].runs[0].text = "changed"
    document.save(str(tmp_path / "edited.docx"))
    again = docx.Document(str(tmp_path / "edited.docx"))
    assert [one.text for one in again.paragraphs] == [*before[:place], "changed", *before[place + 1 :]]
    assert [one.text for one in contents_of(again)][1:] == [f"{n}\tPart {n}" for n in range(1, 5)]
    assert len(again.tables) == 4
    assert again.core_properties.title == "Structured-judgement summary: demo"
