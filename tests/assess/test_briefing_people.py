"""Who is to be kept apart, who may be there and who lives elsewhere, by what is structured in the records alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.actions import find_actions
from sjtool.assess.briefing_people import Apart, Others, find_apart, find_others
from sjtool.assess.household import find_household
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
Made = tuple[str, dict[str, Any]]
TODAY = date(2026, 3, 4)


def person(name: str, *roles: str, **keys: Any) -> Made:
    return ("person", {"id": name, "label": name.title(), "roles": list(roles), **keys})


def relation(who: str, kind: str, to: str, **keys: Any) -> Made:
    return ("relation", {"person": who, "kind": kind, "to": to, **keys})


def action(objective: str, pillar: str = "victim-safety", **keys: Any) -> Made:
    return ("action", {"objective": objective, "pillar": pillar, **keys})


H, ANN = person("h", "subject"), person("ann", "child", "potential-victim")
BO, R = person("bo", "child"), person("r", "partner")
RELATED = relation("h", "uncle-of", "bo")


def apart(standing: Standing) -> list[Apart]:
    return find_apart(standing, find_actions(standing), find_household(standing, TODAY))


def ids(found: list[Apart]) -> list[tuple[list[str], str, str]]:
    return [
        ([m.id for m in one.members], one.by.action.id if one.by else "", one.call.action.id if one.call else "")
        for one in found
    ]


class TestApart:
    def test_an_action_for_the_safety_of_victims_that_names_them(self, stand: Stand) -> None:
        found = apart(stand(H, ANN, BO, RELATED, action("Ann and Bo see him at the centre."), action("x")))
        assert ids(found) == [(["bo", "ann"], "ac-5", "")]

    def test_a_name_is_a_whole_word_and_what_stands_in_brackets_is_no_part_of_it(self, stand: Stand) -> None:
        bob = ("person", {"id": "bo", "label": "Bo (6)", "roles": ["child"]})
        assert ids(apart(stand(H, bob, RELATED, action("Bob comes.")))) == []
        assert ids(apart(stand(H, bob, RELATED, action("Bo comes.")))) == [(["bo"], "ac-4", "")]

    @pytest.mark.parametrize(
        ("entry", "keeps"),
        [
            ("restrictive@1.0.0/association", True),
            ("safety-plan@1.0.0/supervision", True),
            ("restrictive@1.0.0/home-visits", False),
            ("partner-interventions@1.0.0/family-support", False),
        ],
    )
    def test_help_from_another_menu_restricts_nothing(self, stand: Stand, entry: str, keeps: bool) -> None:
        assert bool(apart(stand(H, BO, RELATED, action("Bo.", menu_entry=entry)))) is keeps

    def test_a_restriction_by_menu_goes_before_one_of_ones_own_and_what_runs_before_what_is_done(
        self, stand: Stand
    ) -> None:
        own, chosen = action("Bo."), action("Bo.", menu_entry="restrictive@1.0.0/association")
        assert ids(apart(stand(H, BO, RELATED, own, chosen))) == [(["bo"], "ac-5", "")]
        done = ("action_update", {"action": "ac-4", "status": "done"})
        assert ids(apart(stand(H, BO, RELATED, own, action("Bo."), done))) == [(["bo"], "ac-5", "")]
        assert ids(apart(stand(H, BO, RELATED, own, done))) == [(["bo"], "ac-4", "")]

    @pytest.mark.parametrize("status", ["withdrawn", "not-done"])
    def test_what_was_given_up_or_is_covert_keeps_nobody_apart(self, stand: Stand, status: str) -> None:
        given_up = ("action_update", {"action": "ac-4", "status": status})
        assert apart(stand(H, BO, RELATED, action("Bo."), given_up)) == []
        assert apart(stand(H, BO, RELATED, action("Bo.", handling="covert"))) == []

    def test_a_contingency_by_the_scenario_it_answers(self, stand: Stand) -> None:
        feared = ("scenario", {"id": "sc-1", "who": "Ann"})
        found = apart(stand(H, ANN, feared, action("Ring.", "contingency", answers=["sc-1", "acute/x"])))
        assert ids(found) == [(["ann"], "", "ac-4")]

    def test_who_lived_here_and_does_not_any_more(self, stand: Stand) -> None:
        past = relation("bo", "formerly-lives-with", "h", id="rel-9", until_on="2026-01-01")
        (one,) = apart(stand(H, BO, past))
        assert one.lived is not None
        assert (one.by, one.lived.id) == (None, "rel-9")

    def test_a_child_of_whom_nothing_is_recorded_and_one_at_home_are_not_in_it(self, stand: Stand) -> None:
        assert apart(stand(H, BO, RELATED)) == []
        assert apart(stand(H, ANN, relation("ann", "lives-with", "h"), action("Ann."))) == []

    def test_an_adult_who_may_be_a_victim_is(self, stand: Stand) -> None:
        assert ids(apart(stand(H, person("v", "potential-victim")))) == [(["v"], "", "")]


class TestOthers:
    @staticmethod
    def others(standing: Standing) -> Others:
        household = find_household(standing, TODAY)
        return find_others(standing, household, find_apart(standing, (), household))

    def named(self, standing: Standing) -> tuple[list[str], list[str], list[str]]:
        found = self.others(standing)
        maybe = [member.id for member, _met in found.maybe]
        return maybe, [m.id for m in found.elsewhere], [m.id for m in found.unknown]

    def test_a_partner_may_be_there_unless_known_to_live_elsewhere(self, stand: Stand) -> None:
        couple = relation("r", "partner-of", "h")
        assert self.named(stand(H, R, couple)) == (["r"], [], [])
        assert self.named(stand(H, R, BO, couple, relation("r", "lives-with", "bo"))) == ([], ["r", "bo"], [])
        past = relation("r", "formerly-partner-of", "h")
        assert self.named(stand(H, R, past)) == ([], [], ["r"])

    def test_whoever_was_met_at_the_last_visit_may_be_there(self, stand: Stand) -> None:
        met = ("event", {"kind": "visit", "held_on": "2026-03-01", "present": ["bo"]})
        found = self.others(stand(H, BO, RELATED, met))
        assert [(member.id, visit and visit.id) for member, visit in found.maybe] == [("bo", "ev-4")]
        later = ("event", {"kind": "visit", "held_on": "2026-03-02"})
        assert self.named(stand(H, BO, RELATED, met, later)) == ([], [], ["bo"])

    def test_relatives_and_those_kept_apart_are_left_aside(self, stand: Stand) -> None:
        aunt, of = person("t", "relative"), relation("t", "sibling-of", "h")
        assert self.named(stand(H, aunt, of, ANN, relation("h", "uncle-of", "ann"))) == ([], [], [])
