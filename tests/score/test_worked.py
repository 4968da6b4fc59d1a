"""Worked examples: results written out by hand from the published rules, held against what is computed.

The examples were worked by somebody who had not seen the code; each holds its arithmetic.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.score.register import COMPUTED, find_compute
from sjtool.store.library import Library
from sjtool.store.toml import read_toml

FOLDER = Path(__file__).with_name("worked")
LEAST = {"dc-srp": 40, "iic-srp": 24, "cport": 20, "casic": 20}
LIBRARY = Library()


def read_examples(instrument: str) -> list[dict[str, Any]]:
    return list(read_toml(FOLDER / f"{instrument}.toml").data["example"])


EXAMPLES = [(instrument, example) for instrument in COMPUTED for example in read_examples(instrument)]


@pytest.mark.parametrize("instrument", COMPUTED)
def test_there_are_enough_examples_and_each_holds_its_working(instrument: str) -> None:
    examples = read_examples(instrument)
    assert len(examples) >= LEAST[instrument]
    assert len({example["name"] for example in examples}) == len(examples)
    assert all(len(example["arithmetic"].split()) > 2 for example in examples)


@pytest.mark.parametrize(("instrument", "example"), EXAMPLES, ids=[f"{i}: {e['name']}" for i, e in EXAMPLES])
def test_what_was_worked_by_hand_is_what_is_computed(instrument: str, example: dict[str, Any]) -> None:
    found = find_compute(instrument, LIBRARY.instrument)(example["inputs"]).as_json()
    expected = dict(example["expect"])
    if expected.pop("problem", False):
        assert found["problems"]
        assert (found["points"], found["band"], found["percentage"], found["interval"]) == (None, None, None, None)
        return
    assert found["problems"] == []
    said = expected.pop("reason_contains", "")
    assert said.casefold() in (found["reason"] or "").casefold()
    assert {key: found[key] for key in expected} == expected
    if found["applicable"] is False or (len(found["missing"]) > 1 and instrument == "cport"):
        assert (found["points"], found["percentage"], found["interval"]) == (None, None, None)
