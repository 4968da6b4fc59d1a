"""`sjtool history`: what was done, when and by whom."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from sjtool.assess.history import Happening, tell_history
from sjtool.commands.desk import Desk
from sjtool.commands.menu_titles import find_titles
from sjtool.commands.options import AsAt, By, CaseArg, Json, Plain, Templates
from sjtool.commands.past_day import refuse_to_come
from sjtool.console import screen_width, write_out
from sjtool.dates import day_words
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.text import wrap_text

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="What was done in a case, when and by whom; an officer's own words stay in their records.")
def history(
    case: CaseArg,
    officer: Annotated[str, typer.Option("--officer", metavar="ID", help="Only what this officer recorded.")] = "",
    as_at: AsAt = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Load, log, print one line a record, a heading a day."""
    refuse_to_come(as_at)
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case, as_at=as_at)
    desk.log(loaded, "consultation", "history")
    at_screen = not as_json and sys.stdout.isatty()
    told = tell_history(loaded.standing, hidden=loaded.hides_levels, at_screen=at_screen, titles=find_titles(loaded))
    happenings = [happening for happening in told if not officer or happening.by == officer]
    if as_json:
        data = headed("history", {"case": loaded.name, "happenings": [_plain(h) for h in happenings]})
        write_out(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        write_out("\n".join(_render(happenings, screen_width())) or "Nothing is recorded.")
    return ExitStatus.OK


def _render(happenings: list[Happening], width: int) -> list[str]:
    lines: list[str] = []
    heading = ""
    for happening in happenings:
        at = happening.at
        day = f"{at:%A} {day_words(at.date().isoformat())}" if at else "Written by hand, no time"
        if f"{day} {happening.by}" != heading:
            heading = f"{day} {happening.by}"
            lines += ["", f"{day}   {happening.by}"] if lines else [f"{day}   {happening.by}"]
        lead = f"  {happening.at:%H:%M}  " if happening.at else "         "
        lines += wrap_text(f"{happening.words}  ({happening.record})", width, " " * 9, lead)
    return lines


def _plain(happening: Happening) -> dict[str, str | None]:
    at = happening.at.isoformat() if happening.at else None
    return {"at": at, "by": happening.by, "record": happening.record, "kind": happening.kind, "words": happening.words}
