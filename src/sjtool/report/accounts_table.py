"""The cross-check at a glance: an item a row, the person's account beside the partner's, how they stand, the reading.

What is not read yet stands first. Words are shortened here; all of them stand in full with the items themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import OUTCOME_WORDS, Discrepancy, Outcome
from sjtool.report.briefing_words import clip
from sjtool.report.context import Context
from sjtool.report.records import say_part
from sjtool.report.report import Block, Paragraph, Table
from sjtool.report.wording import capitalise, is_guarded
from sjtool.text import count_words

_ANSWER, _READING = 48, 60
_UNREAD, _APART, _UNCLEAR, _ALIKE = "■", "◆", "◇", "○"
_MARKS: dict[Outcome, str] = {
    "differ": _APART,
    "refused-by-one": _APART,
    "refused-by-all": _UNCLEAR,
    "to-read": _UNCLEAR,
    "not-comparable": _UNCLEAR,
    "one-sided": _UNCLEAR,
    "agree": _ALIKE,
}
"""A shape beside each word, so that the eye finds the rows; the word carries the meaning."""
GUARDED = "kept apart"


def build_glance(context: Context, rows: Sequence[Discrepancy]) -> tuple[Block, ...]:
    """How many stand how, and the table; nothing where nobody was asked."""
    asked = sorted((row for row in rows if row.outcome != "not-asked"), key=lambda row: not row.needs_reading)
    if not asked:
        return ()
    others = list(dict.fromkeys(a.label for row in asked for a in row.side_by_side if not a.is_subject))
    subject = next((a.label for row in asked for a in row.accounts if a.is_subject), "The person")
    header = ("How they stand", "Item", subject, others[0] if len(others) == 1 else "Others", "Reading")
    cells = tuple(_row(context, row, names=len(others) != 1) for row in asked)
    return Paragraph(_counts(rows), "sjtool"), Table(header, cells)


def say_stand(row: Discrepancy) -> str:
    """How accounts stand now: of words that only a reader compares, as they were read; and what is still to be read."""
    if row.needs_reading:
        again = "to be read again" if row.reading else "not read yet"
        return again if row.outcome == "to-read" else f"{row.outcome_words}, {again}"
    if row.outcome != "to-read":
        return row.outcome_words
    found = row.reading.outcome if row.reading else None
    return f"{OUTCOME_WORDS[found]}, as read" if found else "read"


def _counts(rows: Sequence[Discrepancy]) -> str:
    """`12 marked items and 2 marked lightly: not read yet 3 · differ 2`, so that each count is of one kind."""
    ordered = sorted(rows, key=lambda row: not row.needs_reading)
    counts = Counter(say_stand(row) for row in ordered)
    said = " · ".join(f"{words} {number}" for words, number in counts.items())
    lightly = sum(bool(row.item.mark and row.item.mark.asks == "partner-lightly") for row in rows)
    more = f" and {lightly} marked lightly" if lightly else ""
    return f"{count_words(len(rows) - lightly, 'marked item')}{more}: {said}."


def _row(context: Context, row: Discrepancy, *, names: bool) -> tuple[str, ...]:
    part = f", {say_part(row.item, row.part)}" if row.part else ""
    subject = [account for account in row.side_by_side if account.is_subject]
    others = [account for account in row.side_by_side if not account.is_subject]
    return (
        f"{_mark(row)} {capitalise(say_stand(row))}",
        f"{row.item.id} {row.item.title}{part}",
        _said(context, row, subject),
        "; ".join(_of_each(context, row, others, names=names)) or "not asked",
        _reading(row),
    )


def _mark(row: Discrepancy) -> str:
    if row.needs_reading:
        return _UNREAD
    found = row.reading.outcome if row.reading and row.outcome == "to-read" else None
    return _MARKS.get(found or row.outcome, _UNCLEAR)


def _of_each(context: Context, row: Discrepancy, accounts: Sequence[Account], *, names: bool) -> list[str]:
    """What each of the others said; by name where there are several of them in the table."""
    found = []
    for informant in dict.fromkeys(account.informant for account in accounts):
        own = [account for account in accounts if account.informant == informant]
        lead = f"{own[0].label}: " if names else ""
        found.append(f"{lead}{_said(context, row, own)}")
    return found


def _said(context: Context, row: Discrepancy, accounts: Sequence[Account]) -> str:
    """One informant's answers in short, the earlier before the later; the same answer given twice once."""
    if not accounts:
        return "not asked"
    who = context.standing.person(accounts[0].informant)
    if who and is_guarded(who):
        return GUARDED
    words = dict.fromkeys(_short(row, account) for account in accounts)
    return "; then ".join(words)


def _short(row: Discrepancy, account: Account) -> str:
    unit = f" {row.wording.unit}" if row.wording.unit and account.has_value else ""
    return clip(f"{account.words(row.wording)}{unit}", _ANSWER)


def _reading(row: Discrepancy) -> str:
    """The beginning of the officer's reading; that there is none yet is said."""
    if row.reading and row.reading.reading:
        return clip(row.reading.reading, _READING)
    return "none yet" if row.needs_reading else "none needed"
