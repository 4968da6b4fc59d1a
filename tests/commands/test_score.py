"""`sjtool score`: the gate first, inputs once, the level hidden until judged, old and new beside each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sjtool.report.schemas import build_schema
from sjtool.store.append import Draft
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
OFFICER = Draft("officer", {"id": "pc-4412", "name": "PC A. Hughes", "role": "manager", "agency": "Example Police"})
ASSESSMENT = Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "plan"})
MAN = {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr H", "gender": "male"}
BORN = {"born": "1987-05-19"}
IMAGES = Draft("status", {"offence_kinds": ["making indecent photographs of children"]})
HEAD = 'interviewers = ["pc-4412"]\nmode = "document"\nheld_on = "2026-03-03"\n'
SRP = {
    "ever-sexual-offence": True,
    "adult-contact-sanctions": 1,
    "child-contact-sanctions": 1,
    "non-contact-sanctions": 0,
    "image-sanctions": 1,
    "total-sanctions": 4,
    "last-sexual-offence-on": "2015-03-01",
    "last-offence-on": "2016-03-01",
    "start-of-follow-up": "2018-06-01",
    "stranger-victim": "unknown",
    "supervision": "community",
}
CPORT = {
    "images-offence": True,
    "age-at-offence": 33,
    "age-35-or-younger": True,
    "prior-criminal-history": True,
    "conditional-release-failure": False,
    "contact-sexual-offending": False,
    "sexual-interest-indicated": None,
    "more-boy-images": False,
    "more-boy-other-content": False,
}
CASIC = {
    "never-married": True,
    "videos": True,
    "sex-stories": False,
    "interest-two-years": True,
    "volunteer-high-access": None,
    "online-sexual-communication": False,
}
OFFICIAL = '[[tool_result]]\nscale = "dc"\nband = "{}"\ndated_on = "2026-01-12"\nlimits = "Band only."\n'
FIRST = '[[first]]\nlevel = "high"\nlikelihood = "medium"\nwhom = "Children."\nrationale = "Weighed."\n'
FINAL = FIRST.replace("first", "final") + (
    'strongest_against = "Two quiet years."\nreview_on = "2026-09-01"\noverrides = "none"\n'
    'reconciliation = "They answer other questions."\n'
)


def rows(values: dict[str, Any], **changes: Any) -> str:
    """A file of answers; None stands for a reason for no answer."""
    text = HEAD
    for item, value in {**values, **{key.replace("_", "-"): said for key, said in changes.items()}}.items():
        said = 'missing = "not-known"' if value is None else f"value = {json.dumps(value)}"
        text += f'\n[[response]]\nitem = "{item}"\n{said}\nbasis = "record"\n'
    return text


@pytest.fixture
def man(make_case: Callable[..., Path]) -> Callable[..., Path]:
    """`man(status, **person)`: a case with an officer, the person and an assessment."""

    def build(*more: Draft, **person: Any) -> Path:
        keys = {key: value for key, value in {**MAN, **BORN, **person}.items() if value is not None}
        return make_case("harbour", beginning=(OFFICER, Draft("person", keys), ASSESSMENT, *more))

    return build


@pytest.mark.parametrize(
    ("person", "instrument", "code", "said"),
    [
        ({"gender": "female"}, "dc-srp", "not-applicable", "receive {case} oasys"),
        ({"gender": "Woman"}, "casic", "not-applicable", "for men"),
        ({"gender": "MARKER"}, "dc-srp", "not-applicable", "neither male nor female"),
        ({"standing": "suspect"}, "iic-srp", "not-applicable", "receive {case} kirat"),
        ({"standing": "other"}, "cport", "not-applicable", "person --supersedes subject"),
        ({"standing": None}, "cport", "not-applicable", "not say that he is"),
        ({"born": "2009-01-01"}, "dc-srp", "not-applicable", "receive {case} asset-plus"),
        ({"born": "2009"}, "cport", "not-applicable", "under 18"),
        ({"gender": None}, "iic-srp", "key-missing", "gender"),
        ({"born": None}, "dc-srp", "key-missing", "born"),
        ({"born": "1987-05"}, "dc-srp", "key-missing", "the whole day"),
        ({"gender": None, "born": None}, "dc-srp", "key-missing", "gender; born"),
    ],
)
def test_the_gate_refuses_before_anything_is_asked(
    person: dict[str, Any],
    instrument: str,
    code: str,
    said: str,
    man: Any,
    run: Any,
    codes_of: Any,
    answers: Any,
    nothing_written: Any,
) -> None:
    case, file = man(IMAGES, **person), answers(rows(SRP))
    with nothing_written(case):
        done = run("score", case, instrument, "--answers", file)
    assert (done.status, codes_of(done)) == (3, [code])
    assert said.format(case=case) in done.stderr
    assert "MARKER" not in done.stdout + done.stderr


def test_an_offence_of_another_kind_is_refused_for_the_two_on_images(
    man: Any, run: Any, codes_of: Any, answers: Any
) -> None:
    case = man(Draft("status", {"offence_kinds": ["MARKER assault"]}))
    done = run("score", case, "cport", "--answers", answers(rows(CPORT)))
    assert codes_of(done) == ["not-applicable"]
    assert "MARKER" not in done.stderr
    assert run("score", case, "dc-srp", "--answers", answers(rows(SRP))).status == 0


def test_nobody_no_assessment_and_no_rule_are_said(make_case: Any, run: Any, codes_of: Any, man: Any) -> None:
    assert codes_of(run("score", make_case("none", beginning=(OFFICER, ASSESSMENT)), "cport")) == ["no-subject"]
    assert codes_of(run("score", make_case("bare", beginning=()), "cport")) == ["no-assessment"]
    done = run("score", man(), "rm2000")
    assert (done.status, codes_of(done)) == (2, ["not-computed"])
    for day in ("2030-01-01", "2026", "rubbish"):
        done = run("score", make_case(f"on-{day}"), "dc-srp", "--on", day)
        assert (done.status, codes_of(done)) == (2, ["bad-date"])


def test_without_a_status_the_kind_of_offence_is_what_is_answered(man: Any, run: Any, answers: Any) -> None:
    assert run("score", man(), "cport", "--answers", answers(rows(CPORT))).status == 0


def test_answers_that_rule_it_out_leave_no_result(
    man: Any, run: Any, answers: Any, codes_of: Any, records: Any
) -> None:
    case = man()
    done = run("score", case, "dc-srp", "--answers", answers(rows({"ever-sexual-offence": False})))
    assert (done.status, codes_of(done)) == (3, ["not-applicable"])
    done = run("score", case, "dc-srp")  # nothing is left to ask
    assert (done.status, codes_of(done)) == (3, ["not-applicable"])
    assert records(case, "tool_result") == []


def test_a_result_is_recorded_with_what_it_rests_on(man: Any, run: Any, answers: Any, records: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP)), "--on", "2026-03-04")
    assert done.status == 0
    (saved,) = records(case, "tool_result")
    assert {key: saved[key] for key in ("level", "band_before_reduction", "points", "percentage")} == {
        "level": "medium",
        "band_before_reduction": "high",
        "points": 34,
        "percentage": 3.92,
    }
    assert (saved["instrument"], saved["origin"], saved["version"]) == (
        "dc-srp@2026-08",
        "computed",
        "2026-08, rule of 2026-08-04",
    )
    assert (saved["dated_on"], saved["assessor"], saved["construct"]) == ("2026-03-04", "pc-4412", "likelihood")
    assert "adult_contact_sanctions 1 (r-0002)" in saved["inputs"]
    assert "gender male (person's record)" in saved["inputs"]
    assert "ever_sexual_offence yes (r-0001)" in saved["inputs"]
    assert saved["item_points"][0] == "adult_contact_sanctions 5"
    assert {response["basis"] for response in records(case, "response")} == {"record"}
    assert {pin["ref"] for pin in records(case, "template")} == {"srp-inputs@1.0.0", "dc-srp@2026-08"}


def test_nothing_is_asked_twice(man: Any, run: Any, answers: Any, records: Any) -> None:
    case = man(IMAGES)
    assert run("score", case, "dc-srp", "--answers", answers(rows(SRP))).status == 0
    before = len(records(case, "response"))
    assert run("score", case, "iic-srp").status == 0
    assert len(records(case, "response")) == before
    assert records(case, "tool_result")[1]["level"] == "medium"


def test_the_level_stays_hidden_until_the_judgement_stands(man: Any, run: Any, answers: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP)))
    assert "--reveal" in done.stderr
    for word in ("34", "medium", "3.92", "Points", "lowering"):
        assert word not in done.stdout + done.stderr
    shown = json.loads(run("score", case, "dc-srp", "--again", "--json").stdout)
    assert Draft202012Validator(build_schema("score")).is_valid(shown)
    assert not {"points", "band", "percentage", "item_points", "decided_by", "interval", "met"} & set(shown)
    assert (shown["record"], shown["before"], "band" in shown["hidden"]) == ("tr-002", "tr-001", True)
    access = case.with_suffix(".access.jsonl")
    assert not access.exists() or '"reveal"' not in access.read_text()


def test_reveal_shows_it_and_is_on_record(man: Any, run: Any, answers: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP)), "--reveal")
    for words in ("Band: medium", "Before lowering: high", "34 of 64", "Contact sanctions, adult victims 5", "3.92 %"):
        assert words in done.stdout
    (line,) = case.with_suffix(".access.jsonl").read_text().splitlines()
    assert (json.loads(line)["act"], json.loads(line)["records"]) == ("reveal", ["tr-001"])


def test_after_the_judgement_it_is_shown(man: Any, run: Any, answers: Any) -> None:
    case = man(IMAGES)
    assert run("judge", case, "--answers", answers(FIRST + FINAL)).status == 0
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP)))
    assert "Band: medium" in done.stdout
    assert "off the screen" not in done.stderr


def test_judge_shows_it_after_the_first_judgement_and_it_was_not_known(
    man: Any, run: Any, answers: Any, records: Any
) -> None:
    case = man(IMAGES)
    run("score", case, "dc-srp", "--answers", answers(rows(SRP)), "--on", "2026-01-04")
    done = run("judge", case, "--answers", answers(FIRST))
    (first,) = records(case, "judgement")
    assert "known_outcomes" not in first
    shown = " ".join(done.stdout.split())
    for words in ("(indicative, 4 January 2026, 8 weeks old)", "you: medium agrees", "34 of 64", "Limits: Indicative"):
        assert words in shown


def test_a_result_is_never_replaced_unasked(
    man: Any, run: Any, answers: Any, codes_of: Any, records: Any, nothing_written: Any
) -> None:
    case = man(IMAGES)
    run("score", case, "dc-srp", "--answers", answers(rows(SRP)))
    with nothing_written(case):
        done = run("score", case, "dc-srp")
    assert (done.status, codes_of(done)) == (3, ["result-stands"])
    done = run("score", case, "dc-srp", "--again", "--reveal", "--on", "2021-01-01")
    assert "Band: high" in done.stdout
    assert "Before (tr-001, 2026-03-04, 2026-08, rule of 2026-08-04): medium; before lowering high" in " ".join(
        done.stdout.split()
    )
    assert "tr-001, stays in the case" in done.stderr
    old, new = records(case, "tool_result")
    assert (old["level"], new["level"], new["supersedes"], new["reason"]) == (
        "medium",
        "high",
        "tr-001",
        "worked out again",
    )
    again = json.loads(run("score", case, "dc-srp", "--again", "--reveal", "--json").stdout)
    assert Draft202012Validator(build_schema("score")).is_valid(again)
    assert (again["before"]["id"], again["before"]["level"], again["band"]) == ("tr-002", "high", "medium")


def test_the_official_result_leads(man: Any, run: Any, answers: Any) -> None:
    case = man(IMAGES)
    run("receive", case, "srp-official", "--answers", answers(OFFICIAL.format("low")))
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP)))
    assert "yields to the official result, tr-001" in done.stdout
    assert "differ" not in done.stdout.casefold().replace("different", "")
    assert "THE TWO DIFFER" in run("score", case, "dc-srp", "--again", "--reveal").stdout
    run("receive", case, "srp-official", "--answers", answers(OFFICIAL.format("medium")))
    assert "the two agree" in run("score", case, "dc-srp", "--again", "--reveal").stdout


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"total_sanctions": 2}, "add up to 3"),
        ({"last_sexual_offence_on": "2015-03"}, "last_sexual_offence_on must be a day"),
        ({"start_of_follow_up": None}, "missing: start_of_follow_up"),
        ({"adult_contact_sanctions": 1.5}, "whole number"),
    ],
)
def test_figures_that_cannot_be_or_are_not_known_make_no_score(
    changes: dict[str, Any], said: str, man: Any, run: Any, answers: Any, codes_of: Any, records: Any
) -> None:
    case = man(IMAGES)
    done = run("score", case, "dc-srp", "--answers", answers(rows(SRP, **changes)))
    assert (done.status, codes_of(done)) == (3, ["inputs-wrong"])
    assert said in done.stderr
    assert "srp-inputs --correct s-001" in done.stderr
    assert records(case, "tool_result") == []


def test_a_number_that_was_measured_whole_is_whole(man: Any, run: Any, answers: Any) -> None:
    assert run("score", man(), "iic-srp", "--answers", answers(rows(SRP, total_sanctions=4.0))).status == 0


def test_a_file_that_leaves_inputs_open_makes_no_score(
    man: Any, run: Any, answers: Any, codes_of: Any, records: Any
) -> None:
    case = man()
    some = {key: SRP[key] for key in list(SRP)[:10]}
    done = run("score", case, "dc-srp", "--answers", answers(rows(some)))
    assert (done.status, codes_of(done)) == (3, ["inputs-open"])
    assert "Supervision" in done.stderr
    assert run("score", case, "dc-srp", "--answers", answers(rows({"supervision": "custody"}))).status == 0
    (saved,) = records(case, "tool_result")
    assert (saved["level"], saved["decided_by"]) == ("high", "not reduced: in custody")
    two = run("score", case, "dc-srp", "--again", "--reveal")
    assert "not reduced: in custody" in two.stdout


def test_a_missing_item_makes_a_range_and_casic_may_stand_in(man: Any, run: Any, answers: Any, records: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "cport", "--answers", answers(rows(CPORT)), "--reveal")
    assert "Interval: 2 to 3, one item missing" in done.stdout
    assert "Rate: none: no rate and no level" in done.stdout
    assert "Missing: Sexual interest indicated" in done.stdout
    assert "casic" in done.stderr
    assert run("score", case, "casic", "--answers", answers(rows(CASIC)), "--reveal").status == 0
    done = run("score", case, "cport", "--again", "--reveal")
    assert "CASIC is met and stands in" in " ".join(done.stdout.split())
    assert "Sexual interest indicated 1 (CASIC stands in)" in " ".join(done.stdout.split())
    assert "casic ," not in done.stderr
    ranged, casic, whole = records(case, "tool_result")
    assert (ranged["points"], ranged["interval"]) == (2, [2.0, 3.0])
    assert (casic["band"], casic["points"]) == ("met", 3)
    assert whole["points"] == 3
    assert "casic.never_married yes (r-0010)" in whole["inputs"]
    assert "percentage" not in whole


def test_what_one_was_told_of_the_offence_the_other_knows(man: Any, run: Any, answers: Any) -> None:
    case = man(IMAGES)
    first = run("score", case, "casic", "--answers", answers(rows({**CASIC, "images-offence": True})))
    assert "Age at the offence" in first.stderr
    assert run("score", case, "cport", "--answers", answers(rows(CPORT))).status == 0
    assert run("score", case, "casic").status == 0


def test_with_two_items_missing_there_is_no_total(man: Any, run: Any, answers: Any, records: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "cport", "--answers", answers(rows(CPORT, more_boy_images=None)), "--reveal")
    assert "no total: 2 items are missing" in done.stdout
    assert "Points" not in done.stdout
    (saved,) = records(case, "tool_result")
    assert not {"points", "interval", "level", "band"} & set(saved)


def test_each_input_is_asked_with_what_it_means(man: Any, run: Any, typed: Any, records: Any) -> None:
    case = man(IMAGES)
    lines = typed("today", "y, PNC", "1, PNC", "1", "0", "1", "4", ":quit")
    done = run("score", case, "iic-srp", "--plain", input=lines)
    assert done.status == 0
    asked = " ".join(done.stderr.split())
    for item in Library().question_set("srp-inputs").item:
        if item.id in {"ever-sexual-offence", "image-sanctions", "total-sanctions"}:
            assert all(part in asked for part in (item.why, item.hint or item.why, *item.look_for))
    assert "Where?" not in asked
    assert {response["basis"] for response in records(case, "response")} == {"record"}
    (saved,) = records(case, "tool_result")
    assert saved["level"] == "medium"


def test_leaving_keeps_what_was_typed_and_makes_no_score(man: Any, run: Any, typed: Any, records: Any) -> None:
    case = man(IMAGES)
    done = run("score", case, "iic-srp", "--plain", input=typed("today", "y", "1", ":quit"))
    assert done.status == 0
    assert "Not worked out yet. Still open: Contact sanctions, child victims" in " ".join(done.stderr.split())
    assert len(records(case, "response")) == 2
    assert records(case, "tool_result") == []
