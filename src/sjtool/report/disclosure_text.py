"""Disclosures on a screen, and the correction notice to send to somebody who holds an older print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sjtool.assess.disclosures import Disclosure, Notice
from sjtool.dates import day_words, moment_words
from sjtool.loader import Loaded
from sjtool.text import count_words, wrap_text

_COPIES = {"officer": "the officer's own view", "conference": "copy for a conference", "person": "copy for the person"}


def render_disclosures(found: Sequence[Disclosure], case: str, width: int, *, begins: str = "") -> str:
    """One entry a print: when, by whom, to whom, from which head, and what was recorded since.

    `begins` is when the access log begins: what left before that is not in it.
    """
    since = f"The access log begins on {_say_moment(begins)}; what left before that is not in it." if begins else ""
    if not found:
        return "\n".join(wrap_text(f"Nothing has left, as far as the access log says. {since}".strip(), width))
    lines: list[str] = []
    for one in found:
        lead = f"{one.number:>3}  "
        head = f"{_say_moment(one.at)}, {one.by}: {say_print(one)}, to {one.recipient}"
        lines += wrap_text(head, width, "     ", lead)
        for more in (f"head {one.head}", _state(one), *map(_say_notice, one.notices)):
            lines += wrap_text(more, width, "     ", "     ")
    if any(one.is_superseded for one in found):
        lines.append(f"A notice to send:  sjtool disclosed {case} --notice N")
    return "\n".join([*lines, *(wrap_text(since, width) if since else ())])


def render_no_log(width: int, log: str, others: Sequence[str]) -> str:
    """That there is no access log, so that nobody reads it as nothing having left; `others` are logs without a case."""
    said = [
        f"There is no access log beside this case ({log}), so it cannot be said whether anything has left, or to whom.",
        "The log may have been deleted, or the case file renamed, moved or copied without it.",
    ]
    if others:
        said.append(
            f"In the folder there is a log without its case: {', '.join(others)}. If the case was renamed, rename"
        )
        said[-1] += " the log as well."
    return "\n".join(wrap_text(" ".join(said), width))


def _say_moment(at: str) -> str:
    """The day and the hour, as the log has them."""
    try:
        return moment_words(datetime.fromisoformat(at))
    except ValueError:
        return day_words(at[:10])


def _say_notice(notice: Notice) -> str:
    return f"correction notice drafted on {_say_moment(notice.at)}, {notice.by}, to {notice.recipient}"


def say_print(one: Disclosure) -> str:
    """Which print it was: `report (full-history, as pdf)`, `report (summary, copy for the person, as text)`."""
    form = f"as {one.form}" if one.form else ""
    parts = [part for part in (one.report, _COPIES.get(one.view, ""), form) if part]
    return f"{one.command} ({', '.join(parts)})" if parts else one.command


def _state(one: Disclosure) -> str:
    if not one.known_head:
        return "This file never stood at that head: the print cannot be held against it."
    if one.changed:
        more = f", and {len(one.beside)} more that are not in that copy" if one.beside else ""
        return f"superseded: {count_words(len(one.changed), 'record')} since{more}"
    if one.beside:
        return (
            f"changed since, nothing of it in that copy ({count_words(len(one.beside), 'record')}): nothing to correct"
        )
    return "still what the case says"


def render_notice(loaded: Loaded, one: Disclosure, width: int) -> str:
    """A notice without a word of the case: what kind of thing changed in that copy, and how to get the new print."""
    entries = {entry.record.id: entry.kind for entry in loaded.case}
    kinds = Counter(entries[name].replace("_", " ") for name in one.changed if name in entries)
    paragraphs = [
        loaded.case.header.marking,
        f"Correction notice: case {loaded.name}",
        f"To: {one.recipient}",
        f"You were given a print of this case on {_say_moment(one.at)}: {say_print(one)}, chain head {one.head}.",
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
