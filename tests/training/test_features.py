"""What a trainer asks for is there, counted with the functions that reports and checks count with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest

from sjtool.assess.crosscheck import build_crosscheck
from sjtool.assess.judging import find_differences, find_outcomes
from sjtool.assess.ratings import views_by_ref
from sjtool.assess.signing import find_signing
from sjtool.checking import examine
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Action, ActionUpdate, Judgement, Override, Signature
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.people import Status
from sjtool.status import ExitStatus
from sjtool.training.features import FEATURES, Features, read_features

NUMBERS = (1, 2, 3)


def differing(loaded: Loaded) -> int:
    rows = build_crosscheck(loaded.standing, loaded.question_sets["section-12@1.0.0"], "section-12@1.0.0")
    return len({row.ref for row in rows if row.outcome == "differ"})


def refused(loaded: Loaded) -> int:
    sessions = {s.id: s for s in loaded.case.of(Session)}
    declined = [r for r in loaded.standing.of(Response) if r.missing and BY_ID[r.missing].declined]
    assert {sessions[r.session or ""].informant for r in declined} <= {"subject"}
    return len({r.item for r in declined})


def stale(loaded: Loaded) -> int:
    """Factors whose rating in force is of another assessment than the open one."""
    standing, found = loaded.standing, 0
    assert standing.assessment
    for views in views_by_ref(standing, loaded.factor_sets).values():
        found += sum(bool(v.latest and not standing.same(v.latest.assessment, standing.assessment.id)) for v in views)
    return found


def last_day(loaded: Loaded) -> date:
    """The day of the last record."""
    return loaded.case.entries[-1].record.recorded_at().date()


def overdue(loaded: Loaded) -> int:
    """Actions whose day was past when the last record was made, and of which nothing more is told."""
    told = {update.action for update in loaded.case.of(ActionUpdate)}
    last = last_day(loaded).isoformat()
    return sum((action.due_on or "") < last and action.id not in told for action in loaded.standing.of(Action))


def bare(loaded: Loaded) -> int:
    problems = examine(loaded.path, loaded.library, today=last_day(loaded)).problems
    return sum(problem.code == "rating-without-evidence" for problem in problems)


def signing(loaded: Loaded) -> str:
    assert loaded.standing.assessment
    return find_signing(loaded.standing, loaded.standing.assessment.id).state


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("count", [0, 1, 5, 9, 15])
def test_the_adults_differ_at_as_many_items(count: int, number: int, load: Callable[..., Loaded]) -> None:
    assert differing(load(f"discrepancies={count}", number=number)) == count


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("count", [0, 3, 15])
def test_the_person_refuses_as_many_items(count: int, number: int, load: Callable[..., Loaded]) -> None:
    loaded = load(f"refusals={count},discrepancies=4", number=number)
    assert (refused(loaded), differing(loaded)) == (count, 4)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("words", ["stale-ratings={}", "stale-ratings={},woman", "stale-ratings={},suspect"])
@pytest.mark.parametrize("count", [0, 2, 10])
def test_as_many_ratings_are_of_an_older_assessment(
    count: int, words: str, number: int, load: Callable[..., Loaded]
) -> None:
    assert stale(load(words.format(count), number=number)) == count


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("words", ["overdue-actions={}", "overdue-actions={},first-judgement-only"])
@pytest.mark.parametrize("count", [0, 2, 12])
def test_as_many_actions_are_past_their_day(count: int, words: str, number: int, load: Callable[..., Loaded]) -> None:
    assert overdue(load(words.format(count), number=number)) == count


@pytest.mark.parametrize("words", ["no-evidence={}", "no-evidence={},stale-ratings=10", "no-evidence={},woman"])
@pytest.mark.parametrize("count", [0, 3, 8])
def test_as_many_ratings_rest_on_nothing(count: int, words: str, load: Callable[..., Loaded]) -> None:
    loaded = load(words.format(count))
    assert bare(loaded) == count
    problems = examine(loaded.path, loaded.library, today=last_day(loaded)).problems
    errors = {p.code for p in problems if p.severity == "error"}
    assert errors == ({"rating-without-evidence"} if count else set())


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_countersigned_unless_asked_otherwise(number: int, load: Callable[..., Loaded]) -> None:
    assert signing(load(number=number)) == "countersigned"
    unsigned = load("unsigned", number=number)
    assert signing(unsigned) == "draft"
    assert unsigned.standing.judgement("final")
    assert unsigned.case.of(Signature)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_first_judgement_only(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load("first-judgement-only", number=number)
    assert loaded.standing.judgement("first")
    assert loaded.standing.judgement("final") is None
    assert loaded.hides_levels
    assert any(judgement.stage == "final" for judgement in loaded.case.of(Judgement))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_woman_has_none_of_the_tools_made_for_men(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load("women", number=number)
    assert loaded.standing.subject
    assert loaded.standing.subject.gender == "female"
    assert loaded.standing.label("subject").startswith("Ms ")
    assert {(result.instrument or "").split("@")[0] for result in loaded.case.of(ToolResult)} == {"oasys"}
    assert "arms-style@1.0.0" not in loaded.factor_sets


@pytest.mark.parametrize("number", NUMBERS)
def test_a_suspect_is_convicted_of_nothing(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load("suspect", number=number)
    assert loaded.standing.subject
    assert loaded.standing.subject.standing == "suspect"
    assert {status.convicted_on for status in loaded.case.of(Status)} == {None}
    tools = {(result.instrument or "").split("@")[0] for result in loaded.case.of(ToolResult)}
    assert tools == {"kirat", "local-screen"}


def test_an_acknowledged_edit_stands_as_such(load: Callable[..., Loaded]) -> None:
    loaded = load("acknowledged")
    assert len(loaded.case.acknowledged) == 1
    assert loaded.case.broken == ()
    assert load().case.acknowledged == ()


@pytest.mark.parametrize("number", range(1, 9))
def test_every_departure_from_a_tool_is_overridden_and_nothing_else(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load(number=number)
    final = loaded.standing.judgement("final")
    assert final
    differences = find_differences(loaded.standing, final, find_outcomes(loaded.standing, loaded.passports))
    assert all(difference.override for difference in differences)
    mine = {override.id for override in loaded.case.of(Override) if override.judgement == final.id}
    assert mine == {difference.override.id for difference in differences if difference.override}
    assert final.overrides == (tuple(sorted(mine)) or "none")


def test_overrides_go_both_ways_over_many_cases(load: Callable[..., Loaded]) -> None:
    ways = {override.direction for number in range(1, 9) for override in load(number=number).case.of(Override)}
    assert ways == {"upward", "downward"}


def test_features_are_read_with_counts_and_without() -> None:
    read = read_features(" discrepancies=7, refusals ,woman,overdue-actions=0")
    assert read == Features(discrepancies=7, refusals=3, woman=True, overdue_actions=0)
    assert read_features("") == Features()
    assert {name.replace("-", "_") for name in FEATURES} == {field.name for field in fields(Features)}


@pytest.mark.parametrize(
    "text",
    [
        "discrepancy",
        "discrepancies=16",
        "refusals=-1",
        "refusals=2.0",
        "refusals=9999999",
        "woman=1",
        "stale-ratings=²",
    ],
)
def test_any_other_feature_is_refused_as_wrong_usage(text: str) -> None:
    with pytest.raises(SjtoolError) as caught:
        read_features(text)
    assert caught.value.status == ExitStatus.USAGE
    assert [problem.code for problem in caught.value.problems] == ["bad-feature"]
