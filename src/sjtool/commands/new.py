"""`sjtool new`: start a case."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer

from sjtool.assess.standing import Standing
from sjtool.commands.add import append_sheets
from sjtool.commands.desk import Desk
from sjtool.commands.new_form import NewForm
from sjtool.commands.options import AnswersFile, By, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say
from sjtool.errors import SjtoolError, refused, usage
from sjtool.loader import Loaded
from sjtool.model.case import Case
from sjtool.model.kinds import KINDS
from sjtool.model.record import RECORD_ID, Header, Record
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, check_sheets, fill_assessment, read_sheets
from sjtool.recording.interview_rules import check_interview_drafts
from sjtool.recording.rating_rules import check_rating_drafts
from sjtool.recording.tool_rules import check_tool_drafts
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, create_case
from sjtool.store.kept import keep_drafts
from sjtool.store.ledger import read_ledger
from sjtool.store.read import read_case
from sjtool.store.unfinished import Unfinished

_UNFIT = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*\.(victims|kept-\d+|unfinished-.*)|.*\.", re.IGNORECASE)
"""Names that are devices on Windows, or those of the files beside a case."""
UNFINISHED = "new"
"""Under this word what is typed is kept until the case is begun."""
app = typer.Typer(rich_markup_mode=None, add_completion=False)
_HEADER_KEYS = {"case", "marking", "training", "format"}


@app.command(help="Start a case: who it is about, who you are, why it is assessed. Never replaces a file.")
def new(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A new file, or an id for one in your folder of cases.")],
    training: Annotated[bool, typer.Option("--training", help="An invented case; every print says so.")] = False,
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Check everything first; then the file is made with all its first records."""
    desk = Desk(by=by, templates=templates, plain=plain)
    path = _new_path(desk, case, may_be_bare=not answers)
    officer = desk.officer
    is_there = path.exists()
    if answers:
        header, sheets = _read(answers, path, training=training)
        saved = _begin(desk, path, header, sheets, case)
    else:
        header = _header(path, is_there=is_there, training=training)
        with desk.live(path, UNFINISHED) as live:
            saved = _begin(desk, path, header, NewForm(live, officer).ask(), case, is_there=is_there)
    if saved:
        say_saved(saved, as_json=as_json)
    say(f"{path} begun. What next:  sjtool next {quote(case)}")
    return ExitStatus.OK


def _begin(
    desk: Desk, path: Path, header: dict[str, Any], sheets: list[Sheet], case: str, *, is_there: bool = False
) -> list[Record]:
    """Make the file with its first records, all of it or nothing. What cannot be written is kept as records."""
    begun, sheets = _sound(desk, path, header, sheets)
    try:
        if not is_there:
            create_case(path, header)
    except SjtoolError as error:
        kept = keep_drafts(path, [sheet.draft for sheet in sheets])
        again = f"sjtool new {quote(case)} --answers {quote(kept.place.path)}"
        again += " --training" if header.get("training") else ""
        kept = replace(kept, fix=f"{again}  once it is mended; then delete it") if kept.code == "typed-kept" else kept
        raise SjtoolError([*error.problems, kept], error.status) from None
    return append_sheets(desk, begun, sheets) if sheets else []


def _header(path: Path, *, is_there: bool, training: bool) -> dict[str, Any]:
    """The head of a new case, or of one of which nothing but the head was written."""
    if is_there:
        return read_case(path)[0].header.model_dump()
    header: dict[str, Any] = {"format": 1, "case": path.stem, "marking": "OFFICIAL-SENSITIVE"}
    return {**header, "training": True} if training else header


def _sound(desk: Desk, path: Path, header: dict[str, Any], sheets: list[Sheet]) -> tuple[Loaded, list[Sheet]]:
    """The empty case and the drafts, checked. Raises SjtoolError with everything that is wrong."""
    empty = Case(str(path), Header.model_validate(header), (), "")
    begun = Loaded(path, empty, Standing(empty), desk.library)
    sheets = _filled(empty, sheets)
    check_sheets(empty, sheets)
    check_rating_drafts(begun, sheets)
    check_tool_drafts(desk.library, sheets)
    check_interview_drafts(begun, sheets)
    return begun, sheets


def _is_bare(path: Path) -> bool:
    """Whether `new` was stopped dead just here: the file is made, its records still stand in the unfinished words."""
    return path.is_file() and Unfinished(path, UNFINISHED).holds_words and not read_ledger(path).links


def _new_path(desk: Desk, case: str, *, may_be_bare: bool) -> Path:
    path = Path(case) if case.endswith(".toml") else Path(desk.settings.cases or ".") / f"{case}.toml"
    if not re.fullmatch(RECORD_ID, path.stem) or _UNFIT.fullmatch(path.stem):
        raise usage(
            "case-id",
            "this cannot be the name of a case",
            "case ids become file names on every system",
            "use letters, digits and dashes; never a person's name",
        )
    if not path.parent.is_dir():
        raise refused(
            "folder-missing",
            str(path),
            "the folder does not exist",
            "a case is kept where you say",
            "make the folder first",
        )
    if path.exists() and not (may_be_bare and _is_bare(path)):
        raise refused(
            "case-exists",
            str(path),
            "there is a file of this name already",
            "a new case never replaces an old one",
            "choose another name, or go on with  sjtool next",
        )
    return path


def _read(named: str, path: Path, *, training: bool) -> tuple[dict[str, Any], list[Sheet]]:
    given = read_answers(named, "person")
    unknown = sorted(given.top.keys() - _HEADER_KEYS)
    if unknown:
        raise refused(
            "unknown-key",
            named,
            "a key at the top is not one of a case's head",
            "it would not be recorded",
            "only  case, marking, training  may stand there",
            given.line("", 0, unknown[0]),
        )
    header: dict[str, Any] = {"format": 1, "case": path.stem, **given.top}
    if training:
        header["training"] = True
    try:
        Header.model_validate(header)
    except ValueError:
        raise refused(
            "value-wrong-kind",
            named,
            "the head of the case is not of the kind it must be",
            "it is the first link of the chain",
            'case = "id", marking = "…", training = true or false',
        ) from None
    sheets = read_sheets(given)
    early = [_too_early(sheet) for sheet in sheets if sheet.draft.kind in {"judgement", "override"}]
    if early:
        raise SjtoolError(early)
    return header, sheets


def _too_early(sheet: Sheet) -> Problem:
    return Problem(
        "own-command",
        sheet.place,
        f"a new case holds no {sheet.draft.kind}",
        "it is made in a case that is there, the first one before the tools are seen",
        "sjtool judge CASE, once the case is begun",
    )


def _filled(case: Case, sheets: list[Sheet]) -> list[Sheet]:
    """Records that belong to an assessment belong to the one before them in the same file, where they name none."""
    made = [sheet for sheet in sheets if sheet.draft.kind == "assessment"]
    if not made:
        return [sheet.with_draft(fill_assessment(Standing(case), sheet.draft)) for sheet in sheets]
    ids = [str(sheet.draft.keys.get("id") or f"a-{number:03}") for number, sheet in enumerate(made, 1)]
    filled, begun = [], 0
    for sheet in sheets:
        kind, keys = sheet.draft.kind, sheet.draft.keys
        if kind == "assessment":
            begun += 1
            keys = {**keys, "id": ids[begun - 1]}
        elif kind in KINDS and "assessment" in KINDS[kind].model_fields:
            keys = {"assessment": ids[max(0, begun - 1)], **keys}
        filled.append(sheet.with_draft(Draft(kind, keys)))
    return filled
