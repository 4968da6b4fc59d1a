"""Judgement and tools beside each other: current results, each on its own question, and what was known before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.judging import (
    CONSTRUCT_WORDS,
    LEVEL_MEANS,
    LEVEL_WORDS,
    LEVELS,
    differs_across,
    find_differences,
    find_known,
    find_outcomes,
    find_override,
    find_unsaid,
    hides_levels,
    instrument_id,
    judged_on,
)
from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement
from sjtool.store.library import Library

Stand = Callable[..., Standing]
LIBRARY = Library()
PASSPORTS = {name: LIBRARY.instrument(name) for name in ("arms", "srp-official")}
ASSESSMENT = ("assessment", {"id": "a-1"})


def arms(name: str = "tr-1", level: str = "medium", **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"id": name, "instrument": "arms@1.0.0", "construct": "level", "level": level, "dated_on": "2026-01-12"}
    return ("tool_result", {**given, "assessment": "a-1", **keys})


def srp(name: str = "tr-2", band: str = "low", scale: str = "dc", **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"id": name, "instrument": "srp-official@1.0.0", "construct": "likelihood", "scale": scale, "band": band}
    return ("tool_result", {**given, "dated_on": "2026-01-12", "assessment": "a-1", **keys})


def judgement(**keys: Any) -> Judgement:
    return Judgement.model_validate({"id": "j-1", "level": "high", "likelihood": "medium", **keys})


def ids(outcomes: Any) -> list[str]:
    return [outcome.result.id for outcome in outcomes]


def test_every_level_has_words_and_a_meaning() -> None:
    assert set(LEVELS) == set(LEVEL_WORDS) == set(LEVEL_MEANS)


def test_of_each_scale_only_the_latest_result_counts(stand: Stand) -> None:
    standing = stand(
        arms("tr-1", dated_on="2025-01-12"),
        arms("tr-2", level="high", dated_on="2026-01-12"),
        arms("tr-3", level="low", dated_on="2024-01-12"),
        srp("tr-4"),
        srp("tr-5", scale="iic"),
    )
    assert ids(find_outcomes(standing, PASSPORTS)) == ["tr-2", "tr-4", "tr-5"]


def test_of_two_results_of_one_day_the_later_in_the_file_counts(stand: Stand) -> None:
    assert ids(find_outcomes(stand(arms("tr-1"), arms("tr-2")), PASSPORTS)) == ["tr-2"]


def test_an_undated_result_gives_way_to_a_dated_one(stand: Stand) -> None:
    undated = ("tool_result", {"id": "tr-2", "instrument": "arms@1.0.0", "construct": "level", "level": "low"})
    assert ids(find_outcomes(stand(arms("tr-1"), undated), PASSPORTS)) == ["tr-1"]


def test_a_corrected_result_is_the_one_that_counts(stand: Stand) -> None:
    corrected = arms("tr-2", level="very-high", supersedes="tr-1", reason="misread", dated_on="2025-01-01")
    (outcome,) = find_outcomes(stand(arms("tr-1"), corrected), PASSPORTS)
    assert (outcome.result.id, outcome.level) == ("tr-2", "very-high")


@pytest.mark.parametrize(
    ("record", "title", "level"),
    [
        (arms(), "Active Risk Management System", "medium"),
        (srp(), "Direct contact", "low"),
        (srp(scale="iic", band="high"), "Images and indirect contact", "high"),
        (srp(scale="iic", band="very-high"), "Images and indirect contact", None),
        (srp(band="unheard-of"), "Direct contact", None),
        (srp(construct="harm_public"), "OASys", None),
    ],
)
def test_a_result_is_mapped_by_the_passport_of_its_scale(
    record: Any, title: str, level: str | None, stand: Stand
) -> None:
    (outcome,) = find_outcomes(stand(record), PASSPORTS)
    assert title in outcome.title
    assert outcome.level == level


@pytest.mark.parametrize(
    ("record", "short"),
    [
        (arms(), "ARMS"),
        (srp(), "DC-SRP"),
        (srp(scale="iic"), "IIC-SRP"),
        (("tool_result", {"instrument": "oasys@1"}), "oasys@1"),
    ],
)
def test_a_tool_is_called_what_officers_call_it(record: Any, short: str, stand: Stand) -> None:
    assert find_outcomes(stand(record), PASSPORTS)[0].short == short


@pytest.mark.parametrize(
    ("keys", "title", "level"),
    [
        ({"instrument": "oasys@1", "level": "high", "construct": "harm_public"}, "oasys@1", "high"),
        ({"instrument": "oasys@1", "level": "amber"}, "oasys@1", None),
        ({"band": "low"}, "a tool", "low"),
    ],
)
def test_without_a_passport_only_our_own_level_words_are_taken(
    keys: dict[str, Any], title: str, level: str | None, stand: Stand
) -> None:
    (outcome,) = find_outcomes(stand(("tool_result", keys)), PASSPORTS)
    assert (outcome.title, outcome.level) == (title, level)


def test_a_result_that_names_no_question_is_compared_with_nothing(stand: Stand) -> None:
    (outcome,) = find_outcomes(stand(("tool_result", {"instrument": "x", "level": "low"})), {})
    assert outcome.construct == "other"
    assert CONSTRUCT_WORDS[outcome.construct] == "another question"
    assert find_differences(stand(), judgement(), [outcome]) == ()


def test_a_judgement_speaks_on_a_question_in_one_of_the_four_words() -> None:
    said = judgement(harm_children="very-high", harm_staff="not-applicable")
    assert judged_on(said, "level") == "high"
    assert judged_on(said, "likelihood") == "medium"
    assert judged_on(said, "harm_children") == "very-high"
    assert judged_on(said, "harm_staff") is None
    assert judged_on(said, "harm_public") is None
    assert judged_on(said, "other") is None


def test_each_result_is_compared_with_its_own_question_only(stand: Stand) -> None:
    standing = stand(ASSESSMENT, arms(level="high"), srp(band="medium"))
    outcomes = find_outcomes(standing, PASSPORTS)
    assert find_differences(standing, judgement(level="high", likelihood="medium"), outcomes) == ()
    (on_level,) = find_differences(standing, judgement(level="low", likelihood="medium"), outcomes)
    assert (on_level.outcome.result.id, on_level.decided) == ("tr-1", "low")
    (on_likelihood,) = find_differences(standing, judgement(level="high", likelihood="high"), outcomes)
    assert on_likelihood.outcome.result.id == "tr-2"


@pytest.mark.parametrize("tool", LEVELS)
@pytest.mark.parametrize("own", LEVELS)
def test_a_departure_is_upward_or_downward_and_told_alike(own: str, tool: str, stand: Stand) -> None:
    standing = stand(ASSESSMENT, arms(level=tool))
    found = find_differences(standing, judgement(level=own), find_outcomes(standing, PASSPORTS))
    if own == tool:
        assert found == ()
    else:
        assert found[0].direction == ("upward" if LEVELS.index(own) > LEVELS.index(tool) else "downward")


def override(name: str, judged: str = "j-1", result: str = "tr-1", **keys: Any) -> tuple[str, dict[str, Any]]:
    return ("override", {"id": name, "judgement": judged, "tool_result": result, **keys})


def test_an_override_is_found_through_corrections_of_all_three(stand: Stand) -> None:
    standing = stand(
        ASSESSMENT,
        arms("tr-1"),
        ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "high"}),
        override("o-1"),
        arms("tr-9", supersedes="tr-1", reason="date"),
        override("o-2", supersedes="o-1", reason="slip"),
        (
            "judgement",
            {
                "id": "j-9",
                "supersedes": "j-1",
                "reason": "slip",
                "assessment": "a-1",
                "stage": "final",
                "level": "high",
            },
        ),
    )
    final = standing.judgement("final")
    assert final is not None
    (difference,) = find_differences(standing, final, find_outcomes(standing, PASSPORTS))
    assert difference.override is not None
    assert difference.override.id == "o-2"


def test_of_two_overrides_of_one_result_the_later_answers(stand: Stand) -> None:
    standing = stand(arms("tr-1"), override("o-1"), override("o-2"))
    found = find_override(standing, judgement(), find_outcomes(standing, PASSPORTS)[0].result)
    assert found is not None
    assert found.id == "o-2"


def test_an_override_of_another_judgement_or_result_answers_nothing(stand: Stand) -> None:
    standing = stand(arms("tr-1"), srp("tr-2"), override("o-1", judged="j-0"), override("o-2", result="tr-2"))
    assert find_override(standing, judgement(), find_outcomes(standing, PASSPORTS)[0].result) is None


def test_another_word_on_another_question_must_be_reconciled(stand: Stand) -> None:
    outcomes = find_outcomes(
        stand(arms(level="low"), srp(band="high"), srp("tr-3", scale="iic", band="low")), PASSPORTS
    )
    assert ids(differs_across(judgement(level="high"), outcomes)) == ["tr-3"]
    assert ids(differs_across(judgement(level="medium"), outcomes)) == ["tr-2", "tr-3"]


def test_a_question_a_tool_answers_and_the_judgement_does_not_is_named(stand: Stand) -> None:
    harm = ("tool_result", {"id": "tr-5", "instrument": "oasys", "construct": "harm_children", "level": "high"})
    loose = ("tool_result", {"id": "tr-6", "instrument": "other", "level": "high"})
    outcomes = find_outcomes(stand(arms(), harm, loose), PASSPORTS)
    assert ids(find_unsaid(judgement(), outcomes)) == ["tr-5"]
    assert find_unsaid(judgement(harm_children="not-applicable"), outcomes) == ()


def known(standing: Standing, officer: str, revealed: tuple[str, ...] = ()) -> list[str]:
    return ids(find_known(standing, find_outcomes(standing, PASSPORTS), officer, revealed))


def test_an_officer_knows_what_they_recorded_made_or_were_shown(stand: Stand) -> None:
    standing = stand(
        ASSESSMENT,
        arms("tr-1", by="ds-1"),
        srp("tr-2", by="pc-1", assessor="pc-2"),
        srp("tr-3", by="pc-1", scale="iic"),
    )
    assert known(standing, "ds-1") == ["tr-1"]
    assert known(standing, "pc-2") == ["tr-2"]
    assert known(standing, "pc-3") == []
    assert known(standing, "pc-3", revealed=("tr-3",)) == ["tr-3"]


def test_knowing_outlives_a_correction_of_the_result(stand: Stand) -> None:
    corrected = arms("tr-2", by="pc-1", supersedes="tr-1", reason="date")
    standing = stand(ASSESSMENT, arms("tr-1", by="ds-1"), corrected)
    assert known(standing, "ds-1") == ["tr-2"]
    assert known(standing, "pc-9", revealed=("tr-1",)) == ["tr-2"]


def test_what_an_earlier_assessment_was_judged_with_is_known_to_all(stand: Stand) -> None:
    earlier = (ASSESSMENT, arms("tr-1", by="ds-1"))
    judged = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "high"})
    assert known(stand(*earlier, judged, ("assessment", {"id": "a-2"})), "pc-9") == ["tr-1"]
    assert known(stand(*earlier, ("assessment", {"id": "a-2"})), "pc-9") == []
    assert known(stand(*earlier, judged), "pc-9") == []


def test_a_result_of_no_assessment_is_known_to_who_recorded_it_only(stand: Stand) -> None:
    loose = (
        "tool_result",
        {"id": "tr-1", "instrument": "arms@1.0.0", "construct": "level", "level": "low", "by": "ds-1"},
    )
    standing = stand(loose)
    assert known(standing, "ds-1") == ["tr-1"]
    assert known(standing, "pc-9") == []


def test_levels_are_hidden_until_the_open_assessment_is_judged(stand: Stand) -> None:
    first = ("judgement", {"assessment": "a-1", "stage": "first", "level": "high"})
    final = ("judgement", {"assessment": "a-1", "stage": "final", "level": "high"})
    assert hides_levels(stand(ASSESSMENT))
    assert hides_levels(stand(ASSESSMENT, first))
    assert not hides_levels(stand(ASSESSMENT, first, final))
    assert hides_levels(stand(ASSESSMENT, first, final, ("assessment", {"id": "a-2"})))
    assert hides_levels(stand())


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (arms(), "Active Risk Management System (ARMS), official outcome"),
        (
            srp(),
            "OASys Sexual reoffending Predictor (SRP), official result, Direct contact (DC-SRP; earlier OSP/DC, OSP/C)",
        ),
        (srp(construct="harm_public"), "OASys Sexual reoffending Predictor (SRP), official result"),
    ],
    ids=["one scale", "one of two scales", "no scale of this question"],
)
def test_a_title_names_the_scale_where_there_are_several(record: Any, title: str, stand: Stand) -> None:
    assert find_outcomes(stand(record), PASSPORTS)[0].title == title


def test_results_on_two_questions_are_two_though_tool_and_scale_are_one(stand: Stand) -> None:
    standing = stand(srp("tr-1"), srp("tr-2", construct="harm_public"))
    assert ids(find_outcomes(standing, PASSPORTS)) == ["tr-1", "tr-2"]


def test_a_result_that_names_no_question_is_on_another_one(stand: Stand) -> None:
    unnamed = ("tool_result", {"id": "tr-1", "instrument": "x@1", "level": "low"})
    named = ("tool_result", {"id": "tr-2", "instrument": "x@1", "level": "high", "construct": "other"})
    assert ids(find_outcomes(stand(unnamed, named), {})) == ["tr-2"]


def test_a_dated_result_replaces_an_undated_one_before_it(stand: Stand) -> None:
    undated = arms("tr-1", dated_on=None)
    assert ids(find_outcomes(stand(undated, arms("tr-2")), PASSPORTS)) == ["tr-2"]


def test_a_result_that_names_no_tool_has_an_empty_id(stand: Stand) -> None:
    (outcome,) = find_outcomes(stand(("tool_result", {"id": "tr-1", "level": "low"})), {})
    assert (instrument_id(outcome.result), outcome.title) == ("", "a tool")
