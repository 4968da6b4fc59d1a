"""What every key of every record is for: one table for prompts, help and docs/case-file.md.

Sources are short here: APP is the College of Policing page "Identifying, assessing and managing risk" (printed 21 June
2026), the North Wales protocol is version 09 of June 2018, DPA 2018 the Data Protection Act 2018. "To be verified" says
that nobody has checked the fact against its primary document.
"""

from __future__ import annotations

from sjtool.model.manual_appraisal import APPRAISAL, APPRAISAL_KINDS
from sjtool.model.manual_enquiry import ENQUIRY, ENQUIRY_KINDS
from sjtool.model.manual_judgement import JUDGEMENT, JUDGEMENT_KINDS
from sjtool.model.manual_key import KeyNote
from sjtool.model.manual_people import PEOPLE, PEOPLE_KINDS
from sjtool.model.manual_plan import PLAN, PLAN_KINDS
from sjtool.model.manual_upkeep import UPKEEP, UPKEEP_KINDS

__all__ = ["KIND_NOTES", "MANUAL", "KeyNote"]

MANUAL: dict[str, dict[str, KeyNote]] = PEOPLE | ENQUIRY | APPRAISAL | JUDGEMENT | PLAN | UPKEEP
"""Notes on the keys of each kind, but for those every record has."""

KIND_NOTES: dict[str, str] = (
    PEOPLE_KINDS | ENQUIRY_KINDS | APPRAISAL_KINDS | JUDGEMENT_KINDS | PLAN_KINDS | UPKEEP_KINDS
)
"""One plain sentence for each kind of record."""
