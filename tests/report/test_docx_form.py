"""What a careful reader of the Word document would look at: what it is made of, not what it says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from sjtool.report import as_docx
from sjtool.report.docx_template import make_template
from sjtool.report.report import (
    Basis,
    Bullets,
    Item,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Strip,
    Table,
)

from .test_as_docx import by_style, read, report_of

ORDER = {
    # Word refuses a file whose properties stand in another order than its form says (ECMA-376, part 1, 17.3 and 17.4).
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
    "jc outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color spacing kern sz szCs u rtl lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd",
}
BY_HAND = {"pStyle", "rStyle", "numPr", "ilvl", "numId", "pageBreakBefore", "keepNext", "rtl"}
"""What may stand on words beside their style: which list they are of, that they begin a page or hold the foot, and
which way they run."""


def rows_of(document: Document, number: int = 0) -> list[Any]:
    return [row._tr for row in document.tables[number].rows]


def words_by_style(document: Document) -> dict[str, str]:
    return {one.text: one.style.name or "" for one in document.paragraphs if one.style is not None}


def test_nothing_is_set_by_hand_that_a_style_can_say(judged: Any) -> None:
    body = read(judged.report()).element.body
    about = [*body.iter(qn("w:pPr")), *body.iter(qn("w:rPr"))]
    assert len(about) > 200
    found = {child.tag.split("}")[1] for one in about for child in one.iter() if child is not one}
    assert found <= BY_HAND


def test_every_style_named_is_there(judged: Any) -> None:
    document = read(judged.report())
    named = {
        one.get(qn("w:val"))
        for kind in ("pStyle", "rStyle", "tblStyle")
        for one in document.element.body.iter(qn(f"w:{kind}"))
    }
    assert len(named) > 15
    assert named <= {style.style_id for style in document.styles}


def test_a_force_that_changes_a_style_changes_every_page(judged: Any) -> None:
    """The label, as an example: nothing on the page says its colour but its style."""
    made = as_docx.render(judged.report())
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        body, styles = held.read("word/document.xml").decode(), held.read("word/styles.xml").decode()
    assert re.search(r'w:styleId="Label">.*?w:color w:val="474D55"', styles)
    assert "w:color" not in body
    assert "w:sz " not in body
    assert "rFonts" not in body


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/header1.xml", "word/footer1.xml"])
def test_properties_stand_in_the_order_of_the_form(part: str, judged: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx.render(judged.report()))) as held:
        root = docx.oxml.parse_xml(held.read(part))
    seen = 0
    for tag, order in ORDER.items():
        places = {name: place for place, name in enumerate(order.split())}
        for one in root.iter(qn(f"w:{tag}")):
            found = [places[child.tag.split("}")[1]] for child in one if child.tag.split("}")[1] in places]
            assert found == sorted(found)
            seen += 1
    assert seen


def test_no_line_is_empty_and_no_space_is_made_of_spaces(judged: Any) -> None:
    document = read(judged.report())
    assert [one for one in document.paragraphs if not one.text.strip()] == []
    ours = [one.text for one in document.paragraphs if one.style is not None and "Heading" in (one.style.name or "")]
    assert ours
    assert not [one for one in ours if "  " in one]


def test_what_heads_something_keeps_to_it() -> None:
    styles = read(report_of()).styles
    kept = ("Heading 1", "Heading 6", "Section Note", "Caption", "Lead-in", "Table Heading", "toc 1")
    assert [styles[name].paragraph_format.keep_with_next for name in kept] == [True] * len(kept)  # type: ignore[attr-defined]
    document = read(report_of(Paragraph("Not for:"), Bullets((Item("a"),)), Paragraph("Not for:"), Paragraph("b")))
    assert by_style(document, "Section Note") == ["facts"]
    assert by_style(document, "Lead-in") == ["Not for:"]


def test_the_opinion_of_others_is_not_marked_as_that_of_the_officer() -> None:
    items = (
        Item("mine", "opinion"),
        Item("mine too", "opinion", Basis("", "PC X", "2026-03-01", ("rd-001",))),
        Item("theirs", "opinion", Basis("opinion", "probation", "2026-03-01", ("e-001",))),
        Item("a fact", "record"),
    )
    styles = words_by_style(read(report_of(Bullets(items), Bullets(items[:1], numbered=True))))
    assert styles["mine too [PC X, 1 March 2026; rd-001]"] == "Officer's judgement bullet"
    assert styles["theirs [opinion, probation, 1 March 2026; e-001]"] == "List Bullet"
    assert styles["a fact"] == "List Bullet"
    assert styles["mine"] == "Officer's judgement number"


def test_room_to_sign_is_no_list_and_stays_together() -> None:
    document = read(report_of(Bullets((Item("name ________________\nsigned ________________"),))))
    (place,) = [one for one in document.paragraphs if "____" in one.text]
    assert place.style is not None
    assert place.style.name == "To Sign"
    form: Any = place.style
    assert (form.paragraph_format.keep_together, form.paragraph_format.keep_with_next) == (True, True)


def test_a_small_table_stays_on_one_page_and_a_long_one_goes_on() -> None:
    small = Table(("A",), (("a",), ("b",), ("c",)))
    long = Table(("A",), tuple((f"{n}",) for n in range(16)))
    wordy = Table(("A",), (("word " * 400,), ("b",)))
    document = read(report_of(small, Paragraph("x"), long, Paragraph("x"), wordy))
    styles = [[row.cells[0].paragraphs[0].style.name for row in table.rows] for table in document.tables]  # type: ignore[union-attr]
    assert styles[0] == ["Table Heading", "Table Words Together", "Table Words Together", "Table Words"]
    kept = [number for number, name in enumerate(styles[1][1:]) if name == "Table Words Together"]
    assert kept == [0, 14]  # so that neither the first row nor the last stands alone on a page
    assert styles[2][1:] == ["Table Words Together", "Table Words"]
    whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in rows_of(document, 2)]
    assert whole == [True, False, True]


def test_a_strip_keeps_to_what_its_letters_mean() -> None:
    document = read(report_of(Strip(("2026-03-01",), (("Hostility", ("P",)),), (("P", "Present"),))))
    assert [row.cells[0].paragraphs[0].style.name for row in document.tables[0].rows] == [  # type: ignore[union-attr]
        "Table Heading",
        "Table Words Together",
    ]


def test_the_first_row_of_a_table_is_told_apart_for_whoever_hears_it() -> None:
    document = read(report_of(Table(("A",), (("a",),))))
    head, row = rows_of(document)
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    assert row.find(f".//{qn('w:tblHeader')}") is None
    look = document.tables[0]._tbl.find(f".//{qn('w:tblLook')}")
    assert look is not None
    assert (look.get(qn("w:firstRow")), look.get(qn("w:val"))) == ("1", "0620")


def test_nothing_asks_anything_on_opening_and_nothing_names_a_machine(judged: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx.render(judged.report()))) as held:
        parts = {name: held.read(name).decode("utf-8", "replace") for name in held.namelist()}
    assert "updateFields" not in parts["word/settings.xml"]
    assert "attachedTemplate" not in parts["word/settings.xml"]
    assert "useFELayout" not in parts["word/settings.xml"]
    assert not [name for name, text in parts.items() if "python" in text.lower()]
    assert 'TargetMode="External"' not in "".join(parts.values())
    assert [name for name in parts if name.startswith("docProps/")] == ["docProps/core.xml"]


def test_labels_by_their_width_and_not_their_letters() -> None:
    document = read(report_of(Pairs((Pair("Parental responsibility", "no"), Pair("WWWWWWWWWWWW", "no")))))
    assert by_style(document, "Labelled") == ["Parental responsibility\tno", "WWWWWWWWWWWW\nno"]


def test_the_template_is_that_of_nobody() -> None:
    report: Report = report_of()
    assert make_template() == make_template()
    assert as_docx.render(report) == as_docx.render(report)
