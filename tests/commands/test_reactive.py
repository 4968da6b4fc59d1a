"""`sjtool reactive`: what it prints, and how a proposal, an approval, a refusal, checks and an end are recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
SUPERVISOR = "ds-2090"
PEOPLE = (
    Draft("officer", {"id": "pc-4412", "name": "PC A. Hughes", "role": "offender manager", "agency": "Police"}),
    Draft(
        "officer",
        {"id": SUPERVISOR, "name": "DS B. Okafor", "role": "supervisor", "agency": "Police", "trained": ["supervisor"]},
    ),
)
STATUS = {"lead_agency": "Example Police", "lead_agency_since": "2020-04-01", "mappa_category": 1, "mappa_level": 1}
SAYS = "considered = [{}]\n".format(
    ", ".join(f'"reactive-conditions@1.0.0/{one}"' for one in ("offence-free", "concern-free", "no-civil-order"))
)
PROPOSAL = (
    '[[event]]\nheld_on = "2026-03-03"\nwhat = "Proposed."\nrationale = "Read and asked."\nevidence = ["e-001"]\n'
    + SAYS
)
START = '[[event]]\nheld_on = "2026-03-04"\nrationale = "I read it all and asked her too."\n'
CHECKS = ("pnd", "pnc", "wicu", "nca", "interpol", "visor", "local-intelligence", "agency-checks")


def judgement(assessment: str, level: str = "low") -> Draft:
    keys = {"assessment": assessment, "stage": "final", "level": level, "likelihood": level, "overrides": "none"}
    return Draft(
        "judgement", {**keys, "whom": "nobody in particular", "rationale": "settled", "review_on": "2027-01-01"}
    )


@pytest.fixture
def mill(make_case: Callable[..., Path]) -> Callable[..., Path]:
    """A case in which a proposal may be made; `more` is recorded after the rest, `gender` is the person's."""

    def make(*more: Draft, gender: str = "male", level: str = "low") -> Path:
        person = {
            "id": "subject",
            "roles": ["subject"],
            "standing": "convicted",
            "label": "Mr MARKER",
            "gender": gender,
        }
        begin = (
            *PEOPLE,
            Draft("person", person),
            Draft("status", STATUS),
            Draft("assessment", {"opened_on": "2022-04-20", "trigger": "review", "purpose": "Yearly."}),
            judgement("a-001"),
        )
        path = make_case("mill", beginning=begin, at=datetime(2022, 5, 1, tzinfo=UTC))
        arms = {"instrument": "arms@1.0.0", "origin": "received", "construct": "level", "dated_on": "2026-02-10"}
        found = {"nature": "fact", "kind": "national-databases", "title": "Search", "obtained": True}
        now = [
            Draft("assessment", {"opened_on": "2026-02-01", "trigger": "review", "purpose": "Reactive management."}),
            Draft("tool_result", {**arms, "level": level, "limits": "none", "assessment": "a-002"}),
            Draft("evidence", {**found, "dated_on": "2026-02-12"}),
            judgement("a-002"),
        ]
        Ledger(path).append([*now, *more], by="pc-4412", at=datetime(2026, 3, 1, tzinfo=UTC))
        return path

    return make


INTELLIGENCE = Draft("event", {"kind": "intelligence", "held_on": "2025-05-20", "what": "Seen near a school, MARKER."})
RESTRAINING = Draft("order", {"kind": "Restraining order MARKER", "made_on": "2021-01-01"})


@pytest.fixture
def proposed(mill: Any, run: Any, answers: Any) -> Path:
    """A case with a proposal that waits (`ev-001`)."""
    path: Path = mill()
    assert run("reactive", path, "--propose", "--answers", answers(PROPOSAL)).status == 0
    return path


@pytest.fixture
def approved(proposed: Path, run: Any, answers: Any) -> Path:
    """The same, approved (`ev-002`)."""
    done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--answers", answers(START))
    assert done.status == 0
    return proposed


