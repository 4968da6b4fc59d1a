"""Disclosures on a screen, and the correction notice to send to somebody who holds an older print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sjtool.assess.disclosures import Disclosure
from sjtool.dates import day_words
from sjtool.loader import Loaded
from sjtool.text import count_words, wrap_text

_COPIES = {"officer": "the officer's own view", "conference": "copy for a conference", "person": "copy for the person"}


def render_disclosures(found: Sequence[Disclosure], case: str, width: int) -> str:
    """One entry a print: when, by whom, to whom, from which head, and what was recorded since."""
    if not found:
        return "Nothing has left, as far as the access log says."
    lines: list[str] = []
    for one in found:
        lead = f"{one.number:>3}  "
        lines += wrap_text(
            f"{day_words(one.at[:10])}, {one.by}: {say_print(one)}, to {one.recipient}", width, "     ", lead
        )
        lines += wrap_text(f"head {one.head}", width, "     ", "     ")
        lines += wrap_text(_state(one), width, "     ", "     ")
    if any(one.is_superseded for one in found):
        lines.append(f"A notice to send:  sjtool disclosed {case} --notice N")
    return "\n".join(lines)


def say_print(one: Disclosure) -> str:
    """Which print it was: `report (full-history, as pdf)`, `report (summary, copy for the person, as text)`."""
    form = f"as {one.form}" if one.form else ""
    parts = [part for part in (one.report, _COPIES.get(one.view, ""), form) if part]
    return f"{one.command} ({', '.join(parts)})" if parts else one.command


def _state(one: Disclosure) -> str:
    if not one.known_head:
        return "This file never stood at that head: the print cannot be held against it."
    if one.changed:
        return f"superseded: {count_words(len(one.changed), 'record')} since"
    return "still what the case says"


def render_notice(loaded: Loaded, one: Disclosure, width: int) -> str:
    """A notice without a word of the case: what kind of thing changed, and how to get the present print."""
    entries = {entry.record.id: entry.kind for entry in loaded.case}
    kinds = Counter(entries[name].replace("_", " ") for name in one.changed if name in entries)
    paragraphs = [
        loaded.case.header.marking,
        f"Correction notice: case {loaded.name}",
        f"To: {one.recipient}",
        f"You were given a print of this case on {day_words(one.at[:10])}: {say_print(one)}, chain head {one.head}.",
        "It no longer says what the case says.",
    ]
    if kinds:
        paragraphs.append("Recorded since: " + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) + ".")
    paragraphs += [
        "Please do not rely on the earlier print. Ask for the present one (DPA 2018 s.38(5)).",
        "Mark or destroy the one you hold as your own rules on records require.",
        f"Present chain head: {loaded.case.head}",
    ]
    return "\n\n".join("\n".join(wrap_text(paragraph, width)) for paragraph in paragraphs)
