"""Find the entry of a menu that an action was chosen from."""

from __future__ import annotations

from typing import NamedTuple

from sjtool.model.menu import Entry, Menu
from sjtool.store.library import Library


class Chosen(NamedTuple):
    """An entry, its menu, and the menu's reference with its version."""

    ref: str
    menu: Menu
    entry: Entry

    @property
    def name(self) -> str:
        """As an action names it: `restrictive@1.0.0/home-visits`."""
        return f"{self.ref}/{self.entry.id}"


def find_entry(library: Library, name: str) -> Chosen | None:
    """The entry of `restrictive@1.0.0/home-visits`; without a version the newest. None where there is none."""
    ref, _, entry_id = name.partition("/")
    found = library.found.get(ref) if "@" in ref else library.newest(ref)
    template = library.read(found.ref).template if found else None
    if found is None or not isinstance(template, Menu):
        return None
    entry = next((known for known in template.entry if known.id == entry_id), None)
    return Chosen(found.ref, template, entry) if entry else None
