"""What of a case may stand in a report that both parents and a judge may read: the assessment for conference or court.

Left out of every print: what anybody answered, and words that repeat it; what rests on an answer; the officer's words
where they name an adult of the family, or help against abuse at home, for they may tell who said what; what is watched
for in a scenario; intelligence and what is graded or restricted; whoever is kept confidential; covert work. At the
officer's own screen the same passages stand, marked as not printed (covert work does not). What is told in other words
no rule can find: somebody reads the report before it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.people import Person
from sjtool.model.record import Record
from sjtool.report.family_guard import Guard, find_guard
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Pair, Pairs, Paragraph
from sjtool.report.wording import say_list

NOT_PRINTED = "Not printed: "
"""What leads a passage that stands on the officer's screen alone."""
KEPT = "Kept apart"
"""The label under which a print says which words stand in a practitioners' record only."""
REASONS_KEPT = "Rated; the reasons stand in the practitioners' summary:"
INTELLIGENCE = frozenset({"police-intelligence", "prison-intelligence", "victim-information"})
_CODED = frozenset({"To whom", "Past to recent", "Direction", "Decided", "On", "Tool said", "Agreed by", "Likelihood"})
"""Labels whose words are coded, or say only whom it is about: they are held against the guard and nothing else."""
_TACTICS = frozenset({"How", "Warning signs", "If it begins"})
"""Of a scenario: what is watched for and what is done then is for those who watch."""
_DANGEROUS = re.compile(
    r"\b(?:domestic (?:abuse|violence)|refuge|safe (?:number|way|place)|cross-?check)\b", re.IGNORECASE
)
"""Words that can tell one adult that the other has asked for help, or that accounts were compared."""
_SUMMARY_ONLY = re.compile(r" \(section \d+\)")
_LONG_ENOUGH = 6
"""Words of an answer from which on it is no accident that another text has them too."""


L = TypeVar("L", Paragraph, Item)


