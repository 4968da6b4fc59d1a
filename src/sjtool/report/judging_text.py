"""What the tools say beside the officer's own words, question by question."""

from __future__ import annotations

import json

from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, Outcome, find_outcomes, judged_on
from sjtool.dates import day_words
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.text import pad, wrap_text


def render_tools(loaded: Loaded, *, as_json: bool, width: int = 80) -> str:
    """Each current outcome beside the officer's own word. Only for an officer whose first judgement stands."""
    standing = loaded.standing
    judgement = standing.judgement("final") or standing.judgement("first")
    outcomes = find_outcomes(standing, loaded.passports)
    if as_json:
        return json.dumps({"tools": [_plain(outcome, judgement) for outcome in outcomes]}, indent=2, ensure_ascii=False)
    if not outcomes:
        return "  No tool outcome is recorded.  sjtool receive CASE INSTRUMENT"
    return "\n".join(line for outcome in outcomes for line in _lines(outcome, judgement, width))


def _lines(outcome: Outcome, judgement: Judgement | None, width: int) -> list[str]:
    said = LEVEL_WORDS.get(outcome.level or "", outcome.result.level or outcome.result.band or "no level")
    own = judged_on(judgement, outcome.construct) if judgement else None
    verdict = "" if own is None or outcome.level is None else "agrees" if own == outcome.level else "differs"
    yours = f"you: {pad(LEVEL_WORDS[own], 9)}  {verdict}" if own else "you: not said"
    origin = "official" if outcome.result.origin == "received" else "indicative"
    dated = day_words(outcome.result.dated_on) or "undated"
    beside = f"{CONSTRUCT_WORDS[outcome.construct]}: {pad(said, 9)}  {yours}"
    return [
        *wrap_text(f"{outcome.title} ({origin}, {dated})", width, "    ", "  "),
        *wrap_text(beside, width, "        ", "      "),
    ]


def _plain(outcome: Outcome, judgement: Judgement | None) -> dict[str, object]:
    own = judged_on(judgement, outcome.construct) if judgement else None
    return {
        "tool_result": outcome.result.id,
        "instrument": outcome.result.instrument,
        "construct": outcome.construct,
        "level": outcome.level,
        "judged": own,
        "differs": own is not None and outcome.level is not None and own != outcome.level,
    }