def conditions(run: Any, path: Path) -> dict[str, str]:
    found = json.loads(run("reactive", path, "--json").stdout)
    return {one["id"]: one["state"] for one in found["conditions"]}


def test_it_prints_the_conditions_and_no_word_of_the_case(run: Any, mill: Any) -> None:
    path = mill(INTELLIGENCE, RESTRAINING)
    with_text, with_json = run("reactive", path), run("reactive", path, "--json")
    assert (with_text.status, with_json.status) == (0, 0)
    assert "MARKER" not in with_text.stdout + with_json.stdout
    assert "MET        Managed as low for the last three years" in with_text.stdout
    assert "Records: ev-001 (20 May 2025)" in with_text.stdout
    assert with_text.stdout.rstrip().endswith("the officer's decision\nand the supervisor's.")
    assert max(len(line) for line in with_text.stdout.replace(str(path), "mill").split("\n")) <= 80
    assert "consultation" in (path.parent / "mill.access.jsonl").read_text(encoding="utf-8")


def test_a_proposal_is_asked_for_and_answers_one_by_one(run: Any, mill: Any, typed: Any, records: Any) -> None:
    path = mill(INTELLIGENCE, RESTRAINING)
    lines = (
        "",
        "n",
        "y",
        "ev-001",
        "e-001",
        "He delivers there.",
        "It protects a neighbour.",
        "y",
        "y",
        "Asked.",
        "V 7",
    )
    done = run("reactive", path, "--propose", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    assert "Then there is nothing to propose" in done.stderr
    assert "None of these is the search" in done.stderr
    assert "Seen near a school" in done.stderr
    saved = records(path, "event")[-1]
    assert (saved["kind"], saved["held_on"], saved["touches"]) == (
        "reactive-proposal",
        "2026-03-04",
        ["ev-001", "or-001"],
    )
    assert "ev-001, intelligence, 20 May 2025: He delivers there." in saved["what"]
    assert "or-001, an order in force, 1 January 2021: It protects a neighbour." in saved["what"]
    assert (saved["rationale"], saved["reference"], saved["evidence"]) == ("Asked.", "V 7", ["e-001"])
    assert records(path, "template")[0]["ref"] == "reactive-conditions@1.0.0"
    assert set(conditions(run, path).values()) == {"met", "not-shown"}


def test_each_kind_of_record_is_asked_in_its_own_way(run: Any, mill: Any, typed: Any, records: Any) -> None:
    rating = {"assessment": "a-002", "factor": "acute@1.0.0/hostility", "person": "subject", "recent": "act-now"}
    path = mill(
        Draft("event", {"kind": "lead-agency-change", "held_on": "2025-01-01", "what": "To another force."}),
        Draft("rating", {**rating, "rationale": "He shouted.", "held_on": "2025-02-01"}),
        Draft("status", {**STATUS, "sentenced_on": "2025-03-01"}),
    )
    lines = (
        "",
        "y",
        "e-001",
        "He calmed down.",
        "Police before and after.",
        "A fine; not sexual.",
        "y",
        "y",
        "Asked.",
        "",
    )
    done = run("reactive", path, "--propose", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    asked = " ".join(done.stderr.split())
    assert "ra-001, hostility rated act now, 1 February 2025: why is it no concern?" in asked
    assert "ev-001, lead agency change, 1 January 2025: who led before and after?" in asked
    assert "st-002, a sentence, 1 March 2025: was it served in the community" in asked
    assert records(path, "event")[-1]["touches"] == ["ra-001", "ev-001", "st-002"]


def test_a_search_may_be_recorded_on_the_way(run: Any, mill: Any, typed: Any, records: Any) -> None:
    path = mill()
    new = ("new Second search", "fact", "national-databases", "2026-03-01", "")
    done = run("reactive", path, "--propose", "--plain", input=typed("", "y", *new, "y", "y", "Asked.", ""))
    assert done.status == 0, done.stderr
    assert records(path, "event")[-1]["evidence"] == ["e-002"]
    assert "No concern and no other order" in records(path, "event")[-1]["what"]
    assert conditions(run, path)["offence-free"] == "met"


def test_what_was_typed_stands_when_it_was_stopped(run: Any, mill: Any, typed: Any, records: Any) -> None:
    path = mill(INTELLIGENCE)
    stopped = run(
        "reactive", path, "--propose", "--plain", input=typed("", "y", "e-001", "He delivers there.", ":quit")
    )
    assert stopped.status == 0
    assert records(path, "event")[1:] == []
    done = run("reactive", path, "--propose", "--plain", input=typed("", "", "", "", "y", "y", "Asked.", ""))
    assert done.status == 0, done.stderr
    assert "He delivers there." in records(path, "event")[-1]["what"]


@pytest.mark.parametrize(
    "more",
    [
        Draft("event", {"kind": "sexual-offence", "held_on": "2025-01-01", "what": "MARKER"}),
        Draft("event", {"kind": "recall", "held_on": "2025-01-01", "what": "MARKER"}),
        Draft("order", {"kind": "SHPO MARKER", "made_on": "2021-01-01"}),
        judgement("a-002", "medium"),
    ],
)
def test_a_condition_that_no_proposal_could_show_refuses_it_before_anything_is_asked(
    run: Any, mill: Any, more: Draft, nothing_written: Any, codes_of: Any
) -> None:
    path = mill(more)
    with nothing_written(path):
        done = run("reactive", path, "--propose", "--plain", input="")
    assert done.status == 3
    assert set(codes_of(done)) == {"reactive-condition-not-met"}
    assert "MARKER" not in done.stderr


def test_an_order_whose_discharge_is_sought_is_weighed_case_by_case(
    run: Any, mill: Any, typed: Any, answers: Any, records: Any, codes_of: Any
) -> None:
    path = mill(Draft("order", {"kind": "SHPO", "made_on": "2021-01-01", "discharge_sought": True}))
    silent = PROPOSAL.replace(', "reactive-conditions@1.0.0/no-civil-order"', "")
    refused = run("reactive", path, "--propose", "--answers", answers(silent))
    assert codes_of(refused) == ["reactive-exception-unsaid"]
    lines = ("", "y", "e-001", "y", "y", "The court sits in May.", "Asked.", "")
    done = run("reactive", path, "--propose", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    assert "The order in force: The court sits in May." in records(path, "event")[-1]["what"]
    assert run("reactive", path, "--approve", "--by", SUPERVISOR, "--answers", answers(START)).status == 0
    found = json.loads(run("reactive", path, "--json").stdout)
    assert (found["stage"], [c["id"] for c in found["conditions"] if c["exception"]]) == (
        "reactive",
        ["no-civil-order"],
    )
    assert "Exception: case by case" in run("reactive", path).stdout


def test_for_a_woman_the_proposal_names_what_the_judgement_rests_on(run: Any, mill: Any, typed: Any) -> None:
    path = mill(judgement("a-002", "medium"), gender="female", level="medium")
    done = run("reactive", path, "--propose", "--plain", input=typed("", "y", "e-001", "y", "y", "Asked.", ""))
    assert done.status == 0, done.stderr
    assert "your judgement of her" in done.stderr
    assert conditions(run, path)["current-arms-low"] == "met"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            PROPOSAL.replace('rationale = "Read and asked."\n', ""),
            {"reactive-without-reasons", "reactive-condition-not-met"},
        ),
        (PROPOSAL.replace(SAYS, ""), {"reactive-condition-not-met"}),
        (PROPOSAL.replace('["e-001"]', "[]"), {"reactive-condition-not-met"}),
        (PROPOSAL.replace('["e-001"]', '["e-9"]'), {"unknown-id"}),
        (PROPOSAL.replace("2026-03-03", "2026-03-05"), {"date-ahead"}),
        (PROPOSAL.replace('what = "Proposed."\n', ""), {"key-missing"}),
        (PROPOSAL + 'kind = "reactive-start"\n', {"reactive-other-kind"}),
        (PROPOSAL + "kind = ['x']\n", {"reactive-other-kind"}),
        (PROPOSAL + PROPOSAL, {"two-of-one"}),
        (PROPOSAL + "marker = 'MARKER'\n", {"unknown-key"}),
        ("[[evidence]]\nkind = 'other'\n", {"answers-empty"}),
        ("[[rating]]\nrecent = 'x'\n", {"unknown-kind"}),
        ("held_on = '2026'\n", {"unknown-key"}),
        ("", {"answers-empty"}),
    ],
)
def test_a_proposal_by_file_is_held_to_the_same(
    run: Any, mill: Any, answers: Any, text: str, codes: set[str], nothing_written: Any, codes_of: Any
) -> None:
    path, file = mill(), answers(text)
    with nothing_written(path):
        done = run("reactive", path, "--propose", "--answers", file)
    assert set(codes_of(done)) == codes
    assert done.status == 3
    assert "MARKER" not in done.stderr


