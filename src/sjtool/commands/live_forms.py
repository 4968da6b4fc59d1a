"""Forms in which every keystroke is kept beside the case and offered back, and in whose lines moves work.

What is typed is kept by place (a factor, a stage of the judgement): the answers entered so far by their keys, a line
that stands half-typed by its key with `-unfinished` behind it, and by whom and when.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.editor import edit_text, take_left
from sjtool.ask.form import Field, as_typed, ask_field, ask_form
from sjtool.ask.over import begin_edit, is_move, is_replaced, part_move, settle_long
from sjtool.console import say, say_wrapped
from sjtool.errors import SjtoolError
from sjtool.interview.screen import show_moment
from sjtool.store.append import Later
from sjtool.store.unfinished import Unfinished

HALF, BY, AT = "-unfinished", "by", "at"
FORM_KEYS = {"f2": ":back", "f8": ":edit", "f9": ":quit"}
"""What a key stands for where a command asks nothing but forms."""
_EDITOR = "-editor"
_SHORT = frozenset({"choice", "choices", "yes_no", "date", "number"})
"""Answers of a letter or two: half of one is nothing to keep."""


class LiveForms:
    """An asker that keeps what is typed; `ask` puts a form whose answers are kept at a place.

    `keys` are the keys that stand for a move. `move` does what a line says and is True where it was a move.
    """

    def __init__(
        self,
        asker: Asker,
        file: Unfinished,
        *,
        by: str = "",
        keys: Mapping[str, str] | None = None,
        move: Callable[[str], bool] = lambda _typed: False,
    ) -> None:
        """Nothing is watched before `begin`."""
        self.plain, self.typed = asker.plain, asker.typed
        self.watch: Callable[[str], None] | None = None
        self.file, self.move, self.place = file, move, ""
        self._asker, self._by, self._keys = asker, by, dict(keys or {})
        self._field: Field | None = None
        self._line = self._begun = ""
        self._marked: set[str] = set()

    def begin(self) -> None:
        """From now on every keystroke is kept."""
        self._asker.watch = self._watch

    def end(self) -> None:
        """The sitting is over; the file goes where it holds no words."""
        self._asker.watch = None
        if not self.file.holds_words:
            self.file.remove()

    def tell_left(self) -> None:
        """Say that words were left here, when and by whom, before they are offered back."""
        if not self.file.holds_words:
            return
        last = max((self.file.left(place) for place in self.file.places), key=lambda words: str(words.get(AT, "")))
        by, when = str(last.get(BY, "")), _when(str(last.get(AT, "")))
        whose, whom = ("you", "") if by in {"", self._by} else ("they", f" by {by}")
        say_wrapped(f"Left unfinished{when}{whom}: what {whose} had typed stands as the answer to each question.")
        say()

    def say(self, text: str = "") -> None:
        """Show a line of talk."""
        self._asker.say(text)

    def ask(
        self,
        place: str,
        fields: Sequence[Field],
        given: Mapping[str, Any] | None = None,
        *,
        may_leave: bool = False,
        from_end: bool = False,
    ) -> dict[str, Any]:
        """Ask a form as `ask_form` does; what was left at the place stands as the answers. Raises Back or Stop."""
        outer, self.place = (self.place, self._field), place
        left, known = self.file.left(place), {this.key for this in fields}
        answers = {**(given or {}), **{key: value for key, value in left.items() if key in known}}
        live = [self._live(this) for this in fields]
        try:
            return ask_form(self, live, answers, may_leave=may_leave, from_end=from_end)
        finally:
            self.place, self._field = outer

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        """Read a line, doing the moves that come first; what stood in the line then does so again, marked as it was."""
        begun, self._begun = self._begun or default, ""
        bound = {**self._keys, **(keys or {})}
        while True:
            self._line = begun
            marked = select and begun in {default, *self._marked}
            self._marked |= {begun} if marked else set()
            typed = self._asker.ask_line(prompt, default=begun, multiline=multiline, keys=bound, select=marked)
            is_key = typed in bound.values() and self._line.strip() != typed
            move = part_move(typed, begun)
            if move != typed:
                typed, self._line = move, begun
                self._watch(begun)
            if typed.strip() == ":edit" and self._field and self._field.kind != "text":
                self.say("  Your editor is for longer texts; this one is typed here.")
            elif not self.move(typed):
                return typed
            begun = self._line if is_key else begun if marked else ""

    def ask_beside(self, prompt: str) -> str:
        """A question about the answer that is being given; what was typed of it stays kept."""
        this, self._field = self._field, None
        try:
            return self._asker.ask_line(prompt, keys=self._keys)
        finally:
            self._field = this

    def edit(self, stands: str) -> tuple[str, bool]:
        """Let the officer write in their editor, from the line as it was begun or from what stands."""
        this = self._field
        key = f"{this.key}{_EDITOR}" if this else ""
        before = begin_edit(stands, self._line)
        try:
            written, trouble = edit_text(self.file.path, before, lambda path: self._note(key, str(path.resolve())))
        except SjtoolError as error:
            self.say(f"  {error.problems[0].what.capitalize()}. {error.problems[0].fix.capitalize()}")
            return before, False
        self._note(key, "")
        if this:
            self._note(this.key, written)
        if trouble or not written.strip() or written == stands:
            self.say(f"  {trouble or 'Nothing new was written.'}")
            return written, False
        say_wrapped(written, "  ")
        return written, True

    def left(self, place: str) -> dict[str, Any]:
        """What was typed at a place and not recorded."""
        return {key: value for key, value in self.file.left(place).items() if key not in {BY, AT}}

    def left_by(self, place: str) -> str:
        """Who typed it."""
        return str(self.file.left(place).get(BY, ""))

    def put(self, place: str, key: str, value: object) -> None:
        """Keep one more key at a place; nothing takes it away."""
        self._keep(place, {**self.left(place), f"{key}{HALF}": "", key: _as_kept(value)})

    def drop(self, place: str) -> None:
        """What was typed at a place, and of anything made on the way there, is recorded or let go."""
        for known in (place, *(f"{place}/new-{n}" for n in range(1, 100))):
            self.file.drop(known)
        if not self.file.holds_words:
            self.file.remove()

    def _live(self, this: Field) -> Field:
        """The same field, asked here: what was left stands as its default, the half-typed line in the line."""

        def ask(_asker: Asker, _this: Field, before: Any) -> Any:
            place, left = self.place, self.left(self.place)
            self._field, self._line = this, ""
            half = self._take_edited(this.key) or str(left.get(f"{this.key}{HALF}", ""))
            stands = left.get(this.key) if before in (None, "", (), []) else before
            self._begun = half
            if self.plain and half and not this.ask:
                self._begun, stands = "", self._take_up(this, half, as_typed(stands))
            if this.ask:
                value = this.ask(self, this, stands)
            else:
                default = as_typed(stands)
                value = ask_field(self, replace(this, default=default) if default else this)
            self._begun = ""
            self.put(place, this.key, value)
            return value

        return replace(this, ask=ask)

    def _take_up(self, this: Field, half: str, stands: str) -> str:
        """In plain lines: what was typed and not entered stands, beside a long text if the officer says so."""
        if this.kind != "text" or not is_replaced(half, stands, in_line=False):
            return half
        say_wrapped(f"You had begun, beside what stands as the answer: {half}", "  ")
        return settle_long(self, stands, half) or stands

    def _watch(self, text: str) -> None:
        """What stands in the line now."""
        self._line = text
        this = self._field
        if this is None or not self.place or this.kind in _SHORT:
            return
        self._note(this.key, "" if is_move(text) else text)

    def _note(self, key: str, words: str) -> None:
        """Keep words that are no answer yet."""
        if self.place:
            self._keep(self.place, {**self.left(self.place), f"{key}{HALF}": words})

    def _take_edited(self, key: str) -> str:
        """What was saved in an editor that was open when sjtool was killed."""
        path = str(self.left(self.place).get(f"{key}{_EDITOR}{HALF}", ""))
        saved = take_left(Path(path)) if path else ""
        if path:
            self._note(f"{key}{_EDITOR}", "")
        if saved.strip():
            self._note(key, saved)
        return saved.strip("\n")

    def _keep(self, place: str, keys: Mapping[str, Any]) -> None:
        """Keep these keys; a place without any is no place."""
        kept = {key: value for key, value in keys.items() if value not in (None, (), []) and str(value).strip()}
        if kept:
            self.file.keep(place, {**kept, BY: self._by, AT: clock.now().isoformat(timespec="seconds")})
        elif place in self.file:
            self.file.drop(place)


def _when(kept: str) -> str:
    """` at 14:02`, with the date where it was another day; nothing where nobody said when."""
    try:
        return f" {show_moment(datetime.fromisoformat(kept), clock.today().isoformat())}" if kept else ""
    except ValueError:
        return ""


def _as_kept(value: object) -> object:
    """A value as it can be written down; evidence made on the way is called new-1, new-2 and so on."""
    if isinstance(value, Later):
        return f"new-{value.index + 1}"
    return [_as_kept(part) for part in value] if isinstance(value, list | tuple) else value
