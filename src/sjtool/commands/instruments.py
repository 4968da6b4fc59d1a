"""`sjtool instruments`: passports, listed and shown; which are computed, which only recorded, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import Templates
from sjtool.console import screen_width, write_out
from sjtool.report.instrument_text import render_instrument, render_instruments
from sjtool.status import ExitStatus

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Passports of instruments: whose they are, for whom, what is computed and why.",
)


@app.command("list", help="Every instrument: computed here or recorded only, for whom, and what it is about.")
def show_list(templates: Templates = "") -> ExitStatus:
    """One line or two an instrument, the computed ones first."""
    library = Desk(templates=templates).library
    newest = {found.id: library.newest(found.id) for found in library.found.values()}
    read = [library.read(found.ref) for found in newest.values() if found]
    write_out(render_instruments(read, screen_width()))
    return ExitStatus.OK


@app.command(
    "show", help="One passport whole: owner, licence, rule, limits, evidence, and what is still to be verified."
)
def show(
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Its id, as the list shows it.")],
    templates: Templates = "",
) -> ExitStatus:
    """The passport with the rule it is computed by, where it is."""
    passport = Desk(templates=templates).library.instrument(instrument)
    write_out(render_instrument(passport, screen_width()))
    return ExitStatus.OK
