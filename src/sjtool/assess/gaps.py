"""What a finished summary has and this case has not: each gap in one plain sentence, with the command that mends it.

A gap is not a fault: a half-finished case is the normal case. The list follows the generic contract of structured
professional judgement (DOMAIN 5.4) and the sections of the summary (DOMAIN 9.4). Rules on each kind of record stand in
`gap_enquiry.py` and `gap_decision.py`; nothing here says what an answer should be.
"""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.assess.gap import Gap, Lens
from sjtool.assess.gap_decision import RULES as DECISION_RULES
from sjtool.assess.gap_enquiry import RULES as ENQUIRY_RULES
from sjtool.assess.standing import Standing
from sjtool.model.template import FactorSet, Instrument, QuestionSet


def find_gaps(
    standing: Standing,
    question_sets: Mapping[str, QuestionSet],
    factor_sets: Mapping[str, FactorSet],
    passports: Mapping[str, Instrument],
    case: str = "",
) -> tuple[Gap, ...]:
    """Every gap, in the order of the summary. `case` is how the officer names the case in a command."""
    lens = Lens(standing, question_sets, factor_sets, passports, case or standing.case.header.case)
    found = [gap for rule in (*ENQUIRY_RULES, *DECISION_RULES) for gap in rule(lens)]
    return tuple(sorted(found, key=lambda gap: gap.section))
