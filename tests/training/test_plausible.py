"""What a reader of an invented case would trip over: days out of order, impossible ages, words in the wrong mouth."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from sjtool.loader import Loaded
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.people import Order, Person, Relation, Status
from sjtool.store.ledger import parse_ledger
from sjtool.training.book import Book
from sjtool.training.dice import Dice
from sjtool.training.features import Features
from sjtool.training.law import write_law
from sjtool.training.people import cast_of, write_people
from sjtool.training.vignette import build_vignette
from sjtool.training.vignette_words import as_words

NUMBERS = (1, 2, 3, 4)
DAY = date(2023, 2, 28)


def people_of(seed: int, features: Features | None = None) -> dict[str, list[Mapping[str, Any]]]:
    """The people of an invented case and where they stand in law, without the rest of it; by kind of record."""
    dice, book = Dice(seed), Book("case-x", "seed", "")
    cast = cast_of(dice, features or Features())
    write_people(book, cast, dice, DAY)
    write_law(book, cast, dice, DAY)
    kept: dict[str, list[Mapping[str, Any]]] = {}
    for link in parse_ledger(book.as_bytes(), "x").links:
        kept.setdefault(link.kind, []).append(link.table)
    return kept


def year(record: Mapping[str, Any], key: str) -> int:
    return int(str(record[key])[:4])


@pytest.mark.parametrize("seed", range(40))
def test_notification_runs_from_the_conviction_and_as_long_as_the_order(seed: int) -> None:
    kept = people_of(seed)
    order, notification = kept["order"]
    (status,) = kept["status"]
    assert notification["made_on"] == status["convicted_on"]
    assert order["made_on"] == status["sentenced_on"]
    assert str(notification["ends_on"]) >= str(order["ends_on"])
    assert year(order, "ends_on") == year(order, "made_on") + 7
    assert str(order["ends_on"])[5:] in {str(order["made_on"])[5:], "02-28"}


@pytest.mark.parametrize("features", [Features(), Features(woman=True), Features(suspect=True)])
def test_nobody_has_a_child_before_they_could_nor_a_partner_after_it(features: Features) -> None:
    for seed in range(60):
        kept = people_of(seed, features)
        persons = {str(person["id"]): person for person in kept["person"]}
        children = [str(r["to"]) for r in kept["relation"] if (r["person"], r["kind"]) == ("subject", "parent-of")]
        since = next(year(r, "from_on") for r in kept["relation"] if r["kind"] == "partner-of")
        assert all(since < year(persons[child], "born") for child in children)
        for adult in ("subject", "partner"):
            born = [year(persons[name], "born") for name in persons if name.startswith("child")]
            assert min(born) - year(persons[adult], "born") >= 19
            if persons[adult]["gender"] == "female":
                assert max(born) - year(persons[adult], "born") <= 44
        assert not [p for p in kept["person"] if str(p["id"]).startswith("child") and re.search(r"\d", str(p["label"]))]


@pytest.mark.parametrize("number", NUMBERS)
def test_what_was_written_for_the_court_is_older_than_the_sentence(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load(number=number)
    status = loaded.standing.of(Status)[0]
    dated = {
        kind: [
            source.dated_on or ""
            for source in loaded.case.of(EvidenceRecord)
            if source.obtained and source.kind == kind
        ]
        for kind in ("pre-sentence-report", "previous-interviews")
    }
    assert any(dated.values())
    assert all((status.convicted_on or "") < day < (status.sentenced_on or "") for day in dated["pre-sentence-report"])
    assert all(day < (status.convicted_on or "") for day in dated["previous-interviews"])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_visit_to_the_home_is_at_home(number: int, load: Callable[..., Loaded]) -> None:
    loaded = load(number=number)
    visits = [session for session in loaded.case.of(Session) if session.mode == "home-visit"]
    assert visits
    assert all((session.place or "").startswith("At home") for session in visits)
    seen = [source.text or "" for source in loaded.case.of(EvidenceRecord) if source.kind == "home-visit"]
    told = " ".join([*seen, *(event.what or "" for event in loaded.case.of(Event) if event.kind == "visit")])
    assert not re.search(r"(?:stayed in|charger in|appointment,? (?:at|in)|first; in) the (?:car|garage|library)", told)


def test_nobody_says_of_themselves_that_they_never_asked(load: Callable[..., Loaded]) -> None:
    found = 0
    for number in range(1, 9):
        loaded = load(number=number)
        mine = {session.id for session in loaded.case.of(Session) if session.informant == "subject"}
        notes = [
            r.missing_note or "" for r in loaded.case.of(Response) if r.session in mine and r.missing == "not-known"
        ]
        found += len(notes)
        person, partner = (loaded.standing.current(name) for name in ("subject", "partner"))
        assert isinstance(person, Person)
        assert isinstance(partner, Person)
        assert not [note for note in notes if "asked" in note]
        if person.gender != partner.gender:
            other = "She" if partner.gender == "female" else "He"
            assert not [note for note in notes if note.startswith(other)]
    assert found


def test_a_source_is_named_as_people_write_it(load: Callable[..., Loaded]) -> None:
    assert as_words("pre-sentence-report") == "pre-sentence report"
    assert as_words("home-visit") == "home visit"
    loaded = load(number=2)
    page = build_vignette(loaded.case, loaded.library)
    assert "Pre sentence" not in page
    assert [line for line in page.splitlines() if line.endswith("\\")] == []
    assert len(loaded.standing.of(Relation)) > 2
    assert len(loaded.standing.of(Order)) == 2
