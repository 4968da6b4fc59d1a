"""`sjtool crosscheck`: accounts of marked items side by side, differences first; record a reading."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import Annotated

import typer

from sjtool.ask.stop import Stop
from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.commands.crosscheck_reading import Skip, ask_reading, find_to_read, read_readings
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped, screen_width, write_out
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
    read: Annotated[
        list[str] | None,
        typer.Option(
            "--read",
            metavar="ITEM",
            help="Record your reading of this item; may be given again. all: of each item that needs one, in turn.",
        ),
    ] = None,
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Show, or record readings and show what is left."""
    desk = Desk(by=by, templates=templates, plain=plain)
    items = _record_readings(desk, case, question_set, read or (), answers)
    loaded = desk.load(case)
    rows = find_rows(loaded, question_set)
    desk.log(loaded, "combination", "crosscheck")
    questions = desk.library.question_set(question_set)
    if as_json:
        write_out(render_crosscheck_json(rows, questions))
    else:
        only = (items if len(items) == 1 else ()) if read else None
        write_out(render_crosscheck(rows, questions, quote(case), screen_width(), show_all=show_all, only=only))
    return ExitStatus.FINDINGS if any(row.needs_reading for row in rows) else ExitStatus.OK


def find_rows(loaded: Loaded, question_set: str) -> tuple[Discrepancy, ...]:
    """Every marked item of the set with its accounts and readings."""
    ref = loaded.library.find(question_set).ref
    return build_crosscheck(loaded.standing, loaded.library.question_set(question_set), ref)


def _record_readings(desk: Desk, case: str, question_set: str, read: Sequence[str], answers: str) -> tuple[str, ...]:
    """Take readings from a file, or ask for them; which items were named to be read."""
    if not read and not answers:
        return ()
    loaded = desk.load(case)
    rows = find_rows(loaded, question_set)
    _ = desk.officer
    items = find_to_read(rows, read)
    if answers:
        _record(desk, loaded, read_readings(answers, rows))
    else:
        _read_in_turn(desk, case, question_set, items)
    return items


def _read_in_turn(desk: Desk, case: str, question_set: str, items: Sequence[str]) -> None:
    """Ask for a reading of each item; each is saved before the next shows. Raises Stop where the officer leaves."""
    many = len(items) > 1
    if many:
        say_wrapped(
            f"{len(items)} items, one after the other. :skip passes one by, :quit stops; each is saved at once."
        )
    for number, item in enumerate(items, 1):
        loaded = desk.load(case)
        rows = find_rows(loaded, question_set)
        if many:
            say_wrapped(f"\n{number} of {len(items)}")
        try:
            with desk.live(loaded.path, f"reading-{question_set}-{item}") as live:
                sheets = [ask_reading(live, rows, item)]
                _record(desk, loaded, sheets)
        except Skip:
            say_wrapped(f"Item {item} was passed by.")
            continue
        except Stop:
            say(f"To go on:  sjtool crosscheck {quote(case)} --read {'all' if many else item}")
            raise


def _record(desk: Desk, loaded: Loaded, sheets: list[Sheet]) -> None:
    check_sheets(loaded.case, sheets)
    say_saved(desk.append(loaded.path, [sheet.draft for sheet in sheets]))
