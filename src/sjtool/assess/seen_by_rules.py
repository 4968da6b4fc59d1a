"""Which records a conference or the person under assessment is not given, and for which kind of reason.

A correction changes nothing here: where one version of a record is left out, all of them are. Where a record does not
say whose account it is, it is taken for somebody else's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from sjtool.assess.looking_back import is_guarded
from sjtool.assess.seen_by_actions import why_action_is_not_for_person
from sjtool.assess.seen_by_evidence import POLICE, find_under_intelligence, why_not_for_person
from sjtool.assess.seen_by_reasons import LeftOut
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.people import Person, Relation
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, Erasure


def find_left_out(standing: Standing, view: Literal["conference", "person"]) -> dict[str, LeftOut]:
    """Every record left out of a view, with the kind of reason."""
    found = _follow(standing, _find_roots(standing, _ForConference(standing)))
    if view == "person":  # nothing is in the person's copy that a conference is not given
        rules = _ForPerson(standing)
        own = _find_roots(standing, rules)
        rules.gone = frozenset(_follow(standing, own))
        own |= {root: why for root, why in _find_roots(standing, rules).items() if root not in own}
        found |= _follow(standing, own)
    return found


def _find_roots(standing: Standing, rules: _Rules) -> dict[str, LeftOut]:
    """The first ids of the records that are left out themselves."""
    by_root: dict[str, LeftOut] = {}
    for entry in standing.case:
        why = rules.why(entry.record)
        if why:
            by_root.setdefault(standing.root(entry.record.id), why)
    return by_root


def _follow(standing: Standing, by_root: Mapping[str, LeftOut]) -> dict[str, LeftOut]:
    """These records in every version, with all that says nothing without them."""
    found: dict[str, LeftOut] = {}
    for entry in standing.case:
        about = _leads_to(entry.record)
        why = by_root.get(standing.root(entry.record.id)) or (by_root.get(standing.root(about)) if about else None)
        if why is None and about:  # an edit or an erasure of what hangs on something left out
            behind = standing.case.find(about)
            further = _leads_to(behind) if behind else None
            why = by_root.get(standing.root(further)) if further else None
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
        is_source = self.standing.root(record.id) in find_under_intelligence(self.standing)
        return "held-back" if record.kind in POLICE or is_closed or is_source else None

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
    """The person under assessment. `gone` are the records already known to be left out; evidence is judged by them."""

    gone: frozenset[str] | None = None

    def why_other(self, record: Record) -> LeftOut | None:
        if isinstance(record, Person):
            return "victims" if self.is_guarded(record.id) and not self.is_subject(record.id) else None
        if isinstance(record, Relation):
            return self._why_people(record.person, record.to)
        if isinstance(record, Rating):
            return self._why_people(record.person)
        if isinstance(record, Session):
            return self._why_session(record)
        if isinstance(record, Action):
            return why_action_is_not_for_person(self.standing, record, self._guarded)
        return None

    def why_evidence(self, record: EvidenceRecord) -> LeftOut | None:
        return None if self.gone is None else why_not_for_person(self.standing, record, self.gone)

    @cached_property
    def _guarded(self) -> frozenset[str]:
        people = self.standing.case.of(Person)
        return frozenset(one.id for one in people if self.is_guarded(one.id) and not self.is_subject(one.id))

    def _why_people(self, *people: str | None) -> LeftOut | None:
        if any(self.is_guarded(one) and not self.is_subject(one) for one in people):
            return "victims"
        return None if any(self.is_subject(one) for one in people) else "people"

    def _why_session(self, session: Session) -> LeftOut | None:
        if self.is_subject(session.informant):
            return None
        return "victims" if self.is_guarded(session.informant) else "accounts"
