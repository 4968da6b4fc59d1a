"""`sjtool add`: any record that has no command of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sjtool.ask.form import ask_form
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.errors import usage
from sjtool.loader import Loaded
from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.drafting import OWN_COMMANDS, Sheet, check_sheets, fill_assessment, read_sheets
from sjtool.recording.judgement_rules import check_judgement_drafts
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later, repoint
from sjtool.store.victims import open_victims

app = typer.Typer(rich_markup_mode=None)
_OWN_WAY = {
    "judgement": "judge",
    "override": "judge",
    "tool_result": "receive",
    "rating": "rate",
    "response": "interview",
    "session": "interview",
}


@app.command(
    help="Add a record: person, evidence, relation, formulation, scenario, action, event … Many at once with --answers."
)
def add(
    case: CaseArg,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="The kind of record, e.g. evidence. Left out with --answers.")
    ] = "",
    supersedes: Annotated[
        str, typer.Option("--supersedes", metavar="ID", help="Correct this record: both stay, the new one stands.")
    ] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Ask or read, check everything, append all of it or nothing."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load_to_mend(case)
    officer = desk.officer
    if answers:
        sheets = read_sheets(read_answers(answers, kind))
    else:
        _check_kind(kind)
        with desk.keeping(loaded.path):
            sheets = [_ask(desk, loaded, kind, supersedes)]
    sheets = [sheet.with_draft(fill_assessment(loaded.standing, sheet.draft)) for sheet in sheets]
    check_sheets(loaded.case, sheets)
    check_judgement_drafts(loaded, sheets)
    say_saved(
        append_sheets(desk, loaded.path, loaded.name, sheets, training=loaded.case.header.training), as_json=as_json
    )
    return ExitStatus.OK


def append_sheets(desk: Desk, path: Path, case_id: str, sheets: list[Sheet], *, training: bool) -> list[Record]:
    """Append drafts, those about victims' identity to the file of their own, after the case's."""
    drafts = [sheet.draft for sheet in sheets]
    own = [n for n, draft in enumerate(drafts) if draft.kind != "victim"]
    victims = [n for n, draft in enumerate(drafts) if draft.kind == "victim"]
    records = (
        desk.append(path, [repoint(drafts[n], {old: Later(new) for new, old in enumerate(own)}) for n in own])
        if own
        else []
    )
    if victims:
        known: dict[int, Later | str] = {old: record.id for old, record in zip(own, records, strict=True)}
        known |= {old: Later(new) for new, old in enumerate(victims)}
        ledger = open_victims(path, case_id, training=training)
        records += desk.append(path, [repoint(drafts[n], known) for n in victims], ledger)
    return records


def _ask(desk: Desk, loaded: Loaded, kind: str, supersedes: str) -> Sheet:
    from sjtool.ask.fields import fields_for

    model = (KINDS | VICTIM_KINDS)[kind]
    asker = desk.asker
    keys: dict[str, object] = {}
    if not model.prefix:
        keys["id"] = asker.ask_line(f"An id for this {kind}, one word\n> ").strip()
    keys |= ask_form(asker, fields_for(kind, skip=("assessment",)))
    if supersedes:
        keys |= {"supersedes": supersedes, "reason": asker.ask_line("Why is it corrected?\n> ").strip()}
    return Sheet(Draft(kind, keys), Place("your answers"))


def _check_kind(kind: str) -> None:
    addable = sorted((set(KINDS) | set(VICTIM_KINDS)) - set(OWN_COMMANDS) - set(_OWN_WAY) - {"template", "session_end"})
    if kind in addable:
        return
    way = OWN_COMMANDS.get(kind) or _OWN_WAY.get(kind)
    raise usage(
        "unknown-kind",
        f"records of kind {kind} are made with  sjtool {way}" if way else "name the kind of record to add",
        "each kind is asked for in its own words",
        f"sjtool {way} CASE" if way else f"one of: {', '.join(addable)}",
    )
