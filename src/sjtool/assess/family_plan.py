"""Which records are a plan for the family: written with them, changed with them, and no part of what is judged."""

from __future__ import annotations

import re

from sjtool.model.appraisal import Narrative
from sjtool.model.record import Record
from sjtool.model.upkeep import TemplatePin

SAFETY_PLAN = "safety-plan"
PROTECTION_PLAN = "protection-plan-outline"
OUTLINES = (SAFETY_PLAN, PROTECTION_PLAN)
"""The outlines that are filled in with a family and printed by reports of their own, of the same names."""
HEADING = re.compile(rf"({'|'.join(OUTLINES)})@[^/]+/([a-z0-9-]{{1,60}})")
"""The heading of a passage that belongs to one of them: the outline and the part of it."""


def is_of_outline(heading: str | None) -> bool:
    """Whether a passage belongs to a plan for the family, and so to no other report."""
    return HEADING.fullmatch(heading or "") is not None


def is_family_plan(record: Record) -> bool:
    """Whether a record is a passage of such a plan, or the template it was filled in from."""
    if isinstance(record, Narrative):
        return is_of_outline(record.heading)
    return isinstance(record, TemplatePin) and (record.ref or "").partition("@")[0] in OUTLINES
