"""The full history: every record in the order it was made, with who made it and when, and what it corrects.

For the officer, or for a court that orders it. Nothing is chosen or weighed; of somebody kept confidential there is the
label only, and the victims file is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sjtool.assess.looking_back import Reader
from sjtool.model.case import Entry
from sjtool.model.record import Record
from sjtool.report.case_report import make_report
from sjtool.report.cautions import HANDLING, NOT_THE_RECORD
from sjtool.report.context import Context
from sjtool.report.record_words import tell_record
from sjtool.report.report import Block, Group, Note, Pair, Pairs, Paragraph, Report, Section
from sjtool.report.wording import say_date, say_key, say_list
from sjtool.text import count_words

NAME, TITLE = "full-history", "Full history"
_WHAT = (
    "Every record of the case in the order it was made. What was corrected no longer stands, and is kept where it was "
    "made: it names the record that corrects it, and that one names it, each with its day. The victims file is not "
    "read."
)
_KEPT_APART = "Whether it is a fact, an account or an opinion, its kind says, and its nature and basis (DPA 2018 s.38)."
_TIMES = (
    "Times of recording are UTC: in summer time an hour behind the clock in England and Wales. What officers wrote is "
    "by their clock."
)
_NO_TIME = "Written by hand, no time"


def build_full_history(context: Context) -> Report:
    """The history of the case that a context looks at."""
    entries = [*_entries(context)]
    days = groupby(entries, key=lambda entry: entry.record.at.date().isoformat() if entry.record.at else "")
    sections = [
        Section(
            number,
            f"Recorded on {say_date(day)}" if day else _NO_TIME,
            "as recorded",
            tuple(_group(context, entry) for entry in made),
        )
        for number, (day, made) in enumerate(days, 1)
    ]
    return make_report(
        context, NAME, TITLE, HANDLING, (_opening(context, entries), *sections), warnings=_warnings(context)
    )


def _entries(context: Context) -> Iterator[Entry]:
    """What this reader may know of: a covert action is there for its officer at a screen alone."""
    reader = Reader(context.standing, context.hidden, at_screen=context.for_author)
    yield from (entry for entry in context.loaded.case if reader.may_see(entry))


def _warnings(context: Context) -> Iterator[str]:
    known = {entry.record.id for entry in _entries(context)}
    broken = [name for name in context.loaded.case.broken if name in known]
    if broken:
        yield f"NOT AS RECORDED: {', '.join(broken)} changed since. See  sjtool verify {context.loaded.name}"


def _opening(context: Context, entries: list[Entry]) -> Section:
    days = [say_date(entry.record.at.date()) for entry in entries if entry.record.at]
    officers = dict.fromkeys(entry.record.by for entry in entries if entry.record.by)
    rows = [Pair("Records", count_words(len(entries), "record"))]
    if days:
        rows.append(Pair("Made", f"from {days[0]} to {days[-1]}"))
    if officers:
        rows.append(Pair("By", say_list(context.officer(officer) for officer in officers)))
    blocks: list[Block] = [Pairs(tuple(rows)), *(Paragraph(words, "sjtool") for words in (_WHAT, _KEPT_APART, _TIMES))]
    return Section(0, "In brief", "", (*blocks, Note(NOT_THE_RECORD, "caution")))


def _group(context: Context, entry: Entry) -> Group:
    record = entry.record
    when = f"{record.at:%H:%M} {record.at.tzname() or ''}".strip() if record.at else "no time"
    by = context.name(record.by) if record.by else "nobody named"
    rows = [*_corrects(context, entry), *tell_record(context, record)]
    blocks = (Pairs(tuple(rows)),) if rows else ()
    return Group(f"{say_key(entry.kind)} {record.id}", f"{when}, {by}", blocks)


def _corrects(context: Context, entry: Entry) -> Iterator[Pair]:
    """What a record corrects and why; by what it was corrected; that it was changed by hand."""
    record, case = entry.record, context.loaded.case
    if record.supersedes:
        before = _made(context.standing.case.find(record.supersedes))
        yield Pair("Corrects", f"{record.supersedes}{before}: {record.reason or 'no reason recorded'}")
    current = context.standing.current(record.id)
    if current is not None and current.id != record.id:
        yield Pair("Stands no longer", f"corrected by {current.id}{_made(current)}", "sjtool")
    if record.id in case.broken:
        yield Pair("Caution", "not as it was recorded", "sjtool", strong=True)
    if record.id in case.acknowledged:
        yield Pair("Caution", "edited by hand, and acknowledged", "sjtool")


def _made(record: Record | None) -> str:
    """The day on which a record was made, so that it can be found among the others."""
    return f" of {say_date(record.at.date())}" if record and record.at else ""
