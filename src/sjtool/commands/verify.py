"""`sjtool verify`: whether anything was changed since it was recorded."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.verify_files import acknowledge, verify_files, without_covert_named
from sjtool.commands.verify_signatures import write_signatures
from sjtool.console import say, show_problems, write_out
from sjtool.status import ExitStatus
from sjtool.store.append import Ledger
from sjtool.store.ledger import read_ledger
from sjtool.store.read import read_case
from sjtool.store.verify import holds_head
from sjtool.text import count_words

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Whether anything in a case was changed since it was recorded; names the first record that does not match."
)
def verify(
    case: CaseArg,
    head: Annotated[
        str, typer.Option("--head", metavar="HEX", help="A chain head printed on a report: was it ever in this file?")
    ] = "",
    acknowledged: Annotated[
        bool, typer.Option("--acknowledge", help="Say that an edit by hand was meant. Asks why; every print shows it.")
    ] = False,
    signatures: Annotated[
        str,
        typer.Option("--signatures", metavar="DIR", help="Write what keys signed, and the signatures, for ssh-keygen."),
    ] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Walk the chain of the case, its victims file and its access log."""
    desk = Desk(by=by, templates=templates, plain=plain)
    path = desk.find_case(case)
    if acknowledged:
        acknowledge(desk, Ledger(path), answers)
    found = verify_files(path, desk.library)
    if as_json or not (sys.stdout.isatty() and sys.stderr.isatty()):
        found = without_covert_named(found, read_ledger(path))
    if signatures:
        _write_signatures(path, Path(signatures))
    head_trouble = bool(head) and not _tell_head(path, head)
    if as_json:
        write_out(found.as_json())
    else:
        show_problems(found.problems, with_excerpt=False)
        write_out(found.as_text())
    return ExitStatus.FINDINGS if head_trouble or found.problems else ExitStatus.OK


def _write_signatures(path: Path, folder: Path) -> None:
    """The signed bytes and the signatures as files; they hold no words of the case."""
    written = write_signatures(read_case(path)[0], folder)
    say(
        f"Written to {folder}: {', '.join(one.name for one in written)}"
        if written
        else "No signature was made with a key."
    )


def _tell_head(path: Path, head: str) -> bool:
    """Say whether the file ever stood at a printed head."""
    since = holds_head(read_ledger(path), head.strip().lower())
    if since is None:
        say("This head was never in this file: the report came from another file, or the chain was rebuilt.")
        return False
    made = f"{count_words(since, 'record')} {'was' if since == 1 else 'were'} made since"
    say(f"The file stood at this head; {made}." if since else "The file stands at this head.")
    return True
