"""What of the open assessment is not done when reactive management is proposed: said, and no condition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess import reactive_footing
from sjtool.assess.reactive_footing import tell_footing
from sjtool.assess.signing import Signing
from sjtool.assess.standing import Standing
from sjtool.model.template import FactorSet
from sjtool.store.library import Library

Stand = Callable[..., Standing]
Row = tuple[str, dict[str, Any]]
SUBJECT: Row = ("person", {"id": "subject", "roles": ["subject"]})
OPEN: Row = ("assessment", {"id": "a-1"})
FINAL: Row = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "low"})
NAMES = ("arms-style", "acute")


@pytest.fixture
def sheets() -> dict[str, FactorSet]:
    library = Library()
    return {library.find(name).ref: library.factor_set(name) for name in NAMES}


def rated(sheets: dict[str, FactorSet], name: str, assessment: str, *, but: int = 0) -> list[Row]:
    """Every factor of a sheet rated for the person, but for the last few."""
    ref, sheet = next((ref, sheet) for ref, sheet in sheets.items() if sheet.set.id == name)
    factors = sheet.factor[: len(sheet.factor) - but]
    keys = {"assessment": assessment, "person": "subject", "recent": "present"}
    return [("rating", {"factor": f"{ref}/{factor.id}", **keys}) for factor in factors]


def test_without_an_open_assessment_that_is_all_there_is_to_say(stand: Stand, sheets: Any) -> None:
    assert tell_footing(stand(SUBJECT), sheets) == ("no assessment is open",)


def test_nothing_rated_judged_or_signed(stand: Stand, sheets: Any) -> None:
    assert tell_footing(stand(SUBJECT, OPEN), sheets) == (
        "11 of the 11 factors of arms-style are not rated",
        "8 of the 8 factors of acute are not rated",
        "it has no final judgement",
        "it is not signed",
    )


def test_a_rating_of_an_earlier_assessment_counts_only_where_it_was_made_by_contact(stand: Stand, sheets: Any) -> None:
    earlier = [*rated(sheets, "arms-style", "a-0"), *rated(sheets, "acute", "a-0", but=1)]
    told = tell_footing(stand(SUBJECT, ("assessment", {"id": "a-0"}), *earlier, OPEN, FINAL), sheets)
    assert told == (
        "11 of the 11 factors of arms-style are not rated",
        "1 of the 8 factors of acute is not rated",
        "it is not signed",
    )


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("signed", ("it is signed, and not countersigned",)),
        ("returned", ("it is returned by the supervisor who was to countersign it",)),
        ("changed-since", ("it is changed since it was signed",)),
        ("countersigned", ()),
    ],
)
def test_how_it_is_signed(
    stand: Stand, sheets: Any, state: Any, told: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reactive_footing, "find_signing", lambda *_given: Signing(state))
    done = [*rated(sheets, "arms-style", "a-1"), *rated(sheets, "acute", "a-1")]
    assert tell_footing(stand(SUBJECT, OPEN, *done, FINAL), sheets) == told
