"""`sjtool erase`: lawful erasure of one record."""

from __future__ import annotations

from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.asker import at_terminal
from sjtool.ask.form import Field, ask_one
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Plain, Templates
from sjtool.console import say, show_problems
from sjtool.errors import refused
from sjtool.status import ExitStatus
from sjtool.store.access import append_access
from sjtool.store.answers import read_answers
from sjtool.store.append import Ledger
from sjtool.store.erase import erase_record
from sjtool.store.victims import VICTIM_KINDS, victims_path

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Erase one record for good, on an authority. Its id, kind and digest stay; the chain still holds and says so."
)
def erase(
    case: CaseArg,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The id of the record to erase.")],
    authority: Annotated[
        str,
        typer.Option(
            "--authority",
            metavar="REF",
            help="The reference of the authority; no words of the case. Asked where absent.",
        ),
    ] = "",
    victims: Annotated[bool, typer.Option("--victims", help="Erase from the victims file.")] = False,
    answers: AnswersFile = "",
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Ask for the authority, confirm at a terminal, erase, log."""
    desk = Desk(by=by, templates=templates, plain=plain)
    path = desk.find_case(case)
    officer = desk.officer
    ledger = Ledger(victims_path(path), VICTIM_KINDS) if victims else Ledger(path)
    on_authority = authority or _ask_authority(desk, answers)
    if not answers and at_terminal() and not _confirms(desk, ledger, record):
        say("Nothing was erased.")
        return ExitStatus.OK
    erase_record(ledger, record, on_authority, by=officer, at=clock.now())
    problem = append_access(path, "erasure", "erase", by=officer, at=clock.now(), head=ledger.head, records=[record])
    if problem:
        show_problems([problem])
    say(f"Erased {record}. Its id, kind and digest stay; the words are gone from this file.")
    say("Not from backups, printed reports, or files kept beside the case: see to those. Comments next to it: read")
    say("them yourself.")
    return ExitStatus.OK


def _confirms(desk: Desk, ledger: Ledger, record: str) -> bool:
    """Whether the officer at a terminal means it; asked only of a record that is there."""
    found = next((link for link in ledger.file.links if link.id == record), None)
    if found is None:
        return True
    prompt = f"Erase {record} ({found.kind.replace('_', ' ')}) for good? This cannot be undone."
    return bool(ask_one(desk.asker, Field("sure", prompt, "yes_no", required=True)))


def _ask_authority(desk: Desk, answers: str) -> str:
    if answers:
        given = read_answers(answers, "erasure").top.get("authority")
        if isinstance(given, str) and given.strip():
            return given
        raise refused(
            "authority-missing",
            answers,
            "it names no authority",
            "erasure must be lawful and shown to be",
            'add  authority = "…"',
        )
    prompt = "On whose authority, and under which reference? (:quit to leave the record as it is)"
    return str(ask_one(desk.asker, Field("authority", prompt, required=True)))
