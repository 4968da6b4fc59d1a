"""`sjtool outline`: fill in, with a family, the safety plan for home or the outline child protection plan."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.form import Back
from sjtool.ask.stop import Stop
from sjtool.assess.family_plan import OUTLINES
from sjtool.assess.signing import find_signing
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.outline_answers import read_passages
from sjtool.commands.outline_form import ABOUT, Filling, ask_part, say_point
from sjtool.commands.outline_plain import Skip
from sjtool.commands.plan_desk import tell_saved
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped
from sjtool.errors import refused, usage
from sjtool.loader import Loaded
from sjtool.model.record import Record
from sjtool.recording.drafting import Sheet, check_sheets
from sjtool.report.family_guard import find_guard
from sjtool.report.family_passages import AGREED_ON, FamilyPlan, find_family_plan
from sjtool.report.wording import say_list
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Fill in a plan with the family, heading by heading: safety-plan or protection-plan-outline. It is printed by "
    "the report of the same name."
)
def outline(
    case: CaseArg,
    named: Annotated[str, typer.Argument(metavar="OUTLINE", help=f"Which plan: {' or '.join(OUTLINES)}.")],
    heading: Annotated[
        str, typer.Option("--heading", metavar="ID", help=f"This heading only. {ABOUT}: when, and by whom.")
    ] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """What is typed is kept at every keystroke; each heading is recorded before the next one shows."""
    if named not in OUTLINES:
        what, why = "there is no plan of that name", "each plan has its own headings, and a report that prints it"
        raise usage("no-such-outline", what, why, f"name one of: {', '.join(OUTLINES)}")
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    _ = desk.officer
    plan = find_family_plan(loaded, named)
    parts = _find_parts(plan, heading)
    _refuse_without_assessment(loaded)
    if answers:
        saved = _record(desk, loaded, plan, read_passages(answers, loaded, plan, clock.today()))
        say_saved(saved)
    else:
        _say_before(desk, loaded, plan)
        saved = _fill(desk, case, named, parts)
    tell_saved(saved, as_json=as_json)
    _say_after(find_family_plan(desk.load(case), named), case)
    return ExitStatus.OK


def _find_parts(plan: FamilyPlan, heading: str) -> list[str]:
    """The headings to ask, then the lines about the plan as a whole. Raises SjtoolError (usage)."""
    parts = [*(part for part, _title in plan.entries), ABOUT]
    if heading and heading not in parts:
        own = [entry.id for entry in plan.menu.entry]
        what, why = "the plan has no heading of that id", "what stands under another would be printed nowhere"
        raise usage("no-such-heading", what, why, f"--heading  one of: {', '.join([*own, ABOUT])}")
    return [heading] if heading else parts


def _refuse_without_assessment(loaded: Loaded) -> None:
    if loaded.standing.assessment is None:
        why, fix = "what is recorded belongs to one", "sjtool add CASE assessment"
        raise refused("no-assessment", str(loaded.path), "no assessment is open", why, fix)


def _fill(desk: Desk, case: str, named: str, parts: Sequence[str]) -> list[Record]:
    """Ask one part after the other, each recorded at once; `:back` leads to the one before. Raises Stop."""
    saved: list[Record] = []
    at = 0
    while at < len(parts):
        loaded = desk.load(case)
        plan = find_family_plan(loaded, named)
        try:
            with desk.live(loaded.path, f"outline-{named}-{parts[at]}") as live:
                filling = Filling(live, loaded, plan, find_guard(loaded.standing, clock.today()), desk.officer)
                made = _record(desk, loaded, plan, ask_part(filling, parts[at]))
        except Back:
            at = max(0, at - 1)
            continue
        except Skip:
            say_wrapped("Left for later.")
        except Stop:
            more = f" --heading {parts[at]}" if len(parts) == 1 else ""
            say(f"To go on:  sjtool outline {quote(case)} {named}{more}")
            raise
        else:
            saved += made
            say_saved(made) if made else say("Nothing new.")
        at += 1
    return saved


def _record(desk: Desk, loaded: Loaded, plan: FamilyPlan, sheets: Sequence[Sheet]) -> list[Record]:
    """Append what was written, the outline pinned before its first use; nothing where nothing is new."""
    if not sheets:
        return []
    check_sheets(loaded.case, sheets)
    return desk.append(loaded.path, [*desk.pins(loaded, plan.ref), *(sheet.draft for sheet in sheets)])


def _say_before(desk: Desk, loaded: Loaded, plan: FamilyPlan) -> None:
    """What it is for; the notes of the outline while nothing stands in it yet."""
    desk.tell_officer(loaded)
    say_wrapped(f"{plan.menu.set.title}. {plan.menu.set.purpose}")
    if not plan.passages:
        say("\nBefore you begin:")
        for note in plan.menu.set.notes:
            say_point(note)
    assessment = loaded.standing.assessment
    if find_signing(loaded.standing, assessment.id if assessment else None).signature:
        say_wrapped("\nThe assessment is signed, and stays so: a plan for the family is told as recorded since.")
    say_wrapped(
        "\nWrite what the family says, as they say it. Each heading is saved before the next one shows. :skip leaves "
        "one for later, :back goes to the one before, ? says more, :quit stops."
    )


def _say_after(plan: FamilyPlan, case: str) -> None:
    """What is open, what no longer stands as agreed, and how it is printed."""
    again = f"sjtool outline {quote(case)} {plan.id}"
    if plan.open_titles:
        say_wrapped(f'Printed as "not written down here yet": {say_list(plan.open_titles)}.')
    if plan.changed or not plan.text(AGREED_ON):
        why = "Changed since it was agreed" if plan.changed else "When it was agreed is not recorded"
        say_wrapped(f"{why}:  {again} --heading {ABOUT}")
    say(f"To print it:  sjtool report {quote(case)} --report {plan.id}")
