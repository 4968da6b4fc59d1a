"""The officer's reading of an item: typed at a terminal or read from a file. The accounts it covers go with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_form
from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import OUTCOME_WORDS, Discrepancy
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
    Choice("agree", "they agree"),
    Choice("differ", "they differ"),
    Choice("not-comparable", "cannot be compared"),
)


def ask_reading(asker: Asker, rows: Sequence[Discrepancy], item: str) -> Sheet:
    """Show the accounts of one item, then ask what the officer makes of them."""
    found = [row for row in rows if row.item.id == item]
    if not found:
        raise usage("no-such-item", *_NO_ITEM)
    if not _accounts(found):
        raise usage("nothing-to-read", *_NO_ACCOUNT)
    for row in found:
        _say_row(row)
    fields = [
        Field("reading", "Your reading: what may explain it, and what you make of it", required=True),
        Field("follow_up", "What will you do about it?"),
    ]
    if found[0].outcome == "to-read":
        fields.insert(0, Field("outcome", "Having read both:", "choice", required=True, choices=_JUDGED))
    earlier = found[0].reading
    stands = earlier.model_dump(include={"reading", "follow_up"}, exclude_none=True) if earlier else {}
    return _sheet(found, ask_form(asker, fields, stands), Place("your answers"))


def _say_row(row: Discrepancy) -> None:
    part = f", {row.part}" if row.part else ""
    say_wrapped(f"{row.item.id}  {row.item.title}{part}: {OUTCOME_WORDS[row.outcome]}")
    say_wrapped(f"asked: {row.wording.ask}", "  ")
    for account in row.accounts:
        when = day_words(account.session.held_on) or "undated"
        say_wrapped(f"{account.label}, {when}: {account.words(row.wording)}", "  ")
        for words in (account.response.note, account.response.missing_note):
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
