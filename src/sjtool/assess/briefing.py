"""What an officer takes along to a home visit, found in the records: nothing here is worded, and nothing is supposed.

Visits and what was kept back at them, what is to be cleared before it is asked, what was refused or never asked, and
which acute factors were not rated since a visit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sjtool.assess.accounts import Account, answered_by
from sjtool.assess.clock_event import Events, latest_day
from sjtool.assess.company import names_worker
from sjtool.assess.crosscheck import Discrepancy, parts_for
from sjtool.assess.ratings import FactorView
from sjtool.assess.sessions import items_to_put
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating, Scenario
from sjtool.model.decision import Event
from sjtool.model.enquiry import Session
from sjtool.model.people import Person
from sjtool.model.template import Item, QuestionSet

STOP_SIGN = "Stop sign: "
"""How a note on conduct begins that says when to stop."""
TAKEN_UP = timedelta(days=7)
"""How long after a visit its acute factors are offered to go on with; what is older is a visit of its own."""
_PARTS = re.compile(r"\s*[,;]\s*|\s+(?:and|with)\s+")
_WORKER = re.compile(r"\b(?:constable|sergeant|inspector|supervisor)s?\b")
_LONG = 5
"""Letters of a word that says what a sentence is about."""
_NOBODY = frozenset({"nobody", "no-one", "none", "no", "alone"})
_MYSELF = frozenset({"me", "us", "myself", "ourselves", "i"})
"""How officers call themselves, who are nobody to look out for either."""

How = Literal["declined", "put-off", "in-part", "never"]


@dataclass(frozen=True)
class OpenItem:
    """An item of a set that this informant would not answer, or that is still to be asked, and how it came to be open.

    `put-off`: raised, and left for another session. `in-part`: one of its parts was answered and another was not asked.
    """

    set_id: str
    item: Item
    how: How
    account: Account | None = None


def find_visits(standing: Standing) -> list[Event]:
    """Visits, the earliest first; of those on one day the first that was recorded."""
    events = Events(standing)
    return sorted(events.of_kind("visit"), key=lambda visit: (visit.held_on or "", events.place(visit.id)))


def find_unrated(standing: Standing, views: Iterable[FactorView], visit: Event) -> list[FactorView]:
    """The factors that nobody rated since a visit was recorded; a correction of an earlier rating is no new one."""
    events = Events(standing)
    since = events.place(visit.id)
    return [view for view in views if all(events.place(rating.id) < since for rating in view.ratings)]


def find_visit_to_rate(standing: Standing, views: Iterable[FactorView], today: date) -> Event | None:
    """The visit recorded last, if it is of the last seven days and some of these factors were not rated since."""
    events = Events(standing)
    last = max(events.of_kind("visit"), key=lambda visit: events.place(visit.id), default=None)
    if last is None or not last.held_on or latest_day(last.held_on) < today - TAKEN_UP:
        return None
    return last if find_unrated(standing, views, last) else None


def find_stale(views: Iterable[FactorView], visits: Iterable[Event]) -> list[FactorView]:
    """Rated factors whose last rating is of a day before the last visit."""
    last = max((visit.held_on or "" for visit in visits), default="")
    return [view for view in views if view.latest and (view.latest.held_on or "") < last]


def find_stop_signs(questions: QuestionSet) -> list[str]:
    """The stop signs of a set for an interview with the person, a few words each."""
    notes = [note.text for note in questions.set.conduct if note.who in {"person", "both", "everyone"}]
    return [note.removeprefix(STOP_SIGN).split(".")[0] for note in notes if note.startswith(STOP_SIGN)]


def find_to_clear(questions: QuestionSet) -> list[Item]:
    """Items that can give away what is alleged or known, and are cleared with the police officer in the case first."""
    return [item for item in questions.item if item.clear_with_police_first]


def find_cleared(standing: Standing, set_id: str) -> list[Session]:
    """The sessions of a set for which somebody is named who cleared such items."""
    of_set = [s for s in standing.of(Session) if (s.set or "").partition("@")[0] == set_id]
    return [session for session in of_set if session.cleared_with]


def find_unanswered(standing: Standing, questions: QuestionSet, person: Person) -> list[OpenItem]:
    """The items of a set that this person would not answer, then those that are still to be asked, in its order.

    An item counts once: as declined where a part of it was, else as the first of put off, asked in part, never asked.
    What applies only after some answers is left aside.
    """
    said = answered_by(standing, questions.set.id, person.id)
    declined: list[OpenItem] = []
    unasked: list[OpenItem] = []
    for item in items_to_put(standing, questions, person):
        accounts = [said.get((item.id, part)) for part in parts_for(item, "person")]
        refused = next((account for account in accounts if account and account.declined), None)
        if refused:
            declined.append(OpenItem(questions.set.id, item, "declined", refused))
        elif any(account is None or account.is_open for account in accounts):
            unasked.append(OpenItem(questions.set.id, item, _how_open(accounts)))
    return [*declined, *unasked]


def _how_open(accounts: list[Account | None]) -> How:
    """How an item stands of which something is still to be asked."""
    asked = [account for account in accounts if account]
    if any(account.response.missing == "deferred" for account in asked):
        return "put-off"
    return "in-part" if any(not account.is_open for account in asked) else "never"


def find_to_probe(rows: Iterable[Discrepancy]) -> list[Discrepancy]:
    """Items whose accounts stand apart and are not settled: nobody read them all, or something is left to be done.

    They stand apart by comparison, or as the officer read them where answers in words cannot be compared.
    """
    return [row for row in rows if _is_apart(row) and (row.needs_reading or (row.reading and row.reading.follow_up))]


def _is_apart(row: Discrepancy) -> bool:
    if row.outcome in {"differ", "refused-by-one"}:
        return True
    return row.outcome == "to-read" and row.reading is not None and row.reading.outcome == "differ"


def find_others_met(visits: Iterable[Event]) -> list[tuple[Event, str]]:
    """Visits at which somebody was there who is not in the case, and who that was, the latest first."""
    met = [(visit, strip_workers(visit.others_present)) for visit in visits]
    return [(visit, words) for visit, words in met if words][::-1]


def strip_workers(words: str | None) -> str:
    """Who else was there, without the officers and workers who came along: they are nobody to look out for.

    Words that name no worker stay as they are; nothing is left where they say that there was nobody.
    """
    said = " ".join((words or "").split())
    parts = [part for part in _PARTS.split(said) if part]
    kept = [part for part in parts if not _is_worker(part) and part.split()[0].casefold() not in _NOBODY]
    return said if len(kept) == len(parts) else ", ".join(kept)


def _is_worker(part: str) -> bool:
    """Whether a piece of the words is an officer or a worker, or `with me`, whoever wrote them."""
    words = [word for word in re.findall(r"\w+", part.casefold()) if word not in {"with", "and"}]
    is_writer = bool(words) and _MYSELF.issuperset(words)
    return is_writer or names_worker(part) or _WORKER.search(part.casefold()) is not None


def find_feared(standing: Standing) -> list[Scenario]:
    """What was feared at the last assessment that has scenarios, as far as signs of it are named; never a way out."""
    found = [one for one in standing.of(Scenario) if one.kind != "improvement" and one.warning_signs]
    last = found[-1].assessment if found else None
    return [one for one in found if one.assessment == last or standing.same(one.assessment, last)]


def find_first_named(view: FactorView) -> Rating | None:
    """The first rating that raised concern, where the last one leaves out what it is about: they share no word.

    `As on the 10th, ended on the 19th` says nothing to whoever has not read what was written on the 10th.
    """
    worrying = [one for one in view.ratings[:-1] if one.rationale and one.recent in view.factor.raises_concern_when]
    if not worrying or view.latest is None:
        return None
    told, first = (_long_words(one.rationale) for one in (view.latest, worrying[0]))
    return None if told & first else worrying[0]


def _long_words(words: str | None) -> set[str]:
    first = re.split(r"(?<=[.!?])\s", words or "")[0]
    return {word for word in re.findall(r"\w+", first.casefold()) if len(word) >= _LONG}


def find_kept_out(visits: Iterable[Event]) -> list[Event]:
    """Visits at which entry was refused, the latest first. Nobody in is no refusal."""
    return [visit for visit in visits if visit.entry == "refused"][::-1]
