"""What is typed at a question and not recorded yet, kept with every keystroke and offered back."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sjtool.ask.editor import take_left
from sjtool.interview.moves import read_move
from sjtool.interview.plan import Question
from sjtool.store.unfinished import Unfinished

Field = Literal["text", "aside"]


class Unsent:
    """The unfinished words of a session by question: the answer (`text`), a note or reason (`aside`), words held."""

    def __init__(self, file: Unfinished | None = None, officer: str = "") -> None:
        """Words go to `file`; without one they are kept as long as the session runs."""
        self._file = file
        self._words: dict[str, dict[str, object]] = {}
        self._spot = ""
        self._officer = officer
        self._field: Field = "text"

    def go_to(self, question: Question, field: Field = "text") -> None:
        """What is typed from now on belongs to this question."""
        self._spot, self._field = question.spot, field
        if self._file:
            self._file.go_to(question.spot)

    def watch(self, text: str) -> None:
        """What stands in the line now."""
        if self._field == "aside" and read_move(text) is not None:
            text = ""  # a move is no word of a note
        self._put(self._spot, {**self._left(self._spot), self._field: text, "by": self._officer})

    def edits(self, question: Question, path: Path) -> None:
        """The answer is being written in an editor, in this file."""
        self._put(question.spot, {**self._left(question.spot), "editing": str(path)})

    def end_edit(self, question: Question) -> str:
        """The editor is closed; where sjtool was killed while it was open, what was saved in it stands as the text."""
        left = self._left(question.spot)
        path = str(left.pop("editing", ""))
        saved = take_left(Path(path)) if path else ""
        if path:
            self._put(question.spot, {**left, "text": saved} if saved.strip() else left)
        return saved

    def left_by(self, question: Question) -> str:
        """Another officer whose words these are; "" where they are this officer's."""
        by = str(self._left(question.spot).get("by", ""))
        return by if by != self._officer else ""

    def text(self, question: Question) -> str:
        """An answer that was begun."""
        return str(self._left(question.spot).get("text", ""))

    def take_aside(self, question: Question) -> str:
        """A note or reason that was begun, once: it is forgotten here."""
        left = self._left(question.spot)
        words = str(left.pop("aside", ""))
        if words:
            self._put(question.spot, left)
        return words

    def held(self, question: Question) -> tuple[str, ...]:
        """Words that waited for the note of an answer."""
        found = self._left(question.spot).get("held", ())
        return tuple(str(words) for words in found) if isinstance(found, list | tuple) else ()

    def take_waiting(self, question: Question) -> tuple[str, ...]:
        """Words for the note of the answer; a note or reason that was begun is one of them from now on; no move is."""
        left = self._left(question.spot)
        aside = str(left.pop("aside", ""))
        waiting = (*self.held(question), *([aside] if aside.strip() and read_move(aside) is None else []))
        if aside:
            self._put(question.spot, {**left, "held": list(waiting)})
        return waiting

    def hold(self, question: Question, held: tuple[str, ...]) -> None:
        """The line was taken in: what is left of it are words held for the note, or nothing."""
        self._put(question.spot, {"held": list(held)})

    def hold_beside(self, question: Question, held: tuple[str, ...]) -> None:
        """Words are held for the note, and an answer that was begun stays beside them."""
        self._put(question.spot, {**self._left(question.spot), "held": list(held)})

    def drop(self, question: Question) -> None:
        """All that was typed here is let go."""
        self._words.pop(question.spot, None)
        if self._file:
            self._file.drop(question.spot)

    def settle(self, question: Question, *, keeps_text: bool) -> None:
        """What was typed here is recorded; after a note alone what was begun stays, and no words are held any more."""
        left = {key: words for key, words in self._left(question.spot).items() if key != "held"}
        self._put(question.spot, left if keeps_text else {})

    def begun(self, plan: tuple[Question, ...]) -> list[Question]:
        """Questions at which an answer was begun and left."""
        return [question for question in plan if self.text(question).strip()]

    def close(self, plan: tuple[Question, ...]) -> str:
        """The session is over: the file goes. Its name where words stand in it at questions outside the plan."""
        for question in plan:
            self.drop(question)
        if self._file and self._file.holds_words:
            return self._file.path.name
        if self._file:
            self._file.remove()
        return ""

    def tidy(self) -> None:
        """No words are left: nothing is kept beside the case."""
        if self._file and not self._file.holds_words:
            self._file.remove()

    def _left(self, spot: str) -> dict[str, object]:
        return self._file.left(spot) if self._file else dict(self._words.get(spot, {}))

    def _put(self, spot: str, words: dict[str, object]) -> None:
        kept = {key: value for key, value in words.items() if key != "by" and value not in ("", [], ())}
        words = {**kept, "by": words.get("by") or self._officer} if kept else {}
        if self._file:
            self._file.keep(spot, words)
        else:
            self._words[spot] = words
