"""A sheet to take along as markdown: boxes and rules, for whoever sets it in a document of their own.

A rule is a thematic break, so that it reads as a line in plain text too. No word of a template or a case is markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.report.as_markdown import escape
from sjtool.report.interview_sheet import BLANK, Asked, Block, Box, Entry, Line, Sheet, Space

_TRAINING = "TRAINING: invented, about nobody"
_RULE = "___"
_BOX = "☐"


def render(sheet: Sheet) -> str:
    """The whole sheet, the marking first and last."""
    origins, blocks = [*_legend(sheet), *_sources(sheet)], [*_blocks(sheet)]
    body = [*origins, *blocks] if sheet.own_page else [*blocks, *origins]
    parts = [*_top(sheet), *_notes(sheet), *body, *_foot(sheet)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _one_line(text: str) -> str:
    """Words where there is room for one line only: headings."""
    return escape(" ".join(text.split()))


def _bold(text: str) -> str:
    return f"**{escape(text.strip())}**" if text.strip() else ""


def _labelled(label: str, text: str) -> str:
    return f"**{escape(label)}:** {escape(text)}"


def _marking(sheet: Sheet) -> str:
    return " · ".join(filter(None, [_bold(sheet.marking), _TRAINING if sheet.training else ""]))


def _list(items: Iterable[str]) -> str:
    """A list; a line end in an item stays within it."""
    return "\n".join("- " + item.replace("\n", "\n  ") for item in items)


def _top(sheet: Sheet) -> Iterator[str]:
    yield _marking(sheet)
    yield f"# {_one_line(sheet.title)}"
    yield f"{_bold(sheet.kind)}\\\n{escape(f'{sheet.ref}. {sheet.standing}.')}"
    yield escape(sheet.purpose)
    yield from (f"> {escape(remark)}" for remark in sheet.remarks)
    yield "## To fill in"
    yield _list(_line(line) for line in sheet.head)


def _line(line: Line) -> str:
    if line.boxes:
        return f"**{escape(line.label)}:** {_boxes(Box(label) for label in line.boxes)}"
    return _labelled(line.label, line.text or BLANK * 3)


def _notes(sheet: Sheet) -> Iterator[str]:
    if sheet.notes:
        yield f"## {_one_line(sheet.notes_title)}"
        yield _list(
            escape(note.text) + (f"\\\n{escape(f'Source: {note.source}')}" if note.source else "")
            for note in sheet.notes
        )


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"## {_one_line(sheet.blocks_title)}"
    if sheet.legend.strip:
        yield _labelled(sheet.legend.title, sheet.legend.strip)
    for block in sheet.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    level = "###"
    if block.title:
        yield f"{level} {_one_line(block.title)}"
        yield _bold(block.about)
        yield escape(block.note)
        level = "####"
    for entry in block.entries:
        yield from _entry(entry, level)


def _entry(entry: Entry, level: str) -> Iterator[str]:
    """A heading, what to mind, what is put, and room to write."""
    aside = [] if entry.number == entry.id else [entry.id]
    aside += entry.tags
    title = f"{entry.number}  {entry.title}" + (f" ({'; '.join(aside)})" if aside else "")
    yield f"{level} {_one_line(title)}"
    if entry.signs:
        yield _list(_labelled(sign.label, sign.text) for sign in entry.signs)
    yield escape(entry.lead)
    for asked in entry.asked:
        yield from _asked(asked)
    if entry.behind:
        yield _list(_labelled(label, text) for label, text in entry.behind)


def _asked(asked: Asked) -> Iterator[str]:
    tag = f" ({escape(asked.tag)})" if asked.tag else ""
    yield f"{_bold(asked.title)}{tag}"
    yield escape(asked.words)
    yield _list(escape(prompt) for prompt in asked.prompts)
    yield from (f"> {_labelled(said.lead, said.words)}".replace("\n", "\n> ") for said in asked.said)
    for space in asked.spaces:
        yield from _space(space)
    if asked.may_be_missing:
        yield f"No answer because: {BLANK}"


def _space(space: Space) -> Iterator[str]:
    """The label before the boxes, a box behind its word, then the rules."""
    label = f"**{escape(space.label)}:**" if space.label else ""
    if any(box.means for box in space.boxes):
        yield label
        yield _list(f"**{escape(box.label)}** {_BOX} {escape(box.means)}" for box in space.boxes)
    elif space.boxes:
        several = "(several may fit)" if space.several else ""
        yield " ".join(filter(None, [label, _boxes(space.boxes), several]))
    elif space.unit is not None:
        yield f"Number: {BLANK} {escape(space.unit)}".rstrip()
    else:
        yield label
    yield from [_RULE] * space.lines


def _boxes(boxes: Iterable[Box]) -> str:
    return " · ".join(f"{escape(box.label)} {_BOX}" for box in boxes)


def _legend(sheet: Sheet) -> Iterator[str]:
    if sheet.legend.rows:
        yield f"## {_one_line(sheet.legend.title)}"
        yield _list(_labelled(key, words) for key, words in sheet.legend.rows)


def _sources(sheet: Sheet) -> Iterator[str]:
    yield "## Where this comes from"
    yield _list(escape(line) for line in sheet.sources)


def _foot(sheet: Sheet) -> Iterator[str]:
    yield "---"
    yield "\\\n".join(escape(line) for line in sheet.footer)
    yield _marking(sheet)
