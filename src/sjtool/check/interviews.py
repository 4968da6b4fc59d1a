"""Checks of how interviews were held: order, workers, clearance, alone and together."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.company import is_free_to_speak
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import say_correction
from sjtool.check.view import View
from sjtool.model.enquiry import Response, Session
from sjtool.model.people import Person

_PUT = frozenset({"refused", "no-comment", "not-known", "unable"})
"""Reasons for no answer that somebody gives only to a question that was put to them."""


def _sittings(view: View, person: Person | None = None, *, ever: bool = False) -> tuple[Session, ...]:
    """Sessions of the open assessment (or of none, or `ever`) at which somebody, or this person, was asked; in order.

    Answers taken from papers are no sitting.
    """
    standing = view.standing
    held = [
        session
        for session in standing.of(Session)
        if session.mode != "document"
        and (ever or session.assessment is None or standing.same(session.assessment, view.assessment))
        and (person is None or standing.same(session.informant, person.id))
    ]
    return tuple(sorted(held, key=lambda session: _moment(view, session)))


def _moment(view: View, session: Session) -> tuple[str, str]:
    """The day of a sitting, and when it was first recorded."""
    first = view.case.find(view.standing.root(session.id)) or session
    recorded = first.recorded_at().isoformat()
    return session.held_on or recorded[:10], recorded


def _is_before(view: View, one: Session, other: Session) -> bool:
    """Whether one sitting was before the other; where the days do not tell, the order of recording does."""
    (day, made), (other_day, other_made) = _moment(view, one), _moment(view, other)
    known = min(len(day), len(other_day))
    return (day[:known], made) < (other_day[:known], other_made)


def find_after_person(view: View) -> Iterator[Finding]:
    """Each partner in the case is interviewed before the person is.

    The partner first, so that what they saw is not coloured by what the person has told them, and the children at home
    come first. It compares the day of the person's first sitting in the open assessment with the first that each
    partner ever had; where the day is the same, or only a month is known, the order of recording decides. A partner
    who was never asked while the person was is found too. Answers taken from papers are not counted.

    It cannot see why: a partner who would not speak, was not safe to ask, or came into the case later. Where the order
    cannot be kept the finding stays, and the reason belongs on record beside it. Nor can it see what was asked.
    """
    person = view.standing.subject
    mine = _sittings(view, person) if person else ()
    for partner in view.standing.persons("partner") if mine else ():
        theirs = _sittings(view, partner, ever=True)
        name = view.standing.root(partner.id)
        if not theirs:
            yield Finding(
                mine[0].id,
                f'the person was interviewed in "{mine[0].id}", and the partner "{name}" was not interviewed at all',
                f"sjtool interview CASE SET --informant {name} , or say why not:  sjtool add CASE narrative",
            )
        elif _is_before(view, mine[0], theirs[0]):
            yield Finding(
                theirs[0].id,
                f'the partner "{name}" was first interviewed in "{theirs[0].id}", after the person in "{mine[0].id}"',
                "weigh both accounts with that in mind, and say why the order was not kept:  sjtool add CASE narrative",
            )


def find_unsupervised(view: View) -> Iterator[Finding]:
    """The person is interviewed by two workers, or somebody supervises the one.

    Two keep the children in view and make it harder for one to be won over. Where two are not to be had, supervision
    helps with what the answers mean. It looks at every sitting with the person in the open assessment that names fewer
    than two interviewers, and in which no supervision is recorded.

    It cannot see whether the second worker was there throughout, or the supervision took place. Sittings with a
    partner are left out, and so are answers taken from papers.
    """
    person = view.standing.subject
    for session in _sittings(view, person) if person else ():
        if len(set(session.interviewers)) > 1 or session.supervision:
            continue
        who = "one interviewer" if session.interviewers else "no interviewer"
        mended = say_correction(session, 'supervision = "…"')
        yield Finding(
            session.id,
            f'session "{session.id}" with the person names {who} and no supervision',
            f"go through the answers with a supervisor; then {mended}",
        )


def find_not_cleared(view: View) -> Iterator[Finding]:
    """A question that gives away what is alleged is put only once somebody has cleared it.

    Asked too early, it warns whoever is asked, and can cost evidence or put a child at risk. The question set marks
    such items. It looks at every sitting of the open assessment, with anybody, in which one of them was put (there is
    an answer, or a refusal, "does not know" or "unable" in its place) and that names nobody who cleared it.

    It cannot see whether the clearance covered these items or came before they were put: that is in the words. An
    answer that was observed, inferred or taken from a record was not put to anybody, and is left out. Which items
    disclose is the set's own choice, not the protocol's.
    """
    for session in _sittings(view):
        items = () if session.cleared_with else _disclosing(view, session)
        if items:
            noun, verb = ("item", "gives") if len(items) == 1 else ("items", "give")
            mended = say_correction(session, 'cleared_with = "…"')
            yield Finding(
                session.id,
                f'session "{session.id}" put {noun} {", ".join(items)}, which {verb} away what is alleged, '
                "and names nobody who cleared it",
                f"ask whoever leads the investigation; if it was cleared, {mended}",
            )


def _disclosing(view: View, session: Session) -> tuple[str, ...]:
    """The items that can disclose and were put in this sitting, in the order of the set."""
    questions = view.question_sets.get(session.set or "")
    if questions is None:
        return ()
    put = {
        response.item
        for response in view.standing.of(Response)
        if view.standing.same(response.session, session.id) and _was_put(response)
    }
    return tuple(item.id for item in questions.item if item.clear_with_police_first and item.id in put)


def _was_put(response: Response) -> bool:
    return response.basis in {None, "told"} and (response.value is not None or response.missing in _PUT)


def find_only_together(view: View) -> Iterator[Finding]:
    """Each of the two adults is seen alone at some point, and not only with others there.

    What one can say in front of the other is not all that they have to say, and a partner may be afraid. It looks at
    the sittings of the open assessment with the person and with each partner, once a partner is in the case: an adult
    is found whose every sitting names others present. Where others_present is left out, or begins with nobody, no one,
    none, no or alone, or names a professional and no word for family, the adult is taken to have been alone.

    It reads no more than such words. It cannot see who listened from the next room, nor whether a name is that of a
    friend or a colleague, nor whether both adults were ever seen together, as they should be too.
    """
    person, partners = view.standing.subject, view.standing.persons("partner")
    adults = (person, *partners) if person and partners else ()
    for adult in adults:
        held = _sittings(view, adult)
        if held and not any(is_free_to_speak(session.others_present) for session in held):
            ids = ", ".join(f'"{session.id}"' for session in held)
            yield Finding(
                held[-1].id,
                f'"{view.standing.root(adult.id)}" was never seen alone: others were present in {ids}',
                f"see them alone:  sjtool interview CASE SET --informant {view.standing.root(adult.id)}",
            )


_TWO = "two people undertake such assessments; where that cannot be, supervision is important"
CHECKS: tuple[Check, ...] = (
    Check(
        "partner-after-person",
        "warning",
        "the person is seen early, yet later than the partner (North Wales protocol 3.9, 3.10)",
        find_after_person,
    ),
    Check("single-worker-unsupervised", "warning", f"{_TWO} (North Wales protocol 12.1)", find_unsupervised),
    Check(
        "disclosing-item-not-cleared",
        "error",
        "advice on timing is sought where there are proceedings (North Wales protocol 12.2; which items can disclose "
        "is editorial)",
        find_not_cleared,
    ),
    Check(
        "adults-only-seen-together",
        "warning",
        "each adult is to be seen alone, and the two together (North Wales protocol, Appendix 1)",
        find_only_together,
    ),
)
