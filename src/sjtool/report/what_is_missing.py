"""The last part of page one: what the judgement had to do without, the officer's own limits first and by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sjtool.assess.gap import Gap
from sjtool.assess.gap_enquiry import NOT_OBTAINED
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.report.context import Context
from sjtool.report.report import Block, Bullets, Group, Item, Note, Paragraph, Section
from sjtool.report.wording import say_list
from sjtool.text import count_words

_LINES = 5
_DECIDING = frozenset({13, 14})
_NUMBERS = re.compile(r" \([0-9][0-9, to]*\)")
_THIN = "Not enough information, "
_TELLING = re.compile(r"\b(?:[A-Z]{2,}|\w{5,})\b")
"""A word that can tell one thing from another: an abbreviation, or a word of some length."""


def build_missing(context: Context, sections: Sequence[Section]) -> tuple[Block, ...]:
    """Gaps, what was not obtained, and what people would not answer; `sections` are those that page one stands before.

    Every dashed mark of the summary is counted here, for a reader who turns no page takes this list for the whole.
    """
    made = context.final or context.first
    limits = made.limits if made else None
    items = [Item(f"Limits, in the officer's words: {limits}", "opinion")] if limits else []
    items += _not_obtained(context, limits or "")
    essential = [gap for gap in context.gaps if gap.essential and gap.code != NOT_OBTAINED]
    essential.sort(key=lambda gap: gap.section not in _DECIDING)
    rest = [*essential[_LINES:], *(gap for gap in context.gaps if not gap.essential)]
    rest += _only_in_sections(context, sections)
    items += [Item(text, "sjtool") for text in _together(gap.text for gap in essential[:_LINES])]
    items += _refused(context)
    items += say_rest(rest)
    return (Bullets(tuple(items)),) if items else (Paragraph("Nothing that this summary asks for.", "sjtool"),)


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Gaps without the numbers of the questions they count, for the section has them; those alike in one line."""
    alike = []
    for text in texts:
        if text.startswith(_THIN):
            alike.append(text.removeprefix(_THIN).removesuffix("."))
        else:
            yield _NUMBERS.sub("", text)
    if alike:
        yield f"{_THIN}{'; '.join(alike)}."


def _not_obtained(context: Context, limits: str) -> Iterator[Item]:
    """All of it in one line, first what the officer names as a limit."""
    known = {word.casefold() for word in _TELLING.findall(limits)}
    names = [_name(gap) for gap in context.gaps if gap.code == NOT_OBTAINED]
    names.sort(key=lambda name: known.isdisjoint(word.casefold() for word in _TELLING.findall(name)))
    if names:
        yield Item(f"Not obtained: {'; '.join(names)}.", "sjtool")


def _name(gap: Gap) -> str:
    return gap.text.removeprefix("Not obtained: ").removesuffix(".")


def _refused(context: Context) -> Iterator[Item]:
    """How many answers each person refused: nobody's refusal is laid to somebody else."""
    by: Counter[str] = Counter()
    for response in context.standing.of(Response):
        if response.missing and BY_ID[response.missing].declined:
            session = context.standing.current(response.session or "")
            named = isinstance(session, Session) and session.informant
            by[context.standing.label(session.informant) if named else "somebody not named"] += 1  # type: ignore[union-attr]
    if by:
        said = say_list(f"{count_words(number, 'answer')} by {who}" for who, number in by.items())
        yield Item(f"Refused: {said}.", "sjtool")


def _only_in_sections(context: Context, sections: Sequence[Section]) -> Iterator[Gap]:
    """What a section marks as missing by itself, without a rule on gaps."""
    told = {gap.text for gap in context.gaps}
    for section in sections:
        for text in dict.fromkeys(_marks(section.blocks)):
            if text not in told and section.number not in _DECIDING:
                yield Gap("section", section.number, text, "")


def _marks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Note) and block.kind == "gap":
            yield block.text
        elif isinstance(block, Group):
            yield from _marks(block.blocks)


def say_rest(gaps: Sequence[Gap]) -> Iterator[Item]:
    """One by name, for to count it takes as much room; of several, where they are named."""
    if len(gaps) == 1:
        yield Item(gaps[0].text, "sjtool")
    elif gaps:
        numbers = say_list(str(number) for number in sorted({gap.section for gap in gaps}))
        sections = "section" if numbers.isdigit() else "sections"
        yield Item(f"{count_words(len(gaps), 'more gap')} in {sections} {numbers}.", "sjtool")
