"""What is due, as an iCalendar file (RFC 5545): a day of its own for each, under the case reference and no name.

The same thing has the same UID in every run, so that a calendar moves it and does not add it again. What is met, or has
no day, is not in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta

from sjtool.report.due_list import DueList, Row, say_source, say_what

_LONGEST = 75
"""Octets of a line, its end aside (RFC 5545, 3.1)."""


def render(found: DueList) -> str:
    """One calendar; lines end with CR and LF and are folded."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sjtool//due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for row in found.rows:
        if row.due.on and row.due.state != "met":
            lines += _event(row, row.due.on, found.today)
    return "".join(f"{fold(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event(row: Row, on: date, today: date) -> Iterator[str]:
    due = row.due
    yield "BEGIN:VEVENT"
    yield f"UID:{uid_of(row)}"
    yield f"DTSTAMP:{_compact(today)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_compact(on)}"
    yield from [] if on == date.max else [f"DTEND;VALUE=DATE:{_compact(on + timedelta(days=1))}"]
    look = f": {due.unseen}" if due.state == "not-recorded" else ""
    yield f"SUMMARY:{quote(f'{row.case}: {say_what(due)}{look}')}"
    told = f"Counted: {due.counted}.\nSource: {say_source(due)}. A prompt, not legal advice."
    yield f"DESCRIPTION:{quote(told)}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid_of(row: Row) -> str:
    """The same for the same clock of the same case and record, corrected or not; it tells nothing of them."""
    named = f"{row.case}\n{row.due.clock}\n{row.due.root}"
    return f"{hashlib.sha256(named.encode('utf-8')).hexdigest()[:32]}@sjtool"


def quote(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line end are escaped."""
    for mark, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, escaped)
    return text


def fold(line: str) -> str:
    """A line of at most 75 octets; what is longer goes on in the next, after a space. No letter is cut."""
    parts, room, length = [""], _LONGEST, 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if length + size > room:
            parts.append("")
            room, length = _LONGEST - 1, 0
        parts[-1] += letter
        length += size
    return "\r\n ".join(parts)


def _compact(day: date) -> str:
    """`20260320`; strftime leaves out zeros of early years on some systems."""
    return day.isoformat().replace("-", "")
