"""What is held about the person: every record in plain words, by kind and day, through the person's own view.

DPA 2018 s.45 (with s.45(2A) on search, as amended in 2025) for bodies under Part 3: to be verified by the force, which
also decides what may be held back under s.45(4) and answers. This print is a draft for that decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sjtool.assess.seen_by import Seen
from sjtool.assess.seen_by_reasons import GROUNDS, Ground
from sjtool.model.case import Entry
from sjtool.model.people import Governance
from sjtool.report.case_report import make_report
from sjtool.report.context import Context
from sjtool.report.report import Block, Bullets, Group, Item, Pair, Pairs, Paragraph, Report, Section
from sjtool.report.subject_words import say_kind, tell_plainly
from sjtool.report.wording import say_date
from sjtool.text import count_words

NAME, TITLE = "subject-access", "What is held about you"
_SAYS_NOTHING = frozenset({"officer", "template", "session_end", "acknowledgement", "erased"})
"""Kinds that say nothing about the person: who works on the case, and how the file keeps itself honest."""
_DAYS = ("held_on", "dated_on", "made_on", "opened_on", "due_on", "lead_agency_since", "from_on")
_HANDLING = "For the person it is about. Its author reads it through before it is given."
_FORCE = (
    "Draft for the force's answer to a request for access (Data Protection Act 2018, section 45; to be verified by the "
    "force). This file is one place where information is held; others are searched too."
)
_TOO = (
    "The answer also says: to whom it was disclosed, or which kinds of recipients.",
    "That you may ask for what is wrong to be put right, or for erasure or a limit on use (sections 46 and 47).",
    "That you may complain to the Information Commissioner, and how to reach the office.",
    "Where something is held back, that it is and why, as far as that may be said (section 45(4) to (6)).",
)
_GROUNDS: tuple[tuple[Ground, str], ...] = (
    ("others", "To protect the rights and freedoms of others (section 45(4)(e))"),
    (
        "prevention",
        "So as not to prejudice preventing or detecting offences, or carrying out penalties (section 45(4)(b))",
    ),
)
_DECIDES = (
    "These grounds are a draft, to be verified by the force, which decides for each record whether leaving it out is "
    "necessary and proportionate, and what may be said of that (section 45(4) to (6))."
)
_VERSIONS = "What was corrected later is still held, and is here with the record that stands for it now."


def build_subject_access(context: Context) -> Report:
    """What is held about the person. The context is already the person's own view (`view_copy.limit`)."""
    loaded = context.loaded
    by_kind: dict[str, list[Entry]] = {}
    for entry in loaded.case:
        if entry.kind not in _SAYS_NOTHING:
            by_kind.setdefault(entry.kind, []).append(entry)
    sections = [
        _section(context, number, kind, entries) for number, (kind, entries) in enumerate(by_kind.items(), start=2)
    ]
    return make_report(context, NAME, TITLE, _HANDLING, (_opening(context, by_kind), _footing(context), *sections))


def _opening(context: Context, by_kind: dict[str, list[Entry]]) -> Section:
    rows = tuple(Pair(say_kind(kind), count_words(len(entries), "record")) for kind, entries in by_kind.items())
    blocks: list[Block] = [Paragraph(_FORCE, "sjtool")]
    if rows:
        blocks.append(Group("In this copy, by kind", "", (Pairs(rows),)))
    if context.seen:
        blocks.append(Group("Left out of this copy", "", tuple(_left_out(context.seen))))
    return Section(0, "In brief", "", (*blocks, Paragraph(_VERSIONS, "sjtool")))


def _left_out(seen: Seen) -> Iterator[Block]:
    """How much is not in the copy, and on which ground: never of which kind, which can itself tell something."""
    numbers = Counter[Ground]()
    for why, number in seen.counts.items():
        numbers[GROUNDS[why]] += number
    total = sum(numbers.values())
    if not total:
        yield Paragraph("Nothing is left out of it.", "sjtool")
        return
    told = [f"In all: {count_words(total, 'record')}, in whole or in part."]
    told += [f"{label}: {count_words(numbers[ground], 'record')}." for ground, label in _GROUNDS if numbers[ground]]
    yield Bullets(tuple(Item(one, "sjtool") for one in told))
    yield Paragraph(_DECIDES, "sjtool")


def _footing(context: Context) -> Section:
    """Why it is held, for how long, and what an answer says beside it."""
    rows = [
        Pair(label, words)
        for footing in context.standing.of(Governance)[-1:]
        for label, words in (
            ("Held for, and on what basis", footing.lawful_basis),
            ("Condition for sensitive data", footing.schedule_8_condition),
            ("Keeping it is reviewed on", say_date(footing.retention_review_on)),
        )
        if words
    ]
    blocks: list[Block] = (
        [Pairs(tuple(rows))] if rows else [Paragraph("On what basis it is held is not recorded.", "sjtool")]
    )
    return Section(1, "Why it is held", "facts", (*blocks, Bullets(tuple(Item(one, "sjtool") for one in _TOO))))


def _section(context: Context, number: int, kind: str, entries: list[Entry]) -> Section:
    ordered = sorted(entries, key=_day_of)
    return Section(number, say_kind(kind), "as recorded", tuple(_group(context, entry) for entry in ordered))


def _day_of(entry: Entry) -> str:
    """The day it is about, else the day it was recorded; partial days stand first in their month or year."""
    own = next((day for key in _DAYS if (day := getattr(entry.record, key, None))), "")
    return own or (entry.record.at.date().isoformat() if entry.record.at else "")


def _group(context: Context, entry: Entry) -> Group:
    record = entry.record
    on = say_date(record.at.date()) if record.at else "on a day not recorded"
    aside = f"recorded {on}, {context.name(record.by) if record.by else 'by nobody named'}"
    rows = [*_corrections(context, entry), *tell_plainly(context, record)]
    return Group(f"{say_date(_day_of(entry)) or 'No day'} ({record.id})", aside, (Pairs(tuple(rows)),) if rows else ())


def _corrections(context: Context, entry: Entry) -> Iterator[Pair]:
    record = entry.record
    if record.supersedes:
        yield Pair("Corrects", f"{record.supersedes}: {record.reason or 'no reason recorded'}")
    current = context.standing.current(record.id)
    if current is not None and current.id != record.id:
        yield Pair("Stands no longer", f"corrected by {current.id}", "sjtool")
