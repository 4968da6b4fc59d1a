"""Which sittings are over, and which items have moved since a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.assess.sessions import find_changed, find_ended
from sjtool.assess.standing import Standing

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
