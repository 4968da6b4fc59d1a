"""What is refused of a proposal, an approval, a refusal, a check and an end of reactive management, typed or by file.

All conditions have to be met (004): a proposal is held to them as the case would stand with it, so that what only a
proposal can show counts, and what no record shows does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sjtool.assess.independence import find_officer, is_trained_supervisor, who_is
from sjtool.assess.reactive import APPROVED, find_conditions, find_course
from sjtool.assess.reactive_ground import Condition
from sjtool.assess.reactive_state import find_bars, is_bar
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.case import Case, Entry
from sjtool.model.decision import Event
from sjtool.model.kinds import KINDS
from sjtool.model.people import Order
from sjtool.model.record import Record
from sjtool.problem import Place, Problem
from sjtool.recording.action_check_rules import ASK_SUPERVISOR
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.store.append import Later
from sjtool.store.write import accept_value

_ALL = "all conditions have to be met (APP, reactive management)"
CAUSE_NEEDS: Mapping[str, tuple[frozenset[str], str]] = {
    "significant-change": (frozenset({"significant-change", "intelligence", "visit", "recall"}), "significant-change"),
    "sexual-offence": (frozenset({"sexual-offence"}), "sexual-offence"),
    "relevant-offence": (frozenset({"other-offence"}), "other-offence"),
    "order-not-discharged": (frozenset({"order"}), ""),
}
"""The kinds of record one of which has to be named for a cause, and the event that is recorded where none is."""


_FEWEST = 6
SAY_WHY = "what was looked at, and why it is right"
_REVIEWED = "a supervisor reviews the decision and stands by it with reasons (APP, recording reactive management)"


def is_reason(words: str) -> bool:
    """Whether a supervisor's reason is a sentence, of six words at least (our reading), and not a nod."""
    return len(re.findall(r"\w+", words)) >= _FEWEST


def one_event(sheets: Sequence[Sheet], kind: str) -> Sheet:
    """The one event of an answers file. Raises SjtoolError where there is none, more than one, or another kind."""
    events = [sheet for sheet in sheets if sheet.draft.kind == "event"]
    problems = []
    for sheet in events[1:]:
        why = "each act is recorded by itself"
        problems.append(Problem("two-of-one", sheet.place, "there is more than one event", why, "leave one"))
    if not events:
        place = sheets[0].place if sheets else Place("answers")
        problems.append(
            Problem("answers-empty", place, "there is no event in it", "nothing would be recorded", "[[event]]")
        )
    elif events[0].draft.keys.get("kind") not in (None, kind):
        what, why = "kind is not that of the act named", "one act would pass for another"
        problems.append(
            Problem("reactive-other-kind", events[0].at("kind"), what, why, f'leave out  kind , or "{kind}"')
        )
    if problems:
        raise SjtoolError(problems)
    return events[0]


def refuse_bars(loaded: Loaded, today: date) -> None:
    """Raise SjtoolError where conditions stand in the way whatever a proposal says: before anything is asked."""
    bars = find_bars(loaded.standing, today, hidden=loaded.hides_levels)
    if bars:
        raise SjtoolError([*_bar(Place(str(loaded.path)), bars)])


def _bar(place: Place, bars: Sequence[Condition]) -> Iterator[Problem]:
    """Every condition that is in the way, in one problem: why it matters and what mends it are the same for all."""
    told = [f"the condition {one.id} is {one.state.replace('-', ' ')}. {one.why}" for one in bars]
    if told:
        listed = "".join(f"\n    - {words}" for words in told)
        what = told[0] if len(told) == 1 else f"{len(told)} conditions are not met or not shown:{listed}"
        fix = "sjtool reactive CASE  lists the conditions, and what to type for each"
        yield Problem("reactive-condition-not-met", place, what, _ALL, fix)


