"""The cross-check, case by case: each file in tests/cases/cross-check says in its name what must come out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.crosscheck import (
    NEEDS_READING,
    ORDER,
    OUTCOME_WORDS,
    Discrepancy,
    build_crosscheck,
    marked_items,
    parts_for,
    wording_of,
)
from sjtool.assess.standing import Standing
from sjtool.model.template import Item, Mark, Part
from sjtool.store.library import Library
from sjtool.store.toml import read_toml

CASES = sorted((Path(__file__).resolve().parent.parent / "cases" / "cross-check").glob("*.toml"))
REF = "section-12@1.0.0"
SECTION_12 = Library().question_set("section-12")
PEOPLE = {"subject": ["subject"], "partner": ["partner"]}


def records_of(case: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    roles = PEOPLE | {person["id"]: person["roles"] for person in case.get("person", [])}
    records = [("person", {"id": name, "roles": given, "label": name}) for name, given in roles.items()]
    sessions: dict[tuple[str, str, str], str] = {}
    for number, row in enumerate(case.get("response", []), 1):
        keys = dict(row)
        sitting = (keys.pop("informant"), keys.pop("on", "2026-03-04"), keys.pop("set", REF))
        if sitting not in sessions:
            sessions[sitting] = f"s-{len(sessions) + 1}"
            held = {"id": sessions[sitting], "informant": sitting[0], "held_on": sitting[1], "set": sitting[2]}
            records.append(("session", held))
        reason = {"reason": "misheard"} if "supersedes" in keys else {}
        records.append(("response", {"id": f"r-{number}", "session": sessions[sitting], **reason, **keys}))
    for number, row in enumerate(case.get("reading", []), 1):
        keys = {"id": f"rd-{number}", "reading": "as I see it", **row}
        keys["item"] = f"{keys.pop('set', REF)}/{row['item']}"
        records.append(("reading", keys))
    return records


def facts_of(row: Discrepancy) -> dict[str, Any]:
    """What a case may expect of a row."""
    return {
        "item": row.item.id,
        "part": row.part,
        "outcome": row.outcome,
        "needs_reading": row.needs_reading,
        "reading_is_current": row.reading_is_current,
        "reading": row.reading.id if row.reading else None,
        "accounts": [account.label for account in row.accounts],
        "values": [account.response.value for account in row.accounts],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_accounts_stand_as_the_case_says(path: Path, stand: Callable[..., Standing]) -> None:
    case = read_toml(path).data
    rows = build_crosscheck(stand(*records_of(case)), SECTION_12, REF)
    listed = [row.item.id for row in rows]
    for expected in case.get("expect", []):
        found = [row for row in rows if row.item.id == expected["item"]]
        assert len(found) == expected.pop("rows", 1), case["name"]
        facts = facts_of(found[0])
        assert {key: facts[key] for key in expected} == expected, case["name"]
    assert not set(case.get("absent", [])) & set(listed), case["name"]
    if "order" in case:
        assert listed == case["order"], case["name"]
    assert case.keys() & {"expect", "absent", "order"}, "a case must expect something"


def test_the_cases_are_named_as_sentences_and_no_name_stands_twice() -> None:
    names = [read_toml(path).data["name"] for path in CASES]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
    assert all(name[0].isupper() and " " in name and not name.endswith(".") for name in names)


def test_every_outcome_has_a_place_in_the_order_and_words() -> None:
    assert set(ORDER) == set(OUTCOME_WORDS)
    assert set(ORDER) >= NEEDS_READING
    seen = {expected["outcome"] for path in CASES for expected in read_toml(path).data.get("expect", [])}
    assert seen == set(ORDER)


def test_twelve_items_go_to_the_partner_and_eleven_more_lightly() -> None:
    firm = {item.id for item in marked_items(SECTION_12, lightly=False)}
    both = {item.id for item in marked_items(SECTION_12, lightly=True)}
    assert (len(firm), len(both)) == (12, 23)
    assert firm < both


def item_of(number: str) -> Item:
    return next(item for item in SECTION_12.item if item.id == number)


@pytest.mark.parametrize(
    ("number", "role", "parts"),
    [
        ("3", "person", ("",)),
        ("3", "partner", ("",)),
        ("1", "person", ("hours", "share")),
        ("1", "partner", ("hours",)),
        ("10", "partner", ("names",)),
    ],
)
def test_a_role_is_asked_the_parts_its_mark_names(number: str, role: str, parts: tuple[str, ...]) -> None:
    assert parts_for(item_of(number), role) == parts


def test_a_mark_that_names_no_part_puts_all_of_them() -> None:
    mark = Mark(asks="partner", standing="editorial", reason="both can be seen")
    assert parts_for(item_of("1").model_copy(update={"mark": mark}), "partner") == ("hours", "share")


def test_the_wording_is_that_of_the_part() -> None:
    hours = wording_of(item_of("1"), "hours")
    assert isinstance(hours, Part)
    assert hours.unit == "hours a week"
    assert wording_of(item_of("3"), "") is item_of("3")


def test_until_a_partner_is_asked_lightly_exactly_the_items_marked_for_them_are_listed(
    stand: Callable[..., Standing],
) -> None:
    records = [("person", {"id": name, "roles": roles}) for name, roles in PEOPLE.items()]
    rows = build_crosscheck(stand(*records), SECTION_12, REF)
    marked = [
        (item.id, part) for item in marked_items(SECTION_12, lightly=False) for part in parts_for(item, "partner")
    ]
    assert [(row.item.id, row.part) for row in rows] == marked
    assert {row.outcome for row in rows} == {"not-asked"}


def test_a_row_carries_its_reference_and_the_wording_that_was_put(stand: Callable[..., Standing]) -> None:
    rows = build_crosscheck(stand(), SECTION_12, REF)
    assert all(row.wording == wording_of(row.item, row.part) for row in rows)
    assert [row.ref for row in rows] == [f"{REF}/{row.item.id}" for row in rows]
    hours = next(row for row in rows if row.part)
    assert hours.wording in hours.item.part


def test_of_a_divided_item_put_lightly_each_part_is_listed_once_the_partner_was_asked_it(
    stand: Callable[..., Standing],
) -> None:
    lightly = next(item for item in SECTION_12.item if item.mark and item.mark.asks == "partner-lightly")
    parts = tuple(Part(id=name, title=name, ask="What?") for name in ("a", "b", "c"))
    divided = lightly.model_copy(update={"part": parts})
    asked = [
        *(("person", {"id": name, "roles": roles}) for name, roles in PEOPLE.items()),
        ("session", {"id": "s-1", "informant": "partner", "set": REF}),
        ("response", {"id": "r-1", "session": "s-1", "item": lightly.id, "part": "b", "value": "x"}),
    ]
    rows = build_crosscheck(stand(*asked), SECTION_12.model_copy(update={"item": (divided,)}), REF)
    assert [(row.item.id, row.part) for row in rows] == [(lightly.id, "b")]


def accounts_of(standing: Standing, item: str) -> Discrepancy:
    return next(row for row in build_crosscheck(standing, SECTION_12, REF) if row.item.id == item)


SAT = [("person", {"id": name, "roles": roles, "label": name}) for name, roles in PEOPLE.items()]
SAT += [
    ("session", {"id": name, "informant": informant, "held_on": on, "set": REF})
    for name, informant, on in (
        ("s-1", "subject", "2026-03-01"),
        ("s-2", "partner", "2026-03-09"),
        ("s-3", "subject", "2026-03-12"),
        ("s-4", "partner", "2026-03-04"),
        ("s-5", "subject", "2026-03-12"),
    )
]
SAID = [("response", {"session": f"s-{n}", "item": "3", "value": True}) for n in range(1, 6)]


def test_others_come_first_and_the_person_last_and_each_by_date(stand: Callable[..., Standing]) -> None:
    row = accounts_of(stand(*SAT, *SAID), "3")
    assert [account.session.id for account in row.side_by_side] == ["s-4", "s-2", "s-1", "s-3", "s-5"]
    assert [account.session.id for account in row.accounts] == ["s-1", "s-4", "s-2", "s-3", "s-5"]


def test_two_accounts_of_one_person_on_one_day_are_known_to_be_two(stand: Callable[..., Standing]) -> None:
    row = accounts_of(stand(*SAT, *SAID), "3")
    assert [account.session.id for account in row.accounts if row.shares_day(account)] == ["s-3", "s-5"]


@pytest.mark.parametrize(
    ("one", "other", "outcome", "words"),
    [
        ("a-little", "quite-a-lot", "agree", "agree, one step apart"),
        ("a-little", "a-little", "agree", "agree"),
        ("not-at-all", "a-great-deal", "differ", "differ"),
    ],
)
def test_different_words_that_agree_by_the_rule_are_not_simply_called_agreement(
    stand: Callable[..., Standing], one: str, other: str, outcome: str, words: str
) -> None:
    said = [("response", {"session": f"s-{n}", "item": "2", "value": value}) for n, value in ((1, one), (2, other))]
    row = accounts_of(stand(*SAT, *said), "2")
    assert (row.outcome, row.outcome_words) == (outcome, words)
