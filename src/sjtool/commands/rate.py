"""`sjtool rate`: rate the factors of a sheet, with evidence."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import partial
from typing import Annotated

import typer

from sjtool import clock
from sjtool.assess.rated import PER_WORDS, factors_for, people_of, rated_per
from sjtool.assess.rated_now import find_counting
from sjtool.assess.ratings import FactorView, view_sheet
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.rate_answers import read_rating_sheets
from sjtool.commands.rate_terminal import RateSitting, Round
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
        str, typer.Option("--person", metavar="ID", help="Who is rated; everybody the sheet is for unless named.")
    ] = "",
    factor: Annotated[str, typer.Option("--factor", metavar="GLOB", help="Only these factors.")] = "*",
    group: Annotated[str, typer.Option("--group", metavar="GLOB", help="Only factors under these headings.")] = "*",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """At a terminal each rating is saved before the next factor shows; from a file all or none."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    desk.tell_officer(loaded)
    factors = desk.library.factor_set(sheet)
    ref = desk.library.find(sheet).ref
    rated = find_rated(loaded, factors, person)
    _refuse_without_assessment(loaded, case)
    wanted = partial(_is_wanted, factor, group)
    by_person = [list(filter(wanted, view_sheet(loaded.standing, factors, ref, who))) for who in rated]
    if not any(by_person):
        raise usage(
            "no-such-factor",
            "no factor of this sheet fits",
            "there is nothing to rate",
            f"its headings are {', '.join(g.id for g in factors.group)}; a pattern such as 'couple-*' takes several"
            if factors.group and group != "*"
            else "sjtool sets show SHEET  lists its factors",
        )
    if not answers:
        rounds = [_round(loaded, factors, views, is_named=factor != "*") for views in by_person if views]
        flags = {"--person": person, "--factor": factor, "--group": group, "--templates": templates}
        resume = _command(case, sheet, flags, plain=plain)
        onward = shlex.join(["sjtool", "next", case])
        return RateSitting(desk, loaded, factors, ref, resume, onward).run(rounds)
    sheets = read_rating_sheets(answers, loaded, factors, ref, rated, clock.today().isoformat())
    check_sheets(loaded.case, sheets)
    saved = desk.append(loaded.path, [*desk.pins(loaded, ref), *(s.draft for s in sheets)])
    say_saved(saved, as_json=as_json)
    return ExitStatus.OK


def _refuse_without_assessment(loaded: Loaded, case: str) -> None:
    if loaded.standing.assessment is None:
        raise refused(
            "no-assessment",
            case,
            "no assessment is open",
            "a rating belongs to an assessment",
            "sjtool add CASE assessment",
        )


def _command(case: str, sheet: str, flags: Mapping[str, str], *, plain: bool) -> str:
    """The same command again, to go on with."""
    said = [word for flag, value in flags.items() if value not in {"", "*"} for word in (flag, value)]
    return shlex.join(["sjtool", "rate", case, sheet, *said, *(["--plain"] if plain else [])])


def _is_wanted(factor: str, group: str, view: FactorView) -> bool:
    return fnmatchcase(view.factor.id, factor) and fnmatchcase(view.factor.group or "", group)


def _round(loaded: Loaded, factors: FactorSet, views: list[FactorView], *, is_named: bool) -> Round:
    """What to ask of one person: the factors named on the command line, else those still open."""
    ask = views if is_named else _still_open(loaded, factors, views)
    known = tuple(view.factor.id for view in views)
    return Round(views[0].person, tuple(view.factor.id for view in ask), known)


def _still_open(loaded: Loaded, factors: FactorSet, views: list[FactorView]) -> list[FactorView]:
    """The factors not yet rated in this assessment, or today where each contact is rated afresh; else all of them."""
    today = clock.today().isoformat()
    left = []
    for view in views:
        made = find_counting(loaded.standing, factors, view)
        if made is None or (not factors.set.carry_forward and made.held_on != today):
            left.append(view)
    if left and len(left) < len(views):
        done = len(views) - len(left)
        say(f"{done} of {len(views)} rated already. To rate one of them again:  --factor ID, or :jump")
    return left or views


def find_rated(loaded: Loaded, factors: FactorSet, person: str) -> tuple[str, ...]:
    """The ids of those who are rated: whoever is named, else all whom the sheet is for.

    Raises SjtoolError where there is nobody.
    """
    standing = loaded.standing
    named = standing.person(person) if person else None
    found = people_of(standing, factors) if not person else (named,) if named else ()
    if found and (not person or factors_for(standing, factors, found[0].id)):
        return tuple(one.id for one in found)
    whom = ", ".join(PER_WORDS[per] for per in dict.fromkeys(rated_per(factors, factor) for factor in factors.factor))
    if found:
        raise refused(
            "factor-not-for-person",
            str(loaded.path),
            f"{factors.set.id} is rated for {whom}, which this person is not",
            "a strength or a worry on the wrong person's sheet would be read as theirs",
            "leave --person out to go through everybody it is for",
        )
    if person:
        what = "there is no such person in the case"
    elif factors.set.rated_per == "subject" and not factors.group:
        what = "nobody in the case is the person under assessment"
    else:
        what = f"nobody in the case has a role that this sheet is rated for ({whom})"
    raise refused("unknown-person", str(loaded.path), what, "a rating is about somebody", "sjtool add CASE person")