def refuse_stage(loaded: Loaded, act: str) -> None:
    """Raise SjtoolError where it is not the moment for an act: nothing to approve, or nothing to end."""
    course = find_course(loaded.standing)
    trouble = {
        "propose": ("a proposal waits already", "sjtool reactive CASE --approve, or --refuse")
        if course.is_proposed
        else None,
        "approve": None if course.is_proposed else ("no proposal waits", "sjtool reactive CASE --propose"),
        "check": None if course.is_reactive else ("the person is not on reactive management", "sjtool visit CASE"),
        "withdraw": None if course.is_reactive else ("the person is actively managed", "sjtool reactive CASE"),
    }
    found = trouble["approve" if act == "refuse" else act]
    if act == "propose" and course.is_reactive and course.start:
        found = ("the person is on reactive management already", "sjtool reactive CASE --check, or --withdraw")
    if found:
        why = "proposal, approval, checks and end follow one another, so that a reader can follow them"
        raise SjtoolError([Problem("reactive-stage", Place(str(loaded.path)), found[0], why, found[1])])


def refuse_supervisor(loaded: Loaded, officer: str) -> None:
    """Raise SjtoolError where the officer may not decide on the proposal that waits: it is theirs, or not trained."""
    standing, place = loaded.standing, Place(str(loaded.path))
    proposal, record = find_course(standing).proposal, find_officer(standing, officer)
    why = "a supervisor reviews and approves it (APP, recording reactive management)"
    problems = []
    if proposal and proposal.by and who_is(standing, proposal.by) == who_is(standing, officer):
        what, fix = "you proposed it yourself", "ask a supervisor who did not"
        problems.append(Problem("reactive-own-proposal", standing.case.place(proposal.id), what, why, fix))
    if record is None:
        what = "the case has no record of you as an officer"
        problems.append(Problem("supervisor-unknown", place, what, why, ASK_SUPERVISOR))
    elif not is_trained_supervisor(record):
        what = 'your record as an officer does not say "supervisor" among what you are trained in'
        problems.append(Problem("supervisor-untrained", standing.case.place(record.id), what, why, ASK_SUPERVISOR))
    if problems:
        raise SjtoolError(problems)


def check_act(loaded: Loaded, sheets: Sequence[Sheet], officer: str, today: date) -> None:
    """Raise SjtoolError with everything that is wrong with an event of these kinds; the drafts are sound as records."""
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.draft.kind != "event":
            continue
        problems += _day_problems(sheet, today)
        if not str(sheet.draft.keys.get("rationale") or "").strip() and sheet.draft.keys["kind"] != "reactive-check":
            why, fix = "a decision is recorded with its reasons (APP, professional judgement)", "add  rationale = …"
            problems.append(Problem("reactive-without-reasons", sheet.place, "it is not said why", why, fix))
        elif sheet.draft.keys["kind"] == "reactive-start" and not is_reason(str(sheet.draft.keys.get("rationale"))):
            what, fix = (
                "the supervisor's reason is less than a sentence",
                f"rationale = {_FEWEST} words or more: {SAY_WHY}",
            )
            problems.append(Problem("reactive-reason-short", sheet.at("rationale"), what, _REVIEWED, fix))
        if sheet.draft.keys["kind"] in {"reactive-proposal", "reactive-start"}:
            problems += _condition_problems(loaded, sheets, sheet, officer, today)
        if sheet.draft.keys["kind"] in {"reactive-start", "reactive-refusal"}:
            problems += _order_problems(loaded, sheet)
        if sheet.draft.keys["kind"] == "reactive-end":
            problems += _cause_problems(loaded, sheet)
    if problems:
        raise SjtoolError(problems)


def _day_problems(sheet: Sheet, today: date) -> Iterator[Problem]:
    held_on = str(sheet.draft.keys.get("held_on") or "")
    if held_on[:10] > today.isoformat()[: len(held_on)]:
        why, fix = "what has not happened yet cannot be recorded as done", "held_on = the day it was decided or made"
        yield Problem("date-ahead", sheet.at("held_on"), "the day lies ahead", why, fix)


