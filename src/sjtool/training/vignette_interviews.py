"""The interviews of a vignette: question and answer in the order of the set, in the words of the set and the person."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import wording_of
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.enquiry import Response, Session, SessionEnd
from sjtool.model.people import Person
from sjtool.model.template import Item, QuestionSet, Wording
from sjtool.store.library import Library
from sjtool.training.vignette_words import as_words, capital, ended, in_line, joined, say_answer

_BROKEN_OFF = {
    "stopped": "It was stopped.",
    "abandoned": "It was broken off.",
    "paused": "It was left for another day.",
}


def tell_interview(standing: Standing, session: Session, library: Library) -> Iterator[str]:
    """One sitting: who was there, then each question with its answer. Raises SjtoolError for a set out of reach."""
    questions = library.question_set(session.set) if session.set else None
    label = in_line(standing.label(session.informant))
    title = questions.set.title if questions else ""
    yield f"## {joined([label, day_words(session.held_on)], ', ')}{f': {in_line(title)}' if title else ''}"
    yield "\n".join(_about(standing, session))
    said = [one for one in standing.of(Response) if standing.same(one.session, session.id)]
    for item, part, response in _in_order(questions, said):
        account = Account(response, session, session.informant or "", label, is_subject=False)
        wording = wording_of(item, part) if item else None
        yield f"{_asked(standing, session, questions, item, response)}\n**{label}:** {say_answer(account, wording)}"
    ends = [end for end in standing.of(SessionEnd) if standing.same(end.session, session.id)]
    if ends and ends[-1].how in _BROKEN_OFF:
        yield _BROKEN_OFF[ends[-1].how]


def _about(standing: Standing, session: Session) -> Iterator[str]:
    """Where and how it was held, and what was settled before it."""
    where = ended(joined([as_words(session.mode or ""), in_line(session.place or "")], ", "))
    askers = ", ".join(in_line(standing.label(who)) for who in session.interviewers)
    lines = [
        capital(where),
        f"Asked by: {ended(askers)}" if askers else "",
        f"Others present: {ended(in_line(session.others_present))}" if session.others_present else "",
        f"Caution: {ended(in_line(session.caution))}" if session.caution else "",
        f"Cleared with: {ended(in_line(session.cleared_with))}" if session.cleared_with else "",
    ]
    yield from (f"- {line}" for line in lines if line)


def _in_order(questions: QuestionSet | None, said: list[Response]) -> Iterator[tuple[Item | None, str, Response]]:
    """Answers by their place in the set; those to what the set does not hold come last, and none is lost."""
    items = questions.item if questions else ()
    places = {item.id: number for number, item in enumerate(items)}

    def place(response: Response) -> tuple[int, int]:
        number = places.get(response.item or "", len(items))
        parts = [part.id for part in items[number].part] if number < len(items) else []
        return number, parts.index(response.part) if response.part in parts else len(parts)

    for response in sorted(said, key=place):
        number = places.get(response.item or "")
        yield items[number] if number is not None else None, response.part or "", response


def _asked(
    standing: Standing, session: Session, questions: QuestionSet | None, item: Item | None, response: Response
) -> str:
    """`**22.** *When …?*` in the words for this informant; of a divided item its part."""
    if item is None or questions is None:
        return f"**{in_line(joined([response.item, response.part], ', '))}.**"
    person = standing.person(session.informant)
    about = standing.label(session.about) if session.about else "the person"
    words = _words_for(wording_of(item, response.part or ""), person, questions).replace("{person}", about)
    return f"**{in_line(item.id)}.** *{in_line(capital(words))}*"


def _words_for(wording: Wording, person: Person | None, questions: QuestionSet) -> str:
    """A question as it is put to the person, or to a partner or carer about them."""
    roles, asked_of = set(person.roles) if person else set(), questions.set.asked_of
    if "subject" in roles:
        return wording.ask
    if "partner" in roles and "partner" in asked_of:
        return wording.ask_partner or wording.ask
    if "carer" in roles and "carer" in asked_of:
        return wording.ask_carer or wording.ask_partner or wording.ask
    return wording.ask
