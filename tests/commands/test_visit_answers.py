"""`sjtool visit --answers`: a visit and its ratings from a file, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VISIT = """
[[event]]
held_on = "2026-03-04"
what = "Seen alone."
announced = false
entry = "given"
present = ["subject"]
refused = ["the phone, said it was broken"]
next_on = "2026-04-03"
"""
RATING = """
[[rating]]
factor = "hostility"
recent = "present"
rationale = "Shouted twice."
"""


@pytest.fixture
def visit(run: Any, harbour: Path, answers: Callable[..., Path]) -> Callable[..., Any]:
    """`visit(text)` records a file of answers."""
    return lambda text, *more: run("visit", harbour, "--answers", answers(text), *more)


def test_the_visit_and_what_rests_on_it(visit: Any, harbour: Path, records: Any) -> None:
    done = visit(VISIT + RATING, "--json")
    assert done.status == 0
    (event,) = records(harbour, "event")
    assert (event["kind"], event["entry"], event["announced"]) == ("visit", "given", False)
    assert event["refused"] == ["the phone, said it was broken"]
    (rating,) = records(harbour, "rating")
    assert rating["evidence"] == ["ev-001"]
    assert (rating["factor"], rating["person"], rating["assessment"]) == ("acute@1.0.0/hostility", "subject", "a-001")
    assert rating["held_on"] == "2026-03-04"
    saved = json.loads(done.stdout)["saved"]
    assert [one["kind"] for one in saved] == ["template", "event", "rating"]


def test_a_rating_may_point_at_it_and_name_more(visit: Any, harbour: Path, records: Any) -> None:
    visit(VISIT + RATING + 'evidence = ["+0", "e-001"]\n')
    assert records(harbour, "rating")[0]["evidence"] == ["ev-001", "e-001"]


def test_ratings_may_come_first_and_be_of_another_sheet(visit: Any, harbour: Path, records: Any) -> None:
    other = RATING.replace('"hostility"', '"arms-style/opportunity"').replace('"present"', '"high"')
    done = visit(RATING + other + VISIT)
    assert done.status == 0
    assert [r["evidence"] for r in records(harbour, "rating")] == [["ev-001"]] * 2
    assert [r["factor"] for r in records(harbour, "rating")] == [
        "acute@1.0.0/hostility",
        "arms-style@1.0.0/opportunity",
    ]
    assert [t["ref"] for t in records(harbour, "template")] == ["acute@1.0.0", "arms-style@1.0.0"]


def test_a_full_reference_stands_and_json_is_read_too(
    run: Any, harbour: Path, answers: Callable[..., Path], records: Any
) -> None:
    said = {
        "event": [{"what": "Seen alone.", "announced": True, "entry": "given"}],
        "rating": [{"factor": "acute@1.0.0/hostility", "recent": "none-seen", "rationale": "Calm."}],
    }
    done = run("visit", harbour, "--answers", answers(json.dumps(said), "x.json"))
    assert done.status == 0
    assert records(harbour, "event")[0]["held_on"] == "2026-03-04"
    assert records(harbour, "rating")[0]["factor"] == "acute@1.0.0/hostility"


def test_act_now_is_said(visit: Any) -> None:
    done = visit(VISIT + RATING.replace('"present"', '"act-now"'))
    assert "ACT NOW: acute@1.0.0/hostility" in done.stderr
    assert "sjtool plan harbour --add" in done.stderr


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        (RATING, "one-visit", "there is no visit in it"),
        (VISIT + VISIT, "one-visit", "more than one visit"),
        (VISIT.replace("announced = false\n", ""), "visit-unsaid", "whether it was announced"),
        (VISIT.replace('entry = "given"\n', ""), "visit-unsaid", "whether you were let in"),
        (VISIT + 'kind = "meeting"\n', "not-a-visit", "this event is no visit"),
        (VISIT.replace("2026-03-04", "2026-03-05"), "visit-day", "has not come yet"),
        (VISIT.replace("2026-04-03", "2026-03-03"), "visit-day", "has passed"),
        (VISIT + RATING.replace("hostility", "hostile"), "no-such-factor", "no sheet within reach"),
        (VISIT + RATING.replace('"hostility"', '"nowhere/hostility"'), "no-such-factor", "no sheet within reach"),
        (VISIT + RATING.replace('"present"', '"awful"'), "label-not-of-scale", "not a label"),
        (VISIT.replace('["subject"]', '["nobody"]'), "unknown-id", "names no record"),
        ('[[evidence]]\ntitle = "x"\n', "unknown-kind", "not a kind of record that belongs here"),
        ('note = "x"\n' + VISIT, "unknown-key", "above the first table"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_nothing_is_written(
    visit: Any, harbour: Path, nothing_written: Any, text: str, code: str, what: str
) -> None:
    with nothing_written(harbour, ("answers.toml",)):
        done = visit(text)
    assert f"error[{code}]" in done.stderr
    assert what in " ".join(done.stderr.split())
    assert "answers.toml" in done.stderr
    assert "Seen alone" not in done.stderr
    assert done.status == 3


def test_every_problem_is_told_at_once(visit: Any, codes_of: Any) -> None:
    done = visit(VISIT.replace("announced = false\n", "").replace('entry = "given"\n', "").replace("03-04", "09-09"))
    assert codes_of(done).count("visit-unsaid") == 2
    assert "visit-day" in codes_of(done)


@pytest.mark.usefixtures("at_desk")
def test_without_anybody_under_assessment_a_rating_is_refused(
    run: Any, make_case: Any, answers: Callable[..., Path], nothing_written: Any
) -> None:
    from sjtool.store.append import Draft

    officer = Draft("officer", {"id": "pc-4412", "name": "PC H", "role": "manager", "agency": "Police"})
    case, file = (
        make_case("quay", [officer], beginning=()),
        answers(VISIT.replace('present = ["subject"]\n', "") + RATING),
    )
    with nothing_written(case):
        done = run("visit", case, "--answers", file)
    assert "key-missing" in done.stderr
    assert done.status == 3
