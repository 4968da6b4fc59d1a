"""`sjtool crosscheck`: accounts of marked items side by side, differences first; record a reading."""

from __future__ import annotations

from shlex import quote
from typing import Annotated

import typer

from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.commands.crosscheck_reading import ask_reading, read_readings
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import screen_width, write_out
from sjtool.loader import Loaded
from sjtool.recording.drafting import Sheet, check_sheets
from sjtool.report.crosscheck_text import render_crosscheck, render_crosscheck_json
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Hold all accounts of the marked items side by side. For the practitioner only. Exit 1 while one needs your "
    "reading."
)
def crosscheck(
    case: CaseArg,
    question_set: Annotated[str, typer.Option("--set", metavar="SET", help="The question set.")] = "section-12",
    show_all: Annotated[bool, typer.Option("--all", help="Agreeing and unasked items too.")] = False,
    read: Annotated[str, typer.Option("--read", metavar="ITEM", help="Record your reading of this item.")] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Show, or record readings and show what is left."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    if read or answers:
        rows = find_rows(loaded, question_set)
        _ = desk.officer
        if answers:
            sheets = read_readings(answers, rows)
        else:
            with desk.keeping(loaded.path, item=read):
                sheets = [ask_reading(desk.asker, rows, read)]
                check_sheets(loaded.case, sheets)
        _record(desk, loaded, sheets)
        loaded = desk.load(case)
    rows = find_rows(loaded, question_set)
    desk.log(loaded, "combination", "crosscheck")
    questions = desk.library.question_set(question_set)
    if as_json:
        write_out(render_crosscheck_json(rows, questions))
    else:
        write_out(render_crosscheck(rows, questions, quote(case), screen_width(), show_all=show_all, only=read))
    return ExitStatus.FINDINGS if any(row.needs_reading for row in rows) else ExitStatus.OK


def find_rows(loaded: Loaded, question_set: str) -> tuple[Discrepancy, ...]:
    """Every marked item of the set with its accounts and readings."""
    ref = loaded.library.find(question_set).ref
    return build_crosscheck(loaded.standing, loaded.library.question_set(question_set), ref)


def _record(desk: Desk, loaded: Loaded, sheets: list[Sheet]) -> None:
    check_sheets(loaded.case, sheets)
    say_saved(desk.append(loaded.path, [sheet.draft for sheet in sheets]))