def _condition_problems(
    loaded: Loaded, sheets: Sequence[Sheet], sheet: Sheet, officer: str, today: date
) -> Iterator[Problem]:
    """The conditions as they would stand with what is to be recorded."""
    standing = _with(loaded.standing, sheets, officer)
    is_proposal = sheet.draft.keys["kind"] == "reactive-proposal"
    conditions = find_conditions(standing, today, hidden=loaded.hides_levels)
    yield from _bar(
        sheet.place, [one for one in conditions if is_bar(one) and not (is_proposal and one.id == APPROVED)]
    )
    for condition in conditions:
        if condition.exception and not is_bar(condition) and condition.id not in _said(sheet, loaded):
            what = "an order is in force, and the proposal does not say why it may be considered all the same"
            fix = f'considered = ["reactive-conditions@1.0.0/{condition.id}"], with the reason in  rationale'
            yield Problem("reactive-exception-unsaid", sheet.place, what, f"{_ALL}; the exception is case by case", fix)


def _said(sheet: Sheet, loaded: Loaded) -> set[str]:
    """The conditions that the proposal speaks to: the one being made, or the one that is approved."""
    proposal = find_course(loaded.standing).proposal
    made = sheet.draft.keys.get("considered") or ()
    said = made if sheet.draft.keys["kind"] == "reactive-proposal" else proposal.considered if proposal else ()
    return {str(ref).partition("/")[2] for ref in said}


def _with(standing: Standing, sheets: Sequence[Sheet], officer: str) -> Standing:
    """The case as it would stand with the drafts, each under the id it has until it is written."""
    names = [str(sheet.draft.keys.get("id") or f"draft-{n}") for n, sheet in enumerate(sheets)]
    case: Case = standing.case
    made = [
        Entry(s.draft.kind, _record(s, name, names, officer), s.place.line)
        for s, name in zip(sheets, names, strict=True)
    ]
    return Standing(Case(case.path, case.header, (*case.entries, *made), case.head))


def _record(sheet: Sheet, name: str, names: Sequence[str], officer: str) -> Record:
    keys = {key: _named(accept_value(value), names) for key, value in drop_empty(sheet.draft.keys).items()}
    return KINDS[sheet.draft.kind].model_validate({**keys, "id": name, "by": officer})


def _named(value: Any, names: Sequence[str]) -> Any:
    if isinstance(value, Later):
        return names[value.index]
    return [_named(part, names) for part in value] if isinstance(value, list | tuple) else value


def _order_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """A decision is not older than the proposal it is on."""
    proposal = find_course(loaded.standing).proposal
    held_on, proposed = str(sheet.draft.keys.get("held_on") or ""), (proposal.held_on if proposal else "") or ""
    if held_on < proposed[: len(held_on)]:
        why, fix = "a supervisor reviews what was proposed", "held_on = the day of the decision"
        yield Problem("reactive-before-proposal", sheet.at("held_on"), "it is older than the proposal", why, fix)


def _cause_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """An end says its cause, and names the record that brought it where the next three years hang on it."""
    cause = sheet.draft.keys.get("cause")
    if not cause:
        why = "on the cause hangs when it may be considered again (APP, withdrawal of reactive management)"
        yield Problem("reactive-without-cause", sheet.place, "it is not said what ended it", why, 'add  cause = "…"')
        return
    kinds, record_it = CAUSE_NEEDS.get(str(cause), (frozenset[str](), ""))
    named = [loaded.standing.current(str(word)) for word in sheet.draft.keys.get("touches") or ()]
    if kinds and not any(_fits(record, kinds) for record in named):
        fix = f"; where it is not recorded yet:  sjtool event CASE {record_it}" if record_it else ""
        what = f"touches names no record of kind {' or '.join(sorted(kinds))}"
        why = "when it may be considered again hangs on it, and a reader must find what happened"
        yield Problem("reactive-cause-without-record", sheet.at("touches"), what, why, f"touches = its id{fix}")


def _fits(record: Record | None, kinds: frozenset[str]) -> bool:
    """Whether a record is an event of one of these kinds, or an order where an order is meant."""
    return (isinstance(record, Event) and record.kind in kinds) or (isinstance(record, Order) and "order" in kinds)
