"""Section 8: what people said about the same things, side by side, with the officer's reading. Practitioner only."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import Discrepancy
from sjtool.model.enquiry import Reading
from sjtool.report.accounts_table import build_glance, say_stand
from sjtool.report.cautions import ACCOUNTS, PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.records import response_basis, say_answer, say_item, say_part
from sjtool.report.report import Block, Group, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.wording import say_code


def build_disagreements(context: Context) -> Section:
    """Section 8."""
    rows = context.lens.discrepancies
    asked = [row for row in rows if row.outcome != "not-asked"]
    blocks: list[Block] = []
    if asked:
        blocks = [Note(PRACTITIONER_ONLY, "restricted"), Note(ACCOUNTS, "caution"), *build_glance(context, rows)]
        blocks += [Paragraph(note, "sjtool") for note in _marks(context)]
    blocks += [_item(context, row) for row in asked]
    blocks += _other_readings(context)
    unasked = [f"{row.item.id} {row.item.title}" for row in rows if row.outcome == "not-asked"]
    if asked and unasked:
        blocks.append(Paragraph(f"Not asked of anybody: {'; '.join(unasked)}.", "sjtool"))
    return Section(
        8, "Where accounts differ", "accounts, then readings", (*blocks, *_gap(asked), *context.gap_notes(8))
    )


def _gap(asked: list[Discrepancy]) -> tuple[Block, ...]:
    return () if asked else (Note("Not recorded: answers that could be held side by side.", "gap"),)


def _marks(context: Context) -> Iterator[str]:
    by_id = {questions.set.id: questions for questions in context.lens.question_sets.values()}
    for questions in by_id.values():
        if questions.set.marks_note:
            yield questions.set.marks_note


def _item(context: Context, row: Discrepancy) -> Group:
    part = f", {say_part(row.item, row.part)}" if row.part else ""
    accounts = Pairs(tuple(_account(context, row, account) for account in row.side_by_side))
    reading = _reading_pairs(context, row)
    blocks: tuple[Block, ...] = (accounts, Pairs(reading)) if reading else (accounts,)
    strong = row.outcome not in {"agree", "one-sided"}
    return Group(f"{row.item.id} {row.item.title}{part}", say_stand(row), blocks, strong=strong)


def _account(context: Context, row: Discrepancy, account: Account) -> Pair:
    basis = response_basis(account.response, account.session, names_session=row.shares_day(account))
    return Pair(account.label, say_answer(context, account.response, row.item), basis=basis)


def _reading_pairs(context: Context, row: Discrepancy) -> tuple[Pair, ...]:
    if row.reading is None:
        return (Pair("Reading", "none yet", "sjtool"),) if row.needs_reading else ()
    late = "" if row.reading_is_current else " (made before the latest account; to be read again)"
    return tuple(_said(context, row.reading, late))


def _said(context: Context, reading: Reading, late: str = "") -> Iterator[Pair]:
    yield Pair("Reading", f"{reading.reading or 'none recorded'}{late}", "opinion", context.recorded(reading))
    if reading.follow_up:
        yield Pair("To follow up", reading.follow_up, "opinion")


def _other_readings(context: Context) -> Iterator[Block]:
    """Readings of items that are not listed above, so that none is lost."""
    listed = {row.reading.id for row in context.lens.discrepancies if row.reading and row.outcome != "not-asked"}
    rest = [r for r in context.standing.of(Reading) if r.id not in listed]
    for reading in rest:
        aside = say_code(reading.outcome)
        title = f"Another reading of {say_item(context, reading.item or 'an item not named')}"
        yield Group(title, aside, (Pairs(tuple(_said(context, reading))),))
