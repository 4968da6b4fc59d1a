"""`sjtool visit`: the briefing before a home visit; afterwards the visit, the acute factors at once, what changed."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from sjtool.ask.form import Field, ask_one
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.report_one import show_report
from sjtool.commands.visit_answers import read_visit, record_visit
from sjtool.commands.visit_sitting import VisitRun
from sjtool.console import say, say_wrapped
from sjtool.errors import usage
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_REPORT = "visit-briefing"


@app.command(help="The briefing before a home visit; afterwards what was seen, the acute factors and the next visit.")
def visit(
    case: CaseArg,
    briefing: Annotated[bool, typer.Option("--briefing", help="Print the briefing and stop.")] = False,
    after: Annotated[
        bool, typer.Option("--after", help="You have been: begin with the visit, or go on there.")
    ] = False,
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """The visit is saved before the first factor shows, and each factor before the next."""
    if briefing + after + bool(answers) > 1:
        raise usage(
            "one-way-only",
            "--briefing, --after and --answers each say how to go about it",
            "one of them would be left undone",
            "give one of them",
        )
    desk = Desk(by=by, templates=templates, plain=plain)
    if briefing:
        return _print_briefing(desk, case)
    loaded = desk.load(case)
    _ = desk.officer
    desk.tell_officer(loaded)
    if answers:
        return record_visit(desk, loaded, read_visit(answers, loaded), as_json=as_json)
    _ = desk.asker
    flags = [*(["--templates", templates] if templates else []), *(["--plain"] if plain else [])]
    afterwards = shlex.join(["sjtool", "visit", case, "--after", *flags])
    if not after:
        _print_briefing(desk, case)
        if not _ask_whether_been(desk):
            say_wrapped(f"When you have been:  {afterwards}")
            return ExitStatus.OK
        loaded = desk.load(case)
    return VisitRun(desk, loaded, case, afterwards).run()


def _print_briefing(desk: Desk, case: str) -> ExitStatus:
    """The same page as `report --report visit-briefing`, logged like it."""
    return show_report(desk, _REPORT, case)


def _ask_whether_been(desk: Desk) -> bool:
    """Nothing is asked of a visit that was not made. Raises Stop."""
    say()
    return bool(ask_one(desk.asker, Field("been", "Have you been?", "yes_no", required=True, default="yes")))
