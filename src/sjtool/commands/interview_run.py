"""Run an interview at the terminal. The rules are in `interview/`; here they meet the case."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.editor import edit_text
from sjtool.ask.prompted import clear_screen
from sjtool.commands.desk import Desk
from sjtool.console import talk_width
from sjtool.errors import SjtoolError, usage
from sjtool.interview import conduct, screen
from sjtool.interview.drawn import earlier_answers
from sjtool.interview.enquiry import Enquiry, Limits, find_session
from sjtool.interview.heading import tell_begun, tell_correcting, tell_left_out, tell_resumed
from sjtool.interview.last_time import find_before
from sjtool.interview.plan import Question
from sjtool.interview.screen import Screen
from sjtool.interview.session import Interview
from sjtool.interview.start import ask_session, given_in, pause_session
from sjtool.interview.terminal import Sitting
from sjtool.interview.unsent import Unsent
from sjtool.loader import Loaded
from sjtool.model.enquiry import Session
from sjtool.model.people import Officer
from sjtool.model.record import Record
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Ledger
from sjtool.store.unfinished import Unfinished


@dataclass(frozen=True)
class Run:
    """One call of the command: the officer's desk, the case, who is asked what, and what the flags say."""

    desk: Desk
    loaded: Loaded
    enquiry: Enquiry
    limits: Limits
    flags: Mapping[str, Any]
    facing: bool = False
    correct: str = ""

    @property
    def officers(self) -> tuple[str, ...]:
        """Who asks: this officer, and those named with --with."""
        return tuple(dict.fromkeys((self.desk.officer, *self.flags.get("with", ()))))

    @property
    def known(self) -> dict[str, Any]:
        """What the flags say of the session."""
        return {key: value for key, value in self.flags.items() if key != "with"}

    def look(self) -> Screen:
        """The screen as it is now: a window may have been made wider or narrower."""
        return Screen(talk_width(), self.desk.asker.plain, self.facing)

    def session(self) -> Session | None:
        """The session to go on with: the one to be corrected, else one that was left open."""
        return find_session(self.enquiry, self.correct) if self.correct else self.enquiry.open_session()

    def plan(self, session: Session | None) -> tuple[Question, ...]:
        """The questions wanted. Raises SjtoolError (usage) where there are none."""
        plan = self.enquiry.plan(self.limits, session)
        if self.correct and session:
            given = given_in(self.enquiry.standing, session)
            plan = tuple(question for question in plan if question.key in given)
        if plan:
            return plan
        what = "every question has its answer" if self.limits.only_unanswered else "no item of this set fits"
        what = "nothing was recorded of any item since then" if self.limits.changed_since else what
        raise usage("nothing-to-ask", what, "there is nothing to ask", "sjtool sets show SET  lists its items")


def run_at_terminal(run: Run, resume: str, onward: str) -> ExitStatus:
    """Begin or take up a session and ask. Exit 0 on `:quit` too; Ctrl-C passes through."""
    desk, enquiry, asker = run.desk, run.enquiry, run.desk.asker
    desk.tell_officer(run.loaded)
    ledger = Ledger(run.loaded.path)
    left = run.session()
    plan = run.plan(left)
    with desk.keeping(run.loaded.path):
        session = left or _begin(run, ledger, plan)
        asker.typed.clear()
        root = enquiry.standing.root(session.id)
        file = Unfinished(run.loaded.path, root)
        asked = plan if session.cleared_with or not run.facing else tuple(q for q in plan if not q.discloses)
        _show(asker, tell_left_out(run.look(), [question for question in plan if question not in asked]))
        interview = _take_up(run, asked, session, file if left else None)
        if left and run.correct:
            lines = tell_correcting(run.look(), enquiry, session)
        elif left:
            lines = tell_resumed(run.look(), enquiry, session, interview, desk.officer, is_begun_anew=bool(run.flags))
        else:
            lines = tell_begun(run.look(), enquiry, session)
        _turn_screen(run)
        _show(asker, lines)
        _sit(run, ledger, interview, session, Unsent(file, desk.officer), (resume, onward))
    return ExitStatus.OK


