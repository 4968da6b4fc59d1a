"""An indicative result yields to the official one of its scale: it is shown, and compared with nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.judging import (
    differs_across,
    find_differences,
    find_known,
    find_official_differences,
    find_outcomes,
    find_unsaid,
    short_name,
)
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement
from sjtool.store.library import Library

Stand = Callable[..., Standing]
LIBRARY = Library()
PASSPORTS = {
    name: LIBRARY.instrument(name) for name in ("dc-srp", "iic-srp", "cport", "srp-official", "rm2000", "stable-2007")
}
HIGH = Judgement.model_validate({"id": "j-1", "level": "high", "likelihood": "high"})


def ours(level: str | None = "low", instrument: str = "dc-srp@2026-08", **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"id": "tr-1", "instrument": instrument, "origin": "computed", "construct": "likelihood", "level": level}
    return ("tool_result", {**given, "dated_on": "2026-03-04", "assessment": "a-1", **keys})


def official(band: str = "high", scale: str | None = "dc", **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"id": "tr-2", "instrument": "srp-official@1.0.0", "origin": "received", "construct": "likelihood"}
    return ("tool_result", {**given, "scale": scale, "band": band, "dated_on": "2026-01-12", **keys})


def test_alone_it_is_compared(stand: Stand) -> None:
    standing = stand(ours("low"))
    (outcome,) = find_outcomes(standing, PASSPORTS)
    assert (outcome.level, outcome.mapped, outcome.leads) == ("low", "low", None)
    (difference,) = find_differences(standing, HIGH, [outcome])
    assert difference.direction == "upward"


def test_beside_the_official_one_it_is_shown_and_not_compared(stand: Stand) -> None:
    standing = stand(ours("low"), official("high"))
    mine, other = find_outcomes(standing, PASSPORTS)
    assert (mine.level, mine.mapped) == (None, "low")
    assert mine.leads is other.result
    assert other.leads is None
    unsaid = Judgement.model_validate({"id": "j-1", "level": "high"})
    assert find_differences(standing, HIGH, (mine, other)) == ()
    assert differs_across(HIGH, (mine,)) == ()
    assert find_unsaid(unsaid, (mine, other)) == (other,)


@pytest.mark.parametrize(
    "other",
    [official(scale="iic"), official(scale=None), official(instrument="rm2000@1.0.0", scale="dc")],
)
def test_only_an_official_one_of_its_own_scale_leads(other: Any, stand: Stand) -> None:
    mine = find_outcomes(stand(ours("low"), other), PASSPORTS)[0]
    assert (mine.level, mine.leads) == ("low", None)


def test_each_predictor_yields_on_its_own_scale(stand: Stand) -> None:
    standing = stand(ours("low", "iic-srp@2026-08"), official("medium", "iic"))
    mine, other = find_outcomes(standing, PASSPORTS)
    assert mine.leads is other.result


@pytest.mark.parametrize(
    ("level", "band", "count"), [("low", "high", 1), ("high", "high", 0), (None, "high", 0), ("low", "unheard-of", 0)]
)
def test_they_differ_where_both_have_a_level_and_it_is_not_the_same(
    level: str | None, band: str, count: int, stand: Stand
) -> None:
    standing = stand(ours(level), official(band))
    found = find_official_differences(find_outcomes(standing, PASSPORTS))
    assert len(found) == count
    assert all((mine.result.id, other.result.id) == ("tr-1", "tr-2") for mine, other in found)


def test_what_was_worked_out_off_the_screen_is_not_known(stand: Stand) -> None:
    by_me = {"by": "pc-1", "assessor": "pc-1"}
    standing = stand(("assessment", {"id": "a-1"}), ours(**by_me), official(**by_me, assessment="a-1"))
    outcomes = find_outcomes(standing, PASSPORTS)
    assert [known.result.id for known in find_known(standing, outcomes, "pc-1", ())] == ["tr-2"]
    assert [known.result.id for known in find_known(standing, outcomes, "pc-1", ("tr-1",))] == ["tr-1", "tr-2"]


@pytest.mark.parametrize(
    ("instrument", "scale", "said"),
    [
        ("rm2000", "s", "RM2000/S"),
        ("rm2000", None, "RM2000"),
        ("srp-official", "iic", "IIC-SRP"),
        ("cport", None, "CPORT"),
        ("stable-2007", "combined", "STABLE-2007"),
    ],
)
def test_a_tool_is_called_by_the_name_of_its_scale(instrument: str, scale: str | None, said: str) -> None:
    result = ToolResult.model_validate({"id": "tr-1", "instrument": f"{instrument}@1", "scale": scale})
    assert short_name(PASSPORTS[instrument], result) == said


def test_without_a_name_in_brackets_the_title_stands() -> None:
    bare = PASSPORTS["cport"]
    bare = bare.model_copy(update={"set": bare.set.model_copy(update={"title": "A tool"})})
    assert short_name(bare, ToolResult(id="tr-1")) == "A tool"
    assert short_name(None, ToolResult(id="tr-1")) == "a tool"


def test_a_word_that_answers_no_question_of_ours_is_mapped_to_none(stand: Stand) -> None:
    keys = {"instrument": "stable-2007@1.0.0", "scale": "combined", "construct": "other", "level": "IVb"}
    (outcome,) = find_outcomes(stand(("tool_result", keys)), PASSPORTS)
    assert (outcome.level, outcome.mapped) == (None, None)
    assert differs_across(HIGH, (outcome,)) == ()
