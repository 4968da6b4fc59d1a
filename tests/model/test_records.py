"""The kinds of record: one table, identity only required, nothing unknown and no type guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sjtool.assess.references import POINTS_AT
from sjtool.model.appraisal import describe_value
from sjtool.model.case import Case, Entry
from sjtool.model.decision import Event, Judgement
from sjtool.model.enquiry import Response
from sjtool.model.kinds import KINDS, RESERVED_KEYS, VICTIM_KINDS, number_width
from sjtool.model.manual import KIND_NOTES, MANUAL
from sjtool.model.manual_key import Shape, _shape_of, read_shapes
from sjtool.model.missing import BY_ID, REASONS, Missing
from sjtool.model.people import Officer, Person
from sjtool.model.record import Header, Record
from sjtool.problem import Place

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
EVERY = KINDS | VICTIM_KINDS


# the table of kinds


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_loads_with_its_id_alone(kind: str) -> None:
    record = EVERY[kind].model_validate({"id": "x-1"})
    assert record.kind_name == kind
    assert record.model_dump(exclude_defaults=True) == {"id": "x-1"}


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_refuses_what_it_does_not_know(kind: str) -> None:
    for table in ({}, {"id": "x", "colour": "x"}, {"id": "x y"}, {"id": ""}, {"id": "x" * 81}, {"id": "-x"}, {"id": 1}):
        with pytest.raises(ValidationError):
            EVERY[kind].model_validate(table)


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_needs_only_keys_it_has(kind: str) -> None:
    keys = read_shapes(EVERY[kind])
    assert set(EVERY[kind].needs) <= set(keys)
    assert set(POINTS_AT.get(kind, {})) <= set(keys)


@pytest.mark.parametrize("kind", EVERY)
def test_every_key_of_every_kind_stands_in_the_manual(kind: str) -> None:
    assert set(MANUAL[kind]) == set(read_shapes(EVERY[kind]))
    assert KIND_NOTES[kind].strip()
    for note in MANUAL[kind].values():
        assert note.prompt.strip()
        assert note.help.strip()


@pytest.mark.parametrize("kind", EVERY)
def test_a_record_is_frozen(kind: str) -> None:
    record = EVERY[kind].model_validate({"id": "x-1"})
    with pytest.raises(ValidationError):
        record.id = "x-2"  # type: ignore[misc]


def test_no_two_kinds_share_a_prefix_and_none_begins_another() -> None:
    prefixes = [model.prefix for model in EVERY.values() if model.prefix]
    assert len(set(prefixes)) == len(prefixes)
    assert all(prefix.isalpha() and prefix.islower() for prefix in prefixes)
    assert [kind for kind, model in EVERY.items() if not model.prefix] == ["officer", "person", "erased"]


def test_responses_have_wider_numbers_than_the_rest() -> None:
    assert {kind: number_width(kind) for kind in KINDS if number_width(kind) != 3} == {"response": 4}


def test_the_keys_the_ledger_fills_in_are_keys_of_every_record() -> None:
    assert set(RESERVED_KEYS) | {"supersedes", "reason"} == set(Record.model_fields)


def test_a_kind_of_value_that_nobody_described_is_a_fault_of_the_program() -> None:
    assert _shape_of(bool) == Shape("yes_no")
    with pytest.raises(TypeError, match="does not know"):
        _shape_of(bytes)


# values


@pytest.mark.parametrize("text", ["2026", "2026-03", "2026-03-04", "0001", "2024-02-29"])
def test_a_date_may_be_known_in_part(text: str) -> None:
    assert Event(id="e", held_on=text).held_on == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-3",
        "2026-03-4",
        "2026-13",
        "2026-00",
        "2026-02-30",
        "2023-02-29",
        "0000",
        "2026-03-04T10:00",
        "2026 ",
        "٢٠٢٦",
        "2026-03-04\n",
        2026,
        NOW,
    ],
)
def test_a_date_that_is_none_is_refused(text: object) -> None:
    with pytest.raises(ValidationError):
        Event.model_validate({"id": "e", "held_on": text})


@given(day=st.dates())
def test_every_day_there_is_is_a_date(day: Any) -> None:
    for length in (4, 7, 10):
        assert Event(id="e", held_on=day.isoformat()[:length]).held_on == day.isoformat()[:length]


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (True, bool, "yes"),
        (False, bool, "no"),
        (35, int, "35"),
        (0, int, "0"),
        (2.5, float, "2.5"),
        (3.0, float, "3"),
        ("35", str, "35"),
        (["a", "b"], tuple, "a, b"),
        (["a"], tuple, "a"),
    ],
)
def test_a_value_stays_of_the_kind_it_was_given_as(value: Any, kind: type, words: str) -> None:
    found = Response.model_validate({"id": "r", "value": value}).value
    assert type(found) is kind
    assert found == (tuple(value) if isinstance(value, list) else value)
    assert found is not None
    assert describe_value(found) == words


@pytest.mark.parametrize("value", ["", [""], ["a", 1], [1], {"a": 1}, float("nan"), float("inf"), NOW, NOW.date()])
def test_a_value_of_another_kind_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Response.model_validate({"id": "r", "value": value})


@pytest.mark.parametrize(
    ("model", "table"),
    [
        (Officer, {"trained": "arms"}),
        (Officer, {"name": 1}),
        (Person, {"roles": ["subjct"]}),
        (Person, {"confidential": 1}),
        (Person, {"confidential": "true"}),
        (Judgement, {"overrides": "some"}),
        (Judgement, {"level": "very high"}),
        (Event, {"at": NOW.replace(tzinfo=None)}),
        (Event, {"at": NOW.isoformat()}),
        (Event, {"salt": "0f"}),
        (Event, {"chain": "0F" * 16}),
        (Event, {"by": "PC Hughes"}),
        (Event, {"reason": ""}),
    ],
)
def test_no_type_is_guessed(model: type[Record], table: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        model.model_validate({"id": "x", **table})


def test_overrides_are_none_in_so_many_words_or_named() -> None:
    assert Judgement.model_validate({"id": "j", "overrides": "none"}).overrides == "none"
    assert Judgement.model_validate({"id": "j", "overrides": ["o-001"]}).overrides == ("o-001",)
    assert Judgement.model_validate({"id": "j"}).overrides is None


def test_a_record_by_hand_without_a_time_comes_first() -> None:
    assert Event(id="e").recorded_at() < Event(id="e", at=NOW).recorded_at() == NOW


# the head of a file


def test_a_head_marks_a_case_sensitive_and_real_unless_it_says_otherwise() -> None:
    assert Header(format=1, case="x").model_dump() == {
        "format": 1,
        "case": "x",
        "marking": "OFFICIAL-SENSITIVE",
        "training": False,
    }
    for table in (
        {"case": "x y"},
        {"case": "x", "marking": ""},
        {"case": "x", "training": "true"},
        {"case": "x", "colour": "x"},
        {},
    ):
        with pytest.raises(ValidationError):
            Header.model_validate({"format": 1, **table})


# a case


def test_a_case_finds_its_records_by_kind_and_by_id() -> None:
    records = (
        Event(id="ev-1"),
        Officer(id="pc"),
        Event(id="ev-2", at=NOW),
        Event(id="ev-3", at=NOW.replace(year=2027)),
    )
    entries = tuple(Entry(record.kind_name, record, 10 * n) for n, record in enumerate(records, 1))
    case = Case("x.toml", Header(format=1, case="x"), entries, "head")
    assert [event.id for event in case.of(Event)] == ["ev-1", "ev-2", "ev-3"]
    assert case.of(Judgement) == ()
    assert case.find("pc") is records[1]
    assert case.find("nobody") is None
    assert case.place("ev-2") == Place("x.toml", 30)
    assert str(case.place("nobody")) == "x.toml"
    assert [entry.record for entry in case] == [*records]
    then = case.up_to(NOW)
    assert [entry.record.id for entry in then] == ["ev-1", "pc", "ev-2"]
    assert (then.path, then.header, then.head) == (case.path, case.header, case.head)


# why there is no answer


def test_every_reason_for_no_answer_stands_once_in_the_table_and_none_is_a_no() -> None:
    assert [reason.id for reason in REASONS] == list(get_args(Missing)) == [*BY_ID]
    assert {reason.id for reason in REASONS if reason.declined} == {"refused", "no-comment"}
    assert {reason.id for reason in REASONS if reason.open} == {"not-asked", "not-present", "deferred"}
    for reason in REASONS:
        assert not (reason.declined and reason.open)
        for text in (reason.title, reason.means, reason.score, reason.cross_check, reason.signing, reason.summary):
            assert text.strip()
        assert "missing" in reason.score
    with pytest.raises(ValidationError):
        Response.model_validate({"id": "r", "missing": "no"})
