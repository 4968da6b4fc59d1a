"""`sjtool add`: any record that has no command of its own."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import Annotated

import typer

from sjtool import clock
from sjtool.ask.fields import is_id
from sjtool.ask.form import Field
from sjtool.assess.references import POINTS_AT
from sjtool.commands.desk import Desk
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say_wrapped
from sjtool.errors import usage
from sjtool.loader import Loaded
from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.manual_key import LEDGER_KEYS
from sjtool.model.record import Record
from sjtool.problem import Place, with_article
from sjtool.recording.drafting import OWN_COMMANDS, Sheet, check_sheets, fill_assessment, read_sheets, refuse_strays
from sjtool.recording.event_rules import check_event_drafts
from sjtool.recording.interview_rules import check_interview_drafts
from sjtool.recording.judgement_rules import check_judgement_drafts
from sjtool.recording.known import known_outcomes
from sjtool.recording.plan_rules import check_plan_drafts, complete_plan
from sjtool.recording.rating_rules import check_rating_drafts
from sjtool.recording.tool_rules import check_tool_drafts
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later, repoint
from sjtool.store.victims import open_victims, victims_path

app = typer.Typer(rich_markup_mode=None, add_completion=False)
_OWN_WAY = {
    "judgement": "judge",
    "override": "judge",
    "tool_result": "receive",
    "rating": "rate",
    "response": "interview",
    "session": "interview",
}
_STAYS = {
    "judgement": ("stage", "known_outcomes", "overrides"),
    "override": ("judgement", "tool_result", "construct", "tool_level", "decided_level", "direction"),
}
"""Kinds that their own command makes and a correction may mend, each with the keys that the correction leaves."""
_EVENT_KEYS = frozenset({"kind", "held_on", "what", "touches", "opens_review"})
"""What is asked of an event here; a correction asks every key, for any of them may be wrong."""


@app.command(
    help="Add a record: person, evidence, relation, formulation, scenario, action, event … Many at once with --answers."
)
def add(
    case: CaseArg,
    kind: Annotated[
        str, typer.Argument(metavar="[KIND]", help="The kind of record, e.g. evidence. Left out with --answers.")
    ] = "",
    supersedes: Annotated[
        str, typer.Option("--supersedes", metavar="ID", help="Correct this record: both stay, the new one stands.")
    ] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Ask or read, check everything, append all of it or nothing."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load_to_mend(case)
    officer = desk.officer
    if not answers:
        _check_kind(kind, is_correction=bool(supersedes))
        return _at_terminal(desk, loaded, kind, supersedes, as_json=as_json)
    sheets = _sound(loaded, _read(answers, kind), officer)
    say_saved(append_sheets(desk, loaded, sheets), as_json=as_json)
    return ExitStatus.OK


def _at_terminal(desk: Desk, loaded: Loaded, kind: str, supersedes: str, *, as_json: bool) -> ExitStatus:
    """Ask one record and append it; what is typed is kept beside the file it goes to."""
    before = _find_corrected(loaded, kind, supersedes) if supersedes else None
    beside = loaded.path if kind in KINDS else victims_path(loaded.path)
    name = f"add-{kind}-{supersedes}" if supersedes else f"add-{kind}"
    with desk.live(loaded.path, name, beside=beside) as live:
        sheets = _sound(loaded, [_ask(live, loaded, kind, supersedes, before)], desk.officer)
        records = append_sheets(desk, loaded, sheets)
    say_saved(records, as_json=as_json)
    return ExitStatus.OK


def _read(named: str, kind: str) -> list[Sheet]:
    answers = read_answers(named, kind)
    refuse_strays(answers, kind or "evidence")
    return read_sheets(answers)


def _sound(loaded: Loaded, sheets: list[Sheet], officer: str) -> list[Sheet]:
    """The same drafts, each with its assessment, checked. Raises SjtoolError with everything that is wrong."""
    sheets = [sheet.with_draft(fill_assessment(loaded.standing, sheet.draft)) for sheet in sheets]
    sheets = complete_plan(loaded, [_with_known(loaded, sheet, officer) for sheet in sheets])
    check_sheets(loaded.case, sheets)
    check_plan_drafts(loaded, sheets, officer)
    check_event_drafts(loaded, sheets, clock.today())
    check_tool_drafts(loaded.library, sheets)
    check_interview_drafts(loaded, sheets)
    check_rating_drafts(loaded, sheets)
    check_judgement_drafts(loaded, sheets)
    return sheets


def _with_known(loaded: Loaded, sheet: Sheet, officer: str) -> Sheet:
    """A first judgement names the outcomes its officer knew, however it is recorded."""
    keys = sheet.draft.keys
    if sheet.draft.kind != "judgement" or keys.get("stage") != "first":
        return sheet
    declared = keys.get("known_outcomes", [])
    known = [outcome.result.id for outcome in known_outcomes(loaded, officer)]
    every = [*dict.fromkeys([*known, *declared])] if isinstance(declared, list) else declared
    return sheet.with_draft(Draft("judgement", {**keys, "known_outcomes": every}))


def append_sheets(desk: Desk, loaded: Loaded, sheets: list[Sheet]) -> list[Record]:
    """Append drafts with the templates they use, those about victims' identity to the file of their own, after."""
    path, header = loaded.path, loaded.case.header
    drafts = [sheet.draft for sheet in sheets]
    drafts = _with_pins(desk, loaded, drafts)
    own = [n for n, draft in enumerate(drafts) if draft.kind != "victim"]
    victims = [n for n, draft in enumerate(drafts) if draft.kind == "victim"]
    moved = {old: Later(new) for new, old in enumerate(own)}
    # Victims' own file is opened first: where it cannot be, nothing is written to the case either.
    ledger = open_victims(path, header.case, training=header.training) if victims else None
    head = loaded.case.head if any(draft.kind in {"judgement", "override"} for draft in drafts) else ""
    records = desk.append(path, [repoint(drafts[n], moved) for n in own], only_after=head) if own else []
    if victims:
        known: dict[int, Later | str] = {old: record.id for old, record in zip(own, records, strict=True)}
        known |= {old: Later(new) for new, old in enumerate(victims)}
        records += desk.append(path, [repoint(drafts[n], known) for n in victims], ledger)
    return records


