"""What of a case may not stand in a report that both parents and a judge may read, and on what ground.

A ground is a word; how it is told on paper is said in `internet_offender_grounds.py`. What is told in other words no
rule can find: somebody reads the report before it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sjtool.assess.seen_by_evidence import find_under_intelligence
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.people import Person
from sjtool.model.record import Record
from sjtool.report.family_guard import Guard, find_guard
from sjtool.report.internet_offender_grounds import Ground
from sjtool.report.internet_offender_meeting import find_meeting
from sjtool.report.report import Basis

INTELLIGENCE: Mapping[str, Ground] = {
    "police-intelligence": "police",
    "prison-intelligence": "prison",
    "victim-information": "victims",
}
_DANGEROUS = re.compile(
    r"\b(?:domestic (?:abuse|violence)|refuge|safe (?:number|way|place)|cross-?check)\b", re.IGNORECASE
)
"""Words that can tell one adult that the other has asked for help, or that accounts were compared."""
_KIN = re.compile(
    r"\b(?:mother|father|mum|dad|husband|wife|partner|parents?|brother|sister|aunt|uncle|marriage|both accounts|"
    r"(?:the|two|other) accounts?|answers|(?:he|she|they) (?:said|says|told us))\b",
    re.IGNORECASE,
)
_SAYS = (
    r"(?:said|says|told|tells|spoke|speaks|wants|wishes|misses|answered|would tell|"
    r"ask(?:s|ed) (?:whether|if|why|when|for))"
)
_NEXT = rf"(?:\W+\w+){{0,2}}?\W+{_SAYS}\b"
_LATER = rf"[^.!?\n]*\b(?:she|he|they)\W+(?:\w+\W+)?{_SAYS}\b"
"""After a child is named: that they said something, at once or later in the same sentence."""
_LONG_ENOUGH = 6
"""Words of an answer from which on it is no accident that another text has them too."""


@dataclass(frozen=True)
class Rules:
    """The rules for one case, as it stands on a day."""

    standing: Standing
    today: date

    @cached_property
    def _guard(self) -> Guard:
        return find_guard(self.standing, self.today)

    @cached_property
    def _answers(self) -> Guard:
        """What anybody said, so that words which only repeat it are found."""
        said = [text for one in self.standing.case.of(Response) for text in _texts(one)]
        return Guard((), frozenset(_all_sentences(said)), frozenset())

    @cached_property
    def _behind_words(self) -> Guard:
        """Sentences of evidence that only intelligence rests on, so that an officer's words do not repeat them."""
        held = [one for one in self.standing.case.of(EvidenceRecord) if self.is_behind_intelligence(one)]
        return Guard((), frozenset(_all_sentences(one.text or "" for one in held)), frozenset())

    @cached_property
    def _adults(self) -> Mapping[str, tuple[str, re.Pattern[str]]]:
        """How each adult of the family is called, by first id."""
        named = {"partner", "carer", "relative"}
        return {one: found for one, found in self._names.items() if named & set(self._roles[one])}

    @cached_property
    def _children(self) -> tuple[re.Pattern[str], ...]:
        """A child named, and in the same sentence something they said."""
        found = []
        for one, (name, _pattern) in self._names.items():
            if "child" in self._roles[one]:
                child = rf"(?<!\w){re.escape(name)}(?!\w)(?!['\u2019]s)"
                found.append(re.compile(rf"{child}(?:{_NEXT}|{_LATER})", re.IGNORECASE))
        return tuple(found)

    @cached_property
    def _roles(self) -> Mapping[str, tuple[str, ...]]:
        return {self.standing.root(one.id): tuple(one.roles) for one in self.standing.of(Person)}

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, re.Pattern[str]]]:
        found = {}
        for person in self.standing.of(Person):
            name = (person.label or "").partition(" (")[0].strip()
            if name:
                pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
                found[self.standing.root(person.id)] = (name, pattern)
        return found

    def find_named(self, text: str, about: str = "") -> tuple[str, ...]:
        """The adults of the family whom words name, other than the one they are `about`."""
        mine = self.standing.root(about) if about else ""
        return tuple(name for one, (name, known) in self._adults.items() if one != mine and known.search(text))

    def names_adult(self, text: str, about: str = "") -> bool:
        """Whether words name an adult of the family other than the one they are `about`."""
        return bool(self.find_named(text, about))

    def quotes_child(self, text: str) -> bool:
        """Whether a sentence names a child and tells what the child said."""
        return any(known.search(text) for known in self._children)

    def speaks_of_kin(self, text: str) -> bool:
        """Whether words speak of somebody of a family without a name, or of what was said."""
        return bool(_KIN.search(text))

    def why_words(self, text: str, *, about: str = "", may_name: bool = False) -> Ground:
        """Why words stay out of a print. `may_name`: they may name an adult of the family."""
        if self._guard.look(text) or _DANGEROUS.search(text) or self._behind_words.look(text):
            return "not-meant"
        if self._answers.look(text):
            return "answers"
        if may_name:
            return ""
        if self.names_adult(text, about):
            return "names"
        return "child" if self.quotes_child(text) else ""

    def keeps_words(self, text: str, *, about: str = "", may_name: bool = False) -> bool:
        """Whether words stay out of a print."""
        return bool(self.why_words(text, about=about, may_name=may_name))

    def keeps_own(self, text: str) -> bool:
        """Whether words that the author wrote for this report stay out of it all the same."""
        return bool(self._guard.look(text))

    def why_record(self, name: str) -> Ground:
        """Why a record stays out: answers and sittings, readings, intelligence, the restricted, the covert."""
        record = self.standing.case.find(name)
        if isinstance(record, Response | Session | Reading):
            return "interview"
        if isinstance(record, EvidenceRecord):
            return self.why_evidence(record)
        if isinstance(record, Event):
            return "police" if record.kind == "intelligence" else ""
        return "covert" if record is not None and self.is_covert(record) else ""

    def keeps_record(self, name: str) -> bool:
        """Whether a record stays out."""
        return bool(self.why_record(name))

    def why_evidence(self, record: EvidenceRecord) -> Ground:
        """Why a piece of evidence stays out, so that only that something is held may be said."""
        if record.handling == "open":
            return ""
        if self.is_behind_intelligence(record):
            return "police"
        if record.kind in INTELLIGENCE or record.grade or record.handling:
            if record.obtained is False and not record.handling:
                return ""
            return INTELLIGENCE.get(record.kind or "", "police" if record.grade else "restricted")
        words = " ".join(filter(None, (record.title, record.text, record.why_not)))
        told = record.nature != "fact" and self.names_adult(words)
        if told or self.names_adult(record.reference or ""):
            return "names"
        return self.why_words(words, may_name=True)

    def keeps_evidence(self, record: EvidenceRecord) -> bool:
        """Whether a piece of evidence stays out."""
        return bool(self.why_evidence(record))

    def is_childs(self, record: EvidenceRecord) -> bool:
        """Whether a piece of evidence holds how a child was when seen, or what they said."""
        if record.handling == "open":
            return False
        children = [person for person in self.standing.of(Person) if "child" in person.roles]
        return any(find_meeting(record, one) for one in children) or self.quotes_child(record.text or "")

    def is_behind_intelligence(self, record: EvidenceRecord) -> bool:
        """Whether intelligence rests on it, as in every copy for others; `open` is a decision that it may stand."""
        return record.handling != "open" and self.standing.root(record.id) in find_under_intelligence(self.standing)

    def is_covert(self, record: Record) -> bool:
        """Whether a record is a covert action, in any version of it, or what became of one."""
        roots = {self.standing.root(one.id) for one in self.standing.case.of(Action) if one.handling == "covert"}
        named = record.action if isinstance(record, ActionUpdate) else record.id
        return named is not None and self.standing.root(named) in roots

    def is_tainted(self, basis: Basis | None) -> bool:
        """Whether a line comes from a record that itself rests on something kept out: its reasons are kept out too."""
        for name in basis.records if basis else ():
            record = self.standing.case.find(name)
            for key in ("evidence", "protective_evidence"):
                if any(self.keeps_record(one) for one in getattr(record, key, ())):
                    return True
            touched = record.touches if isinstance(record, Event) else ()
            if any(self.why_record(one) in {"police", "covert"} for one in touched):
                return True
        return False


def _texts(response: Response) -> Iterator[str]:
    yield from filter(None, (response.note, response.missing_note))
    if isinstance(response.value, str):
        yield response.value


def _all_sentences(texts: Iterator[str] | list[str]) -> Iterator[str]:
    """The words of each longer sentence, as the guard holds them."""
    for text in texts:
        for part in re.split(r"[.!?;\n]", text):
            words = re.findall(r"\w+", part.casefold())
            if len(words) >= _LONG_ENOUGH:
                yield " ".join(words)
