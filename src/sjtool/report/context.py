"""What every builder of a section looks at: the case, what stands, what is missing, and what must stay hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sjtool.assess.actions import ActionState, find_actions, find_plan, is_own
from sjtool.assess.due import Due, find_dues
from sjtool.assess.gap import Gap, Lens
from sjtool.assess.gaps import find_gaps
from sjtool.assess.in_force import find_earlier_judgement
from sjtool.assess.judging import HIDDEN, Difference, Outcome, find_differences
from sjtool.assess.seen_by import Seen
from sjtool.assess.signing import Signing, find_signing
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.decision import Action, Judgement
from sjtool.model.people import Officer
from sjtool.model.record import Record
from sjtool.report.report import Basis, Note, Pair
from sjtool.report.wording import say_name, say_officer

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Context:
    """One case as a report sees it. `access` is its access log; `for_author` is the officer's own view.

    In a copy for somebody else `loaded` holds only what they may be given, `seen` what was left out, `whole` the case
    as it is (`view_copy.py`).
    """

    loaded: Loaded
    built_on: date
    reveal: bool
    for_author: bool
    as_at: str
    recipient: str
    access: Sequence[Mapping[str, Any]]
    seen: Seen | None = None
    whole: Loaded | None = None

    @property
    def standing(self) -> Standing:
        """The case through its corrections."""
        return self.loaded.standing

    @property
    def whole_standing(self) -> Standing:
        """The case as it is, whoever the copy is for: what words of a copy are held against, never what is printed."""
        return (self.whole or self.loaded).standing

    @cached_property
    def lens(self) -> Lens:
        """What gaps are found in, with the sheets and accounts it has worked out."""
        loaded = self.loaded
        return Lens(self.standing, loaded.question_sets, loaded.factor_sets, loaded.passports, loaded.name)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing: from the case as it is, never from a copy of it that leaves something out.

        The person's own copy names no gaps; that of a conference none that names a record it leaves out.
        """
        if self.seen and self.seen.view == "person":
            return ()
        loaded = self.whole or self.loaded
        sets = (loaded.question_sets, loaded.factor_sets, loaded.passports)
        found = find_gaps(self._told.standing, *sets, loaded.name)
        gone = self.seen.gone if self.seen else frozenset()
        return tuple(gap for gap in found if not gone.intersection(_ID.findall(f"{gap.text} {gap.command}")))

    @property
    def _told(self) -> Loaded:
        """The case as it is, as far as this reader may know: covert actions are for the officer's own view."""
        whole = self.whole or self.loaded
        return whole if self.for_author else whole.for_others

    @property
    def assessment(self) -> str | None:
        """The open assessment."""
        return self.lens.assessment

    @cached_property
    def first(self) -> Judgement | None:
        """The judgement made before the tools were shown."""
        return self.standing.judgement("first")

    @property
    def final(self) -> Judgement | None:
        """The judgement that counts."""
        return self.lens.final

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The current result of each tool."""
        return self.lens.outcomes

    @cached_property
    def hidden(self) -> bool:
        """Whether the levels of tools must not be shown."""
        return self.loaded.hides_levels and not self.reveal

    @cached_property
    def shown_early(self) -> bool:
        """Whether levels are shown that a judgement should have come before."""
        return self.reveal and self.loaded.hides_levels and bool(self.outcomes)

    @property
    def hidden_words(self) -> str:
        """What stands where a level is hidden."""
        return HIDDEN if self.for_author else "(hidden until the officer has judged)"

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where the final judgement departs from a tool."""
        return find_differences(self.standing, self.final, self.outcomes) if self.final else ()

    @cached_property
    def signing(self) -> Signing:
        """Draft or signed, by the case as it is; records left out of this copy are not named.

        Away from the officer's own screen covert actions count for nothing in it.
        """
        found = find_signing(self._told.standing, self.assessment)
        if self.seen is None:
            return found
        gone = self.seen.gone
        kept = {key: tuple(n for n in getattr(found, key) if n not in gone) for key in ("changed", "since")}
        return replace(found, changed=kept["changed"], since=kept["since"])

    @cached_property
    def unseen(self) -> frozenset[str]:
        """Records of which this reader must not know: covert actions away from the officer's own view."""
        return frozenset() if self.for_author else (self.whole or self.loaded).covert

    @property
    def broken(self) -> tuple[str, ...]:
        """Records that are not as they were recorded, of those this reader may know of."""
        return tuple(name for name in self.loaded.case.broken if name not in self.unseen)

    def is_left_out(self, record_id: str) -> bool:
        """Whether a record is there, but not in this copy."""
        return self.seen is not None and record_id in self.seen.gone

    @property
    def today(self) -> date:
        """The day the report looks from: that of an earlier state where one was asked for, else the day it is made."""
        return date.fromisoformat(self.as_at[:10]) if self.as_at else self.built_on

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        """Every clock of the case on that day, worked out once; covert actions are in it."""
        return find_dues(self.standing, self.loaded.library.clocks(), self.today)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """The actions of the plan, whatever became of them."""
        return tuple(state.action for state in self.plan)

    @cached_property
    def plan(self) -> tuple[ActionState, ...]:
        """The plan of this assessment as this reader may see it: covert actions are for the officer's own view.

        Actions of an earlier assessment are in it while they run (`assess/actions.py`).
        """
        found = find_plan(self.standing, find_actions(self.standing))
        return tuple(state for state in found if self.for_author or not state.is_covert)

    def say_origin(self, state: ActionState) -> str:
        """`from a-001`, where an action was made for an earlier assessment; nothing of one made for this."""
        return "" if is_own(self.standing, state) else f"from {state.action.assessment or 'no assessment'}"

    @cached_property
    def earlier(self) -> Judgement | None:
        """The final judgement that stands while this review is not judged."""
        return find_earlier_judgement(self.standing)

    def who(self, words: str | None) -> str:
        """Words that name somebody; an officer's id alone becomes the name it stands for."""
        return self.name(words) if words and isinstance(self.standing.current(words), Officer) else words or ""

    def of_assessment(self, record: Record) -> bool:
        """Whether a record belongs to the open assessment."""
        return self.standing.same(getattr(record, "assessment", None), self.assessment)

    def officer(self, officer_id: str | None) -> str:
        """An officer by name and id."""
        return say_officer(self.standing, officer_id)

    def name(self, officer_id: str | None) -> str:
        """An officer by name, where that is enough."""
        return say_name(self.standing, officer_id)

    def recorded(self, record: Record) -> Basis:
        """Who recorded something and when, for judgements and other words of the officer."""
        on = record.at.date().isoformat() if record.at else ""
        return Basis(how=self.name(record.by), on=on, records=(record.id,))

    def recorded_by(self, record: Record) -> Pair:
        """The same as a line of its own."""
        basis = self.recorded(record)
        return Pair("Recorded by", basis.how, basis=replace(basis, how=""))

    def gap_notes(self, *sections: int) -> tuple[Note, ...]:
        """The gaps of a section, one calm line each."""
        return tuple(Note(gap.text, "gap") for gap in self.gaps if gap.section in sections)
