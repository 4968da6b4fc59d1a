"""Edges of the checks of the ledger. Each breakage is told once, by one check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sjtool.check.ledger import CHECKS
from sjtool.checking import check_file
from sjtool.problem import Problem
from sjtool.store.append import Draft, Ledger
from sjtool.store.chain import digest_record, next_link
from sjtool.store.erase import erase_record
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.verify import verify_ledger

TODAY = date(2026, 3, 4)
AT = datetime.fromisoformat("2026-03-04T15:00:00+00:00")
TYPED = '\n[[evidence]]\nid = "e-009"\ntitle = "A letter"\n'
CODES = [check.code for check in CHECKS]


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    """Officer, subject, partner, assessment, then two pieces of evidence."""
    return make_case("ledger", [Draft("evidence", {"title": "First"}), Draft("evidence", {"title": "Second"})])


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def append(path: Path, *drafts: Draft) -> None:
    Ledger(path).append(drafts, by="pc-4412", at=AT)


def acknowledge(path: Path) -> None:
    state = verify_ledger(read_ledger(path)).mismatches[0]
    keys = {"record": state.link.id, "expected": state.stored, "found": state.computed, "why": "A slip."}
    append(path, Draft("acknowledgement", keys))


def told(path: Path) -> list[str]:
    return [p.code for p in check_file(path, Library(), CODES, today=TODAY)]


def test_an_edit_is_broken_then_acknowledged_then_edited_again(case: Path) -> None:
    change(case, '"First"', '"1st"')
    assert told(case) == ["chain-broken"]
    acknowledge(case)
    assert told(case) == []
    change(case, '"1st"', '"One"')
    assert told(case) == ["not-acknowledged"]
    acknowledge(case)
    assert told(case) == []


def test_an_acknowledgement_that_was_edited_holds_for_nothing(case: Path) -> None:
    change(case, '"First"', '"1st"')
    acknowledge(case)
    change(case, '"A slip."', '"On orders."')
    assert told(case) == ["chain-broken", "not-acknowledged"]


def test_one_break_may_be_acknowledged_and_another_not(case: Path) -> None:
    change(case, '"First"', '"1st"')
    acknowledge(case)
    change(case, '"Second"', '"2nd"')
    (problem,) = check_file(case, Library(), CODES, today=TODAY)
    assert problem.code == "chain-broken"
    assert '"e-002"' in problem.what


def test_records_typed_at_the_end_are_told_as_not_yet_covered_only(case: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8") + TYPED, encoding="utf-8", newline="\n")
    assert told(case) == ["not-yet-covered"]


def test_a_record_typed_by_hand_is_told_once_it_is_covered(case: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8") + TYPED, encoding="utf-8", newline="\n")
    append(case, Draft("event", {}))
    assert told(case) == ["hand-edited"]
    append(case, Draft("evidence", {"title": "A letter", "supersedes": "e-009"}))
    assert told(case) == []


def test_to_acknowledge_the_last_of_a_row_is_to_acknowledge_the_row(case: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8") + TYPED + TYPED.replace("9", "8"), encoding="utf-8", newline="\n")
    last, before = read_ledger(case).links[-1], read_ledger(case).walk_chain()[-2].computed
    found = next_link(before, digest_record(last.kind, last.table))
    keys = {"record": "e-008", "expected": before, "found": found, "why": "Typed on paper first."}
    append(case, Draft("acknowledgement", keys))
    assert told(case) == []


def test_a_record_put_in_is_told_with_the_break_after_it_until_that_is_acknowledged(case: Path) -> None:
    text = case.read_text(encoding="utf-8")
    middle = text.rindex("\n[[evidence]]")
    case.write_text(text[:middle] + TYPED + text[middle:], encoding="utf-8", newline="\n")
    assert told(case) == ["chain-broken", "hand-edited"]
    acknowledge(case)
    assert told(case) == []


def test_a_record_typed_by_hand_and_lawfully_erased_is_no_longer_told(case: Path) -> None:
    case.write_text(case.read_text(encoding="utf-8") + TYPED, encoding="utf-8", newline="\n")
    append(case, Draft("event", {}))
    erase_record(Ledger(case), "e-009", "order 12", by="pc-4412", at=AT)
    assert told(case) == []


def evidence(at: datetime, **keys: str) -> Draft:
    return Draft("evidence", {"at": at, **keys})


def late(path: Path) -> list[Problem]:
    return check_file(path, Library(), ["order-of-time"], today=TODAY)


def test_five_minutes_between_two_clocks_are_allowed(make_case: Any) -> None:
    def after(minutes: float) -> int:
        return len(late(make_case(f"m{minutes:g}", [evidence(AT), evidence(AT - timedelta(minutes=minutes))])))

    assert (after(0), after(5), after(5.5)) == (0, 0, 1)


def test_a_record_without_a_time_is_passed_over(case: Path) -> None:
    typed = TYPED + 'dated_on = "2030"\n'
    early = TYPED.replace("e-009", "e-010") + "at = 2026-03-01T09:00:00+00:00\n"
    case.write_text(case.read_text(encoding="utf-8") + typed + early, encoding="utf-8", newline="\n")
    (problem,) = late(case)
    assert '"e-010" says that it was recorded before "e-002"' in problem.what


def test_a_wrong_time_that_was_corrected_is_left_out(make_case: Any) -> None:
    early = evidence(AT - timedelta(days=1), dated_on="2026-04")
    mended = evidence(AT, supersedes="e-002", dated_on="2026-03")
    assert len(late(make_case("wrong", [evidence(AT), early]))) == 2
    assert late(make_case("mended", [evidence(AT), early, mended])) == []


@pytest.mark.parametrize(
    ("day", "is_late"),
    [
        ("2026-03-04", False),
        ("2026-03-05", True),
        ("2026-03", False),
        ("2026-04", True),
        ("2026", False),
        ("2027", True),
    ],
)
def test_a_day_after_the_record_of_it_is_found(make_case: Any, day: str, is_late: bool) -> None:
    assert bool(late(make_case("day", [evidence(AT, dated_on=day)]))) is is_late
    event = Draft("event", {"held_on": day, "at": AT})
    assert bool(late(make_case("held", [event]))) is is_late
    assert bool(late(make_case("opened", [Draft("assessment", {"opened_on": day, "at": AT})]))) is is_late


def test_shortly_before_midnight_in_utc_it_is_the_next_day_in_summer(make_case: Any) -> None:
    midnight = datetime.fromisoformat("2026-06-30T23:20:00+00:00")
    assert late(make_case("summer", [evidence(midnight, dated_on="2026-07-01")])) == []
    assert len(late(make_case("noon", [evidence(midnight - timedelta(hours=9), dated_on="2026-07-01")]))) == 1
