"""`sjtool rate`: rate the factors of a sheet, with evidence."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Annotated

import typer

from sjtool import clock
from sjtool.assess.ratings import FactorView, rated_in, view_sheet
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.rate_answers import read_rating_sheets
from sjtool.commands.rate_terminal import rate_at_terminal
from sjtool.commands.saved import say_saved
from sjtool.console import say
from sjtool.errors import refused, usage
from sjtool.loader import Loaded
from sjtool.model.template import FactorSet
from sjtool.recording.drafting import check_sheets
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Rate factors by judgement, with evidence, direction and relevance. Nothing is totalled.")
def rate(
    case: CaseArg,
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="A factor set: arms-style, acute …")],
    person: Annotated[
        str, typer.Option("--person", metavar="ID", help="Who is rated; the person under assessment unless named.")
    ] = "",
    factor: Annotated[str, typer.Option("--factor", metavar="GLOB", help="Only these factors.")] = "*",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """At a terminal each rating is saved before the next factor shows; from a file all or none."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    _ = desk.officer
    factors = desk.library.factor_set(sheet)
    ref = desk.library.find(sheet).ref
    rated = find_rated(loaded, person)
    if loaded.standing.assessment is None:
        raise refused(
            "no-assessment",
            case,
            "no assessment is open",
            "a rating belongs to an assessment",
            "sjtool add CASE assessment",
        )
    views = [v for v in view_sheet(loaded.standing, factors, ref, rated) if fnmatchcase(v.factor.id, factor)]
    if not views:
        raise usage(
            "no-such-factor",
            "no factor of this sheet fits",
            "there is nothing to rate",
            "sjtool sets show SHEET  lists its factors",
        )
    if not answers:
        return rate_at_terminal(
            desk, loaded, factors, ref, views if factor != "*" else _still_open(loaded, factors, views)
        )
    sheets = read_rating_sheets(answers, loaded, factors, ref, rated, clock.today().isoformat())
    check_sheets(loaded.case, sheets)
    saved = desk.append(loaded.path, [*desk.pins(loaded, ref), *(s.draft for s in sheets)])
    say_saved(saved, as_json=as_json)
    return ExitStatus.OK


def _still_open(loaded: Loaded, factors: FactorSet, views: list[FactorView]) -> list[FactorView]:
    """The factors not yet rated in this assessment, or today where each contact is rated afresh; else all of them."""
    assessment, today = loaded.standing.assessment, clock.today().isoformat()
    left = []
    for view in views:
        made = rated_in(view, loaded.standing, assessment.id if assessment else None)
        if made is None or (not factors.set.carry_forward and made.held_on != today):
            left.append(view)
    if left and len(left) < len(views):
        done = len(views) - len(left)
        say(f"{done} of {len(views)} rated already. To rate one of them again:  --factor ID")
    return left or views


def find_rated(loaded: Loaded, person: str) -> str:
    """The id of who is rated. Raises SjtoolError where there is nobody of that id."""
    found = loaded.standing.person(person) if person else loaded.standing.subject
    if found is None:
        raise refused(
            "unknown-person",
            str(loaded.path),
            "there is no such person in the case" if person else "nobody in the case is the person under assessment",
            "a rating is about somebody",
            "sjtool add CASE person",
        )
    return found.id
