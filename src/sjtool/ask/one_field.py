"""One field, asked until its answer will do.

What is not taken stands marked in the line, where lines can be edited; a text of several lines, or too long for the
line, is never replaced before the officer has said so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker, Editing
from sjtool.ask.field_prompt import WIDTH, say_choices, say_help, show_prompt
from sjtool.ask.over import MOVE, ask_over, begin_edit, is_long, is_replaced, settle_long
from sjtool.ask.stop import Back, Stop
from sjtool.ask.typed_answer import Field, read_answer
from sjtool.dates import day_words
from sjtool.text import wrap_text

_COMMAND = re.compile(r"(?:[$>%#]\s*)?(?:\S*[/\\]|python[\d.]*\s+-m\s+)?sjtool(?:\.exe)?\s+\S")
_IN_LINE_KINDS = frozenset({"text", "line", "list"})


def ask_field(asker: Asker, this: Field) -> Any:
    """Ask one field until the answer will do. Raises Back or Stop."""
    if this.choices and asker.plain:
        say_choices(asker, this)
    if this.must_see and this.default and asker.plain:
        asker.say("\n".join(wrap_text(f"You had typed: {this.default}", WIDTH, "    ", "  ")))
    return _Asked(asker, this).ask()


class _Asked:
    """A field while it is asked. `stands` is the answer given before, `rejected` what was typed and not taken."""

    def __init__(self, asker: Asker, this: Field) -> None:
        self.asker, self.this = asker, this
        self.in_line = _stands_in_line(asker, this)
        self.stands, self.rejected = this.default, ""
        self.open = replace(this, default="") if this.must_see or self.in_line else this
        self.is_settled = False
        self.value: Any = None

    @property
    def line(self) -> str:
        """What stands in the line, marked."""
        if self.asker.plain:
            return ""
        return self.rejected or (self.stands if self.in_line else "")

    def ask(self) -> Any:
        """The value. Raises Back or Stop."""
        this = self.this
        hint = "Enter keeps; typing replaces; an arrow key edits" if self.in_line else ""
        while True:
            stood = self.line
            prompt = show_prompt(self.asker, self.open, hint)
            typed = ask_over(self.asker, prompt, stood, multiline=this.kind == "text", words=this.words)
            word = typed.strip()
            _go_where_it_leads(word)
            if word in this.words:
                return word
            if word in {"?", ":help"}:
                say_help(self.asker, this)
            elif word == ":edit" and this.kind == "text" and isinstance(self.asker, Editing):
                typed, is_answer = self.asker.edit(begin_edit(self.stands, stood))
                self.rejected = typed
                if is_answer and not self._is_strange(typed) and self._take(typed):
                    return self.value
                self.stands = typed if is_answer else self.stands
            elif word == "-" and self.in_line and not this.required:
                return None
            elif self._take_typed(typed, stood):
                return self.value

    def _take_typed(self, typed: str, stood: str) -> bool:
        """Whether a line is the answer; where a long text stands, whether it is to be replaced is asked first."""
        is_old = self.in_line and typed == self.stands
        self.rejected = self.rejected if typed.strip().startswith(":") else typed
        if not is_old and self._is_strange(typed):
            return False
        settled = self._settle(typed, stood)
        if settled is None:
            return False
        self.rejected = self.rejected if settled == typed else settled
        return self._take(settled)

    def _is_strange(self, typed: str) -> bool:
        """Whether a line was meant for somewhere else, which is said."""
        strange = _find_strange(self.this, typed)
        if strange:
            self.asker.say(f"  {strange}")
        return bool(strange)

    def _take(self, typed: str) -> bool:
        """Whether this will do; what will not is said."""
        self.value, trouble = _read_or_default(self.open, typed)
        if trouble:
            self.asker.say(f"  {trouble}")
        else:
            _say_day(self.asker, self.this, self.value, typed.strip())
        return not trouble

    def _settle(self, typed: str, stood: str) -> str | None:
        """The text to take, where a long one may be at stake; None to ask again, with nothing changed. Raises Stop."""
        empties = typed.strip() == "-" and not self.this.required
        if self.this.kind != "text" or empties:
            return typed
        if is_replaced(typed, stood, in_line=True):
            self.rejected = stood
            return settle_long(self.asker, stood, typed)
        if self.in_line or self.is_settled or not is_replaced(typed, self.stands, in_line=False):
            return typed
        settled = settle_long(self.asker, self.stands, typed)
        self.is_settled = settled is not None
        return settled


def _go_where_it_leads(word: str) -> None:
    """Raise Stop or Back where a line says so."""
    if word == ":quit":
        raise Stop
    if word == ":back":
        raise Back


def _stands_in_line(asker: Asker, this: Field) -> bool:
    """Whether an answer given before stands in the line, to be edited there."""
    if not this.default or asker.plain or this.kind not in _IN_LINE_KINDS:
        return False
    return this.must_see or not is_long(this.default) or not (this.kind == "text" and isinstance(asker, Editing))


def _say_day(asker: Asker, this: Field, value: Any, word: str) -> None:
    """A day typed in words, shown back as it was understood."""
    if this.kind == "date" and word and value and value != word:
        asker.say(f"  {day_words(value)}.")


def _find_strange(this: Field, typed: str) -> str:
    """What to say of a line that was meant for somewhere else; nothing where it may be an answer."""
    if MOVE.fullmatch(typed.strip()):
        return "That is no answer, and there is nothing of that kind here.  ? for help, :back, :quit"
    if _COMMAND.match(typed) and this.kind in {"text", "line"}:
        return "That looks like a command, and was not taken. If it is the answer, type a space before it."
    return ""


def _read_or_default(this: Field, typed: str) -> tuple[Any, str]:
    """The answer, the default for an empty line, or what to say."""
    word = typed.strip()
    if word == "-" and this.default and not this.required:
        return None, ""
    if not word and this.default:
        typed = this.default
    elif not word:
        return None, "This one is needed.  ? for help, :back, :quit" if this.required else ""
    value, trouble = read_answer(this, typed)
    return value, trouble or this.check(value)
