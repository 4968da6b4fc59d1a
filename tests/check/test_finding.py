"""A check and what it finds: its manual, its place and severity, and what only some of the checks are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from sjtool.assess.standing import Standing
from sjtool.check.catalogue import CHECKS, run_checks
from sjtool.check.finding import Check, Finding, run_check
from sjtool.check.view import View
from sjtool.model.case import Case, Entry
from sjtool.model.people import Person
from sjtool.model.record import Header
from sjtool.problem import Place, Problem
from sjtool.store.library import Library


def find_all(_view: View) -> Iterator[Finding | Problem]:
    """What the check is for.

    More of it.
    """
    yield Problem("read", Place("case.toml", 9), "first", "why of reading", "fix one", excerpt="words")
    yield Finding("subject", "second", "fix two")
    yield Problem("read", Place("case.toml", 8), "third", "why of reading", "fix three", severity="error")
    yield Finding("", "fourth", "fix four")


def view() -> View:
    entries = (Entry("person", Person(id="subject"), 4),)
    case = Case("case.toml", Header(format=1, case="case"), entries, "0" * 32)
    return View(case, Standing(case), {}, {}, {}, date(2026, 3, 4), Library().clocks())


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_what_a_check_finds_has_its_code_source_and_severity_and_keeps_place_and_words(severity: str) -> None:
    check = Check("a-code", severity, "a source", find_all)  # type: ignore[arg-type]
    told = [
        (9, "first", "fix one", "words"),
        (4, "second", "fix two", ""),
        (8, "third", "fix three", ""),
        (0, "fourth", "fix four", ""),
    ]
    assert list(run_check(check, view())) == [
        Problem("a-code", Place("case.toml", line), what, "a source", fix, excerpt, severity)
        for line, what, fix, excerpt in told
    ]


def test_the_manual_is_the_docstring_and_the_gist_its_first_sentence() -> None:
    check = Check("a-code", "error", "a source", find_all)
    assert check.gist == "What the check is for."
    assert check.manual.split() == ["What", "the", "check", "is", "for.", "More", "of", "it."]
    assert check.manual == check.manual.strip()


def test_a_check_without_a_docstring_has_an_empty_manual() -> None:
    check = Check("a-code", "error", "a source", lambda _view: iter(()))
    assert (check.manual, check.gist) == ("", "")


def test_all_checks_run_in_the_order_of_the_list_or_only_those_named() -> None:
    everything = [problem.code for problem in run_checks(view())]
    assert {"governance-missing", *everything} == {*everything}
    order = [check.code for check in CHECKS]
    assert everything == sorted(everything, key=order.index)
    assert {problem.code for problem in run_checks(view(), ["governance-missing"])} == {"governance-missing"}
    assert list(run_checks(view(), ["hand-edited"])) == []
