"""The cross-check as a report, for the practitioner alone: every marked item with all accounts of it side by side.

The order and the words are those of `sjtool crosscheck`: differences first, the officer's reading under the accounts.
It is made for neither adult, in no form (source 001, Appendix 1; DOMAIN 10.4), and whom it is made out to is held
against the people of the case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.accounts import Account
from sjtool.assess.crosscheck import OUTCOME_WORDS, Discrepancy, Outcome, build_crosscheck
from sjtool.assess.seen_by_recipient import find_recipient
from sjtool.errors import refused
from sjtool.loader import find_template_problems
from sjtool.model.template import QuestionSet
from sjtool.report.accounts_table import GUARDED, build_glance, say_stand
from sjtool.report.case_report import make_report
from sjtool.report.cautions import ACCOUNTS, PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.crosscheck_text import MARKS_LINE
from sjtool.report.records import response_basis, say_answer, say_part
from sjtool.report.report import (
    Block,
    Bullets,
    Group,
    Item,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Section,
)
from sjtool.report.set_words import say_title
from sjtool.report.wording import capitalise, is_guarded
from sjtool.text import count_words

NAME, TITLE = "cross-check", "Cross-check of accounts"
_QUIET: frozenset[Outcome] = frozenset({"agree", "one-sided", "not-asked"})
"""Outcomes of which nothing has to be read: they stand after the others, and unasked items in one line."""
_NOTHING = "Not recorded: answers that could be held side by side."


def build_cross_check(context: Context) -> Report:
    """The cross-check of a case, a section for each set with marked items.

    Raises SjtoolError where it is made out to somebody in the case.
    """
    _refuse_adults(context)
    sets = [*_find_sets(context)]
    sections = tuple(_section(context, number, questions, rows) for number, (questions, rows) in enumerate(sets, 1))
    return make_report(
        context, NAME, TITLE, PRACTITIONER_ONLY, (_page_one(context, sets), *sections), warnings=_warnings(context)
    )


def _refuse_adults(context: Context) -> None:
    """No copy is made out to anybody in the case: each adult would read what the other said."""
    if find_recipient(context.standing, context.recipient) != "nobody":
        raise refused(
            "cross-check-for-adult",
            context.loaded.name,
            "the cross-check is asked for in the name of somebody in the case",
            "it sets out what each adult said beside what the other said (001 Appendix 1)",
            "name the practitioner it is for, by post and agency alone, with  --for",
        )


def _warnings(context: Context) -> Iterator[str]:
    loaded = context.loaded
    if loaded.case.broken:
        changed = f"{len(loaded.case.broken)} of the records changed since"
        yield f"NOT AS RECORDED: {changed}. See  sjtool verify {loaded.name}"
    for problem in find_template_problems(loaded.case, loaded.library):
        yield f"CAUTION: {problem.what}."


def _find_sets(context: Context) -> Iterator[tuple[QuestionSet, tuple[Discrepancy, ...]]]:
    """Every set that was asked and has marked items, in its newest version."""
    sets = context.lens.question_sets
    for ref in {name.partition("@")[0]: name for name in sets}.values():
        rows = build_crosscheck(context.standing, sets[ref], ref)
        if rows:
            yield sets[ref], rows


def _page_one(context: Context, sets: Sequence[tuple[QuestionSet, tuple[Discrepancy, ...]]]) -> Section:
    """How the items stand, what is still to be read and what to follow up, before any account."""
    rows = [row for _questions, found in sets for row in found]
    blocks: list[Block] = [Note(PRACTITIONER_ONLY, "restricted"), Note(ACCOUNTS, "caution")]
    if all(row.outcome == "not-asked" for row in rows):
        blocks.append(Note(_NOTHING, "gap"))
        return Section(0, "In brief", "", tuple(blocks))
    blocks += build_glance(context, rows)
    waiting = dict.fromkeys(f"{row.item.id} {row.item.title}" for row in rows if row.needs_reading)
    if waiting:
        typed = f"sjtool crosscheck {context.loaded.name} --read all"
        blocks.append(Note(f"Still to be read: {'; '.join(waiting)}. Type  {typed}", "gap"))
    else:
        blocks.append(Paragraph("Every item that needs a reading has one.", "sjtool"))
    follow_up = tuple(_follow_up(context, rows))
    if follow_up:
        blocks.append(Group("To follow up", "", (Bullets(follow_up),)))
    return Section(0, "In brief", "", tuple(blocks))


def _follow_up(context: Context, rows: Sequence[Discrepancy]) -> Iterator[Item]:
    """What the officer means to do about an item, once for each reading."""
    told = set()
    for row in rows:
        reading = row.reading
        if reading and reading.follow_up and reading.id not in told:
            told.add(reading.id)
            yield Item(f"{row.item.id} {row.item.title}: {reading.follow_up}", "opinion", context.recorded(reading))


def _section(context: Context, number: int, questions: QuestionSet, rows: Sequence[Discrepancy]) -> Section:
    """The items of one set: what must be read, then what agrees or is one-sided, then what nobody was asked."""
    blocks: list[Block] = []
    if any(row.item.mark and row.item.mark.standing == "editorial" for row in rows):
        blocks.append(Paragraph(MARKS_LINE, "sjtool"))
    asked = [row for row in rows if row.outcome != "not-asked"]
    blocks += [_item(context, row) for row in asked]
    unasked = [f"{row.item.id} {row.item.title}{_part(row)}" for row in rows if row.outcome == "not-asked"]
    if unasked:
        blocks.append(Paragraph(f"Not asked of anybody: {'; '.join(unasked)}.", "sjtool"))
    return Section(
        number, say_title(questions.set.title), f"{count_words(len(rows), 'marked item')}, side by side", tuple(blocks)
    )


def _part(row: Discrepancy) -> str:
    return f", {say_part(row.item, row.part)}" if row.part else ""


def _item(context: Context, row: Discrepancy) -> Group:
    accounts = Pairs(tuple(_account(context, row, account) for account in row.side_by_side))
    reading = tuple(_reading(context, row))
    blocks: tuple[Block, ...] = (accounts, Pairs(reading)) if reading else (accounts,)
    title = f"{row.item.id} {row.item.title}{_part(row)}"
    return Group(title, say_stand(row), blocks, strong=row.outcome not in _QUIET)


def _account(context: Context, row: Discrepancy, account: Account) -> Pair:
    informant = context.standing.person(account.informant)
    if informant and is_guarded(informant):
        return Pair(account.label, GUARDED, "sjtool")
    basis = response_basis(account.response, account.session, names_session=row.shares_day(account))
    return Pair(account.label, say_answer(context, account.response, row.item), basis=basis)


def _reading(context: Context, row: Discrepancy) -> Iterator[Pair]:
    """What the officer makes of it, and what they mean to do; that none is there yet is said."""
    reading = row.reading
    if reading is None:
        if row.needs_reading:
            typed = f"sjtool crosscheck {context.loaded.name} --read {row.item.id}"
            yield Pair("Reading", f"none yet. Type  {typed}", "sjtool", strong=True)
        return
    found = f"{capitalise(OUTCOME_WORDS[reading.outcome])}. " if reading.outcome and row.outcome == "to-read" else ""
    late = "" if row.reading_is_current else " (made before the latest account; to be read again)"
    yield Pair("Reading", f"{found}{reading.reading or 'none recorded'}{late}", "opinion", context.recorded(reading))
    if reading.follow_up:
        yield Pair("To follow up", reading.follow_up, "opinion")
