"""The report as a PDF: tagged, bookmarked, in the standards it names, the same each time; or refused by name."""

from __future__ import annotations

import builtins
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sjtool.errors import SjtoolError
from sjtool.report import as_pdf
from sjtool.report.cautions import LEGEND
from sjtool.report.foot import foot_lines
from sjtool.report.pdf_letters import is_drawn_safely, refuse_print, show_on_page
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

STRIP = Strip(("2026-03-04", ""), (("Hostility", ("P", ".")),), (("P", "Present"),))
PROFILE = Profile(("Low", "High"), (ProfileRow("Opportunity", 0, 1, "Low", "High"),))
TIMELINE = Timeline((Moment("2026-03-01", "Visit", "happened"), Moment("2026-05", "Review", "due")), "2026-03-12")


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


def titles_of(pdf: bytes) -> list[str]:
    """The bookmarks, in the order they stand in the file."""
    return [_string(_string_at(pdf, match.end())) for match in re.finditer(rb"/Title\s*(?=[(<])", pdf)]


def _string_at(pdf: bytes, begin: int) -> bytes:
    """A string of the file as it is written, brackets inside it balanced."""
    if pdf[begin : begin + 1] == b"<":
        return pdf[begin : pdf.index(b">", begin) + 1]
    depth, at = 0, begin
    while True:
        letter = pdf[at : at + 1]
        at += 2 if letter == b"\\" else 1
        depth += {b"(": 1, b")": -1}.get(letter, 0)
        if not depth:
            return pdf[begin:at]


def _string(held: bytes) -> str:
    if held.startswith(b"<"):
        raw = bytes.fromhex(held[1:-1].decode())
    else:
        named = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
        raw = re.sub(
            rb"\\([0-7]{1,3}|.)",
            lambda match: bytes([int(match[1], 8)]) if match[1].isdigit() else named.get(match[1], match[1]),
            held[1:-1],
            flags=re.DOTALL,
        )
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def refusal_of(report: Report) -> Any:
    with pytest.raises(SjtoolError) as caught:
        as_pdf.render(report)
    (problem,) = caught.value.problems
    return problem


def test_it_is_tagged_and_says_its_standards(judged: Any) -> None:
    made = as_pdf.render(judged.report())
    assert made.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/Marked true", b"/Lang(en-GB)", b"/Outlines", b"/DisplayDocTitle true"):
        assert mark in made
    assert re.search(rb"pdfuaid:part>1<", made)
    assert re.search(rb"pdfaid:part>2<", made)
    assert re.search(rb"pdfaid:conformance>A<", made)
    kinds = {*re.findall(rb"/S/(\w+)", made)}
    assert {b"H1", b"H2", b"H3", b"L", b"LI", b"P", b"Figure"} <= kinds
    assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|URI)\b", made)


def test_the_same_report_gives_the_same_bytes(judged: Any) -> None:
    report = judged.report()
    made = as_pdf.render(report)
    assert made == as_pdf.render(report)
    assert b"2026-03-12" in made


def test_it_names_nobody_as_its_author() -> None:
    made = as_pdf.render(report_of())
    assert b"/Author" not in made


def test_headings_are_bookmarks() -> None:
    group = Group("Why", "aside", (Group("Deeper", "", ()),))
    made = as_pdf.render(report_of(sections=(Section(0, "In brief", "", (group,)), Section(1, "Next", "", (group,)))))
    said = titles_of(made)
    assert [said.count(one) for one in ("1  Next", "Structured-judgement summary: demo")] == [1, 2]
    assert len([one for one in said if re.fullmatch(r"Why\s+aside", one)]) == 2
    assert said.count("Deeper") == 2


