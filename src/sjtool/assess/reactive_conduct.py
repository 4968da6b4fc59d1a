"""The two conditions on what happened: no further sexual offence, and no concern, in the three years.

That nothing is recorded shows neither. The first needs a search that found nothing, named in the proposal; the second a
proposal that answers whatever the file holds (our rules).
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.clock_event import latest_day
from sjtool.assess.reactive_ground import Condition, Ground, say_day, say_ids
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord

OFFENCE_FREE, CONCERN_FREE = "offence-free", "concern-free"
SEARCHES = frozenset({"national-databases", "other"})
"""Kinds of evidence that may be the search which shows that there was no further sexual offence."""
_CONCERNS = frozenset({"significant-change", "intelligence", "recall", "other-offence"})
_DECIDED = frozenset({"intelligence", "significant-change", "other-offence"})
_RELEVANT = "relevant-offence"


def judge_offences(ground: Ground) -> Condition:
    """No sexual offence, no conviction and no other offence held to be relevant; and a search that found none."""
    offences = tuple(event.id for event in ground.in_time("sexual-offence"))
    if offences:
        why = f"A further sexual offence since {say_day(ground.first)}: {say_ids(offences)}."
        return Condition(OFFENCE_FREE, "not-met", why, offences)
    relevant = tuple(event.id for event in _relevant(ground))
    if relevant:
        why = f"Ended for a relevant offence of another kind ({say_ids(relevant)}): three years have to pass."
        return Condition(OFFENCE_FREE, "not-met", why, relevant)
    convicted = _convicted(ground)
    if convicted:
        why = (
            f"A conviction since {say_day(ground.first)} ({say_ids(convicted)}). If it was for no sexual offence, "
            "correct that status and record an event other-offence (our reading)."
        )
        return Condition(OFFENCE_FREE, "not-met", why, convicted)
    return _say_searched(ground)


def _relevant(ground: Ground) -> Iterator[Event]:
    """Ends for a relevant offence whose three years are not over, by the day of the offence where one is named."""
    for end in ground.events.of_kind("reactive-end"):
        day = find_offence_day(ground, end)
        if end.cause == _RELEVANT and ground.is_in_time(day):
            yield end


def find_offence_day(ground: Ground, end: Event) -> str | None:
    """The day of the offence that an end names, else the day of the end: three more years are counted from it."""
    named = [ground.standing.current(word) for word in end.touches]
    days = [e.held_on for e in named if isinstance(e, Event) and e.kind in {"sexual-offence", "other-offence"}]
    return max(filter(None, days), default=end.held_on)


def _convicted(ground: Ground) -> tuple[str, ...]:
    """Statuses with a conviction in the three years."""
    return tuple(s.id for s in ground.events.statuses("convicted_on") if ground.is_in_time(s.convicted_on))


def _say_searched(ground: Ground) -> Condition:
    """Shown by a proposal that says so and names a search made in the open assessment."""
    nothing = f"No further sexual offence is recorded since {say_day(ground.first)}"
    found = tuple(record.id for record in _searches(ground))
    if ground.proposal is None or not found or not ground.says(OFFENCE_FREE):
        why = (
            f"{nothing}, which does not show that there was none: a proposal has to name the search that found nothing."
        )
        return Condition(OFFENCE_FREE, "not-shown", why)
    why = f"{nothing}, and {ground.proposal.id} names the search: {say_ids(found)}."
    return Condition(OFFENCE_FREE, "met", why, (ground.proposal.id, *found))


def _searches(ground: Ground) -> Iterator[EvidenceRecord]:
    """The searches that the proposal names: obtained, and no older than the open assessment."""
    for named in ground.proposal.evidence if ground.proposal else ():
        record = ground.standing.current(named)
        if isinstance(record, EvidenceRecord) and is_search(ground, record):
            yield record


def is_search(ground: Ground, record: EvidenceRecord) -> bool:
    """Whether a piece of evidence can be the search: of databases or other, obtained, dated in the open assessment."""
    if record.kind not in SEARCHES or record.obtained is False or not record.dated_on:
        return False
    opened = ground.standing.assessment.opened_on if ground.standing.assessment else None
    return not opened or latest_day(record.dated_on) >= latest_day(opened)


def find_concerns(ground: Ground) -> tuple[Event | Rating, ...]:
    """Everything in the three years that has to be answered: no offence of a sexual kind, which is no question."""
    events = [e for e in ground.events.all if is_concern(e) and ground.is_in_time(e.held_on)]
    urgent = [r for r in ground.standing.of(Rating) if r.recent == "act-now" and ground.is_in_time(r.held_on)]
    return (*events, *urgent)


def is_concern(event: Event) -> bool:
    """A significant change, intelligence, a recall, an offence; or officers kept out, questions or rooms refused."""
    return event.kind in _CONCERNS or event.opens_review is True or event.entry == "refused" or bool(event.refused)


def judge_concerns(ground: Ground) -> Condition:
    """Each concern of the three years is answered by the proposal, and it says that there was none beside them."""
    concerns = find_concerns(ground)
    open_ = tuple(record.id for record in concerns if not ground.answers(record) and not _is_decided(ground, record))
    if open_:
        why = f"To be answered, one by one, why each is no concern: {say_ids(open_)}."
        return Condition(CONCERN_FREE, "not-met" if ground.proposal else "not-shown", why, open_)
    if ground.proposal is None or not ground.says(CONCERN_FREE):
        why = "None is recorded, which does not show that nobody raised one: the proposal has to say so (our rule)."
        return Condition(CONCERN_FREE, "not-shown", why)
    ids = tuple(record.id for record in concerns if ground.answers(record))
    why = f"{ground.proposal.id} says that there was none{f', and answers {say_ids(ids)}' if ids else ''}."
    return Condition(CONCERN_FREE, "met", why, (ground.proposal.id, *ids))


def _is_decided(ground: Ground, record: Event | Rating) -> bool:
    """Whether something learnt after the proposal was held to be no significant change, with the reason."""
    if ground.proposal is None or not isinstance(record, Event) or record.kind not in _DECIDED:
        return False
    is_later = ground.events.place(record.id) > ground.events.place(ground.proposal.id)
    return is_later and record.opens_review is False and bool(record.rationale)
