"""`sjtool export`: tables of one case or many without free text, for analysis."""

from __future__ import annotations

from typing import Annotated

import typer

from sjtool.commands.check_run import read_moment
from sjtool.commands.desk import Desk
from sjtool.commands.export_files import FORMATS, prepare_folder
from sjtool.commands.export_key import find_key
from sjtool.commands.export_parquet import load_arrow
from sjtool.commands.export_run import export_all
from sjtool.commands.export_work import Order
from sjtool.commands.options import AsAt, By, Paths, Templates, Workers
from sjtool.commands.out_names import unknown_format
from sjtool.commands.past_day import refuse_to_come
from sjtool.commands.report_files import find_cases
from sjtool.commands.report_view import settle_recipient
from sjtool.errors import usage
from sjtool.report.plain_fields import FIELDS, read_where
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Tables of many cases for analysis, without free text: no names, no words, no addresses, no dates of birth; "
    "people by their roles. It is a disclosure, and logged as one."
)
def export(
    paths: Paths,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="The folder of the tables; one of their own.")],
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}.")] = "csv",
    recipient: Annotated[
        str, typer.Option("--for", metavar="RECIPIENT", help="Who is given it; it goes in the log of each case.")
    ] = "",
    pseudonymous: Annotated[
        bool, typer.Option("--pseudonymous", help="Hash case and officer ids, with a key typed unseen or made here.")
    ] = False,
    key: Annotated[
        str, typer.Option("--key", metavar="FILE", help="The key from a file, or - from a pipe. Implies the hashes.")
    ] = "",
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="FIELD=VALUE", help=f"Only cases with this; may be given again. {', '.join(FIELDS)}."
        ),
    ] = None,
    workers: Workers = 1,
    as_at: AsAt = "",
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """Exit 1 where a case of several could not be read."""
    if form not in FORMATS:
        raise unknown_format(form, FORMATS)
    if key == "-" and "-" in paths:
        why = "a pipe is one thing"
        raise usage("two-from-a-pipe", "the cases and the key cannot both come by the pipe", why, "--key FILE")
    chosen = read_where(where or ())
    refuse_to_come(as_at)
    today, moment = read_moment(as_at)
    if form == "parquet":
        load_arrow()
    cases, is_batch = find_cases(paths)
    folder = prepare_folder(out, form, cases)
    hashed, key_from = find_key(key) if pseudonymous or key else (b"", "")
    desk = Desk(by=by, templates=templates)
    order = Order(
        by=desk.known_officer or "",
        templates=desk.templates,
        form=form,
        given_to=settle_recipient(desk, recipient, at_terminal=False, author=False),
        today=today,
        as_at=as_at,
        moment=moment,
        where=chosen,
        key=hashed,
    )
    return export_all(order, cases, folder, is_batch=is_batch, workers=workers, key_from=key_from)
