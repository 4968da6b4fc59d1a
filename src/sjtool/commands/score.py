"""`sjtool score`: work out a published rule for the person of a case, from what the case holds; ask for the rest."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.form import read_date
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Reveal, Templates
from sjtool.commands.score_ask import ask_missing
from sjtool.commands.score_gate import WHY, check_person
from sjtool.commands.score_inputs import CASIC, CaseInputs
from sjtool.commands.score_record import record, tell_again
from sjtool.commands.score_show import Shown, show_result
from sjtool.console import say_wrapped
from sjtool.errors import refused, usage
from sjtool.score import cport
from sjtool.score.register import COMPUTED, find_compute, rule_of
from sjtool.score.result import Result
from sjtool.status import ExitStatus
from sjtool.text import count_words

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
    _refuse_unless_computed(instrument)
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    desk.tell_officer(loaded)
    day = _read_day(on)
    before = tell_again(loaded, case, instrument, again=again)
    rule = rule_of(desk.library.instrument(instrument))
    check_person(case, loaded, instrument, rule, day)
    flags = [*(["--again"] if again else []), *(["--on", day] if on else [])]
    onward = shlex.join(["sjtool", "score", case, instrument, *flags])
    loaded, inputs = ask_missing(desk, loaded, instrument, day, answers, onward)
    if inputs.open:
        return _tell_open(case, inputs, onward, is_file=bool(answers))
    result = find_compute(instrument, desk.library.instrument)(inputs.given)
    _refuse_unless_made(case, rule.inputs, result, inputs)
    saved = record(desk, loaded, instrument, result, inputs, day, before)
    is_hidden = loaded.hides_levels and not reveal
    if loaded.hides_levels and reveal:
        desk.log_reveal(loaded, "score", [saved.id, *([before.id] if before else [])])
    shown = Shown(result, saved, before, is_hidden=is_hidden)
    show_result(desk, loaded, shown, as_json=as_json)
    _tell_after(case, instrument, shown, inputs)
    return ExitStatus.OK


def _refuse_unless_computed(instrument: str) -> None:
    """Raise SjtoolError (usage) for an instrument that has no rule here."""
    if instrument not in COMPUTED:
        raise usage(
            "not-computed",
            "this instrument is not computed here",
            "only published rules are; any other outcome is recorded as it was made",
            f"score CASE one of: {', '.join(COMPUTED)}; or  sjtool receive CASE INSTRUMENT",
        )


def _tell_open(case: str, inputs: CaseInputs, onward: str, *, is_file: bool) -> ExitStatus:
    """What was answered is saved; what was not is named. Raises SjtoolError where a file was to hold all of it."""
    titles = "; ".join(question.title for question in inputs.open)
    if is_file:
        what = f"{count_words(len(inputs.open), 'input')} with neither an answer nor a reason for none: {titles}"
        why = "missing is not no: nothing is filled in for what nobody has looked up"
        raise refused("inputs-open", case, what, why, f"{onward}  asks for the rest; what the file held is recorded")
    say_wrapped(f"Not worked out yet. Still open: {titles}.")
    return ExitStatus.OK


def _tell_after(case: str, instrument: str, shown: Shown, inputs: CaseInputs) -> None:
    """What stays hidden, what stays in the case, and what would settle a missing item."""
    if shown.is_hidden:
        say_wrapped("Its level stays off the screen until your judgement stands; --reveal shows it, on the record.")
    if shown.before:
        say_wrapped(f"The result of before, {shown.before.id}, stays in the case.")
    interest_missing = instrument == "cport" and cport.INTEREST in shown.result.missing
    if interest_missing and CASIC not in inputs.given:
        say_wrapped(
            "Nothing is known of sexual interest. CASIC, if it is met, stands in for that item:  "
            f"sjtool score {case} casic , then  sjtool score {case} cport --again"
        )


def _read_day(on: str) -> str:
    """The day of assessment. Raises SjtoolError (usage) where it is none."""
    if not on:
        return clock.today().isoformat()
    day, trouble = read_date(on, past=True)
    if trouble or len(day or "") != len("2026-03-04"):
        what = "--on is a day that has not come yet" if "has not come" in trouble else "--on is not a day"
        raise usage("bad-date", what, "years free of offences are counted to it", "--on 2026-03-04")
    return day or ""


def _refuse_unless_made(case: str, inputs_set: str, result: Result, inputs: CaseInputs) -> None:
    """Raise SjtoolError where there is no result: not for this person, or inputs that cannot be or are not known."""
    if result.problems:
        what = "; ".join(result.problems)
        held = tuple(dict.fromkeys(inputs.sessions.values()))
        session = held[0] if len(held) == 1 else f"SESSION (one of {', '.join(held)})"
        fix = f"sjtool interview {case} {inputs_set} --correct {session}  corrects an answer; then score again"
        raise refused("inputs-wrong", case, what, "a figure that cannot be, or is not known, makes no score", fix)
    if not result.applicable:
        fix = f"judge without it; an outcome made elsewhere:  sjtool receive {case} INSTRUMENT"
        raise refused("not-applicable", case, f"{result.instrument}: {result.reason}", WHY, fix)
