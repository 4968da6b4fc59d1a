"""The summary as JSON: stable, and every word as it was recorded."""

from __future__ import annotations

import json
from typing import Any

from sjtool.report import as_json


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
