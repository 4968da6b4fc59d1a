"""Which judgement stands while a review is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sjtool.assess.in_force import find_earlier_judgement
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]


def opened(number: int) -> Record:
    return ("assessment", {"id": f"a-{number}"})


def judged(number: int, stage: str = "final") -> Record:
    return ("judgement", {"id": f"j-{number}{stage}", "assessment": f"a-{number}", "stage": stage, "level": "high"})


def earlier(standing: Standing) -> str | None:
    found = find_earlier_judgement(standing)
    return found.id if found else None


def test_the_last_final_judgement_stands_until_the_review_has_its_own(stand: Stand) -> None:
    assert earlier(stand(opened(1), judged(1), opened(2))) == "j-1final"
    assert earlier(stand(opened(1), judged(1), opened(2), judged(2, "first"))) == "j-1final"
    assert earlier(stand(opened(1), judged(1), opened(2), judged(2))) is None


def test_a_review_that_was_never_judged_is_passed_over(stand: Stand) -> None:
    assert earlier(stand(opened(1), judged(1), opened(2), judged(2), opened(3), opened(4))) == "j-2final"


def test_nothing_stands_where_nothing_was_judged_or_nothing_is_open(stand: Stand) -> None:
    assert earlier(stand()) is None
    assert earlier(stand(opened(1))) is None
    assert earlier(stand(opened(1), judged(1, "first"), opened(2))) is None


def test_a_correction_of_an_earlier_assessment_is_no_review(stand: Stand) -> None:
    mended = ("assessment", {"id": "a-9", "supersedes": "a-1", "reason": "slip"})
    assert earlier(stand(opened(1), judged(1), mended)) is None
    assert earlier(stand(opened(1), judged(1), opened(2), mended)) == "j-1final"


def test_what_is_judged_later_does_not_stand_for_an_earlier_assessment(stand: Stand) -> None:
    found = stand(opened(1), opened(2), judged(2))
    assert earlier(Standing(found.case, "a-1")) is None
