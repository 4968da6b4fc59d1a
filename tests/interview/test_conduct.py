"""The right reminder at the right moment, and nothing of what the other adult said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.assess.standing import Standing
from sjtool.interview import conduct
from sjtool.model.case import Case, Entry
from sjtool.model.enquiry import Response, Session
from sjtool.model.people import Person
from sjtool.model.record import Header, Record
from sjtool.model.template import QuestionSet


def standing(*records: Record) -> Standing:
    entries = tuple(Entry(record.kind_name, record, n) for n, record in enumerate(records))
    return Standing(Case("case.toml", Header(format=1, case="c"), entries, ""))


SUBJECT = Person(id="subject", roles=("subject",), label="Mr H")
PARTNER = Person(id="partner", roles=("partner",), label="Ms R")


def asked(who: str, held_on: str | None = "2026-03-04", **keys: Any) -> tuple[Record, ...]:
    session = Session(id=f"s-{who}", set="section-12@1.0.0", informant=who, held_on=held_on)
    return session, Response(
        id=f"r-{who}", session=session.id, item="4", at=datetime(2026, 3, 4, tzinfo=UTC), **(keys or {"value": True})
    )


@pytest.mark.parametrize(
    ("records", "role", "words"),
    [
        ((SUBJECT, PARTNER), "partner", "Before the person under assessment: yes"),
        ((SUBJECT, PARTNER, *asked("subject")), "partner", "Mr H was asked already, on 4 March 2026"),
        ((SUBJECT, PARTNER, *asked("subject", missing="deferred")), "partner", "they have not been asked"),
        ((SUBJECT, PARTNER, *asked("subject", None)), "partner", "on a day not recorded"),
        ((SUBJECT, PARTNER), "person", "Ms R has not been asked yet"),
        ((SUBJECT, PARTNER, *asked("partner")), "person", "After the partner: yes, Ms R was asked on 4 March 2026"),
        ((SUBJECT,), "person", "No partner is in the case"),
    ],
)
def test_the_order_is_told(section_12: QuestionSet, records: tuple[Record, ...], role: Any, words: str) -> None:
    assert words in conduct.tell_order(standing(*records), section_12, role)


def test_notes_by_moment_and_informant(section_12: QuestionSet) -> None:
    to_partner = [note.text for note in conduct.begin_notes(section_12, "partner")]
    assert to_partner[0].startswith("Begin by listening")
    assert conduct.begin_notes(section_12, "carer") == conduct.begin_notes(section_12, "partner")
    assert [note.text[:24] for note in conduct.begin_notes(section_12, "person")] == ["Has the partner been see"]
    assert not any("caution" in note.text for note in conduct.notes_at(section_12, "partner", "start"))
    assert len(conduct.stop_signs(section_12, "person")) == 3


def test_asking_alone(section_12: QuestionSet) -> None:
    assert conduct.tell_workers(Session(id="s", interviewers=("a",)))
    assert not conduct.tell_workers(Session(id="s", interviewers=("a", "b")))
    assert not conduct.tell_workers(Session(id="s", interviewers=("a",), supervision="Sgt Vale"))
