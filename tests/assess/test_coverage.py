"""What the plan answers: which ratings want an answer, what answers them, and which prompts are open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.assess.actions import find_actions
from sjtool.assess.coverage import Want, find_coverage, find_older, find_worst, is_loose, newest_sheets
from sjtool.assess.plan_prompts import find_prompts
from sjtool.assess.ratings import find_scale, view_sheet
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
LIBRARY = Library()
_REFS = (
    "arms-style@1.0.0",
    "acute@1.0.0",
    "static-history@1.0.0",
    "carer-qualities@1.0.0",
    "identity-and-travel@1.0.0",
)
SHEETS = {ref: LIBRARY.factor_set(ref) for ref in _REFS}
SUBJECT = ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"})
PARTNER = ("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"})
GRAN = ("person", {"id": "gran", "roles": ["carer"], "label": "Mrs D"})
ASSESSMENT = ("assessment", {"id": "a-1"})
BASE = (SUBJECT, PARTNER, GRAN, ASSESSMENT)
OPPORTUNITY, HOSTILITY = "arms-style@1.0.0/opportunity", "acute@1.0.0/hostility"


def rating(ref: str, recent: str, name: str = "ra-1", person: str = "subject", **keys: Any) -> Record:
    base = {"id": name, "factor": ref, "person": person, "assessment": "a-1", "recent": recent}
    return ("rating", {**base, "held_on": "2026-03-04", **keys})


def action(*answers: str, name: str = "ac-1", **keys: Any) -> Record:
    return ("action", {"id": name, "assessment": "a-1", "answers": list(answers), **keys})


def wants(standing: Standing) -> tuple[Want, ...]:
    return find_coverage(standing, SHEETS, find_actions(standing))


def gaps(standing: Standing) -> list[str]:
    return [want.ref for want in wants(standing) if want.is_open]


def worst(sheet: str, factor: str) -> set[str]:
    factors = LIBRARY.factor_set(sheet)
    found = next(one for one in factors.factor if one.id == factor)
    return set(find_worst(find_scale(factors, found), found))


@pytest.mark.parametrize(
    ("sheet", "scale", "side", "labels"),
    [
        ("arms-style", "priority", "risk", {"high"}),
        ("arms-style", "strength", "protective", {"weak", "none-evident"}),
        ("acute", "acute", "acute", {"act-now"}),
        ("risk-of-serious-harm", "serious-harm", "risk", {"high", "very-high"}),
        ("capacity-to-protect", "presence", "risk", {"present"}),
        ("carer-qualities", "quality", "protective", {"not-evident"}),
        ("specialist-analysis", "consequence", "risk", {"extreme", "serious", "concerning"}),
        ("specialist-analysis", "probability", "risk", {"highly-likely"}),
        ("specialist-analysis", "likelihood", "risk", {"strong-pointers"}),
        ("specialist-analysis", "impact", "either", {"may-do-more-harm"}),
    ],
)
def test_which_labels_want_an_answer(sheet: str, scale: str, side: str, labels: set[str]) -> None:
    factors = LIBRARY.factor_set(sheet)
    found = [one.id for one in factors.factor if one.scale == scale and one.side == side and not one.is_context_only]
    assert found
    assert {frozenset(worst(sheet, one)) for one in found} == {frozenset(labels)}


def test_a_factor_that_no_label_of_raises_concern_wants_no_answer() -> None:
    factors = SHEETS["arms-style@1.0.0"]
    quiet = factors.factor[0].model_copy(update={"raises_concern_when": ()})
    assert find_worst(find_scale(factors, quiet), quiet) == frozenset()


def test_what_cannot_wait_comes_first_and_medium_history_and_present_want_nothing(stand: Stand) -> None:
    standing = stand(
        *BASE,
        rating(OPPORTUNITY, "high"),
        rating("arms-style@1.0.0/poor-self-management", "medium", "ra-2"),
        rating("static-history@1.0.0/any-offence", "yes", "ra-3"),
        rating("acute@1.0.0/victim-access", "present", "ra-4"),
        rating(HOSTILITY, "act-now", "ra-5", held_on=None),
    )
    assert [(want.kind, want.ref, want.held_on) for want in wants(standing)] == [
        ("act-now", HOSTILITY, ""),
        ("factor", OPPORTUNITY, "2026-03-04"),
    ]
    assert (wants(standing)[1].label, wants(standing)[1].person) == ("High priority", "subject")


def test_every_static_factor_is_left_alone(stand: Stand) -> None:
    factors = SHEETS["static-history@1.0.0"].factor
    ratings = [rating(f"static-history@1.0.0/{one.id}", "yes", f"ra-{n}") for n, one in enumerate(factors)]
    assert wants(stand(*BASE, *ratings)) == ()


def test_only_the_present_rating_counts(stand: Stand) -> None:
    later = rating(OPPORTUNITY, "low", "ra-2", held_on="2026-03-10")
    assert gaps(stand(*BASE, rating(OPPORTUNITY, "high"), later)) == []


@pytest.mark.parametrize(
    "named", [OPPORTUNITY, "arms-style/opportunity", "arms-style@0.9.0/opportunity", "opportunity", "ra-1"]
)
def test_an_action_answers_by_factor_with_or_without_its_sheet_or_by_rating(named: str, stand: Stand) -> None:
    assert gaps(stand(*BASE, rating(OPPORTUNITY, "high"), action(named))) == []


def test_a_corrected_rating_is_still_answered_by_its_first_id(stand: Stand) -> None:
    corrected = rating(OPPORTUNITY, "high", "ra-9", supersedes="ra-1", reason="slip")
    assert gaps(stand(*BASE, rating(OPPORTUNITY, "high"), corrected, action("ra-1"))) == []


@pytest.mark.parametrize(
    ("status", "open_"), [("withdrawn", True), ("not-done", True), ("done", False), ("open", False)]
)
def test_an_action_that_was_given_up_answers_nothing(status: str, open_: bool, stand: Stand) -> None:
    news = ("action_update", {"action": "ac-1", "status": status})
    assert (gaps(stand(*BASE, rating(OPPORTUNITY, "high"), action(OPPORTUNITY), news)) == [OPPORTUNITY]) is open_


EARLIER = ("assessment", {"id": "a-0"})


@pytest.mark.parametrize("status", ["open", "in-progress", "done", "not-done", "withdrawn"])
def test_a_factor_is_answered_by_an_earlier_action_while_it_runs(status: str, stand: Stand) -> None:
    earlier = action(OPPORTUNITY, assessment="a-0")
    news = ("action_update", {"action": "ac-1", "status": status})
    found = gaps(stand(EARLIER, *BASE, rating(OPPORTUNITY, "high"), earlier, news))
    assert found == ([] if status in {"open", "in-progress"} else [OPPORTUNITY])


def urgent(*more: Record, **keys: Any) -> tuple[Record, ...]:
    return (*BASE, rating(HOSTILITY, "act-now", held_on=keys.pop("held_on", "2026-03-04"), **keys), *more)


def at(day: int) -> datetime:
    return datetime(2026, 3, day, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("recorded", "held_on", "fresh"),
    [
        (at(3), "2026-03-04", False),
        (at(4), "2026-03-04", True),
        (at(5), "2026-03-04", True),
        (None, "2026-03-04", True),
        (at(1), "2026-03", True),
        (at(1), "2026-04", False),
    ],
)
def test_what_cannot_wait_wants_an_action_of_its_day_or_later(
    recorded: datetime | None, held_on: str, fresh: bool, stand: Stand
) -> None:
    (want,) = wants(stand(*urgent(action(HOSTILITY, at=recorded), held_on=held_on)))
    assert (want.is_open, [s.action.id for s in want.older]) == (not fresh, [] if fresh else ["ac-1"])


@pytest.mark.parametrize(
    ("status", "told", "fresh"),
    [("in-progress", 4, True), ("open", 5, True), ("in-progress", 3, False), ("done", 5, False)],
)
def test_news_that_is_no_ending_makes_an_older_action_answer_again(
    status: str, told: int, fresh: bool, stand: Stand
) -> None:
    news = ("action_update", {"action": "ac-1", "status": status, "at": at(told)})
    (want,) = wants(stand(*urgent(action(HOSTILITY, at=at(2)), news)))
    assert (want.is_open, bool(want.older)) == (not fresh, not fresh)


def test_a_rating_without_a_day_is_of_the_day_it_was_recorded(stand: Stand) -> None:
    older = action(HOSTILITY, at=at(3))
    assert wants(stand(*urgent(older, held_on=None, at=at(4))))[0].older
    assert not wants(stand(*urgent(older, held_on=None, at=at(3))))[0].older
    assert not wants(stand(*urgent(older, held_on=None, at=None)))[0].older


def test_what_can_wait_is_answered_by_an_older_action_and_nothing_rated_by_none(stand: Stand) -> None:
    high = (*BASE, rating(OPPORTUNITY, "high"), action(OPPORTUNITY, at=at(1)))
    (want,) = wants(stand(*high))
    assert (want.is_open, want.older) == (False, ())
    bare = stand(*BASE, action(HOSTILITY))
    view = view_sheet(bare, SHEETS["acute@1.0.0"], "acute@1.0.0", "subject")[0]
    assert find_older(bare, view, find_actions(bare)) == ()


def test_without_an_assessment_or_a_subject_nothing_fails(stand: Stand) -> None:
    assert wants(stand()) == ()
    assert gaps(stand(PARTNER, rating("carer-qualities@1.0.0/self-esteem", "not-evident", person="partner"))) == [
        "ra-1"
    ]


def test_a_sheet_for_each_carer_wants_an_answer_for_each_and_names_the_rating(stand: Stand) -> None:
    ref = f"carer-qualities@1.0.0/{SHEETS['carer-qualities@1.0.0'].factor[0].id}"
    both = [rating(ref, "not-evident", "ra-1", "partner"), rating(ref, "not-evident", "ra-2", "gran")]
    standing = stand(*BASE, *both, action("ra-1"))
    assert [(want.ref, want.person, want.is_open) for want in wants(standing)] == [
        ("ra-1", "partner", False),
        ("ra-2", "gran", True),
    ]
    assert gaps(stand(*BASE, *both, action(ref))) == []


def test_scenarios_of_the_open_assessment_want_a_contingency(stand: Stand) -> None:
    standing = stand(
        ("scenario", {"id": "sc-0", "assessment": "a-0"}),
        *BASE,
        ("scenario", {"id": "sc-1", "assessment": "a-1", "kind": "twist", "contingency": "The duty officer goes."}),
        ("scenario", {"id": "sc-2", "assessment": "a-1", "kind": "repeat"}),
        ("scenario", {"id": "sc-3", "assessment": "a-1"}),
        action("sc-2", pillar="contingency"),
        action("sc-3", name="ac-2", pillar="supervision"),
    )
    assert [(want.ref, want.title, want.is_in_words, want.is_open) for want in wants(standing)] == [
        ("sc-1", "twist", True, False),
        ("sc-2", "repeat", False, False),
        ("sc-3", "", False, True),
    ]


def test_a_scenario_of_improvement_wants_no_contingency_and_shows_one_that_it_has(stand: Stand) -> None:
    better = ("scenario", {"id": "sc-1", "assessment": "a-1", "kind": "improvement"})
    assert wants(stand(*BASE, better)) == ()
    settled = ("scenario", {**better[1], "contingency": "Visits become fewer."})
    assert [want.is_open for want in wants(stand(*BASE, settled))] == [False]
    assert [want.is_open for want in wants(stand(*BASE, better, action("sc-1", pillar="contingency")))] == [False]


@pytest.mark.parametrize(
    ("item", "named", "answered"),
    [
        ("section-12@1.0.0/1", "rd-1", True),
        ("section-12@1.0.0/1", "section-12@1.0.0/1", True),
        ("section-12@1.0.0/1", "section-12/2", False),
        (None, "rd-1", True),
        (None, "rd-2", False),
    ],
)
def test_a_follow_up_is_taken_up_by_any_action_that_names_its_reading(
    item: str | None, named: str, answered: bool, stand: Stand
) -> None:
    where = {"item": item} if item else {}
    reading = ("reading", {"id": "rd-1", "follow_up": "Ask again.", **where})
    standing = stand(*BASE, reading, ("reading", {"id": "rd-9"}), action(named, assessment="a-0"))
    assert [(want.kind, want.is_open) for want in wants(standing)] == [("reading", not answered)]


def test_an_action_is_loose_where_it_names_nothing_that_is_there(stand: Stand) -> None:
    standing = stand(
        *BASE,
        rating(OPPORTUNITY, "high"),
        action(),
        action("gone", name="ac-2"),
        action("ra-1", name="ac-3"),
        action("acute/hostility", name="ac-4"),
    )
    assert [is_loose(standing, state) for state in find_actions(standing)] == [True, True, False, False]


def test_one_version_of_a_sheet_is_looked_at_the_one_named_last() -> None:
    older, newer = SHEETS["acute@1.0.0"], SHEETS["arms-style@1.0.0"]
    assert newest_sheets({"acute@0.9.0": older, "acute@1.0.0": newer}) == {"acute@1.0.0": newer}


def prompts(standing: Standing) -> tuple[str, ...]:
    return find_prompts(standing, SHEETS, find_actions(standing))


VERY_HIGH = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "very-high"})
FULL = (
    action(name="ac-1", pillar="victim-safety"),
    action(name="ac-2", pillar="interventions-and-treatment"),
    action(name="ac-3", pillar="contingency"),
)


def test_very_high_asks_for_a_target_profile_until_an_action_or_an_event_says_so(stand: Stand) -> None:
    assert prompts(stand(*BASE)) == ()
    assert prompts(stand(*BASE, VERY_HIGH)) == ("target-profile",)
    high = ("judgement", {**VERY_HIGH[1], "level": "high"})
    assert prompts(stand(*BASE, high)) == ()
    asked = action(name="ac-4", menu_entry="plan-prompts@1.0.0/target-profile")
    assert prompts(stand(*BASE, VERY_HIGH, *FULL, asked)) == ()
    for word in ("Target-Profile", "plan-prompts@1.0.0/target-profile"):
        event = ("event", {"kind": "meeting", "touches": ["housing", word]})
        assert prompts(stand(*BASE, VERY_HIGH, *FULL, event)) == ()


def test_a_plan_without_victims_without_anything_constructive_and_without_contingency_says_so(stand: Stand) -> None:
    assert prompts(stand(*BASE, action())) == ("victim-safety", "constructive", "contingency")
    assert prompts(stand(*BASE, *FULL)) == ()
    menu = action(name="ac-2", menu_entry="constructive@1.0.0/diversion-activities", pillar="supervision")
    assert prompts(stand(*BASE, FULL[0], menu, FULL[2])) == ()
    given_up = ("action_update", {"action": "ac-3", "status": "withdrawn"})
    assert prompts(stand(*BASE, *FULL, given_up)) == ("contingency",)


def test_a_factor_of_identity_or_travel_asks_for_what_is_done_beforehand(stand: Stand) -> None:
    factor = SHEETS["identity-and-travel@1.0.0"].factor[0].id
    worry = rating(f"identity-and-travel@1.0.0/{factor}", "present")
    assert prompts(stand(*BASE, *FULL, worry)) == ("identity",)
    assert prompts(stand(*BASE, *FULL, rating(f"identity-and-travel@1.0.0/{factor}", "not-present"))) == ()
    done = action(name="ac-4", menu_entry="identity-actions@1.0.0/ask-again")
    assert prompts(stand(*BASE, *FULL, worry, done)) == ()
