"""A gap, and the lens through which rules on gaps look at a case.

The rules stand in the files beside this one that are called `gap_…`, the list of them in `gaps.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.assess.judging import Outcome, find_outcomes
from sjtool.assess.ratings import FactorView, views_by_ref
from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement
from sjtool.model.template import FactorSet, Instrument, QuestionSet


@dataclass(frozen=True)
class Gap:
    """Something that is not there. `section` is its place in the summary; `essential` gaps stand on page one."""

    code: str
    section: int
    text: str
    command: str
    essential: bool = True


@dataclass(frozen=True)
class Lens:
    """A case and the templates it uses, as the rules on gaps look at them."""

    standing: Standing
    question_sets: Mapping[str, QuestionSet]
    factor_sets: Mapping[str, FactorSet]
    passports: Mapping[str, Instrument]
    case: str

    @cached_property
    def assessment(self) -> str | None:
        """The open assessment."""
        return self.standing.assessment.id if self.standing.assessment else None

    @cached_property
    def final(self) -> Judgement | None:
        """The final judgement of the open assessment."""
        return self.standing.judgement("final")

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The current tool results. Rules may look at their levels only once `final` is there."""
        return find_outcomes(self.standing, self.passports)

    @cached_property
    def views(self) -> dict[str, tuple[FactorView, ...]]:
        """Every sheet in use for the person under assessment, the newest version of each."""
        by_id = {ref.partition("@")[0]: ref for ref in self.factor_sets}
        return {ref: v for ref, v in views_by_ref(self.standing, self.factor_sets).items() if ref in by_id.values()}

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Every marked item of every set that was asked, the newest version of each."""
        by_id = {ref.partition("@")[0]: ref for ref in self.question_sets}
        return tuple(d for ref in by_id.values() for d in build_crosscheck(self.standing, self.question_sets[ref], ref))

    def command(self, words: str) -> str:
        """What to type, e.g. `sjtool rate harbour acute` for `rate CASE acute`."""
        return f"sjtool {words}".replace("CASE", self.case)


def short_title(title: str) -> str:
    """The title of a set without what stands in brackets after it: in a line on a gap there is no room for both."""
    return title.partition(" (")[0]


Rule = Callable[[Lens], Iterator[Gap]]
