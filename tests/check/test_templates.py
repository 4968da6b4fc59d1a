"""Edges of the checks of templates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sjtool.checking import check_file
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
SESSION = {"assessment": "a-001", "informant": "subject"}
RATING = {"assessment": "a-001", "person": "subject", "recent": "present"}
RESULT = {"assessment": "a-001", "level": "High"}


def unpinned(path: Path) -> list[tuple[int, str]]:
    problems = check_file(path, Library(), ["template-not-pinned"], today=TODAY)
    return [(p.place.line, p.what.split()[2]) for p in problems]


def pin(ref: str) -> Draft:
    return Draft("template", {"ref": ref, "sha256": Library().read(ref).sha256})


USES = [
    (Draft("session", {**SESSION, "set": "section-12@1.0.0"}), "section-12@1.0.0"),
    (Draft("session", {**SESSION, "set": "section-12"}), "section-12@1.0.0"),
    (Draft("rating", {**RATING, "factor": "acute@1.0.0/hostility"}), "acute@1.0.0"),
    (Draft("rating", {**RATING, "factor": "acute/hostility"}), "acute@1.0.0"),
    (Draft("tool_result", {**RESULT, "instrument": "arms@1.0.0"}), "arms@1.0.0"),
    (Draft("tool_result", {**RESULT, "instrument": "arms"}), "arms@1.0.0"),
]


@pytest.mark.parametrize(("use", "ref"), USES)
def test_each_kind_of_use_needs_its_pin(make_case: Any, use: Draft, ref: str) -> None:
    assert [name for _line, name in unpinned(make_case("without", [use]))] == [ref]
    assert unpinned(make_case("with", [pin(ref), use])) == []


def test_a_template_is_told_once_at_its_first_use(make_case: Any) -> None:
    use = [use for use, ref in USES if ref == "acute@1.0.0"]
    path = make_case("once", [*use, use[0]])
    first = path.read_text(encoding="utf-8").split("[[rating]]")[0].count("\n") + 1
    assert unpinned(path) == [(first, "acute@1.0.0")]


def test_what_names_no_template_or_none_within_reach_is_left_out(make_case: Any) -> None:
    nameless = [Draft("session", SESSION), Draft("rating", RATING), Draft("tool_result", RESULT)]
    assert unpinned(make_case("none", [*nameless, Draft("tool_result", {**RESULT, "instrument": "nothing@3"})])) == []


def test_a_template_that_is_not_here_is_told_as_such(make_case: Any) -> None:
    path = make_case("gone", [Draft("template", {"ref": "section-12@0.9.0", "sha256": "0" * 64})])
    (problem,) = check_file(path, Library(), ["template-changed"], today=TODAY)
    assert problem.what == "the template section-12@0.9.0 is not here"


def test_each_template_is_told_once_however_its_uses_alternate_with_others(make_case: Any) -> None:
    section, acute, arms = (use for use, _ref in USES[::2])
    path = make_case("several", [pin("section-12@1.0.0"), section, acute, section, arms, acute, arms])
    assert [name for _line, name in unpinned(path)] == ["acute@1.0.0", "arms@1.0.0"]
    sheets = [acute, Draft("rating", {**RATING, "factor": "arms-style@1.0.0/opportunity"}), acute]
    assert [name for _line, name in unpinned(make_case("sheets", sheets))] == ["acute@1.0.0", "arms-style@1.0.0"]


def test_a_template_may_be_pinned_as_it_was_recorded(found: Any) -> None:
    code = "template-not-pinned"
    assert found(code, ("template", {"ref": "arms"}), ("tool_result", {"instrument": "arms"})) == []
    assert len(found(code, ("template", {"ref": "srp-official"}), ("tool_result", {"instrument": "arms"}))) == 1


def test_a_stroke_in_words_typed_in_place_of_a_factor_leaves_the_sheet_known(found: Any) -> None:
    (problem,) = found("template-not-pinned", ("rating", {"factor": "acute@1.0.0/hostility/again"}))
    assert problem.what == "the template acute@1.0.0 is used, and the case does not pin it"
    assert problem.fix == (
        'look up its sha256 with  sjtool sets list --json , write a [[template]] with  ref = "acute@1.0.0"  and  '
        "sha256  in FILE, and  sjtool add CASE --answers FILE"
    )
