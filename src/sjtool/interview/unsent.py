"""What is typed at a question and not recorded yet, kept with every keystroke and offered back."""

from __future__ import annotations

from typing import Literal

from sjtool.interview.moves import read_move
from sjtool.interview.plan import Question
from sjtool.store.unfinished import Unfinished

Field = Literal["text", "aside"]


class Unsent:
    """The unfinished words of a session by question: the answer (`text`), a note or reason (`aside`), words held."""

    def __init__(self, file: Unfinished | None = None) -> None:
        """Words go to `file`; without one they are kept as long as the session runs."""
        self._file = file
        self._words: dict[str, dict[str, object]] = {}
        self._spot = ""
        self._field: Field = "text"

    def go_to(self, question: Question, field: Field = "text") -> None:
        """What is typed from now on belongs to this question."""
        self._spot, self._field = question.spot, field
        if self._file:
            self._file.go_to(question.spot)

    def watch(self, text: str) -> None:
        """What stands in the line now."""
        self._put(self._spot, {**self._left(self._spot), self._field: text})

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
        """Words for the note of the answer; a note or reason that was begun is one of them from now on, a move is not."""
        left = self._left(question.spot)
        aside = str(left.pop("aside", ""))
        waiting = (*self.held(question), *([aside] if aside.strip() and read_move(aside) is None else []))
        if aside:
            self._put(question.spot, {**left, "held": list(waiting)})
        return waiting

    def hold(self, question: Question, held: tuple[str, ...]) -> None:
        """The line was taken in: what is left of it are words held for the note, or nothing."""
        self._put(question.spot, {"held": list(held)})

    def drop(self, question: Question) -> None:
        """All that was typed here is let go."""
        self._put(question.spot, {})

    def settle(self, question: Question, *, keeps_text: bool) -> None:
        """What was typed here is recorded; after a note alone an answer that was begun stays."""
        self._put(question.spot, {"text": self.text(question)} if keeps_text else {})

    def begun(self, plan: tuple[Question, ...]) -> list[Question]:
        """Questions at which an answer was begun and left."""
        return [question for question in plan if self.text(question).strip()]

    def remove(self) -> None:
        """The session is over."""
        self._words.clear()
        if self._file:
            self._file.remove()

    def _left(self, spot: str) -> dict[str, object]:
        return self._file.left(spot) if self._file else dict(self._words.get(spot, {}))

    def _put(self, spot: str, words: dict[str, object]) -> None:
        if self._file:
            self._file.keep(spot, words)
        else:
            self._words[spot] = words