def test_a_concern_that_the_file_does_not_answer_is_named(run: Any, mill: Any, answers: Any, codes_of: Any) -> None:
    path = mill(INTELLIGENCE)
    done = run("reactive", path, "--propose", "--answers", answers(PROPOSAL))
    assert codes_of(done) == ["reactive-condition-not-met"]
    assert "why each is no concern: ev-001" in done.stderr
    answered = answers(PROPOSAL + 'touches = ["ev-001"]\n')
    assert run("reactive", path, "--propose", "--answers", answered).status == 0


def test_a_file_may_bring_the_search_with_it(run: Any, mill: Any, answers: Any, records: Any) -> None:
    path = mill()
    search = '[[evidence]]\nnature = "fact"\nkind = "other"\ntitle = "Log"\ndated_on = "2026-03-01"\nobtained = true\n'
    text = search + PROPOSAL.replace('["e-001"]', '["+0"]')
    done = run("reactive", path, "--propose", "--answers", answers(text), "--json")
    assert done.status == 0, done.stderr
    assert [one["id"] for one in json.loads(done.stdout)["saved"]] == ["t-001", "e-002", "ev-001"]
    assert records(path, "event")[-1]["evidence"] == ["e-002"]


def test_a_supervisor_sees_it_all_and_approves(run: Any, proposed: Path, typed: Any, records: Any) -> None:
    lines = ("", "I read it all and asked her too.", "y", "n", "n", "")
    done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    assert "Why: Read and asked." in done.stderr
    assert "still to be done: checks are set to run once a year" in done.stderr
    start = records(proposed, "event")[-1]
    assert (start["kind"], start["by"], start["touches"]) == ("reactive-start", SUPERVISOR, ["ev-001"])
    assert start["evidence"] == ["ev-001"]
    assert start["effects"] == ["review-date-blank", "visits-stopped", "arms-stopped", "visor-front-page-marked"]
    status = records(proposed, "status")[-1]
    assert {key: status[key] for key in STATUS} == STATUS
    assert status["management"] == "reactive"
    assert set(conditions(run, proposed).values()) == {"met"}
    shown = run("reactive", proposed).stdout
    assert "since 4 March 2026, approved by ev-002" in shown
    assert "Nothing is left to be shown." in shown
    assert "OPEN: checks are set" in shown


