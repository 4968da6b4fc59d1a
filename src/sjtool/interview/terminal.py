"""The interview at a terminal: put a question, save the answer, go on.

The state is `session.py`, the look `screen.py`; here is only the loop. Nothing is asked before what went before it is
saved; Ctrl-C, the end of input and `:quit` leave the session open, to be taken up where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sjtool.ask.asker import Asker, Stop
from sjtool.interview import conduct, screen
from sjtool.interview.asides import Left, ask_aside, ask_reason
from sjtool.interview.drawn import CONFIRM
from sjtool.interview.moves import looks_like_move, read_move, read_reason
from sjtool.interview.pages import PAGES, show_page
from sjtool.interview.screen import INDENT, Screen
from sjtool.interview.session import Interview, Outcome
from sjtool.interview.start import amend_session, end_session
from sjtool.model.enquiry import Response, Session
from sjtool.model.record import Record
from sjtool.model.template import AskedOf, QuestionSet
from sjtool.store.append import Draft


@dataclass
class Sitting:
    """One officer at one terminal with one informant. `save` appends a draft at once and returns its record."""

    asker: Asker
    interview: Interview
    session: Session
    questions: QuestionSet
    role: AskedOf
    save: Callable[[Draft], Record]
    resume: str
    onward: str
    view: Screen = field(default_factory=Screen)
    _warned: bool = False
    _last: int = -1

    def run(self) -> None:
        """Ask until the session is over or the officer leaves. KeyboardInterrupt passes on, when all is safe."""
        try:
            while self._put():
                pass
        except KeyboardInterrupt:
            self._leave("")
            raise
        except (Left, Stop):
            self._leave("The session stays open; :end closes one for good.")

    def _put(self) -> bool:
        """One question, or the close; False when the session is over."""
        question = self.interview.question
        if question is None:
            return self._close()
        self._say(self._before_disclosing())
        self._say(screen.show_question(self.view, self.interview, question))
        at = self.interview.at
        while self.interview.at == at and self.interview.question is question:
            typed = self.asker.ask_line(self._prompt(), multiline=True)
            move = read_move(typed)
            if move is None:
                self._answer(typed)
            elif self._move(*move):
                return False
            elif move[0] in PAGES:
                break
        return True

    def _prompt(self) -> str:
        return "> " if self.view.plain else " > "

    def _answer(self, typed: str) -> None:
        interview = self.interview
        question = interview.question
        if question is None:
            return
        if not typed.strip():
            if interview.given(question) and not interview.holds_words and interview.is_settled(question):
                interview.go_on()
            else:
                self._tell("Nothing typed. :skip records why there is no answer.")
            return
        if looks_like_move(typed):
            self._tell("That looks like a command, and was not recorded. A move begins with a colon: :skip, :quit …")
            self._tell("If it is the answer, type a space before it.")
            return
        outcome = interview.confirm() if typed.strip() == CONFIRM else interview.answer(typed)
        if outcome.draft is None:
            held = " Your words are kept for the note (:again drops them)." if outcome.holds else ""
            self._tell(f"{outcome.trouble}{held}")
            return
        self._keep(outcome)

    def _keep(self, outcome: Outcome) -> None:
        """Save a draft, tell the officer, and only then go on."""
        question = self.interview.question
        if outcome.draft is None or question is None:
            return
        record = self.save(outcome.draft)
        if isinstance(record, Response):
            self.interview.record(record, outcome)
        self._say(screen.show_saved(self.view, outcome, record.id))

    def _move(self, name: str, rest: str) -> bool:
        """Do what a move says; True when the session is over."""
        if name == "quit":
            raise Left
        if name == "end":
            return self._end()
        moves: dict[str, Callable[[str], None]] = {
            "back": self._back,
            "jump": self._jump,
            "skip": self._skip,
            "note": self._note,
            "again": self._again,
            "cleared": self._cleared,
        }
        if name in moves:
            moves[name](rest)
        elif name:
            self._say(show_page(name, self.view, self.interview, self.questions, self.role))
        else:
            self._tell(f"There is no :{rest}. :help lists the moves. A space before the colon makes it an answer.")
        return False

    def _flush(self) -> None:
        """Save words that are held, before going anywhere else."""
        outcome = self.interview.leave()
        if outcome:
            self._keep(outcome)

    def _back(self, _rest: str) -> None:
        self._flush()
        if not self.interview.back():
            self._tell("This is the first question.")

    def _jump(self, rest: str) -> None:
        found = self.interview.find(rest)
        if len(found) == 1:
            self._flush()
            self.interview.jump(found[0])
            return
        named = "; ".join(f"{self.interview.plan[n].spot} {self.interview.plan[n].title}" for n in found)
        self._tell(f"Which of these? {named}" if named else "There is no such item here. :map lists them.")

    def _skip(self, rest: str) -> None:
        reason, words = read_reason(rest)
        if reason is None:
            if rest:
                self._tell("That is not one of the reasons.")
            reason, words = ask_reason(self.asker, self.view)
        if reason:
            self._keep(self.interview.skip(reason, words))

    def _note(self, rest: str) -> None:
        words = rest or ask_aside(self.asker)
        if words:
            self._keep(self.interview.note(words))

    def _again(self, _rest: str) -> None:
        self.interview.forget()
        self._tell("Dropped. Type the answer afresh.")

    def _cleared(self, rest: str) -> None:
        if not rest:
            self._tell("Who cleared it, and when?")
        words = rest or ask_aside(self.asker)
        if not words:
            return
        record = self.save(amend_session(self.session, "clearance recorded in the session", cleared_with=words))
        if isinstance(record, Session):
            self.session = record
        self._tell(f"saved {record.id}: clearance recorded.")

    def _before_disclosing(self) -> list[str]:
        """The reminder before the first question that discloses, a short one before the others; none once cleared."""
        question = self.interview.question
        is_again, self._last = self._last == self.interview.at, self.interview.at
        if question is None or is_again or not question.discloses or self.session.cleared_with:
            return []
        notes = conduct.notes_at(self.questions, self.role, "disclosing-item")
        lines = screen.show_disclosing(self.view, self.questions, () if self._warned else notes)
        self._warned = True
        return lines

    def _close(self) -> bool:
        """All questions have been put: a last look before the session ends. False when it is over."""
        told = f"All {len(self.interview.plan)} questions have been put: {screen.show_counts(self.interview)}."
        self._say(["", *self.view.wrap(told)])
        later = ", ".join(question.spot for question in self.interview.left_for_later())
        if later:
            self._say(self.view.wrap(f"Left for later: item {later}."))
        self._say(self.view.wrap("Enter ends the session. :back and :jump correct an answer; :quit leaves it open."))
        while True:
            try:
                typed = self.asker.ask_line(self._prompt())
            except Stop:
                typed = ""
            name, rest = read_move(typed) or ("", "")
            if not typed.strip():
                return not self._end()
            if name in {"note", "skip", "why", "again", ""}:
                self._tell("Every question has its answer: :jump ITEM goes to one. Enter ends the session.")
            elif self._move(name, rest):
                return False
            elif self.interview.question is not None:
                return True

    def _end(self) -> bool:
        """Record that the session is over; True unless the officer thinks better of it."""
        self._flush()
        missing = self.interview.counts()["open"]
        if missing and not self._is_sure(f"{missing} not yet put. End the session all the same?  y / n"):
            question = self.interview.question
            self._say(screen.show_question(self.view, self.interview, question) if question else ())
            return False
        record = self.save(end_session(self.interview.session, complete=not missing))
        self._tell(f"saved {record.id}: the session is over. Next: {self.onward}")
        return True

    def _is_sure(self, question: str) -> bool:
        """A plain yes or no; anything else is asked again, and an empty line is no."""
        while True:
            self._tell(question)
            said = (ask_aside(self.asker) or "n").strip().lower()
            if said in {"y", "yes", "n", "no"}:
                return said.startswith("y")

    def _leave(self, more: str) -> None:
        """Where things stand when the officer goes. Words held are saved first."""
        self._flush()
        told = screen.show_progress(self.interview)
        self._say(["", *self.view.wrap(f"{told} This resumes there:"), f"{INDENT}{self.resume}"])
        if more:
            self._say(self.view.wrap(more))

    def _tell(self, text: str) -> None:
        self._say(self.view.wrap(text, INDENT))

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.asker.say(line)
