"""`sjtool check`: every problem of a case, or of every case in a folder."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sjtool.check.catalogue import BY_CODE
from sjtool.check.covert import CODE as COVERT_CODE
from sjtool.check.reading_codes import READING_CODES
from sjtool.commands.check_run import Errand, check_all, deliver, read_moment
from sjtool.commands.check_work import Order
from sjtool.commands.options import AsAt, By, Paths, Templates, Workers
from sjtool.commands.out_names import settle_format
from sjtool.commands.report_files import find_cases
from sjtool.commands.rules import unknown_code
from sjtool.console import say
from sjtool.errors import usage
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_FORMATS = ("text", "json", "sarif")


@app.command(
    help="Every problem of a case, or of every case in a folder: where, what, why it matters, what to type. "
    "It finds; it judges nobody."
)
def check(
    paths: Paths,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="CODE", help="Make this check only; may be given again.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="text, json or sarif. As --out ends, else text.")
    ] = None,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write the findings to this file.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 for warnings too.")] = False,
    no_excerpt: Annotated[
        bool, typer.Option("--no-excerpt", help="Leave out lines of the case; always so for several.")
    ] = False,
    workers: Workers = 1,
    as_at: AsAt = "",
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """Exit 0 where nothing is wrong, 1 for an error, 3 where the one file named cannot be read."""
    codes = tuple(dict.fromkeys(_known(code) for code in only or ()))
    form = settle_format(form, out, _FORMATS)
    cases, is_batch = find_cases(paths)
    at_screen = form == "text" and not out and sys.stdout.isatty()
    order = Order(by, templates, codes, *read_moment(as_at), at_screen=at_screen)
    errand = Errand(order, form, out, strict=strict, excerpts=not (no_excerpt or is_batch), workers=workers)
    if COVERT_CODE in codes and not at_screen:
        say(f"{COVERT_CODE} speaks on an officer's own screen alone, whatever there is to say.")
    return deliver(errand, check_all(errand, cases, is_batch=is_batch), is_batch=is_batch)


def _known(code: str) -> str:
    """A code of the catalogue. Raises SjtoolError (usage) for any other."""
    name = code.strip().strip("[]").casefold()
    if name in READING_CODES and name not in BY_CODE:
        raise usage(
            "reading-not-check",
            f'"{name}" is a message and not a check',
            "what stops the reading of a file is told always",
            f"leave out  --only {name}",
        )
    if name not in BY_CODE:
        raise unknown_code(name, BY_CODE)
    return name
