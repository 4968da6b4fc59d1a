"""`sjtool due`: what is due, overdue and coming in a case or in a folder of cases, by the cited clocks."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from sjtool import clock
from sjtool.commands.due_run import FORMATS, Errand, deliver, find_all
from sjtool.commands.options import AsAt, By, Json, Paths, Templates, Workers, read_number
from sjtool.commands.out_names import settle_format
from sjtool.commands.report_files import find_cases
from sjtool.errors import usage
from sjtool.report.due_list import FARTHEST, Choice
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="What is due, overdue and coming: each day with its rule, the record it is counted from and the source. "
    "Prompts, not legal advice; it decides nothing."
)
def due(
    paths: Paths,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue; exit 1 where it is.")] = False,
    within: Annotated[
        int,
        typer.Option(
            "--within",
            metavar="DAYS",
            parser=read_number("--within", "bad-size", 0, 36600),
            help=f"Nothing later, 0 to 36600 days; {FARTHEST} if not said.",
        ),
    ] = FARTHEST,
    officer: Annotated[str, typer.Option("--officer", metavar="ID", help="Only what is this officer's to do.")] = "",
    by_date: Annotated[bool, typer.Option("--by-date", help="By day over all cases, and not case by case.")] = False,
    met: Annotated[bool, typer.Option("--met", help="Also what is met, with the record that met it.")] = False,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}. As --out ends, else text.")
    ] = None,
    as_json: Json = False,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write it to this file.")] = "",
    workers: Workers = 1,
    as_at: AsAt = "",
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """Exit 1 where a case of several could not be read, or where --overdue finds something."""
    form = settle_format(form, out, FORMATS, as_json=as_json)
    choice = Choice(
        overdue=overdue,
        within=within,
        officer=officer,
        with_met=met,
        at_screen=form == "text" and not out and sys.stdout.isatty(),
    )
    today = _day(as_at) if as_at else clock.today()
    errand = Errand(by, templates, form, out, as_at, today, choice, by_date=by_date, workers=workers)
    cases, is_batch = find_cases(paths)
    return deliver(errand, find_all(errand, cases, is_batch=is_batch))


def _day(typed: str) -> date:
    """The day that is looked at as today. Raises SjtoolError (usage)."""
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise usage("bad-date", "--as-at is not a date", "a day is needed", "write it as 2026-03-02") from None
