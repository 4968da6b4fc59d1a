"""Menus and outlines: what may be ticked, chosen or filled in when information is gathered and a plan is made."""

from typing import Literal

from sjtool.model.template_part import Source, Standing, TemplatePart

MenuUse = Literal["tick", "choose", "fill", "consider"]
"""How a menu is used: each entry ticked as done or not; some chosen; each heading filled in; each prompt considered."""
Pillar = Literal["supervision", "monitoring-and-control", "interventions-and-treatment", "victim-safety", "contingency"]
"""The headings of a risk management plan, as an action's `pillar` has them."""


class MenuHead(TemplatePart):
    """What a menu is for, and where it stands."""

    id: str
    version: str
    kind: Literal["menu"]
    title: str
    purpose: str
    use: MenuUse
    standing: Standing
    standing_note: str
    licence: str
    source: str
    notes: tuple[str, ...] = ()


class EntryGroup(TemplatePart):
    """A heading of the source over some of a menu's entries."""

    id: str
    title: str
    source: str
    pinpoint: str


class Entry(TemplatePart):
    """One thing to tick, choose, fill in or consider; `ask` are the points to write under it.

    `handling = "covert"` marks what is kept as a reference only and shown to officers alone.
    """

    id: str
    title: str
    text: str
    ask: tuple[str, ...] = ()
    group: str | None = None
    pillar: Pillar | None = None
    handling: Literal["covert"] | None = None
    caution: str | None = None
    source: str
    pinpoint: str
    standing: Standing


class Menu(TemplatePart):
    """A versioned list of entries."""

    set: MenuHead
    source: tuple[Source, ...]
    group: tuple[EntryGroup, ...] = ()
    entry: tuple[Entry, ...]
