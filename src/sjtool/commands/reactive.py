"""`sjtool reactive`: reactive management, condition by condition; propose, approve, refuse, check, withdraw."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.reactive_bench import Bench
from sjtool.commands.reactive_check import check
from sjtool.commands.reactive_decide import approve, refuse
from sjtool.commands.reactive_propose import propose
from sjtool.commands.reactive_withdraw import withdraw
from sjtool.console import screen_width, write_out
from sjtool.errors import usage
from sjtool.report.reactive_json import render_reactive_json
from sjtool.report.reactive_text import render_reactive
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_ACTS: Mapping[str, Callable[[Bench], None]] = {
    "propose": propose,
    "approve": approve,
    "refuse": refuse,
    "check": check,
    "withdraw": withdraw,
}


@app.command(
    help="Reactive management, condition by condition: met, not met or not shown, why, and on what records. It gives "
    "reasons and no level; the officer proposes, a supervisor decides."
)
def reactive(
    case: CaseArg,
    propose_it: Annotated[bool, typer.Option("--propose", help="Propose it, as the officer in the case.")] = False,
    approve_it: Annotated[bool, typer.Option("--approve", help="Approve it, as a supervisor.")] = False,
    refuse_it: Annotated[bool, typer.Option("--refuse", help="Refuse it, as a supervisor, with reasons.")] = False,
    check_it: Annotated[bool, typer.Option("--check", help="Record the yearly checks.")] = False,
    withdraw_it: Annotated[bool, typer.Option("--withdraw", help="Back to active management, with the cause.")] = False,
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Show, or carry out the one act that was named."""
    flags = (propose_it, approve_it, refuse_it, check_it, withdraw_it)
    named = [act for act, is_named in zip(_ACTS, flags, strict=True) if is_named]
    _refuse_flags(named, answers)
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    bench = Bench(desk, loaded, case, clock.today(), answers, as_json)
    if not answers:
        desk.log(loaded, "consultation", "reactive")
    if named:
        _ = desk.officer
        desk.tell_officer(loaded)
        _ACTS[named[0]](bench)
        return ExitStatus.OK
    if as_json:
        write_out(render_reactive_json(bench.view(at_screen=False)))
    else:
        write_out(render_reactive(bench.view(at_screen=sys.stdout.isatty()), screen_width()))
    return ExitStatus.OK


def _refuse_flags(named: list[str], answers: str) -> None:
    """Raise SjtoolError (usage) for two acts at once, or answers to no question."""
    if len(named) > 1:
        why = "each is recorded by itself, by whoever does it"
        raise usage("two-acts", "more than one act is named", why, f"give only  --{named[0]}")
    if answers and not named:
        why = "without an act nothing is recorded"
        fix = "add  --propose, --approve, --refuse, --check  or  --withdraw"
        raise usage("answers-without-act", "there are answers, and no act they belong to", why, fix)
