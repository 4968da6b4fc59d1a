"""`sjtool diff`: two moments of a case compared in words."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from sjtool.assess.difference import tell_difference
from sjtool.commands.desk import Desk
from sjtool.commands.menu_titles import find_titles
from sjtool.commands.options import By, CaseArg, Json, Plain, Templates
from sjtool.console import screen_width, write_out
from sjtool.dates import day_words
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.text import wrap_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="What changed in a case between two days: judgement, ratings, plan, and what came in.")
def diff(
    case: CaseArg,
    since: Annotated[
        str, typer.Argument(metavar="SINCE", help="A day, e.g. 2026-03-02: the case as it stood at its end.")
    ],
    until: Annotated[str, typer.Argument(metavar="[UNTIL]", help="A later day; now, where it is left out.")] = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Load the case twice, log once, print the difference."""
    desk = Desk(by=by, templates=templates, plain=plain)
    before, after = desk.load(case, as_at=since), desk.load(case, as_at=until)
    desk.log(after, "consultation", "diff")
    told = tell_difference(
        before.standing,
        after.standing,
        hidden=after.hides_levels,
        at_screen=not as_json and sys.stdout.isatty(),
        titles=find_titles(after),
    )
    lines = list(told)
    if as_json:
        data = headed("diff", {"case": after.name, "since": since, "until": until or None, "changes": lines})
        write_out(json.dumps(data, indent=2, ensure_ascii=False))
        return ExitStatus.OK
    head = f"{after.name}: from the end of {day_words(since)} to {day_words(until) if until else 'now'}"
    shown = [part for line in lines for part in wrap_text(line, screen_width(), "    ", "  ")]
    write_out("\n".join([head, *(shown or ["  Nothing was recorded between the two."])]))
    return ExitStatus.OK
