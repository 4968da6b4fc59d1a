"""`sjtool disclosed`: every print that left, to whom, from which head, and whether it has been superseded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from sjtool.assess.disclosures import NOTICE, Disclosure, find_disclosures
from sjtool.commands.desk import Desk
from sjtool.commands.options import By, CaseArg, Json, Plain, Templates
from sjtool.console import screen_width, show_problems, write_out
from sjtool.errors import usage
from sjtool.report.disclosure_text import render_disclosures, render_notice
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.store.access import read_access

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Every print that left, to whom, and whether it still holds; --notice N drafts a correction to send.")
def disclosed(
    case: CaseArg,
    notice: Annotated[
        int, typer.Option("--notice", metavar="N", help="A correction notice for the N-th disclosure.")
    ] = 0,
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Exit 1 where a print that left has been superseded, so that a script can say so."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    lines, problems = read_access(loaded.path)
    show_problems(problems)
    found = find_disclosures(loaded.standing, lines)
    if notice:
        if not 1 <= notice <= len(found):
            raise usage(
                "no-such-disclosure",
                "there is no disclosure of this number",
                "they are numbered",
                f"sjtool disclosed {case}",
            )
        if not found[notice - 1].is_superseded:
            raise usage(
                "nothing-to-correct",
                "that print still says what the case says",
                "a notice would mislead",
                f"sjtool disclosed {case}",
            )
        desk.log(loaded, "disclosure", NOTICE, recipient=found[notice - 1].recipient)
        write_out(render_notice(loaded, found[notice - 1], screen_width()))
        return ExitStatus.OK
    desk.log(loaded, "consultation", "disclosed")
    if as_json:
        data = headed("disclosed", {"case": loaded.name, "disclosures": [_plain(one) for one in found]})
        write_out(json.dumps(data, indent=2, ensure_ascii=False))
    else:
        write_out(render_disclosures(found, case, screen_width()))
    return ExitStatus.FINDINGS if problems or any(one.is_superseded for one in found) else ExitStatus.OK


def _plain(one: Disclosure) -> Mapping[str, Any]:
    return {
        "number": one.number,
        "at": one.at,
        "by": one.by,
        "recipient": one.recipient,
        "print": one.command,
        "report": one.report or None,
        "view": one.view or None,
        "format": one.form or None,
        "head": one.head,
        "superseded": one.is_superseded,
        "changed": list(one.changed),
    }
