"""`sjtool reactive CASE --check`: the yearly checks, each looked at with its day and what was found, or why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.commands.reactive_bench import CHECKS_MENU, Bench
from sjtool.console import say, say_wrapped
from sjtool.model.menu import Entry
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.recording.reactive_check_rules import FOUND, NOT_LOOKED, NOTHING, Checks, Looked, check_event, read_checks
from sjtool.recording.reactive_rules import refuse_stage
from sjtool.report.reactive_words import EFFECTS

_BESIDES = "What else did you look at, on what day, and what was there?"
_OUTCOMES = (
    Choice(NOTHING, "looked, nothing new", "looked, and there was nothing new: that is a result"),
    Choice(FOUND, "looked, something new", "looked, and there was something: recorded as intelligence, then weighed"),
    Choice(NOT_LOOKED, "not looked", "not looked is a gap, and is recorded with the reason"),
)


def check(bench: Bench) -> None:
    """Ask each check of the menu and record one event. Raises SjtoolError or Stop."""
    refuse_stage(bench.loaded, "check")
    menu, ref = bench.desk.library.menu(CHECKS_MENU), bench.ref(CHECKS_MENU)
    if bench.answers:
        checks = read_checks(bench.answers, menu)
        _save(bench, checks, check_event(menu, ref, checks, Place(bench.answers), bench.today))
        return
    with bench.desk.live(bench.loaded.path, "reactive-check") as live:
        fields = [field for entry in menu.entry for field in _fields(bench, entry)]
        open_ = bench.state.open_effects
        fields += [Field(one, f"Is it done by now: {EFFECTS[one]}?", "yes_no", required=True) for one in open_]
        typed = live.ask("checks", [*fields, Field("besides", _BESIDES)])
        looked = {entry.id: _looked(entry, typed) for entry in menu.entry}
        checks = Checks(looked, [one for one in open_ if typed[one]], typed.get("besides", ""))
        _save(bench, checks, check_event(menu, ref, checks, Place("your answers"), bench.today))


def _fields(bench: Bench, entry: Entry) -> list[Field]:
    """Whether somebody looked, on what day, and what there was."""
    key, hint = entry.id, " ".join(filter(None, [entry.text, *entry.ask, entry.caution]))
    day = bench.today.isoformat()
    return [
        Field(key, f"{entry.title}:", "choice", required=True, choices=_OUTCOMES, help=hint),
        Field(f"{key}-on", "  On what day?", "date", True, default=day, past=True, wanted=_says(key, NOTHING, FOUND)),
        Field(f"{key}-words", "  What was found, and by whom?", required=True, wanted=_says(key, FOUND), help=hint),
        Field(f"{key}-words", "  Why not, and when will it be?", required=True, wanted=_says(key, NOT_LOOKED)),
    ]


def _says(key: str, *words: str) -> Any:
    return lambda answers: answers.get(key) in words


def _looked(entry: Entry, typed: Mapping[str, Any]) -> Looked:
    key = entry.id
    return Looked(typed[key], typed.get(f"{key}-on", ""), typed.get(f"{key}-words", ""))


def _save(bench: Bench, checks: Checks, sheet: Sheet) -> None:
    """Record it, and say what is to be done with what was found, and what was left out."""
    bench.save([sheet], CHECKS_MENU)
    found, left = checks.of(FOUND), checks.of(NOT_LOOKED)
    if found:
        say_wrapped(f"Something new: {', '.join(found)}. Record it, and say whether it is a significant change:")
        say(f"  sjtool event {bench.named} intelligence")
    if left:
        say_wrapped(f"Not looked: {', '.join(left)}. A gap, and on record as one.")
    say(f"  sjtool reactive {bench.named}")
