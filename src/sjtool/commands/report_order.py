"""What was asked for when reports are printed, settled once, so that several processes can work from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from sjtool.assess.seen_by import View
from sjtool.commands.past_day import refuse_to_come


@dataclass(frozen=True)
class Order:
    """One order for reports, of one case or of many.

    `given_to` is who is given it; `at_terminal` that the officer reads it here and now: anything else leaves their
    hands. `where` are plain fields a case must have; `today` is the day of printing; `view` is whose copy it is.
    """

    by: str
    templates: str
    named: str
    form: str
    out: str
    width: int
    as_at: str
    given_to: str
    today: date
    at_terminal: bool = False
    reveal: bool = False
    author: bool = False
    checks: bool = False
    on_one_line: bool = False
    view: View = "officer"
    where: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise SjtoolError (usage) for a day to come: a print would say what was recorded by then."""
        refuse_to_come(self.as_at)

    def digest(self, templates: str) -> str:
        """What a print depends on beside its case and the day: two runs that agree in it print the same of a case."""
        kept = asdict(self) | {"today": "", "out": "", "by": "", "templates": templates, "where": {}}
        return _hash(kept | {"width": self.width if self.form == "text" else 0})

    def digest_of_where(self, digest: str) -> str:
        """What decides, beside its file, whether a case is chosen or left out; nothing where all are chosen."""
        return _hash([digest, dict(self.where)]) if self.where else ""

    def digest_of_run(self, digest: str, whole: str) -> str:
        """What the shards of one run agree in: order, filters and the whole list; nothing where it is no shard."""
        return _hash([digest, dict(self.where), whole]) if whole else ""


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()
