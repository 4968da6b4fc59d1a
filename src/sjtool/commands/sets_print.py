"""`sjtool sets print`: a sheet to take along, blank or with what this informant said last, with space to write."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.language import find_speech
from sjtool.commands.options import By, Lang, Templates
from sjtool.commands.report_files import guard_out
from sjtool.commands.sets_print_build import Order, build_sheet, find_ref, out_of_place
from sjtool.console import say, write_out
from sjtool.errors import refused, usage
from sjtool.interview.plan import MARKS, Marks
from sjtool.report import sheet_html, sheet_markdown
from sjtool.status import ExitStatus
from sjtool.store.access import Act
from sjtool.store.durable import remove_stale, write_durably
from sjtool.text import count_words

_FORMATS = ("markdown", "html")


def print_set(
    template: Annotated[str, typer.Argument(metavar="SET", help="A question set, factor set or menu, by its id.")],
    for_role: Annotated[
        str, typer.Option("--for-role", metavar="ROLE", help="Who is asked: person, partner …; else the set's first.")
    ] = "",
    case: Annotated[str, typer.Option("--case", metavar="CASE", help="For this case, with its labels.")] = "",
    informant: Annotated[
        str, typer.Option("--informant", metavar="ID", help="Who in the case is asked; their role goes with it.")
    ] = "",
    person: Annotated[str, typer.Option("--person", metavar="ID", help="Who in the case is rated.")] = "",
    marks: Annotated[
        str, typer.Option("--marks", metavar="default|all", help="all: also what the partner may know in part.")
    ] = "default",
    item: Annotated[
        list[str] | None, typer.Option("--item", metavar="GLOB", help="Only these; may be repeated.")
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="With what this informant answered last, or how they were rated last.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="With reasons, signs and sources: a copy for you alone.")] = False,
    large_print: Annotated[bool, typer.Option("--large-print", help="18 point; HTML only.")] = False,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="markdown or html; else by the name of --out.")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write here, for you alone to read.")] = "",
    lang: Lang = "",
    by: By = "",
    templates: Templates = "",
) -> ExitStatus:
    """Blank it concerns nobody. With a case, a file or a pipe is a disclosure to yourself; both ways it is logged."""
    form = form or ("html" if Path(out).suffix.casefold() in {".html", ".htm"} else "markdown")
    kept = _check_words(form, marks, out, large_print=large_print)
    desk = Desk(by=by, templates=templates)
    loaded = desk.load(case) if case else None
    ref = find_ref(desk, loaded, template, informant)
    speech = find_speech(desk.library, ref, lang)
    order = Order(desk, loaded, ref, for_role, informant, person, kept, tuple(item or ()), last, why, speech)
    sheet = build_sheet(order)
    text = sheet_html.render(sheet, large_print=large_print) if form == "html" else sheet_markdown.render(sheet)
    _hand_over(order, text, form, out)
    if sheet.left_out:
        what = count_words(sheet.left_out, "earlier answer")
        say(
            f"Left off, in whole or in part: {what} with officers' notes or not told. --why prints them, for you alone."
        )
    return ExitStatus.OK


def _check_words(form: str, marks: str, out: str, *, large_print: bool) -> Marks:
    """What can be told before anything is read. Raises SjtoolError (usage)."""
    if form not in _FORMATS:
        raise usage("unknown-format", "there is no such format", "a sheet is markdown or HTML", "--format html")
    if large_print and form != "html":
        raise out_of_place("--large-print", "markdown has no size of print", "--format html")
    if out:
        _check_out(out)
    known = next((kind for kind in MARKS if kind == marks), None)
    if known is None:
        raise usage("bad-marks", "--marks takes default or all", "they say what the partner is asked", "--marks all")
    return known


def _check_out(out: str) -> None:
    """Raise SjtoolError where `--out` is not one file that may be written."""
    if Path(out).is_dir() or out.endswith(("/", "\\")):
        raise usage("out-not-a-file", "--out names a folder", "a sheet is one file", "name a file")
    guard_out(Path(out))
    if not Path(out).parent.is_dir():
        what = "the folder does not exist"
        raise refused("folder-missing", out, what, "a folder is not made by the way", "make it, or name another")


def _hand_over(order: Order, text: str, form: str, out: str) -> None:
    """Write it whole, readable by its owner only, or print it; where it is for a case, log that."""

    def log() -> None:
        if order.loaded:
            act: Act = "consultation" if not out and sys.stdout.isatty() else "disclosure"
            given_to = "" if act == "consultation" else "self"
            order.desk.log(order.loaded, act, "sets print", recipient=given_to, format=form)

    if not out:
        log()
        write_out(text)
        return
    remove_stale(Path(out))
    write_durably(Path(out), text.encode("utf-8"), before_place=log)
    say(f"Written: {out}")