def test_what_of_the_assessment_is_not_done_is_said_before_it_is_decided(
    run: Any, mill: Any, typed: Any, answers: Any
) -> None:
    path = mill()
    asked = run("reactive", path, "--propose", "--plain", input=typed(":quit"))
    told = " ".join(asked.stderr.split())
    not_done = "NOT DONE in the open assessment (a-002): 11 of the 11 factors of arms-style are not rated; "
    assert not_done + "8 of the 8 factors of acute are not rated; it is not signed." in told
    assert told.index("NOT DONE") < told.index("On what day do you propose it?")
    by_file = run("reactive", path, "--propose", "--answers", answers(PROPOSAL))
    assert (by_file.status, not_done in " ".join(by_file.stderr.split())) == (0, True)
    for act in ("--approve", "--refuse"):
        shown = run("reactive", path, act, "--by", SUPERVISOR, "--plain", input=typed(":quit"))
        assert not_done in " ".join(shown.stderr.split())
    approved = run("reactive", path, "--approve", "--by", SUPERVISOR, "--answers", answers(START))
    assert (approved.status, not_done in " ".join(approved.stderr.split())) == (0, True)


def test_a_supervisor_s_reason_is_a_sentence(run: Any, proposed: Path, typed: Any, records: Any) -> None:
    lines = ("", "agree", "Read it through, and asked his wife.", "n", "n", "n", "")
    done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    assert "Say it in a sentence: what was looked at, and why it is right." in " ".join(done.stderr.split())
    assert records(proposed, "event")[-1]["rationale"] == "Read it through, and asked his wife."


