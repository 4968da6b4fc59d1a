"""What was probably meant: a word that an option takes, close to the one that was typed."""

from __future__ import annotations

from collections.abc import Iterable

_NEAR = 0.7
"""How alike two words must be, of 1: `htlm` is near `html`, and `stone` is not near `json`."""


def mend_option(option: str, typed: str, known: Iterable[str]) -> str:
    """What to type in place of a word the option does not take: the nearest it does, or the list of them."""
    import difflib  # only where something was mistyped

    words, meant = [*known], typed.casefold()
    turned = [word for word in words if sorted(word) == sorted(meant)]  # `pfd`: too short to be near `pdf`
    close = turned or difflib.get_close_matches(meant, words, 1, _NEAR)
    return f"{option} {close[0]}" if close else f"{option}  one of: {', '.join(words)}"
