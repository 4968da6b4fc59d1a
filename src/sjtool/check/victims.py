"""A check of what victims asked for: whoever wished to hear of a review of notification has been told."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.clock_event import Events
from sjtool.check.finding import Check, Finding
from sjtool.check.naming import is_named
from sjtool.check.view import View
from sjtool.model.decision import Event
from sjtool.model.people import Order

WORD = "notification-review"
"""What an event touches that belongs to somebody's application to end indefinite notification."""


def find_wish_ignored(view: View) -> Iterator[Finding]:
    """A victim who asked to hear of a review of notification is told when there is one.

    Somebody harmed in the past may have asked to be told when a person on indefinite notification applies for it to
    end; review means that application, and no review of an assessment. To learn of it from somebody else is a harm of
    its own. It reads from the victims file one thing, whether a wish to be told is recorded there, and of whom by the
    id in the case. An application is seen where an event touches notification-review, or the order of notification
    says that its discharge is being sought. After the last of these there has to be an event of kind information-shared
    that names the id, or an action under victim safety that names it and was made, or heard news, since; one withdrawn
    or not done does not count. An id may be named in any key or words.

    It cannot see an application that the case does not record so, nor whether the victim was reached, and how. Who
    asked for nothing, or was not asked, is not found. The finding tells nothing from the victims file but the id.
    """
    step, place = _last_step(view)
    wanted = dict.fromkeys(v.person for v in view.victims if v.told_of_review == "wanted" and v.person)
    for name in wanted if step else ():
        if not _is_told(view, name, place):
            yield Finding(
                "",
                f'since "{step}", on a review of notification, nothing says whether "{name}" was told of it',
                "see that it is done, by whoever is in contact; then  sjtool event CASE information-shared , which "
                f"touches  {name}",
            )


def _last_step(view: View) -> tuple[str, int]:
    """The record of an application that was made last, and its place in the file; no record where there is none.

    An order is such a record from the version on that first says that its discharge is sought.
    """
    places = {entry.record.id: n for n, entry in enumerate(view.case)}
    events = Events(view.standing)
    found = [(e.id, events.place(e.id)) for e in events.touching(WORD) if e.kind != "information-shared"]
    for order in view.standing.of(Order):
        if order.discharge_sought and (order.kind or "").strip().casefold().startswith("notification"):
            line = (o for o in view.case.of(Order) if o.discharge_sought and view.standing.same(o.id, order.id))
            found.append((order.id, min(places[one.id] for one in line)))
    return max(found, key=lambda step: step[1], default=("", 0))


def _is_told(view: View, name: str, since: int) -> bool:
    """Whether anything recorded after a place in the file says that a victim was told, or is being told."""
    later = {entry.record.id for n, entry in enumerate(view.case) if n > since}
    for event in view.standing.of(Event):
        if event.kind == "information-shared" and event.id in later and is_named(view.standing, event, name):
            return True
    for state in view.actions:
        told = (state.action, *state.news)
        is_ours = state.action.pillar == "victim-safety" and not state.is_given_up
        if is_ours and any(one.id in later for one in told) and any(is_named(view.standing, one, name) for one in told):
            return True
    return False


CHECKS: tuple[Check, ...] = (
    Check(
        "victim-wish-ignored",
        "error",
        "a past victim may have registered to be contacted when a person on indefinite notification applies for a "
        "review, and a victim's wishes are taken account of (College of Policing APP, victims and potential victims)",
        find_wish_ignored,
    ),
)