@dataclass(frozen=True)
class Screen:
    """`is_officers` is the officer's own screen: what is kept out of a print stands there, and says so."""

    standing: Standing
    today: date
    is_officers: bool

    @cached_property
    def _guard(self) -> Guard:
        return find_guard(self.standing, self.today)

    @cached_property
    def _answers(self) -> Guard:
        """What anybody said, so that words which only repeat it are found."""
        said = [text for one in self.standing.case.of(Response) for text in _texts(one)]
        long = {words for text in said for words in _sentences(text)}
        return Guard((), frozenset(long), frozenset())

    @cached_property
    def _adults(self) -> Mapping[str, re.Pattern[str]]:
        """How each adult of the family is called, by first id."""
        found = {}
        for person in self.standing.of(Person):
            name = (person.label or "").partition(" (")[0].strip()
            if name and {"partner", "carer", "relative"} & set(person.roles):
                found[self.standing.root(person.id)] = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        return found

    def names_adult(self, text: str, about: str = "") -> bool:
        """Whether words name an adult of the family other than the one they are `about`."""
        mine = self.standing.root(about) if about else ""
        return any(name.search(text) for one, name in self._adults.items() if one != mine)

    def keeps_words(self, text: str, *, about: str = "", may_name: bool = False) -> bool:
        """Whether words stay out of a print. `may_name`: they may name an adult of the family."""
        if self._guard.look(text) or self._answers.look(text):
            return True
        return bool(_DANGEROUS.search(text)) or (not may_name and self.names_adult(text, about))

    def keeps_own(self, text: str) -> bool:
        """Whether words that the author wrote for this report stay out of it all the same."""
        return bool(self._guard.look(text))

    def keeps_record(self, name: str) -> bool:
        """Whether a record stays out: answers and sittings, readings, intelligence, the restricted, the covert."""
        record = self.standing.case.find(name)
        if isinstance(record, Response | Session | Reading):
            return True
        if isinstance(record, EvidenceRecord):
            return self.keeps_evidence(record)
        if isinstance(record, Event):
            return record.kind == "intelligence"
        return record is not None and self.is_covert(record)

    def keeps_evidence(self, record: EvidenceRecord) -> bool:
        """Whether a piece of evidence stays out, so that only that something is held may be said."""
        if record.handling == "open":
            return False
        if record.kind in INTELLIGENCE or record.grade or record.handling:
            return record.obtained is not False or bool(record.handling)
        words = " ".join(filter(None, (record.title, record.text, record.why_not)))
        told = record.nature != "fact" and self.names_adult(words)
        return told or self.names_adult(record.reference or "") or self.keeps_words(words, may_name=True)

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
        return False

    def blocks(self, blocks: Iterable[Block], about: str = "") -> Iterator[Block]:
        """Blocks as this reader may have them. `about` is an adult who may be named, for the words are about them."""
        bare = []
        for block in blocks:
            item = self._bare(block, about)
            made = None if item else self._block(block, about)
            if item:
                bare.append(item)
            elif made is not None:
                yield made
        if bare:
            yield Paragraph(REASONS_KEPT, "sjtool")
            yield Bullets(tuple(bare))

    def _bare(self, block: Block, about: str) -> Item | None:
        """A rating in one line, where a print keeps the reasons for it; nothing for any other block."""
        if self.is_officers or not isinstance(block, Group):
            return None
        rows = {row.label: row for part in block.blocks if isinstance(part, Pairs) for row in part.rows}
        reason = rows.get("Rationale")
        ids = reason.basis.records if reason and reason.basis else ()
        if reason is None or not any(isinstance(self.standing.case.find(name), Rating) for name in ids):
            return None
        if not self.is_tainted(reason.basis) and not self.keeps_words(reason.text, about=about):
            return None
        before = rows["Past to recent"].text.partition(" → ")[0].lower() if "Past to recent" in rows else ""
        said = [f"{block.title}: {block.aside.lower()}", f"before: {before}" if before else ""]
        said += [row.text for label, row in rows.items() if label == "Direction" and row.text != "unknown"]
        return Item("; ".join(filter(None, said)), "opinion", reason.basis)

    def _block(self, block: Block, about: str) -> Block | None:
        if isinstance(block, Paragraph):
            return self._line(block, about)
        if isinstance(block, Bullets):
            items = tuple(one for item in block.items if (one := self._line(item, about)))
            return replace(block, items=items) if items else None
        if isinstance(block, Pairs):
            rows = tuple(self._rows(block.rows, about))
            return Pairs(rows) if rows else None
        if isinstance(block, Group):
            return self._group(block, about)
        return block

    def _group(self, block: Group, about: str) -> Group | None:
        hides = bool(self._guard.look(block.title)) or self.names_adult(block.title, about)
        if hides and not self.is_officers:
            return None
        inner = tuple(self.blocks(block.blocks, about))
        title = f"{NOT_PRINTED}{block.title}" if hides else block.title
        return replace(block, title=title, blocks=inner) if inner or block.aside else None

    def _line(self, line: L, about: str) -> L | None:
        if not self._hides(line.text, line.basis, about, coded=line.voice == "sjtool"):
            return line
        return replace(line, text=f"{NOT_PRINTED}{line.text}") if self.is_officers else None

    def _rows(self, rows: tuple[Pair, ...], about: str) -> Iterator[Pair]:
        """Rows that may stand; which of a practitioner's words were kept is said once, by their labels."""
        tainted = any(self.is_tainted(row.basis) for row in rows)
        tainted = tainted or any(row.label == "Rationale" and self.keeps_words(row.text, about=about) for row in rows)
        is_scenario = any(row.label == "How soon" for row in rows) and any(row.label == "Harm" for row in rows)
        kept = []
        for row in rows:
            is_coded = row.voice == "sjtool" or row.label in _CODED
            hides = self._hides(row.text, row.basis, about, coded=is_coded)
            hides = hides or (is_scenario and row.label in _TACTICS)
            if not hides and not (tainted and row.voice == "opinion" and not is_coded):
                yield replace(row, text=_SUMMARY_ONLY.sub("", row.text))
            elif self.is_officers:
                yield replace(row, text=f"{NOT_PRINTED}{row.text}", strong=False)
            elif row.voice == "opinion" or row.basis is None:
                kept.append(row.label.lower())
        if kept:
            yield Pair(KEPT, f"{say_list(dict.fromkeys(kept))}: in the practitioners' summary", "sjtool")

    def _hides(self, text: str, basis: Basis | None, about: str, *, coded: bool) -> bool:
        if any(self.keeps_record(name) for name in (basis.records if basis else ())):
            return True
        return self.keeps_words(text, about=about, may_name=coded)


def _texts(response: Response) -> Iterator[str]:
    yield from filter(None, (response.note, response.missing_note))
    if isinstance(response.value, str):
        yield response.value


def _sentences(text: str) -> Iterator[str]:
    """The words of each longer sentence, as the guard holds them."""
    for part in re.split(r"[.!?;\n]", text):
        words = re.findall(r"\w+", part.casefold())
        if len(words) >= _LONG_ENOUGH:
            yield " ".join(words)
