"""Accounts: who said what in which session, and what there is to say where there is no answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.accounts import (
    Account,
    Correction,
    answered_by,
    find_accounts,
    find_corrections,
    say_corrections,
    split_ref,
)
from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import REASONS
from sjtool.model.template import Wording

Stand = Callable[..., Standing]
SET = "section-12@1.0.0"
PEOPLE = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
    ("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
)


def session(name: str, informant: str | None, **keys: Any) -> tuple[str, dict[str, Any]]:
    return (
        "session",
        {"id": name, "set": SET, "held_on": "2026-03-04", **({"informant": informant} if informant else {}), **keys},
    )


def response(session_id: str | None, item: str | None, **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"session": session_id, "item": item, **keys}
    return ("response", {key: value for key, value in given.items() if value is not None})


def account(**keys: Any) -> Account:
    return Account(Response(id="r-1", **keys), Session(id="s-1"), "subject", "Mr H", is_subject=True)


@pytest.mark.parametrize(
    ("ref", "parts"),
    [
        ("section-12@1.0.0/1", ("section-12", "1")),
        ("section-12@1.0.0", ("section-12", "")),
        ("acute/x", ("acute", "x")),
    ],
)
def test_a_reference_splits_into_set_and_what_follows(ref: str, parts: tuple[str, str]) -> None:
    assert split_ref(ref) == parts


@pytest.mark.parametrize(
    ("value", "words"),
    [(True, "yes"), (False, "no"), (12, "12"), (2.50, "2.5"), (("a", "b"), "a, b"), ("about 35", "about 35")],
)
def test_an_answer_is_told_in_words(value: Any, words: str) -> None:
    found = account(value=value)
    assert found.has_value
    assert not found.is_open
    assert not found.declined
    assert found.words() == words


def test_options_are_told_without_their_dashes_and_own_words_as_they_are() -> None:
    wording = Wording(ask="?", answer="set", options=("now-and-then", "never"))
    assert account(value=("now-and-then", "well-nigh never")).words(wording) == "now and then, well-nigh never"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2019-03-02", "2 March 2019"),
        ("2019-03", "March 2019"),
        ("2019", "2019"),
        ("2019-99", "2019-99"),
        (2019, "2019"),
    ],
)
def test_a_date_is_told_as_it_is_written_and_what_is_none_as_it_stands(value: Any, words: str) -> None:
    assert account(value=value).words(Wording(ask="?", answer="date")) == words
    assert account(value=value).words(Wording(ask="?")) == str(value)


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.id)
def test_each_reason_for_no_answer_says_whether_it_declines_and_whether_it_is_open(reason: Any) -> None:
    found = account(missing=reason.id)
    assert not found.has_value
    assert found.declined is (reason.id in {"refused", "no-comment"})
    assert found.is_open is (reason.id in {"not-asked", "not-present", "deferred"})
    assert found.words() == reason.title


def test_a_response_with_neither_value_nor_reason_is_open() -> None:
    found = account()
    assert found.is_open
    assert not found.declined
    assert found.words() == "no answer recorded"


def test_accounts_stand_by_item_and_part_with_the_informant_named(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        session("s-1", "partner"),
        session("s-2", "subject", held_on="2026-03-09"),
        response("s-2", "1", part="hours", value=8),
        response("s-1", "1", part="hours", value=35),
        response("s-1", "2", value="a-little"),
    )
    found = find_accounts(standing, "section-12")
    assert set(found) == {("1", "hours"), ("2", "")}
    assert [(a.label, a.is_subject) for a in found["1", "hours"]] == [("Ms R", False), ("Mr H", True)]


def test_what_cannot_be_placed_is_no_account(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        session("s-1", "partner", set="another@1.0.0"),
        session("s-2", None),
        ("session", {"id": "s-3", "informant": "partner"}),
        response("s-1", "1", value=1),
        response("s-2", "1", value=1),
        response("s-3", "1", value=1),
        response("s-9", "1", value=1),
        response(None, "1", value=1),
        session("s-4", "partner"),
        response("s-4", None, value=1),
    )
    assert find_accounts(standing, "section-12") == {}


def test_corrections_of_session_person_and_answer_are_followed(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        session("s-1", "partner"),
        response("s-1", "3", id="r-1", value=True),
        (
            "person",
            {"id": "partner-2", "supersedes": "partner", "reason": "name", "roles": ["partner"], "label": "Ms Ray"},
        ),
        session("s-1b", "partner-2", supersedes="s-1", reason="wrong day", held_on="2026-03-05"),
        response("s-1", "3", id="r-2", supersedes="r-1", reason="misheard", value=False),
    )
    (only,) = find_accounts(standing, "section-12")["3", ""]
    assert (only.response.id, only.session.id, only.label, only.informant) == ("r-2", "s-1b", "Ms Ray", "partner")


def test_what_an_informant_last_said_counts_and_only_theirs(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        session("s-1", "partner", held_on="2026-03-09"),
        session("s-2", "partner", held_on="2026-03-04"),
        session("s-3", "subject"),
        response("s-1", "3", value=True),
        response("s-2", "3", value=False),
        response("s-3", "4", value=True),
    )
    said = answered_by(standing, "section-12", "partner")
    assert {spot: a.response.value for spot, a in said.items()} == {("3", ""): True}


def test_without_a_subject_nobody_is_taken_for_one(stand: Stand) -> None:
    standing = stand(PEOPLE[1], session("s-1", "partner"), response("s-1", "3", value=True))
    assert [a.is_subject for a in find_accounts(standing, "section-12")["3", ""]] == [False]


def test_an_account_of_no_known_day_stands_before_those_that_are_dated(stand: Stand) -> None:
    undated = ("session", {"id": "s-2", "set": SET, "informant": "partner"})
    said = (response("s-1", "3", value=True, id="r-1"), response("s-2", "3", value=False, id="r-2"))
    standing = stand(*PEOPLE, session("s-1", "subject"), undated, *said)
    assert [account.session.id for account in find_accounts(standing, "section-12")["3", ""]] == ["s-2", "s-1"]


def line(stand: Stand, *versions: dict[str, Any]) -> tuple[Correction, ...]:
    """The corrections of the last of several versions of one answer."""
    made = [
        response("s-1", "7", id=f"r-{n}", **({"supersedes": f"r-{n - 1}"} if n > 1 else {}), **keys)
        for n, keys in enumerate(versions, 1)
    ]
    standing = stand(*PEOPLE, session("s-1", "partner"), *made)
    (only,) = find_accounts(standing, "section-12")["7", ""]
    return only.corrections


def test_a_changed_answer_tells_what_it_was_when_it_was_changed_and_why(stand: Stand) -> None:
    wording = Wording(ask="?", answer="ordinal", options=("now-and-then", "often"))
    found = line(stand, {"value": "now-and-then"}, {"value": "often", "reason": "misheard"})
    assert say_corrections(found, wording) == 'corrected 2 March 2026, was: now and then ("misheard")'
    assert say_corrections((), wording) == ""
    hours = Wording(ask="?", answer="number", unit="hours a week")
    assert say_corrections(line(stand, {"value": 3}, {"value": 30}), hours) == (
        "corrected 2 March 2026, was: 3 hours a week"
    )
    refused = line(stand, {"missing": "refused"}, {"value": 30})
    assert say_corrections(refused, hours) == "corrected 2 March 2026, was: refused"
    assert say_corrections(refused) == "corrected 2 March 2026, was: refused"


def test_a_correction_made_by_hand_without_a_time_is_told_without_a_day() -> None:
    bare = Correction(Response(id="r-1", value="x"), Response(id="r-2", value="y"))
    assert say_corrections((bare,)) == "corrected, was: x"


def test_of_several_corrections_the_latest_comes_first(stand: Stand) -> None:
    found = line(stand, {"value": "a"}, {"value": "b", "reason": "one"}, {"value": "b", "note": "n"}, {"value": "c"})
    assert [(one.was.value, one.now.value) for one in found] == [("b", "c"), ("a", "b")]
    assert say_corrections(found).count("; corrected") == 1


@pytest.mark.parametrize(
    "versions",
    [
        [{"value": "a"}],
        [{"value": "a"}, {"value": "a", "note": "more of it"}],
        [{"missing": "deferred", "missing_note": "noted before there was an answer", "note": "n"}, {"value": "a"}],
        [{"missing": "deferred"}, {"value": "a"}],
        [{"missing": "not-asked"}, {"value": "a"}],
        [{}, {"value": "a"}],
        [{"value": "a"}, {"missing": "withheld"}],
        [{"value": "a"}, {"missing": "withheld"}, {"missing": "withheld", "note": "n"}],
    ],
    ids=["as given", "a note added", "a note first", "put off", "not asked", "nothing", "withheld", "still withheld"],
)
def test_what_is_no_correction_or_must_not_be_told_is_not(stand: Stand, versions: list[dict[str, Any]]) -> None:
    assert line(stand, *versions) == ()


def test_after_an_answer_was_withheld_what_stood_before_stays_out_of_sight(stand: Stand) -> None:
    found = line(stand, {"value": "a"}, {"missing": "withheld"}, {"value": "b"})
    assert [one.was.missing for one in found] == ["withheld"]


def test_a_correction_of_nothing_known_or_of_itself_is_none(stand: Stand) -> None:
    lost = Response(id="r-2", value="a", supersedes="r-9")
    assert find_corrections(stand(*PEOPLE), lost) == ()
    round_one = response("s-1", "7", id="r-1", value="a", supersedes="r-2")
    round_two = response("s-1", "7", id="r-2", value="b", supersedes="r-1")
    standing = stand(*PEOPLE, session("s-1", "partner"), round_one, round_two)
    again = standing.case.find("r-1")
    assert isinstance(again, Response)
    assert [one.was.id for one in find_corrections(standing, again)] == ["r-2", "r-1"]
