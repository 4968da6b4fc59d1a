"""Tell what was saved: ids only, never words."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sjtool.console import say, write_out
from sjtool.model.record import Record
from sjtool.report.json_head import headed


def say_saved(records: Sequence[Record], *, as_json: bool = False) -> None:
    """Ids of new records: a line of talk, and JSON for scripts where asked."""
    say("saved " + " ".join(record.id for record in records if record.kind_name != "template"))
    if as_json:
        saved = [{"kind": record.kind_name, "id": record.id} for record in records]
        write_out(json.dumps(headed("saved", {"saved": saved})))
