"""Reactive management as text and as JSON: the same conditions, whole, at any width, with no word of the case."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.reactive import CONDITIONS
from sjtool.assess.reactive_state import ASKED, FOLLOWS, find_state
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header
from sjtool.report.reactive_json import render_reactive_json
from sjtool.report.reactive_text import ReactiveView, render_reactive
from sjtool.report.reactive_words import EFFECTS, FINAL, WITHDRAWAL, record_day
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
MENU = Library().menu("reactive-conditions")
Rec = tuple[str, dict[str, Any]]


def build(*records: Rec) -> Standing:
    entries = []
    for number, (kind, keys) in enumerate(records, 1):
        given = {"id": f"{KINDS[kind].prefix or kind}-{number}", "at": datetime(2026, 1, number, tzinfo=UTC)}
        entries.append(Entry(kind, KINDS[kind].model_validate(given | {"by": "pc-4412"} | keys), number))
    return Standing(Case("mill.toml", Header(format=1, case="mill", training=True), tuple(entries), "0" * 32))


def view(*records: Rec, at_screen: bool = False, hidden: bool | None = None) -> ReactiveView:
    standing = build(*records)
    return ReactiveView("mill", standing, find_state(standing, TODAY, hidden=hidden), MENU, TODAY, at_screen)


def event(kind: str, day: str | None = "2026-01-01", **more: Any) -> Rec:
    return "event", {"kind": kind, "held_on": day, "what": "MARKER", **more}


HOSTILE = "Mr [/] <script>\x1b[2J MARKER"
PERSON: Rec = ("person", {"id": "subject", "roles": ["subject"], "label": HOSTILE})
FULL = (
    PERSON,
    event("intelligence", rationale="MARKER"),
    ("order", {"kind": "SHPO MARKER", "made_on": "2021-05", "discharge_sought": True}),
    ("status", {"lead_agency": "MARKER Police", "lead_agency_since": "2024-01-01"}),
    ("action", {"objective": "MARKER", "handling": "covert"}),
)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_conditions_are_the_entries_of_the_menu_in_its_order() -> None:
    assert tuple(entry.id for entry in MENU.entry) == CONDITIONS


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_condition_its_reason_and_its_records_fit_the_width(width: int) -> None:
    shown = view(*FULL)
    text = render_reactive(shown, width)
    assert max(len(line) for line in text.split("\n")) <= width
    for condition in shown.state.conditions:
        assert shown.title(condition) in flat(text)
        assert flat(condition.why) in flat(text)
        assert all(record in text for record in condition.records)
    assert "or-3 (May 2021)" in flat(text)
    assert "Exception: case by case" in text
    for words in (WITHDRAWAL, FINAL):
        assert flat(words) in flat(text)


def test_a_name_is_for_a_screen_alone_and_can_do_nothing_there() -> None:
    away = render_reactive(view(*FULL), 80) + render_reactive_json(view(*FULL))
    assert "MARKER" not in away
    on_screen = render_reactive(view(*FULL, at_screen=True), 80)
    assert "Mr [/] <script>␛[2J MARKER" in on_screen
    assert on_screen.count("MARKER") == 1
    assert "ac-5" not in on_screen


def test_json_says_the_same() -> None:
    shown = view(*FULL)
    found = json.loads(render_reactive_json(shown))
    assert [c["id"] for c in found["conditions"]] == list(CONDITIONS)
    assert [c["why"] for c in found["conditions"]] == [c.why for c in shown.state.conditions]
    order = found["conditions"][5]
    assert (order["state"], order["exception"], order["show_with"]) == ("not-met", True, None)
    assert order["records"] == [{"id": "or-3", "on": "2021-05"}]
    assert (found["case"], found["stage"], found["from"], found["to"]) == ("mill", "active", "2023-03-04", "2026-03-04")
    assert (found["decision"], found["levels_hidden"], found["again"]) == (FINAL, True, None)


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "the person is actively managed, and nothing is proposed."),
        ([event("reactive-proposal")], "proposed by ev-1 of 1 January 2026; it waits for a supervisor."),
        ([event("reactive-proposal"), event("reactive-refusal")], "nothing is proposed. Last refused: ev-2"),
        ([("status", {"management": "reactive"})], "a status says reactive, and no approval is recorded."),
        ([event("reactive-start")], "since 1 January 2026, approved by ev-1."),
        ([event("reactive-start", None)], "since a day not recorded, approved by ev-1."),
        ([event("reactive-start"), event("reactive-end")], "ended on 1 January 2026 by ev-2"),
    ],
)
def test_where_it_stands_is_said_in_a_sentence(records: list[Rec], words: str) -> None:
    assert words in flat(render_reactive(view(*records), 80))


def test_what_would_follow_and_what_has() -> None:
    before = flat(render_reactive(view(), 80))
    assert all(EFFECTS[one] in before for one in (*FOLLOWS, *ASKED[:2]))
    assert "need not be told" in before
    start = event("reactive-start", "2025-01-01", effects=[*FOLLOWS, "yearly-checks-set"])
    after = flat(render_reactive(view(start, event("intelligence", "2025-06-01")), 80))
    assert "done: no visit is required" in after
    assert "OPEN: the front page of ViSOR" in after
    assert "no, and need not be: the person was told" in after
    assert "none made yet; the next by 1 January 2026. OVERDUE. sjtool reactive mill --check" in after
    assert "whether it is a significant change: ev-2 (1 June 2025)." in after
    assert "and what came since" in after
    assert "and what came since" not in before


def test_a_check_made_in_time_is_not_overdue() -> None:
    check = event("reactive-check", "2026-01-02")
    text = flat(render_reactive(view(event("reactive-start", "2025-01-01"), check), 80))
    assert "last made 2 January 2026; the next by 2 January 2027." in text
    assert "OVERDUE" not in text
    undated = flat(render_reactive(view(event("reactive-start", None)), 80))
    assert "Yearly checks" not in undated


def test_what_is_to_be_shown_comes_with_what_to_type() -> None:
    text = render_reactive(view(), 80)
    assert "  sjtool judge mill\n" in text
    assert "  sjtool add mill status\n" in text
    assert "  sjtool reactive mill --propose\n" in text
    open_ = render_reactive(view(hidden=False), 80)
    assert "  sjtool receive mill arms\n" in open_
    barred = render_reactive(view(event("sexual-offence"), ("order", {"id": "or-1", "kind": "SHPO"})), 80)
    assert "  sjtool show mill ev-1\n" in barred
    assert "  sjtool event mill order\n" in barred


def test_a_record_has_the_day_it_is_about_or_the_day_it_was_recorded() -> None:
    standing = build(event("visit", "2025-02"), ("rating", {"recent": "low"}), ("rating", {"at": None}))
    assert [record_day(standing, one) for one in ("ev-1", "ra-2", "ra-3", "gone")] == [
        "2025-02",
        "2026-01-02",
        None,
        None,
    ]


def test_when_it_may_be_considered_again_is_printed() -> None:
    ended: Callable[..., ReactiveView] = view
    text = flat(render_reactive(ended(event("reactive-end", cause="sexual-offence")), 80))
    assert "three more years have to pass, from 1 January 2026: after 1 January 2029." in text
