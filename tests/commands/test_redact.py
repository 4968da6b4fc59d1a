"""`sjtool redact`: nothing that names somebody is in the copy, intervals hold, and the copy is a sound case."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sjtool.commands.redact_copy import Redacted, redact_case
from sjtool.commands.redact_days import IN_TEXT, Days
from sjtool.commands.redact_names import Names, may_name
from sjtool.commands.redact_text import Pen
from sjtool.commands.redact_vocabulary import vocabulary_of
from sjtool.commands.redact_written import year_in_full
from sjtool.loader import load_sound
from sjtool.model.record import PARTIAL_DATE
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger
from sjtool.store.erase import erase_record
from sjtool.store.ledger import Link, parse_ledger, read_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.store.verify import verify_ledger
from sjtool.training.names import NameBook

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
LIBRARY = Library()
VOCABULARY = vocabulary_of(LIBRARY)
NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
PEOPLE = (
    Draft("officer", {"id": "pc-4412", "name": "PC Qorvane", "role": "manager", "agency": "Zembshire Police"}),
    Draft("officer", {"id": "wrexley", "name": "Wrexley Dunstable", "role": "clerk", "agency": "police"}),
    Draft(
        "person",
        {
            "id": "subject",
            "roles": ["subject"],
            "standing": "convicted",
            "label": "Mr Vostrick",
            "gender": "male",
            "born": "1987-05-19",
            "address": "14 Grobbly Lane, Zembton, ZQ1 2XY",
        },
    ),
    Draft("person", {"id": "imogen-q", "roles": ["partner"], "standing": "other", "label": "Imogen Quillfeather"}),
    Draft(
        "person",
        {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A (girl, 6)", "born": "2019"},
    ),
    Draft("person", {"id": "victim-v", "roles": ["victim"], "standing": "victim", "label": "Zofia"}),
    Draft("person", {"id": "uncle", "roles": ["relative"], "standing": "other", "label": "D"}),
    Draft("person", {"id": "friend", "roles": [], "standing": "other"}),
    Draft(
        "assessment",
        {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Plan for Mr Vostrick after 9 March."},
    ),
)
TOLD = (
    "PC Qorvane and Wrexley saw Vostrick and Imogen at 14 Grobbly Lane on 2 March 2026, 2026-03-03 and 04/03/2026. "
    "pc-4412 rang 01632 960 123; see file ZZ-99812. MR  VOSTRICK's harbour-quay. D came too. Dr Blenkin wrote to "
    "imogen.q@example.org. Zofia was named. In March 2026 and on 5 March again."
)
PLANTED = (
    "Qorvane", "wrexley", "Dunstable", "Zembshire", "Vostrick", "Grobbly", "Zembton", "ZQ1 2XY", "imogen",
    "Quillfeather", "Zofia", "pc-4412", "harbour-quay", "ZZ-99812", "VIS-7781", "960 123", "example.org", "Blenkin",
    "Ravensby", "APD-551", "2026-03-0", "1987-05-19", "March 2026", "04/03/2026", "DOC-4471", "Hexley Hall",
)  # fmt: skip
REST = (
    Draft(
        "governance",
        {"lawful_basis": "s.35", "policy_document": "APD-551 of the unit", "visor_reference": "VIS-7781"},
    ),
    Draft(
        "evidence",
        {"nature": "fact", "kind": "other", "title": "Log", "reference": "ZZ-99812, 10 March", "obtained": True},
    ),
    Draft(
        "session",
        {
            "assessment": "a-001",
            "set": "section-12@1.0.0",
            "informant": "imogen-q",
            "about": "subject",
            "interviewers": ["pc-4412", "sw-9981"],
            "mode": "home-visit",
            "held_on": "2026-03-03",
            "place": "The office at Hexley Hall",
        },
    ),
    Draft(
        "session", {"assessment": "a-001", "informant": "subject", "held_on": "2026-03-04", "place": "Police office"}
    ),
    Draft("response", {"session": "s-001", "item": "1", "part": "hours", "value": 35, "basis": "told"}),
    Draft("response", {"session": "s-001", "item": "2", "value": "yes", "basis": "told", "note": TOLD}),
    Draft("response", {"session": "s-001", "item": "3", "value": "2024-05", "basis": "told"}),
    Draft("response", {"session": "s-001", "item": "4", "value": 7_700_900_123, "basis": "told"}),
    Draft("response", {"session": "s-001", "item": "5", "value": ["vostrick87", "other"], "basis": "told"}),
    Draft(
        "event",
        {"kind": "visit", "held_on": "2026-03-04", "what": TOLD, "touches": ["imogen-q", "xyzzyplugh", "ac-001"]},
    ),
    Draft(
        "event",
        {"kind": "meeting", "held_on": "2026-02", "what": "w", "told": ["Ravensby School"], "reference": "ZZ-1"},
    ),
    Draft(
        "action",
        {"assessment": "a-001", "pillar": "contingency", "kind": "HUSHED", "objective": "HUSHED", "handling": "covert"},
    ),
    Draft("action_update", {"action": "ac-001", "status": "open", "what_happened": "HUSHED"}),
    Draft(
        "tool_result",
        {
            "instrument": "arms@1.0.0",
            "scale": "overall",
            "origin": "received",
            "construct": "level",
            "level": "medium",
            "dated_on": "2026-01-12",
            "document": "DOC-4471",
            "agency": "Ravensby Probation",
            "assessor": "wrexley",
            "percentage": 7.5,
            "interval": [1.5, 2.5],
            "limits": "none stated",
        },
    ),
    Draft(
        "evidence", {"id": "letter-vostrick", "nature": "fact", "kind": "other", "title": "Letter", "obtained": True}
    ),
    Draft("evidence", {"nature": "fact", "kind": "other", "title": "To be erased", "obtained": True}),
    Draft("override", {"tool_result": "tr-001", "agreed_by": "PC Qorvane", "evidence": ["letter-vostrick"]}),
)


@pytest.fixture
def case(make_case: Make) -> Path:
    """A case with marks planted in every kind of key, an erasure, a hand edit and a signature."""
    path = make_case("harbour-quay", REST, beginning=PEOPLE, header={"marking": "OFFICIAL-SENSITIVE: ZQ1 2XY"})
    ledger = Ledger(path)
    head = ledger.head
    erase_record(ledger, "e-002", "ORDER-ZZ-99812", by="pc-4412", at=NOW)
    keys = {
        "assessment": "a-001",
        "head": head,
        "victims_head": "0" * 32,
        "method": "sshsig",
        "sshsig": "KEY",
        "role": "m",
    }
    ledger.append([Draft("signature", {**keys, "statement": "I, PC Qorvane, stand by it."})], by="pc-4412", at=NOW)
    ledger.append([Draft("signature", {**keys, "head": "1" * 32, "statement": "s"})], by="pc-4412", at=NOW)
    ledger.append(
        [
            Draft("acknowledgement", {"record": "e-001", "expected": "0" * 32, "found": "1" * 32, "why": "slip"}),
            Draft(
                "officer",
                {"id": "wrexley-2", "name": "Wrexley Dunstable", "supersedes": "wrexley", "reason": "Vostrick"},
            ),
        ],
        by="wrexley",
        at=NOW + timedelta(days=3),
    )
    return path


def copy_of(path: Path, seed: str = "7", *, drop_words: bool = False) -> Redacted:
    return redact_case(load_sound(path, LIBRARY), read_ledger(path), seed, drop_words=drop_words)


@pytest.mark.parametrize("drop_words", [False, True])
def test_nothing_planted_is_anywhere_in_the_copy(case: Path, drop_words: bool) -> None:
    text = copy_of(case, drop_words=drop_words).content.decode()
    assert [word for word in PLANTED if word.casefold() in text.casefold()] == []
    assert "HUSHED" not in text
    assert "covert" not in text
    assert "KEY" not in text


def test_the_copy_is_a_sound_case_with_a_chain_of_its_own(case: Path) -> None:
    made = copy_of(case)
    ledger = parse_ledger(made.content, "copy.toml")
    verdict = verify_ledger(ledger)
    assert (verdict.problems, verdict.erased) == ((), ("e-002",))
    read, problems = build_case(ledger)
    assert problems == []
    assert (read.header.training, read.header.marking, read.header.case) == (True, "OFFICIAL-SENSITIVE", made.case)
    before = {link.table.get("chain") for link in read_ledger(case).links}
    assert not before & {link.table.get("chain") for link in ledger.links}
    assert len(ledger.links) == made.records == len(read_ledger(case).links) - 3
    kinds = [link.kind for link in ledger.links]
    assert "action" not in kinds
    assert "acknowledgement" not in kinds


def test_what_one_record_says_of_another_still_holds(case: Path) -> None:
    tables = {link.id: link.table for link in parse_ledger(copy_of(case).content, "copy.toml").links}
    signatures = [table for name, table in tables.items() if name.startswith("sg-")]
    assert signatures[0]["method"] == "typed"
    assert signatures[0]["head"] in {table.get("chain") for table in tables.values()}
    assert "head" not in signatures[1]
    assert tables["s-001"]["informant"] in tables
    assert tables["o-001"]["evidence"] == [name for name in tables if name.startswith("e-9")]
    assert tables["er-001"]["digest"] == tables["e-002"]["digest"]
    assert tables["er-001"]["authority"] == "[left out]"
    assert tables["ev-001"]["touches"][1:] == ["xyzzyplugh"]
    assert tables["s-002"]["place"] == "Police office"
    corrected = next(table for table in tables.values() if table.get("supersedes"))
    assert tables[corrected["supersedes"]]["name"] == corrected["name"]


def test_the_same_name_stands_for_the_same_person_everywhere(case: Path) -> None:
    tables = {link.id: link.table for link in parse_ledger(copy_of(case).content, "copy.toml").links}
    name = tables["subject"]["label"]
    assert re.fullmatch(r"Mr \w+", name)
    note = tables["r-0002"]["note"]
    assert name.removeprefix("Mr ") in note
    assert tables["a-001"]["purpose"].startswith(f"Plan for {name} after ")
    assert tables["child-a"]["label"].startswith("Child ")
    assert tables["victim-v"]["label"].startswith("Person ")
    assert tables["uncle"]["label"].startswith("Mx ")
    assert "label" not in tables["friend"]


@given(seed=st.integers(), days=st.lists(st.dates(date(1900, 1, 1), date(2090, 1, 1)), min_size=2, max_size=5))
def test_intervals_and_days_of_the_week_are_kept(seed: int, days: list[date]) -> None:
    moved = Days(-7 * (1 + abs(seed) % 400))
    new = [date.fromisoformat(moved.partial(day.isoformat()) or "") for day in days]
    assert [b - a for a, b in pairwise(new)] == [b - a for a, b in pairwise(days)]
    assert [day.weekday() for day in new] == [day.weekday() for day in days]
    assert moved.moment(NOW) == NOW + timedelta(days=moved.number)


def test_every_date_and_time_of_the_copy_is_moved_by_the_same_days(case: Path) -> None:
    old = {link.id: link.table for link in read_ledger(case).links}
    new = {link.id: link.table for link in parse_ledger(copy_of(case).content, "copy.toml").links}
    moved = {(table["at"] - old[name]["at"]).days for name, table in new.items() if name in old and "at" in table}
    assert len(moved) == 1
    number = moved.pop()
    assert number % 7 == 0
    assert number <= -2 * 364
    days = (date.fromisoformat(new["a-001"]["opened_on"]) - date(2026, 3, 2)).days
    assert days == number
    assert PARTIAL_DATE.fullmatch(new["r-0003"]["value"])
    assert new["r-0003"]["value"] < "2024-05"


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2026-03-09", "2026-03-02"),
        ("2026-03", "2026-03"),
        ("9/3/2026", "2/3/2026"),
        ("9.3.26", "2.3.26"),
        ("9 March 2026", "2 March 2026"),
        ("9th of March, 2026", "2 March 2026"),
        ("9 Mar", "2 March"),
        ("March 9th, 2026", "2 March 2026"),
        ("March 9", "2 March"),
        ("March 2026", "March 2026"),
        ("31 February 2026", "[date left out]"),
        ("2026-02-31", "[date left out]"),
        ("99/99/2026", "[date left out]"),
        ("March 0000", "[date left out]"),
        ("9/3/99", "2/3/99"),
        ("09.03.99", "02.03.99"),
        ("9-3-1999", "2-3-1999"),
        ("09-03-99", "02-03-99"),
        ("9\u20133\u20131999", "2\u20133\u20131999"),
        ("9 / 3 / 1999", "2 / 3 / 1999"),
        ("2026/3/9", "2026/3/2"),
        ("20260309", "20260302"),
        ("03/2024", "03/2024"),
        ("13/2024", None),
        ("09/03", "02/03"),
        ("03/24", "03/24"),
        ("00/24", "[date left out]"),
        ("3/4", None),
        ("24/7", None),
        ("9-Mar-99", "2 March 1999"),
        ("9 march '26", "2 March 2026"),
        ("9\nMarch 2026", "2 March 2026"),
        ("9 may", None),
        ("March 9 '26", "2 March 2026"),
        ("8-9 March 2026", "1-2 March 2026"),
        ("6th and 9th March", "27 February and 2 March"),
        ("30 and 31 February", "[date left out]"),
        ("March of '26", None),
        ("Mar-24", "March 2024"),
        ("2019-21", "2019-21"),
        ("2019/2021", "2019/2021"),
        ("20190299", None),
    ],
)
def test_dates_in_running_text_are_moved_and_written_as_they_were(text: str, moved: str | None) -> None:
    found = re.fullmatch(IN_TEXT, text)
    assert (Days(-7).in_text(found, 2026) if found else None) == moved


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("on 4/3/99 and 4/3/1999", "on 25/8/94 and 25/8/1994"),
        ("4/3/99-6/3/99", "25/8/94-27/8/94"),
        ("on 4/3, 3/4 of it", "on 25/8, 3/4 of it"),
        ("in 2019, 2020 and 2021", "in 2014, 2015 and 2016"),
        ("the 2019 assault (2018)", "the 2014 assault (2013)"),
        ("Sexual Offences Act 2003 and the 2003 Act", "Sexual Offences Act 2003 and the 2003 Act"),
        ("4 March 10:30", "25 August 10:30"),
        ("2026-03-03 10:15", "2021-08-24 10:15"),
        ("01632 960 123 and 07-12-34 567 890", "[left out] and [left out]"),
        ("at 10.1.20.5.1 on 1.0.0", "at 10.1.20.5.1 on 1.0.0"),
    ],
)
def test_every_way_of_writing_a_date_is_moved_by_the_same_days(text: str, moved: str) -> None:
    assert Pen({}, Days(-7 * 236), VOCABULARY).write(text, 2026).text == moved


@pytest.mark.parametrize(
    ("figures", "year", "full"),
    [("99", 2026, "1999"), ("26", 2026, "2026"), ("46", 2026, "2046"), ("47", 2026, "1947"), ("1999", 1, "1999")],
)
def test_a_year_of_two_figures_is_never_far_ahead(figures: str, year: int, full: str) -> None:
    assert year_in_full(figures, year) == full


def test_a_year_of_two_figures_that_nothing_tells_of_is_left_out() -> None:
    assert Pen({}, Days(-7), VOCABULARY).write("on 4/3/99", 0).text == "on [date left out]"


def test_a_date_that_cannot_be_moved_is_left_out() -> None:
    first = datetime(1, 1, 2, tzinfo=UTC)
    assert Days(-7).partial("0001-01-02") is None
    assert Days(-7).moment(first) is None


def test_same_seed_same_bytes_another_seed_other_names(case: Path) -> None:
    assert copy_of(case).content == copy_of(case).content
    assert copy_of(case, "7").content != copy_of(case, "8").content


def test_a_case_that_grew_keeps_its_names(case: Path) -> None:
    before = copy_of(case).content
    Ledger(case).append([Draft("event", {"kind": "visit", "held_on": "2026-03-04", "what": "w"})], by="pc-4412", at=NOW)
    assert copy_of(case).content.startswith(before)


def test_what_it_could_not_be_sure_of_is_listed_by_record_and_key(case: Path) -> None:
    found = {(one.record, one.key): one.why for one in copy_of(case).doubts}
    assert "date in words" in found["r-0002", "note"]
    assert "looks like a telephone number" in found["r-0002", "note"]
    assert found["r-0004", "value"] == ("number",)
    assert found["ev-001", "touches"] == ("rare word",)
    assert ("e-001", "title") not in found


def test_without_words_only_codes_dates_and_numbers_stay(case: Path) -> None:
    made = copy_of(case, drop_words=True)
    tables = {link.id: link.table for link in parse_ledger(made.content, "copy.toml").links}
    assert tables["r-0002"]["note"] == "[words left out]"
    assert tables["ev-001"]["touches"][1:] == ["[words left out]"]
    assert tables["tr-001"]["level"] == "medium"
    assert tables["o-001"]["agreed_by"] == next(
        t["name"] for t in tables.values() if str(t.get("name")).startswith("PC")
    )
    assert [one.key for one in made.doubts] == ["value"]


MARK = st.text("bcdfghjklmnpqrstvwxz", min_size=7, max_size=12).map(str.capitalize)


@given(mark=MARK, other=MARK, seed=st.integers(0, 9))
def test_a_name_planted_in_words_is_never_left(mark: str, other: str, seed: int) -> None:
    known = {mark: "Newname", f"{mark} {other}": "Newname Other", other: "Other", f"{mark}-77": "id-1"}
    pen = Pen(known, Days(-7 * (seed + 1)), VOCABULARY)
    text = f"{mark} saw {other}. {mark} {other}'s and {mark.upper()}, ({mark}-77) {other}s.\n{mark}  {other}"
    written = pen.write(text, 2026).text
    assert mark.casefold() not in written.casefold()
    assert other.casefold() not in written.casefold()


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("He was asked. The answer was no.", ()),
        ("He met Zorblax there.", ("capitalised word",)),
        ("Zorblax was there.", ("capitalised word",)),
        ("Since the 22nd.", ("number", "date in words")),
        ("By ARMS and on Monday I asked", ()),
        ("Jo came.", ("capitalised word",)),
        ("He said zorblaxian things.", ("rare word",)),
        ("Last January", ("date in words",)),
        ("At room 14", ("number",)),
    ],
)
def test_what_is_looked_at(text: str, doubts: tuple[str, ...]) -> None:
    found = Pen({}, Days(-7), VOCABULARY).write(text, 2026).doubts
    assert set(found) == set(doubts)


def test_a_short_label_is_not_found_inside_other_words() -> None:
    pen = Pen({"Child A": "Child Briar", "D": "Mx Q", "   ": "x"}, Days(-7), VOCABULARY)
    text = "child abuse; gave the child a book; Child A and D; Dad, D's"
    assert pen.write(text, 2026).text == "child abuse; gave the child a book; Child Briar and Mx Q; Dad, Mx Q's"


def test_plain_words_are_those_of_the_templates() -> None:
    assert VOCABULARY.is_plain("Police office")
    assert not VOCABULARY.is_plain("Police Office")
    assert not VOCABULARY.is_plain("office 2")
    assert [word for word in ("police", "zorblax") if not VOCABULARY.knows(word)] == ["zorblax"]


def test_a_case_without_records_has_a_copy_too(make_case: Make) -> None:
    made = copy_of(make_case("bare", beginning=()))
    assert (made.records, made.doubts) == (0, ())
    assert b"bare" not in made.content


def test_a_case_called_by_a_plain_word_keeps_its_templates(make_case: Make) -> None:
    drafts = [
        Draft("officer", {"id": "clerk"}),
        Draft("rating", {"assessment": "a-001", "factor": "acute@1.0.0/hostility", "person": "subject"}),
        Draft(
            "event", {"kind": "visit", "what": "An acute day with Mr K; Mr K's car", "touches": ["xyzzy", "plughxy"]}
        ),
    ]
    made = copy_of(make_case("acute", drafts))
    text = made.content.decode()
    assert '"acute@1.0.0/hostility"' in text
    assert "acute day" not in text
    assert not re.search(r"Mr K\b", text)
    assert [one.why for one in made.doubts if one.key == "touches"] == [("rare word",)]


def test_a_hand_written_record_without_a_time(make_case: Make) -> None:
    path = make_case("plain", beginning=())
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "ev-001"\nkind = "visit"\nheld_on = "2026-03-04"\nwhat = "on 9 March"\n')
    text = copy_of(path).content.decode()
    assert "[date left out]" in text
    assert "\nat = " not in text


def names_in(value: str) -> dict[str, str]:
    """What a name in the key that says who does something becomes, and each part of it."""
    words: dict[str, str] = {}
    link = Link("action", {"id": "ac-001", "owner": value}, 1, 1)
    Names(words, NameBook("k", lambda _name: False), VOCABULARY).in_keys([link])
    return words


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Priya Nandakumar, probation", {"Priya", "Nandakumar", "Priya Nandakumar"}),
        ("priya nandakumar", {"priya", "nandakumar", "priya nandakumar"}),
        ("Rose Green", {"Rose Green"}),
        ("Sally's lodger", {"Sally"}),
        ("Ms Green", {"Green"}),
        ("Detective Sergeant Pell; J. Smith", {"Pell", "Smith", "J Smith"}),
        ("Maria de Souza", {"Maria", "Souza", "Maria de Souza"}),
        ("Ferrybank School", {"Ferrybank", "Ferrybank School"}),
        ("Crisis team lead; PC Hughes for the link", {"Hughes"}),
        ("Chair of the conference, 14 July 2026", set()),
        ("Child E was in the playroom. Nobody else; CAIU", set()),
        ("Mr B's Tom", {"Tom"}),
    ],
)
def test_names_in_a_key_that_says_who(value: str, found: set[str]) -> None:
    assert set(names_in(value)) == found


@pytest.mark.parametrize(
    ("text", "may"),
    [("Rose", True), ("Rose, probation", True), ("Nobody.", False), ("Mr and Mrs", False), ("9 March 2026", False)],
)
def test_one_word_with_a_capital_may_be_a_forename(text: str, may: bool) -> None:
    assert may_name(text, lambda _part: False) is may
    assert not may_name(text, lambda _part: True)


NAMED = (
    Draft("assessment", {"opened_on": "2026-03-02", "asked_by": "Odalys Brennock"}),
    Draft(
        "session",
        {"interviewers": ["xanthe-morrowby"], "informant": "subject", "others_present": "Her aunt Wilhelma; Nobody"},
    ),
    Draft("tool_result", {"assessor": "Tarquin Oldershaw, probation", "agency": "Rose"}),
    Draft("override", {"agreed_by": "Detective Inspector Pellworth"}),
    Draft("action", {"owner": "Quenby Rusholt", "objective": "Quenby and Rusholt's team told Xanthe Morrowby."}),
    Draft("event", {"kind": "visit", "told": ["Ferrybank School", "fenella drury"]}),
    Draft("narrative", {"heading": "family-plan@1.0.0/took-part", "text": "Zebedee Crake and his mother"}),
    Draft("action", {"owner": "Rose", "kind": "The 14"}),
)


@pytest.fixture
def named(make_case: Make) -> Path:
    """A case that names people of whom it has no record, also by ids in a record that was corrected."""
    path = make_case("named", NAMED)
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "ev-002"\nkind = "visit"\nheld_on = "2026-03-04"\n')
        file.write('present = ["ignatius-p", "subject", "ev-001", "gideon-t"]\n')
        file.write('\n[[event]]\nid = "ev-003"\nkind = "visit"\nheld_on = "2026-03-04"\nsupersedes = "ev-002"\n')
    return path


@pytest.mark.parametrize("drop_words", [False, True])
def test_names_of_people_without_a_record_are_not_in_the_copy(named: Path, drop_words: bool) -> None:
    text = copy_of(named, drop_words=drop_words).content.decode().casefold()
    said = (
        "odalys brennock xanthe morrowby gideon wilhelma tarquin oldershaw pellworth quenby rusholt ferrybank fenella"
    )
    assert [word for word in (*said.split(), "drury", "ignatius", "zebedee", "crake") if word in text] == []


def test_a_date_in_a_coded_word_is_moved_too(make_case: Make) -> None:
    drafts = [Draft("tool_result", {"inputs": ["date_of_birth=1987-05-19", "item=2"], "version": "2019-05-01"})]
    for drop_words in (False, True):
        text = copy_of(make_case(f"coded-{drop_words}".lower(), drafts), drop_words=drop_words).content.decode()
        assert "1987" not in text
        assert re.search(r'"date_of_birth=19\d\d-\d\d-\d\d"', text)
        assert "2019-05-01" in text


def test_a_stranger_keeps_one_name_and_one_id(named: Path) -> None:
    made = copy_of(named)
    links = parse_ledger(made.content, "copy.toml").links
    actions = [link.table for link in links if link.kind == "action"]
    forename, surname = actions[0]["owner"].split()
    assert actions[0]["objective"].startswith(f"{forename} and {surname}'s team told ")
    here = links[-2].table["present"]
    assert here[1:3] == ["subject", "ev-001"]
    assert all(re.fullmatch(r"person-\d{4}", one) for one in (here[0], here[3]))
    assert here[0] != here[3]
    assert verify_ledger(parse_ledger(made.content, "copy.toml")).problems == ()


def test_what_may_name_somebody_is_marked(named: Path) -> None:
    found = {(one.record, one.key): one.why for one in copy_of(named).doubts}
    marked = {where for where, why in found.items() if "may name somebody" in why}
    assert {("ac-002", "owner"), ("tr-001", "agency")} <= marked
    assert ("ac-002", "kind") in found.keys() - marked


class TestCommand:
    def test_what_may_name_somebody_comes_first(self, run: Run, named: Path, tmp_path: Path) -> None:
        lines = run("redact", named, "--out", tmp_path / "one.toml", "--seed", "7").stdout
        told = " ".join(lines.split())
        assert re.search(r"\d+ keys, \d+ that may name somebody first\.", told)
        data = json.loads(run("redact", named, "--out", tmp_path / "two.toml", "--json", "--seed", "7").stdout)
        marks = ["may name somebody" in one["why"] for one in data["to_read"]]
        assert marks == sorted(marks, reverse=True)
        assert any(marks)
        assert not all(marks)

    def test_it_writes_a_new_file_and_lists_where_to_look(self, run: Run, case: Path, tmp_path: Path) -> None:
        out = tmp_path / "copy.toml"
        before = case.read_bytes()
        done = run("redact", case, "--out", out, "--seed", "7", "--by", "pc-4412")
        assert done.status == 1
        assert case.read_bytes() == before
        assert f"Written: {out}" in done.stderr
        assert "still personal data" in " ".join(done.stderr.split())
        assert "r-0002 note: " in done.stdout
        assert "Vostrick" not in done.stdout + done.stderr
        assert out.read_bytes() == copy_of(case).content
        lines, _problems = read_access(case)
        assert [(line["act"], line["command"]) for line in lines] == [("consultation", "redact")]
        assert not out.with_name("copy.access.jsonl").exists()
        assert "the chain holds" in run("verify", out).stdout
        assert run("check", out).status in {0, 1}

    def test_as_json_each_place_has_its_line(self, run: Run, case: Path, tmp_path: Path) -> None:
        out = tmp_path / "copy.toml"
        data = json.loads(run("redact", case, "--out", out, "--seed", "7", "--json").stdout)
        assert data["is_personal_data"] is True
        lines = out.read_text(encoding="utf-8").split("\n")
        assert all(lines[one["line"] - 1].startswith(f"{one['key']} = ") for one in data["to_read"])
        assert len(data["to_read"]) == len(copy_of(case).doubts)

    def test_without_a_seed_names_differ_each_time(self, run: Run, case: Path, tmp_path: Path) -> None:
        for name in ("one", "two"):
            run("redact", case, "--out", tmp_path / f"{name}.toml", "--drop-words")
        assert (tmp_path / "one.toml").read_bytes() != (tmp_path / "two.toml").read_bytes()

    def test_a_copy_of_which_nothing_is_doubtful_ends_well(self, run: Run, make_case: Make, tmp_path: Path) -> None:
        done = run("redact", make_case("plain", beginning=()), "--out", tmp_path / "copy.toml")
        assert (done.status, done.stdout) == (0, "")

    @pytest.mark.parametrize(
        ("name", "status", "code"),
        [
            ("copy.txt", 2, "redact-out"),
            ("copy.victims.toml", 2, "redact-out"),
            ("harbour-quay.toml", 3, "case-exists"),
            ("nowhere/copy.toml", 3, "folder-missing"),
        ],
    )
    def test_it_never_takes_the_place_of_anything(
        self, run: Run, case: Path, name: str, status: int, code: str
    ) -> None:
        before = case.read_bytes()
        done = run("redact", case, "--out", case.parent / name)
        assert (done.status, done.stdout) == (status, "")
        assert f"error[{code}]" in done.stderr
        assert case.read_bytes() == before

    def test_the_victims_file_is_not_read(self, run: Run, case: Path, tmp_path: Path) -> None:
        case.with_name("harbour-quay.victims.toml").write_text("no ledger", encoding="utf-8")
        assert run("redact", case, "--out", tmp_path / "copy.toml").status == 1
        assert not (tmp_path / "copy.victims.toml").exists()


def test_a_training_case_keeps_its_signatures(tmp_path: Path, run: Run) -> None:
    run("train", "generate", "--seed", "3", "--out", tmp_path, "--features", "acknowledged")
    source, out = tmp_path / "case-00001.toml", tmp_path / "copy.toml"
    run("redact", source, "--out", out, "--seed", "1")

    def status(path: Path) -> Any:
        return json.loads(run("report", path, "--format", "json", "--for", "self").stdout)["status"]

    assert status(out) == status(source) == "countersigned"


@settings(max_examples=12)
@given(marks=st.lists(MARK, min_size=6, max_size=6, unique_by=str.casefold), seed=st.integers(0, 10**6))
def test_whatever_a_case_is_called_none_of_it_is_in_the_copy(
    tmp_path_factory: pytest.TempPathFactory, make_case: Make, marks: list[str], seed: int
) -> None:
    label, officer, case_id, reference, street, town = marks
    words = (
        f"{label} and {officer.lower()} at 3 {street} in {town}, {reference}-1 of {case_id.lower()}, on 9 March 2026."
    )
    drafts = [
        Draft("officer", {"id": officer.lower(), "name": f"DS {officer}", "role": words, "agency": f"{town} Police"}),
        Draft(
            "person",
            {"id": label.lower(), "roles": ["relative"], "label": f"Ms {label}", "address": f"3 {street}, {town}"},
        ),
        Draft("evidence", {"title": words, "reference": f"{reference}-1", "dated_on": "2026-03-09", "text": words * 3}),
        Draft("event", {"kind": "visit", "present": [label.lower()], "what": words, "touches": [label.lower(), words]}),
        Draft("action", {"owner": officer.lower(), "kind": words, "answers": [words]}),
    ]
    path = make_case(case_id.lower(), drafts, folder=tmp_path_factory.mktemp("cases"), by=officer.lower())
    made = copy_of(path, str(seed))
    text = made.content.decode().casefold()
    assert [mark for mark in marks if mark.casefold() in text] == []
    assert "9 march 2026" not in text
    assert "2026-03-09" not in text
    ledger = parse_ledger(made.content, "copy.toml")
    assert verify_ledger(ledger).problems == ()
    assert build_case(ledger)[1] == []
