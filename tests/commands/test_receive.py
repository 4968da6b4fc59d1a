"""`sjtool receive`: an official outcome as it was received, in the words of its tool and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("at_desk")
ARMS = '[[tool_result]]\nlevel = "medium"\ndated_on = "2026-01-12"\nlimits = "old"\n'
SRP = '[[tool_result]]\nscale = "{}"\nband = "{}"\ndated_on = "2026-01-12"\nlimits = "old"\n'


def test_a_form_asks_the_scale_and_then_its_own_levels(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = (
        "iic",
        "?",
        "4",
        "high",
        "as printed",
        "12/1/2026",
        "M. Price",
        "yes",
        "Probation",
        "OASys summary",
        "Made before he moved.",
    )
    done = run("receive", harbour, "srp-official", "--plain", input=typed(*lines))
    assert done.status == 0
    assert "Type a number from 1 to 3" in done.stderr
    assert "Not for: Women" in done.stderr
    assert "Not yet checked against the primary document: sjtool sets show srp-official" in done.stderr
    (saved,) = records(harbour, "tool_result")
    assert (saved["scale"], saved["level"], saved["construct"], saved["origin"]) == (
        "iic",
        "high",
        "likelihood",
        "received",
    )
    assert (saved["instrument"], saved["assessment"], saved["trained"]) == ("srp-official@1.0.0", "a-001", "yes")
    assert records(harbour, "template")[0]["ref"] == "srp-official@1.0.0"


def test_the_first_scale_keeps_its_level_too(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = ("dc", "very high", "", "2026-01", "", "", "", "", "Old.")
    assert run("receive", harbour, "srp-official", "--plain", input=typed(*lines)).status == 0
    assert records(harbour, "tool_result")[0]["level"] == "very-high"


def test_a_tool_of_one_scale_is_not_asked_which(run: Any, harbour: Path, records: Any, typed: Any) -> None:
    lines = ("medium", "", "2026-01-12", "", "", "", "", "Old.")
    assert run("receive", harbour, "arms", "--plain", input=typed(*lines)).status == 0
    (saved,) = records(harbour, "tool_result")
    assert (saved["construct"], "scale" in saved) == ("level", False)


def test_a_file_records_several_outcomes_in_one_go(run: Any, harbour: Path, answers: Any, records: Any) -> None:
    done = run(
        "receive",
        harbour,
        "srp-official",
        "--answers",
        answers(SRP.format("dc", "low") + SRP.format("iic", "medium")),
        "--json",
    )
    assert done.status == 0
    assert [s["id"] for s in json.loads(done.stdout)["saved"]] == ["t-001", "tr-001", "tr-002"]
    assert [r["band"] for r in records(harbour, "tool_result")] == ["low", "medium"]


def test_json_csv_and_a_pipe_will_do(run: Any, harbour: Path, answers: Any, records: Any) -> None:
    rows = "scale,band,points,percentage,dated_on,limits\ndc,low,4,0.5,2026-01-12,old\n"
    assert run("receive", harbour, "srp-official", "--answers", answers(rows, "srp.csv")).status == 0
    assert run("receive", harbour, "arms", "--answers", "-", input=ARMS).status == 0
    row = {
        "level": "high",
        "dated_on": "2026-02-12",
        "limits": "new",
        "instrument": "arms@1.0.0",
        "origin": "received",
        "construct": "level",
    }
    assert run("receive", harbour, "arms", "--answers", answers(json.dumps([row]), "arms.json")).status == 0
    one, two, three = records(harbour, "tool_result")
    assert (one["points"], one["percentage"]) == (4, 0.5)
    assert (two["level"], three["level"]) == ("medium", "high")


def test_an_outcome_may_come_before_any_assessment(run: Any, make_case: Any, answers: Any, records: Any) -> None:
    path = make_case("bare", beginning=())
    assert run("receive", path, "arms", "--answers", answers(ARMS)).status == 0
    assert "assessment" not in records(path, "tool_result")[0]


@pytest.mark.parametrize(
    ("instrument", "text", "codes"),
    [
        ("srp-official", ARMS, ["scale-needed"]),
        ("srp-official", SRP.format("MARKER", "low"), ["scale-needed"]),
        ("srp-official", SRP.format("iic", "very-high"), ["level-not-of-tool"]),
        ("arms", ARMS.replace("medium", "MARKER"), ["level-not-of-tool"]),
        ("arms", ARMS.replace('level = "medium"\n', ""), ["level-not-of-tool"]),
        ("arms", ARMS + 'instrument = "srp-official"\n', ["other-instrument"]),
        ("arms", ARMS + 'construct = "likelihood"\n', ["other-instrument"]),
        ("arms", ARMS + 'origin = "computed"\n', ["other-instrument"]),
        ("arms", ARMS.replace("limits", "limit"), ["unknown-key", "key-missing"]),
        ("arms", ARMS.replace('limits = "old"\n', ""), ["key-missing"]),
        ("arms", ARMS.replace("2026-01-12", "soon"), ["value-wrong-kind"]),
        ("arms", "note = 'MARKER'\n" + ARMS, ["unknown-key"]),
        ("arms", "[[rating]]\nrecent = 'MARKER'\n", ["unknown-kind"]),
        ("arms", "dated_on = '2026'\n", ["unknown-key"]),
        ("srp-official", ARMS + SRP.format("dc", "x"), ["scale-needed", "level-not-of-tool"]),
        ("tarot", ARMS, ["unknown-template"]),
        ("acute", ARMS, ["wrong-template"]),
    ],
)
def test_an_outcome_the_tool_could_not_have_given_is_refused(
    instrument: str,
    text: str,
    codes: list[str],
    run: Any,
    harbour: Path,
    answers: Any,
    codes_of: Any,
    nothing_written: Any,
) -> None:
    given = answers(text)
    with nothing_written(harbour):
        done = run("receive", harbour, instrument, "--answers", given)
    assert (done.status, codes_of(done)) == (3, codes)
    assert "MARKER" not in done.stderr


def test_ctrl_c_keeps_what_was_typed(run: Any, harbour: Path, interrupted: Any, nothing_written: Any) -> None:
    interrupted("medium", "", "2026-01-12", "M. Price")
    with nothing_written(harbour, beside=("harbour.kept-1.toml",)):
        assert run("receive", harbour, "arms", "--plain").status == 130
    kept = (harbour.parent / "harbour.kept-1.toml").read_text("utf-8")
    assert 'instrument = "arms"' in kept
    assert "M. Price" in kept


def test_a_count_is_asked_for_where_the_passport_says_there_is_one(
    run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    lines = ("14 or more", "2.5", "-1", "16", "", "2026-01-12", "", "", "", "", "About Ms R.")
    done = run("receive", harbour, "safelives-dash", "--plain", input=typed(*lines))
    assert done.status == 0
    assert "14 or more is the convention for referral" in " ".join(done.stderr.split())
    assert done.stderr.count("Type a whole number, from 0.") == 2
    (saved,) = records(harbour, "tool_result")
    assert (saved["level"], saved["points"], saved["construct"]) == ("14-or-more", 16, "other")


def test_the_total_of_the_scale_that_was_chosen_is_asked_for_and_may_be_passed(
    run: Any, harbour: Path, records: Any, typed: Any
) -> None:
    lines = ("combined", "IVa", "", "", "2026-01-12", "", "", "", "", "Combined with RM2000/S.")
    assert run("receive", harbour, "stable-2007", "--plain", input=typed(*lines)).status == 0
    (saved,) = records(harbour, "tool_result")
    assert (saved["level"], "points" in saved) == ("IVa", False)
