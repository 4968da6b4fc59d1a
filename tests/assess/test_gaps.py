"""Gaps: each is one plain sentence with the command that mends it, and goes away once it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sjtool.assess.gap import Gap
from sjtool.assess.gaps import find_gaps
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header
from sjtool.store.library import Library

LIBRARY = Library()
SECTION_12 = {"section-12@1.0.0": LIBRARY.question_set("section-12@1.0.0")}
SHEETS = {ref: LIBRARY.factor_set(ref) for ref in ("arms-style@1.0.0", "acute@1.0.0")}
PASSPORTS = {name: LIBRARY.instrument(name) for name in ("arms", "srp-official")}
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A = "a-001"
SUBJECT = ("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr H"})
PARTNER = ("person", {"id": "partner", "roles": ["partner"], "standing": "other", "label": "Ms R"})
ASSESSMENT = ("assessment", {"id": A, "opened_on": "2026-03-02", "trigger": "review", "purpose": "Review"})
BASE = (SUBJECT, PARTNER, ASSESSMENT)
FINAL = ("judgement", {"id": "j-001", "assessment": A, "stage": "final", "level": "high", "likelihood": "medium"})
Record = tuple[str, dict[str, Any]]


def gaps(*records: Record, sets: Any = None, sheets: Any = None) -> list[Gap]:
    entries = []
    for number, (kind, keys) in enumerate(records, 1):
        made = {"id": f"{kind}-{number}", "at": START + timedelta(minutes=number), "by": "pc-4412", **keys}
        entries.append(Entry(kind, KINDS[kind].model_validate(made), number))
    case = Case("harbour.toml", Header(format=1, case="harbour"), tuple(entries), "0" * 32)
    return list(find_gaps(Standing(case), sets or {}, sheets or {}, PASSPORTS))


def codes(found: Iterable[Gap]) -> set[str]:
    return {gap.code for gap in found}


def texts(found: Iterable[Gap], code: str) -> list[str]:
    return [gap.text for gap in found if gap.code == code]


def session(name: str, informant: str) -> Record:
    return ("session", {"id": name, "assessment": A, "set": "section-12@1.0.0", "informant": informant})


def response(name: str, session_id: str, item: str, **keys: Any) -> Record:
    return ("response", {"id": name, "session": session_id, "item": item, **keys})


def rating(factor: str, recent: str, **keys: Any) -> Record:
    keys = {"assessment": A, "factor": factor, "person": "subject", "recent": recent, **keys}
    return ("rating", keys)


def result(**keys: Any) -> Record:
    given = {"id": "tr-001", "instrument": "arms@1.0.0", "construct": "level", "scale": "overall", "level": "medium"}
    return ("tool_result", {**given, **keys})


def test_an_empty_case_lacks_everything_and_says_how_to_begin() -> None:
    found = gaps()
    assert {"no-subject", "no-assessment", "no-information", "no-first-judgement", "no-final-judgement"} <= codes(found)
    assert {"no-tool-result", "not-rated-arms-style", "not-rated-acute", "no-plan", "no-governance"} <= codes(found)
    assert next(gap for gap in found if gap.code == "no-subject").command == "sjtool add harbour person"


def test_gaps_stand_in_the_order_of_the_summary_and_are_sentences() -> None:
    found = gaps(*BASE, FINAL)
    assert [gap.section for gap in found] == sorted(gap.section for gap in found)
    assert all(gap.text.startswith("Not ") and gap.text.endswith(".") for gap in found)
    assert all(gap.command.startswith("sjtool ") and "CASE" not in gap.command for gap in found)


def test_the_case_may_be_named_as_the_officer_names_it() -> None:
    case = Case("x.toml", Header(format=1, case="harbour"), (), "0" * 32)
    found = find_gaps(Standing(case), {}, {}, {}, "cases/harbour.toml")
    assert found[0].command == "sjtool add cases/harbour.toml person"


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}), "no-standing"),
        (("assessment", {"id": A, "opened_on": "2026-03-02"}), "no-purpose"),
    ],
)
def test_half_a_record_is_named(record: Record, code: str) -> None:
    assert code in codes(gaps(record))
    assert code not in codes(gaps(*BASE))


def test_sources_of_information_are_said_obtained_or_not() -> None:
    police = ("evidence", {"kind": "police-intelligence", "title": "Log", "obtained": True})
    silent = ("evidence", {"kind": "prison-intelligence", "title": "Prison", "obtained": False})
    found = gaps(*BASE, police, silent)
    assert "police intelligence" not in texts(found, "sources-unsaid")[0]
    assert "national databases" in texts(found, "sources-unsaid")[0]
    assert texts(found, "no-reason-not-obtained") == ["Not said why it was not obtained: prison intelligence."]
    assert not next(gap for gap in found if gap.code == "sources-unsaid").essential
    said = ("evidence", {"kind": "prison-intelligence", "obtained": False, "why_not": "never in custody"})
    assert "no-reason-not-obtained" not in codes(gaps(*BASE, police, said))


def test_who_was_not_interviewed_is_named() -> None:
    assert texts(gaps(*BASE), "not-interviewed") == ["Not interviewed: Ms R.", "Not interviewed: Mr H."]
    found = gaps(*BASE, session("s-001", "partner"), sets=SECTION_12)
    assert texts(found, "not-interviewed") == ["Not interviewed: Mr H."]


def test_marked_items_still_open_are_counted() -> None:
    answered = response("r-1", "s-001", "2", value="a-little")
    refused = response("r-2", "s-001", "3", missing="refused")
    later = response("r-3", "s-001", "4", missing="deferred")
    found = gaps(*BASE, session("s-001", "partner"), answered, refused, later, sets=SECTION_12)
    assert texts(found, "items-open") == [
        "Not yet answered by Ms R: 10 of 12 marked items (1, 4 to 7, 20 to 22, 24, 30)."
    ]
    gap = next(gap for gap in found if gap.code == "items-open")
    assert gap.command == "sjtool interview harbour section-12 --informant partner --only-unanswered"


def test_accounts_that_differ_want_a_reading() -> None:
    told = [session("s-001", "partner"), response("r-1", "s-001", "2", value="a-great-deal")]
    told += [session("s-002", "subject"), response("r-2", "s-002", "2", value="not-at-all")]
    told += [response("r-3", "s-001", "3", missing="refused"), response("r-4", "s-002", "3", value=False)]
    found = gaps(*BASE, *told, sets=SECTION_12)
    assert texts(found, "discrepancies-unread") == [
        "Not read by the officer: 2 marked items with accounts side by side (1 different, 1 refused by one)."
    ]
    readings = [
        ("reading", {"item": f"section-12@1.0.0/{item}", "responses": ids, "outcome": "differ", "reading": "seen"})
        for item, ids in (("2", ["r-1", "r-2"]), ("3", ["r-3", "r-4"]))
    ]
    assert "discrepancies-unread" not in codes(gaps(*BASE, *told, *readings, sets=SECTION_12))


def test_factors_are_counted_for_this_assessment_only() -> None:
    old = rating("acute@1.0.0/hostility", "present", assessment="a-000")
    new = rating("acute@1.0.0/victim-access", "not-enough-information")
    found = gaps(*BASE, old, new, sheets={"acute@1.0.0": SHEETS["acute@1.0.0"]})
    assert texts(found, "factors-unrated") == ["Not rated in this assessment: 7 of the 8 acute factors."]
    assert texts(found, "not-enough-information") == [
        "Not enough information, acute factors: Access to actual or potential victims."
    ]
    assert "not-rated-arms-style" in codes(found)


def test_a_rating_that_no_sheet_can_place_is_not_lost_in_silence() -> None:
    found = gaps(*BASE, rating("acute@1.0.0/hostilty", "present", id="ra-009"), sheets=SHEETS)
    assert texts(found, "ratings-without-factor") == ["Not shown, for no sheet has the factor they name: ra-009."]


def test_a_result_without_passport_is_named() -> None:
    found = gaps(*BASE, result(instrument="old-tool@1"))
    assert texts(found, "no-passport") == ["Not at hand: the passport of old-tool; its result cannot be compared."]
    assert "no-tool-result" not in codes(found)


def test_household_formulation_and_scenarios() -> None:
    assert "no-household" in codes(gaps(SUBJECT, ASSESSMENT))
    formulation = ("formulation", {"assessment": A, "heading": "Why", "text": "Because"})
    one = ("scenario", {"assessment": A, "kind": "repeat"})
    two = ("scenario", {"assessment": A, "kind": "twist"})
    found = codes(gaps(*BASE, formulation, one))
    assert "no-household" not in found
    assert "no-formulation" not in found
    assert "few-scenarios" in found
    assert "few-scenarios" in codes(gaps(*BASE, one, one))
    assert not {"few-scenarios", "no-scenarios"} & codes(gaps(*BASE, one, two))


def test_a_final_judgement_says_its_limits_and_the_harm_to_each_group() -> None:
    found = gaps(*BASE, FINAL)
    assert "to whom; the reasons; the strongest evidence against" in texts(found, "judgement-unsaid")[0]
    assert next(gap for gap in found if gap.code == "harm-unsaid").essential
    keys = {**FINAL[1], "harm_children": "high", "whom": "D", "rationale": "r", "strongest_against": "s"}
    keys |= {"confidence": "low", "limits": "l", "would_change": "w", "review_on": "2026-06-01"}
    found = gaps(*BASE, ("judgement", keys))
    assert "judgement-unsaid" not in codes(found)
    assert "no-review-date" not in codes(found)
    assert not next(gap for gap in found if gap.code == "harm-unsaid").essential


def test_before_the_final_judgement_nothing_betrays_how_a_tool_stands_to_it() -> None:
    first = ("judgement", {**FINAL[1], "stage": "first"})
    betraying = {"override-missing", "overrides-unsaid", "no-reconciliation", "override-incomplete"}
    assert not betraying & codes(gaps(*BASE, result(), first))


def test_a_difference_without_override_is_a_gap() -> None:
    found = gaps(*BASE, result(), FINAL)
    assert "override-missing" in codes(found)
    assert "overrides-unsaid" in codes(found)
    agrees = gaps(*BASE, result(level="high"), ("judgement", {**FINAL[1], "overrides": "none"}))
    assert not {"override-missing", "overrides-unsaid"} & codes(agrees)


def test_a_tool_on_another_question_wants_one_reconciling_sentence() -> None:
    predictor = result(instrument="srp-official@1.0.0", scale="dc", construct="likelihood", level=None, band="medium")
    assert "no-reconciliation" in codes(gaps(*BASE, predictor, FINAL))
    said = ("judgement", {**FINAL[1], "reconciliation": "Likelihood is not gravity."})
    assert "no-reconciliation" not in codes(gaps(*BASE, predictor, said))


def test_an_override_lacks_its_parts_and_a_downward_one_what_protects() -> None:
    keys = {"id": "o-001", "judgement": "j-001", "tool_result": "tr-001", "construct": "level", "direction": "downward"}
    text = texts(gaps(*BASE, result(), FINAL, ("override", keys)), "override-incomplete")[0]
    assert text.startswith("Not said in override o-001: tool level, decided level, rationale")
    assert text.endswith("protective evidence.")
    up = ("override", {**keys, "direction": "upward"})
    assert "protective" not in texts(gaps(*BASE, result(), FINAL, up), "override-incomplete")[0]


def action(**keys: Any) -> Record:
    given = {"id": "ac-001", "assessment": A, "pillar": "supervision", "owner": "PC Hughes", "due_on": "2026-03-20"}
    return ("action", {**given, **keys})


def test_a_plan_needs_owners_dates_a_contingency_and_answers_to_what_raises_concern() -> None:
    sheet = {"arms-style@1.0.0": SHEETS["arms-style@1.0.0"]}
    high = rating("arms-style@1.0.0/opportunity", "high", id="ra-001")
    weak = rating("arms-style@1.0.0/intimate-relationship", "none-evident")
    found = gaps(*BASE, high, weak, action(owner=None), sheets=sheet)
    assert texts(found, "action-loose") == ["Not said, who does it by when: ac-001."]
    assert texts(found, "factor-unanswered") == ["Not answered by any action: Opportunity; Intimate relationship."]
    assert "no-contingency" in codes(found)
    for answer in ("arms-style@1.0.0/opportunity", "opportunity", "ra-001"):
        assert "factor-unanswered" not in codes(gaps(*BASE, high, action(answers=[answer]), sheets=sheet))


def test_a_covert_action_answers_a_factor_and_is_named_in_no_gap() -> None:
    sheet = {"arms-style@1.0.0": SHEETS["arms-style@1.0.0"]}
    high = rating("arms-style@1.0.0/opportunity", "high")
    covert = action(handling="covert", owner=None, answers=["opportunity"], pillar="contingency")
    found = gaps(*BASE, high, covert, sheets=sheet)
    assert not {"action-loose", "factor-unanswered"} & codes(found)
    assert not any("ac-001" in gap.text for gap in found)


def test_the_legal_footing_is_named_key_by_key() -> None:
    found = gaps(*BASE, ("governance", {"id": "g-001", "lawful_basis": "DPA 2018 s.35"}))
    assert texts(found, "governance-unsaid") == [
        "Not recorded: the Schedule 8 condition relied on, the policy document, when keeping it is reviewed."
    ]
    whole = {"lawful_basis": "x", "schedule_8_condition": "x", "policy_document": "x", "retention_review_on": "2036"}
    assert not {"governance-unsaid", "no-governance"} & codes(gaps(*BASE, ("governance", whole)))


def test_an_override_of_an_earlier_judgement_is_not_looked_at() -> None:
    earlier = ("judgement", {"id": "j-000", "assessment": "a-000", "stage": "final", "level": "low"})
    override = ("override", {"id": "o-000", "judgement": "j-000", "tool_result": "tr-001"})
    assert "override-incomplete" not in codes(gaps(*BASE, result(), earlier, FINAL, override))


def test_nine_sources_all_spoken_of_leave_no_gap() -> None:
    from sjtool.assess.gap_enquiry import SOURCES

    said = [("evidence", {"kind": kind, "title": "t", "obtained": True}) for kind in SOURCES]
    assert "sources-unsaid" not in codes(gaps(*BASE, *said))


def test_factors_all_rated_leave_no_gap() -> None:
    sheet = SHEETS["acute@1.0.0"]
    rated = [rating(f"acute@1.0.0/{factor.id}", "none-seen") for factor in sheet.factor]
    assert "factors-unrated" not in codes(gaps(*BASE, *rated, sheets={"acute@1.0.0": sheet}))


def test_what_waits_for_a_reading_is_counted_by_what_it_is() -> None:
    told = [session("s-001", "partner"), session("s-002", "subject")]
    for item, one, other in (("2", "a-great-deal", "not-at-all"), ("4", True, False), ("5", "Lee", "Nobody")):
        told += [response(f"r-{item}a", "s-001", item, value=one), response(f"r-{item}b", "s-002", item, value=other)]
    told += [response("r-3", "s-001", "3", missing="refused"), response("r-4", "s-002", "3", value=False)]
    (text,) = texts(gaps(*BASE, *told, sets=SECTION_12), "discrepancies-unread")
    assert text == (
        "Not read by the officer: 4 marked items with accounts side by side (2 different, 1 refused by one, "
        "1 to be read)."
    )


def end(session_id: str, how: str | None) -> Record:
    return ("session_end", {"session": session_id, "how": how})


VISIT = "visit@1.0.0"
BOTH = {**SECTION_12, VISIT: LIBRARY.question_set(VISIT)}


def test_questions_never_put_to_the_person_are_named_by_number() -> None:
    given = [response(f"r-{n}", "s-001", str(n), missing="refused") for n in (*range(2, 10), 11, 12, 15, 20)]
    shares = [response(f"r-1{part}", "s-001", "1", part=part, missing="refused") for part in ("hours", "share")]
    found = gaps(*BASE, session("s-001", "subject"), *given, *shares, end("s-001", "stopped"), sets=SECTION_12)
    (gap,) = [gap for gap in found if gap.code == "items-not-put"]
    of_33 = "Not put to Mr H: 20 of 33 questions of Online behaviour and home life (10, 13, 14, 16 to 19, 21 to 33)"
    assert gap.text == f"{of_33}."
    assert gap.command == "sjtool interview harbour section-12 --informant subject --only-unanswered"
    assert (gap.section, gap.essential) == (3, True)
    half = gaps(*BASE, session("s-001", "subject"), *given, shares[0], sets=SECTION_12)
    assert texts(half, "items-not-put") == [f"{of_33}; question 1 without its part Share of that time."]


def test_a_part_that_was_left_out_is_named_and_is_no_question() -> None:
    spots = [(i.id, part.id) for i in SECTION_12["section-12@1.0.0"].item for part in i.part] + [
        (item.id, None) for item in SECTION_12["section-12@1.0.0"].item if not item.part
    ]
    given = [
        response(f"r-{item}{part}", "s-001", item, part=part, missing="refused")
        for item, part in spots
        if (item, part) != ("1", "share")
    ]
    (text,) = texts(gaps(*BASE, session("s-001", "subject"), *given, sets=SECTION_12), "items-not-put")
    assert text == (
        "Not put to Mr H: question 1 of Online behaviour and home life without its part Share of that time."
    )


def test_the_domains_are_not_asked_for_where_the_changeable_factors_are_rated() -> None:
    """The domains were drawn up for men."""
    assert "not-rated-arms-style" in codes(gaps(*BASE, sheets={"acute@1.0.0": SHEETS["acute@1.0.0"]}))
    dynamic = {"dynamic@1.0.0": LIBRARY.factor_set("dynamic@1.0.0")}
    found = gaps(*BASE, sheets=dynamic)
    assert "not-rated-arms-style" not in codes(found)
    assert "not-rated-acute" in codes(found)


def test_it_is_said_of_whom_a_sheet_about_others_is_not_rated() -> None:
    carer = ("person", {"id": "mr-b", "roles": ["carer"], "standing": "other", "label": "Mr B"})
    ref = "carer-qualities@1.0.0"
    sheet = LIBRARY.factor_set(ref)
    rated = [rating(f"{ref}/{factor.id}", "not-enough-information", person="partner") for factor in sheet.factor]
    found = gaps(*BASE, carer, *rated, sheets={ref: sheet})
    (unrated,) = [gap for gap in found if gap.code == "factors-unrated"]
    assert unrated.text.startswith("Not rated in this assessment, on Mr B: 7 of the 7 factors of Qualities of a")
    (thin,) = [gap for gap in found if gap.code == "not-enough-information"]
    assert thin.text.startswith("Not enough information on Ms R, Qualities of a protective carer: ")
    assert unrated.section == thin.section == 7


def test_each_thing_that_was_sought_and_not_had_is_a_gap_until_it_is_replaced() -> None:
    keys = {"nature": "fact", "kind": "other", "title": "The telephone"}
    sought = ("evidence", {"id": "e-1", **keys, "obtained": False, "why_not": "Not before 30 October."})
    (gap,) = [gap for gap in gaps(*BASE, sought) if gap.code == "not-obtained"]
    assert (gap.text, gap.section) == ("Not obtained: The telephone.", 3)
    assert gap.command == "sjtool add harbour evidence --supersedes e-1"
    had = ("evidence", {"id": "e-2", **keys, "obtained": True, "supersedes": "e-1"})
    assert "not-obtained" not in codes(gaps(*BASE, sought, had))


@pytest.mark.parametrize(("how", "told"), [("stopped", 1), ("abandoned", 1), ("finished", 0), ("paused", 0), (None, 0)])
def test_of_another_set_they_are_named_once_its_session_was_broken_off(how: str | None, told: int) -> None:
    held = ("session", {"id": "s-001", "set": VISIT, "informant": "subject"})
    found = gaps(*BASE, held, end("s-001", how), sets=BOTH)
    assert len(texts(found, "items-not-put")) == told


def test_a_partner_who_answered_nothing_is_told_so_and_one_who_answered_some_is_told_once() -> None:
    begun = gaps(*BASE, session("s-001", "partner"), end("s-001", "stopped"), sets=SECTION_12)
    assert texts(begun, "items-not-put") == [
        "Not put to Ms R: 12 of 12 questions of Online behaviour and home life (1 to 7, 20 to 22, 24, 30)."
    ]
    some = response("r-1", "s-001", "2", value="a-little")
    found = gaps(*BASE, session("s-001", "partner"), some, end("s-001", "stopped"), sets=SECTION_12)
    assert (texts(found, "items-not-put"), len(texts(found, "items-open"))) == ([], 1)


def test_a_session_of_nobody_or_of_a_set_not_at_hand_has_no_questions_to_put() -> None:
    odd = [
        ("session", {"id": "s-001", "set": "section-12@1.0.0"}),
        ("session", {"id": "s-002", "informant": "subject"}),
    ]
    odd += [("session", {"id": "s-003", "set": "gone@1.0.0", "informant": "subject"})]
    assert texts(gaps(*BASE, *odd, end("s-003", "stopped"), sets=SECTION_12), "items-not-put") == []


def test_what_was_put_at_another_session_is_no_gap_and_two_sessions_make_one() -> None:
    put = [response(f"r-{n}", "s-001", str(n), missing="refused") for n in (*range(2, 10), *range(11, 31))]
    more = [response(f"r-{n}", "s-002", str(n), missing="refused") for n in (32, 33)]
    found = gaps(*BASE, session("s-001", "subject"), session("s-002", "subject"), *put, *more, sets=SECTION_12)
    text = "Not put to Mr H: 3 of 33 questions of Online behaviour and home life (1, 10, 31)."
    assert texts(found, "items-not-put") == [text]
