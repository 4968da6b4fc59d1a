"""What every check looks at: a case on a day, what stands in it, its templates, its clocks, and how its chain holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias, TypeVar

from sjtool.assess.accounts import split_ref
from sjtool.assess.actions import ActionState, find_actions, find_plan
from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.assess.due import Due, find_dues
from sjtool.assess.judging import Difference, Outcome, find_differences, find_outcomes
from sjtool.assess.ratings import FactorView, views_by_ref
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.case import Case
from sjtool.model.clocks import ClockSet
from sjtool.model.decision import Judgement
from sjtool.model.people import Victim
from sjtool.model.record import Record
from sjtool.model.template import Factor, FactorSet, Instrument, QuestionSet
from sjtool.problem import Problem

R = TypeVar("R", bound=Record)
CHECKED_CLOCKS = frozenset({"mappa-level-2", "mappa-level-3", "arms-lead-agency", "arms-sentence-delay"})
"""The clocks that checks look at; the others are for `sjtool due`."""
Victims: TypeAlias = tuple[Victim, ...]
"""What stands in a victims file."""


def find_victims(case: Case) -> Victims:
    """The victim records that stand in a victims file."""
    return Standing(case).of(Victim)


@dataclass(frozen=True)
class View:
    """A case as checks see it. `chain` are the problems of its ledger, `templates` those of its pinned templates.

    `today` is the day that clocks and the days of actions are held against. `victims` stand in the file beside the
    case; `is_covert_kind` says of a menu entry, as an action names it, whether it is of a covert kind. `hides_levels`:
    a tool's level must not be told now, though a judgement stood on the day that is looked at.
    """

    case: Case
    standing: Standing
    question_sets: Mapping[str, QuestionSet]
    factor_sets: Mapping[str, FactorSet]
    passports: Mapping[str, Instrument]
    today: date
    clocks: ClockSet
    chain: Sequence[Problem] = ()
    templates: Sequence[Problem] = ()
    records: Sequence[Problem] = ()
    victims: Victims = ()
    is_covert_kind: Callable[[str], bool] = lambda _ref: False
    hides_levels: bool = False

    @cached_property
    def assessment(self) -> str | None:
        """The open assessment."""
        return self.standing.assessment.id if self.standing.assessment else None

    @cached_property
    def first(self) -> Judgement | None:
        """The first judgement of the open assessment."""
        return self.standing.judgement("first")

    @cached_property
    def final(self) -> Judgement | None:
        """The final judgement of the open assessment."""
        return self.standing.judgement("final")

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Current tool results; none where levels are hidden. A check on them speaks only once the judgement stands."""
        return () if self.hides_levels else find_outcomes(self.standing, self.passports)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Where the final judgement departs from a tool on its own question."""
        return find_differences(self.standing, self.final, self.outcomes) if self.final else ()

    @cached_property
    def actions(self) -> tuple[ActionState, ...]:
        """Every action of the case with its news, whichever assessment it belongs to."""
        return find_actions(self.standing)

    @cached_property
    def plan(self) -> tuple[ActionState, ...]:
        """The plan of the open assessment: its own actions, and those of earlier ones that still run."""
        return find_plan(self.standing, self.actions)

    @cached_property
    def dues(self) -> tuple[Due, ...]:
        """What is due by the clocks that checks look at, as of today."""
        return tuple(due for due in find_dues(self.standing, self.clocks, self.today) if due.clock in CHECKED_CLOCKS)

    @cached_property
    def views(self) -> dict[str, tuple[FactorView, ...]]:
        """Every sheet in use for the person under assessment, by reference."""
        return views_by_ref(self.standing, self.factor_sets)

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Every marked item of every set that was asked."""
        return tuple(d for ref, q in self.question_sets.items() for d in build_crosscheck(self.standing, q, ref))

    def factor_of(self, rating: Rating) -> Factor | None:
        """The factor a rating is of, where a sheet in use has it."""
        set_id, name = split_ref(rating.factor or "")
        sheets = (sheet for sheet in self.factor_sets.values() if sheet.set.id == set_id)
        return next((factor for sheet in sheets for factor in sheet.factor if factor.id == name), None)

    def of_assessment(self, kind: type[R]) -> Iterator[R]:
        """Standing records of a kind that belong to the open assessment."""
        for record in self.standing.of(kind):
            if self.standing.same(getattr(record, "assessment", None), self.assessment):
                yield record
