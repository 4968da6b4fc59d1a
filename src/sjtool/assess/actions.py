"""How each action of a plan stands: its news in the order it was recorded, whether it runs, who checked it."""

from __future__ import annotations

from dataclasses import dataclass

from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Action, ActionUpdate

ENDED = frozenset({"done", "not-done", "withdrawn"})
"""What news of an action ends it."""
ANSWERS_NOTHING = frozenset({"not-done", "withdrawn"})
"""An action that ended so answers no factor and no scenario."""
RESTRICTIVE = "restrictive"
"""The menu whose entries restrict; an action of one's own restricts where it watches and controls (its pillar)."""


@dataclass(frozen=True)
class ActionState:
    """An action and what became of it."""

    action: Action
    news: tuple[ActionUpdate, ...]

    @property
    def status(self) -> str:
        """What was told last; open where nothing was."""
        return next((update.status for update in reversed(self.news) if update.status), "open")

    @property
    def is_ended(self) -> bool:
        """Whether the last news ends it."""
        return self.status in ENDED

    @property
    def is_covert(self) -> bool:
        """Whether only an officer at a screen may see it."""
        return self.action.handling == "covert"

    @property
    def is_restrictive(self) -> bool:
        """Whether it limits or watches what the person does."""
        entry = (self.action.menu_entry or "").partition("@")[0]
        return entry == RESTRICTIVE or (not entry and self.action.pillar == "monitoring-and-control")

    @property
    def checked_by(self) -> str | None:
        """The supervisor who looked at how it ended."""
        return next((update.checked_by for update in reversed(self.news) if update.checked_by), None)


def find_actions(standing: Standing, assessment: str | None = None) -> tuple[ActionState, ...]:
    """The standing actions of one assessment, or of the whole case, in file order."""
    place = {entry.record.id: n for n, entry in enumerate(standing.case)}
    told: dict[str, list[ActionUpdate]] = {}
    for update in standing.of(ActionUpdate):
        if update.action:
            told.setdefault(standing.root(update.action), []).append(update)
    for news in told.values():
        news.sort(key=lambda update: place[standing.root(update.id)])
    return tuple(
        ActionState(action, tuple(told.get(standing.root(action.id), ())))
        for action in standing.of(Action)
        if assessment is None or standing.same(action.assessment, assessment)
    )


def has_contingency(standing: Standing, scenario: Scenario, actions: tuple[ActionState, ...]) -> bool:
    """Whether it is settled what is done if a scenario begins: in its own words, or by an action that answers it."""
    if (scenario.contingency or "").strip():
        return True
    return any(
        standing.same(word, scenario.id)
        for state in actions
        if state.action.pillar == "contingency" and state.status not in ANSWERS_NOTHING
        for word in state.action.answers
    )
