"""Every clock that counts, by hand: what starts it, where it ends, what stops it, and both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.due import Due, find_dues
from sjtool.assess.standing import Standing
from sjtool.model.clocks import ClockSet
from sjtool.store.library import Library

CLOCKS = Library().clocks()
ARMS_FACTORS = [factor.id for factor in Library().factor_set("arms-style").factor]
TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]


def dues(standing: Standing, clock: str, today: date = TODAY, clocks: ClockSet = CLOCKS) -> list[Due]:
    return [due for due in find_dues(standing, clocks, today) if due.clock == clock]


def one(standing: Standing, clock: str, today: date = TODAY) -> Due:
    (found,) = dues(standing, clock, today)
    return found


def on(due: Due) -> str:
    return f"{due.on}"


def event(held_on: str | None, *touches: str, kind: str = "meeting", **more: Any) -> Given:
    return ("event", {"kind": kind, "held_on": held_on, "what": "x", "touches": list(touches)} | more)


def arms(dated_on: str, instrument: str = "arms@1.0.0") -> Given:
    return ("tool_result", {"instrument": instrument, "dated_on": dated_on})


def sheet(name: str, factors: list[str], held_on: str) -> list[Given]:
    return [("rating", {"factor": f"{name}@1.0.0/{factor}", "held_on": held_on}) for factor in factors]


class TestArmsAfterAChangeOfLeadAgency:
    POLICE = ("status", {"lead_agency": "police", "lead_agency_since": "2026-02-27"})

    def test_fifteen_working_days_and_why(self, stand: Stand) -> None:
        due = one(stand(self.POLICE), "arms-lead-agency", date(2026, 3, 3))
        assert (on(due), due.left, due.in_working_days, due.state) == ("2026-03-20", 13, True, "due")
        assert due.counted == ("15 working days from 27 February 2026 (st-1: lead agency since), that day not counted")
        assert (due.started_by, due.source, due.standing, due.owner) == ("st-1", "004", "published", "pc-4412")
        assert "point 1 of 2" in due.pinpoint
        assert due.source_title.startswith("Identifying, assessing and managing risk")

    @pytest.mark.parametrize(
        ("today", "state", "left"),
        [
            (date(2026, 3, 20), "due", 0),
            (date(2026, 3, 21), "overdue", 0),
            (date(2026, 3, 23), "overdue", -1),
            (date(2026, 3, 24), "overdue", -2),
            (date(2026, 2, 20), "due", 20),
            (date(2026, 2, 19), "coming", 21),
        ],
    )
    def test_states_on_both_sides_of_the_day(self, stand: Stand, today: date, state: str, left: int) -> None:
        due = one(stand(self.POLICE), "arms-lead-agency", today)
        assert (due.state, due.left) == (state, left)

    def test_a_bank_holiday_in_between_is_named(self, stand: Stand) -> None:
        due = one(stand(event("2026-03-19", kind="lead-agency-change")), "arms-lead-agency")
        assert on(due) == "2026-04-13"
        assert due.counted == (
            "15 working days from 19 March 2026 (ev-1: change of lead agency), that day not counted; "
            "left out: 2 bank holidays (3 April 2026, 6 April 2026)"
        )

    def test_a_year_whose_bank_holidays_are_not_listed_is_said_to_be_counted_by_rule(self, stand: Stand) -> None:
        due = one(stand(event("2030-12-12", kind="lead-agency-change")), "arms-lead-agency")
        assert on(due) == "2031-01-07"
        assert due.counted.endswith("; bank holidays by the usual rule, for the year is not listed")

    def test_the_latest_change_counts_whichever_record_tells_it(self, stand: Stand) -> None:
        late = event("2026-03-02", kind="lead-agency-change")
        assert one(stand(self.POLICE, late), "arms-lead-agency").started_by == "ev-2"
        assert one(stand(event("2026-02-02", kind="lead-agency-change"), self.POLICE), "arms-lead-agency").started_by
        same = stand(event("2026-02-27", kind="lead-agency-change"), self.POLICE)
        assert on(one(same, "arms-lead-agency")) == "2026-03-20"

    def test_a_correction_counts_and_what_it_corrects_does_not(self, stand: Stand) -> None:
        mended = {"lead_agency_since": "2026-03-02", "supersedes": "st-1", "reason": "misread"}
        due = one(stand(self.POLICE, ("status", mended)), "arms-lead-agency")
        assert (due.started_by, due.root, on(due)) == ("st-2", "st-1", "2026-03-23")

    def test_nothing_runs_without_a_change(self, stand: Stand) -> None:
        assert dues(stand(("status", {"lead_agency": "police"})), "arms-lead-agency") == []

    @pytest.mark.parametrize(("since", "words"), [("2026-02", "February 2026"), ("2026", "2026")])
    def test_a_day_that_is_not_known_starts_nothing_that_can_be_counted(
        self, stand: Stand, since: str, words: str
    ) -> None:
        due = one(stand(("status", {"lead_agency_since": since})), "arms-lead-agency")
        assert (due.state, due.on, due.left) == ("no-date", None, None)
        assert due.counted == f"15 working days from {words} (st-1: lead agency since), which is no day to count from"

    def test_an_event_without_a_day_is_told_as_such(self, stand: Stand) -> None:
        due = one(stand(event(None, kind="lead-agency-change")), "arms-lead-agency")
        assert due.state == "no-date"
        assert "from a day that is not recorded (ev-1" in due.counted

    @pytest.mark.parametrize(
        ("dated", "met"),
        [("2026-02-27", True), ("2026-02-26", False), ("2026-03", True), ("2026-02", False), ("2026", False)],
    )
    def test_an_outcome_of_that_day_or_later_meets_it(self, stand: Stand, dated: str, met: bool) -> None:
        due = one(stand(self.POLICE, arms(dated)), "arms-lead-agency")
        assert (due.state == "met", due.met_by) == (met, "tr-2" if met else "")

    @pytest.mark.parametrize("instrument", ["oasys@1.0.0", "arms-style@1.0.0"])
    def test_another_tool_does_not(self, stand: Stand, instrument: str) -> None:
        assert one(stand(self.POLICE, arms("2026-03-02", instrument)), "arms-lead-agency").state == "due"

    def test_an_outcome_without_a_day_or_an_instrument_does_not(self, stand: Stand) -> None:
        results = [("tool_result", {"instrument": "arms@1.0.0"}), ("tool_result", {"dated_on": "2026-03-02"})]
        assert one(stand(self.POLICE, *results), "arms-lead-agency").state == "due"

    def test_met_late_says_by_how_much_in_working_days(self, stand: Stand) -> None:
        late = one(stand(self.POLICE, arms("2026-03-24")), "arms-lead-agency", date(2026, 3, 25))
        assert (late.state, late.met_on, late.late) == ("met", date(2026, 3, 24), 2)
        just = one(stand(self.POLICE, arms("2026-03-20")), "arms-lead-agency", date(2026, 3, 25))
        assert just.late == 0

    def test_the_earliest_of_several_meets_it(self, stand: Stand) -> None:
        found = stand(self.POLICE, arms("2026-03-18"), arms("2026-03-10"))
        assert one(found, "arms-lead-agency").met_by == "tr-3"

    def test_the_sheet_meets_it_when_it_is_whole_and_on_the_day_it_was(self, stand: Stand) -> None:
        most = sheet("arms-style", ARMS_FACTORS[:10], "2026-03-02")
        assert one(stand(self.POLICE, *most), "arms-lead-agency").state == "due"
        twice = [*most, *sheet("arms-style", ARMS_FACTORS[:1], "2026-03-03")]
        assert one(stand(self.POLICE, *twice), "arms-lead-agency").state == "due"
        whole = one(
            stand(self.POLICE, *most, *sheet("arms-style", ARMS_FACTORS[10:], "2026-03-03")), "arms-lead-agency"
        )
        assert (whole.state, whole.met_on, whole.met_by) == ("met", date(2026, 3, 3), "ra-12")
        assert whole.met_how == "met by the sheet arms-style"
        old = [*most, *sheet("arms-style", ARMS_FACTORS[10:], "2026-02-26")]
        assert one(stand(self.POLICE, *old), "arms-lead-agency").state == "due"

    def test_a_factor_rated_twice_counts_from_its_first_time(self, stand: Stand) -> None:
        again = [*sheet("arms-style", ARMS_FACTORS, "2026-03-09"), *sheet("arms-style", ARMS_FACTORS, "2026-03-02")]
        assert one(stand(self.POLICE, *again), "arms-lead-agency").met_on == date(2026, 3, 2)

    def test_it_rests_on_reactive_management_and_runs_again_after_it(self, stand: Stand) -> None:
        reactive = ("status", {"management": "reactive"})
        assert dues(stand(self.POLICE, reactive), "arms-lead-agency") == []
        assert dues(stand(self.POLICE, event("2026-03-01", kind="reactive-start")), "arms-lead-agency") == []
        ended = event("2026-03-02", kind="reactive-end")
        assert len(dues(stand(self.POLICE, reactive, ended), "arms-lead-agency")) == 1
        assert len(dues(stand(reactive, ("status", {"management": "active"}), self.POLICE), "arms-lead-agency")) == 1

    def test_a_year_mistyped_past_the_calendar_stops_nobody(self, stand: Stand) -> None:
        due = one(stand(("status", {"lead_agency_since": "9999-12-30"})), "arms-lead-agency")
        assert due.state == "no-date"


class TestSetByHand:
    CHANGE = event("2026-02-27", kind="lead-agency-change")

    def test_an_event_that_touches_start_is_counted_from_and_says_so(self, stand: Stand) -> None:
        due = one(stand(self.CHANGE, event("2026-02-23", " ARMS-lead-agency-START ")), "arms-lead-agency")
        assert (due.started_by, on(due)) == ("ev-2", "2026-03-16")
        assert "(ev-2: set by hand)" in due.counted

    def test_it_starts_a_clock_that_nothing_else_starts(self, stand: Stand) -> None:
        assert on(one(stand(event("2026-02-27", "arms-lead-agency-start")), "arms-lead-agency")) == "2026-03-20"

    def test_a_later_change_recorded_later_goes_first_again(self, stand: Stand) -> None:
        by_hand = event("2026-02-23", "arms-lead-agency-start")
        change = event("2026-03-02", kind="lead-agency-change")
        assert one(stand(by_hand, change), "arms-lead-agency").started_by == "ev-2"
        earlier_change = event("2026-02-20", kind="lead-agency-change")
        assert one(stand(by_hand, earlier_change), "arms-lead-agency").started_by == "ev-1"

    def test_off_sets_aside_what_was_recorded_before_and_nothing_after(self, stand: Stand) -> None:
        off = event("2026-03-01", "arms-lead-agency-off")
        assert dues(stand(self.CHANGE, off), "arms-lead-agency") == []
        assert len(dues(stand(self.CHANGE, off, event("2026-03-02", kind="lead-agency-change")), "arms-lead-agency"))

    def test_done_meets_it_from_the_day_it_started(self, stand: Stand) -> None:
        done = one(stand(self.CHANGE, event("2026-02-27", "arms-lead-agency-done")), "arms-lead-agency")
        assert (done.state, done.met_by) == ("met", "ev-2")
        before = one(stand(self.CHANGE, event("2026-02-26", "arms-lead-agency-done")), "arms-lead-agency")
        assert before.state == "due"
        no_day = one(stand(self.CHANGE, event(None, "arms-lead-agency-done")), "arms-lead-agency")
        assert no_day.state == "due"


class TestArmsWhereSentenceIsLate:
    def status(self, convicted: str, sentenced: str | None = None) -> Given:
        return ("status", {"convicted_on": convicted, "sentenced_on": sentenced})

    def test_six_weeks_from_conviction_while_no_sentence_is_recorded(self, stand: Stand) -> None:
        due = one(stand(self.status("2026-01-21")), "arms-sentence-delay")
        assert (on(due), due.state, due.left) == ("2026-03-04", "due", 0)
        assert "conviction; no sentence is recorded" in due.counted
        assert one(stand(self.status("2026-01-20")), "arms-sentence-delay").state == "overdue"

    @pytest.mark.parametrize(
        ("sentenced", "runs"),
        [
            ("2026-03-04", False),  # six weeks to the day are not more than six weeks
            ("2026-03-05", True),
            ("2026-02", False),
            ("2026-03", True),  # it may have been later
            ("2026-04", True),
        ],
    )
    def test_it_runs_where_sentence_came_later_than_six_weeks(self, stand: Stand, sentenced: str, runs: bool) -> None:
        assert bool(dues(stand(self.status("2026-01-21", sentenced)), "arms-sentence-delay")) is runs

    def test_a_sentence_recorded_later_ends_it(self, stand: Stand) -> None:
        sentenced = ("status", {"sentenced_on": "2026-02-20"})
        assert dues(stand(self.status("2026-01-21"), sentenced), "arms-sentence-delay") == []

    def test_over_29_february_and_met_by_an_outcome_after_conviction(self, stand: Stand) -> None:
        due = one(stand(self.status("2024-01-22"), arms("2024-02-29")), "arms-sentence-delay")
        assert (on(due), due.state, due.late) == ("2024-03-04", "met", 0)

    def test_a_conviction_known_to_the_month_has_no_day(self, stand: Stand) -> None:
        assert one(stand(self.status("2026-01", "2026-03-05")), "arms-sentence-delay").state == "no-date"
        assert dues(stand(("status", {"sentenced_on": "2026-03-05"})), "arms-sentence-delay") == []


class TestMappa:
    @pytest.mark.parametrize(("level", "due_on"), [(3, "2026-04-06"), (2, "2026-06-01")])
    def test_eight_or_sixteen_weeks_from_the_last_meeting(self, stand: Stand, level: int, due_on: str) -> None:
        found = stand(("status", {"mappa_level": level}), event("2026-01-05", "mappa"), event("2026-02-09", "MAPPA"))
        due = one(found, f"mappa-level-{level}")
        assert (on(due), due.started_by) == (due_on, "ev-3")
        assert "last MAPPA meeting" in due.counted

    def test_without_a_meeting_from_the_day_the_level_was_recorded_here(self, stand: Stand) -> None:
        begun = datetime(2026, 2, 2, 9, tzinfo=UTC)
        same = ("status", {"mappa_level": 3, "mappa_reason": "as before"})
        due = one(stand(("status", {"mappa_level": 3, "at": begun}), same), "mappa-level-3")
        assert (on(due), due.started_by) == ("2026-03-30", "st-1")
        assert "level recorded; no event touches mappa" in due.counted

    def test_a_level_that_was_left_and_taken_again_begins_anew(self, stand: Stand) -> None:
        levels = [("status", {"mappa_level": level}) for level in (3, 2, 3)]
        assert one(stand(*levels), "mappa-level-3").started_by == "st-3"
        assert dues(stand(*levels), "mappa-level-2") == []

    def test_a_status_that_says_no_level_changes_none(self, stand: Stand) -> None:
        assert len(dues(stand(("status", {"mappa_level": 3}), ("status", {"mappa_category": 1})), "mappa-level-3")) == 1

    def test_level_one_and_no_level_have_no_clock_of_this_kind(self, stand: Stand) -> None:
        for given in ({"mappa_level": 1}, {}):
            found = stand(("status", given), event("2026-02-09", "mappa"))
            assert not dues(found, "mappa-level-3")
            assert not dues(found, "mappa-level-2")

    def test_the_day_of_recording_is_that_of_the_first_where_it_was_corrected(self, stand: Stand) -> None:
        first = ("status", {"mappa_level": 3, "at": datetime(2026, 1, 5, 9, tzinfo=UTC)})
        mended = {"mappa_level": 3, "mappa_reason": "said why", "supersedes": "st-1", "reason": "left out"}
        assert on(one(stand(first, ("status", mended)), "mappa-level-3")) == "2026-03-02"

    def test_a_level_of_which_nobody_knows_when_it_was_recorded_has_no_day(self, stand: Stand) -> None:
        assert one(stand(("status", {"mappa_level": 3, "at": None})), "mappa-level-3").state == "no-date"


class TestConferences:
    def test_42_working_days_from_the_referral(self, stand: Stand) -> None:
        due = one(stand(event("2026-03-02", "referral")), "comprehensive-assessment")
        assert (on(due), due.standing, due.source) == ("2026-05-01", "editorial", "001")
        assert "Taken: the referral" in due.note
        done = event("2026-05-05", "comprehensive-assessment")
        met = one(stand(event("2026-03-02", "referral"), done), "comprehensive-assessment", date(2026, 5, 6))
        assert (met.state, met.late) == ("met", 1)

    @pytest.mark.parametrize(
        ("held", "first", "second"),
        [
            ("2026-11-30", "2027-02-28", "2027-08-29"),
            ("2027-11-30", "2028-02-29", "2028-08-29"),
            ("2026-03-31", "2026-06-30", "2026-12-30"),
            ("2026-05-31", "2026-08-31", "2027-02-27"),
            ("2026-03-02", "2026-06-02", "2026-12-01"),
        ],
    )
    def test_three_months_and_the_day_before_nine(self, stand: Stand, held: str, first: str, second: str) -> None:
        found = stand(event(held, "initial-conference"))
        assert on(one(found, "first-review-conference")) == first
        assert on(one(found, "specialist-assessment")) == second

    def test_a_month_without_such_a_day_says_so(self, stand: Stand) -> None:
        due = one(stand(event("2026-11-30", "initial-conference")), "first-review-conference")
        assert due.counted == (
            "3 months from 30 November 2026 (ev-1), that day not counted; the last day of a month that has no such day"
        )

    def test_the_conference_held_meets_it(self, stand: Stand) -> None:
        held = event("2026-05-28", "first-review-conference")
        found = stand(event("2026-03-02", "initial-conference"), held)
        assert one(found, "first-review-conference").met_by == "ev-2"
        assert one(found, "specialist-assessment").state == "coming"

    def test_an_event_that_starts_a_clock_does_not_meet_it(self, stand: Stand) -> None:
        both = event("2026-03-02", "initial-conference", "first-review-conference")
        assert one(stand(both), "first-review-conference").state == "coming"

    def test_no_event_no_clock(self, stand: Stand) -> None:
        found = stand(event("2026-03-02", "housing"))
        for clock in ("comprehensive-assessment", "first-review-conference", "specialist-assessment"):
            assert dues(found, clock) == []


class TestAnnualNotification:
    @staticmethod
    def order(made_on: str | None, **more: Any) -> Given:
        return ("order", {"kind": "Notification requirements", "made_on": made_on} | more)

    def test_a_year_from_the_last_one(self, stand: Stand) -> None:
        found = stand(self.order("2020-01-15"), event("2025-03-10", "annual-notification"))
        due = one(found, "annual-notification")
        assert (on(due), due.state, due.standing) == ("2026-03-10", "due", "to-verify")
        assert on(one(stand(event("2028-02-29", "notification")), "annual-notification")) == "2029-02-28"

    @pytest.mark.parametrize(
        ("made", "due_on", "words"),
        [
            ("2026-01-15", "2027-01-15", "1 year from"),
            ("2020-01-15", "2027-01-15", "7 years from"),  # recorded on 2 March 2026, after that year's
            ("2020-03-02", "2026-03-02", "6 years from"),  # recorded on the very day
            ("2020-03-01", "2027-03-01", "7 years from"),
            ("2024-02-29", "2027-02-28", "3 years from"),
        ],
    )
    def test_without_one_the_first_anniversary_after_the_order_was_recorded(
        self, stand: Stand, made: str, due_on: str, words: str
    ) -> None:
        due = one(stand(self.order(made)), "annual-notification")
        assert on(due) == due_on
        assert due.counted.startswith(words)
        assert "no notification is recorded" in due.counted

    def test_counted_from_the_order_alone_it_is_never_overdue(self, stand: Stand) -> None:
        found = stand(self.order("2025-01-15", at=None))
        late = one(found, "annual-notification")
        assert (on(late), late.state, late.left) == ("2026-01-15", "not-recorded", None)
        assert late.unseen == "no notification is recorded here; look on the force's system (ViSOR)"
        coming = one(stand(self.order("2026-01-15")), "annual-notification")
        assert (coming.state, bool(coming.unseen)) == ("coming", True)
        told = one(stand(self.order("2020-01-15"), event("2025-01-10", "notification")), "annual-notification")
        assert (told.state, told.unseen) == ("overdue", "")

    @pytest.mark.parametrize(
        ("made", "said"),
        [("2026-01-15", "recorded)"), ("2025-01-15", "nor any of 2026)"), ("2020-03-02", "nor any of 2021 to 2025)")],
    )
    def test_years_without_one_are_named(self, stand: Stand, made: str, said: str) -> None:
        assert said in one(stand(self.order(made)), "annual-notification").counted

    def test_a_day_that_is_not_known(self, stand: Stand) -> None:
        assert one(stand(self.order("2020")), "annual-notification").state == "no-date"
        assert one(stand(self.order(None)), "annual-notification").state == "no-date"
        assert on(one(stand(self.order("2020-01-15", at=None)), "annual-notification")) == "2021-01-15"

    @pytest.mark.parametrize(
        ("more", "runs"),
        [
            ({"ends_on": "2026-03-03"}, False),
            ({"ends_on": "2026-03-04"}, True),
            ({"ends_on": "2026"}, True),
            ({"discharged_on": "2026-02-01"}, False),
        ],
    )
    def test_it_ends_with_the_order(self, stand: Stand, more: dict[str, Any], runs: bool) -> None:
        told = event("2025-06-01", "notification")
        assert bool(dues(stand(self.order("2020-01-15", **more)), "annual-notification")) is runs
        assert bool(dues(stand(self.order("2020-01-15", **more), told), "annual-notification")) is runs

    def test_another_order_has_none(self, stand: Stand) -> None:
        order = ("order", {"kind": "Sexual harm prevention order", "made_on": "2026-01-15"})
        assert dues(stand(order, ("order", {"made_on": "2026-01-15"})), "annual-notification") == []


class TestTheTableThatEndedIn2017:
    VISIT = event("2026-03-02", kind="visit")

    def clocks(self) -> ClockSet:
        on_now = tuple(clock.model_copy(update={"enabled": True}) for clock in CLOCKS.clock)
        return CLOCKS.model_copy(update={"clock": on_now})

    @staticmethod
    def judged(level: str) -> Given:
        return ("judgement", {"stage": "final", "level": level})

    def test_it_is_off_unless_a_force_turns_it_on(self, stand: Stand) -> None:
        found = stand(self.VISIT, self.judged("high"))
        assert not [due for due in find_dues(found, CLOCKS, TODAY) if due.clock.startswith("legacy")]

    @pytest.mark.parametrize(
        ("level", "due_on"),
        [("very-high", "2026-04-02"), ("high", "2026-06-02"), ("medium", "2026-09-02"), ("low", "2027-03-02")],
    )
    def test_by_the_level_of_the_last_final_judgement(self, stand: Stand, level: str, due_on: str) -> None:
        other = "low" if level == "high" else "high"
        found = stand(self.VISIT, self.judged(other), self.judged(level), ("judgement", {"level": other}))
        shown = [due for due in find_dues(found, self.clocks(), TODAY) if due.clock.startswith("legacy")]
        assert [(due.clock, on(due), due.standing) for due in shown] == [(f"legacy-visit-{level}", due_on, "to-verify")]

    def test_without_a_visit_or_a_judgement_there_is_none(self, stand: Stand) -> None:
        for given in (self.VISIT, self.judged("high")):
            assert not [d for d in find_dues(stand(given), self.clocks(), TODAY) if d.clock.startswith("legacy")]
