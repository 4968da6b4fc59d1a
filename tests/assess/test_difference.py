"""Two moments of a case: what changed in the law, the plan, the ratings and the overrides, and for whom it is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.difference import tell_difference
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]
OPEN: Given = ("assessment", {"id": "a-1"})
FINAL: Given = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "low"})


@pytest.fixture
def told(stand: Stand) -> Callable[..., list[str]]:
    """What changed from some records to those and more, counts and corrections left out."""

    def tell(before: list[Given], more: list[Given], **how: Any) -> list[str]:
        lines = tell_difference(stand(*before), stand(*before, *more), **how)
        return [line for line in lines if not line.startswith(("recorded: ", "corrected: "))]

    return tell


Told = Callable[..., list[str]]


def status(**keys: Any) -> Given:
    return ("status", keys)


def event(kind: str, **keys: Any) -> Given:
    return ("event", {"kind": kind, "held_on": "2026-03-02", "what": "WORDS"} | keys)


def action(**keys: Any) -> Given:
    return ("action", {"id": "ac-1", "pillar": "supervision", "owner": "pc-4412", "due_on": "2026-03-15"} | keys)


class TestJudgement:
    def test_every_word_of_the_final_judgement_that_changed(self, told: Told) -> None:
        mended = {"likelihood": "high", "harm_children": "very-high", "supersedes": "j-1", "level": "low"}
        mended |= {"harm_self": "not-applicable"}
        assert told([OPEN, FINAL], [("judgement", {**FINAL[1], **mended, "id": "j-2"})]) == [
            "final judgement made: level low (j-2)",
            "likelihood: not said → high",
            "harm to children: not said → very high",
            "harm to self: not said → not applicable",
        ]

    def test_the_next_assessment_is_held_against_the_one_before(self, told: Told) -> None:
        again = {"id": "j-2", "assessment": "a-2", "stage": "final", "level": "medium"}
        assert told([OPEN, FINAL], [("assessment", {"id": "a-2"}), ("judgement", again)]) == [
            "final judgement made: level medium (j-2)",
            "level: low → medium",
        ]
        first = {"id": "j-2", "assessment": "a-2", "stage": "first", "level": "medium"}
        assert told([OPEN, FINAL], [("assessment", {"id": "a-2"}), ("judgement", first)]) == [
            "first judgement made: level medium (j-2)",
            "a new assessment is open; it is not judged yet",
        ]

    def test_an_override_with_both_levels_once_they_may_be_seen(self, told: Told) -> None:
        result = ("tool_result", {"id": "tr-1", "instrument": "arms@1.0.0"})
        keys = {"tool_result": "tr-1", "construct": "level", "tool_level": "low", "decided_level": "high"}
        override = ("override", {"id": "o-1", "direction": "upward", **keys})
        assert told([OPEN, result, FINAL], [override]) == [
            "override of tr-1 (arms), overall level: upward, low → high (o-1)"
        ]
        assert told([OPEN, result], [override]) == ["override of tr-1, hidden until judged (o-1)"]
        assert told([OPEN, result, FINAL], [override], hidden=True) == ["override of tr-1, hidden until judged (o-1)"]
        assert told([OPEN, result, FINAL, override], []) == []


class TestRatings:
    def rating(self, name: str, day: int, **keys: Any) -> Given:
        given = {"id": name, "factor": "acute@1.0.0/access", "person": "p-1", "held_on": f"2026-03-0{day}"}
        return ("rating", given | {"recent": "present"} | keys)

    def test_label_direction_and_evidence(self, told: Told) -> None:
        before = self.rating("ra-1", 2, direction="stable", evidence=["e-1"])
        now = self.rating("ra-2", 3, direction="worsening", evidence=["e-1", "e-2", "e-3"])
        assert told([before], [now]) == ["access, p-1: direction stable → worsening, evidence added: e-2, e-3 (ra-2)"]
        first = self.rating("ra-2", 3, factor="acute@1.0.0/hostility", direction="worsening", evidence=["e-1"])
        assert told([before], [first]) == ["hostility, p-1: rated present, worsening (ra-2)"]
        assert told([before], [self.rating("ra-2", 3, direction="stable")]) == []

    def test_of_somebody_guarded_the_label_alone(self, told: Told) -> None:
        victim = ("person", {"id": "p-1", "roles": ["victim"], "label": "Victim 1"})
        before = self.rating("ra-1", 2, direction="stable")
        more = [
            self.rating("ra-2", 3, direction="worsening", evidence=["e-1"], recent="act-now"),
            self.rating("ra-3", 3, factor="acute@1.0.0/hostility", direction="worsening"),
        ]
        assert told([victim, before], more) == [
            "access, Victim 1: present → act now (ra-2)",
            "hostility, Victim 1: rated present (ra-3)",
        ]
        assert told([victim, before], [self.rating("ra-2", 3, direction="worsening")]) == []


class TestWhereThePersonStands:
    def test_who_joined_by_label_and_roles_and_a_victim_by_label(self, told: Told) -> None:
        known = ("person", {"id": "p-1", "roles": ["partner"], "label": "Ms R"})
        mended = ("person", {"id": "p-1b", "supersedes": "p-1", "roles": ["partner", "carer"], "label": "Ms R"})
        came = ("person", {"id": "p-2", "roles": ["carer"], "label": "Mrs P"})
        victim = ("person", {"id": "p-3", "roles": ["victim"], "label": "Victim 1"})
        assert told([known], [mended, came, victim]) == ["joined: Mrs P (carer)", "joined: Victim 1"]

    def test_each_thing_that_a_status_says(self, told: Told) -> None:
        before = [status(mappa_category=1, mappa_level=1, lead_agency="probation", convicted_on="2024-01-22")]
        more = [
            status(mappa_level=2, lead_agency="police", lead_agency_since="2026-02-27"),
            status(mappa_category=1, sentenced_on="2024-02"),
        ]
        assert told(before, more) == [
            "MAPPA level: 1 → 2 (st-2)",
            "lead agency: probation → police (st-2)",
            "leading since: not said → 27 February 2026 (st-2)",
            "sentenced: not said → February 2024 (st-3)",
        ]
        assert told([], [status(mappa_level=3, lead_agency="WORDS")]) == [
            "MAPPA level: not said → 3 (st-1)",
            "lead agency: not said → another agency (st-1)",
        ]
        at_screen = told([], [status(lead_agency="An agency")], at_screen=True)
        assert at_screen == ["lead agency: not said → An agency (st-1)"]

    def test_reactive_management_begins_and_ends(self, told: Told) -> None:
        start = event("reactive-start")
        assert told([], [start]) == ["management: active → reactive since 2 March 2026 (ev-1)"]
        assert told([], [status(management="reactive")]) == ["management: active → reactive (st-1)"]
        assert told([], [event("reactive-start", held_on=None)]) == ["management: active → reactive (ev-1)"]
        assert told([start], [event("reactive-end", cause="sexual-offence")]) == [
            "management: reactive → active since 2 March 2026 (ev-2), sexual offence"
        ]
        assert told([start], [event("reactive-end")]) == ["management: reactive → active since 2 March 2026 (ev-2)"]
        assert told([start], [status(management="active")]) == ["management: reactive → active"]
        old = [start, event("reactive-end", cause="other"), event("reactive-start")]
        assert told(old, [status(management="active")]) == ["management: reactive → active"]
        assert told([start], [status(management="reactive")]) == []

    def test_orders_made_discharged_and_moved(self, told: Told) -> None:
        one = ("order", {"id": "or-1", "kind": "WORDS", "made_on": "2024-02-27", "ends_on": "2027-02-27"})
        assert told([], [one]) == ["order made 27 February 2024, ends 27 February 2027 (or-1)"]
        assert told([one], []) == []
        moved = {"made_on": "2024-02-28", "ends_on": "2029-02-27", "discharged_on": "2026-03-01"}
        assert told([one], [("order", {"id": "or-2", "supersedes": "or-1", **moved})]) == [
            (
                "order or-1: made 27 February 2024 → 28 February 2024, ends 27 February 2027 → 27 February 2029, "
                "discharged 1 March 2026 (or-2)"
            )
        ]
        same = ("order", {**one[1], "id": "or-2", "supersedes": "or-1", "discharge_sought": True})
        assert told([one], [same]) == []

    def test_every_event_is_told_in_words(self, told: Told) -> None:
        outcome = "section-47-outcomes@1.0.0/substantiated-continuing-risk"
        came = [
            event("visit", announced=False, entry="given", refused=["WORDS", "WORDS"]),
            event("significant-change", opens_review=False),
            event("meeting", touches=["mappa", "st-1"], next_on="2026-05-01"),
            event("meeting", opens_review=True, told=["WORDS"]),
            event("section-47", outcome=outcome, touches=["child-a"]),
            event("section-47", outcome="WORDS"),
            event("conference", touches=["initial-conference"], outcome="WORDS"),
            event("conference", touches=["WORDS"]),
            event("intelligence", opens_review=True),
            event("reactive-proposal"),
        ]
        assert told([event("recall")], came) == [
            "visit, 2 March 2026, not announced, let in, 2 things refused (ev-2)",
            "significant change, 2 March 2026, opens no review (ev-3)",
            "MAPPA meeting, 2 March 2026, the next on 1 May 2026 (ev-4)",
            "meeting, 2 March 2026, opens a review, told to 1 (ev-5)",
            "section 47, 2 March 2026, outcome: substantiated continuing risk (ev-6)",
            "section 47, 2 March 2026 (ev-7)",
            "initial conference, 2 March 2026 (ev-8)",
            "conference, 2 March 2026 (ev-9)",
            "intelligence, 2 March 2026, opens a review (ev-10)",
            "reactive proposal, 2 March 2026 (ev-11)",
        ]

    def test_an_event_that_was_corrected_is_told_as_such_and_none_twice(self, told: Told) -> None:
        again = event("visit", id="ev-9", supersedes="ev-1", entry="refused")
        assert told([event("visit", id="ev-1")], [again]) == [
            "corrected ev-1: visit, 2 March 2026, entry refused (ev-9)"
        ]
        both = [event("reactive-start"), event("reactive-end", cause="other")]
        assert told([], both) == [
            "reactive start, 2 March 2026 (ev-1)",
            "reactive end, 2 March 2026, cause: other (ev-2)",
        ]


class TestPlan:
    def test_an_action_added_is_told_whole(self, told: Told) -> None:
        made = action(kind="WORDS", menu_entry="restrictive@1.0.0/home-visits", answers=["acute@1.0.0/access"])
        titles = {"restrictive@1.0.0/home-visits": "Home visits"}
        assert told([], [made], titles=titles) == [
            "action under supervision: Home visits, owner pc-4412, due 15 March 2026; answers access (ac-1)"
        ]

    def test_a_correction_says_what_was_and_is(self, told: Told) -> None:
        changed = {"due_on": "2026-04-01", "review_on": "2026-05-01", "pillar": "victim-safety", "owner": "Ms Farrow"}
        changed |= {"answers": ["acute@1.0.0/access", "WORDS"], "menu_entry": "restrictive@1.0.0/home-visits"}
        mended = action(id="ac-2", supersedes="ac-1", **changed)
        titles = {"restrictive@1.0.0/home-visits": "Home visits"}
        assert told([action()], [mended], titles=titles) == [
            (
                "action ac-1: due 15 March 2026 → 1 April 2026, looked at again not said → 1 May 2026, "
                "supervision → victim safety, owner pc-4412 → named in the case, now Home visits, "
                "answers also access (ac-2)"
            )
        ]
        assert "now Home visits" not in told([action()], [mended])[0]
        assert told([action()], [action(id="ac-2", supersedes="ac-1", purpose="WORDS")]) == []

    def test_news_says_what_and_who_checked(self, told: Told) -> None:
        news = ("action_update", {"action": "ac-1", "status": "done", "checked_by": "ds-1", "what_happened": "WORDS"})
        assert told([action()], [news]) == ["action ac-1: done, checked by ds-1 (au-2)"]
        assert told([action(), news], []) == []

    def test_a_covert_one_is_there_for_an_officer_at_a_screen_alone(self, stand: Stand, told: Told) -> None:
        covert = action(handling="covert", owner="WORDS")
        news = ("action_update", {"action": "ac-1", "status": "open"})
        mended = action(id="ac-2", supersedes="ac-1", handling="covert", due_on="2026-04-01", owner="ds-1")
        assert [*tell_difference(stand(), stand(covert, news, mended))] == []
        assert told([], [covert, news], at_screen=True) == [
            "covert action, held in the officer view (ac-1)",
            "action ac-1: open (au-2)",
        ]
        assert told([covert], [mended], at_screen=True) == [
            "action ac-1: due 15 March 2026 → 1 April 2026 (ac-2)",
        ]
        counted = [*tell_difference(stand(), stand(covert, action(id="ac-3")))][-1]
        assert counted == "recorded: 1 action"
        at_screen = [*tell_difference(stand(), stand(covert, action(id="ac-3")), at_screen=True)][-1]
        assert at_screen == "recorded: 2 actions"


def test_no_word_of_an_officer_is_in_it(stand: Stand) -> None:
    made = [
        event("significant-change", rationale="WORDS", refused=["WORDS"], told=["WORDS"]),
        action(kind="WORDS", owner="WORDS", answers=["WORDS"], objective="WORDS"),
        ("order", {"kind": "WORDS", "made_on": "2026-03-01"}),
        status(lead_agency="WORDS", mappa_reason="WORDS"),
        ("override", {"tool_result": "tr-1", "rationale": "WORDS"}),
    ]
    lines = [*tell_difference(stand(), stand(*made))]
    assert len(lines) > len(made)
    assert not [line for line in lines if "WORDS" in line]
