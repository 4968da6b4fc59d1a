"""Begin a session or take one up again: who, how and when, asked before the first question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_form
from sjtool.assess.company import names_worker
from sjtool.assess.sessions import find_ended
from sjtool.assess.standing import Standing
from sjtool.interview.plan import Key
from sjtool.model.enquiry import Mode, Response, Session
from sjtool.model.template import AskedOf
from sjtool.store.append import Draft

MODES: tuple[str, ...] = get_args(Mode)
_LEDGER_KEYS = {"id", "at", "by", "salt", "chain", "supersedes", "reason"}


def find_open_session(standing: Standing, set_id: str, informant: str) -> Session | None:
    """The latest session of this set with this informant that nobody has ended."""
    ended = find_ended(standing)
    found = [
        session
        for session in standing.of(Session)
        if session.set
        and session.set.split("@")[0] == set_id
        and standing.same(session.informant, informant)
        and standing.root(session.id) not in ended
    ]
    return found[-1] if found else None


def given_in(standing: Standing, session: Session) -> dict[Key, Response]:
    """The responses that stand in one session, by item and part."""
    return {
        (response.item, response.part or ""): response
        for response in standing.of(Response)
        if response.item and standing.same(response.session, session.id)
    }


def ask_session(
    asker: Asker, known: Mapping[str, Any], role: AskedOf, *, alone: bool, discloses: bool
) -> dict[str, Any]:
    """Ask what is recorded of a session before its first question. Raises Stop where the officer leaves."""
    fields = [
        Field("mode", "How asked?", "choice", required=True, choices=_mode_choices()),
        Field(
            "held_on",
            "On which day?",
            "date",
            required=True,
            default=clock.today().isoformat(),
            help="4 March, 4/3/2026, Tuesday, yesterday or today.",
            past=True,
        ),
        Field(
            "place", "Where?", "line", help="The room and the house, the office, the number rung: as it would be told."
        ),
        Field(
            "others_present", "Who else is there?", "line", help="See each adult alone. Say who is near, children too."
        ),
        Field(
            "supervision",
            "Alone: who will go through it with you?",
            "line",
            wanted=lambda answers: alone and not names_worker(answers.get("others_present")),
            help="Name the supervisor. One worker alone is more easily won over, and sees less of the children.",
        ),
        Field(
            "caution",
            "Caution: given how, or why not needed?",
            "line",
            help="Questioning somebody about their suspected part in an offence is an interview and must be under "
            "caution. Say that it was given and how, or why these questions are none of that.",
        ),
        Field(
            "cleared_with",
            "Who cleared the questions that can disclose?",
            "line",
            help="Some questions give away what is alleged. Name who cleared them, and when.",
        ),
    ]
    left_out = {"caution": role != "person", "cleared_with": not discloses}
    wanted = [field for field in fields if field.key not in known and not left_out.get(field.key)]
    return ask_form(asker, wanted, dict(known))


def _mode_choices() -> tuple[Choice, ...]:
    return tuple(Choice(mode, mode.replace("-", " ")) for mode in MODES)


def amend_session(session: Session, reason: str, **changes: object) -> Draft:
    """The same session with more known of it; the first record stays and is superseded."""
    keys = session.model_dump(exclude=_LEDGER_KEYS, exclude_none=True)
    table = {**keys, **changes, "supersedes": session.id, "reason": reason}
    return Draft("session", {key: value for key, value in table.items() if value is not None})


def end_session(session_id: object, *, complete: bool) -> Draft:
    """The session is over: finished where every question has an answer or a reason, else stopped."""
    how = "finished" if complete else "stopped"
    return Draft("session_end", {"session": session_id, "ended_at": clock.now(), "how": how})


def pause_session(session_id: object) -> Draft:
    """The officer left; the session is open and can be taken up again."""
    return Draft("session_end", {"session": session_id, "ended_at": clock.now(), "how": "paused"})
