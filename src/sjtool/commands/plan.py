"""`sjtool plan`: the risk management plan: gaps, every action with its reason, what became of it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.plan_desk import PlanDesk, read_plan_answers
from sjtool.commands.saved import say_saved
from sjtool.console import screen_width, write_out
from sjtool.errors import usage
from sjtool.report.plan_json import render_json
from sjtool.report.plan_text import render_plan
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="The risk management plan: what nothing answers yet comes first, then every action with its reason. Add an "
    "action, say what became of one, or look as a supervisor at how one ended."
)
def plan(
    case: CaseArg,
    add: Annotated[bool, typer.Option("--add", help="Add an action, then the next.")] = False,
    answered: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="ID", help="With --add: the factor, scenario or reading it answers. Repeatable."),
    ] = None,
    menu: Annotated[
        str, typer.Option("--from", metavar="MENU[/ENTRY]", help="With --add: from this menu, e.g. restrictive.")
    ] = "",
    update: Annotated[str, typer.Option("--update", metavar="ACTION", help="Say what became of an action.")] = "",
    check: Annotated[
        str, typer.Option("--check", metavar="ACTION", help="As a supervisor: look at how it ended; all: each in turn.")
    ] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Show the plan, or do the one thing that was asked for."""
    _check_words(add=add, update=update, check=check, answers=answers, only_add=bool(answered or menu))
    book = PlanDesk(Desk(by=by, templates=templates, plain=plain), case)
    if not (add or update or check or answers):
        return _show(book, as_json=as_json)
    _ = book.desk.officer
    if answers:
        say_saved(book.record(read_plan_answers(answers)), as_json=as_json)
        return ExitStatus.OK
    if add:
        from sjtool.commands.plan_add import add_actions

        add_actions(book, tuple(answered or ()), menu, as_json=as_json)
    elif update:
        from sjtool.commands.plan_update import update_action

        update_action(book, update, as_json=as_json)
    else:
        from sjtool.commands.plan_check import check_actions

        check_actions(book, check, as_json=as_json)
    return ExitStatus.OK


def _check_words(*, add: bool, update: str, check: str, answers: str, only_add: bool) -> None:
    """Raise SjtoolError (usage) where two things are asked for at once."""
    if sum(map(bool, (add, update, check, answers))) > 1:
        what, why = "more than one of --add, --update, --check and --answers is named", "each is one thing to do"
        raise usage("plan-two-things", what, why, "name one of them; the others follow")
    if only_add and not add:
        what, why = "--for and --from say what an action answers and where it is from", "no action is being added"
        raise usage("plan-two-things", what, why, "add  --add")


def _show(book: PlanDesk, *, as_json: bool) -> ExitStatus:
    """Print the plan; the access log says that it was looked at."""
    view = book.view(at_screen=sys.stdout.isatty() and not as_json)
    book.desk.log(book.loaded, "consultation", "plan")
    write_out(render_json(view) if as_json else render_plan(view, screen_width()))
    return ExitStatus.OK
