"""The report as a Word document, read back by python-docx: styles, headings, lists and tables, and every word."""

from __future__ import annotations

import builtins
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from sjtool.errors import SjtoolError
from sjtool.report import as_docx
from sjtool.report.cautions import LEGEND
from sjtool.report.report import (
    Basis,
    Block,
    Bullets,
    Gist,
    Group,
    Item,
    Moment,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Profile,
    ProfileRow,
    Report,
    Section,
    Status,
    Strip,
    Table,
    Timeline,
)

GIST = Gist(None, None, None, None, None, no_override=False, overrides=(), tools=(), missing=())


def report_of(*blocks: Block, **more: Any) -> Report:
    report = Report(
        name="summary",
        title="Structured-judgement summary",
        case="demo",
        subject="Mr H",
        marking="OFFICIAL-SENSITIVE",
        handling="Practitioner only.",
        training=True,
        status=Status("draft", "DRAFT: not signed"),
        warnings=("Hand-edited.",),
        head="ab" * 16,
        built_on=date(2026, 3, 12),
        as_at="",
        recipient="",
        gist=None,
        sections=(Section(1, "All of it", "facts", blocks),),
    )
    return replace(report, **more)


def read(report: Report) -> Document:
    return docx.Document(io.BytesIO(as_docx.render(report)))


def by_style(document: Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style is not None and one.style.name == style]


def numbers_of(document: Document) -> list[int]:
    """The numbering of each line of a numbered list."""
    found = [one._p.find(f".//{qn('w:numId')}") for one in document.paragraphs if one.style.name == "List Number"]  # type: ignore[union-attr]
    return [int(one.get(qn("w:val"))) for one in found]


def test_headings_are_words_own_and_go_down_one_at_a_time(judged: Any) -> None:
    document = read(judged.report())
    names = [one.style.name or "" for one in document.paragraphs if one.style is not None]
    levels = [int(name[-1]) for name in names if name.startswith("Heading")]
    assert names.count("Title") == 1
    assert levels[0] == 1
    assert levels.count(1) == 18
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_page_one_has_a_heading_of_its_own_only_where_headings_follow() -> None:
    group = Group("Why", "", (Paragraph("because"),))
    with_groups = read(report_of(sections=(Section(0, "In brief", "", (group,)), Section(1, "Next", "", ()))))
    assert by_style(with_groups, "Heading 1") == ["In brief", "1\tNext"]
    assert by_style(with_groups, "Heading 2") == ["Why"]
    bare = read(report_of(sections=(Section(0, "In brief", "", (Paragraph("a"),)),)))
    assert by_style(bare, "Heading 1") == []
    untitled = read(report_of(sections=(Section(0, "", "", (group,)),)))
    assert by_style(untitled, "Heading 1") == ["Why"]


def test_what_follows_page_one_of_a_summary_begins_a_page() -> None:
    sections = (Section(0, "", "", ()), Section(1, "A", "", ()), Section(2, "B", "", ()))
    for gist, begins in ((GIST, True), (None, None)):
        document = read(report_of(sections=sections, gist=gist))
        breaks = {one.text: one.paragraph_format.page_break_before for one in document.paragraphs}
        assert breaks["1\tA"] is begins
        assert breaks["2\tB"] is None


def test_the_letters_of_a_summary_are_those_of_its_print() -> None:
    """Page one of it is a page; a plan for a family is read by old and young."""
    normal: Any = read(report_of(gist=GIST)).styles["Normal"]
    other: Any = read(report_of()).styles["Normal"]
    assert (normal.font.size.pt, other.font.size.pt) == (9, 10)


def test_headings_go_no_deeper_than_word_has_them() -> None:
    deep: Block = Paragraph("end")
    for level in range(8, 1, -1):
        deep = Group(f"g{level}", "", (deep,))
    document = read(report_of(deep))
    assert by_style(document, "Heading 6") == ["g6", "g7", "g8"]


