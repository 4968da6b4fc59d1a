"""Whatever an officer writes stands whole in the summary: on 60 columns as in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.case import Case, Entry
from sjtool.report import as_json, as_text
from sjtool.report.report import Report
from sjtool.report.summary import build_summary
from sjtool.text import show_safely

PRINTED = {
    "officer": ("role", "agency"),
    "governance": ("lawful_basis", "schedule_8_condition", "policy_document", "visor_reference"),
    "person": ("label", "gender", "risk_to_children"),
    "status": ("lead_agency", "mappa_reason", "offence_kinds"),
    "order": ("kind",),
    "assessment": ("asked_by", "purpose"),
    "session": ("others_present", "place", "caution", "cleared_with", "supervision"),
    "evidence": ("title", "reference", "why_not", "text", "handling"),
    "reading": ("reading", "follow_up"),
    "rating": ("relevance", "rationale", "would_change"),
    "tool_result": ("assessor", "agency", "document", "limits", "version", "inputs", "missing_items"),
    "formulation": ("heading", "text"),
    "narrative": ("heading", "text"),
    "scenario": ("who", "how", "harm", "imminence", "frequency", "likelihood", "warning_signs", "contingency"),
    "judgement": (
        "whom",
        "nature",
        "imminence",
        "frequency",
        "extent",
        "rationale",
        "strongest_against",
        "limits",
        "would_change",
        "reconciliation",
    ),
    "override": ("rationale", "justification", "mitigation", "agreed_by"),
    "action": (
        "objective",
        "purpose",
        "enforcement",
        "suitability",
        "proportionality",
        "negative_consequences",
        "owner",
    ),
    "action_update": ("what_happened",),
    "event": ("what", "touches"),
}
"""Keys with an officer's words that the summary prints, by kind of record."""
LISTS = {"offence_kinds", "inputs", "missing_items", "touches"}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=90)


def rewrite(entries: tuple[Entry, ...], text: str) -> tuple[tuple[Entry, ...], list[str]]:
    """The same records with every key of PRINTED holding the text, each marked so that it can be told apart."""
    made, expected = [], []
    for entry in entries:
        changes: dict[str, Any] = {}
        for key in PRINTED.get(entry.kind, ()):
            if not is_printed(entry, key):
                continue
            said = f"{entry.record.id}.{key}<{text}>"
            changes[key] = (said,) if key in LISTS else said
            expected.append(said)
        made.append(entry._replace(record=entry.record.model_copy(update=changes)))
    return tuple(made), expected


def is_printed(entry: Entry, key: str) -> bool:
    """Covert actions and victims print nothing; superseded records do not stand; an old acute rating is a letter."""
    record: Any = entry.record
    if record.id in {"j-002", "victim-1"} or getattr(record, "handling", None) == "covert":
        return False
    if entry.kind == "person" and record.id != "subject":
        return key in {"label", "risk_to_children"}
    if entry.kind == "officer":
        return record.id == "pc-4412"
    if entry.kind == "evidence":
        return key != "why_not" or record.obtained is False
    return not (entry.kind == "rating" and record.id in {"ra-004", "ra-005", "ra-007"})


def build(entries: tuple[Entry, ...], like: Loaded) -> Report:
    case = Case("harbour.toml", like.case.header, entries, like.case.head)
    loaded = Loaded(Path("harbour.toml"), case, Standing(case), like.library)
    return build_summary(loaded, built_on=date(2026, 3, 12))


def squeeze(text: str) -> str:
    return "".join(text.split())


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@given(text=TEXT)
@settings(max_examples=40)
def test_every_word_stands_whole(judged: Any, text: str) -> None:
    like = judged.load()
    entries, expected = rewrite(like.case.entries, text)
    report = build(entries, like)
    printed = squeeze(as_text.render(report, 60))
    assert [said for said in expected if squeeze(show_safely(said)) not in printed] == []
    held = "\0".join(strings(json.loads(as_json.render(report))))
    assert [said for said in expected if said not in held] == []


@given(note=TEXT, value=TEXT)
@settings(max_examples=40)
def test_every_answer_stands_whole(judged: Any, note: str, value: str) -> None:
    like = judged.load()
    entries, expected = [], []
    for entry in like.case.entries:
        record: Any = entry.record
        changes: dict[str, Any] = {}
        if entry.kind == "response":
            name = record.id
            changes = {"note": f"{name}.note<{note}>"}
            if record.missing:
                changes["missing_note"] = f"{name}.missing<{note}>"
            elif isinstance(record.value, str):
                changes["value"] = f"{name}.value<{value}>"
            expected += changes.values()
        entries.append(entry._replace(record=record.model_copy(update=changes)))
    report = build(tuple(entries), like)
    printed = squeeze(as_text.render(report, 60))
    assert [said for said in expected if squeeze(show_safely(said)) not in printed] == []
    held = "\0".join(strings(json.loads(as_json.render(report))))
    assert [said for said in expected if said not in held] == []
