"""`sjtool report`: the summary, or another report by name, of one case or of many."""

from __future__ import annotations

from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import AsAt, By, Reveal, Templates
from sjtool.commands.report_files import find_cases
from sjtool.commands.report_run import Order, print_many, print_one
from sjtool.errors import usage
from sjtool.report.catalogue import REPORTS
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_FORMATS = ("text", "markdown", "json")


@app.command(
    help="Print the structured-judgement summary, or another report, of a case or of every case in a folder. It judges "
    "nothing."
)
def report(
    paths: Annotated[list[str], typer.Argument(metavar="PATHS", help="Case files, case ids, or folders of cases.")],
    named: Annotated[
        str, typer.Option("--report", metavar="NAME", help=f"Which report: {', '.join(REPORTS)}.")
    ] = "summary",
    form: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, markdown or json.")] = "text",
    out: Annotated[
        str, typer.Option("--out", metavar="FILE-OR-DIR", help="Write here; several cases need a folder.")
    ] = "",
    width: Annotated[
        int | None, typer.Option("--width", min=60, max=120, help="Columns of the text, 60 to 120.")
    ] = None,
    as_at: AsAt = "",
    reveal: Reveal = False,
    recipient: Annotated[
        str, typer.Option("--for", metavar="RECIPIENT", help="Who is given it; it goes in the log.")
    ] = "",
    author: Annotated[
        bool, typer.Option("--author", help="Add a last page for the author alone: what check finds. Not with --for.")
    ] = False,
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """To a terminal it is a consultation; to a file or a pipe a disclosure. Both are logged."""
    if named not in REPORTS:
        raise usage(
            "unknown-report",
            "there is no report of that name",
            "each report is built by its own rules",
            f"--report  one of: {', '.join(REPORTS)}",
        )
    if form not in _FORMATS:
        raise usage(
            "unknown-format",
            "there is no such format",
            "a report is text, markdown or JSON",
            "--format text , markdown  or  json",
        )
    if author and named != "summary":
        raise usage(
            "author-of-summary-only",
            "the author's page belongs to the summary",
            "what check finds is about the judgement that the summary sets out",
            "leave out  --author , or  --report summary",
        )
    if author and recipient:
        raise usage(
            "author-with-recipient",
            "the author's page is not for anybody else",
            "what check finds is for whoever mends the case before the summary is given away",
            "leave out  --author , or leave out  --for",
        )
    desk = Desk(by=by, templates=templates)
    if reveal:
        _ = desk.officer  # the log says who saw a level before judging
    order = Order(
        desk,
        form=form,
        out=out,
        width=width,
        as_at=as_at,
        reveal=reveal,
        recipient=recipient,
        author=author,
        named=named,
    )
    cases, is_batch = find_cases(paths)
    return print_many(order, cases) if is_batch else print_one(order, cases[0])