def _take_up(run: Run, plan: tuple[Question, ...], session: Session, file: Unfinished | None) -> Interview:
    """The interview as it stands: what was answered, and where the officer was."""
    standing, set_id = run.enquiry.standing, run.enquiry.questions.set.id
    given = given_in(standing, session) if standing.case.find(session.id) else {}
    at = next((question for question in plan if file and question.spot == file.at), None)
    # Where the question on the screen has its answer and nothing was begun there, the next line would replace it.
    goes_on = at is not None and (at.key not in given or (file is not None and at.spot in file))
    start = at.key if at is not None and goes_on else None
    return Interview(
        plan,
        standing.root(session.id),
        given,
        set_id=set_id,
        earlier=earlier_answers(standing, run.enquiry.questions, run.enquiry.informant_id),
        start=start,
        correcting=bool(run.correct),
    )


def _sit(
    run: Run, ledger: Ledger, interview: Interview, session: Session, unsent: Unsent, typed: tuple[str, str]
) -> None:
    """Ask, with everything a sitting needs of the case."""
    desk, enquiry, path = run.desk, run.enquiry, run.loaded.path
    first = enquiry.standing.case.find(enquiry.standing.root(session.id)) or session

    def save(draft: Draft) -> Record:
        return desk.append(path, [draft], ledger)[0]

    def pause() -> None:
        with contextlib.suppress(SjtoolError):  # that it was left shows by the clock too: no reason to call it a fault
            ledger.append([pause_session(interview.session)], by=desk.officer, at=clock.now())

    Sitting(
        desk.asker,
        interview,
        session,
        enquiry.questions,
        enquiry.role,
        save,
        *typed,
        look=run.look,
        officer=desk.officer,
        unsent=unsent,
        before=find_before(enquiry.standing, enquiry.questions.set.id, enquiry.informant_id, session.id),
        begun=first.at,
        edit=partial(edit_text, path),
        pause=pause,
        wipe=partial(_wipe, run),
        known_officers=frozenset(enquiry.standing.root(one.id) for one in enquiry.standing.of(Officer)),
    ).run()


def _wipe(run: Run) -> None:
    """Take what was shown and typed off a screen that the person may see."""
    if run.desk.asker.plain:
        _show(run.desk.asker, [""] * 60)  # nothing is repainted here: what was shown is pushed away
    else:
        clear_screen()


def _turn_screen(run: Run) -> None:
    """Where the person may see the screen: the officer turns it when what went before has been read."""
    if run.facing:
        told = "The rest is fit to be seen by them. Enter clears the screen; then turn it."
        wiped = "What you type can be read while you type it; it is wiped with each answer."
        run.desk.asker.ask_line(f"\n{told}\n{wiped}\n> ")
        _wipe(run)


def _begin(run: Run, ledger: Ledger, plan: tuple[Question, ...]) -> Session:
    """Show what to settle first, ask how the session is held, and record that it began."""
    desk, enquiry, view = run.desk, run.enquiry, run.look()
    notes = conduct.notes_at(enquiry.questions, enquiry.role, "start")
    title = f"{enquiry.label}: {enquiry.questions.set.title}"
    _show(desk.asker, [title, "", *screen.show_notes(view, notes, enquiry.questions), ""])
    alone = len(run.officers) == 1
    discloses = any(question.discloses for question in plan)
    told = ask_session(desk.asker, run.known, enquiry.role, alone=alone, discloses=discloses)
    draft = Draft("session", {**enquiry.new_session(run.officers), **told})
    *_pins, record = desk.append(run.loaded.path, [*desk.pins(run.loaded, enquiry.ref), draft], ledger)
    return record if isinstance(record, Session) else Session(id=record.id)


def _show(asker: Asker, lines: list[str]) -> None:
    for line in lines:
        asker.say(line)
