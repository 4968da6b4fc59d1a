"""The interview at a terminal: put a question, save the answer, go on.

The state is `session.py`, the look `screen.py`, what a move does `making_moves.py`, how a
line is taken `taking.py`; here is only the loop. Nothing is
asked before what went before it is saved, and what is being typed is kept with every keystroke; Ctrl-C, the end of
input and `:quit` leave the session open, to be taken up where it stopped.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sjtool import clock
from sjtool.ask.asker import Asker, Stop
from sjtool.ask.over import part_move
from sjtool.interview import before_question, closing, screen, taking
from sjtool.interview.asides import Left, ask_aside
from sjtool.interview.last_time import Before
from sjtool.interview.making_moves import DO
from sjtool.interview.moves import KEYS, NOT_FACING, read_move
from sjtool.interview.noted import has_words
from sjtool.interview.pages import PAGES, show_page
from sjtool.interview.plan import Key, Question
from sjtool.interview.screen import INDENT, Screen
from sjtool.interview.session import Interview, Outcome
from sjtool.interview.start import amend_session
from sjtool.interview.unsent import Unsent
from sjtool.model.enquiry import Response, Session
from sjtool.model.record import Record
from sjtool.model.template import AskedOf, QuestionSet
from sjtool.store.append import Draft


@dataclass
class Sitting:
    """One officer at one terminal with one informant. `save` appends a draft at once and returns its record.

    `look` gives the screen as it is now, `edit` lets the officer write in their editor, `pause` records that the
    session was left. `before` is what the informant said in earlier sessions, `begun` when the session began.
    """

    asker: Asker
    interview: Interview
    session: Session
    questions: QuestionSet
    role: AskedOf
    save: Callable[[Draft], Record]
    resume: str
    onward: str
    look: Callable[[], Screen] = Screen
    officer: str = ""
    unsent: Unsent = field(default_factory=Unsent)
    before: Before = field(default_factory=dict)
    begun: datetime | None = None
    edit: Callable[[str, Callable[[Path], None]], tuple[str, str]] = field(
        default=lambda text, _tell: (text, "There is no editor here.")
    )
    pause: Callable[[], None] = field(default=lambda: None)
    wipe: Callable[[], None] = field(default=lambda: None)
    known_officers: frozenset[str] = frozenset()
    view: Screen = field(default_factory=Screen)
    sat_down: datetime = field(default_factory=lambda: clock.now())  # noqa: PLW0108 - looked up when it is called
    has_saved: bool = False
    has_warned: bool = False
    shown_last: set[Key] = field(default_factory=set)
    last_at: int = -1

    def run(self) -> None:
        """Ask until the session is over or the officer leaves. KeyboardInterrupt passes on, when all is safe."""
        self.asker.watch = self.unsent.watch
        try:
            while self._put():
                pass
        except KeyboardInterrupt:
            closing.leave(self, "")
            raise
        except (Left, Stop):
            closing.leave(
                self, "" if self.interview.correcting else "The session stays open; :end closes one for good."
            )
        finally:
            self.asker.watch = None
            if self.interview.correcting:
                self.unsent.tidy()

    def _put(self) -> bool:
        """One question, or the close; False when the session is over."""
        question = self.interview.question
        self.view = self.look()
        if question is None:
            return closing.close(self)
        if self.view.facing:
            self.wipe()
        self.say(before_question.remind(self, question))
        self.say(screen.show_question(self.view, self.interview, question))
        self.say(before_question.offer(self, question))
        at = self.interview.at
        while self.interview.at == at and self.interview.question is question:
            typed, is_key = self._read(question)
            self.view = self.look()
            move = read_move(typed)
            if move is None:
                taking.answer(self, typed)
                continue
            if not is_key and self.unsent.text(question) == typed:
                self.unsent.hold(question, self.interview.held)
            if move[0] == "end" and not self.interview.correcting:
                if closing.end(self):
                    return False
                break
            if self.move(*move):
                break
        return True

    def _read(self, question: Question) -> tuple[str, bool]:
        """A line, and whether a key ended it, or a move right behind what stood: that is kept then and comes back."""
        left = self.unsent.text(question)
        self.unsent.go_to(question)
        keys = {key: word for key, word in KEYS.items() if not (self.view.facing and word[1:] in NOT_FACING)}
        default = "" if self.view.plain or "\x00" in left else left
        typed = self.asker.ask_line(self.prompt, default=default, multiline=True, keys=keys)
        if self.view.plain and not typed.strip() and left.strip():
            return left, False
        move = part_move(typed, default)
        if move != typed:
            self.unsent.watch(left)
            return move, True
        return typed, typed in keys.values() and self.unsent.text(question) != typed

    @property
    def prompt(self) -> str:
        """What stands before the cursor."""
        return "> " if self.view.plain else " > "

    def keep(self, outcome: Outcome) -> None:
        """Save a draft, tell the officer, and only then go on."""
        question = self.interview.question
        if outcome.draft is None or question is None:
            return
        draft = outcome.draft
        if self.interview.correcting and outcome.stays and outcome.note:
            self.unsent.hold_beside(question, tuple(dict.fromkeys((*self.interview.held, outcome.note))))
        if self.interview.correcting:
            reason = closing.ask_why_corrected(self, question, draft)
            if not reason:
                return
            draft = Draft(draft.kind, {**draft.keys, "reason": reason})
        self._join()
        record = self.save(draft)
        self.has_saved = True
        self.unsent.settle(question, keeps_text=outcome.stays)
        if isinstance(record, Response):
            self.interview.record(record, outcome)
        self.say(screen.show_saved(self.view, outcome, record.id, question.spot))

    def _join(self) -> None:
        """An officer who goes on with another's session is on record as asking, before their first answer is."""
        if self.officer and self.officer not in self.session.interviewers and not self.interview.correcting:
            asking = (*self.session.interviewers, self.officer)
            self.amend("another officer goes on with the session", interviewers=asking)

    def amend(self, reason: str, **changes: object) -> None:
        """Record more of the session itself; what was recorded before stays and is superseded."""
        record = self.save(amend_session(self.session, reason, **changes))
        if isinstance(record, Session):
            self.session = record

    def unknown_officers(self, named: Iterable[str]) -> list[str]:
        """Officers without a record in the case, where it has records of any."""
        return [one for one in named if self.known_officers and one not in self.known_officers]

    def move(self, name: str, rest: str) -> bool:
        """Do what a move says; True where the question is to be put again. Raises Left on `:quit`."""
        if name == "quit":
            raise Left
        if self.view.facing and name in NOT_FACING:
            self.tell("Not while the screen faces them. Leave with :quit, and come back without --facing.")
        elif name in DO:
            return DO[name](self, rest)
        elif name in PAGES:
            self.say(show_page(name, rest, self.view, self.interview, self.questions, self.role))
            return True
        elif name:
            self.tell("This session is over already; :quit leaves it as it is.")
        else:
            self.tell(f"There is no :{rest}. :help lists the moves. A space before the colon makes it an answer.")
        return False

    def flush(self) -> None:
        """Save words that are held, before going anywhere else."""
        outcome = self.interview.leave()
        if outcome:
            self.keep(outcome)

    @contextlib.contextmanager
    def aside(self) -> Iterator[list[str]]:
        """What is typed in here is a note or a reason, no answer; gone back on, it is let go."""
        question = self.interview.question
        left: list[str] = []
        if question is None:
            yield left
            return
        self.unsent.go_to(question, "aside")
        yield left
        left.append(self.unsent.take_aside(question))
        self.unsent.go_to(question)

    def ask_aside(self, words: str = "") -> str | None:
        """A line within a move, asked with a few words; None where the officer goes back."""
        if words:
            self.tell(words)
        question = self.interview.question
        with self.aside() as left:
            said = ask_aside(self.asker)
        begun = "".join(left)
        if said is None and question and has_words(begun):
            self.interview.hold(begun)  # a key led out of what was begun: its words stay, for the note
            self.unsent.hold_beside(question, self.interview.held)
        return said

    def tell(self, text: str) -> None:
        """A line of talk under the question."""
        self.say(self.view.wrap(text, INDENT))

    def say(self, lines: Iterable[str]) -> None:
        """Lines as they are."""
        for line in lines:
            self.asker.say(line)
