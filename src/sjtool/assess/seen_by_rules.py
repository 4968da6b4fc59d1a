"""Which records a conference or the person under assessment is not given, and for which kind of reason.

A correction changes nothing here: where one version of a record is left out, all of them are. Where a record does not
say whose account it is, it is taken for somebody else's.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from sjtool.assess.looking_back import is_guarded
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.people import Person, Relation
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, Erasure

LeftOut = Literal[
    "covert", "victims", "accounts", "people", "held-back", "comparisons", "workings", "event-words", "scenarios"
]
"""Why a record, or some of its keys, is left out; `covert` is never told or counted."""
_POLICE = frozenset({"police-intelligence", "prison-intelligence"})
_OPEN = frozenset({None, "open"})


def find_left_out(standing: Standing, view: Literal["conference", "person"]) -> dict[str, LeftOut]:
    """Every record left out of a view, with the kind of reason."""
    rules: _Rules = _ForPerson(standing) if view == "person" else _ForConference(standing)
    by_line: dict[str, LeftOut] = {}
    for entry in standing.case:
        why = rules.why(entry.record)
        if why:
            by_line.setdefault(standing.root(entry.record.id), why)
    found: dict[str, LeftOut] = {}
    for entry in standing.case:
        about = _leads_to(entry.record)
        why = by_line.get(standing.root(entry.record.id)) or (by_line.get(standing.root(about)) if about else None)
        if why is None and about:  # an edit or an erasure of what hangs on something left out
            behind = standing.case.find(about)
            further = _leads_to(behind) if behind else None
            why = by_line.get(standing.root(further)) if further else None
        if why:
            found[entry.record.id] = why
    return found


def _leads_to(record: Record) -> str | None:
    """The record without which this one says nothing."""
    if isinstance(record, Response | SessionEnd):
        return record.session
    if isinstance(record, ActionUpdate):
        return record.action
    return record.record if isinstance(record, Acknowledgement | Erasure) else None


class _Rules:
    """What every view but the officer's leaves out."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.subject = standing.subject.id if standing.subject else None

    def why(self, record: Record) -> LeftOut | None:
        if isinstance(record, Action) and record.handling == "covert":
            return "covert"
        if isinstance(record, Reading):
            return "comparisons"
        if isinstance(record, Event):
            return "held-back" if record.kind == "intelligence" else None
        if isinstance(record, EvidenceRecord):
            return self.why_evidence(record)
        return self.why_other(record)

    def why_evidence(self, record: EvidenceRecord) -> LeftOut | None:
        is_closed = bool(record.grade and record.grade.endswith("C"))
        return "held-back" if record.kind in _POLICE or is_closed else None

    def why_other(self, record: Record) -> LeftOut | None:
        raise NotImplementedError  # pragma: no cover

    def is_subject(self, person: str | None) -> bool:
        return self.standing.same(person, self.subject)

    def is_guarded(self, person: str | None) -> bool:
        found = self.standing.person(person)
        return found is not None and is_guarded(found)


class _ForConference(_Rules):
    """A meeting of several agencies, at which the family may sit too."""

    def why_other(self, record: Record) -> LeftOut | None:
        if isinstance(record, Session) and self._set(record) in self._put_to_subject:
            who = self.standing.person(record.informant)
            return "accounts" if who and "partner" in who.roles and not self.is_subject(who.id) else None
        return None

    @staticmethod
    def _set(session: Session) -> str:
        return (session.set or "").partition("@")[0]

    @cached_property
    def _put_to_subject(self) -> frozenset[str]:
        """Sets that the person was asked too, so that a partner's answers could be held against theirs."""
        sittings = self.standing.case.of(Session)
        return frozenset(self._set(one) for one in sittings if self.is_subject(one.informant)) - {""}


class _ForPerson(_Rules):
    """The person under assessment."""

    def why_other(self, record: Record) -> LeftOut | None:
        if isinstance(record, Person):
            return "victims" if self.is_guarded(record.id) and not self.is_subject(record.id) else None
        if isinstance(record, Relation):
            return self._why_people(record.person, record.to)
        if isinstance(record, Rating):
            return self._why_people(record.person)
        if isinstance(record, Session):
            return self._why_session(record)
        return "victims" if isinstance(record, Action) and record.pillar == "victim-safety" else None

    def why_evidence(self, record: EvidenceRecord) -> LeftOut | None:
        if record.kind == "victim-information":
            return "victims"
        if record.kind in _POLICE or record.grade or record.handling not in _OPEN:
            return "held-back"
        if record.nature == "reported" and record.kind != "previous-interviews":
            return "accounts"
        root = self.standing.root(record.id)
        return "accounts" if root in self._of_others and root not in self._of_subject else None

    def _why_people(self, *people: str | None) -> LeftOut | None:
        if any(self.is_guarded(one) and not self.is_subject(one) for one in people):
            return "victims"
        return None if any(self.is_subject(one) for one in people) else "people"

    def _why_session(self, session: Session) -> LeftOut | None:
        if self.is_subject(session.informant):
            return None
        return "victims" if self.is_guarded(session.informant) else "accounts"

    @cached_property
    def _of_subject(self) -> frozenset[str]:
        return self._rest_on(of_subject=True)

    @cached_property
    def _of_others(self) -> frozenset[str]:
        return self._rest_on(of_subject=False)

    def _rest_on(self, *, of_subject: bool) -> frozenset[str]:
        """Evidence that answers of the person, or of others, rest on; by first ids."""
        found: set[str] = set()
        for response in self.standing.case.of(Response):
            session = self.standing.current(response.session or "")
            is_theirs = isinstance(session, Session) and self.is_subject(session.informant)
            if is_theirs is of_subject:
                found |= {self.standing.root(name) for name in response.evidence}
        return frozenset(found)