def test_page_one_of_a_summary_stands_alone() -> None:
    two = (Section(0, "In brief", "", ()), Section(1, "Next", "", ()))
    gist = Gist(None, None, None, None, None, no_override=False, overrides=(), tools=(), missing=())
    assert pages_of(as_pdf.render(report_of(sections=two, gist=gist))) == 2
    assert pages_of(as_pdf.render(report_of(sections=two))) == 1
    assert pages_of(as_pdf.render(report_of())) == 1


@pytest.mark.parametrize(("lines", "pages"), [(40, 2), (52, 2), (80, 3)])
def test_a_page_one_somewhat_too_long_is_set_smaller_and_stays_one_page(lines: int, pages: int) -> None:
    brief = Section(0, "In brief", "", tuple(Paragraph(f"Line {n}") for n in range(lines)))
    gist = Gist(None, None, None, None, None, no_override=False, overrides=(), tools=(), missing=())
    sections = (brief, Section(1, "Next", "", (Paragraph("x"),)))
    assert pages_of(as_pdf.render(report_of(sections=sections, gist=gist))) == pages


def test_the_line_of_the_officers_own_stands_at_every_kind_of_words() -> None:
    others = Item("theirs", "opinion", Basis("opinion"))
    kinds = (Paragraph("a", "opinion"), Pairs((Pair("b", "b", "opinion"),)), Bullets((Item("c", "opinion"), others)))
    data = as_pdf.layout_data(report_of(*kinds))
    paragraph, pairs, bullets = data["sections"][0]["blocks"]
    assert (paragraph["own"], pairs["rows"][0]["own"]) == (True, True)
    assert [item["own"] for item in bullets["items"]] == [True, False]
    assert data["legend"] == LEGEND
    assert as_pdf.layout_data(report_of(Bullets((others,))))["legend"] == ""


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type/Page\b", pdf))


def test_every_kind_of_block_can_be_printed() -> None:
    basis = Basis("told", "Ms R", "2026-03-04", ("r-0001",))
    blocks = (
        Paragraph("A paragraph", "opinion", basis),
        Paragraph("Another"),
        *(Note("Mind", kind) for kind in ("caution", "gap", "restricted")),
        Pairs((Pair("Level", "HIGH", "opinion", strong=True), Pair("Said", "no", basis=basis))),
        Bullets((Item("one", basis=basis), Item("two")), numbered=True),
        Bullets((Item("one"),)),
        Table(("Factor", "Label"), (("Hostility", "Present"),)),
        *(STRIP, PROFILE, TIMELINE),
        Group("A", "aside", (Group("B", "", (Group("C", "", (Group("D", "", ()),)),)),), strong=True),
    )
    made = as_pdf.render(report_of(*blocks, as_at="2026-03-01", recipient="the panel"))
    assert made.count(b"/Figure") >= 3


def marks_of(pdf: bytes) -> list[int]:
    """How many pieces of content each page has; what is at the head and foot of every page is none."""
    return [len(re.findall(rb"/MCID", held)) for held in streams_of(pdf) if re.search(rb"T[Jj]\b", held)]


def test_the_foot_of_a_report_never_has_a_page_to_itself() -> None:
    """The page that one group more begins holds that group beside the foot."""
    foot = 2 * len([*foot_lines(report_of())]) - 1  # the lines, and the breaks between them
    made = [marks_of(as_pdf.render(report_of(*groups(number)))) for number in range(17, 24)]
    assert {len(pages) for pages in made} == {1, 2}
    assert min(pages[-1] for pages in made if len(pages) == 2) > foot


def groups(number: int) -> tuple[Block, ...]:
    return tuple(Group(f"Group {n}", "", (Paragraph("Words"),)) for n in range(number))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (STRIP, "Hostility: 4 Mar 26 P, no date ."),
        (PROFILE, "Opportunity: past Low, recent High"),
        (TIMELINE, "1 March 2026: Visit, happened; May 2026: Review, due"),
    ],
)
def test_a_picture_is_told_in_words(block: Block, said: str) -> None:
    (shown,) = as_pdf.layout_data(report_of(block))["sections"][0]["blocks"]
    assert shown["type"] == "picture"
    assert shown["alt"] == said
    assert said.encode("latin-1") in as_pdf.render(report_of(block)).replace(b"\\", b"")


