"""Section 4 for results worked out here: figures with what they are of, limits beside the band, what leads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.assess.judging import short_name
from sjtool.model.appraisal import ToolResult
from sjtool.model.template import Instrument
from sjtool.report.judging_text import render_tools
from sjtool.report.records import say_tool_short
from sjtool.report.report import Group, Pair, Pairs, Report
from sjtool.store.library import Library

LIBRARY = Library()
PASSPORTS = {
    found.id: template
    for found in LIBRARY.found.values()
    if isinstance(template := LIBRARY.read(found.ref).template, Instrument)
}
COMPUTED: dict[str, Any] = {
    "assessment": "a-001",
    "instrument": "dc-srp@2026-08",
    "version": "2026-08, rule of 2026-08-04",
    "origin": "computed",
    "construct": "likelihood",
    "level": "medium",
    "band_before_reduction": "high",
    "decided_by": "reduced by one band",
    "points": 34,
    "percentage": 3.92,
    "inputs": ["adult_contact_sanctions 1 (r-0002)", "gender male (person's record)"],
    "item_points": ["adult_contact_sanctions 5"],
    "missing_items": ["stranger_victim", "unheard-of"],
    "dated_on": "2025-03-11",
    "assessor": "pc-4412",
    "limits": "Indicative: counts as entered. And more.",
}
CPORT: dict[str, Any] = {
    "assessment": "a-001",
    "instrument": "cport@2015",
    "origin": "computed",
    "construct": "other",
    "points": 2,
    "interval": [2.0, 3.0],
    "missing_items": ["sexual_interest_indicated"],
    "dated_on": "2026-03-12",
    "limits": "Indicative.",
}


def rows(report: Report, about: str) -> list[Pair]:
    """The rows of the result whose record is `about`, in order."""
    section = next(section for section in report.sections if section.number == 4)
    for block in section.blocks:
        pairs = block.blocks[0] if isinstance(block, Group) and block.blocks else None
        if isinstance(pairs, Pairs) and any(row.basis and about in row.basis.records for row in pairs.rows[:1]):
            return list(pairs.rows)
    raise AssertionError(about)


def test_a_predictor_worked_out_here(judged: Any) -> None:
    made = judged.add("tool_result", **COMPUTED)
    found = rows(judged.report(), made)
    said = {row.label: row.text for row in found}
    assert said["Level"] == "medium"
    assert [row.label for row in found][3:5] == ["Level", "Stands"]
    assert said["Stands"].startswith("indicative; yields to the official result")
    assert said["Before lowering"] == "high"
    assert said["Decided by"] == "reduced by one band"
    assert said["Points"] == "34 of 64"
    assert said["Items"] == "Contact sanctions, adult victims 5"
    assert said["Entered"] == "Contact sanctions, adult victims: 1 (r-0002); gender male (person's record)"
    assert "men whose records come to the same points" in said["Percentage"]
    assert said["Dated"] == "11 March 2025 (12 months old)"
    assert said["Items missing"] == "Stranger victim; unheard-of"
    assert said["Origin"] == "worked out here; the official result comes first"
    assert "Assessor" not in said
    assert "Document" not in said


def test_limits_stand_beside_the_band(judged: Any) -> None:
    made = judged.add("tool_result", **{**COMPUTED, "instrument": "iic-srp@2026-08"})
    labels = [row.label for row in rows(judged.report(), made)]
    assert labels.index("Limits") - labels.index("Level") in {1, 2}


def test_a_count_has_no_level_and_says_that_no_rate_goes_with_it(judged: Any) -> None:
    made = judged.add("tool_result", **CPORT)
    report = judged.report()
    said = {row.label: row.text for row in rows(report, made)}
    assert (said["Points"], said["Interval"]) == ("2 of 7", "2 to 3, one item missing")
    assert said["Rate"].startswith("none")
    assert said["Origin"] == "worked out here; indicative"
    assert said["Dated"] == "12 March 2026"
    assert "Level" not in said
    (group,) = [b for s in report.sections if s.number == 4 for b in s.blocks if getattr(b, "title", "") == "CPORT"]
    assert group.aside == "2 counted"


def test_nothing_of_it_is_shown_before_the_judgement(builder: Any) -> None:
    case = builder()
    made = case.add("tool_result", **COMPUTED)
    report = case.report()
    labels = {row.label for row in rows(report, made)}
    assert not labels & {
        "Level",
        "Points",
        "Items",
        "Before lowering",
        "Decided by",
        "Percentage",
        "Entered",
        "Interval",
    }
    assert "Limits" in labels


def test_the_heading_says_that_something_was_worked_out(judged: Any) -> None:
    def kind() -> str:
        return str(next(section.holds for section in judged.report().sections if section.number == 4))

    before = kind()
    judged.add("tool_result", **CPORT)
    assert (before, kind()) == ("results as received", "results as received or worked out here")


def test_the_tools_beside_the_judgement(judged: Any) -> None:
    judged.add("tool_result", **COMPUTED)
    judged.add("tool_result", **CPORT)
    judged.add("tool_result", **{**CPORT, "instrument": "casic@2017", "band": "met", "limits": None})
    judged.add("tool_result", **{**CPORT, "points": None, "instrument": "unheard-of@1", "interval": []})
    said = " ".join(render_tools(judged.load(), as_json=False).split())
    assert "not compared: the official result leads" in said
    assert "12 months old" in said
    assert "Before lowering: high; Decided by: reduced by one band; Points: 34 of 64" in said
    assert "Limits: Indicative: counts as entered. The rest stands in the summary, section 4." in said
    assert "2 counted, no level compared with nothing" in said
    assert "another question: met compared with nothing" in said
    assert "another question: no level compared with nothing" in said


def test_the_age_is_that_of_the_day_of_judging(judged: Any) -> None:
    judged.add("tool_result", **{**CPORT, "dated_on": "2026-01"})
    said = " ".join(render_tools(judged.load(), as_json=False).split())
    assert "January 2026, at least 5 weeks old" in said


@pytest.mark.parametrize("name", PASSPORTS)
def test_a_tool_has_one_short_name_in_judge_and_in_the_summary(name: str) -> None:
    context: Any = SimpleNamespace(lens=SimpleNamespace(passports=PASSPORTS))
    for scale in (None, *(scale.id for scale in PASSPORTS[name].scale)):
        result = ToolResult.model_validate({"id": "tr-1", "instrument": f"{name}@1", "scale": scale})
        assert say_tool_short(context, result) == short_name(PASSPORTS[name], result)
