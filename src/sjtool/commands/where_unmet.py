"""What is said of a filter that no case of a run had: most often it is a slip, and nothing else would show it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from sjtool.console import say
from sjtool.report.plain_fields import CLOSED


def tell_unmet(asked: Mapping[str, str], had: AbstractSet[str], *, failed: bool) -> None:
    """Name each open field whose value no case had. A closed one can hold no slip, so nothing is said of it."""
    doubt = "; of what could not be read it is not known" if failed else ""
    for key, value in asked.items():
        if value and key not in CLOSED and key not in had:
            say(f'No case of this run has {key} "{value}"{doubt}')
