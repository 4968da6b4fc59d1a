"""What the tables of an export are made of: bands of age, codes, cells that are no formulas; and their manual."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from sjtool.report.export_columns import Columns, text, truth, whole
from sjtool.report.export_tables import TABLES
from sjtool.report.export_text import csv_head, csv_rows, json_rows
from sjtool.report.export_view import age_band, coded

DOCS = Path(__file__).resolve().parent.parent.parent / "docs" / "export.md"
TODAY = date(2026, 3, 4)
SHAPE = Columns("shape", "for a test", (text("word", "w"), whole("number", "n"), truth("so", "s")))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("2026-03-04", "under-10"),
        ("2016-03-05", "under-10"),
        ("2016-03-04", "10-12"),
        ("2008-03", None),
        ("2008", None),
        ("2008-02", "18-24"),
        ("1980", "45-54"),
        ("1951-03-04", "75-plus"),
        ("1900", "75-plus"),
        ("2027-01-01", None),
        (None, None),
    ],
)
def test_an_age_is_a_band_or_left_open(born: str | None, band: str | None) -> None:
    assert age_band(born, TODAY) == band


def test_a_code_is_known_or_is_none() -> None:
    assert [coded(word, {"low"}) for word in ("low", "He said", None)] == ["low", "uncoded", None]


@pytest.mark.parametrize("word", ["=1+1", "+44", "-1", "@x", "\tx", "\rx", "\nx"])
def test_no_text_is_a_formula_and_numbers_stay_numbers(word: str) -> None:
    made = csv_rows([(word, -3, True)])
    ((cell, number, so),) = csv.reader(io.StringIO(made, newline=""))
    assert (cell, number, so) == (f"'{word}", "-3", "true")
    assert made.endswith("\r\n")


def test_csv_has_a_head_and_empty_cells_for_nothing() -> None:
    assert csv_head(SHAPE) == "word,number,so\r\n"
    assert csv_rows([(None, None, False), ('a "b", c', 0, None)]) == ',,false\r\n"a ""b"", c",0,\r\n'


def test_lines_of_json_are_typed_and_cannot_act_on_a_terminal() -> None:
    line = json_rows(SHAPE, [("a\u202eb", 0, None)])
    assert json.loads(line) == {"word": "a\u202eb", "number": 0, "so": None}
    assert "\u202e" not in line
    assert json_rows(SHAPE, []) == ""


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_documented_column_by_column(name: str) -> None:
    page = DOCS.read_text(encoding="utf-8")
    _, _, part = page.partition(f"### {name}\n\n{TABLES[name].what}\n\n")
    rows = [f"| `{column.name}` | {column.type} | {column.means} |" for column in TABLES[name].columns]
    assert part.startswith("\n".join(["| column | type | means |", "| --- | --- | --- |", *rows, ""]))


def test_every_column_has_one_name_and_a_meaning() -> None:
    for columns in TABLES.values():
        names = [column.name for column in columns.columns]
        assert len({*names}) == len(names)
        assert names[0] == "case"
        assert all(column.means for column in columns.columns)
