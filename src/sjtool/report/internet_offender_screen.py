"""The blocks of a report that both parents and a judge may read, with what may not stand there taken out.

Left out of every print: what anybody answered, and words that repeat it; what rests on an answer; the officer's words
where they name an adult of the family, or help against abuse at home, for they may tell who said what; what a child
said; what is watched for in a scenario; intelligence, what it rests on, and what is graded or restricted; whoever is
kept confidential; covert work. A print says which of an officer's words are kept apart, and why. At the officer's own
screen the same passages stand, marked as not printed (covert work does not).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from sjtool.assess.judging import CONSTRUCT_WORDS
from sjtool.model.appraisal import Rating
from sjtool.report.internet_offender_grounds import Ground, say_counted, say_ground
from sjtool.report.internet_offender_rules import Rules
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Pair, Pairs, Paragraph
from sjtool.report.wording import capitalise, say_list

NOT_PRINTED = "Not printed: "
"""What leads a passage that stands on the officer's screen alone."""
KEPT = "Kept apart"
"""The label under which a print says which words stand in the file only."""
REASONS_KEPT = "Rated; the reasons stand in the practitioners' summary:"
_LEVELS = frozenset(
    {"Confidence", *(capitalise(words.replace(" a ", " ")) for key, words in CONSTRUCT_WORDS.items() if "harm" in key)}
)
"""Labels whose words are levels and nothing else: they are always printed."""
_CODED = frozenset(
    {"Address", "To whom", "Past to recent", "Direction", "Decided", "On", "Tool said", "Agreed by", "Likelihood"}
)
"""Labels whose words are coded, or say only whom it is about: they are held against the guard and nothing else."""
_TACTICS = frozenset({"How", "Warning signs", "If it begins"})
"""Of a scenario: what is watched for and what is done then is for those who watch."""
_SAYS_RECORD = ("Rationale", "Recorded by", "Instrument")
"""Labels whose line names the record that all the rows are of."""
_RESTS_ON = frozenset({"Rests on", "Evidence", "Protective"})
_SUMMARY_ONLY = re.compile(r" \(section \d+\)")

L = TypeVar("L", Paragraph, Item)


