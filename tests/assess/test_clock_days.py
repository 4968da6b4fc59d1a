"""Days that an officer set: actions, reviews, orders, visits; what meets them, what is left out, whose they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.clock_visit import Interval, find_interval
from sjtool.assess.due import STATES, Due, find_dues, is_owned_by
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action
from sjtool.store.library import Library

CLOCKS = Library().clocks()
ACUTE = [factor.id for factor in Library().factor_set("acute").factor]
TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]
ASSESSMENT: Given = ("assessment", {"id": "a-001", "opened_on": "2026-03-02", "by": "pc-9"})


def dues(standing: Standing, clock: str, today: date = TODAY) -> list[Due]:
    return [due for due in find_dues(standing, CLOCKS, today) if due.clock == clock]


def one(standing: Standing, clock: str, today: date = TODAY) -> Due:
    (found,) = dues(standing, clock, today)
    return found


def action(**keys: Any) -> Given:
    given = {"id": "ac-001", "pillar": "victim-safety", "kind": "course", "owner": "sw-1", "due_on": "2026-03-20"}
    return ("action", given | keys)


def news(status: str, **keys: Any) -> Given:
    return ("action_update", {"action": "ac-001", "status": status, "what_happened": "x"} | keys)


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=UTC)


def visit(held_on: str | None, **keys: Any) -> Given:
    return ("event", {"kind": "visit", "held_on": held_on, "what": "x"} | keys)


def acute(held_on: str, factors: list[str] = ACUTE) -> list[Given]:
    return [("rating", {"factor": f"acute@1.0.0/{factor}", "held_on": held_on}) for factor in factors]


class TestActions:
    def test_an_action_is_named_by_its_id_and_heading_and_is_its_owners(self, stand: Stand) -> None:
        due = one(stand(ASSESSMENT, action()), "action-due")
        assert (due.what, due.words, due.owner, due.state) == ("Action ac-001 (victim safety)", "course", "sw-1", "due")
        assert (due.on, due.left, due.in_working_days) == (date(2026, 3, 20), 16, False)
        assert due.counted == "set in the plan (ac-001)"
        bare = one(stand(ASSESSMENT, ("action", {"due_on": "2026-03-20"})), "action-due")
        assert (bare.what, bare.words, bare.owner) == ("Action ac-2", "", "pc-9")

    @pytest.mark.parametrize(
        ("today", "state"),
        [
            (date(2026, 2, 19), "coming"),
            (date(2026, 2, 20), "due"),
            (date(2026, 3, 20), "due"),
            (date(2026, 3, 21), "overdue"),
        ],
    )
    def test_states_on_both_sides_of_each_edge(self, stand: Stand, today: date, state: str) -> None:
        assert one(stand(action()), "action-due", today).state == state

    def test_the_horizon_can_be_another(self, stand: Stand) -> None:
        states = [find_dues(stand(action()), CLOCKS, TODAY, horizon)[0].state for horizon in (15, 16)]
        assert states == ["coming", "due"]

    @pytest.mark.parametrize("status", ["done", "not-done", "withdrawn"])
    def test_news_that_ends_it_meets_it(self, stand: Stand, status: str) -> None:
        due = one(stand(action(), news(status, at=at(24))), "action-due")
        assert (due.state, due.met_by, due.met_how) == ("met", "au-2", status.replace("-", " "))
        assert (due.met_on, due.late) == (date(2026, 3, 24), 4)

    @pytest.mark.parametrize("status", ["open", "in-progress"])
    def test_other_news_does_not(self, stand: Stand, status: str) -> None:
        assert one(stand(action(), news(status)), "action-due").state == "due"

    def test_the_last_news_counts_and_news_of_another_does_not(self, stand: Stand) -> None:
        assert one(stand(action(), news("done"), news("open")), "action-due").state == "due"
        assert one(stand(action(), news("done", action="ac-002")), "action-due").state == "due"

    def test_news_of_which_nobody_knows_when_it_was_recorded_meets_it_today(self, stand: Stand) -> None:
        assert one(stand(action(), news("done", at=None)), "action-due").met_on == TODAY

    @pytest.mark.parametrize(("due_on", "on"), [("2026-02", date(2026, 2, 28)), ("2026", date(2026, 12, 31))])
    def test_a_day_set_to_a_month_or_a_year_is_taken_to_its_end(self, stand: Stand, due_on: str, on: date) -> None:
        due = one(stand(action(due_on=due_on)), "action-due")
        assert due.on == on
        assert due.counted.endswith("taken to its end")

    def test_an_action_without_a_day_is_shown_as_such_and_last(self, stand: Stand) -> None:
        found = find_dues(stand(action(due_on=None), action(id="ac-002")), CLOCKS, TODAY)
        assert [(due.started_by, due.state) for due in found] == [("ac-002", "due"), ("ac-001", "no-date")]
        assert found[1].counted == "set in the plan (ac-001), without a day"

    def test_of_a_covert_one_there_is_the_reference_alone(self, stand: Stand) -> None:
        due = one(stand(action(handling="covert")), "action-due")
        assert (due.what, due.words, due.is_covert) == ("Covert action ac-001", "", True)

    def test_it_is_looked_at_again_until_news_of_that_day_or_its_end(self, stand: Stand) -> None:
        again = action(review_on="2026-03-27")
        assert dues(stand(action()), "action-review") == []
        assert one(stand(again), "action-review").state == "due"
        assert one(stand(again, news("in-progress", at=at(26))), "action-review").state == "due"
        seen = one(stand(again, news("in-progress", at=at(27)), news("open", at=at(28))), "action-review")
        assert (seen.state, seen.met_by, seen.met_how, seen.late) == ("met", "au-2", "looked at", 0)
        ended = one(stand(again, news("done", at=at(10))), "action-review")
        assert (ended.state, ended.met_how) == ("met", "done")

    def test_an_event_can_set_it_aside(self, stand: Stand) -> None:
        off = ("event", {"kind": "other", "held_on": "2026-03-03", "touches": ["action-due-off"]})
        assert dues(stand(action(), off), "action-due") == []
        assert [due.started_by for due in dues(stand(action(), off, action(id="ac-002")), "action-due")] == ["ac-002"]


class TestReviews:
    FINAL: Given = ("judgement", {"id": "j-002", "stage": "final", "assessment": "a-001", "review_on": "2026-06-30"})

    def test_a_final_judgement_is_reviewed_by_its_day(self, stand: Stand) -> None:
        first = ("judgement", {"stage": "first", "assessment": "a-001", "review_on": "2026-04-01"})
        due = one(stand(ASSESSMENT, first, self.FINAL), "review")
        assert (due.what, due.on, due.owner) == ("Review of the judgement j-002", date(2026, 6, 30), "pc-4412")

    LATER: Given = ("assessment", {"id": "a-002", "opened_on": "2026-07-02"})

    def test_an_assessment_opened_later_leaves_it_due_and_is_named_with_its_day(self, stand: Stand) -> None:
        found = stand(ASSESSMENT, self.FINAL, self.LATER, ("assessment", {"id": "a-003"}))
        due = one(found, "review", date(2026, 8, 1))
        assert (due.state, due.left, due.opened) == ("overdue", -32, "review opened 2 July 2026 (a-002)")
        assert one(found, "review", date(2026, 6, 29)).state == "due"
        assert one(stand(ASSESSMENT, self.FINAL), "review").opened == ""

    def test_the_final_judgement_of_a_later_assessment_meets_it(self, stand: Stand) -> None:
        first = ("judgement", {"stage": "first", "assessment": "a-002"})
        again = ("judgement", {"id": "j-004", "stage": "final", "assessment": "a-002", "at": at(3, 7)})
        assert one(stand(ASSESSMENT, self.FINAL, self.LATER, first), "review", date(2026, 8, 1)).state == "overdue"
        due = dues(stand(ASSESSMENT, self.FINAL, self.LATER, first, again), "review", date(2026, 8, 1))[0]
        assert (due.state, due.met_by, due.met_on, due.late) == ("met", "j-004", date(2026, 7, 3), 3)
        assert (due.met_how, due.opened) == ("judged again", "")

    def test_one_that_was_never_judged_is_passed_over_for_the_next_that_was(self, stand: Stand) -> None:
        again = ("judgement", {"id": "j-004", "stage": "final", "assessment": "a-003", "at": at(3, 6)})
        found = stand(ASSESSMENT, self.FINAL, self.LATER, ("assessment", {"id": "a-003"}), again)
        assert dues(found, "review")[0].met_by == "j-004"

    def test_a_later_correction_of_the_judgement_does_not_put_the_day_off(self, stand: Stand) -> None:
        again = ("judgement", {"id": "j-004", "stage": "final", "assessment": "a-002", "at": at(3, 6)})
        mended = ("judgement", {**again[1], "id": "j-005", "supersedes": "j-004", "reason": "slip", "at": at(9, 6)})
        assert dues(stand(ASSESSMENT, self.FINAL, self.LATER, again, mended), "review")[0].met_on == date(2026, 6, 3)
        unsaid = ("judgement", {**again[1], "at": None})
        assert dues(stand(ASSESSMENT, self.FINAL, self.LATER, unsaid), "review")[0].met_on == TODAY

    def test_the_day_it_was_opened_is_as_it_is_known(self, stand: Stand) -> None:
        def opened(**keys: Any) -> str:
            return one(stand(ASSESSMENT, self.FINAL, ("assessment", {"id": "a-002", **keys})), "review").opened

        assert opened(opened_on="2026") == "review opened 2026 (a-002)"
        assert opened(at=at(9)) == "review opened 9 March 2026 (a-002)"
        assert opened(at=None) == "review opened on no date (a-002)"

    def test_a_correction_of_its_own_assessment_does_not(self, stand: Stand) -> None:
        mended = ("assessment", {"opened_on": "2026-03-01", "supersedes": "a-001", "reason": "misread"})
        assert one(stand(ASSESSMENT, self.FINAL, mended), "review").state == "coming"

    def test_without_an_assessment_or_a_day(self, stand: Stand) -> None:
        assert one(stand(("judgement", {"stage": "final"})), "review").state == "no-date"
        lost = ("judgement", {"stage": "final", "assessment": "a-009", "review_on": "2026-03-20"})
        assert one(stand(lost, ASSESSMENT), "review").state == "due"

    def test_it_rests_on_reactive_management_for_the_day_is_left_blank(self, stand: Stand) -> None:
        assert dues(stand(ASSESSMENT, self.FINAL, ("status", {"management": "reactive"})), "review") == []

    def test_an_override_has_a_day_of_its_own(self, stand: Stand) -> None:
        override = ("override", {"id": "o-001", "judgement": "j-002", "review_on": "2026-03-31"})
        later = ("assessment", {"id": "a-002", "opened_on": "2026-03-20"})
        assert one(stand(ASSESSMENT, self.FINAL, override), "override-review").state == "due"
        open_ = one(stand(ASSESSMENT, self.FINAL, override, later), "override-review")
        assert (open_.what, open_.state, open_.opened) == (
            "Override o-001",
            "due",
            "review opened 20 March 2026 (a-002)",
        )
        again = ("judgement", {"id": "j-004", "stage": "final", "assessment": "a-002"})
        met = one(stand(ASSESSMENT, self.FINAL, override, later, again), "override-review")
        assert (met.state, met.met_by) == ("met", "j-004")
        assert one(stand(("override", {"review_on": "2026-03-31"})), "override-review").state == "due"


class TestOrdersAndRetention:
    @pytest.mark.parametrize(
        ("more", "state", "how"),
        [
            ({"ends_on": "2026-03-04"}, "due", ""),
            ({"ends_on": "2026-03-03"}, "met", "ended"),
            ({"ends_on": "2026-03"}, "due", ""),
            ({"ends_on": "2026-12-01", "discharged_on": "2026-02-01"}, "met", "discharged"),
            ({"ends_on": "2026-12-01"}, "coming", ""),
        ],
    )
    def test_an_order_is_a_prompt_before_its_end(
        self, stand: Stand, more: dict[str, Any], state: str, how: str
    ) -> None:
        due = one(stand(("order", {"kind": "Order", "made_on": "2025-01-01"} | more)), "order-ends")
        assert (due.state, due.met_how, due.words, due.late) == (state, how, "Order", 0)

    def test_an_order_without_an_end_has_none(self, stand: Stand) -> None:
        assert dues(stand(("order", {"made_on": "2025-01-01"})), "order-ends") == []
        assert one(stand(("order", {"ends_on": "2026-03-20"})), "order-ends").words == ""

    def test_an_order_discharged_after_its_end_is_not_late(self, stand: Stand) -> None:
        order = ("order", {"ends_on": "2026-03-01", "discharged_on": "2026-03-03"})
        assert one(stand(order), "order-ends").late == 0

    def test_the_last_legal_footing_says_when_keeping_it_is_reviewed(self, stand: Stand) -> None:
        footing = [("governance", {"lawful_basis": "x", "retention_review_on": f"203{n}-03-02"}) for n in (5, 6)]
        due = one(stand(*footing), "retention-review")
        assert (due.what, due.on, due.source) == ("Review of retention", date(2036, 3, 2), "dpa-2018")
        assert dues(stand(("governance", {"lawful_basis": "x"})), "retention-review") == []
        assert dues(stand(), "retention-review") == []


class TestVisits:
    @pytest.mark.parametrize(
        ("kind", "count", "unit"),
        [
            ("home visits every 8 weeks", 8, "weeks"),
            (" Home visit, every month ", 1, "months"),
            ("visits every 28 days", 28, "days"),
            ("Visits every week", 1, "weeks"),
        ],
    )
    def test_the_kind_of_an_action_may_say_an_interval(self, kind: str, count: int, unit: Any) -> None:
        assert find_interval(Action(id="ac-001", kind=kind)) == Interval(count, unit)

    @pytest.mark.parametrize(
        "kind",
        [
            None,
            "home visits",
            "home visits every 0 weeks",
            "home visits every few weeks",
            "home visits every 8 weeks or so",
            "home visits every 1000 days",
            "calls every 2 weeks",
        ],
    )
    def test_anything_else_says_none(self, kind: str | None) -> None:
        assert find_interval(Action(id="ac-001", kind=kind)) is None

    def test_the_next_is_counted_from_the_last(self, stand: Stand) -> None:
        plan = action(kind="home visits every 8 weeks", at=at(2, 2))
        due = one(stand(plan, visit("2026-02-16"), visit("2026-02-09")), "visit")
        assert (due.on, due.started_by, due.owner) == (date(2026, 4, 13), "ac-001", "sw-1")
        words = "every 8 weeks, as set in the plan (ac-001), from the visit of 16 February 2026 (ev-2)"
        assert due.counted == words
        assert due.words == "home visits every 8 weeks"
        assert dues(stand(plan, visit("2026-02-16")), "action-due") == []

    def test_every_month_keeps_to_the_end_of_a_short_one(self, stand: Stand) -> None:
        plan = action(kind="home visits every month", at=at(2, 1))
        due = one(stand(plan, visit("2026-01-31")), "visit")
        assert due.on == date(2026, 2, 28)
        assert due.counted.startswith("every month, as set")

    @pytest.mark.parametrize("held", ["2026-02-01", "2026-02", None])
    def test_before_the_first_visit_it_is_the_day_of_the_action(self, stand: Stand, held: str | None) -> None:
        plan = action(kind="home visits every 8 weeks", at=at(2, 2))
        assert one(stand(visit(held), plan), "visit").on == date(2026, 3, 20)
        assert one(stand(plan), "visit").counted == "set in the plan (ac-001)"

    def test_a_visit_on_the_day_the_plan_was_recorded_counts(self, stand: Stand) -> None:
        plan = action(kind="home visits every 8 weeks", at=at(2, 2))
        assert one(stand(visit("2026-02-02"), plan), "visit").on == date(2026, 3, 30)
        unknown = action(kind="home visits every 8 weeks", at=None)
        assert one(stand(visit("2026-02-02"), unknown), "visit").on == date(2026, 3, 30)

    def test_an_action_without_a_day_counts_from_an_earlier_visit(self, stand: Stand) -> None:
        plan = action(kind="home visits every 8 weeks", at=at(2, 2), due_on=None)
        assert one(stand(visit("2026-01-05"), plan), "visit").on == date(2026, 3, 2)
        assert one(stand(plan), "visit").state == "no-date"

    def test_a_year_mistyped_past_the_calendar_stops_nobody(self, stand: Stand) -> None:
        plan = action(kind="home visits every 8 weeks")
        found = stand(plan, visit("9999-12-31"))
        assert one(found, "visit").state == "no-date"
        assert dues(found, "acute-before-visit") == []
        one_off = action(id="ac-002", kind="home visit")
        assert one(stand(one_off, visit("9999-12-31"), *acute("2026-03-03")), "acute-before-visit").state == "due"

    def test_an_action_that_has_ended_plans_none(self, stand: Stand) -> None:
        plan = action(kind="home visits every 8 weeks")
        assert dues(stand(plan, news("withdrawn")), "visit") == []
        assert dues(stand(plan, ("status", {"management": "reactive"})), "visit") == []

    def test_a_single_visit_is_an_action_and_no_interval(self, stand: Stand) -> None:
        found = stand(action(kind="Home visit"))
        assert dues(found, "visit") == []
        assert len(dues(found, "action-due")) == 1


class TestAcuteFactorsBeforeAVisit:
    PLAN = action(kind="home visits every 8 weeks", at=at(2, 2))

    def test_by_the_day_of_the_next_visit(self, stand: Stand) -> None:
        due = one(stand(self.PLAN, visit("2026-02-02")), "acute-before-visit")
        assert (due.on, due.state, due.what) == (date(2026, 3, 30), "due", "Acute factors")
        assert due.counted.startswith("the next visit: every 8 weeks")

    def test_the_whole_sheet_since_the_last_visit_meets_it(self, stand: Stand) -> None:
        held = visit("2026-02-02")
        assert one(stand(self.PLAN, held, *acute("2026-02-02")), "acute-before-visit").state == "due"
        met = one(stand(self.PLAN, held, *acute("2026-02-03")), "acute-before-visit")
        assert (met.state, met.met_how) == ("met", "met by the sheet acute")
        assert one(stand(self.PLAN, held, *acute("2026-02-03", ACUTE[:7])), "acute-before-visit").state == "due"
        other = [("rating", {"factor": "acute@1.0.0/hostility"}), ("rating", {"held_on": "2026-02-03"})]
        assert one(stand(self.PLAN, held, *other), "acute-before-visit").state == "due"

    def test_without_a_visit_yet_any_whole_sheet_does(self, stand: Stand) -> None:
        assert one(stand(self.PLAN, *acute("2026-01-02")), "acute-before-visit").state == "met"

    def test_the_earliest_of_several_plans_counts_and_a_covert_one_does_not(self, stand: Stand) -> None:
        soon = action(id="ac-002", kind="home visit", due_on="2026-03-10")
        covert = action(id="ac-003", kind="home visit", due_on="2026-03-05", handling="covert")
        due = one(stand(self.PLAN, soon, covert), "acute-before-visit")
        assert (due.on, due.started_by) == (date(2026, 3, 10), "ac-002")

    def test_without_a_planned_visit_there_is_none(self, stand: Stand) -> None:
        assert dues(stand(action(), visit("2026-02-02")), "acute-before-visit") == []


class TestTheWhole:
    def test_by_day_and_what_has_none_last(self, stand: Stand) -> None:
        order = ("order", {"ends_on": "2026-05-01"})
        found = find_dues(stand(order, action(due_on=None), action(id="ac-002")), CLOCKS, TODAY)
        assert [due.started_by for due in found] == ["ac-002", "or-1", "ac-001"]

    def test_nothing_recorded_nothing_due(self, stand: Stand) -> None:
        assert find_dues(stand(), CLOCKS, TODAY) == ()
        assert [*STATES] == ["overdue", "not-recorded", "due", "coming", "no-date", "met"]

    def test_a_clock_of_a_case_is_whose_the_open_assessment_is(self, stand: Stand) -> None:
        police = ("status", {"lead_agency_since": "2026-02-27"})
        assert one(stand(ASSESSMENT, police), "arms-lead-agency").owner == "pc-9"
        mended = ("assessment", {"supersedes": "a-001", "reason": "x", "by": "pc-10"})
        assert one(stand(ASSESSMENT, police, mended), "arms-lead-agency").owner == "pc-9"
        assert one(stand(police), "arms-lead-agency").owner == "pc-4412"

    def test_every_clock_is_explained(self, stand: Stand) -> None:
        given = [
            ("status", {"lead_agency_since": "2026-02-27", "convicted_on": "2026-02-02", "mappa_level": 3}),
            ("governance", {"retention_review_on": "2036-01-01"}),
            action(kind="home visits every 8 weeks", review_on="2026-04-01"),
            action(id="ac-002"),
            ("event", {"kind": "meeting", "held_on": "2026-02-02"} | {"touches": ["referral", "initial-conference"]}),
            ("event", {"kind": "meeting", "held_on": "2026-02-02", "touches": ["mappa"], "next_on": "2026-03-23"}),
            *(
                ("event", {"kind": kind, "held_on": "2026-02-03", "next_on": "2026-03-24"})
                for kind in ("conference", "core-group", "meeting", "section-47")
            ),
            ("order", {"kind": "notification requirements", "made_on": "2026-01-02", "ends_on": "2031-01-02"}),
            ("judgement", {"stage": "final", "review_on": "2026-05-01"}),
            ("override", {"review_on": "2026-05-01"}),
        ]
        found = find_dues(stand(*given), CLOCKS, TODAY)
        running = {clock.id for clock in CLOCKS.clock if clock.enabled and not clock.only_reactive} - {"mappa-level-2"}
        assert {due.clock for due in found} == running
        for due in found:
            assert due.rule
            assert due.prompt
            assert due.started_by in due.counted
            assert due.stopped_by
            assert due.source_title != due.source
            assert due.pinpoint

    @pytest.mark.parametrize(
        ("owner", "officer", "owned"),
        [
            ("pc-4412", "pc-4412", True),
            ("PC4412", "pc-4412", True),
            ("pc a. hughes ", "pc-4412", True),
            ("pc-4413", "pc-4412", False),
            ("PC Hughes", "pc-4412", True),
            ("PC B. Hughes", "pc-4412", False),
            ("pc-7", "pc-7", True),
            (None, "pc-4412", False),
        ],
    )
    def test_whose_a_thing_is(self, stand: Stand, owner: str | None, officer: str, owned: bool) -> None:
        standing = stand(("officer", {"id": "pc-4412", "name": "PC A. Hughes"}), ("officer", {"id": "pc-8"}))
        assert is_owned_by(standing, owner, officer) is owned
        assert not is_owned_by(standing, owner, "pc-8")