def test_the_marking_and_the_page_stand_on_every_page() -> None:
    section = read(report_of()).sections[0]
    marking = "OFFICIAL-SENSITIVE · TRAINING: invented, about nobody"
    assert [one.text for one in section.header.paragraphs] == [marking]
    assert section.footer.paragraphs[0].text == marking
    fields = [one.get(qn("w:instr")).strip() for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer is False
    assert "TRAINING" not in read(report_of(training=False)).sections[0].header.paragraphs[0].text


def test_every_voice_and_note_has_a_style_of_its_own() -> None:
    document = read(
        report_of(
            Paragraph("mine", "opinion"),
            Paragraph("theirs"),
            Note("care", "caution"),
            Note("missing", "gap"),
            Note("stop", "restricted"),
            Pairs((Pair("Level", "HIGH", "opinion", strong=True), Pair("Said", "no"))),
        )
    )
    assert by_style(document, "Officer's judgement") == ["mine"]
    assert "theirs" in by_style(document, "Normal")
    assert by_style(document, "Caution") == ["Caution: care"]
    assert by_style(document, "Gap") == ["missing"]
    assert by_style(document, "Restricted") == ["stop"]
    assert by_style(document, "Officer's judgement labelled") == ["Level\tHIGH"]
    assert by_style(document, "Labelled") == ["Said\tno"]
    assert by_style(document, "Status") == ["DRAFT: not signed"]
    assert by_style(document, "Warning") == ["Hand-edited."]
    level = next(one for one in document.paragraphs if one.text == "Level\tHIGH")
    looks = [run.style.name for run in level.runs if run.style is not None]
    assert looks == ["Label", "Default Paragraph Font", "Strong"]


def test_a_basis_stands_behind_its_words() -> None:
    document = read(report_of(Paragraph("a", basis=Basis("told", "Ms R", "2026-03-04", ("r-1",)))))
    (said,) = [one for one in document.paragraphs if one.text.startswith("a [")]
    assert said.text == "a [told, Ms R, 4 March 2026; r-1]"
    assert said.runs[-1].style.name == "Basis"


def test_a_label_that_is_that_of_the_row_above_is_not_said_again() -> None:
    document = read(
        report_of(Pairs((Pair("Due", "one"), Pair("Due", "two"), Pair("Met", "three"), Pair("Due", "four"))))
    )
    said = [one.text for one in document.paragraphs if "\t" in one.text and one.text != "1\tAll of it"]
    assert said == ["Due\tone", "\ttwo", "Met\tthree", "Due\tfour"]


def test_a_long_label_stands_above_its_words() -> None:
    document = read(report_of(Pairs((Pair("A label that is longer than its column", "words"),))))
    assert by_style(document, "Labelled") == ["A label that is longer than its column\nwords"]


def test_every_numbered_list_begins_at_one() -> None:
    first, second = Bullets((Item("a"), Item("b")), numbered=True), Bullets((Item("c"),), numbered=True)
    document = read(report_of(first, Paragraph("between"), second, Bullets((Item("d", "opinion"),))))
    assert by_style(document, "List Number") == ["a", "b", "c"]
    assert by_style(document, "Officer's judgement bullet") == ["d"]
    one, other, third = numbers_of(document)
    assert one == other != third
    numbering: Any = document.part.numbering_part.element
    for number in {one, third}:
        held = numbering.num_having_numId(number)
        assert held.find(f".//{qn('w:startOverride')}").get(qn("w:val")) == "1"


def test_tables_repeat_their_header_and_keep_to_the_page(judged: Any) -> None:
    document = read(judged.report())
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    assert document.tables
    for table in document.tables:
        assert table.style is not None
        assert table.style.name == "Report Table"
        heads = table.rows[0]._tr.find(f".//{qn('w:tblHeader')}")
        assert heads is not None
        assert all(cell.text for cell in table.rows[0].cells)
        widths = [column.width for column in table.columns]
        assert sum(widths) <= room
        assert all([cell.width for cell in row.cells] == widths for row in table.rows)


def test_pictures_stand_as_tables_under_a_caption() -> None:
    dates = tuple(f"2026-01-{day:02}" for day in range(1, 11))
    document = read(
        report_of(
            Strip(dates, (("Hostility", tuple("PPPPPPPPAN")),), (("P", "Present"), ("A", "Act now"))),
            Profile(("Low", "High"), (ProfileRow("Opportunity", 0, 1, "Low", "High"),)),
            Timeline((Moment("2026-03-01", "Visit", "happened"),), "2026-03-12"),
            Strip(("",), (("Collapse", ("P",)),), ()),
            Table(("Kind", "Label"), (("Hostility", "Present"),)),
        )
    )
    shown = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert shown[0][0] == ["Factor", *(f"{day} Jan 26" for day in range(1, 9))]
    assert shown[1] == [["Factor", "9 Jan 26", "10 Jan 26"], ["Hostility", "A", "N"]]
    assert shown[2] == [["Factor", "Past", "Recent"], ["Opportunity", "Low", "High"]]
    assert shown[3] == [["Day", "What", "How it stands"], ["1 March 2026", "Visit", "happened"]]
    assert shown[4][0] == ["Factor", "no date"]
    assert shown[5] == [["Kind", "Label"], ["Hostility", "Present"]]
    assert len(by_style(document, "Caption")) == 5
    assert by_style(document, "Legend") == ["P present\u2003A act now"]


def test_two_tables_never_touch_and_nothing_else_is_kept_apart_by_an_empty_line() -> None:
    """Word makes one table of two that do."""
    table = Table(("A",), (("a",),))
    document = read(report_of(table, table, Paragraph("end")))
    tags = [one.tag for one in document.element.body]
    assert (qn("w:tbl"), qn("w:tbl")) not in [*pairwise(tags)]
    assert tags.count(qn("w:tbl")) == 2
    empty = [one.style.name for one in document.paragraphs if not one.text and one.style is not None]
    assert empty == ["Between Tables"]


def test_what_a_reader_must_know_of_the_print_is_there() -> None:
    status = Status("signed", "SIGNED", lines=("by X",))
    mine = Paragraph("mine", "opinion")
    document = read(report_of(mine, as_at="2026-03-01", recipient="the panel", status=status))
    small = by_style(document, "Small Print")
    made = "printed on 12 March 2026 · the case as it was recorded by 1 March 2026 · made for: the panel"
    assert small[:3] == ["Practitioner only.", made, "by X"]
    assert small[3] == LEGEND
    assert LEGEND not in by_style(read(report_of(Paragraph("theirs"), gist=GIST)), "Small Print")
    assert by_style(document, "Print Foot")[0].startswith("Chain head " + "ab" * 16 + " (of the whole file)")
    assert by_style(document, "Title") == ["Structured-judgement summary"]
    assert by_style(document, "Subject") == ["demo · Mr H"]


def test_words_stand_as_typed() -> None:
    typed = '  She said:  "two <or> three" &amp;\n\n\tand \u202ethen \x00 \x1b[2J \ufffe end  '
    document = read(report_of(Paragraph(typed)))
    shown = '  She said:  "two <or> three" &amp;\n\n\tand ⟨U+202E⟩then ␀ ␛[2J ⟨U+FFFE⟩ end  '
    assert shown in by_style(document, "Normal")


def test_words_from_right_to_left_are_marked_so() -> None:
    document = read(report_of(Paragraph("she said קול שני, twice")))
    (said,) = [one for one in document.paragraphs if "twice" in one.text]
    assert [(run.text, run.font.rtl) for run in said.runs] == [
        ("she said ", None),
        ("קול שני", True),
        (", twice", None),
    ]


def test_a_very_long_text_is_whole() -> None:
    long = "word " * 60_000
    document = read(report_of(Paragraph(long)))
    assert long in by_style(document, "Normal")


def test_the_file_says_its_title_and_language_and_nobodys_name() -> None:
    told = read(report_of(case="c" * 300)).core_properties
    assert told.title.startswith("Structured-judgement summary: ccc")
    assert len(told.title) == 255
    assert told.language == "en-GB"
    assert (told.author, told.last_modified_by, told.comments, told.subject, told.keywords) == ("", "", "", "", "")
    assert f"{told.created:%Y-%m-%d}" == f"{told.modified:%Y-%m-%d}" == "2026-03-12"


def test_the_language_of_its_words_is_british() -> None:
    styles = read(report_of()).styles.element
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"en-GB"}


def test_the_same_report_gives_the_same_bytes(judged: Any) -> None:
    report = judged.report()
    made = as_docx.render(report)
    assert made == as_docx.render(report)
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert {one.date_time for one in held.infolist()} == {(2026, 3, 12, 0, 0, 0)}
        assert not [name for name in held.namelist() if "thumbnail" in name or "customXml" in name]


def test_a_day_before_the_form_of_the_file_is_no_trouble() -> None:
    made = as_docx.render(report_of(built_on=date(1970, 1, 2)))
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        assert held.infolist()[0].date_time == (1980, 1, 2, 0, 0, 0)


def test_without_python_docx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *more: Any, **keys: Any) -> Any:
        if name == "docx":
            raise ImportError(name)
        return real(name, *more, **keys)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SjtoolError) as caught:
        as_docx.render(report_of())
    assert caught.value.problems[0].code == "extra-missing"
    assert "sjtool[docx]" in caught.value.problems[0].fix
