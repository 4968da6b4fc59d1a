"""What the person's own copy of every demo case may hold, held against the conference's copy and the court's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sjtool.assess.seen_by import VIEWS, Seen, see_as
from sjtool.assess.seen_by_evidence import find_under_intelligence
from sjtool.assess.seen_by_others import find_others_words
from sjtool.assess.seen_by_text import texts_of
from sjtool.assess.seen_by_words import find_to_read
from sjtool.loader import Loaded, load_sound
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Action, Event
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.report.internet_offender_screen import Screen
from sjtool.store.library import Library

CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
DEMOS = sorted(path.stem for path in CASEFILES.glob("demo-*.toml"))
NEVER = {
    "demo-meadow": ("e-018",),
    "demo-mill": ("e-010", "e-025"),
    "demo-birch": ("e-009", "e-013"),
    "demo-lantern": ("ac-006", "e-019"),
}
"""What was once in the copy: what a partner or a child said, and where a visit comes from."""


@pytest.fixture(params=DEMOS)
def loaded(request: pytest.FixtureRequest) -> Loaded:
    return load_sound(CASEFILES / f"{request.param}.toml", Library())


def test_there_are_eight() -> None:
    assert len(DEMOS) == 8


def test_nothing_is_in_it_that_the_conference_is_not_given(loaded: Loaded) -> None:
    """Record by record and key by key; but how a tool came to its result is about the person alone, and theirs."""
    person, conference = see_as(loaded.standing, "person"), see_as(loaded.standing, "conference")
    assert conference.gone <= person.gone
    for entry in person.case:
        record, other = entry.record, conference.case.find(entry.record.id)
        assert other is not None
        if isinstance(record, ToolResult):
            continue
        for key in type(record).model_fields:
            mine, theirs = getattr(record, key), getattr(other, key)
            assert mine == theirs or theirs not in (None, ()), f"{record.id} {key}"


def test_no_evidence_in_it_is_somebody_else_s(loaded: Loaded) -> None:
    """Neither is it what they said, nor does it name them, nor rests on nothing but their answers."""
    standing, seen = loaded.standing, see_as(loaded.standing, "person")
    others, kept = find_others_words(standing), seen.case.of(EvidenceRecord)
    assert kept
    for record in kept:
        words = "\n".join(filter(None, (record.title, record.reference, record.text, record.why_not)))
        assert record.nature != "reported" or record.kind == "previous-interviews", record.id
        assert not others.concern_others(words), record.id
        informants = {who for one in standing.case.of(Response) if record.id in one.evidence for who in _who(seen, one)}
        assert all(others.is_subject(who) for who in informants) or _is_cited(seen, record), record.id


def _who(seen: Seen, response: Response) -> set[str | None]:
    session = seen.case.find(response.session or "")
    return {session.informant if isinstance(session, Session) else None}


def _is_cited(seen: Seen, record: EvidenceRecord) -> bool:
    """Whether anything that is in the copy rests on it."""
    return any(record.id in getattr(entry.record, "evidence", ()) for entry in seen.case)


def test_no_evidence_in_it_is_kept_out_of_the_report_for_a_conference_or_court(loaded: Loaded) -> None:
    screen = Screen(loaded.standing, date(2026, 11, 28), is_officers=False)
    kept = see_as(loaded.standing, "person").case.of(EvidenceRecord)
    assert [record.id for record in kept if screen.keeps_evidence(record)] == []


def test_no_source_of_intelligence_is_in_any_copy(loaded: Loaded) -> None:
    under = find_under_intelligence(loaded.standing)
    for view in VIEWS[1:]:
        seen = see_as(loaded.standing, view)
        assert not [one.id for one in seen.case.of(EvidenceRecord) if loaded.standing.root(one.id) in under]


def test_what_intelligence_rests_on_is_kept_out_of_the_report_for_a_conference_or_court() -> None:
    standing = load_sound(CASEFILES / "demo-birch.toml", Library()).standing
    screen = Screen(standing, date(2026, 11, 28), is_officers=False)
    remark = standing.case.find("e-009")
    assert isinstance(remark, EvidenceRecord)
    assert screen.keeps_evidence(remark)


def test_no_action_in_it_says_when_nobody_is_told(loaded: Loaded) -> None:
    seen = see_as(loaded.standing, "person")
    for action in seen.case.of(Action):
        words = " ".join(filter(None, (action.objective, action.purpose, action.enforcement))).casefold()
        assert "notice" not in words
        assert "unannounced" not in words
    assert not [event.id for event in seen.case.of(Event) if event.next_on]


@pytest.mark.parametrize(("name", "ids"), NEVER.items())
def test_what_once_stood_in_it_does_not(name: str, ids: tuple[str, ...]) -> None:
    seen = see_as(load_sound(CASEFILES / f"{name}.toml", Library()).standing, "person")
    assert set(ids) <= seen.gone


@pytest.mark.parametrize(
    ("name", "ids"),
    [("demo-mill", ("ra-029", "j-002")), ("demo-meadow", ("ra-011", "f-003")), ("demo-ferry", ("n-002", "ra-013"))],
)
def test_what_must_be_read_first_is_named(name: str, ids: tuple[str, ...]) -> None:
    standing = load_sound(CASEFILES / f"{name}.toml", Library()).standing
    assert set(ids) <= {one.record for one in find_to_read(standing, see_as(standing, "person"))}


def test_every_text_in_it_that_names_anybody_is_to_be_read(loaded: Loaded) -> None:
    seen, others = see_as(loaded.standing, "person"), find_others_words(loaded.standing)
    listed = {(one.record, one.key) for one in find_to_read(loaded.standing, seen)}
    for entry in seen.case:
        for key, text in texts_of(entry.record):
            if " " in text and key not in {"label", "name"} and others.name_others(text):
                assert (entry.record.id, key) in listed


def test_what_he_came_to_notify_stands_in_it() -> None:
    seen = see_as(load_sound(CASEFILES / "demo-mill.toml", Library()).standing, "person")
    told = {event.id: event.what or "" for event in seen.case.of(Event)}
    assert told["ev-001"].startswith("He came in unasked, told PC Hale")
    assert told["ev-004"].startswith("His flat, 14.50")
    assert told["ev-007"].startswith("His flat, 16.10")
    assert "Aware" not in told["ev-001"]
    assert "told" not in told["ev-007"]
