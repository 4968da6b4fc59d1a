"""How each action of a plan stands: its news in the order it was recorded, whether it runs, who checked it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sjtool.assess.clock_event import latest_day
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Action, ActionUpdate

ENDED = frozenset({"done", "not-done", "withdrawn"})
"""What news of an action ends it."""
ANSWERS_NOTHING = frozenset({"not-done", "withdrawn"})
"""An action that ended so answers no factor and no scenario."""
RESTRICTIVE = "restrictive"
"""The menu whose entries restrict; an action of one's own restricts where it watches and controls (its pillar)."""
_REASONS = ("enforcement", "suitability", "proportionality", "negative_consequences")


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
    def is_given_up(self) -> bool:
        """Whether it ended so that it answers nothing."""
        return self.status in ANSWERS_NOTHING

    @property
    def is_covert(self) -> bool:
        """Whether only an officer at a screen may see it."""
        return self.action.handling == "covert"

    @property
    def is_restrictive(self) -> bool:
        """Whether it limits or watches what the person does."""
        return is_restrictive(self.action.menu_entry, self.action.pillar)

    @property
    def ending(self) -> tuple[ActionUpdate, ...]:
        """The news that it ended as it did, and whatever was told since; nothing where it runs."""
        found: list[ActionUpdate] = []
        for update in reversed(self.news) if self.is_ended else ():
            if update.status not in {None, self.status}:
                break
            found.insert(0, update)
        return tuple(found)

    @property
    def checked_by(self) -> str | None:
        """The supervisor who looked at how it ended; nobody where it was opened again since, or ended otherwise."""
        return next((update.checked_by for update in reversed(self.ending) if update.checked_by), None)

    @property
    def waits_for_check(self) -> bool:
        """Whether it ended and no supervisor has looked at that yet (APP, risk management plans)."""
        return self.is_ended and self.checked_by is None

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The keys of its reasons that are empty; of proportionality only where it restricts, of a covert one none."""
        if self.is_covert:
            return ()
        wanted = (key for key in _REASONS if key != "proportionality" or self.is_restrictive)
        return tuple(key for key in wanted if not (getattr(self.action, key) or "").strip())

    def is_overdue(self, today: date) -> bool:
        """Whether it runs and the last day that its due date may stand for has passed."""
        return not self.is_ended and _has_passed(self.action.due_on, today)

    def is_review_due(self, today: date) -> bool:
        """Whether it runs, and the day on which it was to be looked at again has passed without news since."""
        return not self.is_ended and _has_passed(self.action.review_on, today) and self.looked_at is None

    @property
    def looked_at(self) -> ActionUpdate | None:
        """The first news told on the day it was to be looked at again, or later; what is put off was looked at."""
        if not self.action.review_on:
            return None
        on = latest_day(self.action.review_on)
        return next((news for news in self.news if news.at and news.at.date() >= on), None)

    def is_since(self, day: date) -> bool:
        """Whether it was recorded on that day or later, or told of by news that does not end it.

        A record typed without a time is taken to be late enough.
        """
        told = (self.action, *(news for news in self.news if news.status not in ENDED))
        return any(record.at is None or record.at.date() >= day for record in told)


def _has_passed(day: str | None, today: date) -> bool:
    return bool(day) and latest_day(day or "") < today


def is_restrictive(menu_entry: str | None, pillar: str | None) -> bool:
    """Whether an action from this entry of a menu, or of one's own under this pillar, limits or watches the person."""
    entry = (menu_entry or "").partition("/")[0].partition("@")[0]
    return entry == RESTRICTIVE or (not entry and pillar == "monitoring-and-control")


def find_actions(standing: Standing, assessment: str | None = None) -> tuple[ActionState, ...]:
    """The standing actions of one assessment, or of the whole case, in file order."""
    place = standing.places
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


def is_own(standing: Standing, state: ActionState) -> bool:
    """Whether an action was made for the open assessment."""
    return standing.same(state.action.assessment, standing.assessment.id if standing.assessment else None)


def find_plan(standing: Standing, actions: Iterable[ActionState]) -> tuple[ActionState, ...]:
    """The plan of the open assessment: its own actions, and those made before it that still run.

    A plan goes on under a review until what is in it is replaced, ended or withdrawn.
    """
    return tuple(s for s in actions if is_own(standing, s) or not (s.is_ended or _is_later(standing, s)))


def _is_later(standing: Standing, state: ActionState) -> bool:
    """Whether an action was made for an assessment opened after the one that is looked at."""
    if standing.assessment is None or state.action.assessment is None:
        return False
    opened = standing.places[standing.root(standing.assessment.id)]
    return standing.places.get(standing.root(state.action.assessment), opened) > opened


def find_recorders(standing: Standing, state: ActionState) -> Iterator[str]:
    """Ids of the officers who recorded an action, in any version, or the news that ended it; the owner first."""
    versions = (a for a in standing.case.of(Action) if standing.same(a.id, state.action.id))
    ended = [update for update in state.ending if not update.checked_by]
    yield from filter(None, (state.action.owner, *(record.by for record in (*versions, *ended))))


def has_contingency(standing: Standing, scenario: Scenario, actions: tuple[ActionState, ...]) -> bool:
    """Whether it is settled what is done if a scenario begins: in its own words, or by an action that answers it."""
    if (scenario.contingency or "").strip():
        return True
    return bool(find_contingencies(standing, scenario, actions))


def find_contingencies(
    standing: Standing, scenario: Scenario, actions: tuple[ActionState, ...]
) -> tuple[ActionState, ...]:
    """The actions under contingency that answer a scenario and were not given up."""
    return tuple(
        state
        for state in actions
        if state.action.pillar == "contingency"
        and not state.is_given_up
        and any(standing.same(word, scenario.id) for word in state.action.answers)
    )
