"""Who is asked, in which role and by which version of a set; refused with what to type where that cannot be."""

from __future__ import annotations

from sjtool.assess.standing import Standing
from sjtool.commands.desk import Desk
from sjtool.errors import refused
from sjtool.interview.enquiry import Enquiry
from sjtool.interview.plan import find_role, is_for_professionals
from sjtool.interview.start import find_open_session
from sjtool.loader import Loaded
from sjtool.model.people import Officer, Person
from sjtool.model.template import QuestionSet


def find_enquiry(desk: Desk, loaded: Loaded, named: str, informant: str) -> Enquiry:
    """The informant, their role and the set. Raises SjtoolError where one of them is not there."""
    standing = loaded.standing
    looked_up = is_for_professionals(desk.library.question_set(named))
    informant = informant or (desk.officer if looked_up else "")
    person = standing.person(informant) or (_find_officer(loaded, informant) if looked_up else None)
    if person is None:
        raise _unknown_informant(loaded, standing, desk.library.question_set(named))
    subject = standing.subject
    if subject is None:
        what = "nobody in the case is the person under assessment"
        raise refused("no-subject", str(loaded.path), what, "every answer is about somebody", "sjtool add CASE person")
    if standing.assessment is None:
        raise refused(
            "no-assessment",
            str(loaded.path),
            "no assessment is open",
            "a session belongs to one",
            "sjtool add CASE assessment",
        )
    ref = _find_ref(desk, standing, named, informant)
    questions = desk.library.question_set(ref)
    role = find_role(person, questions)
    if role is None:
        raise _not_for_them(loaded, person, ref, questions.set.asked_of)
    return Enquiry(standing, questions, ref, person, role, subject)


def _find_officer(loaded: Loaded, officer_id: str) -> Person | None:
    """An officer of the case as the one who looks things up. Raises SjtoolError where they have no record yet."""
    found = loaded.standing.current(officer_id)
    if isinstance(found, Officer):
        return Person(id=loaded.standing.root(officer_id), roles=("professional",), label=found.name)
    if loaded.case.find(officer_id) is None:
        raise refused(
            "officer-unrecorded",
            str(loaded.path),
            f'"{officer_id}" has no officer record in this case',
            "this set is answered from files, calls and meetings, and a reader must be able to see by whom",
            "sjtool add CASE officer , or  --informant  with a person whose role is professional",
        )
    return None


def _find_ref(desk: Desk, standing: Standing, named: str, informant: str) -> str:
    """The newest version of a set, or the one an open session was begun with."""
    if "@" not in named:
        left = find_open_session(standing, named, informant)
        if left and left.set:
            return left.set
    return desk.library.find(named).ref


def _unknown_informant(loaded: Loaded, standing: Standing, questions: QuestionSet) -> Exception:
    ids = ", ".join(standing.root(person.id) for person in standing.of(Person) if find_role(person, questions))
    return refused(
        "unknown-person",
        str(loaded.path),
        "nobody in the case has this id",
        "an answer belongs to the person who gave it",
        f"--informant one of: {ids}" if ids else "sjtool add CASE person",
    )


def _not_for_them(loaded: Loaded, person: Person, ref: str, asked_of: tuple[str, ...]) -> Exception:
    roles = ", ".join(person.roles) or "none"
    return refused(
        "not-asked-of",
        str(loaded.path),
        f"{ref} is not put to somebody in this role ({roles})",
        f"its questions are worded for: {', '.join(asked_of)}",
        "sjtool sets list  shows whom each set is for; roles are on the person's record",
    )
