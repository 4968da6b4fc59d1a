"""Which sittings are over, and which items have moved since a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.assess.sessions import find_changed, find_ended, find_how_ended, find_not_put, items_to_put, list_spots
from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Session
from sjtool.store.library import Library

SUBJECT = ("person", {"id": "subject", "roles": ["subject"]})
PARTNER = ("person", {"id": "partner", "roles": ["partner"]})
SET = "section-12@1.0.0"


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 12, tzinfo=UTC)


def session(name: str, *, of: str = SET, **more: Any) -> tuple[str, dict[str, Any]]:
    return "session", {"id": name, "set": of, "informant": "partner", "about": "subject", **more}


def said(in_session: str, item: str, day: int | None, **more: Any) -> tuple[str, dict[str, Any]]:
    moment = at(day) if day else None
    return "response", {"session": in_session, "item": item, "value": "x", "basis": "told", "at": moment, **more}


def ended(name: str, how: str | None) -> tuple[str, dict[str, Any]]:
    return "session_end", {"session": name, "how": how}


@pytest.mark.parametrize(
    ("ends", "over"),
    [
        ([], set()),
        (["paused"], set()),
        (["paused", "paused"], set()),
        (["finished"], {"s-001"}),
        (["stopped"], {"s-001"}),
        (["paused", "finished"], {"s-001"}),
        (["finished", "paused"], {"s-001"}),
        ([None], {"s-001"}),
    ],
)
def test_a_session_is_over_once_somebody_ended_it(
    stand: Callable[..., Standing], ends: list[str | None], over: set[str]
) -> None:
    records = [session("s-001"), session("s-002")]
    assert find_ended(stand(SUBJECT, PARTNER, *records, *(ended("s-001", how) for how in ends))) == over


def test_it_is_named_as_it_was_first_recorded(stand: Callable[..., Standing]) -> None:
    amended = session("s-002", supersedes="s-001", reason="clearance recorded")
    assert find_ended(stand(SUBJECT, session("s-001"), amended, ended("s-002", "finished"))) == {"s-001"}


def test_an_end_of_no_session_ends_none(stand: Callable[..., Standing]) -> None:
    assert find_ended(stand(SUBJECT, session("s-001"), ("session_end", {"how": "finished"}))) == set()


@pytest.mark.parametrize(
    ("since", "items"),
    [
        ("2026-03-01", {"1", "5", "30"}),
        ("2026-03-05", {"5", "30"}),
        ("2026-03-09", {"30"}),
        ("2026-03-10", set()),
    ],
)
def test_an_item_has_changed_on_the_day_of_its_last_account_and_not_after(
    stand: Callable[..., Standing], since: str, items: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = stand(
        SUBJECT, PARTNER, session("s-001"), said("s-001", "1", 4), said("s-001", "5", 5), said("s-001", "30", 9)
    )
    assert find_changed(standing, "section-12", since) == items


def test_anybodys_account_a_correction_and_a_reason_for_none_all_count(stand: Callable[..., Standing]) -> None:
    standing = stand(
        SUBJECT,
        PARTNER,
        session("s-001"),
        session("s-002", informant="subject"),
        said("s-001", "1", 4),
        said("s-002", "1", 9),
        said("s-001", "5", 4, id="r-0001"),
        said("s-001", "5", 9, supersedes="r-0001", reason="misheard"),
        said("s-001", "6", 9, value=None, missing="refused"),
        said("s-001", "7", 4),
    )
    assert find_changed(standing, "section-12", "2026-03-08") == {"1", "5", "6"}


def test_another_set_does_not_count(stand: Callable[..., Standing]) -> None:
    standing = stand(SUBJECT, PARTNER, session("s-001", of="visit@1.0.0"), said("s-001", "1", 9))
    assert find_changed(standing, "section-12", "2026-03-01") == set()
    assert find_changed(standing, "visit", "2026-03-01") == {"1"}


@pytest.mark.parametrize(
    ("item", "day", "found"),
    [
        ("section-12/5", 9, {"5"}),
        ("section-12/5", 4, set()),
        ("visit/5", 9, set()),
        (None, 9, set()),
    ],
)
def test_a_reading_of_an_item_counts(
    stand: Callable[..., Standing], item: str | None, day: int, found: set[str]
) -> None:
    reading = ("reading", {"item": item, "at": at(day)})
    standing = stand(SUBJECT, PARTNER, session("s-001"), said("s-001", "5", 4), reading)
    assert find_changed(standing, "section-12", "2026-03-08") == found


def test_a_record_written_by_hand_without_a_time_counts_for_no_day(stand: Callable[..., Standing]) -> None:
    standing = stand(SUBJECT, PARTNER, session("s-001"), said("s-001", "5", None))
    assert find_changed(standing, "section-12", "0001-01-01") == set()


SECTION_12 = Library().question_set("section-12")
MARKED = ("1", "2", "3", "4", "5", "6", "7", "20", "21", "22", "24", "30")


def of_session(standing: Standing, name: str) -> Session:
    found = standing.current(name)
    assert isinstance(found, Session)
    return found


@pytest.mark.parametrize(
    ("ends", "how"), [([], ""), ([None], ""), (["paused"], "paused"), (["paused", "stopped"], "stopped")]
)
def test_the_last_word_on_how_a_session_ended_counts(
    stand: Callable[..., Standing], ends: list[str | None], how: str
) -> None:
    standing = stand(SUBJECT, PARTNER, session("s-001"), *(ended("s-001", end) for end in ends))
    assert find_how_ended(standing, of_session(standing, "s-001")) == how


def person(name: str, *roles: str) -> tuple[str, dict[str, Any]]:
    return "person", {"id": name, "roles": list(roles)}


@pytest.mark.parametrize(
    ("roles", "count"),
    [(("subject",), 33), (("partner",), 12), (("partner", "professional"), 33), (("relative",), 33), ((), 33)],
)
def test_the_marks_say_what_was_to_be_put_to_a_partner_and_the_person_gets_all(
    stand: Callable[..., Standing], roles: tuple[str, ...], count: int
) -> None:
    one = person("one", *roles)
    standing = stand(one) if roles else stand()
    assert len(items_to_put(standing, SECTION_12, standing.person("one"))) == count


def test_marks_count_only_where_the_set_is_put_to_the_person_too(stand: Callable[..., Standing]) -> None:
    head = SECTION_12.set.model_copy(update={"asked_of": ("partner",)})
    aside = SECTION_12.model_copy(update={"set": head})
    standing = stand(SUBJECT, PARTNER)
    assert len(items_to_put(standing, aside, standing.person("partner"))) == 33


def test_an_item_that_applies_only_after_some_answers_is_left_aside(stand: Callable[..., Standing]) -> None:
    questions = Library().question_set("srp-inputs")
    conditional = {item.id for item in questions.item if item.applies_if}
    standing = stand(SUBJECT)
    put = {item.id for item in items_to_put(standing, questions, standing.person("subject"))}
    assert conditional
    assert put == {item.id for item in questions.item} - conditional


def test_what_was_not_put_is_what_has_no_response_of_any_kind(stand: Callable[..., Standing]) -> None:
    given = [said("s-001", item, 4) for item in ("2", "5")]
    refused = said("s-001", "3", 4, value=None, missing="refused")
    standing = stand(SUBJECT, PARTNER, session("s-001"), *given, refused)
    left = find_not_put(standing, SECTION_12, of_session(standing, "s-001"))
    assert left == tuple(item for item in MARKED if item not in {"2", "3", "5"})


def test_a_part_that_was_not_put_is_named_and_only_the_marked_part_is_asked_of_a_partner(
    stand: Callable[..., Standing],
) -> None:
    records = [session("s-001"), session("s-002", informant="subject")]
    records += [said(name, "1", 4, part="hours", value=8) for name in ("s-001", "s-002")]
    standing = stand(SUBJECT, PARTNER, *records)
    assert find_not_put(standing, SECTION_12, of_session(standing, "s-001"))[0] == "2"
    assert find_not_put(standing, SECTION_12, of_session(standing, "s-002"))[:2] == ("1/share", "2")


def test_what_was_asked_before_is_no_gap_and_what_was_asked_later_only_with_ever(
    stand: Callable[..., Standing],
) -> None:
    records = [
        session("s-001", held_on="2026-03-04"),
        session("s-002", held_on="2026-03-05"),
        session("s-003", informant="subject", held_on="2026-03-01"),
        session("s-004", of="visit@1.0.0", held_on="2026-03-01"),
        ("session", {"id": "s-005", "informant": "partner"}),
        said("s-001", "2", 4),
        said("s-002", "3", 5),
        *(said(name, "4", 1) for name in ("s-003", "s-004", "s-005")),
        ("response", {"item": "5", "value": "x"}),
    ]
    standing = stand(SUBJECT, PARTNER, *records)
    first, second = (of_session(standing, name) for name in ("s-001", "s-002"))
    assert {"2", "3"} & {*find_not_put(standing, SECTION_12, first)} == {"3"}
    assert {"2", "3"} & {*find_not_put(standing, SECTION_12, second)} == set()
    assert {"2", "3", "4", "5"} & {*find_not_put(standing, SECTION_12, first, ever=True)} == {"4", "5"}


@pytest.mark.parametrize(
    ("spots", "words"),
    [
        ([], ""),
        (["13"], "13"),
        (["13", "14"], "13, 14"),
        (["13", "14", "15", "20", "32", "33"], "13 to 15, 20, 32, 33"),
        (["1/share", "2", "3", "4"], "1/share, 2 to 4"),
        (["33", "1", "2"], "33, 1, 2"),
    ],
)
def test_items_that_follow_each_other_are_named_as_a_run(spots: list[str], words: str) -> None:
    assert list_spots(spots, SECTION_12) == words