def test_conditions_in_the_way_are_listed_under_one_why_and_one_fix(run: Any, mill: Any, codes_of: Any) -> None:
    path = mill(judgement("a-002", "medium"), Draft("order", {"kind": "SHPO", "made_on": "2021-01-01"}))
    refused = run("reactive", path, "--propose", "--plain", input="")
    assert codes_of(refused) == ["reactive-condition-not-met"]
    assert "2 conditions are not met or not shown:\n" in refused.stderr
    assert "    - the condition no-civil-order is not met. In force: or-001." in refused.stderr
    assert (refused.stderr.count("  why: "), refused.stderr.count("  fix: ")) == (1, 1)


def test_nobody_is_invited_to_make_themselves_a_supervisor(run: Any, proposed: Path) -> None:
    for officer in ("pc-4412", "ds-9"):
        told = run("reactive", proposed, "--approve", "--by", officer, "--plain", input="").stderr
        assert "ask a trained supervisor to do it, under their own id" in told
        assert "if you are" not in told
        assert "--supersedes" not in told


def test_an_approval_by_file_names_its_effects(run: Any, proposed: Path, answers: Any, records: Any) -> None:
    text = START + 'effects = ["person-told"]\nevidence = ["e-001"]\nwhat = "Approved at the meeting."\n'
    assert run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--answers", answers(text)).status == 0
    start = records(proposed, "event")[-1]
    assert start["effects"] == ["review-date-blank", "visits-stopped", "arms-stopped", "person-told"]
    assert (start["evidence"], start["what"]) == (["ev-001", "e-001"], "Approved at the meeting.")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (START.replace("I read it all and asked her too.", "agree"), ["reactive-reason-short"]),
        (START.replace('rationale = "I read it all and asked her too."\n', ""), ["reactive-without-reasons"]),
        (START.replace("2026-03-04", "2026-03-02"), ["reactive-before-proposal"]),
        (START + "effects = ['fly']\n", ["value-wrong-kind"]),
        (START + "evidence = 5\n", ["value-wrong-kind"]),
        (START + "kind = 'reactive-refusal'\n", ["reactive-other-kind"]),
    ],
)
def test_an_approval_that_would_not_do_is_refused(
    run: Any, proposed: Path, answers: Any, text: str, codes: list[str], nothing_written: Any, codes_of: Any
) -> None:
    file = answers(text)
    with nothing_written(proposed):
        done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--answers", file)
    assert (codes_of(done), done.status) == (codes, 3)


@pytest.mark.parametrize("act", ["--approve", "--refuse"])
def test_only_another_officer_who_is_a_trained_supervisor_decides(
    run: Any, proposed: Path, act: str, codes_of: Any
) -> None:
    mine = run("reactive", proposed, act, "--plain", input="")
    assert codes_of(mine) == ["reactive-own-proposal", "supervisor-untrained"]
    unknown = run("reactive", proposed, act, "--by", "ds-9", "--plain", input="")
    assert codes_of(unknown) == ["supervisor-unknown"]


