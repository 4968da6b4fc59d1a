"""A report as JSON for scripts: a short machine part, then every section with its words exactly as recorded."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from typing import Any

from sjtool.report.report import Report

VERSION = 1
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ESCAPED_BYTES = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xe2(?:\x80[\xa8-\xae]|\x81[\xa6-\xa9])")
"""The same characters in UTF-8."""


def render(report: Report) -> str:
    """One JSON object, keys sorted. Read back, every word is what was recorded."""
    text = json.dumps(as_data(report), ensure_ascii=False, indent=2, sort_keys=True, default=_plain)
    return escape(text) + "\n"


def render_line(report: Report) -> bytes:
    """The same on one line, for runs over many cases: laid out over lines it takes ten times as long to write."""
    data = as_data(report)
    return _ESCAPED_BYTES.sub(_spell_bytes, _fast_line(data) or encode(_in_one_line(data))) + b"\n"


def encode(text: str) -> bytes:
    """JSON in UTF-8. Half a character, which only a file name can hold, is spelt by number: it reads back the same."""
    return text.encode("utf-8", "backslashreplace")


def _fast_line(data: dict[str, Any]) -> bytes:
    """The line by the faster writer; nothing where there is none, or it cannot write what the other can."""
    with contextlib.suppress(TypeError):  # a number past 64 bits; a file name that is not text
        return _fast[0](data) if _fast else b""
    return b""


def use_fast_writer() -> bool:
    """Let orjson write reports on one line from now on, where it is installed (extra `fast`): the same text."""
    try:
        import orjson
    except ImportError:
        return False
    as_ours = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATETIME
    _fast[:] = [partial(orjson.dumps, default=_plain, option=as_ours | orjson.OPT_SORT_KEYS)]
    return True


_fast: list[Callable[[dict[str, Any]], bytes]] = []
"""The faster writer, once it is asked for. No block of a report holds a figure with a point, spelt otherwise."""


def escape(text: str) -> str:
    """The same JSON with characters that act on a terminal escaped by number; they read back the same."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _spell_bytes(match: re.Match[bytes]) -> bytes:
    """One of the same characters, found in UTF-8."""
    return escape(match.group().decode()).encode()


def as_data(report: Report) -> dict[str, Any]:
    """A report as a table; what it holds becomes plain as it is written."""
    return {
        "schema": f"sjtool-{report.name}",
        "version": VERSION,
        "report": report.name,
        "title": report.title,
        "case": report.case,
        "subject": report.subject,
        "marking": report.marking,
        "handling": report.handling,
        "training": report.training,
        "status": report.status.id,
        "status_words": report.status.words,
        "since_signing": report.status.since,
        "changed_since_signing": report.status.changed,
        "warnings": report.warnings,
        "head": report.head,
        "built_on": report.built_on,
        "as_at": report.as_at or None,
        "recipient": report.recipient or None,
        **(_plain(report.gist) if report.gist else {}),
        **({"problems": report.problems} if report.problems is not None else {}),
        "sections": report.sections,
    }


def _plain(value: Any) -> Any:
    """A dataclass as a table that says which kind it is; a day as text."""
    if isinstance(value, date):
        return value.isoformat()
    made_of: type = type(value)
    kind = _kind(made_of)
    return {**vars(value), "type": kind} if kind else vars(value)


@cache
def _kind(made_of: type) -> str:
    """What the tables of a kind of block say they are; nothing where their place says it."""
    name = made_of.__name__.lower()
    return name if name in _KINDS else ""


_KINDS = frozenset({"paragraph", "note", "pairs", "bullets", "table", "strip", "profile", "timeline", "group"})
_in_one_line = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_plain, check_circular=False, sort_keys=True
).encode