_PINNED = ("factor", "instrument", "set")
"""Keys that name the template a record was made with."""


def _with_pins(desk: Desk, loaded: Loaded, drafts: list[Draft]) -> list[Draft]:
    """The same drafts after the template records that their ratings, sessions and results need."""
    words = [str(next(filter(None, map(draft.keys.get, _PINNED)), "")) for draft in drafts]
    refs = dict.fromkeys(word.partition("/")[0] for word in words)
    pinned = {draft.keys.get("ref") for draft in drafts if draft.kind == "template"}
    wanted = [pin for ref in refs if ref in loaded.library.found for pin in desk.pins(loaded, ref)]
    pins = [pin for pin in wanted if pin.keys["ref"] not in pinned]
    moved = {n: Later(n + len(pins)) for n in range(len(drafts))}
    return [*pins, *(repoint(draft, moved) for draft in drafts)]


def _find_corrected(loaded: Loaded, kind: str, record_id: str) -> Record | None:
    """The record to be corrected, checked before anything is typed. Victims stand in a file of their own."""
    if kind in VICTIM_KINDS and kind not in KINDS:
        return None
    found = loaded.case.find(record_id)
    if found is None or found.kind_name != kind:
        what = (
            f"the record to be corrected is {with_article(found.kind_name)}"
            if found
            else "there is no record of this id"
        )
        raise usage(
            "unknown-id", what, "a correction stands for a record of its kind", "sjtool show CASE --all  lists ids"
        )
    now = loaded.standing.current(record_id)
    if now is not None and now.id != record_id:
        fix = f"correct that one:  --supersedes {now.id}"
        raise usage(
            "superseded", f'this record is corrected already, by "{now.id}"', "one correction follows another", fix
        )
    return found


def _ask(live: LiveForms, loaded: Loaded, kind: str, supersedes: str, before: Record | None) -> Sheet:
    """The questions for a record; a correction begins with what the corrected one says."""
    from sjtool.ask.fields import fields_for

    skip = ("assessment", *_STAYS.get(kind, ()))
    fields = [_fit(loaded, kind, field) for field in fields_for(kind, skip=skip)]
    if kind == "event" and not supersedes:
        say_wrapped("In short. Each kind of event is asked in full by  sjtool event CASE")
        fields = [field for field in fields if field.key in _EVENT_KEYS]
    if not (KINDS | VICTIM_KINDS)[kind].prefix:
        fields.insert(0, _id_field(loaded, kind, supersedes))
    if supersedes:
        fields.append(Field("reason", "Why is it corrected?", required=True))
    if kind == "assessment" and not supersedes:
        fields = [replace(f, default=clock.today().isoformat()) if f.key == "opened_on" else f for f in fields]
    stands = before.model_dump(by_alias=True, exclude_none=True, exclude={*LEDGER_KEYS}) if before else {}
    keys = live.ask(kind, fields, stands)
    if supersedes:
        keys["supersedes"] = supersedes
    return Sheet(Draft(kind, keys), Place("your answers"))


def _id_field(loaded: Loaded, kind: str, supersedes: str) -> Field:
    def trouble(value: str) -> str:
        if not is_id(value):
            return "One word: letters, digits, dot and dash. Never a name."
        return "This id is taken. It names one record for good; choose another." if loaded.case.find(value) else ""

    root = loaded.standing.root(supersedes)
    free = next(f"{root}-{n}" for n in count(2) if loaded.case.find(f"{root}-{n}") is None)
    prompt = f"An id for this {kind}, one word, e.g. partner or child-1"
    return Field("id", prompt, "line", required=True, default=free if supersedes else "", check=trouble)


def _fit(loaded: Loaded, kind: str, field: Field) -> Field:
    """The same question; where it asks for ids, they must be in the case."""
    allowed = POINTS_AT.get(kind, {}).get(field.key)
    if not allowed:
        return field

    def trouble(value: str | tuple[str, ...]) -> str:
        ids = (value,) if isinstance(value, str) else value
        unfit = [word for word in ids if getattr(loaded.case.find(word), "kind_name", "") not in allowed]
        wanted = " or ".join(sorted(allowed)).replace("_", " ")
        return f"Not a {wanted} of this case: {' '.join(unfit)}" if unfit else ""

    return replace(field, check=trouble)


def _check_kind(kind: str, *, is_correction: bool) -> None:
    addable = sorted((set(KINDS) | set(VICTIM_KINDS)) - set(OWN_COMMANDS) - set(_OWN_WAY) - {"template", "session_end"})
    if kind in addable or (is_correction and kind in _STAYS):
        return
    way = OWN_COMMANDS.get(kind) or _OWN_WAY.get(kind)
    raise usage(
        "unknown-kind",
        f"records of kind {kind} are made with  sjtool {way}" if way else "name the kind of record to add",
        "each kind is asked for in its own words",
        f"sjtool {way} CASE" if way else f"one of: {', '.join(addable)}",
    )
