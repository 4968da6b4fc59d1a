"""`sjtool receive`: record the outcome of a tool that a qualified person completed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any

import typer

from sjtool.ask.form import Choice, Field, ask_form
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.template import Instrument, ResultScale
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, check_sheets, fill_assessment, read_sheets, refuse_strays
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(help="Record an official outcome: its level, version, date, who made it and whether they were trained.")
def receive(
    case: CaseArg,
    instrument: Annotated[str, typer.Argument(metavar="INSTRUMENT", help="Its id: sjtool sets list shows them.")],
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """The passport says which words the tool uses and what they are about; nothing is computed."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    _ = desk.officer
    passport = desk.library.instrument(instrument)
    ref = desk.library.find(instrument).ref
    if answers:
        sheets = _sound(loaded, _read(answers), passport, ref)
    else:
        with desk.keeping(loaded.path, instrument=instrument):
            sheets = _sound(loaded, [_ask(desk, passport)], passport, ref)
    say_saved(desk.append(loaded.path, [*desk.pins(loaded, ref), *(s.draft for s in sheets)]), as_json=as_json)
    if passport.set.to_verify:
        say(f"Not yet checked against the primary document: sjtool sets show {passport.set.id}")
    return ExitStatus.OK


def _read(named: str) -> list[Sheet]:
    answers = read_answers(named, "tool_result")
    refuse_strays(answers, "tool_result")
    return read_sheets(answers, ["tool_result"])


def _sound(loaded: Loaded, given: Sequence[Sheet], passport: Instrument, ref: str) -> list[Sheet]:
    """The results with what the passport knows. Raises SjtoolError with everything that is wrong."""
    problems: list[Problem] = []
    sheets = [_complete(loaded, sheet, passport, ref, problems) for sheet in given]
    if problems:
        raise SjtoolError(problems)
    check_sheets(loaded.case, sheets)
    return sheets


def _complete(loaded: Loaded, sheet: Sheet, passport: Instrument, ref: str, problems: list[Problem]) -> Sheet:
    """Fill in what the passport knows; note a scale or a level the instrument does not have."""
    keys = dict(sheet.draft.keys)
    found = [scale for scale in passport.scale if keys.get("scale") in (None, scale.id)]
    problems += _other_problems(sheet, {"instrument": (passport.set.id, ref), "origin": ("received",)})
    if len(found) != 1:
        problems.append(_scale_needed(sheet, passport, is_named=not found))
        return sheet
    scale = found[0]
    problems += _other_problems(sheet, {"construct": (scale.construct_,)})
    if scale.level and (keys.get("level") or keys.get("band")) not in [level.word for level in scale.level]:
        problems.append(_level_wrong(sheet, passport, scale))
    if len(passport.scale) > 1:
        keys["scale"] = scale.id
    keys |= {"instrument": ref, "origin": "received", "construct": scale.construct_}
    return sheet.with_draft(fill_assessment(loaded.standing, Draft("tool_result", keys)))


def _other_problems(sheet: Sheet, fits: Mapping[str, tuple[str, ...]]) -> list[Problem]:
    """What the command and the passport settle may be left out of the file, but not stand there otherwise."""
    return [
        Problem(
            "other-instrument",
            sheet.at(key),
            f'"{key}" of this result is not that of the instrument named on the command line',
            "a result recorded under another tool would be compared with the wrong thing",
            f"leave out  {key} , or name its own instrument: sjtool sets list",
        )
        for key, words in fits.items()
        if sheet.draft.keys.get(key) not in (None, *words)
    ]


def _level_wrong(sheet: Sheet, passport: Instrument, scale: ResultScale) -> Problem:
    said = sheet.draft.keys.get("level") or sheet.draft.keys.get("band")
    return Problem(
        "level-not-of-tool",
        sheet.place,
        f"{passport.set.title} has no such level on this scale" if said else "the outcome has no level",
        "a word the tool does not use cannot be compared with anything",
        f"level = one of {', '.join(level.word for level in scale.level)}",
    )


def _scale_needed(sheet: Sheet, passport: Instrument, *, is_named: bool) -> Problem:
    many = f"{passport.set.title} reports on more than one scale"
    return Problem(
        "scale-needed",
        sheet.place,
        "the tool has no scale of that name" if is_named else many,
        "two scales predict two things and must not be taken for each other",
        f"scale = one of {', '.join(scale.id for scale in passport.scale)}",
    )


def _ask(desk: Desk, passport: Instrument) -> Sheet:
    """Put the questions; the passport's purpose and its limits are on the screen first."""
    say_wrapped(f"{passport.set.title}. {passport.set.purpose}")
    for caution in passport.set.not_for:
        say_wrapped(f"Not for: {caution}", "  ")
    keys = ask_form(desk.asker, _fields(passport.scale))
    return Sheet(Draft("tool_result", keys), Place("your answers"))


def _fields(scales: Sequence[ResultScale]) -> list[Field]:
    choices = tuple(Choice(scale.id, scale.title, scale.predicts) for scale in scales)
    fields = [Field("scale", "Which scale?", "choice", required=True, choices=choices)] if len(scales) > 1 else []
    fields += [_level_field(scale, many=len(scales) > 1) for scale in scales if scale.level]
    fields += [_words_field(scale, many=len(scales) > 1) for scale in scales if not scale.level]
    fields += [_points_field(scale, many=len(scales) > 1) for scale in scales if scale.gives_points]
    return [
        *fields,
        Field("version", "Version of the tool, as the document states it", "line"),
        Field("dated_on", "Date of the outcome", "date", required=True, past=True),
        Field("assessor", "Who completed it", "line"),
        Field(
            "trained",
            "Were they trained in it?",
            "choice",
            choices=(Choice("yes", "yes"), Choice("no", "no"), Choice("not-known", "not known")),
        ),
        Field("agency", "Their agency", "line"),
        Field("document", "The document it stands in, by reference", "line"),
        Field(
            "limits",
            "What limits it here? (age of the result, who it is not for, what was missing)",
            required=True,
            help="A tool says how groups fared, not what one person will do. Say what a reader must know.",
        ),
    ]


def _of_scale(scale: ResultScale, *, many: bool) -> Callable[[dict[str, Any]], bool]:
    """Whether a question belongs to the scale that was chosen."""
    return lambda answers: not many or answers.get("scale") == scale.id


def _level_field(scale: ResultScale, *, many: bool) -> Field:
    choices = tuple(Choice(level.word, level.word.replace("-", " "), level.note or "") for level in scale.level)
    wanted = _of_scale(scale, many=many)
    return Field("level", f"Level ({scale.title})", "choice", required=True, choices=choices, wanted=wanted)


def _words_field(scale: ResultScale, *, many: bool) -> Field:
    """The outcome in the tool's own words or figures, where it has no closed list of levels."""
    wanted = _of_scale(scale, many=many)
    return Field("band", f"Outcome as the document states it ({scale.title})", "line", required=True, wanted=wanted)


def _points_field(scale: ResultScale, *, many: bool) -> Field:
    """The points or the count that stands beside the words, as the passport says what it is."""
    wanted = _of_scale(scale, many=many)
    return Field(
        "points",
        f"{scale.gives_points}. Enter leaves it out",
        "number",
        wanted=wanted,
        check=lambda value: "" if isinstance(value, int) and value >= 0 else "Type a whole number, from 0.",
    )
