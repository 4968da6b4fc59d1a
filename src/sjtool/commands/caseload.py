"""`sjtool caseload`: one line a case for a supervisor, what needs them first."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sjtool.commands.caseload_run import FORMATS, check_out, deliver, see_all
from sjtool.commands.caseload_work import Order
from sjtool.commands.check_run import read_moment
from sjtool.commands.desk import Desk
from sjtool.commands.near import mend_option
from sjtool.commands.options import AsAt, By, Json, Paths, Templates, Workers
from sjtool.commands.out_names import settle_format
from sjtool.commands.past_day import refuse_to_come
from sjtool.commands.report_files import find_cases
from sjtool.errors import usage
from sjtool.report.caseload_order import ATTENTION, SORTS
from sjtool.report.plain_fields import FIELDS, read_where
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="One line a case for a supervisor: level, override, status, what is due, overdue, unsigned, problems, factors "
    "that cannot wait. What needs you comes first. It judges nobody."
)
def caseload(
    paths: Paths,
    sort: Annotated[str, typer.Option("--sort", metavar="FIELD", help=f"{', '.join(SORTS)}.")] = ATTENTION,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="FIELD=VALUE", help=f"Only cases with this; may be given again. {', '.join(FIELDS)}."
        ),
    ] = None,
    officer: Annotated[str, typer.Option("--officer", metavar="ID", help="Only the cases of this officer.")] = "",
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
    """Exit 1 where a case of several could not be read."""
    form = settle_format(form, out, FORMATS, as_json=as_json)
    if sort not in SORTS:
        why = "cases are put in order by a few plain values"
        raise usage("unknown-field", "there is no such field to sort by", why, mend_option("--sort", sort, SORTS))
    if out:
        check_out(out)
    refuse_to_come(as_at)
    today, moment = read_moment(as_at)
    desk = Desk(by=by, templates=templates)
    order = Order(
        by=desk.known_officer or "",
        templates=desk.templates,
        today=today,
        as_at=as_at,
        moment=moment,
        officer=officer,
        where=read_where(where or ()),
        at_screen=form == "text" and not out and sys.stdout.isatty(),
    )
    cases, is_batch = find_cases(paths)
    return deliver(see_all(order, cases, is_batch=is_batch, sort=sort, workers=workers), form, out)
