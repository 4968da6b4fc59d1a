"""A set of clocks on a screen: each rule with its start, count, stop and source; and the bank holidays."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.dates import day_words
from sjtool.model.clocks import Clock, ClockSet
from sjtool.text import count_words, wrap_text


def clock_blocks(template: ClockSet, only: str, width: int) -> Iterator[list[str]]:
    """A block for each clock, or for the one named; the bank holidays last."""
    for clock in template.clock:
        if only in ("", clock.id):
            yield _clock(clock, width)
    if not only:
        lines = wrap_text("Bank holidays", width)
        for holiday in template.holiday:
            words = f"{day_words(holiday.id)}: {holiday.title} ({holiday.kind}, {holiday.standing})"
            lines += wrap_text(words, width, "      ", "  ")
        yield lines


def _clock(clock: Clock, width: int) -> list[str]:
    lines = wrap_text(f"{clock.id}   {clock.title} {clock.rule}{'' if clock.enabled else '   [off]'}", width, "    ")
    rows = [("prompt", clock.prompt), ("starts with", _start(clock))]
    rows += [("start taken", clock.start_taken)] if clock.start_taken else []
    rows += [("counted", _count(clock))] if clock.count else []
    rows.append(("stopped by", clock.stopped_by))
    rows += [("rests", "while the person is on reactive management")] if clock.unless_reactive else []
    rows += [("runs", "only while the person is on reactive management")] if clock.only_reactive else []
    rows += [("note", clock.note)] if clock.note else []
    rows.append(("source", f"{clock.source}, {clock.pinpoint}; {clock.standing}"))
    return [*lines, *(line for key, text in rows for line in wrap_text(f"{key}: {text}", width, "       ", "    "))]


def _start(clock: Clock) -> str:
    words = f"an event that touches {' or '.join(clock.start_words)}" if clock.start_words else ""
    if clock.start == "agreed-day":
        kinds = f"the day agreed for the next, at an event of kind {' or '.join(clock.start_kinds)}"
        skipped = f"but none that touches {' or '.join(clock.skip_words)}" if clock.skip_words else ""
        return ", ".join(filter(None, [kinds, words.replace("an event that", "if it"), skipped]))
    own = "" if clock.start == "word" else clock.start.replace("-", " ")
    return "; or ".join(filter(None, [own, words]))


def _count(clock: Clock) -> str:
    day = "that day counted" if clock.counts_start_day else "that day not counted"
    before = "; the day before" if clock.day_before else ""
    length = count_words(clock.count or 0, (clock.unit or "").replace("-", " ").removesuffix("s"))
    return f"{length}, {day}{before}"
