"""`sjtool new`: start a case."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from sjtool import clock
from sjtool.ask.form import Field, ask_form
from sjtool.assess.standing import Standing
from sjtool.commands.add import append_sheets
from sjtool.commands.desk import Desk
from sjtool.commands.options import AnswersFile, By, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say
from sjtool.errors import refused, usage
from sjtool.model.case import Case
from sjtool.model.record import RECORD_ID, Header
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, fill_assessment, read_sheets
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, create_case

app = typer.Typer(rich_markup_mode=None)
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
    path = _new_path(desk, case)
    officer = desk.officer
    header, sheets = (
        _read(answers, path, training=training) if answers else _ask(desk, path, officer, training=training)
    )
    empty = Case(str(path), Header.model_validate(header), (), "")
    sheets = _filled(empty, sheets)
    check_sheets(empty, sheets)
    create_case(path, header)
    if sheets:
        say_saved(
            append_sheets(desk, path, str(header["case"]), sheets, training=bool(header.get("training"))),
            as_json=as_json,
        )
    say(f"{path} begun. What next:  sjtool next {case}")
    return ExitStatus.OK


def _new_path(desk: Desk, case: str) -> Path:
    path = Path(case) if case.endswith(".toml") else Path(desk.settings.cases or ".") / f"{case}.toml"
    if not re.fullmatch(RECORD_ID, path.stem):
        raise usage(
            "case-id",
            "this cannot be the name of a case",
            "case ids become file names on every system",
            "use letters, digits and dashes; never a person's name",
        )
    if path.exists():
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
    unknown = given.top.keys() - _HEADER_KEYS
    if unknown:
        raise refused(
            "unknown-key",
            named,
            "a key at the top is not one of a case's head",
            "it would not be recorded",
            "only  case, marking, training  may stand there",
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
    return header, read_sheets(given)


def _ask(desk: Desk, path: Path, officer: str, *, training: bool) -> tuple[dict[str, Any], list[Sheet]]:
    """The least a case needs: the person, the officer, the assessment. A partner if there is one."""
    from sjtool.ask.fields import fields_for

    asker = desk.asker
    with desk.keeping(path):
        say("The person under assessment")
        subject = {
            "id": "subject",
            "roles": ["subject"],
            **ask_form(asker, _only(fields_for("person"), "label", "standing", "gender", "born")),
        }
        say("\nYou")
        me = {"id": officer, **ask_form(asker, _only(fields_for("officer"), "name", "role", "agency", "trained"))}
        partner = ask_form(
            asker, [Field("label", "Is there a partner? How shall they be named here (e.g. Ms R)?", "line")]
        )
        say("\nThe assessment")
        fields = _only(fields_for("assessment"), "trigger", "asked_by", "purpose")
        assessment = {"opened_on": clock.today().isoformat(), **ask_form(asker, fields)}
    drafts = [Draft("officer", me), Draft("person", subject)]
    if partner:
        drafts.append(Draft("person", {"id": "partner", "roles": ["partner"], "standing": "other", **partner}))
        drafts.append(Draft("relation", {"person": "partner", "to": "subject", "kind": "partner-of"}))
    drafts.append(Draft("assessment", assessment))
    header: dict[str, Any] = {"format": 1, "case": path.stem, "marking": "OFFICIAL-SENSITIVE"}
    if training:
        header["training"] = True
    return header, [Sheet(draft, Place("your answers")) for draft in drafts]


def _only(fields: tuple[Field, ...], *keys: str) -> list[Field]:
    by_key = {this.key: this for this in fields}
    return [by_key[key] for key in keys]


def _filled(case: Case, sheets: list[Sheet]) -> list[Sheet]:
    """Records that belong to an assessment belong to the one in the same file, where they name none."""
    given = [str(s.draft.keys.get("id") or "a-001") for s in sheets if s.draft.kind == "assessment"]
    if not given:
        return [s.with_draft(fill_assessment(Standing(case), s.draft)) for s in sheets]
    named = [
        s.with_draft(Draft("assessment", {"id": given[0], **s.draft.keys}))
        if s.draft.kind == "assessment" and not s.draft.keys.get("id")
        else s
        for s in sheets
    ]
    from sjtool.model.kinds import KINDS

    return [
        s.with_draft(Draft(s.draft.kind, {"assessment": given[0], **s.draft.keys}))
        if s.draft.kind in KINDS and "assessment" in KINDS[s.draft.kind].model_fields
        else s
        for s in named
    ]
