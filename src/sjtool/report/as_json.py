"""A report as JSON for scripts: a short machine part, then every section with its words exactly as recorded."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from sjtool.report.report import Gist, Report

VERSION = 1
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def render(report: Report) -> str:
    """One JSON object, keys sorted. Read back, every word is what was recorded."""
    text = json.dumps(as_data(report), ensure_ascii=False, indent=2, sort_keys=True)
    return escape(text) + "\n"


def escape(text: str) -> str:
    """The same JSON with characters that act on a terminal escaped by number; they read back the same."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def as_data(report: Report) -> dict[str, Any]:
    """A report as plain lists and tables."""
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
        "since_signing": list(report.status.since),
        "changed_since_signing": list(report.status.changed),
        "warnings": list(report.warnings),
        "head": report.head,
        "built_on": report.built_on.isoformat(),
        "as_at": report.as_at or None,
        "recipient": report.recipient or None,
        **(_gist(report.gist) if report.gist else {}),
        "sections": [_plain(section) for section in report.sections],
    }


def _gist(gist: Gist) -> dict[str, Any]:
    return {field.name: _plain(getattr(gist, field.name)) for field in fields(gist)}


def _plain(value: object) -> Any:
    """Dataclasses as tables that say which kind they are; tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        made = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        kind = type(value).__name__.lower()
        return {"type": kind, **made} if kind in _KINDS else made
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


_KINDS = frozenset({"paragraph", "note", "pairs", "bullets", "table", "strip", "group"})
