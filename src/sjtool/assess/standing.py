"""Which records stand once corrections are applied.

A record stands unless a later one supersedes it; where two supersede the same record, the later in the file stands
(the other is found by a check). An id keeps its meaning through corrections: `root` is the first id of the line,
`current` the record that stands for it now.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, TypeVar

from sjtool.model.case import Case
from sjtool.model.decision import Judgement
from sjtool.model.enquiry import Assessment
from sjtool.model.people import Officer, Person
from sjtool.model.record import Record

R = TypeVar("R", bound=Record)


class Standing:
    """A case seen through its corrections."""

    def __init__(
        self,
        case: Case,
        about: str | None = None,
        without: frozenset[str] = frozenset(),
        unseen: frozenset[str] = frozenset(),
    ) -> None:
        """Nothing is computed before it is asked for.

        `about` names the assessment to look at in place of the latest; records in `without` do not stand. Those in
        `unseen` do not either, and void no signature, though they still replace what they correct.
        """
        self.case = case
        self.unseen = unseen
        self._about = about
        self._without = without
        self._by_kind: dict[type[Record], tuple[Record, ...]] = {}
        self.worked_out: dict[tuple[object, ...], tuple[Any, object]] = {}
        """What `assess/once.py` remembers of this case."""

    def leaving_out(self, unseen: frozenset[str]) -> Standing:
        """The same view for a reader who must not see these records (`assess/covert.py`)."""
        return Standing(self.case, self._about, self._without, self.unseen | unseen)

    @cached_property
    def _replaced_by(self) -> dict[str, str]:
        return {corrected: one for one, corrected in self._supersedes.items() if one not in self._without}

    @cached_property
    def _supersedes(self) -> dict[str, str]:
        return {e.record.id: e.record.supersedes for e in self.case.entries if e.record.supersedes}

    @cached_property
    def _fallen(self) -> AbstractSet[str]:
        """Records that do not stand: replaced, left out, or one of two corrections of the same and not the last."""
        latest = self._replaced_by
        overtaken = (one for one, corrected in self._supersedes.items() if latest.get(corrected) != one)
        return {*latest, *self._without, *self.unseen, *overtaken}

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each record in the file."""
        return {entry.record.id: n for n, entry in enumerate(self.case)}

    def root(self, record_id: str) -> str:
        """The id under which this was first recorded."""
        if record_id not in self._supersedes:
            return record_id
        seen = set()
        while record_id in self._supersedes and record_id not in seen:
            seen.add(record_id)
            record_id = self._supersedes[record_id]
        return record_id

    def is_circular(self, record_id: str) -> bool:
        """Whether corrections lead from this record round in a circle, so that none of them would stand."""
        return self.root(record_id) in self._supersedes

    def stands(self, record: Record) -> bool:
        """Whether nothing later replaces this record."""
        return record.id not in self._fallen

    def current(self, record_id: str) -> Record | None:
        """The record that stands now for this id."""
        seen = set()
        while record_id in self._replaced_by and record_id not in seen:
            seen.add(record_id)
            record_id = self._replaced_by[record_id]
        return self.case.find(record_id)

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """The standing records of a kind, in file order."""
        found = self._by_kind.get(kind)
        if found is None:
            found = self._by_kind[kind] = tuple(record for record in self.case.of(kind) if self.stands(record))
        return found  # type: ignore[return-value]

    def person(self, person_id: str | None) -> Person | None:
        """The person an id stands for now."""
        found = self.current(person_id) if person_id else None
        return found if isinstance(found, Person) else None

    def label(self, person_id: str | None) -> str:
        """How to name a person on a screen: their label, an officer's name, or the id where there is neither."""
        found = self.current(person_id) if person_id else None
        named = found.label if isinstance(found, Person) else found.name if isinstance(found, Officer) else None
        return named or person_id or "not named"

    def persons(self, role: str) -> tuple[Person, ...]:
        """Everybody who stands in the case with this role."""
        return tuple(person for person in self.of(Person) if role in person.roles)

    @cached_property
    def subject(self) -> Person | None:
        """The person under assessment."""
        return next(iter(self.persons("subject")), None)

    @cached_property
    def assessment(self) -> Assessment | None:
        """The open assessment: the one opened last, whichever was corrected since; or the one this view is about."""
        opened = [*dict.fromkeys(self.root(a.id) for a in self.case.of(Assessment))]
        found = [a for a in self.of(Assessment) if self._about is None or self.same(a.id, self._about)]
        return max(found, key=lambda a: opened.index(self.root(a.id)), default=None)

    def judgement(self, stage: str, assessment: str | None = None) -> Judgement | None:
        """The standing judgement of a stage, of the open assessment unless another is named."""
        wanted = assessment or (self.assessment.id if self.assessment else None)
        found = [j for j in self.of(Judgement) if j.stage == stage and self.same(j.assessment, wanted)]
        return found[-1] if found else None

    def same(self, one: str | None, other: str | None) -> bool:
        """Whether two ids stand for the same thing, corrections aside."""
        if one is None or other is None:
            return False
        return one == other or self.root(one) == self.root(other)

    def is_judged(self) -> bool:
        """Whether the open assessment has its final judgement."""
        return self.judgement("final") is not None
