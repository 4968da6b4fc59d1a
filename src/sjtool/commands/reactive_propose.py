"""`sjtool reactive CASE --propose`: why the officer is satisfied, on what, and an answer to what the file shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field
from sjtool.assess.reactive import CONCERN_FREE, NO_ORDER, OFFENCE_FREE, SHOWN_BY_PROPOSAL
from sjtool.assess.reactive_conduct import is_search
from sjtool.assess.reactive_state import find_answerable
from sjtool.commands.evidence_prompt import EvidenceDesk
from sjtool.commands.reactive_bench import CONDITIONS_MENU, Bench, complete, held_on, must_be_yes
from sjtool.console import say, say_wrapped
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.people import Order, Status
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.recording.reactive_rules import one_event, refuse_bars, refuse_stage
from sjtool.report.reactive_words import record_day
from sjtool.store.append import Draft, Later, repoint

_PLACE = "proposal"
_NOTHING = "Then there is nothing to propose. :quit stops; what you typed is kept."
_NO_SEARCH = (
    "  None of these is the search: evidence of kind national databases, or other, with a day\n"
    "  since the assessment was opened. Name it too, or  new TITLE  records it."
)
_NONE = "No concern and no other order is recorded here that had to be answered."


def propose(bench: Bench) -> None:
    """Refuse where conditions stand in the way, ask, and record one proposal. Raises SjtoolError or Stop."""
    refuse_stage(bench.loaded, "propose")
    refuse_bars(bench.loaded, bench.today)
    if bench.answers:
        bench.say_footing()
        sheets = bench.read(("event", "evidence"))
        event = one_event(sheets, "reactive-proposal")
        sheets[sheets.index(event)] = complete(event, {"kind": "reactive-proposal"})
        _save(bench, sheets)
        return
    with bench.desk.live(bench.loaded.path, "reactive-propose") as live:
        bench.say_conditions()
        asked = _find_asked(bench)
        _say_asked(bench, asked)
        bench.say_footing()
        desk = EvidenceDesk(bench.loaded, live, "proposal-evidence")
        typed = live.ask(_PLACE, _fields(bench, desk, asked))
        _save(bench, _sheets(bench, typed, asked, desk))


def _save(bench: Bench, sheets: list[Sheet]) -> None:
    (saved,) = bench.save(sheets, CONDITIONS_MENU)
    say_wrapped(f"Proposed as {saved}. Nothing has changed yet: a supervisor who did not propose it decides.")
    say(f"  sjtool reactive {bench.named} --approve --by SUPERVISOR      (or --refuse)")


def _find_asked(bench: Bench) -> list[Record]:
    """What has to be answered one by one."""
    found = (bench.loaded.standing.current(one) for one in find_answerable(bench.ground))
    return [record for record in found if record is not None]


def _say_asked(bench: Bench, asked: list[Record]) -> None:
    """Show what has to be answered, as it was recorded."""
    say()
    if not asked:
        say_wrapped(_NONE)
    for record in asked:
        say_wrapped(_describe(bench, record), "  ")
        words = record.what if isinstance(record, Event) else record.rationale if isinstance(record, Rating) else ""
        if words:
            say_wrapped(words, "      ")
    say()


def _describe(bench: Bench, record: Record) -> str:
    """A record by its id, what it is, and its day; none of its words."""
    said = record.sentenced_on if isinstance(record, Status) else record_day(bench.loaded.standing, record.id)
    day = day_words(said) or "undated"
    return f"{record.id}, {_what_it_is(record)}, {day}"


def _what_it_is(record: Record) -> str:
    if isinstance(record, Event):
        return (record.kind or "event").replace("-", " ")
    if isinstance(record, Rating):
        return f"{(record.factor or '').rpartition('/')[2].replace('-', ' ')} rated act now"
    return "an order in force" if isinstance(record, Order) else "a sentence"


def _fields(bench: Bench, desk: EvidenceDesk, asked: list[Record]) -> list[Field]:
    """What is asked, in the order of the conditions."""
    ground = bench.ground
    since = day_words(ground.first.isoformat())
    other = "other " if asked else ""
    sought = any(condition.exception for condition in bench.state.conditions)
    order = (
        "An order is in force and its discharge is being sought. Is it right to consider this already, case by case?"
        if sought
        else "Are you satisfied that no sexual civil order is in force?"
    )
    return [
        held_on(bench, "On what day do you propose it?"),
        must_be_yes(OFFENCE_FREE, f"Are you satisfied that there was no sexual offence since {since}?", _NOTHING),
        _search_field(bench, desk),
        *(Field(_key(record), _ask_why(bench, record), required=True) for record in asked),
        must_be_yes(CONCERN_FREE, f"Are you satisfied that no {other}concern was raised since {since}?", _NOTHING),
        must_be_yes(NO_ORDER, order, _NOTHING),
        Field(
            "order_why",
            "Why already, what became of the application so far, and who follows it?",
            required=True,
            wanted=lambda _answers: sought,
        ),
        Field(
            "rationale",
            "Why are you satisfied? Whom did you ask, what did you read?",
            required=True,
            help="The supervisor reads this first. Say what would bring the person back to active management.",
        ),
        Field("reference", "Reference on ViSOR or in the log", "line"),
    ]


def _search_field(bench: Bench, desk: EvidenceDesk) -> Field:
    """What the proposal rests on: asked until the search that shows no offence is among it."""
    ground = bench.ground
    inner = desk.field("evidence", _evidence_prompt(is_woman=ground.is_woman))

    def ask(asker: Asker, this: Field, before: Any) -> Any:
        while True:
            before = inner.ask(asker, this, before) if inner.ask else before
            if any(is_search(ground, piece) for piece in _pieces(bench, desk, before)):
                return before
            asker.say(_NO_SEARCH)

    return replace(inner, ask=ask)


def _pieces(bench: Bench, desk: EvidenceDesk, named: list[object]) -> Iterator[EvidenceRecord]:
    """The evidence among what was named, in the case or made on the way."""
    for one in named:
        if isinstance(one, Later):
            yield EvidenceRecord.model_validate({**desk.made[one.index].keys, "id": "new"})
            continue
        record = bench.loaded.standing.current(str(one))
        if isinstance(record, EvidenceRecord):
            yield record


def _evidence_prompt(*, is_woman: bool) -> str:
    search = "On what does it rest? The search that found nothing, with its day, first"
    return f"{search}; then what your judgement of her rests on." if is_woman else f"{search}."


def _key(record: Record) -> str:
    return f"why-{record.id}"


def _ask_why(bench: Bench, record: Record) -> str:
    """The question for one record."""
    if isinstance(record, Event) and record.kind == "lead-agency-change":
        return f"{_describe(bench, record)}: who led before and after?"
    if isinstance(record, Order):
        return f"{_describe(bench, record)}: how does it weigh?"
    if isinstance(record, Event | Rating):
        return f"{_describe(bench, record)}: why is it no concern?"
    return f"{_describe(bench, record)}: was it served in the community, and under whom?"


def _sheets(bench: Bench, typed: dict[str, Any], asked: list[Record], desk: EvidenceDesk) -> list[Sheet]:
    """The proposal, its words laid out readably, and the evidence made on the way."""
    ground, ref = bench.ground, bench.ref(CONDITIONS_MENU)
    span = f"{day_words(ground.first.isoformat())} to {day_words(ground.day.isoformat())}"
    lines = [f"Reactive management proposed. Three years looked at: {span}."]
    lines += [f"{_describe(bench, record)}: {typed[_key(record)]}" for record in asked]
    lines += [] if asked else [_NONE]
    lines += [f"The order in force: {typed['order_why']}"] if typed.get("order_why") else []
    keys = {
        "kind": "reactive-proposal",
        "held_on": typed["held_on"],
        "what": "\n".join(lines),
        "considered": [f"{ref}/{condition}" for condition in SHOWN_BY_PROPOSAL],
        "touches": [record.id for record in asked],
        "rationale": typed["rationale"],
        "reference": typed.get("reference"),
        "evidence": list(typed["evidence"]),
    }
    moved: dict[int, Later | str] = {n: Later(n + 1) for n in range(len(desk.made))}
    place = Place("your answers")
    return [Sheet(repoint(Draft("event", keys), moved), place), *(Sheet(draft, place) for draft in desk.made)]
