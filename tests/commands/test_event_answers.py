"""`sjtool event CASE KIND --answers FILE`: the same from a file, all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
STATUS = Draft(
    "status", {"lead_agency": "probation", "offence_kinds": ["indecent images"], "mappa_level": 1, "mappa_reason": "x"}
)
SHPO = Draft("order", {"kind": "SHPO", "made_on": "2025-01-06", "discharge_sought": True})
CHILD = Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"})
EVENT = '[[event]]\nheld_on = "2026-03-02"\nwhat = "MARKER"\n'


@pytest.fixture
def case(make_case: Any) -> Path:
    return make_case("harbour", [STATUS, SHPO, CHILD])  # type: ignore[no-any-return]


@pytest.fixture
def take(run: Any, case: Path, answers: Any) -> Any:
    """`take("mappa", "...")` runs the command with this file."""
    return lambda kind, text, *more: run("event", case, kind, "--answers", answers(text), *more)


def test_the_kind_and_the_words_of_clocks_are_filled_in(take: Any, case: Path, records: Any) -> None:
    assert take("notification", EVENT).status == 0
    assert take("referral", EVENT + 'touches = ["child-a"]\ntold = ["Ms L"]\n').status == 0
    first, second = records(case, "event")
    assert (first["kind"], first["touches"]) == ("notification", ["notification"])
    assert second["touches"] == ["referral", "child-a"]


def test_json_and_a_pipe_will_do(run: Any, case: Path, records: Any) -> None:
    event = {"event": [{"held_on": "2026-03-02", "what": "Gone."}]}
    done = run("event", case, "recall", "--answers", "-", "--json", input=json.dumps(event))
    assert [one["id"] for one in json.loads(done.stdout)["saved"]] == ["ev-001"]
    assert records(case, "event")[0]["kind"] == "recall"


def test_a_change_pins_its_menu_and_brings_its_assessment(take: Any, case: Path, records: Any) -> None:
    change = 'opens_review = true\nrationale = "It touches the order."\ntouches = ["or-001"]\n'
    assert take("significant-change", EVENT + change + '[[assessment]]\npurpose = "Again."\n').status == 0
    assert records(case, "template")[0]["ref"] == "significant-change@1.0.0"
    assert (records(case, "assessment")[-1]["trigger"], records(case, "assessment")[-1]["opened_on"]) == (
        "significant-change",
        "2026-03-04",
    )


def test_intelligence_comes_with_its_evidence_and_the_change_that_it_is(take: Any, case: Path, records: Any) -> None:
    piece = '[[evidence]]\nnature = "reported"\ntitle = "Seen."\ngrade = "2BP"\n'
    change = '[[event]]\nkind = "significant-change"\nheld_on = "2026-03-02"\nwhat = "x"\nopens_review = false\n'
    done = take("intelligence", piece + EVENT + change + 'rationale = "One meeting."\nevidence = ["st-001"]\n')
    assert done.status == 0, done.stderr
    assert records(case, "evidence")[0]["kind"] == "police-intelligence"
    first, second = records(case, "event")
    assert (first["kind"], first["evidence"], second["evidence"]) == ("intelligence", ["e-001"], ["st-001"])


def test_a_status_goes_on_from_what_stood(take: Any, case: Path, records: Any) -> None:
    assert take("lead-agency-change", EVENT + '[[status]]\nlead_agency = "police"\n').status == 0
    mappa = '[[status]]\nmappa_category = 1\nmappa_level = 2\nmappa_reason = "Two agencies."\n'
    assert take("mappa", mappa + EVENT).status == 0
    _first, agency, level = records(case, "status")
    assert (agency["lead_agency_since"], agency["offence_kinds"]) == ("2026-03-02", ["indecent images"])
    assert (level["mappa_level"], "lead_agency" in level) == (2, False)
    changed, meeting = records(case, "event")
    assert (changed["touches"], meeting["touches"], meeting["kind"]) == (["st-002"], ["mappa", "st-003"], "meeting")


def test_orders_and_people_are_corrected_from_what_stood(take: Any, case: Path, records: Any) -> None:
    order = '[[order]]\nsupersedes = "or-001"\ndischarged_on = "2026-03-02"\nreason = "The court."\n'
    assert take("order", EVENT + order).status == 0
    assert records(case, "order")[-1]["made_on"] == "2025-01-06"
    person = '[[person]]\nsupersedes = "subject"\nrisk_to_children = "Decided."\nreason = "Told."\n'
    told = EVENT + 'told = ["DS Marsh"]\ntouches = ["risk-to-children"]\n'
    assert take("information-shared", told + person).status == 0
    assert (records(case, "person")[-1]["id"], records(case, "person")[-1]["label"]) == ("subject-2", "Mr H")
    assert take("order", EVENT + '[[order]]\nkind = "SRO"\nmade_on = "2026-03-01"\n').status == 0
    assert records(case, "event")[-1]["touches"] == ["or-003"]
    assert take("order", EVENT + 'touches = ["or-001"]\n').status == 0


@pytest.mark.parametrize(
    ("kind", "text", "codes"),
    [
        ("recall", EVENT + 'kind = "move"\n', ["event-kind-other", "event-record-missing"]),
        ("recall", EVENT + EVENT, ["event-one-at-a-time"]),
        ("recall", "[[rating]]\nrecent = 'MARKER'\n", ["unknown-kind"]),
        ("recall", "note = 'MARKER'\n" + EVENT, ["unknown-key"]),
        ("recall", EVENT.replace("what", "whta"), ["unknown-key", "key-missing"]),
        ("recall", EVENT.replace("2026-03-02", "2026-04-02"), ["event-ahead"]),
        ("recall", EVENT + 'evidence = ["e-9"]\n', ["unknown-id"]),
        ("mappa", EVENT, ["event-record-missing"]),
        ("mappa", EVENT + "[[status]]\nmappa_level = 2\n", ["event-record-missing"]),
        ("lead-agency-change", EVENT + "[[status]]\nmappa_level = 2\n", ["event-record-missing"]),
        ("lead-agency-change", '[[status]]\nlead_agency = "police"\n', ["event-record-missing"]),
        ("intelligence", EVENT, ["event-record-missing"]),
        ("order", EVENT, ["event-touches-unsaid"]),
        (
            "order",
            EVENT + '[[order]]\nsupersedes = "or-9"\nreason = "x"\n',
            ["key-missing", "key-missing", "unknown-id"],
        ),
        ("information-shared", EVENT + 'told = ["x"]\n[[person]]\nlabel = "M"\n', ["key-missing", "key-missing"]),
        ("conference", EVENT + 'touches = ["child-a"]\n', ["event-touches-unsaid"]),
        ("section-47", EVENT, ["event-touches-unsaid"]),
        ("section-47", EVENT + 'touches = ["child-a"]\n', ["event-outcome-unknown"]),
        ("significant-change", EVENT, ["event-review-unsaid", "event-without-rationale"]),
    ],
)
def test_what_is_wrong_is_said_without_the_words_and_nothing_is_written(
    take: Any, case: Path, kind: str, text: str, codes: list[str], codes_of: Any, nothing_written: Any
) -> None:
    with nothing_written(case, beside=("answers.toml",)):
        done = take(kind, text)
    assert (done.status, sorted(codes_of(done))) == (3, sorted(codes)), done.stderr
    assert "MARKER" not in done.stderr
