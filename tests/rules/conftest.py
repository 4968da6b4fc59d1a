"""A case with tool results, and judgements and overrides as drafts to be held to the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, load_sound
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet
from sjtool.store.append import Draft
from sjtool.store.library import Library

LIBRARY = Library()
FIRST = {
    "assessment": "a-001",
    "stage": "first",
    "level": "high",
    "likelihood": "medium",
    "whom": "children of the household",
    "rationale": "what weighs most",
}


class Bench:
    """A case of known tool results; `find` gives the codes of what the rules object to."""

    def __init__(self, make_case: Callable[..., Path]) -> None:
        self.make_case = make_case
        self.drafts: list[Draft] = [
            Draft("evidence", {"title": "report", "nature": "fact", "kind": "other", "obtained": True})
        ]
        self.path: Path | None = None

    def arms(self, level: str, **keys: Any) -> Bench:
        given = {"instrument": "arms@1.0.0", "origin": "received", "construct": "level", "level": level}
        return self.add("tool_result", **given, dated_on="2026-01-12", limits="old", assessment="a-001", **keys)

    def srp(self, band: str, **keys: Any) -> Bench:
        given = {"instrument": "srp-official@1.0.0", "origin": "received", "construct": "likelihood", "scale": "dc"}
        return self.add(
            "tool_result", **given, band=band, dated_on="2026-01-12", limits="old", assessment="a-001", **keys
        )

    def add(self, kind: str, /, **keys: Any) -> Bench:
        self.drafts.append(Draft(kind, keys))
        return self

    def first(self, **keys: Any) -> Bench:
        return self.add("judgement", **FIRST | keys)

    def load(self) -> Loaded:
        if self.path is None:
            self.path = self.make_case("harbour", self.drafts)
        return load_sound(self.path, LIBRARY)


@pytest.fixture
def bench(make_case: Callable[..., Path]) -> Bench:
    return Bench(make_case)


def make_sheet(kind: str, line: int = 1, /, **keys: Any) -> Sheet:
    return Sheet(Draft(kind, keys), Place("answers.toml", line), {key: line + n for n, key in enumerate(keys, 1)})


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    """A draft as it would come from a file: `sheet("judgement", level="high")`."""
    return make_sheet


@pytest.fixture
def problems() -> Callable[..., list[Problem]]:
    """What a check raises, or nothing: `problems(check, loaded, sheets)`."""

    def collect(check: Callable[..., Any], *given: Any) -> list[Problem]:
        try:
            check(*given)
        except SjtoolError as error:
            found: Sequence[Problem] = error.problems
            assert all(problem.what and problem.why and problem.fix and str(problem.place) for problem in found)
            return list(found)
        return []

    return collect
