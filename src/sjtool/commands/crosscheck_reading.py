"""The officer's reading of an item: typed at a terminal or read from a file. The accounts it covers go with it."""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_form
from sjtool.assess.crosscheck import Discrepancy
from sjtool.console import say_wrapped
from sjtool.errors import SjtoolError, usage
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft

_OUTCOMES = ("agree", "differ", "one-sided", "refused-by-one", "refused-by-all", "not-comparable")


def ask_reading(asker: Asker, rows: Sequence[Discrepancy], item: str) -> Sheet:
    """Show the accounts of one item, then ask what the officer makes of them."""
    row = next((r for r in rows if r.item.id == item), None)
    if row is None:
        raise usage(
            "no-such-item",
            "no marked item has this number",
            "only marked items are compared",
            "sjtool crosscheck CASE --all",
        )
    say_wrapped(f"{row.item.id}  {row.item.title}: {row.wording.ask}")
    for account in row.accounts:
        say_wrapped(f"{account.label}, {account.session.held_on or 'undated'}: {account.words()}", "  ")
        if account.response.note:
            say_wrapped(f"note: {account.response.note}", "    ")
    fields = [
        Field("reading", "Your reading: what may explain it, and what you make of it", required=True),
        Field("follow_up", "What will you do about it?"),
    ]
    if row.outcome == "to-read":
        choices = (
            Choice("agree", "they agree"),
            Choice("differ", "they differ"),
            Choice("not-comparable", "cannot be compared"),
        )
        fields.insert(0, Field("outcome", "Having read both:", "choice", required=True, choices=choices))
    return _sheet(row, ask_form(asker, fields), Place("your answers"))


def read_readings(named: str, rows: Sequence[Discrepancy]) -> list[Sheet]:
    """Readings from a file. Raises SjtoolError with every problem."""
    answers = read_answers(named, "reading")
    by_item = {row.item.id: row for row in rows}
    problems: list[Problem] = []
    sheets = []
    for number, table in enumerate(answers.tables.get("reading", [])):
        place = Place(named, answers.line("reading", number))
        row = by_item.get(str(table.get("item", "")).rpartition("/")[2])
        if row is None:
            problems.append(
                Problem(
                    "no-such-item",
                    place,
                    "no marked item has this number",
                    "only marked items are compared",
                    "sjtool crosscheck CASE --all",
                )
            )
        elif row.outcome == "to-read" and table.get("outcome") not in _OUTCOMES:
            problems.append(
                Problem(
                    "outcome-missing",
                    place,
                    f"item {row.item.id} is free text: only you can say how the accounts stand",
                    "the tool compares numbers and choices, never words",
                    'add  outcome = "agree"  or  "differ"',
                )
            )
        else:
            sheets.append(_sheet(row, table, place))
    for kind in answers.tables.keys() - {"reading"}:
        problems.append(
            Problem(
                "unknown-kind",
                Place(named, answers.line(kind, 0)),
                "this table does not belong here",
                "only readings are taken",
                "write  [[reading]]",
            )
        )
    if problems or not sheets:
        raise SjtoolError(
            problems
            or [
                Problem(
                    "answers-empty",
                    Place(named),
                    "there are no readings in it",
                    "nothing would be recorded",
                    "write  [[reading]]",
                )
            ]
        )
    return sheets


def _sheet(row: Discrepancy, keys: dict[str, object], place: Place) -> Sheet:
    computed = row.outcome if row.outcome in _OUTCOMES else "not-comparable"
    earlier = {"supersedes": row.reading.id, "reason": keys.get("reason") or "read again"} if row.reading else {}
    return Sheet(
        Draft(
            "reading",
            drop_empty(
                {
                    "item": row.ref,
                    "responses": [account.response.id for account in row.accounts],
                    "outcome": keys.get("outcome") or computed,
                    "reading": keys.get("reading"),
                    "follow_up": keys.get("follow_up"),
                    **earlier,
                }
            ),
        ),
        place,
    )
