"""Whether the news of an action says anything: what came of it, and not only that it ended."""

from __future__ import annotations

import re

_SAYS_NOTHING = frozenset(
    (
        "done", "yes", "y", "ok", "okay", "no", "none", "nil", "n/a", "na", "fine", "checked", "seen", "all done",
        "it is done", "its done", "was done", "it was done", "has been done", "it has been done", "is done now",
        "done and dusted", "as planned", "as agreed", "see above", "see log", "see visor", "completed", "complete",
        "it was completed", "has been completed", "finished", "closed", "tbc",
    )
)  # fmt: skip
_FEWEST = 3
_ASKS = {
    "done": "That says that it was done. What is different now?",
    "not-done": "That gives no reason. Why not, and what is done instead?",
    "withdrawn": "That gives no reason. Why is it withdrawn?",
}


def is_empty_word(words: str) -> bool:
    """Whether words are only such as a form is fobbed off with."""
    return _plain(words) in {"", *map(_plain, _SAYS_NOTHING)}


def find_empty_ending(status: str, words: str, kind: str | None) -> str:
    """What to say of words that do not tell how an action ended; "" where they will do, or where it runs.

    An ending is told in three words at least, and not by the action's own name (APP, risk management plans: a plan
    aims at outcomes, and a supervisor has to see what came of it).
    """
    if status not in _ASKS:
        return ""
    is_short = status == "done" and len(_plain(words).split()) < _FEWEST
    is_name = bool(kind) and _plain(words) == _plain(kind or "")
    return _ASKS[status] if is_short or is_name or is_empty_word(words) else ""


def _plain(words: str) -> str:
    """Words without what stands between them, in small letters."""
    return " ".join(re.findall(r"\w+", words.replace("'", "").casefold()))
