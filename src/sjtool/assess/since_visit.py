"""What came after a visit, or after a record: the news that an officer must have before the next one.

"After" is by the order of recording, and for a visit by the day as well: what was learnt later of an earlier day is
news.
"""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.assess.clock_event import Events
from sjtool.assess.ratings import NOT_KNOWN, FactorView
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event

PERSONAL = "unique-to-person"
"""The factor of the acute sheet that is another thing for everybody; which, stands in the reasons of its ratings."""
_MOVING = ("move", "significant-change")
"""Kinds of event after which an address and a household may be of a time that is over."""
PLACES = frozenset(
    {"trouble-with-others", "more-opportunity", "risk-to-the-person", "own-home"}
    | {"address", "accommodation", "housing", "residence"}
)
"""The prompts of the menu on a change of accommodation, and words that an event touches where it is one."""


def find_since(standing: Standing, visit: Event | None) -> list[Event]:
    """Events recorded since a visit or held after it, what was recorded last first; all of them where none was made.

    Visits are left aside, for the last one is told by itself.
    """
    events = Events(standing)
    found = [event for event in events.all if event.kind != "visit"]
    if visit:
        since, day = events.place(visit.id), visit.held_on or ""
        found = [one for one in found if events.place(one.id) > since or (one.held_on or "") > day > ""]
    return sorted(found, key=lambda event: events.place(event.id), reverse=True)


def find_overtaken(standing: Standing, records: Iterable[str], *, of_place: bool = False) -> Event | None:
    """The last move or significant change that was recorded after all of these records; None where none was.

    `of_place` leaves aside a change that says what it touches, and nothing of where somebody lives: a worry about a
    child makes no address old. One that says nothing of what it touches may be a move.
    """
    events = Events(standing)
    known = max((standing.places[record] for record in records), default=-1)
    later = [event for event in events.of_kinds(_MOVING) if events.place(event.id) > known]
    later = [event for event in later if not of_place or _may_be_of_place(standing, event)]
    return max(later, key=lambda event: events.place(event.id), default=None)


def _may_be_of_place(standing: Standing, event: Event) -> bool:
    if event.kind == "move" or not (event.touches or event.considered):
        return True
    prompts = {word.rpartition("/")[2] for word in event.considered}
    subject = standing.subject
    is_of_subject = subject is not None and any(standing.same(word, subject.id) for word in event.touches)
    return is_of_subject or not PLACES.isdisjoint({word.strip().casefold() for word in event.touches} | prompts)


def find_personal(views: Iterable[FactorView]) -> FactorView | None:
    """The factor that is this person's own, where it was rated with reasons that say more than that little is known."""
    own = [view for view in views if view.factor.id == PERSONAL and view.latest and view.latest.rationale]
    return next((view for view in own if view.latest and view.latest.recent not in NOT_KNOWN), None)
