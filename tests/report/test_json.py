"""The summary as JSON: stable, and every word as it was recorded."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from sjtool.report import as_json
from sjtool.report.formats import render


def test_the_machine_part_says_what_a_script_needs(judged: Any) -> None:
    data = json.loads(as_json.render(judged.report()))
    assert (data["schema"], data["version"], data["report"]) == ("sjtool-summary", 1, "summary")
    assert (data["case"], data["marking"], data["training"]) == ("harbour", "OFFICIAL-SENSITIVE", True)
    assert (data["status"], data["head"], data["assessment"]) == ("draft", judged.head(), "a-001")
    assert (data["level"], data["first_level"], data["likelihood"]) == ("high", "high", "medium")
    assert data["whom"] == "D, and children who could be shown to him online"
    assert [(o["id"], o["direction"]) for o in data["overrides"]] == [("o-001", "upward"), ("o-002", "upward")]
    assert [(t["instrument"], t["level"]) for t in data["tools"]] == [("srp-official", "low"), ("arms", "medium")]
    gap = next(gap for gap in data["missing"] if gap["code"] == "no-reconciliation")
    assert gap["command"].startswith("sjtool add harbour judgement --supersedes j-")
    assert len(data["sections"]) == 18


def test_hidden_levels_are_null(unjudged: Any) -> None:
    data = json.loads(as_json.render(unjudged.report()))
    assert [(t["level"], t["said"], t["hidden"]) for t in data["tools"]] == [(None, None, True)] * 2
    assert data["level"] is None


def test_keys_are_sorted_and_the_same_report_gives_the_same_bytes(judged: Any) -> None:
    text = as_json.render(judged.report())
    assert text == as_json.render(judged.report())
    assert text == as_json.escape(json.dumps(json.loads(text), indent=2, sort_keys=True, ensure_ascii=False)) + "\n"


def test_characters_that_act_on_a_terminal_are_escaped_and_read_back_the_same(builder: Any) -> None:
    case = builder(parts=1)
    purpose = "a\x9b31mb\x7f\u202ec \U0001f9ed é\t\n"
    case.add("assessment", opened_on="2026-03-02", trigger="review", purpose=purpose)
    text = as_json.render(case.report())
    assert not {"\x9b", "\x7f", "\u202e"} & set(text)
    assert "\U0001f9ed é" in text
    rows = json.loads(text)["sections"][1]["blocks"][0]["rows"]
    assert next(row["text"] for row in rows if row["label"] == "Purpose") == purpose


def test_blocks_say_what_they_are_and_whose_words_they_hold(judged: Any) -> None:
    section = json.loads(as_json.render(judged.report()))["sections"][5]
    group = section["blocks"][1]["blocks"][1]
    assert (group["type"], group["title"]) == ("group", "Opportunity")
    rationale = next(row for row in group["blocks"][0]["rows"] if row["label"] == "Rationale")
    assert rationale["voice"] == "opinion"
    assert rationale["basis"] == {"how": "PC Hughes", "whom": "", "on": "2026-03-10", "records": ["ra-001"]}


@pytest.fixture
def fast() -> Iterator[None]:
    """The faster writer, for one test."""
    assert as_json.use_fast_writer()
    yield
    as_json._fast.clear()


def test_the_faster_writer_writes_the_same_line(judged: Any) -> None:
    reports = [judged.report(), replace(judged.report(), title='é\x9b\u202e "\\ \x00\t</script>')]
    slow = [as_json.render_line(report) for report in reports]
    assert as_json.use_fast_writer()
    try:
        assert [as_json.render_line(report) for report in reports] == slow
    finally:
        as_json._fast.clear()
    assert all(
        json.loads(line) == json.loads(as_json.render(report)) for line, report in zip(slow, reports, strict=True)
    )


@pytest.mark.usefixtures("fast")
@pytest.mark.parametrize("key", ["title", "built_on"])
def test_what_the_faster_writer_refuses_is_written_by_the_other(judged: Any, key: str) -> None:
    value = {"title": "a \udcff file", "built_on": 2**70}[key]
    report = replace(judged.report(), **{key: value})
    assert json.loads(as_json.render_line(report))[key] == value
    assert json.loads(render(report, "json", 80))[key] == value


@pytest.mark.usefixtures("fast")
def test_a_report_on_one_line_goes_through_the_faster_writer(judged: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(as_json, "_in_one_line", None)
    assert json.loads(as_json.render_line(judged.report()))["case"] == "harbour"


def test_where_the_faster_writer_is_not_installed_nothing_changes(judged: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert not as_json.use_fast_writer()
    assert json.loads(as_json.render_line(judged.report()))["case"] == "harbour"
