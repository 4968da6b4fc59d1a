"""How an action stands: its last news, whether it is late, who looked at how it ended, what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.actions import find_actions, find_plan, find_recorders, has_contingency
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
TODAY = date(2026, 3, 20)


def action(name: str = "ac-1", **keys: Any) -> Record:
    return ("action", {"id": name, "assessment": "a-1", **keys})


def news(status: str | None = None, name: str = "ac-1", **keys: Any) -> Record:
    return ("action_update", {"action": name, **({"status": status} if status else {}), **keys})


def only(standing: Standing) -> Any:
    (state,) = find_actions(standing)
    return state


def test_an_action_is_open_until_its_last_news_says_otherwise(stand: Stand) -> None:
    assert only(stand(action())).status == "open"
    assert not only(stand(action())).is_ended
    state = only(stand(action(), news("done"), news("in-progress"), news()))
    assert (state.status, state.is_ended, state.is_given_up) == ("in-progress", False, False)


@pytest.mark.parametrize(("status", "given_up"), [("done", False), ("not-done", True), ("withdrawn", True)])
def test_what_ends_an_action_and_what_leaves_it_answering_nothing(status: str, given_up: bool, stand: Stand) -> None:
    state = only(stand(action(), news(status)))
    assert (state.is_ended, state.is_given_up) == (True, given_up)


def test_news_without_an_action_and_of_another_action_is_not_its_news(stand: Stand) -> None:
    found = find_actions(stand(action(), action("ac-2"), ("action_update", {"status": "done"}), news("done", "ac-2")))
    assert [state.status for state in found] == ["open", "done"]


def test_actions_of_one_assessment_leave_out_those_of_others(stand: Stand) -> None:
    standing = stand(action(), action("ac-2", assessment="a-2"))
    assert [state.action.id for state in find_actions(standing, "a-2")] == ["ac-2"]


@pytest.mark.parametrize(
    ("due", "late"),
    [("2026-03-19", True), ("2026-03-20", False), ("2026-03", False), ("2026-02", True), ("2025", True), (None, False)],
)
def test_it_is_overdue_once_the_last_day_it_may_mean_has_passed(due: str | None, late: bool, stand: Stand) -> None:
    keys = {"due_on": due, "review_on": due} if due else {}
    state = only(stand(action(**keys)))
    assert (state.is_overdue(TODAY), state.is_review_due(TODAY)) == (late, late)
    ended = only(stand(action(**keys), news("done")))
    assert not ended.is_overdue(TODAY)
    assert not ended.is_review_due(TODAY)


def test_a_check_counts_only_for_the_ending_it_was_made_of(stand: Stand) -> None:
    checked = news("done", checked_by="ds-1")
    assert only(stand(action(), news("done"))).waits_for_check
    assert only(stand(action(), news("done"), checked)).checked_by == "ds-1"
    assert only(stand(action(), news("done"), news(checked_by="ds-2"))).checked_by == "ds-2"
    assert only(stand(action(), checked, news("open"), news("done"))).checked_by is None
    assert only(stand(action(), checked, news("not-done"))).waits_for_check
    reopened = only(stand(action(), checked, news("in-progress")))
    assert (reopened.checked_by, reopened.waits_for_check, reopened.ending) == (None, False, ())


def test_it_restricts_by_its_menu_or_as_ones_own_by_its_heading(stand: Stand) -> None:
    control = {"pillar": "monitoring-and-control"}
    assert only(stand(action(menu_entry="restrictive@1.0.0/residence", pillar="supervision"))).is_restrictive
    assert only(stand(action(**control))).is_restrictive
    assert not only(stand(action(menu_entry="constructive@1.0.0/sharing-information", **control))).is_restrictive
    assert not only(stand(action(pillar="supervision"))).is_restrictive


def test_what_an_action_leaves_unsaid(stand: Stand) -> None:
    control = {"pillar": "monitoring-and-control"}
    every = ("enforcement", "suitability", "proportionality", "negative_consequences")
    assert only(stand(action(**control))).unsaid == every
    assert only(stand(action(suitability=" ", enforcement="Two officers."))).unsaid == every[1:2] + every[3:]
    assert only(stand(action(**dict.fromkeys(every, "Said."), **control))).unsaid == ()
    assert only(stand(action(handling="covert", **control))).unsaid == ()
    assert only(stand(action(handling="covert"))).is_covert


def test_who_recorded_an_action_its_versions_and_its_ending_but_not_who_checked(stand: Stand) -> None:
    standing = stand(
        action(owner="sw-1", by="pc-1"),
        action("ac-9", supersedes="ac-1", reason="day", owner="sw-2", by="pc-2"),
        news("in-progress", by="pc-3"),
        news("done", by="pc-4"),
        news("done", by="ds-1", checked_by="ds-1"),
    )
    assert [*find_recorders(standing, only(standing))] == ["sw-2", "pc-1", "pc-2", "pc-4"]
    bare = stand(action(by=None))
    assert [*find_recorders(bare, only(bare))] == []


def test_a_scenario_is_settled_by_its_own_words_or_by_an_action_under_contingency(stand: Stand) -> None:
    def settled(*records: Record, **keys: Any) -> bool:
        standing = stand(("scenario", {"id": "sc-1", **keys}), *records)
        (scenario,) = standing.of(Scenario)
        return has_contingency(standing, scenario, find_actions(standing))

    answering = action(pillar="contingency", answers=["sc-1"])
    assert settled(contingency="The duty officer goes.")
    assert settled(answering)
    assert not settled(contingency="  ")
    assert not settled(action(pillar="supervision", answers=["sc-1"]))
    assert not settled(action(pillar="contingency", answers=["sc-2"]))
    assert not settled(answering, news("withdrawn"))


def test_the_plan_is_its_own_actions_and_earlier_ones_that_run(stand: Stand) -> None:
    records = [
        ("assessment", {"id": "a-1"}),
        action("ac-1"),
        action("ac-2"),
        news("done", "ac-2"),
        action("ac-3", assessment="a-2"),
        news("done", "ac-3"),
        ("action", {"id": "ac-4"}),
        action("ac-5", assessment="a-9"),
    ]
    found = stand(*records, ("assessment", {"id": "a-2"}))
    assert [s.action.id for s in find_plan(found, find_actions(found))] == ["ac-1", "ac-3", "ac-4", "ac-5"]
    bare = stand(action())
    assert [s.action.id for s in find_plan(bare, find_actions(bare))] == ["ac-1"]


def test_the_plan_of_an_earlier_assessment_has_nothing_of_a_later_one(stand: Stand) -> None:
    two = (("assessment", {"id": "a-1"}), ("assessment", {"id": "a-2"}))
    found = stand(*two, action("ac-1"), action("ac-2", assessment="a-2"))
    earlier = Standing(found.case, "a-1")
    assert [s.action.id for s in find_plan(earlier, find_actions(earlier))] == ["ac-1"]
    assert [s.action.id for s in find_plan(found, find_actions(found))] == ["ac-1", "ac-2"]


def test_news_on_the_day_of_its_review_or_later_is_a_look_at_it(stand: Stand) -> None:
    due = action(review_on="2026-03-10")
    told = news("open", at=datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert only(stand(due, told)).looked_at.action == "ac-1"
    assert not only(stand(due, told)).is_review_due(TODAY)
    early = news("open", at=datetime(2026, 3, 9, 9, tzinfo=UTC))
    assert only(stand(due, early, news("open", at=None))).is_review_due(TODAY)
    assert only(stand(action(), told)).looked_at is None


def test_it_is_of_a_day_or_later_by_its_recording_or_by_news_that_does_not_end_it(stand: Stand) -> None:
    def since(*records: Record) -> bool:
        return bool(only(stand(*records)).is_since(date(2026, 3, 10)))

    old, late = action(at=datetime(2026, 3, 9, tzinfo=UTC)), datetime(2026, 3, 10, tzinfo=UTC)
    assert not since(old)
    assert since(action(at=late))
    assert since(action(at=None))
    assert since(old, news("in-progress", at=late))
    assert since(old, news(at=late))
    assert not since(old, news("done", at=late))
    assert since(old, news("in-progress", at=late), news("done", at=late))
