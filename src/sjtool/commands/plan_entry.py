"""Ask from which entry of a menu an action is taken: by menu, by number, by a word; its text and points on `?`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field, ask_field
from sjtool.console import talk_width
from sjtool.errors import usage
from sjtool.recording.menu_entries import Chosen, find_entry
from sjtool.store.library import Library
from sjtool.text import wrap_text

ENTRY = "menu_entry"
OWN, COVERT = "own", "covert"
MENUS: Mapping[str, str] = {
    "r": "restrictive",
    "c": "constructive",
    "i": "identity-actions",
    "p": "partner-interventions",
}
_NAMES = {"r": "restrictive", "c": "constructive", "i": "identity", "p": "partner"}
_HELP = (
    "r, c, i or p lists a menu, and a number picks from the list; any other words search all of them. ? and a number, "
    "as ? 3, shows what an entry is, the points to write down and its caution. own: an action that no menu has. "
    "covert: a reference only. The order is no ladder, and more of these is no better plan."
)


def resolve_menu(library: Library, named: str) -> tuple[str, str]:
    """The entry that `--from` names, or the menu to list. Raises SjtoolError (usage) where there is neither."""
    if named in {"", OWN, COVERT}:
        return named, ""
    if "/" not in named and named.partition("@")[0] in MENUS.values():
        _ = library.menu(named)
        return "", named
    chosen = find_entry(library, named)
    if chosen is None:
        known = ", ".join(MENUS.values())
        what, why = "--from names no menu to choose from, and no entry of one", "an action says from which list it is"
        raise usage(
            "unknown-entry", what, why, f"one of {known}, own, covert; or MENU/ENTRY, as restrictive/home-visits"
        )
    return (COVERT if chosen.entry.handling == "covert" else chosen.name), ""


def entry_field(library: Library, menu: str = "", *, default: str = "") -> Field:
    """The question; its answer is `restrictive@1.0.0/home-visits`, `own` or `covert`."""
    listed = " · ".join(f"{letter} {name}" for letter, name in _NAMES.items())
    prompt = f"From which menu?  {listed} · a word searches · own · covert"
    picker = _Picker(library, menu)
    return Field(ENTRY, prompt, "line", required=True, default=default, ask=picker.ask, help=_HELP)


class _Picker:
    """One question, asked until it names one entry."""

    def __init__(self, library: Library, menu: str) -> None:
        self._library, self._menu = library, menu
        self._shown: list[Chosen] = []

    def ask(self, asker: Asker, this: Field, before: Any) -> str:
        """The entry. Raises Back or Stop."""
        stands = str(before or this.default)
        if self._menu and not stands:
            self._list(asker, self._menu)
        while True:
            prompt = "Which?  a number picks, ? 3 shows the third, or search again" if self._shown else this.prompt
            word = str(ask_field(asker, replace(this, prompt=prompt, ask=None, default=stands))).strip()
            shown = re.fullmatch(r"\?\s*(\d+)|(\d+)\s*\?", word)
            if shown:
                self._explain(asker, int(shown[1] or shown[2]))
            elif word in {OWN, COVERT}:
                return word
            elif word in MENUS or word in MENUS.values():
                self._list(asker, MENUS.get(word, word))
            else:
                chosen = self._find(word) or self._search(asker, word)
                if chosen:
                    return COVERT if chosen.entry.handling == "covert" else chosen.name

    def _find(self, word: str) -> Chosen | None:
        if word.isdecimal():
            return self._shown[int(word) - 1] if 1 <= int(word) <= len(self._shown) else None
        return find_entry(self._library, word) if "/" in word else None

    def _every(self) -> Iterator[Chosen]:
        for name in MENUS.values():
            yield from _entries(self._library, name)

    def _search(self, asker: Asker, typed: str) -> Chosen | None:
        """The one entry that has these words; where several have them, they are shown."""
        words = typed.casefold().split()
        known = [*self._every()]
        fit = [c for c in known if all(w in f"{c.entry.title} {c.entry.id}".casefold() for w in words)]
        fit = fit or [c for c in known if all(w in c.entry.text.casefold() for w in words)]
        if len(fit) == 1 and not typed.isdecimal():
            return fit[0]
        if not fit or typed.isdecimal():
            asker.say("  No menu has that.  r, c, i, p list the menus; own for an action of your own; ? for help")
            return None
        self._show(asker, fit)
        return None

    def _list(self, asker: Asker, menu: str) -> None:
        found = [*_entries(self._library, menu)]
        # As the pillars come first in the menu, so that numbers run on down the screen.
        pillars = [*dict.fromkeys(chosen.entry.pillar for chosen in found)]
        self._show(asker, sorted(found, key=lambda chosen: pillars.index(chosen.entry.pillar)))

    def _show(self, asker: Asker, found: Sequence[Chosen]) -> None:
        """Numbered, under the headings of a plan."""
        self._shown = [*found]
        number = 0
        for pillar, group in groupby(found, key=lambda chosen: chosen.entry.pillar):
            asker.say(f"  {(pillar or 'no heading').replace('-', ' ').capitalize()}")
            for chosen in group:
                number += 1
                mark = "  (covert: a reference only)" if chosen.entry.handling == "covert" else ""
                for line in wrap_text(f"{chosen.entry.title}{mark}", talk_width() - 1, "        ", f"  {number:4}  "):
                    asker.say(line)

    def _explain(self, asker: Asker, number: int) -> None:
        if not 1 <= number <= len(self._shown):
            asker.say("  There is no such number on the list. r, c, i, p list the menus.")
            return
        say_entry(asker, self._shown[number - 1])


def _entries(library: Library, menu: str) -> Iterator[Chosen]:
    found, template = library.find(menu), library.menu(menu)
    yield from (Chosen(found.ref, template, entry) for entry in template.entry)


def say_entry(asker: Asker, chosen: Chosen) -> None:
    """What an entry is, its caution, and the points to write down."""
    entry = chosen.entry
    lines = [*wrap_text(f"{entry.title}. {entry.text}", talk_width() - 1, "  ")]
    lines += wrap_text(f"Caution: {entry.caution}", talk_width() - 1, "  ") if entry.caution else []
    if entry.ask and entry.handling != "covert":
        lines.append("  To write down:")
        lines += [line for point in entry.ask for line in wrap_text(point, talk_width() - 1, "    ", "  - ")]
    for line in lines:
        asker.say(line)
