"""The next steps: partner before person, judgement before tools, and what has grown old since the last visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.crosscheck import marked_items, parts_for
from sjtool.assess.progress import Step, find_steps, open_items
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
    assert step(found, "interview Mr H").state == "33 of 33 questions open"


def test_without_a_partner_nobody_is_sent_to_one(stand: Stand) -> None:
    assert "interview Ms R" not in whats(steps(stand(*BASE)))


def test_a_person_without_a_label_is_named_by_id_and_commands_keep_the_first_id(stand: Stand) -> None:
    corrected = ("person", {"id": "ms-2", "supersedes": "ms-1", "reason": "slip", "roles": ["partner"]})
    found = steps(stand(*BASE, ("person", {"id": "ms-1", "roles": ["partner"]}), corrected))
    assert step(found, "interview ms-2").command.endswith("--informant ms-1")


def test_interviews_go_away_as_they_are_answered(stand: Stand) -> None:
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner"), *said("subject", "person", skip=2)))
    assert "interview Ms R" not in whats(found)
    assert step(found, "interview Mr H").state == "2 of 33 questions open"
    whole = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner"), *said("subject", "person")))
    assert not [one for one in whole if one.what.startswith("interview")]


def test_a_question_put_off_is_still_open(stand: Stand) -> None:
    standing = stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner", missing="deferred"))
    assert open_items(standing, SECTION_12, standing.persons("partner")[0], "partner") == (12, 12)


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
    assert step(steps(stand(*BASE, FINAL)), "plan").command == "sjtool plan harbour --add"
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


HEAD = "ab" * 16


def signed(*more: Record) -> list[Record]:
    """A judged case with a plan and evidence, and a signature that covers the judgement."""
    chained = ("judgement", {**FINAL[1], "chain": HEAD})
    signature = ("signature", {"id": "sg-1", "assessment": "a-1", "head": HEAD, "by": "pc-4412"})
    return [*BASE, EVIDENCE, action("ac-1", None), chained, signature, *more]


def answered(decision: str) -> Record:
    keys = {"id": "cs-1", "by": "ds-1", "assessment": "a-1", "signature": "sg-1", "head": HEAD}
    return ("countersignature", {**keys, "decision": decision})


PRINTED = "sjtool report harbour"


@pytest.mark.parametrize(
    ("records", "told"),
    [
        (
            [*BASE, EVIDENCE, action("ac-1", None), FINAL],
            [
                Step("sign", "judged and not signed; sign lists what is missing first", "sjtool sign harbour"),
                Step("print the summary", "judged; not signed", PRINTED),
            ],
        ),
        (
            signed(),
            [
                Step("countersign", "signed; a trained supervisor goes through it next", "sjtool countersign harbour"),
                Step("print the summary", "judged; signed, not countersigned", PRINTED),
            ],
        ),
        (
            signed(answered("approve")),
            [Step("print the summary", "judged; signed and countersigned", PRINTED)],
        ),
        (
            signed(answered("return")),
            [
                Step("read the return", "returned with reasons by ds-1", "sjtool show harbour cs-1"),
                Step("sign", "again, once the reasons are answered", "sjtool sign harbour"),
                Step("print the summary", "judged; returned by the supervisor", PRINTED),
            ],
        ),
        (
            signed(answered("approve"), ("evidence", {"id": "e-2"}), ("evidence", {"id": "e-3"})),
            [
                Step("sign", "changed since it was signed: e-2, e-3", "sjtool sign harbour"),
                Step("print the summary", "judged; changed since it was signed", PRINTED),
            ],
        ),
    ],
    ids=["draft", "signed", "countersigned", "returned", "changed since"],
)
def test_once_judged_the_steps_lead_through_signing_to_the_print(
    records: list[Record], told: list[Step], stand: Stand
) -> None:
    assert list(find_steps(stand(*records), "harbour", (REF, SECTION_12), {}, TODAY))[1:] == told


def test_every_step_of_a_new_case_says_how_it_stands_and_what_to_type(stand: Stand) -> None:
    assert steps(stand(SUBJECT, PARTNER, ASSESSMENT)) == (
        Step(
            "interview Ms R",
            "12 of 12 marked items open",
            "sjtool interview harbour section-12 --informant partner",
        ),
        Step("interview Mr H", "33 of 33 questions open", "sjtool interview harbour section-12 --informant subject"),
        Step("record evidence", "none yet, obtained or not", "sjtool add harbour evidence"),
        Step("rate arms-style", "11 of 11 to rate", "sjtool rate harbour arms-style"),
        Step("rate acute", "8 of 8 to rate", "sjtool rate harbour acute"),
        Step("judge", "your own level first, then the tools", "sjtool judge harbour"),
    )


def test_the_first_steps_and_those_of_deciding_are_said_in_full(stand: Stand) -> None:
    assert steps(stand()) == (Step("name the person", "nobody is under assessment yet", "sjtool add harbour person"),)
    assert steps(stand(SUBJECT)) == (Step("open an assessment", "none is open", "sjtool add harbour assessment"),)
    first = ("judgement", {**FINAL[1], "stage": "first"})
    assert step(steps(stand(*BASE, first)), "decide") == Step(
        "decide", "first judgement stands; the tools and the final one follow", "sjtool judge harbour"
    )
    assert step(steps(stand(*BASE, FINAL)), "plan") == Step("plan", "no action recorded", "sjtool plan harbour --add")
    assert step(steps(stand(*BASE, action("ac-1"))), "plan") == Step("plan", "1 action overdue", "sjtool plan harbour")


def test_an_action_is_overdue_from_the_day_after_it_was_due(stand: Stand) -> None:
    assert "plan" not in whats(steps(stand(*BASE, action("ac-1", "2026-03-20"))))
    assert step(steps(stand(*BASE, action("ac-1", "2026-03-19"))), "plan").state == "1 action overdue"


def urgent(number: int, **keys: Any) -> Record:
    factor = SHEETS["acute@1.0.0"].factor[number].id
    where = {"factor": f"acute@1.0.0/{factor}", "person": "subject", "assessment": "a-1", "recent": "act-now"}
    return ("rating", {**where, **keys})


def test_what_was_rated_act_now_comes_before_anything_else_with_its_day(stand: Stand) -> None:
    found = steps(stand(*BASE, urgent(0, held_on="2026-03-18"), urgent(1)))
    factors = SHEETS["acute@1.0.0"].factor[:2]
    add = "sjtool plan harbour --add --for acute@1.0.0"
    assert found[:2] == (
        Step("ACT NOW", f"{factors[0].title}, rated 18 March 2026", f"{add}/{factors[0].id}"),
        Step("ACT NOW", f"{factors[1].title}, rated on no date", f"{add}/{factors[1].id}"),
    )
    assert whats(found)[2] == "interview Mr H"


def test_what_cannot_wait_is_answered_once_an_action_says_so_and_rated_again_once_that_is_done(
    stand: Stand,
) -> None:
    factors = SHEETS["acute@1.0.0"].factor
    answering = [
        ("action", {"id": f"ac-{n}", "assessment": "a-1", "answers": [f"acute@1.0.0/{factors[n].id}"]})
        for n in range(3)
    ]
    records = [*BASE, *(urgent(n) for n in range(3)), *answering]
    found = [one for one in steps(stand(*records, update("ac-2", "done"))) if one.what == "ACT NOW"]
    assert found == [
        Step("ACT NOW", f"{factors[0].title}; {factors[1].title}: answered by ac-0, ac-1", "sjtool plan harbour"),
        Step("ACT NOW", f"{factors[2].title}: done, ac-2; rate it again", "sjtool rate harbour acute"),
    ]


def test_once_judged_what_nothing_answers_is_counted_with_what_is_overdue(stand: Stand) -> None:
    gaps = [
        (
            "rating",
            {"factor": "arms-style@1.0.0/opportunity", "person": "subject", "assessment": "a-1", "recent": "high"},
        ),
        ("scenario", {"id": "sc-1", "assessment": "a-1"}),
        ("scenario", {"id": "sc-2", "assessment": "a-1"}),
    ]
    late = action("ac-1")
    assert step(steps(stand(*BASE, *gaps, late)), "plan").state == "1 action overdue"
    judged = step(steps(stand(*BASE, *gaps, FINAL, late)), "plan")
    assert judged == Step(
        "plan", "1 action overdue, 1 without an action, 2 scenarios without contingency", "sjtool plan harbour"
    )
    one = [gaps[1], FINAL, action("ac-1", None)]
    assert step(steps(stand(*BASE, *one)), "plan").state == "1 scenario without contingency"


def test_a_covert_action_leaves_no_trace_in_what_comes_next(stand: Stand) -> None:
    covert = ("action", {**action("ac-1")[1], "handling": "covert", "answers": [urgent(0)[1]["factor"]]})
    assert "plan" not in whats(steps(stand(*BASE, covert)))
    found = steps(stand(*BASE, FINAL, covert, urgent(0)))
    assert step(found, "plan").state == "no action recorded"
    assert found[0].command.startswith("sjtool plan harbour --add --for")


def test_a_sheet_rated_on_no_known_day_is_not_said_to_be_older_than_a_visit(stand: Stand) -> None:
    undated = [
        (kind, {key: value for key, value in keys.items() if key != "held_on"})
        for kind, keys in rated("acute", "2026-03-04")
    ]
    assert "rate acute" not in whats(steps(stand(*BASE, *undated, visit("2026-03-10"))))


def test_a_partly_asked_partner_is_told_by_label_and_by_first_id(stand: Stand) -> None:
    corrected = ("person", {**SUBJECT[1], "id": "subject-2", "supersedes": "subject", "label": "Mr Hughes"})
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner", skip=5), corrected))
    assert found[:2] == (
        Step(
            "interview Ms R",
            "5 of 12 marked items open",
            "sjtool interview harbour section-12 --informant partner",
        ),
        Step(
            "interview Mr Hughes", "33 of 33 questions open", "sjtool interview harbour section-12 --informant subject"
        ),
    )


def test_the_latest_known_day_counts_where_some_of_a_sheet_has_none(stand: Stand) -> None:
    (kind, keys), *others = rated("acute", "2026-03-04")
    undated = (kind, {key: value for key, value in keys.items() if key != "held_on"})
    found = steps(stand(*BASE, undated, *others, visit("2026-03-10")))
    assert step(found, "rate acute").state == "rated before the last visit; last rated 16 days ago"


def test_a_session_of_another_set_that_nobody_ended_is_gone_on_with(stand: Stand) -> None:
    def held(name: str, set_ref: str | None, **keys: Any) -> Record:
        given = {"id": name, "set": set_ref, "informant": "partner", "held_on": "2026-03-04"} | keys
        return ("session", {key: value for key, value in given.items() if value})

    records = [
        held("s-1", "visit@1.0.0", held_on=None),
        held("s-2", "protective-carer@1.0.0"),
        held("s-3", "household-safety@1.0.0"),
        ("session_end", {"id": "se-1", "session": "s-3"}),
        ("session_end", {"id": "se-2"}),
        held("s-4", REF),
        held("s-5", None),
        held("s-6", "accountability@1.0.0", informant=None),
    ]
    found = steps(stand(*BASE, PARTNER, *records))
    assert [one for one in found if one.what.startswith("go on with")] == [
        Step(
            "go on with visit",
            "Ms R, begun on no date, not ended",
            "sjtool interview harbour visit --informant partner",
        ),
        Step(
            "go on with protective-carer",
            "Ms R, begun 4 March 2026, not ended",
            "sjtool interview harbour protective-carer --informant partner",
        ),
    ]


def test_an_open_session_of_section_12_is_named_where_no_interview_step_goes_on_with_it(stand: Stand) -> None:
    again = [
        ("session", {"id": name, "set": REF, "informant": "partner", "held_on": on})
        for name, on in (("s-7", "2026-03-06"), ("s-8", "2026-03-07"))
    ]
    ended = [("session_end", {"session": "s-partner", "how": "finished"})]
    records = [SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner"), *ended, *again]
    found = steps(stand(*records, ("session_end", {"session": "s-8", "how": "paused"})))
    assert [one for one in found if "section-12 --informant partner" in one.command] == [
        Step(
            "go on with section-12",
            "Ms R, begun 7 March 2026, not ended",
            "sjtool interview harbour section-12 --informant partner",
        )
    ]
    over = [("session_end", {"session": name, "how": "stopped"}) for name in ("s-7", "s-8")]
    assert not [one for one in steps(stand(*records, *over)) if "--informant partner" in one.command]


def test_a_session_begun_is_said_once_where_the_interview_step_goes_on_with_it(stand: Stand) -> None:
    found = steps(stand(SUBJECT, PARTNER, ASSESSMENT, *said("partner", "partner", skip=3)))
    assert [one.what for one in found if "section-12 --informant partner" in one.command] == ["interview Ms R"]


def test_what_is_older_than_the_rating_is_to_be_confirmed_or_replaced(stand: Stand) -> None:
    factor = SHEETS["acute@1.0.0"].factor[0]
    answering = [("action", {"id": f"ac-{n}", "assessment": "a-1", "answers": [f"acute/{factor.id}"]}) for n in (1, 2)]
    rating = urgent(0, held_on="2026-03-18")
    (one,) = [s for s in steps(stand(*BASE, rating, answering[0])) if s.what == "ACT NOW"]
    assert one.state == f"{factor.title}, rated 18 March 2026; ac-1 is older: confirm or replace"
    assert one.command == "sjtool plan harbour --update ac-1"
    both = step(steps(stand(*BASE, rating, *answering)), "ACT NOW")
    assert both.state.endswith("; ac-1, ac-2 are older: confirm or replace")
    ended = step(steps(stand(*BASE, rating, answering[0], update("ac-1", "done"))), "ACT NOW")
    assert ended.command.startswith("sjtool plan harbour --add --for")


def test_an_answer_that_is_overdue_is_said_to_be(stand: Stand) -> None:
    factor = SHEETS["acute@1.0.0"].factor[0]
    late = ("action", {"id": "ac-1", "assessment": "a-1", "answers": [f"acute/{factor.id}"], "due_on": "2026-03-19"})
    found = step(steps(stand(*BASE, urgent(0), late)), "ACT NOW")
    assert found.state == f"{factor.title}: answered by ac-1; overdue: ac-1"


REVIEW = ("assessment", {"id": "a-2", "opened_on": "2026-03-20"})


def test_a_review_finds_the_plan_that_runs_and_is_to_go_through_it(stand: Stand) -> None:
    records = [*BASE, FINAL, action("ac-1"), action("ac-2", None), REVIEW]
    found = step(steps(stand(*records)), "plan")
    assert found == Step("plan", "1 action overdue, that of a-1 so far: go through it", "sjtool plan harbour")
    judged = ("judgement", {**FINAL[1], "id": "j-4", "assessment": "a-2"})
    assert step(steps(stand(*records, judged)), "plan").state == "1 action overdue"
    ended = [update("ac-1", "done"), update("ac-2", "withdrawn")]
    assert step(steps(stand(*records, *ended, judged)), "plan").state == "no action recorded"
    assert "plan" not in whats(steps(stand(*records, *ended)))


def test_an_action_of_no_assessment_names_none(stand: Stand) -> None:
    stray = ("action", {"id": "ac-1"})
    assert "plan" not in whats(steps(stand(*BASE, stray)))


def test_acute_factors_rated_at_the_last_contact_are_not_asked_for_again_by_a_review(stand: Stand) -> None:
    both = (*rated("arms-style", "2026-03-20"), *rated("acute", "2026-03-20"))
    found = steps(stand(*BASE, *both, visit("2026-03-20"), REVIEW))
    assert step(found, "rate arms-style").state == "11 of 11 to rate"
    assert "rate acute" not in whats(found)
    partly = steps(stand(*BASE, *rated("acute", "2026-03-20", skip=2), REVIEW))
    assert step(partly, "rate acute").state == "2 of 8 to rate; last rated today; 6 rated before the review was opened"
    stale = steps(stand(*BASE, *rated("acute", "2026-03-12"), visit("2026-03-19"), REVIEW))
    assert step(stale, "rate acute").state == "8 of 8 to rate; last rated 8 days ago"


def test_a_change_that_nobody_settled_comes_first(stand: Stand) -> None:
    change = ("event", {"id": "ev-9", "kind": "significant-change", "held_on": "2026-03-18"})
    found = steps(stand(*BASE, change))[0]
    assert found.what == "settle a change"
    assert found.state == "ev-9 of 18 March 2026: say whether it opens a review"
    assert found.command == "sjtool add harbour event --supersedes ev-9"
    undated = steps(stand(*BASE, ("event", {"id": "ev-9", "kind": "significant-change"})))[0]
    assert undated.state.startswith("ev-9 of no date")
    for settled in (True, False):
        told = ("event", {**change[1], "opens_review": settled})
        assert "settle a change" not in whats(steps(stand(*BASE, told)))


def test_under_reactive_management_only_what_it_leaves_to_do(stand: Stand) -> None:
    start = ("event", {"id": "ev-1", "kind": "reactive-start", "held_on": "2025-03-01"})
    found = steps(stand(*BASE, start))
    assert not [one for one in found if one.what.startswith(("interview", "rate", "judge", "sign"))]
    assert step(found, "after the approval").state == "5 things to do still"
    assert step(found, "yearly checks") == Step("yearly checks", "due 1 March 2026", "sjtool reactive harbour --check")
    done = ["review-date-blank", "visits-stopped", "arms-stopped", "visor-front-page-marked", "yearly-checks-set"]
    late = ("event", {**start[1], "held_on": "2026-03-01", "effects": done})
    news = ("event", {"id": "ev-2", "kind": "intelligence", "held_on": "2026-03-10"})
    assert whats(steps(stand(*BASE, late, news))) == ["new information"]
    assert whats(steps(stand(*BASE, late))) == []
