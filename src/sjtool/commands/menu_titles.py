"""What the entries of menus that a case names are called; those of a menu that is not here are left out."""

from __future__ import annotations

from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.recording.menu_entries import find_entry


def find_titles(loaded: Loaded) -> dict[str, str]:
    """Titles by the references that actions hold, such as `restrictive@1.0.0/home-visits`. Raises SjtoolError."""
    named = dict.fromkeys(action.menu_entry for action in loaded.case.of(Action) if action.menu_entry)
    found = ((name, find_entry(loaded.library, name)) for name in named)
    return {name: chosen.entry.title for name, chosen in found if chosen}