def test_a_label_that_is_that_of_the_row_above_is_not_printed_again() -> None:
    twice = as_pdf.render(report_of(Pairs((Pair("Due", "one"), Pair("Due", "two")))))
    once = as_pdf.render(report_of(Pairs((Pair("Due", "one"), Pair("", "two")))))
    assert streams_of(twice) == streams_of(once)


def test_that_holds_however_many_rows_there_are() -> None:
    """Many rows are laid in pieces, so that none is left alone on a page; a label at the seam is not said again."""
    for seam in (2, 5):
        rows = [Pair(f"Label {n}", "words") for n in range(8)]
        rows[seam + 1] = replace(rows[seam + 1], label=f"Label {seam}")
        once = [*rows[: seam + 1], replace(rows[seam + 1], label=""), *rows[seam + 2 :]]
        twice, hidden = (as_pdf.render(report_of(Pairs(tuple(those)))) for those in (rows, once))
        assert streams_of(twice) == streams_of(hidden)


@pytest.mark.parametrize(
    ("name", "larger"), [("safety-plan", True), ("protection-plan-outline", True), ("summary", False)]
)
def test_a_plan_for_a_family_is_set_larger(name: str, larger: bool) -> None:
    page = (Pairs((Pair("Supervision", "nobody alone"),)),)
    assert as_pdf.layout_data(report_of(*page, name=name))["family"] is larger
    assert (
        streams_of(as_pdf.render(report_of(*page, name=name))) != streams_of(as_pdf.render(report_of(*page)))
    ) is larger


def test_lines_to_sign_on_have_room_for_a_hand() -> None:
    """The same lines without room for a name take fewer pages."""
    lines = tuple(Item(f"Person {n}\nsigned ________ on ________") for n in range(30))
    plain = tuple(replace(item, text=item.text.replace("_", ".")) for item in lines)
    (shown,) = as_pdf.layout_data(report_of(Bullets(lines)))["sections"][0]["blocks"]
    assert shown["to_sign"]
    assert pages_of(as_pdf.render(report_of(Bullets(lines)))) > pages_of(as_pdf.render(report_of(Bullets(plain))))


def test_a_long_strip_is_printed_in_pieces() -> None:
    dates = tuple(f"2026-01-{day:02}" for day in range(1, 9))
    strip = Strip(dates, (("Access to actual or potential victims", tuple("PPPPPPPP")),), (("P", "Present"),))
    shown = as_pdf.layout_data(report_of(strip))["sections"][0]["blocks"]
    assert [one["legend"] for one in shown] == [[], [["P", "present"]]]
    assert all(one["width"] < 180 for one in shown)


@pytest.mark.parametrize(
    "block",
    [
        Strip(("2026-03-04",), (("தமிழ்", ("P",)),), ()),
        Profile(("Low", "High"), (ProfileRow("हिन्दी", 0, 1, "Low", "High"),)),
        Timeline((Moment("2026-03-01", "قالت الأم", "happened"),), "2026-03-12"),
        Timeline((Moment("2026-03-01", "a\x00b", "happened"),), "2026-03-12"),
    ],
)
def test_a_picture_whose_letters_join_stands_as_its_table(block: Block) -> None:
    report = report_of(block)
    (shown,) = as_pdf.layout_data(report)["sections"][0]["blocks"]
    assert shown["type"] == "table"
    assert all(len(row) == len(shown["header"]) for row in shown["rows"])
    assert as_pdf.render(report).startswith(b"%PDF")


