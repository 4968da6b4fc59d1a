"""`sjtool score`: work out a published rule for the person of a case, from what the case holds; ask for the rest."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.form import read_date
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Reveal, Templates
from sjtool.commands.score_inputs import ask_missing, find_inputs
from sjtool.commands.score_record import record, tell_again
from sjtool.commands.score_show import show_result
from sjtool.console import say, say_wrapped
from sjtool.errors import refused, usage
from sjtool.score.register import COMPUTED, find_compute
from sjtool.score.result import Result
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Work out an open instrument for the person of a case. Indicative: an official result comes first.")
def score(
    case: CaseArg,
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help=f"One of: {', '.join(COMPUTED)}.")],
    again: Annotated[
        bool,
        typer.Option("--again", help="Work it out anew though a result stands; both are shown, the old one stays."),
    ] = False,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of assessment; today unless given.")] = "",
    answers: AnswersFile = "",
    reveal: Reveal = False,
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Inputs are responses with a basis, so that nothing is typed twice; the result is one record."""
    if instrument not in COMPUTED:
        raise usage(
            "not-computed",
            "this instrument is not computed here",
            "only published rules are; any other outcome is recorded as it was made",
            f"score CASE one of: {', '.join(COMPUTED)}; or  sjtool receive CASE INSTRUMENT",
        )
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    desk.tell_officer(loaded)
    day = _read_day(on)
    before = tell_again(loaded, instrument, again=again)
    loaded = ask_missing(desk, loaded, case, instrument, answers, shlex.join(["sjtool", "score", case, instrument]))
    inputs = find_inputs(desk.library, loaded, instrument, day)
    result = find_compute(instrument, desk.library.instrument)(inputs.given)
    _refuse_unless_made(case, instrument, result)
    saved = record(desk, loaded, instrument, result, inputs, day, before)
    is_hidden = loaded.hides_levels and not reveal
    if loaded.hides_levels and reveal:
        desk.log_reveal(loaded, "score", [saved.id])
    show_result(desk, loaded, result, saved.id, before, is_hidden=is_hidden, as_json=as_json)
    if is_hidden:
        say_wrapped("Its level stays off the screen until your judgement stands; --reveal shows it, on the record.")
    if before:
        say(f"The result of before, {before.id}, stays in the case.")
    return ExitStatus.OK


def _read_day(on: str) -> str:
    """The day of assessment. Raises SjtoolError (usage) where it is none."""
    if not on:
        return clock.today().isoformat()
    day, trouble = read_date(on)
    if trouble or len(day or "") != len("2026-03-04"):
        raise usage("bad-date", "--on is not a day", "years free of offences are counted to it", "--on 2026-03-04")
    return day or ""


def _refuse_unless_made(case: str, instrument: str, result: Result) -> None:
    """Raise SjtoolError where there is no result: not for this person, or inputs that cannot be."""
    why = "a score for somebody it is not made for, or from figures that cannot be, would be read as one"
    if result.problems:
        fix = f"sjtool interview {case} SET --correct SESSION  corrects an input; sjtool add {case} person  the person"
        raise refused("inputs-wrong", case, "; ".join(result.problems), why, fix)
    if not result.applicable:
        fix = f"sjtool receive {case} INSTRUMENT  records an outcome made elsewhere; judge without this one"
        raise refused("not-applicable", case, f"{instrument}: {result.reason}", why, fix)
