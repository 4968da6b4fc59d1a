"""Edges of the checks of evidence: what was sought, what is opinion, what is old, what comes from one source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.gap_enquiry import SOURCES
from sjtool.problem import Problem
from sjtool.store.library import Library

Found = Callable[..., list[Problem]]
Record = tuple[str, dict[str, Any]]
FACTOR = "arms-style@1.0.0/opportunity"
FINAL: Record = ("judgement", {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "low"})
SESSION: Record = ("session", {"id": "s-1", "assessment": "a-1", "informant": "subject", "held_on": "2025-11-03"})
TOLD: Record = ("response", {"id": "r-1", "session": "s-1", "item": "5", "value": "Two friends.", "basis": "told"})


def evidence(name: str = "e-1", **keys: Any) -> Record:
    given = {"id": name, "kind": "home-visit", "nature": "observed", "obtained": True, "dated_on": "2026-03-01"}
    return ("evidence", {**given, **keys})


def rating(label: str, *rests_on: str, factor: str = FACTOR, **keys: Any) -> Record:
    given = {"id": "ra-1", "assessment": "a-1", "factor": factor, "person": "subject", "recent": label}
    return ("rating", {**given, "evidence": list(rests_on), "held_on": "2026-03-02", **keys})


def override(*rests_on: str, protective: tuple[str, ...] = (), of: str = "j-2") -> Record:
    keys = {"id": "o-1", "judgement": of, "evidence": list(rests_on), "protective_evidence": list(protective)}
    return ("override", keys)


def all_sources(**changed: Any) -> list[Record]:
    return [evidence(f"e-{n}", kind=kind, **(changed if n == 0 else {})) for n, kind in enumerate(SOURCES)]


@pytest.mark.parametrize("stage", ["first", "final"])
def test_every_source_is_spoken_of_once_somebody_has_judged(found: Found, stage: str) -> None:
    judged = ("judgement", {"assessment": "a-1", "stage": stage})
    (problem,) = found("sources-not-considered", judged)
    assert all(kind in problem.what for kind in SOURCES)
    assert problem.place.line == 2
    assert not found("sources-not-considered", *all_sources(), judged)


def test_before_a_judgement_sources_may_still_come(found: Found) -> None:
    assert not found("sources-not-considered", evidence())


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"obtained": False}, 1),
        ({"obtained": False, "why_not": "None is held."}, 0),
        ({"obtained": None, "why_not": "None is held."}, 1),
    ],
)
def test_a_source_not_obtained_says_why(found: Found, changed: dict[str, Any], expected: int) -> None:
    assert len(found("sources-not-considered", *all_sources(**changed), FINAL)) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"nature": "fact", "kind": "pre-sentence-report"}, 1),
        ({"nature": "fact", "kind": "programme-report", "obtained": None}, 1),
        ({"nature": "fact", "kind": "programme-report", "obtained": False}, 0),
        ({"nature": "reported", "kind": "programme-report"}, 0),
        ({"nature": "fact", "kind": "national-databases"}, 0),
    ],
)
def test_a_report_of_somebodys_view_is_no_fact(found: Found, keys: dict[str, Any], expected: int) -> None:
    assert len(found("opinion-recorded-as-fact", evidence(**keys))) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (override("e-1", protective=("r-2",)), "r-2"),
        (override("r-2", "r-3"), "r-2, r-3"),
        (override("r-2", protective=("r-2",)), "r-2"),
        (override("r-2", "e-1"), ""),
        (override("r-1", protective=("r-1",)), ""),
        (override(), ""),
        (override("r-2", of="j-9"), ""),
    ],
)
def test_an_override_rests_on_more_than_an_inference(found: Found, made: Record, expected: str) -> None:
    guesses = [("response", {**TOLD[1], "id": name, "basis": "inferred"}) for name in ("r-2", "r-3")]
    problems = found("opinion-recorded-as-fact", evidence(), SESSION, TOLD, *guesses, FINAL, made)
    assert [p.what.partition(": ")[2] for p in problems] == ([expected] if expected else [])


OLD = evidence("e-old", dated_on="2025-03-01")


@pytest.mark.parametrize(
    ("rests_on", "expected"),
    [
        (("e-old",), 1),
        (("e-old", "e-new"), 0),
        (("e-old", "r-1"), 0),
        (("e-old", "s-1"), 0),
        (("e-old", "ev-1"), 0),
        (("e-old", "e-undated"), 1),
        (("e-old", "e-gone"), 1),
        (("e-old", "r-lost"), 1),
        (("e-undated",), 0),
        (("e-year",), 0),
        (("e-day",), 0),
        (("e-none",), 0),
        ((), 0),
    ],
)
def test_a_rating_rests_on_something_of_the_last_twelve_months(
    found: Found, rests_on: tuple[str, ...], expected: int
) -> None:
    records = (
        OLD,
        evidence("e-new"),
        evidence("e-undated", dated_on=None),
        evidence("e-gone", obtained=False),
        evidence("e-year", dated_on="2025"),
        evidence("e-day", dated_on="2025-03-02"),
        ("event", {"id": "ev-1", "kind": "visit", "held_on": "2026-02-01"}),
        SESSION,
        TOLD,
        ("response", {"id": "r-lost", "item": "6"}),
    )
    problems = found("stale-evidence", *records, rating("low", *rests_on))
    assert len(problems) == expected
    assert all(p.what.endswith("2025-03-01") for p in problems)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, 1),
        ({"held_on": None}, 0),
        ({"held_on": "2026-02"}, 0),
        ({"held_on": "2026"}, 0),
        ({"held_on": "2027"}, 1),
        ({"assessment": "a-0"}, 0),
        ({"recent": "not-enough-information"}, 0),
        ({"recent": "none-identified"}, 1),
    ],
)
def test_only_a_dated_label_of_this_assessment_can_be_stale(found: Found, keys: dict[str, Any], expected: int) -> None:
    assert len(found("stale-evidence", OLD, rating("low", "e-old", **keys))) == expected


SOURCED: tuple[Record, ...] = (
    ("person", {"id": "partner", "roles": ["partner"]}),
    evidence("e-1"),
    evidence("e-2"),
    evidence("e-gone", obtained=False),
    ("event", {"id": "ev-1", "kind": "visit"}),
    SESSION,
    TOLD,
    ("response", {**TOLD[1], "id": "r-2", "item": "6"}),
    ("response", {**TOLD[1], "id": "r-papers", "evidence": ["e-1", "e-gone"]}),
    ("response", {"id": "r-lost", "item": "7"}),
    ("session", {"id": "s-2", "informant": "partner"}),
    ("rating", {"id": "ra-9", "evidence": ["e-1", "r-1"]}),
    ("rating", {"id": "ra-8", "evidence": ["ra-8"]}),
)
ONE_SOURCE = [
    ("e-1",),
    ("ev-1",),
    ("r-1", "r-2", "s-1"),
    ("e-1", "e-1"),
    ("e-1", "e-gone"),
    ("e-gone",),
    ("r-lost",),
    ("x",),
]
TWO_SOURCES = [("e-1", "e-2"), ("e-1", "ev-1"), ("r-1", "s-2"), ("r-papers",), ("e-1", "r-1")]


@pytest.mark.parametrize(
    ("rests_on", "expected"), [*((s, 1) for s in ONE_SOURCE), *((s, 0) for s in (*TWO_SOURCES, ()))]
)
def test_a_concern_from_one_source_asks_for_a_second_look(
    found: Found, rests_on: tuple[str, ...], expected: int
) -> None:
    assert len(found("single-source-judgement", *SOURCED, rating("medium", *rests_on))) == expected


@pytest.mark.parametrize(
    ("factor", "label", "expected"),
    [
        (FACTOR, "low", 0),
        (FACTOR, "not-enough-information", 0),
        ("arms-style@1.0.0/social-investment", "weak", 1),
        ("arms-style@1.0.0/social-investment", "strong", 0),
        ("acute@1.0.0/hostility", "act-now", 0),
    ],
)
def test_only_domains_that_raise_concern_are_counted(found: Found, factor: str, label: str, expected: int) -> None:
    assert len(found("single-source-judgement", *SOURCED, rating(label, "e-1", factor=factor))) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (override("e-1"), 'override "o-1" rests on a single source'),
        (override("e-1", protective=("e-1",)), 'override "o-1" rests on a single source'),
        (
            override("e-1", "e-2", protective=("r-1", "r-2")),
            'the protective evidence of override "o-1" is a single source',
        ),
        (override("e-1", protective=("e-2", "r-1")), ""),
        (override("ra-9"), ""),
        (override("ra-8"), 'override "o-1" rests on a single source'),
        (override(), ""),
    ],
)
def test_an_override_is_counted_by_what_its_ratings_rest_on(found: Found, made: Record, expected: str) -> None:
    problems = found("single-source-judgement", *SOURCED, FINAL, made, sheets={})
    assert [p.what for p in problems] == ([expected] if expected else [])


def test_a_person_is_one_source_through_corrections(found: Found) -> None:
    corrected = ("person", {"id": "subject-2", "roles": ["subject"], "standing": "convicted", "supersedes": "subject"})
    again = ("session", {"id": "s-9", "informant": "subject-2"})
    assert found("single-source-judgement", SESSION, TOLD, corrected, again, rating("medium", "r-1", "s-9"))


def test_what_the_officer_inferred_is_told_at_the_override_with_what_to_name_instead(found: Found) -> None:
    guesses = [("response", {**TOLD[1], "id": name, "basis": "inferred"}) for name in ("r-2", "r-3")]
    (problem,) = found("opinion-recorded-as-fact", SESSION, *guesses, FINAL, override("r-2", protective=("r-3",)))
    assert problem.place.line == 7
    assert problem.what == 'override "o-1" rests on what the officer inferred: r-3, r-2'
    assert problem.fix == (
        "sjtool add CASE override --supersedes o-1  with  evidence that was told, observed or on record"
    )


def test_a_rating_that_cannot_be_stale_hides_no_other_one(found: Found) -> None:
    undated = rating("low", "e-old", factor="arms-style@1.0.0/social-influences", id="ra-0", held_on=None)
    sheet = [factor.id for factor in Library().factor_set("arms-style@1.0.0").factor]
    first, last = (
        rating("low", "e-old", factor=f"arms-style@1.0.0/{sheet[0]}", held_on=None),
        rating("low", "e-old", factor=f"arms-style@1.0.0/{sheet[-1]}", id="ra-2"),
    )
    (problem,) = found("stale-evidence", OLD, undated, first, last)
    assert problem.place.line == 6
    assert problem.what == (
        f'all that the rating of "{sheet[-1]}" rests on is more than twelve months older than it; '
        "the newest is of 2025-03-01"
    )


@pytest.mark.parametrize(
    ("made", "key"),
    [
        (override("e-1"), "evidence"),
        (override("e-1", "e-2", protective=("r-1",)), "protective_evidence"),
    ],
)
def test_a_single_source_is_told_at_the_override_with_the_key_to_fill(found: Found, made: Record, key: str) -> None:
    (problem,) = found("single-source-judgement", *SOURCED, FINAL, made, sheets={})
    assert problem.place.line == 2 + len(SOURCED) + 2
    assert problem.fix == f'sjtool add CASE override --supersedes o-1  with  {key} = ["e-…", "e-…"]'


def test_an_override_on_two_sources_hides_no_other_one(found: Found) -> None:
    sound = ("override", {**override("e-1", "e-2")[1], "id": "o-0"})
    (problem,) = found("single-source-judgement", *SOURCED, FINAL, sound, override("e-1"), sheets={})
    assert problem.what == 'override "o-1" rests on a single source'
