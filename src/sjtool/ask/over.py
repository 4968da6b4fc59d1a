"""A line typed where something stands already: what was not taken, or an answer given before.

What stands is marked, so that the next key replaces it and an arrow key edits it. A move typed behind it all the same
is the move, and a text too long for the line is never replaced without a word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from sjtool.ask.asker import Asker, AskingBeside
from sjtool.ask.stop import Stop
from sjtool.text import count_words

MOVE = re.compile(r":(why|notes?|skip|map|jump|stop|end|edit|help|again|conduct|cleared|who|time|last|more)\b.*")
"""Words that mean a move somewhere in sjtool, beside `:back` and `:quit`: never an answer."""
_ALONE = re.compile(r"\s*:(back|quit|skip|edit|help|more)")
IN_LINE = 240
"""What is longer does not stand in the line when its question comes again; the editor opens it."""
_HALF = 0.5
"""A long text that stands in the line was edited, not replaced, while so many of its words are left in their order."""


def ask_over(asker: Asker, prompt: str, stood: str = "", *, multiline: bool = False, words: Sequence[str] = ()) -> str:
    """Read a line over what stood in it, such as the text that was just rejected; "" where nothing did.

    For every loop that asks again: what is rejected goes back in as `stood`. `words` are taken beside the moves that
    are known everywhere. In plain lines nothing can stand. Raises Stop at the end of input.
    """
    stands = "" if asker.plain else stood
    typed = asker.ask_line(prompt, default=stands, multiline=multiline, select=True)
    return part_move(typed, stands, words)


def part_move(typed: str, stood: str, words: Sequence[str] = ()) -> str:
    """The move alone, where a line is what stood in it with a move typed right behind; else the line as it was typed.

    Behind a space only a word such as `:back` is one: a colon may begin what somebody said.
    """
    kept = stood.strip()
    line = typed.strip()
    if not kept or not line.startswith(kept):
        return typed
    rest = line[len(kept) :]
    is_move = MOVE.fullmatch(rest) or _ALONE.fullmatch(rest) or rest.strip() in {word for word in words if ":" in word}
    return rest.strip() if is_move else typed


def is_long(text: str) -> bool:
    """Whether a text has several lines, or is too long for the line."""
    return "\n" in text.strip() or len(text) > IN_LINE


def is_replaced(typed: str, stands: str, *, in_line: bool) -> bool:
    """Whether a long text that stands would be gone with what was typed. In the line it can be edited instead."""
    if not is_long(stands) or not typed.strip() or stands.strip() in typed:
        return False
    before = stands.split()
    left = SequenceMatcher(None, before, typed.split(), autojunk=False).get_matching_blocks()
    return not in_line or sum(block.size for block in left) < len(before) * _HALF


def settle_long(asker: Asker, stands: str, typed: str) -> str | None:
    """The long text that stands with the new words below it, or the new words alone; None to go back. Raises Stop."""
    lines = stands.strip().count("\n") + 1
    count = count_words(lines, "line") if lines > 1 else count_words(len(stands.split()), "word")
    prompt = f"  a adds it below, r replaces the {count} that stand{'s' if count.startswith('1 ') else ''}"
    while True:
        said = _ask_beside(asker, f"{prompt}, Enter goes back\n  > ", typed).strip().casefold()
        if said in {"", ":back"}:
            return None
        if said == ":quit":
            _keep(asker, typed)
            raise Stop
        if said == "a":
            return join_texts(stands, typed)
        if said == "r":
            return typed


def join_texts(stands: str, more: str) -> str:
    """Both texts, the second below the first; one alone where the other is empty or stands in it."""
    if not more.strip() or more.strip() in stands:
        return stands
    return f"{stands.rstrip()}\n{more.strip(chr(10))}" if stands.strip() else more


def begin_edit(stands: str, line: str) -> str:
    """What an editor opens: the line as it was begun, or what stands; a long text with the line below it."""
    if not line.strip() or is_move(line) or (is_long(stands) and line.strip() in stands):
        return stands
    return join_texts(stands, line) if is_replaced(line, stands, in_line=True) else line


def is_move(text: str) -> bool:
    """Whether a line is a move or a call for help, and no answer."""
    return "\n" not in text and (text.startswith(":") or text.strip() == "?")


def _ask_beside(asker: Asker, prompt: str, typed: str) -> str:
    """A question about the answer: what is typed to it takes the place of no words. Raises Stop."""
    if isinstance(asker, AskingBeside):
        return asker.ask_beside(prompt)
    try:
        return asker.ask_line(prompt)
    except (Stop, KeyboardInterrupt):
        _keep(asker, typed)
        raise


def _keep(asker: Asker, typed: str) -> None:
    """Words that are no answer yet, for a command that is stopped here; who asks beside keeps them anyway."""
    if not isinstance(asker, AskingBeside):
        asker.typed.append({"unfinished": typed})
