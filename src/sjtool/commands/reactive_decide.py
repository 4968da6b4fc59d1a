"""`sjtool reactive CASE --approve` and `--refuse`: a trained supervisor decides on the proposal that waits."""

from __future__ import annotations

from typing import Any

from sjtool.ask.form import Field
from sjtool.assess.reactive_state import ASKED, FOLLOWS
from sjtool.commands.reactive_bench import CONDITIONS_MENU, Bench, complete, held_on, listed
from sjtool.console import say, say_wrapped
from sjtool.model.decision import Event
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.recording.reactive_rules import SAY_WHY, is_reason, one_event, refuse_stage, refuse_supervisor
from sjtool.report.reactive_words import EFFECTS
from sjtool.store.append import Draft

_HINTS = {
    "visor-front-page-marked": "Does the front page of ViSOR say reactive management already?",
    "yearly-checks-set": "Are the yearly checks set?",
    "person-told": "Was the person told? They need not be.",
}


def approve(bench: Bench) -> None:
    """Show the conditions and the proposal, ask, and record the approval. Raises SjtoolError or Stop."""
    proposal = _waiting(bench, "approve")
    if bench.answers:
        bench.say_footing()
        given = one_event(bench.read(), "reactive-start")
        effects = [*FOLLOWS, *(one for one in listed(given.draft.keys.get("effects")) if one not in FOLLOWS)]
        words = given.draft.keys.get("what") or f"Reactive management approved, as proposed in {proposal.id}."
        event = complete(given, {"what": words, "effects": effects} | _settled(proposal, given, "reactive-start"))
        _save_start(bench, event)
        return
    with bench.desk.live(bench.loaded.path, f"reactive-approve-{proposal.id}") as live:
        _show(bench, proposal)
        typed = live.ask("approval", _start_fields(bench))
        keys = {
            "held_on": typed["held_on"],
            "what": f"Reactive management approved, as proposed in {proposal.id}.",
            "rationale": typed["rationale"],
            "effects": [*FOLLOWS, *(one for one in ASKED if typed.get(one))],
            "reference": typed.get("reference"),
        }
        sheet = Sheet(Draft("event", keys), Place("your answers"))
        _save_start(bench, complete(sheet, _settled(proposal, sheet, "reactive-start")))


def refuse(bench: Bench) -> None:
    """Show the proposal, ask why it is refused, and record that. Raises SjtoolError or Stop."""
    proposal = _waiting(bench, "refuse")
    said = f"Reactive management refused, as proposed in {proposal.id}."
    if bench.answers:
        given = one_event(bench.read(), "reactive-refusal")
        words = {"what": given.draft.keys.get("what") or said}
        bench.save([complete(given, words | _settled(proposal, given, "reactive-refusal"))], CONDITIONS_MENU)
    else:
        with bench.desk.live(bench.loaded.path, f"reactive-refuse-{proposal.id}") as live:
            _show(bench, proposal)
            why = "Why not, and what would have to be shown?"
            fields = [held_on(bench, "On what day was it refused?"), Field("rationale", why, required=True)]
            typed = live.ask("refusal", fields)
            sheet = Sheet(Draft("event", {**typed, "what": said}), Place("your answers"))
            bench.save([complete(sheet, _settled(proposal, sheet, "reactive-refusal"))], CONDITIONS_MENU)
    say_wrapped("Refused: the person stays actively managed. The officer reads the reasons; it may be proposed again.")


def _waiting(bench: Bench, act: str) -> Event:
    """The proposal that waits, for a supervisor who may decide on it. Raises SjtoolError."""
    refuse_stage(bench.loaded, act)
    refuse_supervisor(bench.loaded, bench.desk.officer)
    proposal = bench.state.course.proposal
    assert proposal is not None  # noqa: S101 - refuse_stage has seen to it
    return proposal


def _settled(proposal: Event, sheet: Sheet, kind: str) -> dict[str, Any]:
    """The kind, and the proposal it is on: as what it rests on and as what it touches."""
    evidence = [proposal.id, *(one for one in listed(sheet.draft.keys.get("evidence")) if one != proposal.id)]
    return {"kind": kind, "evidence": evidence, "touches": [proposal.id]}


def _show(bench: Bench, proposal: Event) -> None:
    bench.say_conditions()
    say()
    say_wrapped("The proposal:")
    bench.say_event(proposal)
    say()
    bench.say_footing()


def _start_fields(bench: Bench) -> list[Field]:
    """Why it is approved, and what is done already."""
    why = "Why do you approve it? What did you look at?"
    hint = "You review the decision: it is not the officer's alone. :quit records nothing; --refuse records a refusal."
    return [
        held_on(bench, "On what day do you approve it?"),
        Field("rationale", why, required=True, help=hint, check=_check_reason),
        *(Field(one, _HINTS[one], "yes_no", required=True, help=EFFECTS[one]) for one in ASKED),
        Field("reference", "Reference on ViSOR or in the log", "line"),
    ]


def _check_reason(value: Any) -> str:
    return "" if is_reason(str(value)) else f"Say it in a sentence: {SAY_WHY}."


def _save_start(bench: Bench, event: Sheet) -> None:
    """The approval and its status, together or not at all, on the case as it was shown; then what follows is said."""
    bench.save([event, bench.status("reactive")], CONDITIONS_MENU, as_shown=True)
    say_wrapped("On reactive management from now on. What follows:")
    done = event.draft.keys["effects"]
    for effect, words in EFFECTS.items():
        if effect in FOLLOWS:
            say_wrapped(f"- {words}", "  ")
        elif effect not in done and effect != "person-told":
            say_wrapped(f"- still to be done: {words}", "  ")
    say_wrapped("The clocks on ARMS, visits and reviews rest. New information is recorded at once and weighed:")
    say(f"  sjtool event {bench.named} intelligence")
    say(f"  sjtool reactive {bench.named} --check")
