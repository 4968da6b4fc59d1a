"""The plan of a case, ready to be shown: what nothing answers, what is answered, the actions in order, the prompts.

Covert actions are in it only where `at_screen` says that an officer is looking; else nothing tells that there are any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sjtool.assess.actions import ActionState, find_actions, find_plan
from sjtool.assess.coverage import Want, find_coverage, is_loose
from sjtool.assess.plan_prompts import find_prompts
from sjtool.report.context import Context

_LAST = "9999"


@dataclass(frozen=True)
class PlanView:
    """`actions` are the plan: its own and earlier ones that still run; overdue first, ended ones last.

    `case` is what the officer types to name the case; `titles` are those of the menu of prompts, by entry.
    """

    context: Context
    case: str
    wants: tuple[Want, ...]
    actions: tuple[ActionState, ...]
    prompts: tuple[str, ...]
    titles: Mapping[str, str]

    @property
    def gaps(self) -> tuple[Want, ...]:
        """What nothing answers, in the order in which it is numbered."""
        return tuple(want for want in self.wants if want.is_open)

    @property
    def overdue(self) -> tuple[ActionState, ...]:
        """The actions that run and whose day has passed."""
        return tuple(state for state in self.actions if state.is_overdue(self.context.built_on))

    @property
    def unchecked(self) -> tuple[ActionState, ...]:
        """The actions that ended and that no supervisor has looked at."""
        return tuple(state for state in self.actions if state.waits_for_check)

    def is_loose(self, state: ActionState) -> bool:
        """Whether an action answers nothing that is in the case."""
        return not state.is_covert and is_loose(self.context.standing, state)


def build_view(context: Context, case: str, titles: Mapping[str, str], *, at_screen: bool) -> PlanView:
    """Work out the plan of a case as its reader may see it."""
    standing, sheets = context.standing, context.lens.factor_sets
    seen = tuple(state for state in find_actions(standing) if at_screen or not state.is_covert)

    def order(state: ActionState) -> tuple[bool, bool, str]:
        return state.is_ended, not state.is_overdue(context.built_on), state.action.due_on or _LAST

    wants, prompts = find_coverage(standing, sheets, seen), find_prompts(standing, sheets, seen)
    return PlanView(context, case, wants, tuple(sorted(find_plan(standing, seen), key=order)), prompts, titles)