@pytest.mark.parametrize(
    "words", ["قالت الأم", "שלום", "தமிழ்", "हिन्दी", "ਪੰਜਾਬੀ", "বাংলা", "ગુજરાતી", "አማርኛ", "ไทย", "Łódź", "Ŵy", "ß", "Київ"]
)
def test_names_in_the_scripts_of_this_country_are_printed(words: str) -> None:
    assert as_pdf.render(report_of(Paragraph(words, "opinion"), Pairs((Pair(words, words, strong=True),))))


def test_a_letter_that_no_font_has_is_refused_by_name_and_place() -> None:
    said = "Secret words 王 more"
    basis = Basis("told", "Ms R", "", ("r-0012",))
    problem = refusal_of(report_of(Group("Secret heading", "", (Paragraph(said, basis=basis),))))
    assert problem.code == "letter-not-printable"
    assert (
        problem.what
        == 'section 1, "All of it", r-0012, holds CJK UNIFIED IDEOGRAPH-738B (U+738B), which no font here has'
    )
    assert "--format html" in problem.fix
    assert "Secret" not in f"{problem.place}{problem.what}{problem.why}{problem.fix}"


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"subject": "😀"}, "the subject of the report holds"),
        ({"recipient": "😀"}, "the recipient of the report holds"),
        ({"warnings": ("😀",)}, "the head of the report holds"),
        ({"sections": (Section(0, "In brief", "", (Paragraph("😀"),)),)}, "page one holds"),
    ],
)
def test_the_place_of_a_letter_is_told_without_its_words(more: dict[str, Any], place: str) -> None:
    assert refusal_of(report_of(**more)).what.startswith(place)


def test_a_letter_without_a_name_is_refused_by_its_number() -> None:
    assert "a letter without a name (U+E000)" in refusal_of(report_of(Paragraph("\ue000"))).what


def test_letters_that_fail_only_together_are_told_by_their_place() -> None:
    report = report_of(Pairs((Pair("Name", "éà", basis=Basis(records=("r-1",))),)))
    error = refuse_print(report, lambda words: words != "éà")
    assert error.problems[0].what == 'section 1, "All of it", r-1, holds letters that no font here has in that order'


def test_what_fails_without_a_letter_is_refused_too() -> None:
    assert refuse_print(report_of(), bool).problems[0].code == "pdf-refused"
    assert refusal_of(report_of(Group("", "", ()))).code == "pdf-refused"


def test_what_is_shown_on_a_page() -> None:
    assert show_on_page("a\x00\x1b\x7f\ufeff\ufffe b\n\tc") == "a⟨U+0000⟩⟨U+001B⟩⟨U+007F⟩⟨U+FEFF⟩⟨U+FFFE⟩ b\n\tc"
    assert show_on_page("\u202e\x9b") == "⟨U+202E⟩⟨U+009B⟩"
    assert show_on_page("✓\ufe0f") == "✓"
    assert is_drawn_safely("Łódź: “quoted” → 1½")
    assert not is_drawn_safely("קול")


def test_words_are_data_and_never_code() -> None:
    """The same page comes of code as of any other letters: the bookmark holds it as it was typed."""
    for typed in ("#set text(red)", '#read("/etc/passwd")', "*b* _i_ `r` $x$ = h @a <b> \\ //", "{{ 7*7 }}"):
        made = as_pdf.render(report_of(Group(typed, "", (Paragraph(typed),))))
        assert typed in titles_of(made)
        assert b"root:" not in b"".join(streams_of(made))


def streams_of(pdf: bytes) -> list[bytes]:
    made = []
    for held in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            made.append(zlib.decompressobj().decompress(held))  # a line end after it is no part of it
        except zlib.error:
            made.append(held)
    return made


def test_without_typst_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *more: Any, **keys: Any) -> Any:
        if name == "typst":
            raise ImportError(name)
        return real(name, *more, **keys)

    as_pdf._compiler.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    problem = refusal_of(report_of())
    assert problem.code == "extra-missing"
    assert "sjtool[pdf]" in problem.fix
