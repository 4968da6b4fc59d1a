"""What the checks find, as far as it may be told: nothing of a covert action away from an officer's screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sjtool.check.covert import CODE
from sjtool.commands.caseload_problems import find_told
from sjtool.loader import load_sound
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
COVERT = Draft("action", {"assessment": "a-001", "pillar": "supervision", "due_on": "2026-03-02", "handling": "covert"})
LISTED = Draft("action", {"assessment": "a-001", "menu_entry": "restrictive@1.0.0/covert-surveillance"})


def told(case: Path, *, covert_too: bool, moment: datetime | None = None) -> list[str]:
    loaded = load_sound(case, Library(), as_at=moment)
    return [problem.code for problem in find_told(loaded, TODAY, moment, covert_too=covert_too)]


def test_a_covert_action_is_told_of_at_a_screen_only(make_case: Callable[..., Path]) -> None:
    case, bare = make_case("harbour", [COVERT]), make_case("bare")
    assert told(case, covert_too=False) == told(bare, covert_too=False)
    assert len(told(case, covert_too=True)) > len(told(bare, covert_too=True))


def test_an_entry_that_a_menu_marks_covert_is_not_told_of_either(make_case: Callable[..., Path]) -> None:
    case = make_case("harbour", [LISTED])
    assert CODE in told(case, covert_too=True)
    assert CODE not in told(case, covert_too=False)


@pytest.mark.parametrize("hour", [15, 10])
def test_nor_as_of_a_moment_before_or_after_it_was_recorded(make_case: Callable[..., Path], hour: int) -> None:
    case, bare = make_case("harbour", [COVERT]), make_case("bare")
    moment = datetime(2026, 3, 4, hour, tzinfo=UTC)
    assert told(case, covert_too=False, moment=moment) == told(bare, covert_too=False, moment=moment)
