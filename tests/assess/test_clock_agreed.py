"""Days agreed for the next visit or meeting, yearly checks on reactive management, and kinds of event as words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.clock_event import Events
from sjtool.assess.due import Due, find_dues
from sjtool.assess.lint import lint_template
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

CLOCKS = Library().clocks()
ACUTE = [factor.id for factor in Library().factor_set("acute").factor]
TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]


def dues(standing: Standing, clock: str, today: date = TODAY) -> list[Due]:
    return [due for due in find_dues(standing, CLOCKS, today) if due.clock == clock]


def one(standing: Standing, clock: str, today: date = TODAY) -> Due:
    (found,) = dues(standing, clock, today)
    return found


def event(kind: str, held_on: str | None, *touches: str, **keys: Any) -> Given:
    return ("event", {"kind": kind, "held_on": held_on, "what": "x", "touches": list(touches)} | keys)


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def plan(**keys: Any) -> Given:
    given = {"id": "ac-001", "kind": "home visits every 8 weeks", "owner": "pc-7", "due_on": "2026-03-20"}
    return ("action", given | {"at": at(2, 2)} | keys)


class TestTheDaySetAtAVisit:
    def test_it_goes_before_the_interval_and_is_for_whom_the_plan_names(self, stand: Stand) -> None:
        due = one(stand(plan(), event("visit", "2026-02-16", next_on="2026-03-11")), "visit")
        assert (due.what, due.on, due.started_by, due.owner) == ("Visit", date(2026, 3, 11), "ev-2", "pc-7")
        assert due.counted == "set at the visit of 16 February 2026 (ev-2)"

    def test_without_a_plan_it_stands_alone_and_is_the_officers(self, stand: Stand) -> None:
        due = one(stand(event("visit", "2026-02-16", next_on="2026-03-11")), "visit")
        assert (due.state, due.owner) == ("due", "pc-4412")

    def test_the_last_visit_counts_though_it_set_no_day(self, stand: Stand) -> None:
        first = event("visit", "2026-02-16", next_on="2026-03-11")
        assert dues(stand(first, event("visit", "2026-02-20")), "visit") == []
        counted = one(stand(plan(), first, event("visit", "2026-02-20")), "visit")
        assert (counted.on, counted.started_by) == (date(2026, 4, 17), "ac-001")

    @pytest.mark.parametrize(
        ("today", "state"), [(date(2026, 3, 10), "due"), (date(2026, 3, 11), "due"), (date(2026, 3, 12), "overdue")]
    )
    def test_both_sides_of_the_day(self, stand: Stand, today: date, state: str) -> None:
        assert one(stand(event("visit", "2026-02-16", next_on="2026-03-11")), "visit", today).state == state

    def test_a_month_is_taken_to_its_end(self, stand: Stand) -> None:
        due = one(stand(event("visit", "2026-02-16", next_on="2026-03")), "visit")
        assert (due.on, due.counted.endswith("as March 2026, taken to its end")) == (date(2026, 3, 31), True)

    def test_every_interval_gives_way_but_that_of_a_plan_made_since_and_a_covert_one(self, stand: Stand) -> None:
        visit = event("visit", "2026-02-16", next_on="2026-03-11")
        second = plan(id="ac-002", kind="visits every week", owner="pc-8")
        assert [due.started_by for due in dues(stand(plan(), second, visit), "visit")] == ["ev-3"]
        newer = plan(id="ac-003", at=at(17, 2), due_on="2026-03-06")
        assert [due.started_by for due in dues(stand(plan(), visit, newer), "visit")] == ["ac-003", "ev-2"]
        no_day = plan(id="ac-003", at=at(17, 2), due_on=None)
        assert [due.started_by for due in dues(stand(visit, no_day), "visit")] == ["ev-1"]
        covert = plan(id="ac-004", handling="covert")
        found = dues(stand(visit, covert), "visit")
        assert [(due.started_by, due.is_covert) for due in found] == [("ev-1", False), ("ac-004", True)]
        assert found[0].owner == "pc-4412"

    def test_a_plan_that_has_ended_changes_nothing(self, stand: Stand) -> None:
        told = ("action_update", {"action": "ac-001", "status": "withdrawn"})
        due = one(stand(plan(), told, event("visit", "2026-02-16", next_on="2026-03-11")), "visit")
        assert (due.started_by, due.owner) == ("ev-3", "pc-4412")

    def test_a_visit_known_to_a_month_or_without_a_day_sets_one_too(self, stand: Stand) -> None:
        assert one(stand(plan(), event("visit", "2026-02", next_on="2026-03-11")), "visit").started_by == "ev-2"
        due = one(stand(plan(), event("visit", None, next_on="2026-03-11")), "visit")
        assert due.counted == "set at a visit (ev-2)"

    def test_acute_factors_are_gone_through_before_it(self, stand: Stand) -> None:
        visit = event("visit", "2026-02-16", next_on="2026-03-11")
        due = one(stand(plan(), visit), "acute-before-visit")
        assert (due.on, due.started_by, due.owner) == (date(2026, 3, 11), "ev-2", "pc-7")
        assert due.counted == "the next visit: set at the visit of 16 February 2026 (ev-2)"
        rated = [("rating", {"factor": f"acute@1.0.0/{factor}", "held_on": "2026-03-02"}) for factor in ACUTE]
        assert one(stand(visit, *rated), "acute-before-visit").state == "met"
        sooner = plan(id="ac-005", kind="home visit", due_on="2026-03-09")
        assert one(stand(visit, sooner), "acute-before-visit").started_by == "ac-005"

    def test_it_rests_on_reactive_management(self, stand: Stand) -> None:
        found = stand(event("visit", "2026-02-16", next_on="2026-03-11"), event("reactive-start", "2026-03-02"))
        assert dues(found, "visit") == []
        assert dues(found, "acute-before-visit") == []


class TestTheDayAgreedForAMeeting:
    @pytest.mark.parametrize(
        ("kind", "clock", "what"),
        [
            ("conference", "next-conference", "Conference"),
            ("core-group", "next-core-group", "Core group"),
            ("meeting", "next-meeting", "Meeting"),
        ],
    )
    def test_until_one_of_that_kind_is_held_on_that_day_or_later(
        self, stand: Stand, kind: str, clock: str, what: str
    ) -> None:
        agreed = event(kind, "2026-02-02", next_on="2026-03-02")
        due = one(stand(agreed), clock)
        assert (due.what, due.rule, due.on, due.state) == (what, "on the day agreed", date(2026, 3, 2), "overdue")
        assert due.counted == f"agreed at the {kind.replace('-', ' ')} of 2 February 2026 (ev-1)"
        assert one(stand(agreed, event(kind, "2026-03-01")), clock).state == "overdue"
        on_day = one(stand(agreed, event(kind, "2026-03-02")), clock)
        assert (on_day.state, on_day.met_by, on_day.met_how, on_day.late) == ("met", "ev-2", "held", 0)
        assert one(stand(agreed, event(kind, "2026-03-04"), event(kind, "2026-03-03")), clock).late == 1
        assert one(stand(agreed, event("visit", "2026-03-02")), clock).state == "overdue"

    def test_the_day_agreed_last_counts_and_one_held_before_it_takes_nothing_away(self, stand: Stand) -> None:
        first, second = (event("core-group", f"2026-02-0{n}", next_on=f"2026-03-{n}0") for n in (1, 2))
        assert one(stand(first, second), "next-core-group").on == date(2026, 3, 20)
        assert one(stand(second, first), "next-core-group").on == date(2026, 3, 20)
        assert one(stand(first, event("core-group", "2026-02-20")), "next-core-group").on == date(2026, 3, 10)

    def test_a_mappa_meeting_has_its_own_and_its_longest_time_runs_beside_it(self, stand: Stand) -> None:
        mappa = event("meeting", "2026-02-02", "MAPPA", next_on="2026-03-16")
        found = stand(("status", {"mappa_level": 2}), mappa, event("meeting", "2026-03-17"))
        assert (one(found, "next-mappa").on, one(found, "next-mappa").state) == (date(2026, 3, 16), "due")
        assert one(found, "mappa-level-2").on == date(2026, 5, 25)
        assert dues(found, "next-meeting") == []
        other = stand(event("meeting", "2026-02-02", next_on="2026-03-16"), event("meeting", "2026-03-17", "mappa"))
        assert one(other, "next-meeting").state == "due"
        assert dues(other, "next-mappa") == []

    def test_a_meeting_known_to_a_month_may_have_been_held(self, stand: Stand) -> None:
        agreed = event("conference", None, next_on="2026-03-16")
        assert one(stand(agreed, event("conference", "2026-03")), "next-conference").state == "met"
        assert one(stand(agreed, event("conference", "2026-02")), "next-conference").state == "due"
        assert one(stand(agreed), "next-conference").counted == "agreed at the conference (ev-1)"

    def test_one_dated_on_the_day_it_agreed_does_not_meet_itself(self, stand: Stand) -> None:
        found = stand(event("conference", "2026-03-16", next_on="2026-03-16"))
        assert one(found, "next-conference").state == "due"

    def test_it_can_be_set_aside(self, stand: Stand) -> None:
        agreed = event("conference", "2026-02-02", next_on="2026-03-16")
        assert dues(stand(agreed, event("other", "2026-03-02", "next-conference-off")), "next-conference") == []


class TestYearlyChecksOnReactiveManagement:
    START = event("reactive-start", "2025-03-02")

    def test_a_year_from_its_start_and_only_while_it_lasts(self, stand: Stand) -> None:
        due = one(stand(self.START), "reactive-check")
        assert (due.on, due.state, due.started_by) == (date(2026, 3, 2), "overdue", "ev-1")
        assert "(ev-1: start of reactive management)" in due.counted
        assert dues(stand(), "reactive-check") == []
        assert dues(stand(event("reactive-proposal", "2025-03-02")), "reactive-check") == []
        assert dues(stand(self.START, event("reactive-end", "2025-09-01")), "reactive-check") == []
        assert dues(stand(event("reactive-check", "2025-03-02")), "reactive-check") == []

    def test_each_check_starts_the_next_year(self, stand: Stand) -> None:
        checks = [event("reactive-check", "2026-02-20"), event("reactive-check", "2025-08-01")]
        due = one(stand(self.START, *checks), "reactive-check")
        assert (due.on, due.started_by) == (date(2027, 2, 20), "ev-2")
        assert "(ev-2: last check)" in due.counted

    @pytest.mark.parametrize(
        "end", [event("reactive-end", "2025-10-01"), ("status", {"management": "active"})], ids=["event", "status"]
    )
    def test_what_was_before_an_end_is_past(self, stand: Stand, end: Given) -> None:
        check = event("reactive-check", "2025-09-01")
        again = event("reactive-start", "2026-01-05")
        assert one(stand(self.START, check, end, again), "reactive-check").on == date(2027, 1, 5)

    def test_a_status_that_says_so_is_counted_from_its_recording(self, stand: Stand) -> None:
        due = one(stand(("status", {"management": "reactive"})), "reactive-check")
        assert (due.on, due.started_by) == (date(2027, 3, 2), "st-1")
        assert "reactive management recorded; no event says since when" in due.counted
        both = one(stand(self.START, ("status", {"management": "reactive"})), "reactive-check")
        assert both.started_by == "ev-1"
        unknown = one(stand(("status", {"management": "reactive", "at": None})), "reactive-check")
        assert unknown.state == "no-date"

    def test_a_force_that_lets_it_run_at_all_times_starts_it_no_sooner(self, stand: Stand) -> None:
        clocks = tuple(c.model_copy(update={"only_reactive": False}) for c in CLOCKS.clock if c.id == "reactive-check")
        found = find_dues(
            stand(event("reactive-check", "2026-03-02")), CLOCKS.model_copy(update={"clock": clocks}), TODAY
        )
        assert found == ()

    def test_it_can_be_set_aside_where_no_checks_were_set_up(self, stand: Stand) -> None:
        assert dues(stand(self.START, event("other", "2025-03-03", "reactive-check-off")), "reactive-check") == []

    def test_which_record_says_that_it_runs(self, stand: Stand) -> None:
        def since(*given: Given) -> str | None:
            found = Events(stand(*given)).reactive_since
            return found.id if found else None

        status = ("status", {"management": "reactive"})
        assert since() is None
        assert since(self.START) == "ev-1"
        assert since(self.START, status) == "st-2"
        assert since(status, ("status", {"management": "active"})) is None
        assert since(status, event("reactive-end", "2026-03-02")) is None
        assert since(status, ("status", {"mappa_level": 1})) == "st-1"
        assert Events(stand(status)).is_reactive()


class TestKindsAsWords:
    def test_a_referral_and_a_notification_need_not_be_said_twice(self, stand: Stand) -> None:
        due = one(stand(event("referral", "2026-03-02")), "comprehensive-assessment")
        assert (due.on, due.started_by) == (date(2026, 5, 1), "ev-1")
        told = [event("notification", "2025-03-10"), event("other", "2025-03-02", "notification")]
        yearly = one(stand(*told), "annual-notification")
        assert (yearly.on, yearly.started_by) == (date(2026, 3, 10), "ev-1")

    def test_an_event_of_no_kind_touches_what_it_lists_alone(self, stand: Stand) -> None:
        events = Events(stand(("event", {"held_on": "2026-03-02", "touches": ["referral"]}), ("event", {})))
        assert [found.id for found in events.touching("referral")] == ["ev-1"]
        assert events.of_kinds(()) == []

    def test_news_of_no_action_is_news_of_none(self, stand: Stand) -> None:
        told = [("action_update", {"status": "done"}), ("action_update", {"action": "ac-001", "status": "open"})]
        assert {key: [u.id for u in news] for key, news in Events(stand(plan(), *told)).news.items()} == {
            "ac-001": ["au-3"]
        }


@pytest.mark.parametrize(
    ("clock", "keys", "key", "words"),
    [
        ("next-conference", {"start_kinds": ()}, "start_kinds", "do not go together"),
        ("review", {"start_kinds": ("visit",)}, "start_kinds", "do not go together"),
        ("next-conference", {"start_kinds": ("conferences",)}, "start_kinds", "no event is of such a kind"),
        ("reactive-check", {"unless_reactive": True}, "only_reactive", "would never run"),
    ],
)
def test_a_fault_of_the_new_keys_is_found(clock: str, keys: dict[str, Any], key: str, words: str) -> None:
    changed = tuple(c.model_copy(update=keys) if c.id == clock else c for c in CLOCKS.clock)
    ((path, what, fix),) = lint_template(CLOCKS.model_copy(update={"clock": changed}))
    assert (path[-1], words in what, bool(fix)) == (key, True, True)
