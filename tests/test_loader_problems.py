"""One wrong value is told once: not as ids that lead nowhere, nor line by line; `sjtool check` tells every line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.errors import SjtoolError
from sjtool.loader import cut_problems, gather_problems, load_case, load_sound
from sjtool.problem import Place, Problem
from sjtool.store.append import Draft
from sjtool.store.library import Library

Make = Callable[..., Path]
LETTER = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
RATED = Draft("narrative", {"assessment": "a-001", "heading": "plan", "text": "Beside it."})


def replace_in(path: Path, old: str, new: str, times: int = -1) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, times).encode())


def wrong(line: int, what: str = '"by" of [[person]] is wrong') -> Problem:
    return Problem("value-wrong-kind", Place("a.toml", line), what, "why", "fix")


def test_an_id_of_a_record_that_was_not_read_leads_somewhere(make_case: Make) -> None:
    path = make_case("harbour", [RATED])
    replace_in(path, 'trigger = "initial"', 'trigger = "@SUM(1)"')
    case, problems = load_case(path, Library())
    assert case.case.unread == {"a-001"}
    assert [problem.code for problem in problems] == ["value-wrong-kind"]


def test_an_id_that_no_record_has_is_told_still(make_case: Make) -> None:
    path = make_case("harbour", [RATED])
    replace_in(path, 'assessment = "a-001"', 'assessment = "a-009"')
    assert [problem.code for problem in load_case(path, Library())[1]] == ["unknown-id"]


def test_one_wrong_officer_is_one_problem_and_check_has_every_line(make_case: Make) -> None:
    path = make_case("harbour", [LETTER, RATED])
    replace_in(path, 'by = "pc-4412"', 'by = "=cmd|calc"')
    _case, all_of_them = load_case(path, Library())
    with pytest.raises(SjtoolError) as stopped:
        load_sound(path, Library())
    (told,) = stopped.value.problems
    assert len(all_of_them) == 6
    assert told.what.endswith(", and so at 5 more lines")
    assert told.place == all_of_them[0].place


def test_what_differs_stays_apart_and_in_order() -> None:
    found = [wrong(1), wrong(2, '"at" of [[person]] is wrong'), wrong(3, '"by" of [[event]] is wrong')]
    assert [(one.place.line, one.what) for one in gather_problems(found)] == [
        (1, '"by" of [[person]] is wrong, and so at 1 more line'),
        (2, '"at" of [[person]] is wrong'),
    ]


def test_a_long_list_is_cut_and_says_what_tells_all() -> None:
    found = [wrong(line, f"{line}") for line in range(1, 101)]
    told = cut_problems(found, 20)
    assert told[:20] == found[:20]
    assert (told[20].code, told[20].what) == ("more-problems", "and 80 more problems")
    assert told[20].fix == "sjtool check a.toml  lists them all"
    assert cut_problems(found[:20], 20) == found[:20]


@pytest.mark.parametrize("name", ["Straße é 名", "../../evil", "-inj"])
def test_a_case_id_that_is_none_is_told_what_one_is(make_case: Make, name: str) -> None:
    path = make_case("harbour")
    replace_in(path, 'case = "harbour"', f'case = "{name}"')
    (problem, *_rest) = load_case(path, Library())[1]
    assert problem.fix == (
        "give case letters, digits, dot, dash and underscore, at most 80; begins with a letter or digit"
    )
