"""Whom a visit may find: who is to be kept apart from the person, who may be there, who is known to live elsewhere.

Only what is structured counts: roles, relations, actions of the plan and the scenarios they answer, whom a visit met. A
name is looked for in an action as the record of the person gives it; what orders forbid stands in their own words, and
no rule is read out of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sjtool.assess.actions import ActionState
from sjtool.assess.briefing import find_visits
from sjtool.assess.household import Household, Link, Member
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Event
from sjtool.model.people import Relation

_ASSOCIATION, _SAFETY_PLAN = "restrictive/association", "safety-plan/"
"""The entry of a menu, and the menu, whose actions say with whom the person may be."""


@dataclass(frozen=True)
class Apart:
    """People who are to be kept apart from the person, all by the same action, with what is done where they are not.

    `by` is None where no action of the plan says so: they lived here and no longer do, or are potential victims.
    """

    members: tuple[Member, ...]
    by: ActionState | None
    call: ActionState | None
    lived: Relation | None


@dataclass(frozen=True)
class Others:
    """Everybody else who is not at home: by ground for being there, known to live elsewhere, or neither."""

    maybe: tuple[tuple[Member, Event | None], ...]
    elsewhere: tuple[Member, ...]
    unknown: tuple[Member, ...]


def find_apart(standing: Standing, plan: Sequence[ActionState], household: Household) -> list[Apart]:
    """Children and potential victims who are not at home, as far as the records say that they are kept apart."""
    found: dict[tuple[str, ...], Apart] = {}
    for member in (*_away(household), *household.apart):
        is_potential = "potential-victim" in member.person.roles
        if not (member.young or is_potential):
            continue
        of_them = [state for state in plan if _concerns(standing, state, member)]
        by = _first(member, filter(_keeps_apart, of_them))
        call = _first(member, (state for state in of_them if state.action.pillar == "contingency"))
        lived = _lived_here(household, member)
        if by or lived or is_potential:
            why = (by.action if by else lived, call and call.action)
            key = tuple(record.id if record else "" for record in why)
            earlier = found[key].members if key in found else ()
            found[key] = Apart((*earlier, member), by, call, lived)
    return list(found.values())


def _keeps_apart(state: ActionState) -> bool:
    """Whether an action says with whom the person may be: by its entry of a menu, or one's own for victims' safety.

    What was chosen from another menu, such as help for a family, restricts nothing.
    """
    menu, _, entry = (state.action.menu_entry or "").partition("/")
    chosen = f"{menu.partition('@')[0]}/{entry}"
    if not entry:
        return state.action.pillar == "victim-safety"
    return chosen == _ASSOCIATION or chosen.startswith(_SAFETY_PLAN)


def _concerns(standing: Standing, state: ActionState, member: Member) -> bool:
    """Whether an action that was not given up names them, or answers a scenario that does; never a covert one."""
    if state.is_covert or state.is_given_up:
        return False
    scenarios = (standing.current(word) for word in state.action.answers)
    told = (one.who for one in scenarios if isinstance(one, Scenario))
    return any(names(words, member) for words in (state.action.objective, state.action.kind, *told))


def names(words: str | None, member: Member) -> bool:
    """Whether words name somebody as their record does, what stands there in brackets aside."""
    label = (member.person.label or "").partition(" (")[0].strip()
    return bool(label) and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", words or "") is not None


def _first(member: Member, states: Iterable[ActionState]) -> ActionState | None:
    """Of several the one from a menu of restrictions, then one that names them itself, then one that still runs."""

    def rank(state: ActionState) -> tuple[bool, bool, bool]:
        action = state.action
        named = names(action.objective, member) or names(action.kind, member)
        return not action.menu_entry, not named, state.is_ended

    return min(states, key=rank, default=None)


def _lived_here(household: Household, member: Member) -> Relation | None:
    """The relation by which they lived with the person and no longer do."""
    ends = {household.subject, member.id}
    past = (link for link in household.links if link.means == "home" and link.state == "ended")
    return next((link.relation for link in past if {link.person, link.to} == ends), None)


def find_others(standing: Standing, household: Household, apart: Iterable[Apart]) -> Others:
    """Partners, carers and children who are not at home and not kept apart.

    There is ground to expect a partner of whom no home is recorded, and whoever was there at the last visit.
    """
    known = {member.id for one in apart for member in one.members}
    housed = {member.id for home in household.elsewhere for top in home for member in top.each()}
    open_couples = [link for link in household.links if link.means == "couple" and link.state == "open"]
    partners = {end for link in open_couples for end in (link.person, link.to) if household.subject in _ends(link)}
    last = find_visits(standing)[-1:]
    maybe: list[tuple[Member, Event | None]] = []
    elsewhere: list[Member] = []
    unknown: list[Member] = []
    for member in _away(household):
        if member.id in known or not (member.young or {"partner", "carer"} & set(member.person.roles)):
            continue
        met = next((visit for visit in last if any(standing.same(one, member.id) for one in visit.present)), None)
        if met or (member.id in partners and member.id not in housed):
            maybe.append((member, met))
        else:
            (elsewhere if member.id in housed else unknown).append(member)
    return Others(tuple(maybe), tuple(elsewhere), tuple(unknown))


def _ends(link: Link) -> tuple[str, str]:
    return link.person, link.to


def _away(household: Household) -> Iterator[Member]:
    """Everybody in some relation who is not under the person's roof."""
    home = {member.id for top in household.home for member in top.each()}
    return (member for member in household.placed() if member.id not in home)
