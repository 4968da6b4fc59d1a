"""The part of a visit briefing that must be known at the door: when to stop, what not to say, who may be in danger.

Everything is derived: from the notes of the question sets, from who gave an account, from who is guarded, from what was
judged and from earlier visits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.briefing import find_cleared, find_kept_out, find_stop_signs, find_to_clear, find_visits
from sjtool.assess.in_force import find_earlier_judgement
from sjtool.model.enquiry import Session
from sjtool.model.people import Person
from sjtool.model.template import QuestionSet
from sjtool.report.briefing_words import Room, begin, first_sentences, list_some, point_to, sentence
from sjtool.report.context import Context
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import capitalise, is_guarded, say_code, say_date, say_list

_VISIT_SET, _PROTOCOL_SET, _PACE = "visit", "section-12", "pace-code-c"
_HIGH = frozenset({"high", "very-high"})
_SHOWN, _CAUTION = 3, 155


def sign_rows(context: Context, room: Room) -> Iterator[Pair]:
    """Stop signs and what must not be said, the urgent first."""
    yield from _safety(context)
    yield from _conduct(context, room)
    yield from _to_clear(context, room)
    yield from _not_said(context, room)
    yield from _kept_out(context)


def _safety(context: Context) -> Iterator[Pair]:
    """What was judged of harm to staff and to a known adult; the final judgement, else the first, else one in force."""
    earlier = find_earlier_judgement(context.standing)
    made = context.final or context.first or earlier
    if made is None:
        return
    which = "" if context.final else ", first judgement" if context.first else ", before this review"
    if made.harm_staff in _HIGH:
        words = (
            f"Harm to staff judged {say_code(made.harm_staff)}{which}: settle beforehand who goes, and how you leave."
        )
        yield Pair("Staff safety", words, "opinion", Basis(records=(made.id,)), strong=True)
    adults = [context.standing.label(p.id) for p in context.standing.persons("partner")]
    if made.harm_known_adult in _HIGH:
        who = f" Speak to {say_list(adults, 'or')} apart." if adults else ""
        words = f"Harm to a known adult judged {say_code(made.harm_known_adult)}{which}.{who}"
        yield Pair("Partner", words, "opinion", Basis(records=(made.id,)), strong=True)


def _conduct(context: Context, room: Room) -> Iterator[Pair]:
    """The stop signs of the visit's own questions, what it says of the caution, and what was last recorded of one."""
    questions = _find_set(context, _VISIT_SET)
    if questions is None:
        return
    signs = find_stop_signs(questions)
    if signs:
        yield Pair("Stop at", sentence("; ".join(signs)), "sjtool", strong=True)
    for note in questions.set.conduct:
        if note.source == _PACE:
            yield Pair(
                "Caution",
                first_sentences(capitalise(note.text.removeprefix("Police: ")), _CAUTION if room.has_extras else 0),
                "sjtool",
                strong=True,
            )
    subject = context.standing.subject
    own = [s for s in context.standing.of(Session) if subject and context.standing.same(s.informant, subject.id)]
    for session in [s for s in own if s.caution and room.has_extras][-1:]:
        words = f"{say_date(session.held_on) or 'No date'}: {begin(session.caution, room.words)}"
        yield Pair("Caution", words, basis=Basis(records=(session.id,)))


def _to_clear(context: Context, room: Room) -> Iterator[Pair]:
    """Items that can disclose, of the sets that were asked; of a suspect those of the protocol too."""
    sets = {questions.set.id: questions for questions in context.loaded.question_sets.values()}
    is_suspect = _is_suspect(context)
    protocol = _find_set(context, _PROTOCOL_SET) if is_suspect else None
    if protocol:
        sets.setdefault(_PROTOCOL_SET, protocol)
    for set_id, questions in sets.items():
        items = [item.id for item in find_to_clear(questions)]
        if items:
            with_whom = "investigation lead" if is_suspect else "officer in the case"
            lead = f"{set_id} {', '.join(items)} until cleared with the {with_whom}."
            cleared = find_cleared(context.standing, set_id)[-1:]
            words = f"{lead} {_cleared(context, cleared)}" if room.has_extras else lead
            basis = Basis(records=tuple(session.id for session in cleared if room.has_extras))
            yield Pair("Do not ask", words, "sjtool", basis, strong=is_suspect)


def _is_suspect(context: Context) -> bool:
    """Whether the person is recorded as a suspect: then there is an investigation, and somebody who leads it."""
    subject = context.standing.subject
    return subject is not None and subject.standing == "suspect"


def _cleared(context: Context, last: Sequence[Session]) -> str:
    """For which interview they were cleared; that holds for no other."""
    if not last:
        return "Nobody is named who cleared them."
    with_whom = context.standing.label(last[0].informant)
    return f"Last cleared: for {with_whom}, {say_date(last[0].held_on) or 'no date'}."


def _not_said(context: Context, room: Room) -> Iterator[Pair]:
    """Whose accounts stay with the officer, and of whom nothing at all is said."""
    standing, subject = context.standing, context.standing.subject
    told = dict.fromkeys(standing.root(s.informant) for s in standing.of(Session) if s.informant)
    people = [person for person in map(standing.person, told) if person]
    others = [
        p for p in people if not (subject and standing.same(p.id, subject.id)) and set(p.roles) != {"professional"}
    ]
    if others:
        whom = say_list([standing.label(p.id) for p in others], "or")
        words = f"To {_name(context)} or others there: what {whom} told, or that it was asked."
        yield Pair("Never say", words, "sjtool", strong=True)
    guarded = [standing.label(p.id) for p in standing.of(Person) if is_guarded(p)]
    if guarded:
        words = f"Anything of {list_some(guarded, _SHOWN, point_to(context, f'show {context.loaded.name}', 7))}."
        yield Pair("Never say", words, "sjtool", strong=True)
    if standing.persons("child") and not room.is_bare:
        yield Pair("Never say", "Before children: anything of offences or of this assessment.", "sjtool")


def _kept_out(context: Context) -> Iterator[Pair]:
    visits = find_kept_out(find_visits(context.standing))
    if visits:
        days = [say_date(visit.held_on) or "no date" for visit in visits]
        words = f"Refused on {list_some(days, _SHOWN, point_to(context, f'show {context.loaded.name}', 16), ', ')}."
        yield Pair("Entry", words, basis=Basis(records=tuple(v.id for v in visits[:_SHOWN])), strong=True)


def _name(context: Context) -> str:
    subject = context.standing.subject
    return context.standing.label(subject.id) if subject else "the person"


def _find_set(context: Context, set_id: str) -> QuestionSet | None:
    """A set by its id; None where it is not within reach."""
    library = context.loaded.library
    return library.question_set(set_id) if library.newest(set_id) else None
