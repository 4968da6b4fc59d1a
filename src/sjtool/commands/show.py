"""`sjtool show`: what stands in a case."""

from __future__ import annotations

import sys
from datetime import date
from shlex import quote
from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.asker import wants_plain
from sjtool.assess.judging import hides_levels
from sjtool.commands.desk import Desk
from sjtool.commands.options import AsAt, By, CaseArg, Json, Plain, Reveal, Templates
from sjtool.commands.past_day import refuse_to_come
from sjtool.console import screen_width, write_out
from sjtool.errors import refused
from sjtool.model.appraisal import ToolResult
from sjtool.report.household_text import DRAWN
from sjtool.report.show_json import render_records_json
from sjtool.report.show_text import render_all, render_overview, render_record
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="What stands in a case; --all lists every record, and naming one shows it whole.")
def show(
    case: CaseArg,
    record: Annotated[str, typer.Argument(metavar="[RECORD]", help="The id of one record.")] = "",
    show_all: Annotated[bool, typer.Option("--all", help="Every record, superseded ones too, one line each.")] = False,
    reveal: Reveal = False,
    as_at: AsAt = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Load, log the consultation, print. Levels stay hidden by how the case stands now, whatever day is shown.

    To a file or another program it is shown as if no covert action were in it.
    """
    refuse_to_come(as_at)
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case, as_at=as_at)
    now = desk.load(case) if as_at else loaded
    hides = hides_levels(now.standing)
    hidden = hides and not reveal
    desk.log(loaded, "consultation", "show")
    results = [result.id for result in loaded.standing.of(ToolResult)]
    if hides and reveal and results:
        desk.log_reveal(loaded, "show", results)
    at_screen = sys.stdout.isatty()
    loaded = loaded if at_screen else loaded.for_others
    if record and (loaded.case.find(record) is None or record in loaded.standing.unseen):
        raise refused(
            "unknown-id",
            str(loaded.path),
            "there is no record of this id",
            "ids are listed with --all",
            f"sjtool show {case} --all",
        )
    if as_json:
        write_out(render_records_json(loaded, only=record, hidden=hidden, show_all=show_all))
    elif record:
        write_out(render_record(loaded, record, screen_width(), hidden=hidden, exported=not at_screen))
    elif show_all:
        write_out(render_all(loaded, screen_width()))
    else:
        bare = plain or wants_plain() or not _can_draw()
        today = date.fromisoformat(as_at[:10]) if as_at else clock.today()
        write_out(render_overview(loaded, quote(case), screen_width(), hidden=hidden, plain=bare, today=today))
    return ExitStatus.OK


def _can_draw() -> bool:
    """Whether what is printed can hold the lines of a tree."""
    try:
        "".join(DRAWN).encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False
    return True
