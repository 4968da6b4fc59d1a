"""The next steps: partner before person, judgement before tools, and what has grown old since the last visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.crosscheck import marked_items, parts_for
from sjtool.assess.progress import Step, find_steps, open_spots
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
LIBRARY = Library()
REF = "section-12@1.0.0"
SECTION_12 = LIBRARY.question_set("section-12")
SHEETS = {ref: LIBRARY.factor_set(ref) for ref in ("arms-style@1.0.0", "acute@1.0.0")}
TODAY = date(2026, 3, 20)
SUBJECT = ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"})
PARTNER = ("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"})
ASSESSMENT = ("assessment", {"id": "a-1"})
EVIDENCE = ("evidence", {"id": "e-1"})
BASE = (SUBJECT, ASSESSMENT)
FINAL = ("judgement", {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "high"})


def steps(standing: Standing) -> tuple[Step, ...]:
    return find_steps(standing, "harbour", (REF, SECTION_12), SHEETS, TODAY)


def whats(found: Iterable[Step]) -> list[str]:
    return [step.what for step in found]


def step(found: Iterable[Step], what: str) -> Step:
    return next(one for one in found if one.what == what)


def said(informant: str, role: str, skip: int = 0, **answer: Any) -> list[Record]:
    """A session in which this informant answers all that is put to them but the last `skip`."""
    items = SECTION_12.item if role == "person" else marked_items(SECTION_12, lightly=False)
    spots = [(item.id, part) for item in items for part in parts_for(item, role)]
    name = f"s-{informant}"
    records: list[Record] = [("session", {"id": name, "set": REF, "informant": informant, "held_on": "2026-03-04"})]
    for item, part in spots[: len(spots) - skip]:
        where = {"session": name, "item": item, **({"part": part} if part else {})}
        records.append(
            ("response", {"id": f"r-{informant}-{item}{part}", **where, **(answer or {"missing": "not-known"})})
        )
    return records


def rated(sheet: str, held_on: str, assessment: str = "a-1", skip: int = 0) -> list[Record]:
    factors = SHEETS[f"{sheet}@1.0.0"].factor
    return [
        (
            "rating",
            {
                "id": f"ra-{assessment}-{held_on}-{factor.id}",
                "factor": f"{sheet}@1.0.0/{factor.id}",
                "person": "subject",
                "assessment": assessment,
                "recent": "none-seen",
                "held_on": held_on,
            },
        )
        for factor in factors[: len(factors) - skip]
    ]


def test_the_first_step_is_to_name_the_person_and_then_to_open_an_assessment(stand: Stand) -> None:
    (only,) = steps(stand())
    assert (only.what, only.command) == ("name the person", "sjtool add harbour person")
    (only,) = steps(stand(SUBJECT))
    assert (only.what, only.command) == ("open an assessment", "sjtool add harbour assessment")


def test_the_partner_is_asked_before_the_person_and_the_judgement_comes_after_the_ratings(stand: Stand) -> None:
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT))
    assert whats(found) == [
        "interview Ms R",
        "interview Mr H",
        "record evidence",
        "rate arms-style",
        "rate acute",
        "judge",
    ]
    assert step(found, "interview Ms R").state == "12 of 12 marked items open"
    assert step(found, "interview Ms R").command == "sjtool interview harbour section-12 --informant partner"
    assert step(found, "interview Mr H").state == "35 of 35 questions open"


def test_without_a_partner_nobody_is_sent_to_one(stand: Stand) -> None:
    assert "interview Ms R" not in whats(steps(stand(*BASE)))


def test_a_person_without_a_label_is_named_by_id_and_commands_keep_the_first_id(stand: Stand) -> None:
    corrected = ("person", {"id": "ms-2", "supersedes": "ms-1", "reason": "slip", "roles": ["partner"]})
    found = steps(stand(*BASE, ("person", {"id": "ms-1", "roles": ["partner"]}), corrected))
    assert step(found, "interview ms-2").command.endswith("--informant ms-1")


def test_interviews_go_away_as_they_are_answered(stand: Stand) -> None:
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner"), *said("subject", "person", skip=2)))
    assert "interview Ms R" not in whats(found)
    assert step(found, "interview Mr H").state == "2 of 35 questions open"
    whole = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner"), *said("subject", "person")))
    assert not [one for one in whole if one.what.startswith("interview")]


def test_a_question_put_off_is_still_open(stand: Stand) -> None:
    standing = stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner", missing="deferred"))
    assert open_spots(standing, SECTION_12, standing.persons("partner")[0], "partner") == (12, 12)


def test_a_set_not_meant_for_partners_sends_nobody_to_one(stand: Stand) -> None:
    head = SECTION_12.set.model_copy(update={"asked_of": ("person",)})
    only_person = SECTION_12.model_copy(update={"set": head})
    found = find_steps(stand(SUBJECT, PARTNER, ASSESSMENT), "harbour", (REF, only_person), SHEETS, TODAY)
    assert "interview Ms R" not in whats(found)


def test_accounts_that_wait_for_a_reading_come_before_evidence(stand: Stand) -> None:
    differing = [
        ("session", {"id": "s-1", "set": REF, "informant": "partner"}),
        ("session", {"id": "s-2", "set": REF, "informant": "subject"}),
        ("response", {"session": "s-1", "item": "3", "value": True}),
        ("response", {"session": "s-2", "item": "3", "value": False}),
    ]
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *differing))
    names = whats(found)
    assert names.index("interview Mr H") < names.index("read the accounts") < names.index("record evidence")
    waiting = step(found, "read the accounts")
    assert (waiting.state, waiting.command) == ("1 item needs your reading", "sjtool crosscheck harbour")


def test_two_waiting_items_need_a_reading(stand: Stand) -> None:
    records = [("session", {"id": f"s-{who}", "set": REF, "informant": who}) for who in ("partner", "subject")]
    records += [
        ("response", {"session": f"s-{who}", "item": item, "value": who == "partner"})
        for who in ("partner", "subject")
        for item in ("3", "4")
    ]
    assert (
        step(steps(stand(SUBJECT, PARTNER, ASSESSMENT, *records)), "read the accounts").state
        == "2 items need your reading"
    )


def test_a_sheet_is_asked_for_until_it_is_rated_in_this_assessment(stand: Stand) -> None:
    standing = stand(*BASE, EVIDENCE, *rated("arms-style", "2026-03-04", skip=3), ("assessment", {"id": "a-2"}))
    assert step(steps(standing), "rate arms-style").state == "11 of 11 to rate"
    partly = steps(stand(*BASE, *rated("arms-style", "2026-03-04", skip=3), *rated("acute", "2026-03-18", skip=1)))
    assert step(partly, "rate arms-style").state == "3 of 11 to rate"
    assert step(partly, "rate acute").state == "1 of 8 to rate; last rated 2 days ago"
    whole = steps(stand(*BASE, *rated("arms-style", "2026-03-04"), *rated("acute", "2026-03-18")))
    assert not {"rate arms-style", "rate acute"} & set(whats(whole))


@pytest.mark.parametrize(
    ("held_on", "words"),
    [
        ("2026-03-20", "; last rated today"),
        ("2026-03-19", "; last rated 1 day ago"),
        ("2026-03", ""),
        ("2026-04-01", ""),
    ],
)
def test_how_long_ago_is_said_where_it_is_known(held_on: str, words: str, stand: Stand) -> None:
    found = steps(stand(*BASE, *rated("acute", held_on, skip=7)))
    assert step(found, "rate acute").state == f"7 of 8 to rate{words}"


def visit(held_on: str) -> Record:
    return ("event", {"id": f"ev-{held_on}", "kind": "visit", "held_on": held_on})


def test_acute_ratings_grow_old_with_a_visit_and_the_others_do_not(stand: Stand) -> None:
    both = (*BASE, *rated("arms-style", "2026-03-04"), *rated("acute", "2026-03-04"))
    found = steps(stand(*both, visit("2026-03-10")))
    assert step(found, "rate acute").state == "rated before the last visit; last rated 16 days ago"
    assert "rate arms-style" not in whats(found)
    assert "rate acute" not in whats(steps(stand(*both, visit("2026-03-04"))))
    assert "rate acute" not in whats(steps(stand(*both, ("event", {"kind": "meeting", "held_on": "2026-03-10"}))))
    assert "rate acute" not in whats(steps(stand(*both, ("event", {"kind": "visit"}))))


def test_the_latest_of_several_visits_counts(stand: Stand) -> None:
    found = steps(stand(*BASE, *rated("acute", "2026-03-12"), visit("2026-03-15"), visit("2026-03-01")))
    assert step(found, "rate acute").state.startswith("rated before the last visit")


@pytest.mark.parametrize(
    ("stages", "what", "command"),
    [
        ([], "judge", "sjtool judge harbour"),
        (["first"], "decide", "sjtool judge harbour"),
        (["first", "final"], "print the summary", "sjtool report harbour"),
    ],
)
def test_the_judgement_is_asked_for_stage_by_stage(stages: list[str], what: str, command: str, stand: Stand) -> None:
    judged = [("judgement", {"stage": stage, "assessment": "a-1", "level": "high"}) for stage in stages]
    assert step(steps(stand(*BASE, *judged)), what).command == command


def test_a_review_is_judged_first_again(stand: Stand) -> None:
    found = steps(stand(*BASE, FINAL, ("assessment", {"id": "a-2"})))
    assert "judge" in whats(found)


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (None, "judged; signed, not countersigned"),
        ("approve", "judged; signed and countersigned"),
        ("return", "judged; returned by the supervisor"),
    ],
)
def test_the_summary_says_how_far_the_signing_is(decision: str | None, words: str, stand: Stand) -> None:
    head = "ab" * 16
    signed = ("signature", {"id": "sg-1", "assessment": "a-1", "head": head})
    answer = (
        "countersignature",
        {"by": "ds-1", "assessment": "a-1", "signature": "sg-1", "head": head, "decision": decision},
    )
    chained = ("judgement", {**FINAL[1], "chain": head})
    records = [*BASE, chained, signed, *([answer] if decision else [])]
    assert step(steps(stand(*records)), "print the summary").state == words


def test_unsigned_and_changed_since_are_said_too(stand: Stand) -> None:
    assert step(steps(stand(*BASE, FINAL)), "print the summary").state == "judged; not signed"
    signed = ("signature", {"id": "sg-1", "assessment": "a-1", "head": "cd" * 16})
    assert step(steps(stand(*BASE, FINAL, signed)), "print the summary").state == "judged; changed since it was signed"


def action(name: str, due_on: str | None = "2026-03-15") -> Record:
    return ("action", {"id": name, "assessment": "a-1", **({"due_on": due_on} if due_on else {})})


def update(name: str, status: str) -> Record:
    return ("action_update", {"action": name, "status": status})


def test_a_plan_is_asked_for_once_judged_and_what_is_overdue_at_any_time(stand: Stand) -> None:
    assert "plan" not in whats(steps(stand(*BASE)))
    assert step(steps(stand(*BASE, FINAL)), "plan").command == "sjtool add harbour action"
    assert step(steps(stand(*BASE, action("ac-1"), action("ac-2"))), "plan").state == "2 actions overdue"
    assert "plan" not in whats(steps(stand(*BASE, FINAL, action("ac-1", "2026-03-20"), action("ac-2", None))))


@pytest.mark.parametrize(
    ("status", "overdue"),
    [("done", False), ("not-done", False), ("withdrawn", False), ("open", True), ("in-progress", True)],
)
def test_an_action_is_overdue_until_it_is_closed(status: str, overdue: bool, stand: Stand) -> None:
    found = steps(stand(*BASE, action("ac-1"), update("ac-1", status)))
    assert ("plan" in whats(found)) is overdue


def test_an_action_that_was_opened_again_is_overdue_again(stand: Stand) -> None:
    standing = stand(
        *BASE, action("ac-1"), update("ac-1", "done"), update("ac-1", "open"), ("action_update", {"status": "done"})
    )
    assert "plan" in whats(steps(standing))


def test_an_update_to_a_corrected_action_still_closes_it(stand: Stand) -> None:
    corrected = ("action", {**action("ac-9")[1], "supersedes": "ac-1", "reason": "date"})
    assert "plan" not in whats(steps(stand(*BASE, action("ac-1"), corrected, update("ac-1", "done"))))
