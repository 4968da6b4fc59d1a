"""What the forms of `sjtool event` look at: the case, the menus, today, and whether an officer sits at a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from shlex import quote

from sjtool.assess.actions import find_actions
from sjtool.assess.clock_event import Events
from sjtool.assess.ratings import views_by_ref
from sjtool.loader import Loaded
from sjtool.model.menu import Entry, Menu
from sjtool.model.people import Order, Person

CHANGE, RESPONSES, SECTION_47 = "significant-change", "reactive-responses", "section-47-outcomes"
"""The menus that a form puts."""


@dataclass(frozen=True)
class Bench:
    """One case on one day. `at_screen`: covert actions may be named, for only an officer sees them.

    `named` is how the case was named on the command line.
    """

    loaded: Loaded
    today: date
    at_screen: bool
    named: str = ""

    @property
    def case(self) -> str:
        """The case as it is typed after a command."""
        return quote(self.named or str(self.loaded.path))

    def menu(self, name: str) -> Menu:
        """A menu in its newest version."""
        return self.loaded.library.menu(name)

    def set_ref(self, name: str) -> str:
        """The newest version of a menu, as it is pinned: `significant-change@1.0.0`."""
        return self.loaded.library.find(name).ref

    def ref(self, name: str, entry: Entry) -> str:
        """An entry as a record names it: `significant-change@1.0.0/own-home`."""
        return f"{self.set_ref(name)}/{entry.id}"

    @cached_property
    def events(self) -> Events:
        """The events of the case as clocks read them."""
        return Events(self.loaded.standing)

    @cached_property
    def is_reactive(self) -> bool:
        """Whether the person is on reactive management."""
        return self.events.is_reactive()

    @cached_property
    def orders(self) -> tuple[Order, ...]:
        """Orders that are not discharged."""
        return tuple(order for order in self.loaded.standing.of(Order) if not order.discharged_on)

    def children(self) -> tuple[Person, ...]:
        """The children of the case, by their ids as first recorded."""
        return self.loaded.standing.persons("child")

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Covert actions, by their first ids, where nobody may see that they exist."""
        standing = self.loaded.standing
        covert = [state.action.id for state in find_actions(standing) if state.is_covert]
        return frozenset() if self.at_screen else frozenset(standing.root(one) for one in covert)

    def plan_parts(self) -> Iterator[tuple[str, str]]:
        """What of the plan a change may touch: open actions, orders, factors that raise concern; id and title."""
        standing = self.loaded.standing
        for state in find_actions(standing):
            action = state.action
            if state.is_ended or (state.is_covert and not self.at_screen):
                continue
            title = "covert action, reference only" if state.is_covert else action.objective or action.kind or "action"
            yield standing.root(action.id), title
        for order in self.orders:
            yield standing.root(order.id), order.kind or "order"
        for views in views_by_ref(standing, self.loaded.factor_sets).values():
            for view in views:
                if view.raises_concern:
                    yield view.ref, view.factor.title