@dataclass(frozen=True)
class Screen(Rules):
    """`is_officers` is the officer's own screen: what is kept out of a print stands there, and says so.

    `kept` are the words of officers that a print went without: the record, and the label of the line or nothing.
    """

    is_officers: bool
    kept: list[tuple[str, str]] = field(default_factory=list, compare=False, repr=False)

    def blocks(self, blocks: Iterable[Block], about: str = "") -> Iterator[Block]:
        """Blocks as this reader may have them. `about` is an adult who may be named, for the words are about them."""
        bare = []
        for block in blocks:
            rated = self._bare(block, about)
            made = None if rated else self._block(block, about)
            if rated:
                bare.append(rated)
            elif made is not None:
                yield made
        if bare:
            yield Paragraph(REASONS_KEPT, "sjtool")
            yield from bare

    def _bare(self, block: Block, about: str) -> Paragraph | None:
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
        self.kept.extend((name, "Rationale") for name in ids)
        before = rows["Past to recent"].text.partition(" → ")[0].lower() if "Past to recent" in rows else ""
        said = [f"{block.title}: {block.aside.lower()}", f"before: {before}" if before else ""]
        said += [row.text for label, row in rows.items() if label == "Direction" and row.text != "unknown"]
        return Paragraph("; ".join(filter(None, said)), "opinion", reason.basis)

    def _block(self, block: Block, about: str) -> Block | None:
        if isinstance(block, Paragraph):
            return self._line(block, about) or self._say_kept_line(block, about)
        if isinstance(block, Bullets):
            items = tuple(one for item in block.items if (one := self._line(item, about)))
            return replace(block, items=items) if items else None
        if isinstance(block, Pairs):
            rows = tuple(self._rows(block.rows, about))
            return Pairs(rows) if rows else None
        if isinstance(block, Group):
            return self._group(block, about)
        return block

    def _group(self, block: Group, about: str) -> Block | None:
        ground: Ground = "not-meant" if self.keeps_own(block.title) else ""
        ground = ground or ("names" if self.names_adult(block.title, about) else "")
        if ground and not self.is_officers:
            inside = [one for one in block.blocks if isinstance(one, Paragraph)]
            said = [self._say_kept(one, ground, block.title, about) for one in inside]
            return next((one for one in said if one), None)
        inner = tuple(self.blocks(block.blocks, about))
        title = f"{NOT_PRINTED}{block.title}" if ground else block.title
        return replace(block, title=title, blocks=inner) if inner or not block.blocks else None

    def _line(self, line: L, about: str) -> L | None:
        if not self._why(line.text, line.basis, about, coded=line.voice == "sjtool"):
            return line
        return replace(line, text=f"{NOT_PRINTED}{line.text}") if self.is_officers else None

    def _say_kept_line(self, line: Paragraph, about: str) -> Block | None:
        return self._say_kept(line, self._why(line.text, line.basis, about, coded=False), line.text, about)

    def _say_kept(self, line: Paragraph, ground: Ground, text: str, about: str) -> Block | None:
        """That a passage of an officer is kept apart, and why; nothing of what is no officer's or of no record."""
        if line.voice != "opinion" or not line.basis or not line.basis.records:
            return None
        self.kept.extend((name, "") for name in line.basis.records)
        return Pairs((Pair(KEPT, self._say_why(ground, text, about), "sjtool", Basis(records=line.basis.records)),))

    def _say_why(self, ground: Ground, text: str, about: str) -> str:
        return f"{say_ground(ground, self.find_named(text, about))}; in the file"

    def _rows(self, rows: tuple[Pair, ...], about: str) -> Iterator[Pair]:
        """Rows that may stand; which of an officer's words were kept, and how much of the rest, is said at the end."""
        grounds = self._why_rows(rows, about)
        of = next((row.basis for row in rows if row.label in _SAYS_RECORD and row.basis), None)
        kept: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        unset: dict[str, list[Ground]] = defaultdict(list)
        for row, ground in zip(rows, grounds, strict=True):
            if not ground:
                is_place = row.label in _RESTS_ON and row.voice == "record"
                yield replace(row, text=_SUMMARY_ONLY.sub("", row.text)) if is_place else row
            elif self.is_officers:
                yield replace(row, text=f"{NOT_PRINTED}{row.text}", strong=False)
            elif row.label in _RESTS_ON and row.voice == "record":
                unset[row.label].append(ground)
            elif ground != "covert":
                names = of.records if of else row.basis.records if row.basis else ()
                kept[self._say_why(ground, row.text, about)].append((row.label, names))
                if ground != "tactics" and row.voice == "opinion":
                    self.kept.extend((name, row.label) for name in names)
        for label, found in unset.items():
            if said := say_counted(found):
                yield Pair(label, said, "sjtool")
        for why, lines in kept.items():
            labels = dict.fromkeys(_as_word(label) for label, _names in lines)
            records = tuple(dict.fromkeys(name for _label, names in lines for name in names))
            yield Pair(KEPT, f"{say_list(labels)}: {why}", "sjtool", Basis(records=records) if records else None)

    def _why_rows(self, rows: tuple[Pair, ...], about: str) -> list[Ground]:
        """The ground of each row. Levels always stand; beside a rationale that is kept, words are held to more."""
        rests = any(self.is_tainted(row.basis) for row in rows)
        beside = any(row.label == "Rationale" and self.keeps_words(row.text, about=about) for row in rows)
        is_scenario = {"How soon", "Harm"} <= {row.label for row in rows}
        found: list[Ground] = []
        for row in rows:
            is_coded = row.voice == "sjtool" or row.label in _CODED
            is_words = row.voice == "opinion" and not is_coded
            ground = self._why(row.text, row.basis, about, coded=is_coded)
            if row.label in _LEVELS and row.basis is None:
                ground = ""
            elif is_scenario and row.label in _TACTICS:
                ground = "tactics"
            elif rests and is_words:
                ground = ground or "rests"
            elif beside and is_words and self.speaks_of_kin(row.text):
                ground = ground or "beside"
            found.append(ground)
        return found

    def _why(self, text: str, basis: Basis | None, about: str, *, coded: bool) -> Ground:
        grounds = [self.why_record(name) for name in (basis.records if basis else ())]
        return next((one for one in grounds if one), self.why_words(text, about=about, may_name=coded))


def _as_word(label: str) -> str:
    """A label in running words; one in capitals stays (`MAPPA`)."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
