"""Who is asked what, worked out once: the informant, their role, the set, the session that is open, the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sjtool.assess.accounts import answered_by
from sjtool.assess.sessions import find_changed, find_ended
from sjtool.assess.standing import Standing
from sjtool.errors import usage
from sjtool.interview.plan import Key, Marks, Question, build_plan
from sjtool.interview.speech import ENGLISH, Speech
from sjtool.interview.start import find_open_session
from sjtool.model.enquiry import Session
from sjtool.model.people import Person
from sjtool.model.template import AskedOf, QuestionSet

_WHY = "a correction belongs to the session the answer was given in"


@dataclass(frozen=True)
class Limits:
    """Which of the questions are wanted this time. `changed_since` is a day, as 2026-03-04."""

    marks: Marks = "default"
    only: tuple[str, ...] = ()
    only_unanswered: bool = False
    changed_since: str = ""


@dataclass(frozen=True)
class Enquiry:
    """One informant and one question set in a case. `ref` is the set's id@version."""

    standing: Standing
    questions: QuestionSet
    ref: str
    informant: Person
    role: AskedOf
    subject: Person
    speech: Speech = ENGLISH

    @property
    def informant_id(self) -> str:
        """The id this person was first recorded under."""
        return self.standing.root(self.informant.id)

    @property
    def label(self) -> str:
        """How to name the informant."""
        return self.standing.label(self.informant.id)

    def open_session(self) -> Session | None:
        """The session to go on with, if one was left open."""
        return find_open_session(self.standing, self.questions.set.id, self.informant_id)

    def plan(self, limits: Limits, session: Session | None) -> tuple[Question, ...]:
        """The questions wanted. `only_unanswered` leaves out what this informant answered in other sessions.

        `changed_since` keeps the items of which anything was recorded since that day: any account, or a reading.
        """
        plan = build_plan(
            self.questions,
            self.role,
            "you" if self.role == "household" and self._is_subject else self.subject.label or "",
            marks=limits.marks,
            only=limits.only,
            leave_out=self._answered_before(session) if limits.only_unanswered else (),
            speech=self.speech,
        )
        if not limits.changed_since:
            return plan
        changed = find_changed(self.standing, self.questions.set.id, limits.changed_since)
        return tuple(question for question in plan if question.item.id in changed)

    @property
    def _is_subject(self) -> bool:
        return self.standing.same(self.informant.id, self.subject.id)

    def _answered_before(self, session: Session | None) -> set[Key]:
        accounts = answered_by(self.standing, self.questions.set.id, self.informant_id)
        return {
            key
            for key, account in accounts.items()
            if not account.is_open and not (session and self.standing.same(account.session.id, session.id))
        }

    def new_session(self, officers: tuple[str, ...]) -> dict[str, Any]:
        """What every session record says, before anybody is asked how and when it was held."""
        assessment = self.standing.assessment
        return {
            "assessment": self.standing.root(assessment.id) if assessment else None,
            "set": self.ref,
            "informant": self.informant_id,
            "about": self.standing.root(self.subject.id),
            "interviewers": officers,
        }


def find_session(enquiry: Enquiry, session_id: str) -> Session:
    """A session of this set with this informant that is over, by its id. Raises SjtoolError where it is not."""
    standing = enquiry.standing
    found = standing.current(session_id)
    mine = [
        standing.root(one.id)
        for one in standing.of(Session)
        if (one.set or "").split("@")[0] == enquiry.questions.set.id
        and standing.same(one.informant, enquiry.informant_id)
    ]
    if not isinstance(found, Session) or standing.root(found.id) not in mine:
        fix = f"--correct one of: {', '.join(mine)}" if mine else "leave --correct out: nothing was asked yet"
        raise usage("no-such-session", "this is no session of that set with that informant", _WHY, fix)
    if standing.root(found.id) not in find_ended(standing):
        raise usage("session-open", "that session is still open", _WHY, "leave --correct out, and  :jump  to the item")
    return found
