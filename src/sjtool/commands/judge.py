"""`sjtool judge`: judge first, then see what the tools say, then decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from sjtool.ask.stop import Stop
from sjtool.assess.judging import Outcome
from sjtool.commands.desk import Desk
from sjtool.commands.judge_answers import final_sheets, first_sheet, read_judging
from sjtool.commands.judge_terminal import FIRST, ask_final, ask_first, open_live, say_tools
from sjtool.commands.options import AnswersFile, By, CaseArg, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped, screen_width, write_out
from sjtool.dates import day_words
from sjtool.errors import SjtoolError, refused
from sjtool.loader import Loaded, find_template_problems
from sjtool.model.appraisal import ToolResult
from sjtool.recording.drafting import Sheet, check_sheets
from sjtool.recording.judgement_rules import check_judgement_drafts
from sjtool.recording.known import known_outcomes
from sjtool.report.judging_text import render_tools
from sjtool.status import ExitStatus

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="Your own level and reasons first; then what the tools say; then the strongest evidence against; then the "
    "final level and every override."
)
def judge(
    case: CaseArg,
    answers: AnswersFile = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="What the tools say, as JSON; only once your first judgement stands.")
    ] = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Go on from where the assessment stands: first, then final."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    desk.tell_officer(loaded)
    _refuse_without_assessment(loaded)
    if answers:
        return _from_file(desk, loaded, case, answers, as_json=as_json)
    if as_json:
        return _show_tools(loaded)
    return _at_terminal(desk, loaded, case)


def _at_terminal(desk: Desk, loaded: Loaded, case: str) -> ExitStatus:
    """First, the tools, final; what is typed is kept with every keystroke."""
    if loaded.standing.is_judged():
        say("This assessment has its final judgement. To judge anew, open a review:")
        say(f"  sjtool add {case} assessment")
        return ExitStatus.OK
    live = open_live(desk.asker, loaded, desk.officer)
    live.begin()
    try:
        if loaded.standing.judgement("first") is None:
            known = known_outcomes(loaded, desk.officer)
            _say_order(known)
            with desk.keeping(loaded.path, live=True):
                first = _sound(loaded, [ask_first(live, loaded, known)])
            _append(desk, loaded, first)
            live.drop(FIRST)
            loaded = desk.load(case)
        log_shown(desk, loaded)
        say_tools(loaded)
        with desk.keeping(loaded.path, live=True):
            final = _sound(loaded, ask_final(live, loaded))
        _append(desk, loaded, final)
        live.file.remove()
    except (Stop, KeyboardInterrupt):
        if live.file.holds_words:
            say("\nWhat you had typed is kept beside the case. It stands as the answers when you judge again.")
        raise
    finally:
        live.end()
    say(f"Now print it:  sjtool report {case}")
    return ExitStatus.OK


def _show_tools(loaded: Loaded) -> ExitStatus:
    """The outcomes as JSON, for an officer who has judged first."""
    if loaded.standing.judgement("first") is None:
        raise refused(
            "judgement-without-first",
            str(loaded.path),
            "there is no first judgement in this assessment",
            "the officer's own level comes before the tools (DPA 2018 ss.50A-50C, meaningful human involvement)",
            "record the first one: sjtool judge CASE",
        )
    write_out(render_tools(loaded, as_json=True))
    return ExitStatus.OK


def _from_file(desk: Desk, loaded: Loaded, case: str, named: str, *, as_json: bool) -> ExitStatus:
    judging = read_judging(named)
    if judging.first:
        _append(desk, loaded, _sound(loaded, [first_sheet(judging, loaded, known_outcomes(loaded, desk.officer))]))
        loaded = desk.load(case)
    if judging.final:
        _append(desk, loaded, _sound(loaded, final_sheets(judging, loaded)))
        loaded = desk.load(case)
    log_shown(desk, loaded)
    write_out(render_tools(loaded, as_json=as_json, width=screen_width()))
    return ExitStatus.OK


def _sound(loaded: Loaded, sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """The same drafts, checked. Raises SjtoolError with everything that is wrong."""
    check_sheets(loaded.case, sheets)
    check_judgement_drafts(loaded, sheets)
    return sheets


def _append(desk: Desk, loaded: Loaded, sheets: Sequence[Sheet]) -> None:
    say_saved(desk.append(loaded.path, [sheet.draft for sheet in sheets], only_after=loaded.case.head))


def log_shown(desk: Desk, loaded: Loaded) -> None:
    """The tools are shown: from now on their outcomes are known, in a later assessment too."""
    results = [result.id for result in loaded.standing.of(ToolResult)]
    if results and not loaded.standing.is_judged():
        desk.log(loaded, "reveal", "judge", records=results)


def _refuse_without_assessment(loaded: Loaded) -> None:
    if loaded.standing.assessment is None:
        raise refused(
            "no-assessment",
            str(loaded.path),
            "no assessment is open to judge",
            "a judgement belongs to an assessment",
            "sjtool add CASE assessment",
        )
    changed = find_template_problems(loaded.case, loaded.library)
    if changed:
        raise SjtoolError(changed)


def _say_order(known: Sequence[Outcome]) -> None:
    say_wrapped("Your judgement comes first; what the tools say follows it.")
    if known:
        names = "; ".join(f"{o.short}, {day_words(o.result.dated_on) or 'undated'}" for o in known)
        say_wrapped(f"You already know: {names}. The print will say so.")
