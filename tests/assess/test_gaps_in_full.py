"""Every gap of three cases, word for word: section, sentence, what to type, and what stands on page one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.gap import Gap
from sjtool.assess.gaps import find_gaps
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
LIBRARY = Library()
SETS = {"section-12@1.0.0": LIBRARY.question_set("section-12")}
SHEETS = {ref: LIBRARY.factor_set(ref) for ref in ("arms-style@1.0.0", "acute@1.0.0")}
PASSPORTS = {name: LIBRARY.instrument(name) for name in ("arms", "srp-official")}
SUBJECT: Record = ("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr H"})
PARTNER: Record = ("person", {"id": "partner", "roles": ["partner"], "standing": "other", "label": "Ms R"})
ASSESSMENT: Record = ("assessment", {"id": "a-1", "purpose": "Review"})


def gaps(standing: Standing, **used: Any) -> list[Gap]:
    given = {"question_sets": {}, "factor_sets": {}, "passports": PASSPORTS, **used}
    return list(find_gaps(standing, **given))


def test_an_empty_case_lacks_exactly_this(stand: Stand) -> None:
    assert gaps(stand()) == [
        Gap("no-subject", 1, "Not recorded: the person under assessment.", "sjtool add harbour person"),
        Gap("no-assessment", 1, "Not recorded: an assessment to judge in.", "sjtool add harbour assessment"),
        Gap(
            "no-information", 3, "Not recorded: any evidence or interview to judge from.", "sjtool add harbour evidence"
        ),
        Gap(
            "no-tool-result",
            4,
            "Not recorded: the result of any published tool.",
            "sjtool receive harbour srp-official",
        ),
        Gap("not-rated-arms-style", 5, "Not rated: the dynamic domains.", "sjtool rate harbour arms-style"),
        Gap("not-rated-acute", 6, "Not rated: the acute factors.", "sjtool rate harbour acute"),
        Gap(
            "no-household",
            7,
            "Not recorded: anybody in the household, or that the person lives alone.",
            "sjtool add harbour person",
        ),
        Gap(
            "no-formulation",
            9,
            "Not recorded: a formulation (what, why, why now, what protects).",
            "sjtool add harbour formulation",
        ),
        Gap("no-scenarios", 9, "Not recorded: scenarios of how things could go.", "sjtool add harbour scenario"),
        Gap(
            "no-first-judgement",
            13,
            "Not made: the first judgement, before the tools are shown.",
            "sjtool judge harbour",
        ),
        Gap("no-final-judgement", 13, "Not made: the final judgement.", "sjtool judge harbour"),
        Gap("no-plan", 15, "Not recorded: a risk management plan.", "sjtool plan harbour --add"),
        Gap(
            "no-governance",
            17,
            "Not recorded: the lawful basis, condition, policy document and retention review.",
            "sjtool add harbour governance",
        ),
    ]


A = "a-1"


def session(name: str, informant: str) -> Record:
    return ("session", {"id": name, "assessment": A, "set": "section-12@1.0.0", "informant": informant})


def response(name: str, session_id: str, item: str, **keys: Any) -> Record:
    return ("response", {"id": name, "session": session_id, "item": item, **keys})


def rating(name: str, factor: str, recent: str) -> Record:
    return ("rating", {"id": name, "assessment": A, "factor": factor, "person": "subject", "recent": recent})


def result(name: str, instrument: str, **keys: Any) -> Record:
    return ("tool_result", {"id": name, "instrument": instrument, **keys})


HALF_DONE: tuple[Record, ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
    PARTNER,
    ("assessment", {"id": A}),
    session("s-1", "partner"),
    response("r-1", "s-1", "2", value="a-great-deal"),
    response("r-2", "s-1", "3", missing="refused"),
    response("r-3", "s-1", "4", missing="deferred"),
    session("s-2", "subject"),
    response("r-4", "s-2", "2", value="not-at-all"),
    response("r-5", "s-2", "3", value=False),
    ("evidence", {"id": "e-1", "kind": "prison-intelligence", "obtained": False}),
    ("evidence", {"id": "e-2", "kind": "other", "title": "Letter", "obtained": False}),
    result("tr-1", "arms@1.0.0", construct="level", scale="overall", level="medium"),
    result("tr-2", "zeta@1"),
    result("tr-3", "old-tool@1"),
    result("tr-4", "srp-official@1.0.0", scale="dc", construct="likelihood", level="medium"),
    rating("ra-1", "arms-style@1.0.0/opportunity", "high"),
    rating("ra-2", "arms-style@1.0.0/social-influences", "not-enough-information"),
    rating("ra-3", "arms-style@1.0.0/nothing", "high"),
    rating("ra-4", "acute@1.0.0/nothing", "high"),
    ("scenario", {"assessment": A, "kind": "repeat"}),
    (
        "judgement",
        {
            "id": "j-1",
            "assessment": A,
            "stage": "final",
            "level": "high",
            "likelihood": "low",
            "harm_children": "high",
            "whom": "D",
            "limits": "l",
        },
    ),
    (
        "override",
        {"id": "o-1", "judgement": "j-1", "tool_result": "tr-9", "direction": "downward", "evidence": ["e-1"]},
    ),
    ("action", {"id": "ac-1", "assessment": A, "pillar": "supervision", "owner": "PC Hughes"}),
    ("action", {"id": "ac-2", "assessment": A, "pillar": "supervision", "due_on": "2026-03-20"}),
    ("governance", {"id": "g-1", "lawful_basis": "x"}),
)


def test_a_half_done_case_lacks_exactly_this(stand: Stand) -> None:
    assert gaps(stand(*HALF_DONE), question_sets=SETS, factor_sets=SHEETS) == [
        Gap(
            "no-standing",
            1,
            "Not recorded: whether the person is suspected or convicted.",
            "sjtool add harbour person --supersedes subject",
        ),
        Gap(
            "no-purpose",
            1,
            "Not recorded: what the assessment is for.",
            "sjtool add harbour assessment --supersedes a-1",
        ),
        Gap(
            "sources-unsaid",
            3,
            "Not said, whether obtained or not: police intelligence, national databases, previous police "
            "interviews, information from victims, home visits, other agencies, pre-sentence reports, "
            "post-programme reports.",
            "sjtool add harbour evidence",
            essential=False,
        ),
        Gap(
            "not-obtained",
            3,
            "Not obtained: prison intelligence.",
            "sjtool add harbour evidence --supersedes e-1",
        ),
        Gap(
            "not-obtained",
            3,
            "Not obtained: Letter.",
            "sjtool add harbour evidence --supersedes e-2",
        ),
        Gap(
            "no-reason-not-obtained",
            3,
            "Not said why it was not obtained: prison intelligence, Letter.",
            "sjtool add harbour evidence --supersedes e-1",
        ),
        Gap(
            "items-open",
            3,
            "Not yet answered by Ms R: 10 of 12 marked items (1, 4 to 7, 20 to 22, 24, 30).",
            "sjtool interview harbour section-12 --informant partner --only-unanswered",
        ),
        Gap(
            "items-not-put",
            3,
            "Not put to Mr H: 31 of 33 questions of Online behaviour and home life (1, 4 to 33).",
            "sjtool interview harbour section-12 --informant subject --only-unanswered",
        ),
        Gap(
            "no-passport",
            4,
            "Not at hand: the passport of old-tool, zeta; its result cannot be compared.",
            "sjtool sets list",
        ),
        Gap(
            "factors-unrated",
            5,
            "Not rated in this assessment: 9 of the 11 dynamic domains.",
            "sjtool rate harbour arms-style",
        ),
        Gap(
            "not-enough-information",
            5,
            "Not enough information, dynamic domains: Social influences.",
            "sjtool rate harbour arms-style",
        ),
        Gap(
            "ratings-without-factor",
            5,
            "Not shown, for no sheet has the factor they name: ra-3, ra-4.",
            "sjtool show harbour --all",
        ),
        Gap(
            "factors-unrated", 6, "Not rated in this assessment: 8 of the 8 acute factors.", "sjtool rate harbour acute"
        ),
        Gap(
            "discrepancies-unread",
            8,
            "Not read by the officer: 2 marked items with accounts side by side (1 different, 1 refused by one).",
            "sjtool crosscheck harbour",
        ),
        Gap(
            "no-formulation",
            9,
            "Not recorded: a formulation (what, why, why now, what protects).",
            "sjtool add harbour formulation",
        ),
        Gap(
            "few-scenarios",
            9,
            "Not recorded: a second scenario, one of them other than a repeat.",
            "sjtool add harbour scenario",
        ),
        Gap(
            "no-first-judgement",
            13,
            "Not made: the first judgement, before the tools are shown.",
            "sjtool add harbour assessment",
        ),
        Gap(
            "judgement-unsaid",
            13,
            "Not said: the reasons; the strongest evidence against the judgement; how confident the officer is; "
            "what would change the judgement.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "harm-unsaid",
            13,
            "Not judged: harm to the public, harm to prisoners, harm to a known adult, harm to staff, harm to self.",
            "sjtool add harbour judgement --supersedes j-1",
            essential=False,
        ),
        Gap(
            "override-missing",
            14,
            "Not answered by an override: Active Risk Management System (ARMS), official outcome, overall level.",
            "sjtool add harbour assessment",
        ),
        Gap(
            "override-missing",
            14,
            "Not answered by an override: OASys Sexual reoffending Predictor (SRP), official result, Direct contact "
            "(DC-SRP; earlier OSP/DC, OSP/C), likelihood of reoffending.",
            "sjtool add harbour assessment",
        ),
        Gap(
            "overrides-unsaid", 14, "Not said: whether the judgement overrides a tool.", "sjtool add harbour assessment"
        ),
        Gap(
            "no-reconciliation",
            14,
            "Not said: the sentence that reconciles the level with tools that answer another question.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "override-incomplete",
            14,
            "Not said in override o-1: construct, tool level, decided level, rationale, justification, mitigation, "
            "review on, protective evidence.",
            "sjtool add harbour override --supersedes o-1",
        ),
        Gap(
            "no-contingency",
            15,
            "Not recorded: what happens if the plan fails (contingency).",
            "sjtool plan harbour --add",
        ),
        Gap(
            "action-loose",
            15,
            "Not said, who does it by when: ac-1, ac-2.",
            "sjtool add harbour action --supersedes ac-1",
        ),
        Gap("factor-unanswered", 15, "Not answered by any action: Opportunity.", "sjtool plan harbour --add"),
        Gap(
            "no-review-date",
            16,
            "Not recorded: when the judgement is reviewed.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "governance-unsaid",
            17,
            "Not recorded: the Schedule 8 condition relied on, the policy document, when keeping it is reviewed.",
            "sjtool add harbour governance --supersedes g-1",
            essential=False,
        ),
    ]


def test_a_case_judged_too_early_lacks_exactly_this(stand: Stand) -> None:
    judged = ("judgement", {"id": "j-1", "assessment": A, "stage": "final", "level": "low", "overrides": ["o-1"]})
    arms = result("tr-1", "arms@1.0.0", construct="level", scale="overall", level="high")
    override = ("override", {"id": "o-1", "judgement": "j-1", "tool_result": "tr-1"})
    assert gaps(stand(SUBJECT, ASSESSMENT, judged, arms, override)) == [
        Gap(
            "no-information", 3, "Not recorded: any evidence or interview to judge from.", "sjtool add harbour evidence"
        ),
        Gap("not-interviewed", 3, "Not interviewed: Mr H.", "sjtool interview harbour section-12 --informant subject"),
        Gap("not-rated-arms-style", 5, "Not rated: the dynamic domains.", "sjtool rate harbour arms-style"),
        Gap("not-rated-acute", 6, "Not rated: the acute factors.", "sjtool rate harbour acute"),
        Gap(
            "no-household",
            7,
            "Not recorded: anybody in the household, or that the person lives alone.",
            "sjtool add harbour person",
        ),
        Gap(
            "no-formulation",
            9,
            "Not recorded: a formulation (what, why, why now, what protects).",
            "sjtool add harbour formulation",
        ),
        Gap("no-scenarios", 9, "Not recorded: scenarios of how things could go.", "sjtool add harbour scenario"),
        Gap(
            "no-first-judgement",
            13,
            "Not made: the first judgement, before the tools are shown.",
            "sjtool add harbour assessment",
        ),
        Gap(
            "judgement-unsaid",
            13,
            "Not said: to whom; the reasons; the strongest evidence against the judgement; how confident the "
            "officer is; the limits of the judgement; what would change the judgement.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "harm-unsaid",
            13,
            "Not judged: harm to the public, harm to prisoners, harm to a known adult, harm to children, harm to "
            "staff, harm to self.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "not-countersigned",
            14,
            "Not countersigned: going below Active Risk Management System (ARMS), official outcome is not final "
            "without it.",
            "sjtool sign harbour",
        ),
        Gap(
            "override-incomplete",
            14,
            "Not said in override o-1: construct, tool level, decided level, direction, rationale, justification, "
            "evidence, mitigation, review on.",
            "sjtool add harbour override --supersedes o-1",
        ),
        Gap("no-plan", 15, "Not recorded: a risk management plan.", "sjtool plan harbour --add"),
        Gap(
            "no-review-date",
            16,
            "Not recorded: when the judgement is reviewed.",
            "sjtool add harbour judgement --supersedes j-1",
        ),
        Gap(
            "no-governance",
            17,
            "Not recorded: the lawful basis, condition, policy document and retention review.",
            "sjtool add harbour governance",
        ),
    ]


def test_somebody_without_a_label_is_named_by_id_and_asked_again_by_id(stand: Stand) -> None:
    people = [("person", {"id": name, "roles": [role]}) for name, role in (("mr-h", "subject"), ("ms-r", "partner"))]
    found = gaps(stand(*people, session("s-1", "ms-r"), response("r-1", "s-1", "2", value="x")), question_sets=SETS)
    told = {gap.code: (gap.text, gap.command) for gap in found}
    assert told["not-interviewed"] == (
        "Not interviewed: mr-h.",
        "sjtool interview harbour section-12 --informant mr-h",
    )
    assert told["items-open"] == (
        "Not yet answered by ms-r: 11 of 12 marked items (1, 3 to 7, 20 to 22, 24, 30).",
        "sjtool interview harbour section-12 --informant ms-r --only-unanswered",
    )


def test_a_person_under_assessment_with_open_questions_is_no_gap_of_marked_items(stand: Stand) -> None:
    asked = (SUBJECT, ASSESSMENT, session("s-2", "subject"), response("r-4", "s-2", "2", missing="deferred"))
    assert "items-open" not in {gap.code for gap in gaps(stand(*asked), question_sets=SETS)}


def test_a_partner_to_whom_no_item_was_put_yet_has_no_open_items(stand: Stand) -> None:
    found = gaps(stand(SUBJECT, PARTNER, ASSESSMENT, session("s-1", "partner")), question_sets=SETS)
    assert not {"items-open"} & {gap.code for gap in found}
    assert [gap.text for gap in found if gap.code == "not-interviewed"] == ["Not interviewed: Mr H."]


def test_an_interview_alone_is_information_and_evidence_alone_is(stand: Stand) -> None:
    for record in (session("s-1", "subject"), ("evidence", {"id": "e-1", "kind": "other"})):
        found = {gap.code: gap for gap in gaps(stand(SUBJECT, record))}
        assert "no-information" not in found
        assert found["sources-unsaid"].essential
        assert len(found["sources-unsaid"].text.split(", ")) == 10


def test_of_two_versions_of_a_sheet_the_newest_in_use_is_looked_at(stand: Stand) -> None:
    acute = SHEETS["acute@1.0.0"]
    fewer = acute.model_copy(update={"factor": acute.factor[:3]})
    found = gaps(stand(SUBJECT, ASSESSMENT), factor_sets={"acute@1.0.0": acute, "acute@1.1.0": fewer})
    unrated = [gap.text for gap in found if gap.code == "factors-unrated"]
    assert unrated == ["Not rated in this assessment: 3 of the 3 acute factors."]


def test_a_sheet_of_the_forces_own_is_named_by_its_title(stand: Stand) -> None:
    acute = SHEETS["acute@1.0.0"]
    head = acute.set.model_copy(update={"id": "own-sheet", "title": "Our own (section 4)"})
    own = acute.model_copy(update={"set": head, "factor": acute.factor[:2]})
    found = gaps(stand(SUBJECT, ASSESSMENT), factor_sets={"own-sheet@1.0.0": own})
    (gap,) = [one for one in found if one.code == "factors-unrated"]
    assert gap == Gap(
        "factors-unrated",
        5,
        "Not rated in this assessment: 2 of the 2 factors of Our own.",
        "sjtool rate harbour own-sheet",
    )


def test_of_several_footings_the_latest_counts(stand: Stand) -> None:
    whole = {"lawful_basis": "x", "schedule_8_condition": "x", "policy_document": "x", "retention_review_on": "2036"}
    footings = [("governance", {"id": f"g-{number}", **whole}) for number in (1, 2)]
    (gap,) = [one for one in gaps(stand(*footings, ("governance", {"id": "g-3"}))) if one.section == 17]
    assert gap.text == (
        "Not recorded: the lawful basis, the Schedule 8 condition relied on, the policy document, "
        "when keeping it is reviewed."
    )
    assert gap.command == "sjtool add harbour governance --supersedes g-3"


def found_by_code(standing: Standing, **used: Any) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for gap in gaps(standing, **used):
        told.setdefault(gap.code, []).append(gap.text)
    return told


@pytest.mark.parametrize("role", ["partner", "carer", "child", "relative"])
def test_anybody_around_the_person_makes_a_household(role: str, stand: Stand) -> None:
    around = ("person", {"id": "p-1", "roles": [role]})
    assert "no-household" not in found_by_code(stand(SUBJECT, around))


@pytest.mark.parametrize("role", ["victim", "potential-victim", "professional"])
def test_somebody_outside_it_makes_no_household(role: str, stand: Stand) -> None:
    assert "no-household" in found_by_code(stand(SUBJECT, ("person", {"id": "p-1", "roles": [role]})))


def test_several_factors_of_one_gap_are_all_named(stand: Stand) -> None:
    rated = [
        rating("ra-1", "arms-style@1.0.0/opportunity", "high"),
        rating("ra-2", "arms-style@1.0.0/hostile-orientation", "high"),
        rating("ra-3", "arms-style@1.0.0/social-influences", "not-enough-information"),
        rating("ra-4", "arms-style@1.0.0/sexual-preoccupation", "not-enough-information"),
    ]
    plan = ("action", {"id": "ac-1", "assessment": A, "pillar": "contingency"})
    told = found_by_code(stand(SUBJECT, ASSESSMENT, *rated, plan), factor_sets=SHEETS)
    titles = {factor.id: factor.title for factor in SHEETS["arms-style@1.0.0"].factor}
    assert told["not-enough-information"] == [
        f"Not enough information, dynamic domains: {titles['sexual-preoccupation']}; {titles['social-influences']}."
    ]
    assert told["factor-unanswered"] == [
        f"Not answered by any action: {titles['opportunity']}; {titles['hostile-orientation']}."
    ]


DIFFER: tuple[Record, ...] = (
    SUBJECT,
    PARTNER,
    ASSESSMENT,
    session("s-1", "partner"),
    session("s-2", "subject"),
    response("r-1", "s-1", "2", value="a-great-deal"),
    response("r-2", "s-2", "2", value="not-at-all"),
)


def unread(number: str, kinds: str) -> list[str]:
    return [f"Not read by the officer: {number} with accounts side by side ({kinds})."]


def test_accounts_of_a_set_in_two_versions_are_counted_once_and_those_of_two_sets_both(stand: Stand) -> None:
    questions = SETS["section-12@1.0.0"]
    versions = {"section-12": questions, "section-12@1.0.0": questions, "section-12@1.1.0": questions}
    told = found_by_code(stand(*DIFFER), question_sets=versions)
    assert told["discrepancies-unread"] == unread("1 marked item", "1 different")
    own = questions.model_copy(update={"set": questions.set.model_copy(update={"id": "own-set"})})
    sessions = [
        ("session", {"id": f"s-{who}", "set": "own-set@1.0.0", "informant": who}) for who in ("subject", "partner")
    ]
    answers = [response(f"r-{who}", f"s-{who}", "3", value=who == "subject") for who in ("subject", "partner")]
    both = {"section-12@1.0.0": questions, "own-set@1.0.0": own}
    told = found_by_code(stand(*DIFFER, *sessions, *answers), question_sets=both)
    assert told["discrepancies-unread"] == unread("2 marked items", "2 different")


def test_a_sheet_that_was_used_without_its_version_is_known_by_its_id(stand: Stand) -> None:
    acute = SHEETS["acute@1.0.0"]
    one = rating("ra-1", "acute/hostility", "present")
    told = gaps(stand(SUBJECT, ASSESSMENT, one), factor_sets={"acute": acute})
    assert "not-rated-acute" not in {gap.code for gap in told}
    (unrated,) = [gap for gap in told if gap.code == "factors-unrated"]
    assert (unrated.section, unrated.text, unrated.command) == (
        6,
        "Not rated in this assessment: 7 of the 8 acute factors.",
        "sjtool rate harbour acute",
    )
    fewer = acute.model_copy(update={"factor": acute.factor[:3]})
    told = gaps(stand(SUBJECT, ASSESSMENT, one), factor_sets={"acute": acute, "acute@1.1.0": fewer})
    assert [gap.text for gap in told if gap.code == "factors-unrated"] == [
        "Not rated in this assessment: 3 of the 3 acute factors."
    ]
