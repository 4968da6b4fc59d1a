"""Run an interview, at the terminal or from an answers file. The rules are in `interview/`; here they meet the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.commands.desk import Desk
from sjtool.console import say, screen_width
from sjtool.errors import usage
from sjtool.interview import conduct, screen
from sjtool.interview.drawn import earlier_answers
from sjtool.interview.enquiry import Enquiry, Limits
from sjtool.interview.from_answers import Opening, build_drafts
from sjtool.interview.plan import Question
from sjtool.interview.rows import Asked
from sjtool.interview.screen import Screen
from sjtool.interview.session import Interview
from sjtool.interview.start import ask_session, given_in
from sjtool.interview.terminal import Sitting
from sjtool.loader import Loaded
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.record import Record
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Ledger
from sjtool.text import count_words

_MOVES = ("", " :back  :skip  :note  :why  :map  :jump  :stop  :end  :quit    :help")


@dataclass(frozen=True)
class Run:
    """One call of the command: the officer's desk, the case, who is asked what, and what the flags say."""

    desk: Desk
    loaded: Loaded
    enquiry: Enquiry
    limits: Limits
    flags: Mapping[str, Any]

    @property
    def officers(self) -> tuple[str, ...]:
        """Who asks: this officer, and those named with --with."""
        return tuple(dict.fromkeys((self.desk.officer, *self.flags.get("with", ()))))

    @property
    def known(self) -> dict[str, Any]:
        """What the flags say of the session."""
        return {key: value for key, value in self.flags.items() if key != "with"}

    def plan(self, session: Session | None) -> tuple[Question, ...]:
        """The questions wanted. Raises SjtoolError (usage) where there are none."""
        plan = self.enquiry.plan(self.limits, session)
        if plan:
            return plan
        what = "every question has its answer" if self.limits.only_unanswered else "no item of this set fits"
        raise usage("nothing-to-ask", what, "there is nothing to ask", "sjtool sets show SET  lists its items")


def run_at_terminal(run: Run, resume: str, onward: str) -> ExitStatus:
    """Begin or take up a session and ask. Exit 0 on `:quit` too; Ctrl-C passes through."""
    desk, enquiry, asker = run.desk, run.enquiry, run.desk.asker
    _ = desk.officer
    ledger = Ledger(run.loaded.path)
    view = Screen(screen_width(), asker.plain)

    def save(draft: Draft) -> Record:
        return desk.append(run.loaded.path, [draft], ledger)[0]

    left = enquiry.open_session()
    plan = run.plan(left)
    with desk.keeping(run.loaded.path):
        session = left or _begin(run, ledger, plan, view)
        asker.typed.clear()
        given = given_in(enquiry.standing, left) if left else {}
        earlier = earlier_answers(enquiry.standing, enquiry.questions, enquiry.informant_id)
        interview = Interview(
            plan, enquiry.standing.root(session.id), given, set_id=enquiry.questions.set.id, earlier=earlier
        )
        if left:
            _show(asker, _tell_resumed(view, enquiry, left, interview, is_begun_anew=bool(run.flags)))
        else:
            _show(asker, _tell_begun(view, enquiry, session))
        Sitting(asker, interview, session, enquiry.questions, enquiry.role, save, resume, onward, view).run()
    return ExitStatus.OK


def _begin(run: Run, ledger: Ledger, plan: tuple[Question, ...], view: Screen) -> Session:
    """Show what to settle first, ask how the session is held, and record that it began."""
    desk, enquiry = run.desk, run.enquiry
    notes = conduct.notes_at(enquiry.questions, enquiry.role, "start")
    title = f"{enquiry.label}: {enquiry.questions.set.title}"
    _show(desk.asker, [title, "", *screen.show_notes(view, notes, enquiry.questions), ""])
    alone = len(run.officers) == 1
    discloses = any(question.discloses for question in plan)
    told = ask_session(desk.asker, run.known, enquiry.role, alone=alone, discloses=discloses)
    draft = Draft("session", {**enquiry.new_session(run.officers), **told})
    *_pins, record = desk.append(run.loaded.path, [*desk.pins(run.loaded, enquiry.ref), draft], ledger)
    return record if isinstance(record, Session) else Session(id=record.id)


def _tell_begun(view: Screen, enquiry: Enquiry, session: Session) -> list[str]:
    """The head of the screen: who, how, in which order, what to begin with, when to stop."""
    notes = conduct.begin_notes(enquiry.questions, enquiry.role)
    signs = conduct.name_stop_signs(enquiry.questions, enquiry.role)
    workers = conduct.tell_workers(session) if enquiry.role in ("person", "partner", "carer", "household") else ""
    order = conduct.tell_order(enquiry.standing, enquiry.questions, enquiry.role)
    return [
        "",
        *screen.show_header(view, enquiry.standing, session, enquiry.role),
        *(view.wrap(order, "") if order else []),
        *(view.wrap(enquiry.speech.tell(), "") if enquiry.speech.name else []),
        *(view.wrap(workers, "") if workers else []),
        "",
        *screen.show_notes(view, notes, enquiry.questions),
        *screen.show_signs(view, signs),
        *_MOVES,
    ]


def _tell_resumed(
    view: Screen, enquiry: Enquiry, session: Session, interview: Interview, *, is_begun_anew: bool
) -> list[str]:
    """Where it goes on, and who began it when."""
    begun = screen.name_officer(enquiry.standing, session.by)
    when = screen.show_moment(session.at, clock.today().isoformat()) if session.at else ""
    total = len(interview.plan)
    spot = f"Resuming at item {min(interview.at + 1, total)} of {total}"
    later = ", ".join(question.spot for question in interview.left_for_later())
    lines = [
        "",
        *screen.show_header(view, enquiry.standing, session, enquiry.role),
        *view.wrap(f"{spot}, begun by {begun} {when}".rstrip() + ".", ""),
    ]
    if later:
        lines += view.wrap(f"Left for later: item {later}.", "")
    if session.held_on != clock.today().isoformat() or is_begun_anew:
        lines += view.wrap(
            "Answers go to that session, under its date. Is this a new sitting? Then :end it, and begin again.", ""
        )
    return [*lines, *_MOVES]


def record_answers(run: Run, named: str) -> ExitStatus:
    """Everything in the file in one append, or every problem and nothing written."""
    desk, loaded, enquiry = run.desk, run.loaded, run.enquiry
    officers = run.officers
    answers = read_answers(named, "response")
    left = enquiry.open_session()
    plan = run.plan(left)
    wider = enquiry.plan(Limits("all", run.limits.only), None)
    asked = Asked(
        plan,
        enquiry.questions,
        "the person under assessment" if enquiry.role == "person" else f"the {enquiry.role}",
        frozenset(enquiry.standing.root(record.id) for record in enquiry.standing.of(EvidenceRecord)),
        frozenset(question.item.id for question in wider) - {question.item.id for question in plan},
    )
    opening = Opening(
        enquiry.new_session(officers),
        run.known,
        left,
        desk.pins(loaded, enquiry.ref),
    )
    records = desk.append(loaded.path, build_drafts(answers, asked, opening, enquiry.standing))
    responses = [record for record in records if isinstance(record, Response)]
    begun = next((record.id for record in records if isinstance(record, Session)), "")
    where = begun or (left.id if left else "")
    say(f"saved session {where}: {count_words(len(responses), 'answer')} ({responses[0].id} to {responses[-1].id})")
    return ExitStatus.OK


def _show(asker: Asker, lines: list[str]) -> None:
    for line in lines:
        asker.say(line)