def test_what_came_in_since_the_proposal_stops_the_approval(
    run: Any, proposed: Path, answers: Any, codes_of: Any
) -> None:
    Ledger(proposed).append([INTELLIGENCE], by="pc-4412", at=datetime(2026, 3, 4, tzinfo=UTC))
    done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--answers", answers(START))
    assert codes_of(done) == ["reactive-condition-not-met"]


def test_an_approval_is_of_the_case_as_it_was_shown(
    run: Any, proposed: Path, typed: Any, monkeypatch: pytest.MonkeyPatch, codes_of: Any
) -> None:
    from sjtool.commands import reactive_decide

    def meanwhile(*given: Any) -> None:
        Ledger(proposed).append([INTELLIGENCE], by="pc-4412", at=datetime(2026, 3, 4, tzinfo=UTC))
        show(*given)

    show = reactive_decide._show
    monkeypatch.setattr(reactive_decide, "_show", meanwhile)
    lines = ("", "I read it all and asked her too.", "y", "y", "y", "")
    done = run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--plain", input=typed(*lines))
    assert done.status == 3
    assert codes_of(done)[0] == "case-moved-on"
    assert json.loads(run("reactive", proposed, "--json").stdout)["approval"] is None


def test_a_refusal_is_recorded_with_its_reasons(run: Any, proposed: Path, typed: Any, records: Any) -> None:
    lines = ("", "Speak to social care first.")
    done = run("reactive", proposed, "--refuse", "--by", SUPERVISOR, "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    saved = records(proposed, "event")[-1]
    assert (saved["kind"], saved["rationale"]) == ("reactive-refusal", "Speak to social care first.")
    assert (saved["touches"], saved["evidence"]) == (["ev-001"], ["ev-001"])
    assert len(records(proposed, "status")) == 1
    assert "Last refused: ev-002" in run("reactive", proposed).stdout


def test_a_refusal_by_file_may_be_followed_by_another_proposal(run: Any, proposed: Path, answers: Any) -> None:
    assert run("reactive", proposed, "--refuse", "--by", SUPERVISOR, "--answers", answers(START)).status == 0
    assert run("reactive", proposed, "--propose", "--answers", answers(PROPOSAL)).status == 0
    assert json.loads(run("reactive", proposed, "--json").stdout)["stage"] == "proposed"


def test_each_act_has_its_moment(run: Any, mill: Any, codes_of: Any) -> None:
    path = mill()
    for act in ("--approve", "--refuse", "--check", "--withdraw"):
        assert codes_of(run("reactive", path, act, "--by", SUPERVISOR, "--plain", input="")) == ["reactive-stage"]


def test_nothing_is_proposed_twice(run: Any, proposed: Path, answers: Any, codes_of: Any) -> None:
    assert codes_of(run("reactive", proposed, "--propose", "--answers", answers(PROPOSAL))) == ["reactive-stage"]
    run("reactive", proposed, "--approve", "--by", SUPERVISOR, "--answers", answers(START))
    assert codes_of(run("reactive", proposed, "--propose", "--answers", answers(PROPOSAL))) == ["reactive-stage"]


def test_two_acts_or_answers_to_none_are_refused(run: Any, mill: Any, answers: Any) -> None:
    path = mill()
    two = run("reactive", path, "--propose", "--check")
    assert (two.status, "error[two-acts]" in two.stderr) == (2, True)
    none = run("reactive", path, "--answers", answers(PROPOSAL))
    assert (none.status, "error[answers-without-act]" in none.stderr) == (2, True)


def test_the_yearly_checks_are_asked_one_by_one(run: Any, approved: Path, typed: Any, records: Any) -> None:
    lines = ["1", ""] * 6 + [
        "2",
        "3/3/2026",
        "A new car.",
        "not looked",
        "Asked for by Friday.",
        "y",
        "n",
        "Spoke to his employer.",
    ]
    done = run("reactive", approved, "--check", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    saved = records(approved, "event")[-1]
    assert (saved["kind"], saved["held_on"]) == ("reactive-check", "2026-03-04")
    assert saved["considered"] == [f"reactive-checks@1.0.0/{one}" for one in CHECKS[:-1]]
    assert "Local intelligence: looked on 2026-03-03: something new. A new car." in saved["what"]
    assert "Checks with agencies: not looked. Asked for by Friday." in saved["what"]
    assert saved["what"].endswith("\nBesides: Spoke to his employer.")
    assert saved["effects"] == ["visor-front-page-marked"]
    assert "event mill" in done.stderr.replace(str(approved), "mill")
    assert "Not looked: agency-checks" in done.stderr
    shown = run("reactive", approved).stdout
    assert "last made 4 March 2026; the next by 4 March 2027" in shown.replace("\n", " ").replace("    ", "")
    assert records(approved, "template")[-1]["ref"] == "reactive-checks@1.0.0"


def checks(*, without: str = "", **other: str) -> str:
    rows = {one: 'outcome = "nothing-new"\nheld_on = "2026-03-03"\n' for one in CHECKS if one != without}
    return "".join(f'[[check]]\ncheck = "{one}"\n{row}' for one, row in (rows | other).items())


def test_the_checks_may_come_by_file(run: Any, approved: Path, answers: Any, records: Any) -> None:
    text = 'effects = ["yearly-checks-set"]\nbesides = "Letter."\n' + checks(
        wicu='outcome = "not-looked"\nwords = "No reply."\n'
    )
    assert run("reactive", approved, "--check", "--answers", answers(text)).status == 0
    saved = records(approved, "event")[-1]
    assert (len(saved["considered"]), saved["held_on"]) == (7, "2026-03-03")
    assert (saved["effects"], saved["what"].split("\n")[-1]) == (["yearly-checks-set"], "Besides: Letter.")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (checks(without="nca"), ["check-unsaid"]),
        (checks(pnc='outcome = "nothing-new"\n'), ["check-undated"]),
        (checks(pnc='outcome = "nothing-new"\nheld_on = "2026-02-30"\n'), ["check-undated"]),
        (checks(pnc='outcome = "something-new"\nheld_on = "2026-03-01"\n'), ["check-without-words"]),
        (checks(pnc='outcome = "not-looked"\nwords = " "\n'), ["check-without-words"]),
        (checks(pnc='outcome = "MARKER"\n'), ["check-unsaid"]),
        (checks(pnc='outcome = "nothing-new"\nheld_on = "2026-03-05"\n'), ["date-ahead"]),
        (checks() + '[[check]]\ncheck = "pnc"\noutcome = "nothing-new"\nheld_on = "2026"\n', ["two-of-one"]),
        (checks() + '[[check]]\ncheck = "MARKER"\noutcome = "nothing-new"\nheld_on = "2026"\n', ["check-unknown"]),
        (checks(pnc='outcome = "nothing-new"\nheld_on = "2026"\nfound = "MARKER"\n'), ["unknown-key"]),
        (checks() + "[[event]]\nwhat = 'x'\n", ["unknown-kind"]),
        ("note = 'MARKER'\n" + checks(), ["unknown-key"]),
        ("effects = 'MARKER'\n" + checks(), ["value-wrong-kind"]),
        ("".join(f'[[check]]\ncheck="{c}"\noutcome="not-looked"\nwords="Later."\n' for c in CHECKS), ["check-none"]),
    ],
)
def test_checks_that_leave_something_unsaid_are_refused(
    run: Any, approved: Path, answers: Any, text: str, codes: list[str], nothing_written: Any, codes_of: Any
) -> None:
    file = answers(text)
    with nothing_written(approved):
        done = run("reactive", approved, "--check", "--answers", file)
    assert (codes_of(done), done.status) == (codes, 3)
    assert "MARKER" not in done.stderr


