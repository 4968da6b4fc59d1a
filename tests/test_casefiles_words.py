"""What the demo cases and their vignettes say: no level before its seal, no day before it came, law that holds.

The cases as files, and their prints, are in test_casefiles.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from sjtool.assess.standing import Standing
from sjtool.model.case import Case
from sjtool.model.people import Order, Status
from sjtool.model.record import Record
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.training.vignette import SEAL, build_vignette

CASEFILES = Path(__file__).resolve().parent.parent / "casefiles"
NAMES = sorted(path.stem for path in CASEFILES.glob("*.toml"))
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY = rf"(?:\w+day,? )?(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?\b"
DONE = (
    "agreed|answer|answered|asked|came|decided|done|examined|found|given|had|heard|held|made|met|read|received|"
    "rang|rung|said|seen|sent|signed|since|talked|through|told|visited|was|were"
)
PAST = re.compile(rf"\b(?:{DONE})\b(?:[^.;:,]{{0,30}}?\b(?:on|by|since|until))? {DAY}")
HOUR = re.compile(r"\b([01]?\d|2[0-3])\.([0-5]\d)\b(?! on\b)")
LEVEL = re.compile(r"\b(?:very high|high|medium|low)\b")
NO_LEVEL = re.compile(r"\blow (?:mood|about|and sleeping)\b|\bguess high\b")
"""Those of the same words that are said of a mood or a guess."""
RATED = re.compile(r"\b(?:act-now|high priority|override|not enough information|rated)\b")
STATED = ("held_on", "dated_on", "made_on", "opened_on", "from_on", "until_on", "convicted_on", "sentenced_on")


def read(name: str) -> Case:
    case, problems = read_case(CASEFILES / f"{name}.toml")
    assert problems == []
    return case


def handed_out(name: str) -> str:
    """The vignette of a demo case as it was written, up to its first sealed sheet."""
    page = (CASEFILES / f"{name}.vignette.md").read_text(encoding="utf-8")
    assert re.search(r"^## .*[Ss]ealed sheet", page, re.MULTILINE)
    return re.split(r"^## .*[Ss]ealed sheet", page, flags=re.MULTILINE)[0]


def made(name: str) -> str:
    """The vignette that is made from the case, up to its seal."""
    return build_vignette(read(name), Library()).partition(f"\n## {SEAL}\n")[0]


def words_of(record: Record) -> Iterator[str]:
    """Every text that a record holds, those in its lists too."""
    for value in record.model_dump(by_alias=True, exclude_none=True).values():
        yield from (text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str))


def own_day(record: Record) -> str | None:
    """The day that a record itself is of."""
    return getattr(record, "held_on", None) or getattr(record, "dated_on", None)


@pytest.mark.parametrize("name", NAMES)
def test_no_vignette_states_a_level_or_what_a_tool_said_before_its_sealed_sheet(name: str) -> None:
    for page in (handed_out(name), made(name)):
        said = " ".join(NO_LEVEL.sub("", page.casefold()).split())
        assert [said[max(0, m.start() - 40) : m.end() + 20] for m in LEVEL.finditer(said)] == []
        assert RATED.findall(said) == []


def test_a_level_is_seen_where_a_vignette_states_one() -> None:
    for text in ("low in every ARMS I can see", "the case for medium", "down as low. I took", "(Medium before"):
        assert LEVEL.search(NO_LEVEL.sub("", text.casefold()))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_was_recorded_before_the_day_it_tells_of_as_past(name: str) -> None:
    """As far as words show it: a day of a month behind a word for what was done, or a day in a key for one."""
    early = []
    for entry in read(name):
        record, on = entry.record, entry.record.recorded_at().date()
        early += [(record.id, text) for text in words_of(record) if is_told_too_soon(text, own_day(record), on)]
        stated = [getattr(record, key, None) or "" for key in STATED]
        early += [(record.id, day) for day in stated if day > on.isoformat()[: len(day)]]
    assert early == []


def is_told_too_soon(text: str, day: str | None, on: date) -> bool:
    """Whether words tell of a day after `on` as past; one without a year is of the record's own year."""
    year = int((day or on.isoformat())[:4])
    return any(
        date(int(found[3] or year), MONTHS.index(found[2]) + 1, int(found[1])) > on for found in PAST.finditer(text)
    )


@pytest.mark.parametrize(
    ("text", "is_too_soon"),
    [
        ("Asked for on 2 July; no answer by 20 July.", True),
        ("Consent given 18 September; the surgery had not answered by 20 October.", True),
        ("Gone through with DS Merriman on 23 September.", True),
        ("social worker for Child F since 15 September 2026", True),
        ("Asked for on 1 July; no answer so far.", False),
        ("With DS Merriman, set for 23 September.", False),
        ("Examined on 10 November 2025.", False),
        ("He agreed; booked for 29 October.", False),
    ],
)
def test_a_later_day_is_seen_where_it_is_told_as_past(text: str, is_too_soon: bool) -> None:
    assert is_told_too_soon(text, None, date(2026, 7, 1)) == is_too_soon


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_day_was_recorded_before_the_hour_it_tells_of(name: str) -> None:
    early = []
    for entry in read(name):
        at: datetime = entry.record.recorded_at()
        if entry.kind not in {"event", "evidence", "action_update", "session"}:
            continue
        if (own_day(entry.record) or at.date().isoformat()) != at.date().isoformat():
            continue
        for text in words_of(entry.record):
            hours = [(int(found[1]), int(found[2])) for found in HOUR.finditer(text)]
            early += [(entry.record.id, text) for hour in hours if hour > (at.hour, at.minute)]
    assert early == []


@pytest.mark.parametrize("name", NAMES)
def test_notification_never_ends_before_the_prevention_order(name: str) -> None:
    """Sexual Offences Act 2003 s.103G(1), Sentencing Code s.352; it begins with the conviction, s.82(6)."""
    standing = Standing(read(name))
    orders = standing.of(Order)
    notification = [order for order in orders if (order.kind or "").startswith("Notification")]
    prevention = [order for order in orders if (order.kind or "").startswith("Sexual harm prevention order")]
    assert len(notification) == 1
    for order in prevention:
        assert (notification[0].ends_on or "9999") >= (order.ends_on or "2000")
    assert notification[0].made_on == standing.of(Status)[-1].convicted_on


@pytest.mark.parametrize("name", NAMES)
def test_no_id_of_a_record_is_read_out_in_a_vignette(name: str) -> None:
    for page in (handed_out(name), made(name)):
        assert re.findall(r"\b[a-z]{1,2}-\d{3,4}\b", page) == []


def test_each_case_is_of_somebody_with_another_letter() -> None:
    persons = [Standing(read(name)).subject for name in NAMES]
    letters = [(person.label or "")[-1] for person in persons if person]
    assert len(set(letters)) == len(NAMES)
