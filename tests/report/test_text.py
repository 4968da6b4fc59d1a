"""The summary as plain text: every line within its width, nothing cut, the marking first and last."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sjtool.report import as_text
from sjtool.report.report import Bullets, Group, Item, Pair, Pairs, Paragraph, Report, Section, Strip, Table
from sjtool.text import cell_width

WIDTHS = (60, 80, 100, 120)


def lay(report: Report, *blocks: Any, width: int = 80) -> list[str]:
    """The lines of a report that holds these blocks and no more, without head and foot."""
    section = Section(3, "Title", "facts", blocks)
    lines = as_text.render(replace(report, sections=(section,)), width).split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith("3  Title"))
    end = max(n for n, line in enumerate(lines) if line.startswith("─"))
    return lines[start + 1 : end - 1]


@pytest.fixture
def report(builder: Callable[..., Any]) -> Report:
    return builder(parts=1).report()  # type: ignore[no-any-return]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_asked_for(judged: Any, width: int) -> None:
    lines = as_text.render(judged.report(recipient="the core group"), width).split("\n")
    assert [line for line in lines if cell_width(line) > width] == []


@pytest.mark.parametrize(("asked", "given"), [(10, 60), (500, 120)])
def test_widths_beyond_what_reads_well_are_brought_back(judged: Any, asked: int, given: int) -> None:
    report = judged.report()
    assert as_text.render(report, asked) == as_text.render(report, given)


@pytest.mark.parametrize("width", WIDTHS)
def test_page_one_fits_a_sheet(judged: Any, width: int) -> None:
    text = as_text.render(judged.report(), width)
    page = text[: text.index("\n1  Who asked")]
    assert len(page.split("\n")) <= 75


def test_marking_stands_first_and_last_with_draft_and_training(judged: Any) -> None:
    lines = as_text.render(judged.report()).rstrip("\n").split("\n")
    assert lines[0].strip() == lines[-1].strip() == "OFFICIAL-SENSITIVE"
    assert lines[1].startswith("DRAFT: not signed")
    assert lines[1].endswith("TRAINING: invented, about nobody")
    assert f"Chain head {judged.head()} · harbour" in lines[-4]
    assert lines[-2].startswith("printed on 12 March 2026")


def test_as_at_and_recipient_are_said_at_the_top(judged: Any) -> None:
    text = as_text.render(judged.report(as_at="2026-03-10", recipient="MOSOVO unit"))
    assert "The case as it was recorded by 10 March 2026." in text
    assert "Made for: MOSOVO unit" in text
    assert "(of the whole file)" in text


def test_labels_stand_beside_their_words_and_a_repeated_one_is_said_once(report: Report) -> None:
    rows = (Pair("Not for", "women"), Pair("Not for", "children"), Pair("For", "men"))
    assert lay(report, Pairs(rows)) == ["   Not for  women", "            children", "   For      men"]


def test_a_long_label_stands_above_its_words(report: Report) -> None:
    rows = (Pair("A label longer than any column would be", "words"),)
    assert lay(report, Pairs(rows), width=60) == [
        "   A label longer than any column would be",
        "                         words",
    ]


def test_a_table_keeps_its_columns_where_they_fit(report: Report) -> None:
    table = Table(("On", "To"), (("2 March 2026", "core group"), ("3 March 2026", "court")))
    assert lay(report, table) == [
        "   On            To",
        "   2 March 2026  core group",
        "   3 March 2026  court",
    ]


def test_a_table_becomes_label_and_value_where_a_column_would_be_too_narrow(report: Report) -> None:
    long = "a name that takes more than the whole of a line of sixty"
    table = Table(("On", "To"), ((long, "the core group"), ("b", "court")))
    assert lay(report, table, width=60) == [
        "   On  a name that takes more than the whole of a line of",
        "       sixty",
        "   To  the core group",
        "",
        "   On  b",
        "   To  court",
    ]


def test_the_strip_breaks_into_pieces_of_as_many_dates_as_fit(report: Report) -> None:
    days = tuple(f"2026-{month:02d}-01" for month in range(1, 13))
    strip = Strip(days, (("A factor", tuple("NEPANEPANEPA")),), (("N", "None seen"), ("A", "Act now")))
    lines = lay(report, strip, width=60)
    assert sum("A factor" in line for line in lines) == 3
    assert "".join(re.findall(r"\b[NEPA]\b", "".join(lines[:-1]).replace("A factor", ""))) == "NEPANEPANEPA"
    assert lines[-1] == "   N none seen   A act now"


def test_a_strip_with_long_titles_stands_below_them(report: Report) -> None:
    title = "A title that leaves no room for dates beside it"
    days = ("2026-01-01", "2026-02-01", "2026-03-01")
    lines = lay(report, Strip(days, ((title, ("N", "E", "P")),), ()), width=60)
    assert lines[0].split() == ["1", "Jan", "26", "1", "Feb", "26", "1", "Mar", "26"]
    assert lines[1] == f"   {title}"
    assert lines[2].split() == ["N", "E", "P"]


def test_what_a_line_rests_on_stands_behind_it_or_below(report: Report) -> None:
    from sjtool.report.report import Basis

    basis = Basis("told", "home visit", "2026-03-04", ("r-0001",))
    short, long = Item("Yes.", basis=basis), Item("Words. " * 10, basis=basis)
    lines = lay(report, Bullets((short, long)))
    assert lines[0] == "   -  Yes. [told, home visit, 4 March 2026; r-0001]"
    assert lines[-1] == "      [told, home visit, 4 March 2026; r-0001]"


def test_a_title_too_long_for_its_line_keeps_what_stands_beside_it(report: Report) -> None:
    lines = lay(report, Group("word " * 20, "in progress", (Paragraph("inside"),)), width=60)
    assert lines[-2].endswith("in progress")
    assert " ".join(lines).split().count("word") == 20


def test_control_characters_cannot_act_and_reordering_marks_show(report: Report) -> None:
    text = "\n".join(lay(report, Paragraph("a\x1b[31mb\u202ec")))
    assert text == "   a␛[31mb⟨U+202E⟩c"


def test_brackets_and_markup_are_only_words(report: Report) -> None:
    assert lay(report, Paragraph("[mother] said [/] and [bold]no[/bold]")) == [
        "   [mother] said [/] and [bold]no[/bold]"
    ]