CHANGE = Draft("event", {"kind": "significant-change", "held_on": "2026-03-04", "what": "He moved in with a family."})


def test_back_to_active_management_with_cause_and_record(run: Any, approved: Path, typed: Any, records: Any) -> None:
    Ledger(approved).append([CHANGE], by="pc-4412", at=datetime(2026, 3, 4, tzinfo=UTC))
    lines = ("", "1", "1", "He moved in with a family.", "The plan does not fit.", "")
    done = run("reactive", approved, "--withdraw", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    assert "He moved in with a family." in done.stderr
    saved = records(approved, "event")[-1]
    assert (saved["kind"], saved["cause"], saved["touches"]) == ("reactive-end", "significant-change", ["ev-003"])
    assert records(approved, "status")[-1]["management"] == "active"
    assert records(approved, "status")[-1]["mappa_level"] == 1
    assert "Another three years are not always needed" in done.stderr
    assert "ARMS is reviewed after a significant change" in done.stderr
    assert json.loads(run("reactive", approved, "--json").stdout)["stage"] == "ended"
    assert "ended on 4 March 2026 by ev-004" in run("reactive", approved).stdout


END = '[[event]]\nheld_on = "2026-03-04"\nwhat = "It ends."\nrationale = "Needed."\ncause = "{}"\n'


def test_an_end_of_another_cause_need_not_name_a_record(run: Any, approved: Path, typed: Any, records: Any) -> None:
    lines = ("", "other", "", "The unit was closed.", "Needed.", "")
    assert run("reactive", approved, "--withdraw", "--plain", input=typed(*lines)).status == 0
    assert "touches" not in records(approved, "event")[-1]


def test_after_an_offence_the_day_is_said_after_which_it_may_be_considered(
    run: Any, approved: Path, answers: Any
) -> None:
    offence = Draft("event", {"kind": "sexual-offence", "held_on": "2026-03-01", "what": "Charged."})
    Ledger(approved).append([offence], by="pc-4412", at=datetime(2026, 3, 4, tzinfo=UTC))
    end = answers(END.format("sexual-offence") + 'touches = ["ev-003"]\n')
    done = run("reactive", approved, "--withdraw", "--answers", end)
    assert done.status == 0, done.stderr
    found = json.loads(run("reactive", approved, "--json").stdout)
    assert (found["again_after"], found["end"]) == ("2029-03-01", "ev-004")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (END.format("significant-change"), ["reactive-cause-without-record"]),
        (END.format("sexual-offence") + 'touches = ["ev-001", "housing"]\n', ["reactive-cause-without-record"]),
        (END.format("order-not-discharged"), ["reactive-cause-without-record"]),
        (END.format("other").replace('cause = "other"\n', ""), ["reactive-without-cause"]),
        (END.format("other").replace('rationale = "Needed."\n', ""), ["reactive-without-reasons"]),
        (END.format("weather"), ["value-wrong-kind"]),
    ],
)
def test_an_end_that_does_not_say_what_brought_it_is_refused(
    run: Any, approved: Path, answers: Any, text: str, codes: list[str], nothing_written: Any, codes_of: Any
) -> None:
    file = answers(text)
    with nothing_written(approved):
        done = run("reactive", approved, "--withdraw", "--answers", file)
    assert (codes_of(done), done.status) == (codes, 3)


def test_an_order_that_was_not_discharged_ends_it(run: Any, approved: Path, answers: Any) -> None:
    Ledger(approved).append([RESTRAINING], by="pc-4412", at=datetime(2026, 3, 4, tzinfo=UTC))
    end = answers(END.format("order-not-discharged") + 'touches = ["or-001"]\n')
    assert run("reactive", approved, "--withdraw", "--answers", end).status == 0


def test_levels_of_tools_stay_hidden_until_the_open_assessment_is_judged(run: Any, mill: Any, codes_of: Any) -> None:
    path = mill(Draft("assessment", {"opened_on": "2026-03-03", "trigger": "review", "purpose": "Again."}))
    assert conditions(run, path)["current-arms-low"] == "not-shown"
    assert f"sjtool judge {path}" in run("reactive", path).stdout
    refused = run("reactive", path, "--propose", "--plain", input="")
    assert set(codes_of(refused)) == {"reactive-condition-not-met"}
