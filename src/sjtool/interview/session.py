"""An interview as a state: which question is put, what stands for each, what a move comes to. No terminal, no disk.

Every accepted answer is a draft; the state goes on only when `record` is told that the draft was saved. Words that
could not be taken as an answer are held and join the note of the next one; `leave` turns them into a note of their own,
so that no move can lose them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.assess.accounts import Account
from sjtool.interview.branch import DOES_NOT_APPLY, applies
from sjtool.interview.drawn import Drawn, find_drawn
from sjtool.interview.noted import NOT_YET, has_words, is_note_only, joined, own_note, understood
from sjtool.interview.plan import Key, Question
from sjtool.interview.typed import describe_typed, read_words
from sjtool.model.enquiry import Response
from sjtool.model.missing import BY_ID, Missing
from sjtool.store.append import Draft, Later

CORRECTED = "corrected in the session"
ANSWERED_AFTER_NOTE = "answered after a note"
NOTE_ADDED = "note added in the session"


@dataclass(frozen=True)
class Outcome:
    """What a move comes to: a record to save, or what to say where nothing could be taken.

    `understood` is the value in words, `note` what was kept beside it, `stays` that the question stays on the screen,
    `holds` that the words typed are held for the note, `left_behind` the record whose note was not taken on.
    """

    draft: Draft | None = None
    understood: str = ""
    note: str = ""
    trouble: str = ""
    stays: bool = False
    holds: bool = False
    left_behind: str = ""


class Interview:
    """One session under way. `given` holds the standing responses of this session, so that it can be taken up again."""

    def __init__(
        self,
        plan: Sequence[Question],
        session: str | Later,
        given: Mapping[Key, Response] | None = None,
        *,
        set_id: str = "",
        earlier: Mapping[str, Mapping[str, Sequence[Account]]] | None = None,
        start: Key | None = None,
        correcting: bool = False,
    ) -> None:
        """Begin at `start`, else after the last answer given, at the first question without one.

        `earlier` is what was said before, by set and item. `correcting` goes through a session that is over: every
        question is gone to in turn, and a reason is needed for each correction.
        """
        self.plan = tuple(plan)
        self.session = session
        self._set_id = set_id
        self._earlier = earlier or {}
        self._given: dict[Key, Response] = dict(given or {})
        self._noted: dict[Key, str] = {q.key: own_note(q, self._given[q.key]) for q in plan if q.key in self._given}
        self._held: list[str] = []
        self.correcting = correcting
        self.at = 0 if correcting else self._where_left(start)

    @property
    def question(self) -> Question | None:
        """The question put now; None when all have been."""
        return self.plan[self.at] if self.at < len(self.plan) else None

    @property
    def is_complete(self) -> bool:
        """Whether every question has an answer or a reason for none."""
        return all(self.is_settled(question) for question in self.plan)

    @property
    def held(self) -> tuple[str, ...]:
        """Words that wait to join the next note."""
        return tuple(self._held)

    def hold(self, words: str) -> None:
        """Keep words for the note of the next answer."""
        self._held.append(words.strip())

    def given(self, question: Question) -> Response | None:
        """What stands for a question in this session."""
        return self._given.get(question.key)

    def is_settled(self, question: Question) -> bool:
        """Whether a question has an answer or a reason for none, or does not apply; a note alone is none of these."""
        response = self._given.get(question.key)
        return (response is not None and not is_note_only(response)) or not self.applies(question)

    def foresee(self, question: Question, keys: Mapping[str, Any]) -> None:
        """Take an answer into account that is about to be saved with others, for what applies after it."""
        value = keys.get("value")
        if question.key not in self._given and value is not None:
            self._given[question.key] = Response(id="r-0", item=question.item.id, value=value)

    def applies(self, question: Question) -> bool:
        """Whether the question is to be asked at all, by what was answered before it."""
        return applies(question, self._given)

    def drawn(self, question: Question) -> Drawn | None:
        """An earlier answer that may already say this; nothing once the question has an answer of its own."""
        if self._given.get(question.key) is not None:
            return None
        return find_drawn(question, self._set_id, tuple(self._given.values()), self._earlier)

    def confirm(self, otherwise: Drawn | None = None) -> Outcome:
        """Record the answer the item draws on as the answer to the question put now, or `otherwise` where none is."""
        question = self._now()
        drawn = self.drawn(question) or otherwise
        if drawn is None or drawn.value is None:
            return Outcome(
                trouble="There is no earlier answer on the screen to confirm. :last shows what was said before."
            )
        note = joined(*self._held, drawn.note)
        draft = self.draft(question, {"value": drawn.value, "basis": drawn.basis}, note)
        return Outcome(draft, f"As said before: {describe_typed(question.wording, drawn.value)}", note)

    def state_of(self, question: Question) -> str:
        """`answered`, the reason for no answer, or `open`."""
        response = self._given.get(question.key)
        if response is None or is_note_only(response):
            return "open" if self.applies(question) else DOES_NOT_APPLY
        return BY_ID[response.missing].title if response.missing else "answered"

    def answer(self, text: str) -> Outcome:
        """Take a typed answer to the question put now."""
        question = self._now()
        typed = read_words(question.wording, text)
        if typed.value is None:
            holds = has_words(text)
            if holds:
                self.hold(text)
            return Outcome(trouble=typed.trouble, holds=holds)
        note = joined(*self._held, typed.note)
        draft = self.draft(question, {"value": typed.value}, note)
        return Outcome(draft, understood(question, typed.value), note, left_behind=self._left_behind(question))

    def skip(self, reason: Missing, words: str = "") -> Outcome:
        """Record why there is no answer."""
        note = joined(*self._held)
        draft = self.draft(self._now(), {"missing": reason, "missing_note": words.strip() or None}, note)
        return Outcome(draft, BY_ID[reason].title, joined(words.strip(), note))

    def note(self, words: str) -> Outcome:
        """Add a note and stay. Where there is no answer yet it is saved at once, as an item left open."""
        question = self._now()
        response = self._given.get(question.key)
        note = joined(*self._held, words.strip())
        if response is None or is_note_only(response):
            keys = {"missing": "deferred", "missing_note": NOT_YET}
            return Outcome(self.draft(question, keys, note, NOTE_ADDED), note=note, stays=True)
        kept = {key: getattr(response, key) for key in ("value", "missing", "missing_note")}
        draft = self.draft(question, kept, joined(response.note or "", note), NOTE_ADDED, whole=True)
        return Outcome(draft, note=note, stays=True)

    def leave(self) -> Outcome | None:
        """What must be saved before going elsewhere: words held and not yet part of any record."""
        return self.note("") if self._held and self.question else None

    def forget(self) -> None:
        """Drop the words held: the officer asked to type them afresh."""
        self._held.clear()

    def _left_behind(self, question: Question) -> str:
        old = self._given.get(question.key)
        return old.id if old and old.note and old.note != self._noted.get(question.key, "") else ""

    def draft(
        self, question: Question, keys: Mapping[str, Any], note: str, reason: str = "", *, whole: bool = False
    ) -> Draft:
        """A response that replaces what stands for the question, if anything does.

        A note the officer made of itself goes along with a correction; words that belonged to the old answer do not.
        `whole` says that `note` is all there is to be.
        """
        old = self._given.get(question.key)
        full = note if whole else joined(self._noted.get(question.key, ""), note)
        table: dict[str, Any] = {
            "session": self.session,
            "item": question.item.id,
            "part": question.part or None,
            "basis": (old.basis if old else None) or "told",
            "evidence": old.evidence if old else (),
            **keys,
            "note": full or None,
        }
        if old:
            because = ANSWERED_AFTER_NOTE if is_note_only(old) else CORRECTED
            table |= {"supersedes": old.id, "reason": reason or because}
        return Draft("response", {key: value for key, value in table.items() if value is not None})

    def record(self, response: Response, outcome: Outcome) -> None:
        """The draft was saved: remember it, and go on unless the question stays."""
        key = (response.item or "", response.part or "")
        self._given[key] = response
        if outcome.stays:
            self._noted[key] = joined(self._noted.get(key, ""), outcome.note)
        self._held.clear()
        if not outcome.stays:
            self.go_on()

    def go_on(self) -> None:
        """The next question without an answer: after this one, then from the start. In a correction just the next."""
        self.at = self.at + 1 if self.correcting else self._next_open(self.at)

    def back(self) -> bool:
        """The question before; False where there is none."""
        if self.at == 0:
            return False
        self.at -= 1
        return True

    def jump(self, number: int) -> None:
        """To a question by its place in the plan."""
        self.at = number

    def find(self, words: str) -> list[int]:
        """Places of the questions meant: an item id (`20`, `1/share`), else words of a title, else of the question."""
        wanted = words.strip().casefold()
        exact = [n for n, q in enumerate(self.plan) if wanted in {q.spot.casefold(), q.item.id.casefold()}]
        if exact or not wanted:
            return exact[:1]
        titled = [n for n, q in enumerate(self.plan) if wanted in q.title.casefold()]
        return titled or [n for n, q in enumerate(self.plan) if wanted in f"{q.lead} {q.ask}".casefold()]

    def _now(self) -> Question:
        question = self.question
        if question is None:  # pragma: no cover - callers ask `question` first
            raise RuntimeError("no question is put")
        return question

    def _where_left(self, start: Key | None) -> int:
        """Where to go on: at the question last on the screen, else at the first open one after the last answer."""
        if start is not None:
            found = [n for n, q in enumerate(self.plan) if q.key == start]
            if found:
                return found[0]
        given = [key for key, response in self._given.items() if not is_note_only(response)]
        last = next((n for n, q in enumerate(self.plan) if given and q.key == given[-1]), -1)
        return self._next_open(last)

    def _next_open(self, at: int) -> int:
        order = [*range(at + 1, len(self.plan)), *range(at + 1)]
        return next((n for n in order if n < len(self.plan) and not self.is_settled(self.plan[n])), len(self.plan))
