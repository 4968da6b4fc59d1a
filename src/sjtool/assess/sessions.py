"""Which sittings are over, which questions were never put in them, and which items have moved since a day.

A sitting that was left and not ended is only paused, and can be taken up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sjtool.assess.accounts import find_accounts, split_ref
from sjtool.assess.crosscheck import marked_items, parts_for
from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Reading, Response, Session, SessionEnd
from sjtool.model.people import Person
from sjtool.model.record import Record
from sjtool.model.template import Item, QuestionSet

_RUN = 3
"""From how many items on a run is shortened."""


def find_ended(standing: Standing) -> frozenset[str]:
    """The ids, as first recorded, of the sessions that somebody ended for good."""
    ends = (end for end in standing.of(SessionEnd) if end.session and end.how != "paused")
    return frozenset(standing.root(end.session) for end in ends if end.session)


def find_how_ended(standing: Standing, session: Session) -> str:
    """The last that was said of how a session ended: `finished`, `stopped`, `paused`; nothing where nobody said."""
    how = [end.how for end in standing.of(SessionEnd) if standing.same(end.session, session.id)]
    return (how[-1] or "") if how else ""


def find_not_put(
    standing: Standing, questions: QuestionSet, session: Session, *, ever: bool = False
) -> tuple[str, ...]:
    """The items (`20`, or `1/share` for a part) that were to be put to the informant of a session and were not.

    What the informant was asked at an earlier session of the set is no gap in this one; with `ever`, neither is what
    they were asked at a later one. An item that applies only after some answers is left aside.
    """
    put = _put_by(standing, questions, session, ever=ever)
    person = standing.person(session.informant)
    spots = []
    for item, role in _items_for(standing, questions, person):
        parts = parts_for(item, role)
        left = [part for part in parts if (item.id, part) not in put]
        spots += [item.id] if len(left) == len(parts) else [f"{item.id}/{part}" for part in left]
    return tuple(spots)


def items_to_put(standing: Standing, questions: QuestionSet, person: Person | None) -> tuple[Item, ...]:
    """The items of a set that are for this informant, but for those that apply only after some answers."""
    return tuple(item for item, _role in _items_for(standing, questions, person))


def _items_for(standing: Standing, questions: QuestionSet, person: Person | None) -> Iterator[tuple[Item, str]]:
    """Marks say what a partner or carer is asked of a set that is put to the person too; all else is put whole."""
    subject, roles = standing.subject, set(person.roles if person else ())
    is_subject = bool(person and subject and standing.same(person.id, subject.id))
    asked_of = set(questions.set.asked_of)
    aside = not is_subject and "professional" not in roles and bool({"partner", "carer"} & roles & asked_of)
    items = marked_items(questions, lightly=False) if aside and "person" in asked_of else questions.item
    yield from ((item, "person" if is_subject else "other") for item in items if item.applies_if is None)


def _put_by(standing: Standing, questions: QuestionSet, session: Session, *, ever: bool) -> set[tuple[str, str]]:
    """What of a set the informant of a session was asked by the end of it, by item and part; or `ever`."""
    at = _moment(standing, session)
    asked = {
        standing.root(one.id)
        for one in standing.of(Session)
        if one.set
        and split_ref(one.set)[0] == questions.set.id
        and standing.same(one.informant, session.informant)
        and (ever or _moment(standing, one) <= at)
    }
    given = find_given(standing)
    return {(made.item or "", made.part or "") for one in asked for made in given.get(one, ())}


@once_per_case
def find_given(standing: Standing) -> dict[str, list[Response]]:
    """The standing responses of each session, by the id under which the session was first recorded."""
    found: dict[str, list[Response]] = {}
    for response in standing.of(Response):
        if response.session:
            found.setdefault(standing.root(response.session), []).append(response)
    return found


def _moment(standing: Standing, session: Session) -> tuple[str, datetime]:
    """The day of a session, and when it was first recorded."""
    first = standing.case.find(standing.root(session.id)) or session
    return session.held_on or "", first.recorded_at()


def list_spots(spots: Iterable[str], questions: QuestionSet) -> str:
    """Items in few words: three or more that follow each other in the set become a run, `13 to 16, 20`."""
    order = [item.id for item in questions.item]
    runs: list[list[str]] = []
    for spot in spots:
        last = runs[-1][-1] if runs else ""
        if last in order and order[order.index(last) + 1 :][:1] == [spot]:
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) >= _RUN else ", ".join(run) for run in runs)


def find_changed(standing: Standing, set_id: str, since: str) -> frozenset[str]:
    """Items of a set of which an account or a reading was recorded on a day or after it, whoever gave it."""
    accounts = find_accounts(standing, set_id)
    told = {item for (item, _), given in accounts.items() if any(_is_since(a.response, since) for a in given)}
    refs = (split_ref(reading.item) for reading in standing.of(Reading) if reading.item and _is_since(reading, since))
    return frozenset(told | {item for of_set, item in refs if of_set == set_id})


def _is_since(record: Record, day: str) -> bool:
    """Whether a record was made on a day or after it, by the calendar of this place."""
    return record.at is not None and record.at.astimezone().date().isoformat() >= day
