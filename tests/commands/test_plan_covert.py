"""A covert action by file: a reference, an owner, a day and how it stands, and nothing else is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("at_desk")

COVERT = """
[[action]]
id = "ac-c1"
handling = "covert"
kind = "RIPA 2026/118"
owner = "ds-2207"
due_on = "2026-03-20"

[[action_update]]
action = "ac-c1"
status = "in-progress"
"""


@pytest.fixture
def quay(make_case: Callable[..., Path]) -> Path:
    """A case with nothing in it but people and an assessment."""
    return make_case("quay")


def test_a_reference_an_owner_a_day_and_how_it_stands_are_all_that_is_stored(
    run: Any, quay: Path, answers: Any, records: Any
) -> None:
    assert run("plan", quay, "--answers", answers(COVERT)).status == 0
    stored = records(quay, "action")[-1]
    told = {key: stored[key] for key in stored if key not in {"at", "by", "salt", "chain"}}
    assert told == {
        "id": "ac-c1",
        "assessment": "a-001",
        "pillar": "monitoring-and-control",
        "kind": "RIPA 2026/118",
        "objective": "Held where covert work is recorded.",
        "purpose": "Not in this case file.",
        "owner": "ds-2207",
        "due_on": "2026-03-20",
        "handling": "covert",
    }
    assert records(quay, "action_update")[-1]["what_happened"] == "Not in this case file."


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("owner", 'objective = "A place."\nowner', "covert-words"),
        ("owner", 'answers = ["sc-001"]\nowner', "covert-words"),
        ("owner", 'menu_entry = "restrictive/chis"\nowner', "covert-words"),
        ("owner", 'pillar = "supervision"\nowner', "covert-words"),
        ("RIPA 2026/118", "He meets people", "covert-reference"),
        ("RIPA 2026/118", "without a number", "covert-reference"),
        ("RIPA 2026/118", "nonumber", "covert-reference"),
        ('status = "in-progress"', 'status = "done"\nwhat_happened = "A name."', "covert-words"),
        ('action = "ac-c1"', 'action = "+0"\nwhat_happened = "A name."', "covert-words"),
    ],
)
def test_anything_more_is_refused(
    old: str, new: str, code: str, run: Any, quay: Path, answers: Any, codes_of: Any, nothing_written: Any
) -> None:
    file = answers(COVERT.replace(old, new))
    with nothing_written(quay):
        done = run("plan", quay, "--answers", file)
    assert done.status == 3
    assert codes_of(done) == [code]
    assert "A name." not in done.stderr


def test_a_covert_action_stays_covert_and_its_correction_says_no_more(
    run: Any, quay: Path, answers: Any, codes_of: Any
) -> None:
    run("plan", quay, "--answers", answers(COVERT))
    text = (
        '[[action]]\nsupersedes = "ac-c1"\nreason = "put off"\npillar = "supervision"\nkind = "visits"\n'
        'objective = "o"\npurpose = "p"\nowner = "pc-4412"\ndue_on = "2026-04-20"\n'
    )
    assert codes_of(run("plan", quay, "--answers", answers(text))) == ["covert-stays"]
    put_off = '[[action]]\nsupersedes = "ac-c1"\nreason = "{}"\nhandling = "covert"\nkind = "RIPA 2026/118"\n'
    put_off += 'owner = "ds-2207"\ndue_on = "2026-04-20"\n'
    assert codes_of(run("plan", quay, "--answers", answers(put_off.format("He moved")))) == ["covert-words"]
    assert run("plan", quay, "--answers", answers(put_off.format("put off"))).status == 0
