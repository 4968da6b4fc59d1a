"""Standing records as JSON, words as recorded; tool levels left out until the judgement stands."""

from __future__ import annotations

import json
from typing import Any

from sjtool.assess.covert import find_covert
from sjtool.assess.judging import HIDDEN
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Override
from sjtool.model.record import Record
from sjtool.report.json_head import headed

HIDDEN_KEYS = (
    "level",
    "band",
    "points",
    "percentage",
    "interval",
    "tool_level",
    "item_points",
    "band_before_reduction",
    "decided_by",
)
HIDDEN_IN_OVERRIDES = (*HIDDEN_KEYS, "decided_level", "direction", "rationale", "justification")
COVERT_SHOWN = ("id", "at", "by", "supersedes", "salt", "chain", "assessment", "action", "handling", "due_on", "status")


def render_records_json(loaded: Loaded, *, only: str, hidden: bool, show_all: bool) -> str:
    """The header and the records that stand (all of them with `show_all`), in file order.

    `table` says what kind of record it is, for some have a key `kind` of their own. What `loaded` leaves out for
    others is in none of it.
    """
    records = []
    for entry in loaded.case:
        if entry.record.id in loaded.standing.unseen or (only and entry.record.id != only):
            continue
        if not only and not show_all and not loaded.standing.stands(entry.record):
            continue
        records.append(
            {"table": entry.kind, **plain_record(entry.record, hidden=hidden, covert=is_covert(loaded, entry.record))}
        )
    header = loaded.case.header.model_dump(mode="json")
    data = headed("show", {**header, "head": loaded.case.head, "records": records})
    return json.dumps(data, indent=2, ensure_ascii=False)


def plain_record(record: Record, *, hidden: bool, covert: bool = False) -> dict[str, Any]:
    """A record's keys as in the file, without what must not be shown: hidden levels, what a covert action does."""
    keys = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    keys = {key: value for key, value in keys.items() if value not in ([], ())}
    if covert:
        keys = {key: value for key, value in keys.items() if key in COVERT_SHOWN}
    if hidden and isinstance(record, ToolResult | Override):
        names = HIDDEN_IN_OVERRIDES if isinstance(record, Override) else HIDDEN_KEYS
        keys = {key: HIDDEN if key in names else value for key, value in keys.items()}
    return keys


def is_covert(loaded: Loaded, record: Record) -> bool:
    """Whether an action is covert, or has become so, or an update on one: for the officer's screen, in no export."""
    return record.id in find_covert(loaded.standing)
