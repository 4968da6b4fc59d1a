"""Say on page one whose copy a print is and what kinds of records it leaves out, how many of each: never what.

Where the case leaves a reader to think that something is not there, and it only is not in the copy, the copy says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sjtool.assess.seen_by import Seen, View
from sjtool.assess.seen_by_reasons import GROUNDS, Ground, LeftOut
from sjtool.assess.standing import Standing
from sjtool.report.report import Block, Group, Note, Paragraph, Report, Section, Status
from sjtool.report.signing_words import say_id
from sjtool.report.wording import say_list
from sjtool.text import count_words

_WHOSE: Mapping[View, str] = {
    "conference": "This is the copy for a conference.",
    "person": "This is the copy for the person it is about.",
}
_HANDLING: Mapping[View, str] = {
    "conference": "For those called to the conference only. Its author reads it through before it is given.",
    "person": "For the person it is about. Its author reads it through before it is given.",
}
_KINDS: Mapping[LeftOut, str] = {
    "held-back": "police and prison intelligence, what it rests on, and information graded C",
    "accounts": "answers of partners that could be held against the person's",
    "event-words": "the words of events that name others, may tell what others said, or are of other agencies' work",
    "scenarios": "how scenarios would go, their warning signs and what is done then",
    "comparisons": "readings of how accounts compare",
    "workings": "workings of tools (items, points, percentages)",
}
_OF_GROUND: Mapping[Ground, str] = {
    "others": "what concerns other people, or what they said or gave",
    "prevention": "information from police, prisons or other agencies, and how things are watched, not for this copy",
}
"""What the person is told in place of the reasons: which reason it is, and how often, can itself tell something."""
_TOLD_APART: frozenset[LeftOut] = frozenset({"event-words", "scenarios"})
"""Reasons that show where they stand in the person's copy, and so give nothing away."""
_ALSO = "Nor does it hold what is missing from the case, and to whom prints of it were given."
_POINTS = "Where something rests on a record left out, it says: a record not in this copy."
_EVENTS = "Of those events it has the kind and the day."
_COMPARED = "The comparison of accounts is not in this copy."
_COMPARING, _MISSING, _GIVEN = "Where accounts differ", "What is missing", "Disclosed so far"


def fit_to_view(report: Report, seen: Seen | None) -> Report:
    """The report with its note, and without what would be wrong of a copy; the officer's own stays as it is."""
    if seen is None:
        return report
    sections = [_fit(section, seen.view) for section in report.sections]
    first, *rest = sections
    blocks = (Note(say_left_out(seen), "restricted"), *first.blocks)
    return replace(
        report,
        handling=_HANDLING[seen.view],
        status=_without_made_up_ids(report.status, seen),
        sections=(replace(first, blocks=blocks), *rest),
    )


def _without_made_up_ids(status: Status, seen: Seen) -> Status:
    """The records since signing, of whoever is kept confidential by label: an id that was made up can be a name."""
    standing = Standing(seen.case)
    since, changed = (tuple(say_id(standing, name) for name in names) for names in (status.since, status.changed))
    return replace(status, since=since, changed=changed)


def say_left_out(seen: Seen) -> str:
    """Whose copy it is, and what it leaves out by kind and number."""
    said = [*_kinds(seen)]
    left = [f"It leaves out, in whole or in part: {say_list(said)}."] if said else []
    also = [_ALSO] if seen.view == "person" else []
    events = [_EVENTS] if seen.counts.get("event-words") else []
    return " ".join([_WHOSE[seen.view], *left, *events, *also, *([_POINTS] if said else [])])


def _kinds(seen: Seen) -> Iterator[str]:
    if seen.view == "person":
        for ground, words in _OF_GROUND.items():
            number = sum(n for why, n in seen.counts.items() if GROUNDS[why] == ground and why not in _TOLD_APART)
            if number:
                yield f"{words} ({count_words(number, 'record')})"
    for kind, words in _KINDS.items():
        if seen.counts.get(kind) and (seen.view == "conference" or kind in _TOLD_APART):
            yield f"{words} ({count_words(seen.counts[kind], 'record')})"


def _fit(section: Section, view: View) -> Section:
    if section.title == _COMPARING:
        return replace(section, blocks=(Note(_COMPARED, "restricted"),))
    return replace(section, blocks=tuple(_without(section.blocks))) if view == "person" else section


def _without(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """What stays in the person's own copy: neither gaps nor recipients, which it would tell wrongly."""
    for block in blocks:
        if isinstance(block, Group):
            inner = tuple(_without(block.blocks))
            if block.title != _MISSING and not block.title.startswith(_GIVEN) and (inner or not block.blocks):
                yield replace(block, blocks=inner)
        elif not _is_untrue_of_copy(block):
            yield block


def _is_untrue_of_copy(block: Block) -> bool:
    if isinstance(block, Note):
        return block.kind == "gap"
    return isinstance(block, Paragraph) and block.text.startswith(_GIVEN)
