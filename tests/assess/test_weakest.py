"""The weak points of an assessment: which there are, in which order, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.gap import Gap, Lens
from sjtool.assess.sources import find_sources
from sjtool.assess.standing import Standing
from sjtool.assess.weakest import ORDER, WeakPoint, find_weakest, is_stale
from sjtool.store.library import Library

LIBRARY = Library()
SETS = {"section-12@1.0.0": LIBRARY.question_set("section-12")}
SHEETS = {ref: LIBRARY.factor_set(ref) for ref in ("arms-style@1.0.0", "acute@1.0.0")}
PASSPORTS = {name: LIBRARY.instrument(name) for name in ("arms", "srp-official")}
TODAY = date(2026, 3, 20)
Record = tuple[str, dict[str, Any]]
Stand = Callable[..., Standing]
BASE: tuple[Record, ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
    ("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
    ("assessment", {"id": "a-1"}),
    ("session", {"id": "s-1", "assessment": "a-1", "set": "section-12@1.0.0", "informant": "subject"}),
    ("session", {"id": "s-2", "assessment": "a-1", "set": "section-12@1.0.0", "informant": "partner"}),
    ("response", {"id": "r-1", "session": "s-1", "item": "2", "value": "a lot"}),
    ("response", {"id": "r-2", "session": "s-1", "item": "3", "value": True}),
    ("response", {"id": "r-3", "session": "s-2", "item": "2", "value": "some"}),
    ("evidence", {"id": "e-1", "title": "PNC print", "kind": "national-databases", "dated_on": "2024-05-01"}),
    ("evidence", {"id": "e-2", "title": "Letter", "kind": "other", "dated_on": "2026-02-01"}),
    ("evidence", {"id": "e-3", "title": "Report", "kind": "other", "obtained": False}),
    ("event", {"id": "ev-1", "kind": "visit", "held_on": "2026-03-01"}),
)
FINAL: Record = (
    "judgement",
    {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "high", "likelihood": "low"},
)
ARMS: Record = (
    "tool_result",
    {"id": "tr-1", "instrument": "arms@1.0.0", "construct": "level", "level": "medium", "dated_on": "2026-01-12"},
)


def rating(name: str, *evidence: str, factor: str = "opportunity", recent: str = "high", **keys: Any) -> Record:
    where = {"assessment": "a-1", "person": "subject", "factor": f"arms-style@1.0.0/{factor}", "held_on": "2026-03-04"}
    return ("rating", {"id": name, **where, "recent": recent, "evidence": [*evidence], **keys})


def override(name: str, direction: str, *evidence: str, protective: tuple[str, ...] = ()) -> Record:
    keys = {"judgement": "j-2", "tool_result": "tr-1", "construct": "level", "tool_level": "very-high"}
    keys |= {"id": name, "decided_level": "high", "direction": direction}
    return ("override", {**keys, "evidence": [*evidence], "protective_evidence": [*protective]})


def weakest(standing: Standing, *gaps: Gap) -> tuple[WeakPoint, ...]:
    return find_weakest(Lens(standing, SETS, SHEETS, PASSPORTS, "harbour"), gaps, TODAY)


def texts(found: tuple[WeakPoint, ...], code: str) -> list[str]:
    return [point.text for point in found if point.code == code]


@pytest.mark.parametrize(
    ("ids", "count"),
    [
        ((), 0),
        (("e-1",), 1),
        (("r-1", "r-2"), 1),
        (("r-1", "s-1"), 1),
        (("r-1", "r-3"), 2),
        (("e-1", "e-2"), 2),
        (("e-3",), 0),
        (("ra-1",), 1),
        (("ra-1", "e-1"), 1),
        (("ra-1", "ev-1"), 2),
        (("ra-2",), 0),
        (("r-9",), 2),
    ],
)
def test_all_a_person_said_is_one_source_and_a_rating_is_what_it_rests_on(
    ids: tuple[str, ...], count: int, stand: Stand
) -> None:
    records = (rating("ra-1", "e-1"), rating("ra-2", "ra-2"))
    named = ("response", {"id": "r-9", "session": "s-1", "item": "9", "value": "x", "evidence": ["e-2"]})
    assert len(find_sources(stand(*BASE, *records, named), ids)) == count


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (("r-1", "r-2"), "Opportunity (high priority): what Mr H said, and nothing else"),
        (("e-1",), "Opportunity (high priority): PNC print (e-1)"),
        (("ev-1",), "Opportunity (high priority): visit 1 March 2026 (ev-1)"),
        (("tr-1",), "Opportunity (high priority): arms (tr-1)"),
        (("e-7",), "Opportunity (high priority): a record that is no longer here (e-7)"),
    ],
)
def test_a_rating_on_one_source_names_it(evidence: tuple[str, ...], words: str, stand: Stand) -> None:
    gone = ("erased", {"id": "e-7", "kind": "evidence"})
    (found,) = [p for p in weakest(stand(*BASE, ARMS, gone, rating("ra-1", *evidence))) if p.code == "single-source"]
    assert (found.text, found.records) == (words, ("ra-1",))


@pytest.mark.parametrize(
    "record",
    [
        rating("ra-1", "e-1", "e-2"),
        rating("ra-1"),
        rating("ra-1", "e-2", recent="not-enough-information"),
        rating("ra-1", "e-2", assessment="a-0"),
        rating("ra-1", "e-2", person="partner"),
    ],
)
def test_two_sources_none_nothing_said_and_other_assessments_are_left_alone(record: Record, stand: Stand) -> None:
    assert texts(weakest(stand(("assessment", {"id": "a-0"}), *BASE, record)), "single-source") == []


def test_the_ratings_that_raise_concern_come_first_and_overrides_before_them(stand: Stand) -> None:
    calm = rating("ra-1", "e-2", factor="social-influences", recent="low")
    standing = stand(
        *BASE, ARMS, FINAL, calm, rating("ra-2", "e-2"), override("o-1", "downward", "e-1", "e-2", protective=("r-1",))
    )
    found = [point.records for point in weakest(standing) if point.code == "single-source"]
    assert found == [("o-1",), ("ra-2",), ("ra-1",)]
    assert texts(weakest(standing), "single-source")[0] == (
        "Override o-1, its protective evidence: what Mr H said, and nothing else"
    )


def test_an_override_of_another_judgement_is_not_this_ones(stand: Stand) -> None:
    other = ("override", {**override("o-1", "downward", "e-1")[1], "judgement": "j-9"})
    assert weakest(stand(*BASE, FINAL, other)) == ()
    assert weakest(stand(*BASE, override("o-1", "downward", "e-1"))) == ()


@pytest.mark.parametrize(
    ("dated_on", "stale"),
    [
        ("2025-03-19", True),
        ("2025-03-20", False),
        ("2025-02", True),
        ("2025-03", False),
        ("2024", True),
        ("2025", False),
        (None, False),
    ],
)
def test_twelve_months_with_the_benefit_of_the_doubt(dated_on: str | None, stale: bool) -> None:
    assert is_stale(dated_on, TODAY) is stale


def test_a_leap_day_has_a_year_before_it() -> None:
    assert is_stale("2027-02-28", date(2028, 2, 29))
    assert not is_stale("2027-03-01", date(2028, 2, 29))


def test_old_evidence_counts_where_something_rests_on_it(stand: Stand) -> None:
    calm = rating("ra-2", "r-1", factor="social-influences")
    standing = stand(*BASE, ARMS, FINAL, rating("ra-1", "e-1", "e-2"), calm, override("o-1", "upward", "e-1"))
    assert texts(weakest(standing), "stale-evidence") == ["PNC print (e-1), 1 May 2024: under ra-1, o-1"]
    assert texts(weakest(stand(*BASE, FINAL)), "stale-evidence") == []


def test_an_old_tool_result_is_told_once(stand: Stand) -> None:
    old = ("tool_result", {**ARMS[1], "dated_on": "2024-11"})
    assert texts(weakest(stand(*BASE, old, FINAL)), "stale-evidence") == [
        "arms (tr-1), November 2024: compared with the judgement"
    ]
    cited = weakest(stand(*BASE, old, FINAL, rating("ra-1", "tr-1", "e-2")))
    assert texts(cited, "stale-evidence") == ["arms (tr-1), November 2024: under ra-1"]


def reading(words: str, *responses: str) -> Record:
    keys = {"id": "rd-1", "item": "section-12@1.0.0/2", "outcome": "differ", "responses": [*responses]}
    return ("reading", {**keys, "reading": words})


@pytest.mark.parametrize(
    ("words", "told"), [("He counts evenings.", True), ("x" * 80, True), ("x" * 81, False), ("Two\nlines.", False)]
)
def test_a_difference_read_in_a_line_is_told(words: str, told: bool, stand: Stand) -> None:
    found = texts(weakest(stand(*BASE, reading(words, "r-1", "r-3"))), "reading-in-a-line")
    assert bool(found) is told
    if told:
        assert found[0].endswith(f"(rd-1): {words}")


def test_a_reading_of_older_accounts_is_a_gap_and_not_a_short_reading(stand: Stand) -> None:
    assert texts(weakest(stand(*BASE, reading("Short.", "r-1"))), "reading-in-a-line") == []


def test_overrides_come_downward_first_with_what_protects(stand: Stand) -> None:
    srp = ("tool_result", {"id": "tr-2", "instrument": "srp-official@1.0.0", "scale": "dc", "construct": "likelihood"})
    down = override("o-2", "downward", "e-1", "r-1", protective=("e-1", "e-2"))
    unnamed = override("o-3", "downward", "e-1", "r-1")
    up = ("override", {**override("o-1", "upward", "e-1", "r-1")[1], "tool_result": "tr-2", "construct": "likelihood"})
    found = texts(weakest(stand(*BASE, ARMS, srp, FINAL, up, down, unnamed)), "override")
    assert found == [
        "Downward: arms said very high, decided high on overall level (o-2); protective evidence: e-1, e-2",
        "Downward: arms said very high, decided high on overall level (o-3); protective evidence: none named",
        "Upward: srp-official dc said very high, decided high on likelihood of reoffending (o-1)",
    ]


def test_a_bare_override_says_what_it_does_not_say(stand: Stand) -> None:
    (text,) = texts(weakest(stand(*BASE, FINAL, ("override", {"id": "o-1", "judgement": "j-2"}))), "override")
    assert text == (
        "Direction not said: a record that is no longer here said nothing, decided not said on another question (o-1)"
    )


def test_gaps_come_last_the_essential_ones_first(stand: Stand) -> None:
    small, large = Gap("a", 1, "Small.", "", essential=False), Gap("b", 2, "Large.", "")
    found = weakest(
        stand(*BASE, ARMS, FINAL, override("o-1", "upward", "e-1"), reading("x", "r-1", "r-3")), small, large
    )
    codes = [point.code for point in found]
    assert codes == sorted(codes, key=[*ORDER].index)
    assert texts(found, "gap") == ["Large.", "Small."]


def test_a_case_without_people_has_no_weak_points(stand: Stand) -> None:
    assert weakest(stand()) == ()


def test_every_weak_point_names_the_records_it_is_about(stand: Stand) -> None:
    old = ("tool_result", {**ARMS[1], "dated_on": "2024-11"})
    made = (rating("ra-1", "e-1"), override("o-1", "upward", "e-1"), reading("He counts evenings.", "r-1", "r-3"))
    found = weakest(stand(*BASE, old, FINAL, *made))
    title = next(item.title for item in SETS["section-12@1.0.0"].item if item.id == "2")
    assert found == (
        WeakPoint("single-source", "Override o-1: PNC print (e-1)", ("o-1",)),
        WeakPoint("single-source", "Opportunity (high priority): PNC print (e-1)", ("ra-1",)),
        WeakPoint("stale-evidence", "PNC print (e-1), 1 May 2024: under ra-1, o-1", ("e-1",)),
        WeakPoint("stale-evidence", "arms (tr-1), November 2024: compared with the judgement", ("tr-1",)),
        WeakPoint("reading-in-a-line", f"2 {title} (rd-1): He counts evenings.", ("rd-1",)),
        WeakPoint("override", "Upward: arms said very high, decided high on overall level (o-1)", ("o-1",)),
    )


@pytest.mark.parametrize(
    ("record", "called"),
    [
        (("evidence", {"id": "x-1"}), "evidence (x-1)"),
        (("event", {"id": "x-1"}), "event (x-1)"),
        (
            ("event", {"id": "x-1", "kind": "significant-change", "held_on": "2026-03"}),
            "significant change March 2026 (x-1)",
        ),
        (("tool_result", {"id": "x-1", "instrument": "srp-official@1.0.0", "scale": "dc"}), "srp-official dc (x-1)"),
    ],
)
def test_what_is_relied_on_is_called_by_what_is_known_of_it(record: Record, called: str, stand: Stand) -> None:
    found = texts(weakest(stand(*BASE, record, rating("ra-1", "x-1"))), "single-source")
    assert found == [f"Opportunity (high priority): {called}"]


def test_a_response_of_no_session_is_a_source_of_its_own(stand: Stand) -> None:
    loose = [("response", {"id": name, "item": "2", "value": "x"}) for name in ("r-7", "r-8")]
    assert find_sources(stand(*BASE, *loose), ("r-7", "r-8")) == {"r-7", "r-8"}


def test_ratings_that_rest_on_each_other_through_a_response_come_to_an_end(stand: Stand) -> None:
    said = ("response", {"id": "r-9", "session": "s-1", "item": "9", "value": "x", "evidence": ["ra-1"]})
    standing = stand(*BASE, said, rating("ra-1", "r-9", "e-1"))
    assert find_sources(standing, ("ra-1",)) == {"subject", "e-1"}


def test_one_reading_of_two_parts_is_told_once_and_the_next_one_too(stand: Stand) -> None:
    questions = SETS["section-12@1.0.0"]
    hours = next(item for item in questions.item if item.id == "1")
    assert hours.mark is not None
    both = hours.model_copy(update={"mark": hours.mark.model_copy(update={"parts": ()})})
    items = tuple(both if item.id == "1" else item for item in questions.item)
    told = [
        ("response", {"id": f"r-{who}-{part.id}", "session": session, "item": "1", "part": part.id, "value": value})
        for who, session, value in (("his", "s-1", 5), ("hers", "s-2", 50))
        for part in hours.part
    ]
    covers = [keys["id"] for _kind, keys in told]
    one = ("reading", {**reading("Guesses.", *covers)[1], "id": "rd-0", "item": "section-12@1.0.0/1"})
    standing = stand(*BASE, *told, one, reading("Evenings.", "r-1", "r-3"))
    sets = {"section-12@1.0.0": questions.model_copy(update={"item": items})}
    found = find_weakest(Lens(standing, sets, SHEETS, PASSPORTS, "harbour"), (), TODAY)
    assert [point.records for point in found if point.code == "reading-in-a-line"] == [("rd-0",), ("rd-1",)]


def test_a_reading_of_accounts_that_agree_is_no_weak_point(stand: Stand) -> None:
    alike = ("response", {"id": "r-4", "session": "s-2", "item": "3", "value": True})
    agreed = ("reading", {**reading("Alike.")[1], "item": "section-12@1.0.0/3", "responses": ["r-2", "r-4"]})
    assert texts(weakest(stand(*BASE, alike, agreed)), "reading-in-a-line") == []


def test_a_reading_without_words_is_told_as_empty(stand: Stand) -> None:
    silent = ("reading", {key: value for key, value in reading("x", "r-1", "r-3")[1].items() if key != "reading"})
    (found,) = texts(weakest(stand(*BASE, silent)), "reading-in-a-line")
    assert found.endswith("(rd-1): ")


@pytest.mark.parametrize(
    ("keys", "concerns", "is_told"),
    [
        ({"recent": "no"}, ("no",), True),
        ({"recent": "no"}, ("high",), False),
        ({"recent": "none-evident", "past": "high"}, ("high",), True),
        ({"recent": "none-evident", "past": "none-evident"}, ("high",), False),
    ],
)
def test_a_strength_said_to_be_absent_and_a_past_label_are_asked_what_they_rest_on(
    keys: dict[str, Any], concerns: tuple[str, ...], is_told: bool, stand: Stand
) -> None:
    sheet = SHEETS["arms-style@1.0.0"]
    factors = tuple(factor.model_copy(update={"raises_concern_when": concerns}) for factor in sheet.factor)
    sheets = {"arms-style@1.0.0": sheet.model_copy(update={"factor": factors})}
    standing = stand(*BASE, rating("ra-1", "e-2", **keys))
    found = find_weakest(Lens(standing, SETS, sheets, PASSPORTS, "harbour"), (), TODAY)
    assert [point.records for point in found if point.code == "single-source"] == [("ra-1",)] * is_told
