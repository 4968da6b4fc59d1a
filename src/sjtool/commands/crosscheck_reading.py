"""The officer's reading of an item: typed at a terminal or read from a file. The accounts it covers go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_field
from sjtool.ask.stop import Stop
from sjtool.assess.accounts import Account, say_corrections
from sjtool.assess.crosscheck import Discrepancy
from sjtool.commands.live_forms import LiveForms
from sjtool.console import say_wrapped
from sjtool.dates import day_words
from sjtool.errors import SjtoolError, usage
from sjtool.model.enquiry import Reading
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.store.answers import Answers, read_answers, read_typed
from sjtool.store.append import Draft

_OUTCOMES = ("agree", "differ", "one-sided", "refused-by-one", "refused-by-all", "not-comparable")
_JUDGED = (
    Choice("agree", "they agree", "the same in substance, in whatever words"),
    Choice("differ", "they differ", "both cannot be the whole of it"),
    Choice("not-comparable", "cannot be compared", "they speak of different times or things, or one says too little"),
)
_EVERY = "all"
_SKIP = ":skip"
_PASSES = f"{_SKIP} passes this item by."


class Skip(Stop):
    """The officer passed an item by; what was typed at it is kept like that of one who stops."""


def find_to_read(rows: Sequence[Discrepancy], named: Sequence[str]) -> tuple[str, ...]:
    """The items to read, in the order named; `all` stands for every one that needs a reading.

    Raises SjtoolError (usage) for an item that cannot be read, before anything is asked.
    """
    waiting = [row.item.id for row in rows if row.needs_reading]
    items = tuple(dict.fromkeys(item for name in named for item in (waiting if name == _EVERY else [name])))
    for item in items:
        _find_rows(rows, item)
    return items


def _find_rows(rows: Sequence[Discrepancy], item: str) -> list[Discrepancy]:
    found = [row for row in rows if row.item.id == item]
    if not found:
        raise usage("no-such-item", *_NO_ITEM)
    if not _accounts(found):
        raise usage("nothing-to-read", *_NO_ACCOUNT)
    return found


def ask_reading(live: LiveForms, rows: Sequence[Discrepancy], item: str) -> Sheet:
    """Show the accounts of one item, then ask what the officer makes of them. Raises Skip, or Stop."""
    found = _find_rows(rows, item)
    for row in found:
        _say_row(row)
    earlier = found[0].reading
    stands = earlier.model_dump(include={"reading", "follow_up"}, exclude_none=True) if earlier else {}
    return _sheet(found, live.ask(item, _fields_for(found), stands), Place("your answers"))


def _fields_for(rows: Sequence[Discrepancy]) -> list[Field]:
    """What is asked of a reading; `?` says at each what is meant, and at the first of them how it was asked."""
    fields = [
        Field(
            "reading",
            "Your reading: what may explain it, and what you make of it",
            required=True,
            help="A reading is what you make of the accounts and what may explain them, not who is right. Agreement is "
            "no proof and difference no guilt. It stands beside the accounts in the summary, as yours.",
        ),
        Field(
            "follow_up",
            "What will you do about it?",
            help="What is done about it: whom to ask again, what to obtain, who must know. Enter if nothing follows.",
        ),
    ]
    if rows[0].outcome == "to-read":
        why = "Free words only a reader can compare. Say how the accounts stand, not which of them is true."
        fields.insert(0, Field("outcome", "Having read both:", "choice", required=True, choices=_JUDGED, help=why))
    fields[0] = replace(fields[0], help=f"{fields[0].help} {_say_asked(rows)}")
    # At the last one a reading stands already: to pass it by is to have nothing to add.
    ways = [_ask_or_skip] * (len(fields) - 1) + [_ask_or_pass]
    return [replace(one, ask=way, help=f"{one.help} {_PASSES}") for one, way in zip(fields, ways, strict=True)]


def _say_asked(rows: Sequence[Discrepancy]) -> str:
    """The question as it was put to each side: neither wording alone fits both."""
    person = next((a.label for row in rows for a in row.accounts if a.is_subject), "the person")
    return " ".join(
        f"Put to {person}: {row.wording.ask} To others: "
        f"{(row.wording.ask_partner or row.wording.ask).replace('{person}', person)}"
        for row in rows
    )


def _ask_or_skip(asker: Asker, this: Field, stands: Any) -> Any:
    """A field at which the whole item may be passed by."""
    typed = ask_field(asker, replace(this, ask=None, default=str(stands or ""), words=(_SKIP,)))
    if typed == _SKIP:
        raise Skip
    return typed


def _ask_or_pass(asker: Asker, this: Field, stands: Any) -> Any:
    """A field that may be passed over, without losing what was answered before it."""
    typed = ask_field(asker, replace(this, ask=None, default=str(stands or ""), words=(_SKIP,)))
    return "" if typed == _SKIP else typed


def _say_row(row: Discrepancy) -> None:
    part = f", {row.part}" if row.part else ""
    say_wrapped(f"{row.item.id}  {row.item.title}{part}: {row.outcome_words}")
    for account in row.side_by_side:
        session = account.session.id if row.shares_day(account) else ""
        when = ", ".join(filter(None, [day_words(account.session.held_on) or "undated", session]))
        say_wrapped(f"{account.label}, {when}: {account.words(row.wording)}", "  ")
        corrected = say_corrections(account.corrections, row.wording)
        for words in (corrected, account.response.note, account.response.missing_note):
            if words:
                say_wrapped(words, "    ")


def read_readings(named: str, rows: Sequence[Discrepancy]) -> list[Sheet]:
    """Readings from a file. Raises SjtoolError with every problem."""
    answers = read_answers(named, "reading")
    problems = [_not_here(named, answers.line(kind, 0)) for kind in answers.tables.keys() - {"reading"}]
    problems += [_not_here(named, answers.line("", 0, key)) for key in answers.top]
    sheets = []
    seen: set[str] = set()
    for number in range(len(answers.tables.get("reading", []))):
        table, place = _table(answers, number), Place(named, answers.line("reading", number))
        item = str(table.get("item", "")).rpartition("/")[2]
        found = [row for row in rows if row.item.id == item]
        problem = _find_trouble(found, table, place, is_again=item in seen)
        seen.add(item)
        if problem:
            problems.append(problem)
        else:
            sheets.append(_sheet(found, table, place, answers.key_lines("reading", number)))
    if not problems and not sheets:
        what = "there are no readings in it"
        problems.append(Problem("answers-empty", Place(named), what, "nothing would be recorded", "write  [[reading]]"))
    if problems:
        raise SjtoolError(problems)
    return sheets


def _table(answers: Answers, number: int) -> dict[str, object]:
    return read_typed(Reading, answers.tables["reading"][number], typed_text=answers.is_typed_text)


_NO_ITEM = ("no marked item has this number", "only marked items are compared", "sjtool crosscheck CASE --all")
_NO_ACCOUNT = (
    "nobody was asked this item yet",
    "a reading is of what was said",
    "sjtool next CASE  says whom to ask",
)


def _find_trouble(
    found: Sequence[Discrepancy], table: Mapping[str, object], place: Place, *, is_again: bool
) -> Problem | None:
    """What stops one reading of a file."""
    if not found:
        return Problem("no-such-item", place, *_NO_ITEM)
    if not _accounts(found):
        return Problem("nothing-to-read", place, *_NO_ACCOUNT)
    if is_again:
        what = "there is more than one reading of this item"
        return Problem("two-of-one", place, what, "only one of them could stand", "leave one")
    row, said = found[0], table.get("outcome")
    if row.outcome == "to-read" and said not in {choice.id for choice in _JUDGED}:
        return Problem(
            "outcome-missing",
            place,
            f"item {row.item.id} is free text: only you can say how the accounts stand",
            "the tool compares numbers and choices, never words",
            'add  outcome = "agree", "differ" or "not-comparable"',
        )
    if row.outcome != "to-read" and said not in {None, row.outcome}:
        return Problem(
            "outcome-computed",
            place,
            f"the accounts of item {row.item.id} can be compared, and come out otherwise",
            "how they stand is a fact; what it means is your reading",
            "leave out  outcome  and say it in  reading",
        )
    return None


def _not_here(named: str, line: int) -> Problem:
    why = "only readings are taken"
    return Problem("unknown-kind", Place(named, line), "this does not belong here", why, "write  [[reading]]")


def _accounts(rows: Sequence[Discrepancy]) -> list[Account]:
    return [account for row in rows for account in row.accounts if not account.is_open]


def _sheet(
    rows: Sequence[Discrepancy],
    keys: Mapping[str, object],
    place: Place,
    lines: Mapping[str, int] | None = None,
) -> Sheet:
    """A reading of one item: all its parts, all their accounts; it takes the place of an earlier one."""
    row = rows[0]
    computed = row.outcome if row.outcome in _OUTCOMES else "not-comparable"
    earlier = {"supersedes": row.reading.id, "reason": keys.get("reason") or "read again"} if row.reading else {}
    draft = {
        **keys,
        "item": row.ref,
        "responses": [account.response.id for account in _accounts(rows)],
        "outcome": keys.get("outcome") or computed,
        **earlier,
    }
    return Sheet(Draft("reading", drop_empty(draft)), place, lines or {})
