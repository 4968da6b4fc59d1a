"""`sjtool event`: what happened, asked kind by kind, with the records that go with it, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from sjtool import clock
from sjtool.ask.asker import at_terminal
from sjtool.ask.form import Back, Field, ask_one
from sjtool.commands.desk import Desk
from sjtool.commands.event_answers import read_events
from sjtool.commands.event_bench import CHANGE, Bench
from sjtool.commands.event_change import change_fields
from sjtool.commands.event_follow import tell_follow
from sjtool.commands.event_intelligence import SIGNIFICANT, YES, with_change
from sjtool.commands.event_kinds import find_form, list_kinds, read_kind, unknown_kind
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.options import AnswersFile, By, CaseArg, Json, Plain, Templates
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped
from sjtool.loader import Loaded
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty
from sjtool.recording.event_rules import check_event_drafts
from sjtool.status import ExitStatus
from sjtool.store.append import Draft, Later, repoint

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    help="What happened: a visit, a change, intelligence, an order, MAPPA, section 47. Without KIND: the list of them."
)
def event(
    case: CaseArg,
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="What kind of event, e.g. significant-change.")] = "",
    answers: AnswersFile = "",
    as_json: Json = False,
    by: By = "",
    plain: Plain = False,
    templates: Templates = "",
) -> ExitStatus:
    """Ask or read one event, check it, append it with what goes with it, and say what follows."""
    desk = Desk(by=by, templates=templates, plain=plain)
    loaded = desk.load(case)
    _ = desk.officer
    bench = Bench(loaded, clock.today(), at_terminal(), case)
    name = _find_kind(desk, kind, bench.case, is_asked=not answers)
    if answers:
        records = _append(desk, loaded, _sound(bench, read_events(answers, name, bench)))
    else:
        with desk.live(loaded.path, f"event-{name}") as live:
            records = _append(desk, loaded, _sound(bench, _ask(live, bench, name)))
    say_saved(records, as_json=as_json)
    tell_follow(bench, desk.load(case), records, case)
    return ExitStatus.OK


def _find_kind(desk: Desk, word: str, case: str, *, is_asked: bool) -> str:
    """The kind that was named, or is named now from the list. Raises SjtoolError (usage), Stop."""
    if not word and is_asked:
        for line in list_kinds():
            say(line)
        trouble = "Type a number of the list, or the word."
        asked = Field(
            "kind", "What happened?", "line", required=True, check=lambda typed: "" if read_kind(typed) else trouble
        )
        word = str(ask_one(desk.asker, asked))
    found = read_kind(word)
    if found is None:
        raise unknown_kind(word, case)
    return found


def _ask(live: LiveForms, bench: Bench, kind: str) -> list[Sheet]:
    """The form of a kind; intelligence that is a significant change goes on to the form of that. Raises Stop."""
    form = find_form(kind)
    for line in form.says(bench):
        (say if line.startswith(" ") else say_wrapped)(line)  # a command stands whole on its line
    fields, keys = form.fields(bench), dict[str, Any]()
    from_end = False
    while True:
        keys = live.ask(kind, fields, keys, from_end=from_end)
        drafts = form.drafts(bench, keys)
        if kind != "intelligence" or keys.get(SIGNIFICANT) != YES:
            return _sheets(drafts)
        try:
            known = {"held_on": keys["held_on"], "what": keys["what"]}
            change = live.ask(CHANGE, change_fields(bench), known, may_leave=True)
        except Back:
            from_end = True
            continue
        return _sheets(with_change(bench, drafts, change))


def _sheets(drafts: Sequence[Draft]) -> list[Sheet]:
    return [Sheet(Draft(draft.kind, drop_empty(draft.keys)), Place("your answers")) for draft in drafts]


def _sound(bench: Bench, sheets: list[Sheet]) -> list[Sheet]:
    """The same drafts, checked. Raises SjtoolError with everything that is wrong."""
    check_sheets(bench.loaded.case, sheets)
    check_event_drafts(bench.loaded, sheets, bench.today)
    return sheets


def _append(desk: Desk, loaded: Loaded, sheets: Sequence[Sheet]) -> list[Record]:
    """Append all of it or nothing, after the templates that its events name."""
    drafts = [sheet.draft for sheet in sheets]
    words = [word for one in drafts if one.kind == "event" for word in _named(loaded, one)]
    refs = dict.fromkeys(word.partition("/")[0] for word in words if "/" in word)
    pins = [pin for ref in refs if ref in loaded.library.found for pin in desk.pins(loaded, ref)]
    moved = {n: Later(n + len(pins)) for n in range(len(drafts))}
    return desk.append(loaded.path, [*pins, *(repoint(draft, moved) for draft in drafts)])


def _named(loaded: Loaded, draft: Draft) -> list[str]:
    """Entries of menus that an event names; of a change also the menu it was held to where nothing in it spoke."""
    keys = draft.keys
    named = [str(word) for word in keys.get("considered") or ()]
    if keys.get("kind") == CHANGE and not any(word.startswith(f"{CHANGE}@") for word in named):
        named.append(f"{loaded.library.find(CHANGE).ref}/")
    return [*named, str(keys["outcome"])] if keys.get("kind") == "section-47" else named
