"""`sjtool report`: the summary, or another report by name, of one case or of many."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from sjtool import clock
from sjtool.assess.seen_by import VIEWS
from sjtool.commands.desk import Desk
from sjtool.commands.near import mend_option
from sjtool.commands.options import AsAt, By, Paths, Reveal, Templates, Workers, read_number
from sjtool.commands.out_names import settle_format
from sjtool.commands.report_files import find_cases
from sjtool.commands.report_merge import merge_manifests
from sjtool.commands.report_one import print_one
from sjtool.commands.report_order import Order
from sjtool.commands.report_run import print_many
from sjtool.commands.report_tally import Run
from sjtool.commands.report_view import refuse_many, settle_recipient, settle_view
from sjtool.console import say, screen_width
from sjtool.errors import usage
from sjtool.report.catalogue import REPORTS
from sjtool.report.formats import FORMATS, refuse_missing
from sjtool.report.plain_fields import FIELDS, read_where
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Print the structured-judgement summary, or another report, of a case or of every case in a folder. It judges "
    "nothing."
)
def report(
    paths: Paths,
    named: Annotated[
        str, typer.Option("--report", metavar="NAME", help=f"Which report: {', '.join(REPORTS)}.")
    ] = "summary",
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}. As --out ends, else text.")
    ] = None,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE-OR-DIR", help="Write here; several cases need a folder.")
    ] = "",
    width: Annotated[
        int | None,
        typer.Option(
            "--width",
            metavar="COLUMNS",
            parser=read_number("--width", "bad-size", 60, 120),
            help="Columns of the text, 60 to 120.",
        ),
    ] = None,
    as_at: AsAt = "",
    reveal: Reveal = False,
    view: Annotated[
        str,
        typer.Option("--view", metavar="VIEW", help=f"Whose copy: {', '.join(VIEWS)}; it says what it leaves out."),
    ] = "",
    recipient: Annotated[
        str | None,
        typer.Option("--for", metavar="RECIPIENT", help="Who is given it; it goes in the log. self: for own use."),
    ] = None,
    author: Annotated[
        bool, typer.Option("--author", help="Add a last page for the author alone: what check finds. Not with --for.")
    ] = False,
    checks: Annotated[
        bool, typer.Option("--checks", help="In JSON: what check finds too, as codes and lines.")
    ] = False,
    json_lines: Annotated[bool, typer.Option("--json-lines", help="One case a line, as JSON, on stdout.")] = False,
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where", metavar="FIELD=VALUE", help=f"Only cases with this; may be given again. {', '.join(FIELDS)}."
        ),
    ] = None,
    workers: Workers = 1,
    anew: Annotated[
        bool, typer.Option("--anew", help="Write every report again, what has not changed since the last run too.")
    ] = False,
    shard: Annotated[
        str, typer.Option("--shard", metavar="K/N", help="Only the K-th of N parts, the same on every machine.")
    ] = "",
    merge: Annotated[
        bool, typer.Option("--merge", help="Join the manifests of all shards in the folder named; nothing is printed.")
    ] = False,
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """To a terminal it is a consultation; to a file or a pipe a disclosure. Both are logged."""
    desk = Desk(by=by, templates=templates)
    if merge:
        return _merge(desk, paths)
    _check_name(named)
    _check_recipient(recipient)
    recipient = recipient or ""
    _check_author(named, recipient, author=author)
    whose = settle_view(named, view, out, own_only=author or reveal or checks)
    form = _settle_form(form, out, json_lines=json_lines, checks=checks, is_folder=_is_many(paths))
    if json_lines and out:
        raise usage(
            "lines-to-stdout", "--json-lines prints on stdout", "one file would hold many cases", "leave out  --out"
        )
    refuse_missing(form)
    if reveal:
        _ = desk.officer  # the log says who saw a level before judging
    part = _read_shard(shard)
    chosen = read_where(where or ())
    cases, is_batch = find_cases(paths)  # before anybody is asked anything
    at_terminal = is_at_terminal(out)
    order = Order(
        by=desk.known_officer or "",
        templates=desk.templates,
        named=named,
        form=form,
        out=out,
        width=width or screen_width(),
        as_at=as_at,
        given_to=settle_recipient(desk, recipient, at_terminal=at_terminal, author=author),
        today=clock.today(),
        at_terminal=at_terminal,
        reveal=reveal,
        author=author,
        checks=checks,
        on_one_line=json_lines or (bool(out) and form == "json" and len(paths) > 0 and _is_many(paths)),
        where=chosen,
        view=whose,
    )
    if is_batch or where or json_lines or part:
        refuse_many(whose)
        return print_many(order, cases, Run(workers, anew, part))
    return print_one(order, cases[0])


def is_at_terminal(out: str) -> bool:
    """Whether the officer reads it here and now; anything else leaves their hands."""
    return not out and sys.stdout.isatty()


def _is_many(paths: Sequence[str]) -> bool:
    return len(paths) > 1 or paths[0] == "-" or Path(paths[0]).is_dir() or any(mark in paths[0] for mark in "*?[")


def _check_name(named: str) -> None:
    if named not in REPORTS:
        raise usage(
            "unknown-report",
            "there is no report of that name",
            "each report is built by its own rules",
            mend_option("--report", named, REPORTS),
        )


def _settle_form(form: str | None, out: str, *, json_lines: bool, checks: bool, is_folder: bool) -> str:
    """The format, where `--json-lines` may stand for one. Raises SjtoolError for options that would come to nothing."""
    if json_lines and form in FORMATS and form != "json":
        raise usage(
            "lines-are-json",
            f"--json-lines and --format {form} ask for two things",
            "a run prints one format",
            "leave out one of the two",
        )
    form = settle_format(form, "" if json_lines else out, FORMATS, as_json=json_lines, is_folder=is_folder)
    if checks and form != "json":
        raise usage(
            "checks-in-json-only",
            f"--checks adds nothing to {form}",
            "what check finds goes to a script as codes and lines",
            "--format json , or  sjtool check CASE",
        )
    return form


def _check_recipient(recipient: str | None) -> None:
    if recipient is not None and not recipient.strip():
        raise usage(
            "recipient-empty",
            "--for names nobody",
            "the log says who was given a print; a script whose recipient is empty would leave it out",
            "--for RECIPIENT , or leave out  --for",
        )


def _check_author(named: str, recipient: str, *, author: bool) -> None:
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


def _read_shard(words: str) -> tuple[int, int] | None:
    """`2/8` as two numbers. Raises SjtoolError where it is no part of anything."""
    if not words:
        return None
    number, sign, total = words.partition("/")
    if sign and number.isdecimal() and total.isdecimal() and 1 <= int(number) <= int(total):
        return int(number), int(total)
    raise usage("bad-shard", "--shard is no part of anything", "the parts are counted from 1", "--shard 1/4")


def _merge(desk: Desk, paths: Sequence[str]) -> ExitStatus:
    """One manifest of all shards."""
    at = clock.now().isoformat(timespec="seconds")
    merged, target = merge_manifests(Path(paths[0]), by=desk.known_officer or "", at=at)
    states = [line.state for line in merged.lines.values()]
    failed, waiting = states.count("failed"), states.count("not-reached")
    more = f", {waiting:,} not reached" if waiting else ""
    say(f"Written: {target} ({len(states):,} cases, {failed:,} failed{more})")
    return ExitStatus.FINDINGS if failed or waiting else ExitStatus.OK
