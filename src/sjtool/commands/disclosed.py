"""`sjtool disclosed`: every print that left, to whom, from which head, and whether it has been superseded."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from sjtool.assess.disclosures import NOTICE, Disclosure, find_disclosures
from sjtool.commands.desk import Desk
from sjtool.commands.options import By, CaseArg, Json, Plain, Templates
from sjtool.console import screen_width, show_problems, write_out
from sjtool.errors import usage
from sjtool.report.disclosure_text import render_disclosures, render_no_log, render_notice
from sjtool.report.json_head import headed
from sjtool.status import ExitStatus
from sjtool.store.access import access_path, read_access

_LOG = ".access.jsonl"
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
    """Exit 1 where a print that left has been superseded, or there is no log to tell, so that a script can say so."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    log = access_path(loaded.path)
    is_there = log.exists()
    lines, problems = read_access(loaded.path)
    show_problems(problems)
    found = find_disclosures(loaded.standing, lines, untold=() if sys.stdout.isatty() else loaded.covert)
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
                "nothing has changed of what was in that print",
                "a notice would mislead, or tell of what its reader was not given",
                f"sjtool disclosed {case}",
            )
        desk.log(loaded, "disclosure", NOTICE, recipient=found[notice - 1].recipient, corrects=notice)
        write_out(render_notice(loaded, found[notice - 1], screen_width()))
        return ExitStatus.OK
    desk.log(loaded, "consultation", "disclosed")
    others = _logs_without_case(log.parent) if not is_there else ()
    begins = str(lines[0].get("at", "")) if lines else ""
    if as_json:
        about = {"log_found": is_there, "log_begins": begins or None, "logs_without_case": list(others)}
        data = headed("disclosed", {"case": loaded.name, **about, "disclosures": [_plain(one) for one in found]})
        write_out(json.dumps(data, indent=2, ensure_ascii=False))
    elif not is_there:
        write_out(render_no_log(screen_width(), log.name, others))
    else:
        write_out(render_disclosures(found, case, screen_width(), begins=begins))
    is_finding = not is_there or problems or any(one.is_superseded for one in found)
    return ExitStatus.FINDINGS if is_finding else ExitStatus.OK


def _logs_without_case(folder: Path) -> tuple[str, ...]:
    """Access logs beside which there is no case of their name: the case may have been renamed."""
    logs = sorted(folder.glob("*.access.jsonl"))
    return tuple(log.name for log in logs if not log.with_name(f"{log.name.removesuffix(_LOG)}.toml").exists())


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
        "changed_not_in_copy": list(one.beside),
        "notices": [{"at": told.at, "by": told.by, "recipient": told.recipient} for told in one.notices],
    }
