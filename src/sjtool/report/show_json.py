"""Standing records as JSON, words as recorded; tool levels left out until the judgement stands."""

from __future__ import annotations

import json
from typing import Any

from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Action
from sjtool.model.record import Record

HIDDEN_KEYS = ("level", "band", "points", "percentage", "interval")
HIDDEN = "(hidden until you have judged)"
COVERT_KEYS = ("objective", "purpose", "enforcement", "suitability", "proportionality", "negative_consequences")


def render_records_json(loaded: Loaded, *, only: str, hidden: bool, show_all: bool) -> str:
    """The header and the records that stand (all of them with `show_all`), in file order."""
    records = []
    for entry in loaded.case:
        if only and entry.record.id != only:
            continue
        if not only and not show_all and not loaded.standing.stands(entry.record):
            continue
        records.append({"kind": entry.kind, **plain_record(entry.record, hidden=hidden)})
    header = loaded.case.header.model_dump(mode="json")
    return json.dumps({**header, "head": loaded.case.head, "records": records}, indent=2, ensure_ascii=False)


def plain_record(record: Record, *, hidden: bool) -> dict[str, Any]:
    """A record's keys as in the file, without what must not be shown: hidden levels, what a covert action does."""
    keys = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    keys = {key: value for key, value in keys.items() if value not in ([], ())}
    if isinstance(record, Action) and record.handling == "covert":
        keys = {key: value for key, value in keys.items() if key not in COVERT_KEYS}
    if hidden and isinstance(record, ToolResult):
        keys = {key: HIDDEN if key in HIDDEN_KEYS else value for key, value in keys.items()}
    return keys
