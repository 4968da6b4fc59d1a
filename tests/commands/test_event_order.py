"""`sjtool event CASE order`: applied for, made, interim, varied, breached; the conditions typed once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
SHPO = Draft("order", {"kind": "SHPO: no devices", "made_on": "2025-01-06", "ends_on": "2030-01-06"})
INTERIM = Draft("order", {"kind": "Interim SRO", "made_on": "2026-01-06"})
KEPT = {"id", "at", "by", "salt", "chain"}


@pytest.fixture
def case(make_case: Any) -> Path:
    return make_case("harbour", [SHPO])  # type: ignore[no-any-return]


def own(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in KEPT}


def ask(run: Any, path: Path, typed: Any, *lines: str) -> Any:
    done = run("event", path, "order", "--plain", input=typed(*lines))
    assert done.status == 0, done.stderr
    return done


def test_a_variation_supersedes_the_order_and_touches_it(run: Any, case: Path, typed: Any, records: Any) -> None:
    ask(run, case, typed, "4", "1", "2026-03-02", "SHPO: no devices; no under 16s", "", "The court.", "", "", "", "n")
    assert own(records(case, "order")[-1]) == {
        "kind": "SHPO: no devices; no under 16s",
        "made_on": "2025-01-06",
        "ends_on": "2030-01-06",
        "supersedes": "or-001",
        "reason": "The court.",
    }
    assert own(records(case, "event")[0]) == {
        "kind": "order",
        "held_on": "2026-03-02",
        "what": "SHPO: varied.",
        "outcome": "varied",
        "opens_review": False,
        "touches": ["or-001"],
    }


def test_a_breach_leaves_the_order_and_names_the_offence_it_may_be(
    run: Any, case: Path, typed: Any, records: Any
) -> None:
    done = ask(run, case, typed, "breached", "1", "", "", "A second phone.", "log 2", "", "y", "It is new.")
    assert len(records(case, "order")) == 1
    (saved,) = records(case, "event")
    assert (saved["outcome"], saved["touches"], saved["what"]) == ("breached", ["or-001"], "A second phone.")
    assert f"sjtool event {case} other-offence" in done.stderr


def test_one_that_is_applied_for_is_no_order_yet(run: Any, make_case: Any, typed: Any, records: Any) -> None:
    path = make_case("harbour")
    ask(run, path, typed, "3", "SRO", "", "By the force.", "", "", "n")
    assert records(path, "order") == []
    assert records(path, "event")[0]["outcome"] == "applied for: SRO"


def test_the_same_from_a_file(run: Any, case: Path, answers: Any, records: Any) -> None:
    text = '[[event]]\nheld_on = "2026-03-02"\nwhat = "By the force."\noutcome = "Applied for: SRO"\n'
    done = run("event", case, "order", "--answers", answers(text))
    assert done.status == 0, done.stderr
    assert "touches" not in records(case, "event")[0]


def test_an_interim_order_is_named_as_such(run: Any, make_case: Any, typed: Any, records: Any) -> None:
    path = make_case("harbour")
    ask(run, path, typed, "2", "SRO: no lone visits", "2026-03-02", "", "Magistrates.", "", "", "n")
    ask(run, path, typed, "2", "Interim SHPO", "2026-03-02", "", "", "", "", "n")
    assert [one["kind"] for one in records(path, "order")] == ["Interim SRO: no lone visits", "Interim SHPO"]
    first, second = records(path, "event")
    assert (first["what"], second["what"]) == ("Magistrates.", "Interim SHPO: interim order made.")


def test_a_full_order_takes_the_place_of_an_interim_one(run: Any, make_case: Any, typed: Any, records: Any) -> None:
    path = make_case("harbour", [SHPO, INTERIM])
    ask(run, path, typed, "1", "SRO: no lone visits", "2026-03-02", "", "1", "", "", "", "n")
    _shpo, _interim, full, ended = records(path, "order")
    assert (full["kind"], "discharged_on" in full) == ("SRO: no lone visits", False)
    assert (ended["supersedes"], ended["discharged_on"], ended["reason"]) == (
        "or-002",
        "2026-03-02",
        "The full order was made on 2 March 2026.",
    )
    (saved,) = records(path, "event")
    assert (saved["touches"], saved["what"]) == (["or-003", "or-002"], "SRO: made.")
