"""`sjtool explain`: what a check or a message stands for, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from sjtool.commands.rules import check_rules, find_rule, message_rules
from sjtool.console import screen_width, write_out
from sjtool.report.explain_text import render_list, render_rule
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="What a check or a message stands for, why it matters and how to mend it. Without a code, all of them."
)
def explain(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="The word in square brackets, e.g. rating-without-evidence.")
    ] = "",
) -> ExitStatus:
    """Look it up and print it."""
    width = screen_width()
    name = code.strip().strip("[]").casefold()
    write_out(render_rule(find_rule(name), width) if name else render_list(check_rules(), message_rules(), width))
    return ExitStatus.OK
