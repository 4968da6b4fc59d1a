"""What a visit briefing finds in the records, and what it leaves aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.briefing import (
    find_cleared,
    find_kept_out,
    find_others_met,
    find_stale,
    find_stop_signs,
    find_to_clear,
    find_to_probe,
    find_unanswered,
    find_unrated,
    find_visit_to_rate,
    find_visits,
    strip_workers,
)
from sjtool.assess.crosscheck import build_crosscheck
from sjtool.assess.ratings import view_sheet
from sjtool.assess.standing import Standing
from sjtool.model.template import FactorSet, QuestionSet
from sjtool.store.library import Library

LIBRARY = Library()
ACUTE = LIBRARY.factor_set("acute")
SECTION_12 = LIBRARY.question_set("section-12")
VISIT_SET = LIBRARY.question_set("visit")
SUBJECT = ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"})
PARTNER = ("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"})
TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]


def visit(held_on: str | None = "2026-03-04", **keys: Any) -> tuple[str, dict[str, Any]]:
    return "event", {"kind": "visit", "held_on": held_on, "what": "x", **keys}


def rating(factor: str, held_on: str | None = "2026-03-04", **keys: Any) -> tuple[str, dict[str, Any]]:
    named = {"factor": f"acute@1.0.0/{factor}", "person": "subject", "recent": "none-seen", "held_on": held_on}
    return "rating", named | keys


def session(name: str, informant: str, **keys: Any) -> tuple[str, dict[str, Any]]:
    return "session", {"id": name, "set": "section-12@1.0.0", "informant": informant, **keys}


def response(session_id: str, item: str, **keys: Any) -> tuple[str, dict[str, Any]]:
    return "response", {"session": session_id, "item": item, **keys}


def views(standing: Standing, sheet: FactorSet = ACUTE) -> list[Any]:
    return list(view_sheet(standing, sheet, "acute@1.0.0", "subject"))


class TestVisits:
    def test_they_come_by_day_then_as_recorded(self, stand: Stand) -> None:
        standing = stand(visit("2026-03-09"), visit("2026-03-01"), visit("2026-03-09"), visit(None), ("event", {}))
        assert [one.id for one in find_visits(standing)] == ["ev-4", "ev-2", "ev-1", "ev-3"]

    def test_kept_out_is_refused_and_not_nobody_in(self, stand: Stand) -> None:
        standing = stand(visit(entry="refused"), visit(entry="nobody-in"), visit(entry="given"), visit(entry="refused"))
        assert [one.id for one in find_kept_out(find_visits(standing))] == ["ev-4", "ev-1"]

    def test_others_met_are_the_latest_first(self, stand: Stand) -> None:
        standing = stand(visit(others_present="a neighbour"), visit(), visit(others_present="an uncle"))
        found = [(one.id, words) for one, words in find_others_met(find_visits(standing))]
        assert found == [("ev-3", "an uncle"), ("ev-1", "a neighbour")]

    def test_a_visit_with_a_colleague_met_nobody_else(self, stand: Stand) -> None:
        standing = stand(visit(others_present="my sergeant, DS 2207"), visit(others_present="Nobody else"))
        assert find_others_met(find_visits(standing)) == []

    @pytest.mark.parametrize(
        ("words", "left"),
        [
            (None, ""),
            (
                "my sergeant DS 2207 and a bloke called Daz, left as we came in",
                "a bloke called Daz, left as we came in",
            ),
            ("a neighbour and his son", "a neighbour and his son"),
            ("PC Hall; his social worker", ""),
            ("PC Lyle, with me.", ""),
            ("a neighbour, with me", "a neighbour"),
            ("his aunt with a colleague of ours", "his aunt"),
            ("nobody", ""),
            (" , ", ","),
        ],
    )
    def test_workers_are_left_out_of_who_was_met(self, words: str | None, left: str) -> None:
        assert strip_workers(words) == left


class TestUnrated:
    def test_what_was_rated_before_the_visit_is_to_be_rated_again(self, stand: Stand) -> None:
        standing = stand(SUBJECT, rating("hostility"), visit(), rating("victim-access"))
        left = [view.factor.id for view in find_unrated(standing, views(standing), find_visits(standing)[0])]
        assert "hostility" in left
        assert "victim-access" not in left
        assert len(left) == 7

    def test_a_correction_of_an_earlier_rating_is_no_new_one(self, stand: Stand) -> None:
        standing = stand(
            SUBJECT, rating("hostility", id="ra-1"), visit(), rating("hostility", supersedes="ra-1", reason="slip")
        )
        left = [view.factor.id for view in find_unrated(standing, views(standing), find_visits(standing)[0])]
        assert "hostility" in left

    def test_the_last_recorded_visit_of_the_last_week_is_gone_on_with(self, stand: Stand) -> None:
        standing = stand(SUBJECT, visit("2026-03-03"), visit("2026-03-01"))
        found = find_visit_to_rate(standing, views(standing), TODAY)
        assert found is not None
        assert found.id == "ev-3"

    @pytest.mark.parametrize("held_on", ["2026-02-24", None, "2026-01"])
    def test_one_older_than_a_week_or_without_a_day_is_not(self, stand: Stand, held_on: str | None) -> None:
        standing = stand(SUBJECT, visit(held_on))
        assert find_visit_to_rate(standing, views(standing), TODAY) is None

    def test_nor_where_there_is_none_or_all_is_rated(self, stand: Stand) -> None:
        empty = stand(SUBJECT)
        assert find_visit_to_rate(empty, views(empty), TODAY) is None
        done = stand(SUBJECT, visit(), *(rating(factor.id) for factor in ACUTE.factor))
        assert find_visit_to_rate(done, views(done), TODAY) is None


class TestStale:
    def test_rated_of_a_day_before_the_last_visit(self, stand: Stand) -> None:
        standing = stand(
            SUBJECT,
            rating("hostility", "2026-03-01"),
            rating("victim-access"),
            rating("social-collapse", None),
            visit(),
        )
        found = [view.factor.id for view in find_stale(views(standing), find_visits(standing))]
        assert found == ["social-collapse", "hostility"]

    def test_without_a_visit_nothing_is(self, stand: Stand) -> None:
        standing = stand(SUBJECT, rating("hostility", "2020-03-01"))
        assert find_stale(views(standing), []) == []


class TestSets:
    def test_the_stop_signs_of_the_visit_set_in_a_few_words(self) -> None:
        assert find_stop_signs(VISIT_SET) == ["distress", "a child speaks of harm", "danger to self"]

    def test_those_for_a_partner_alone_are_left_aside(self) -> None:
        notes = [n.model_copy(update={"who": "partner"}) for n in VISIT_SET.set.conduct]
        head = VISIT_SET.set.model_copy(update={"conduct": tuple(notes)})
        assert find_stop_signs(QuestionSet(set=head, source=VISIT_SET.source, item=VISIT_SET.item)) == []

    def test_items_that_can_disclose(self) -> None:
        assert [item.id for item in find_to_clear(SECTION_12)] == ["13", "14", "15", "16", "22", "23", "25", "27"]
        assert find_to_clear(VISIT_SET) == []

    def test_the_sessions_for_which_they_were_cleared(self, stand: Stand) -> None:
        standing = stand(
            SUBJECT,
            session("s-1", "subject"),
            session("s-2", "subject", cleared_with="DC A"),
            session("s-3", "subject", cleared_with="DC A", set="visit@1.0.0"),
            session("s-4", "subject", cleared_with="DC A", set=None),
        )
        assert [one.id for one in find_cleared(standing, "section-12")] == ["s-2"]


class TestUnanswered:
    def test_declined_first_then_what_was_never_asked_or_left_open(self, stand: Stand) -> None:
        standing = stand(
            SUBJECT,
            session("s-1", "subject"),
            response("s-1", "3", value=True),
            response("s-1", "4", missing="refused"),
            response("s-1", "5", missing="deferred"),
            response("s-1", "6", missing="no-comment"),
            response("s-1", "2", value="a-little"),
        )
        person = standing.person("subject")
        assert person is not None
        found = find_unanswered(standing, SECTION_12, person)
        assert [one.item.id for one in found if one.account] == ["4", "6"]
        left = [one.item.id for one in found if one.account is None]
        assert left[:2] == ["1", "5"]
        assert "3" not in left
        assert {one.set_id for one in found} == {"section-12"}

    def test_an_item_counts_once_whatever_its_parts(self, stand: Stand) -> None:
        standing = stand(
            SUBJECT,
            session("s-1", "subject"),
            response("s-1", "1", part="hours", value=8),
            response("s-1", "1", part="share", missing="refused"),
        )
        person = standing.person("subject")
        assert person is not None
        found = [one for one in find_unanswered(standing, SECTION_12, person) if one.item.id == "1"]
        assert [one.account is not None for one in found] == [True]

    @pytest.mark.parametrize(
        ("answers", "how"),
        [
            ([], "never"),
            ([{"part": "hours", "missing": "not-asked"}], "never"),
            ([{"part": "hours", "value": 8}], "in-part"),
            ([{"part": "hours", "value": 8}, {"part": "share", "missing": "deferred"}], "put-off"),
            ([{"part": "hours", "value": 8}, {"part": "share", "missing": "refused"}], "declined"),
        ],
    )
    def test_put_off_and_asked_in_part_are_told_from_never(
        self, stand: Stand, answers: list[dict[str, Any]], how: str
    ) -> None:
        standing = stand(SUBJECT, session("s-1", "subject"), *(response("s-1", "1", **keys) for keys in answers))
        person = standing.person("subject")
        assert person is not None
        assert [one.how for one in find_unanswered(standing, SECTION_12, person) if one.item.id == "1"] == [how]


class TestProbe:
    def rows(self, stand: Stand, *more: tuple[str, dict[str, Any]]) -> list[str]:
        standing = stand(
            SUBJECT,
            PARTNER,
            session("s-1", "partner"),
            session("s-2", "subject"),
            response("s-1", "4", value=True, id="r-1"),
            response("s-2", "4", value=False, id="r-2"),
            response("s-1", "3", value=True),
            response("s-2", "3", value=True),
            *more,
        )
        return [row.item.id for row in find_to_probe(build_crosscheck(standing, SECTION_12, "section-12@1.0.0"))]

    def test_what_differs_and_was_not_read(self, stand: Stand) -> None:
        assert self.rows(stand) == ["4"]

    def test_what_was_read_and_settled_is_left_aside(self, stand: Stand) -> None:
        reading = {"item": "section-12@1.0.0/4", "responses": ["r-1", "r-2"], "reading": "x", "outcome": "differ"}
        assert self.rows(stand, ("reading", reading)) == []

    @pytest.mark.parametrize(("outcome", "found"), [("differ", ["4", "5"]), ("agree", ["4"])])
    def test_words_that_were_read_as_apart_belong_to_it(self, stand: Stand, outcome: str, found: list[str]) -> None:
        more = [response("s-1", "5", value="Des", id="r-5"), response("s-2", "5", value="nobody", id="r-6")]
        keys = {"item": "section-12@1.0.0/5", "responses": ["r-5", "r-6"], "reading": "x", "follow_up": "Ring Des."}
        assert self.rows(stand, *more, ("reading", keys | {"outcome": outcome})) == found

    def test_what_leaves_something_to_do_stays(self, stand: Stand) -> None:
        reading = {"item": "section-12@1.0.0/4", "responses": ["r-1", "r-2"], "reading": "x", "follow_up": "ask again"}
        assert self.rows(stand, ("reading", reading)) == ["4"]
