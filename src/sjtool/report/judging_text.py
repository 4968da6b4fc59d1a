"""What the tools say beside the officer's own words, question by question.

How old a result is, is said for the day of the judgement it stands beside.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, Outcome, find_outcomes, instrument_id, judged_on
from sjtool.dates import day_words
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.model.instrument import Instrument
from sjtool.report.json_head import headed
from sjtool.report.tool_words import figures, has_no_rate, say_age, say_stand, spaced
from sjtool.text import pad, wrap_text

_NOT_HERE = ("Items",)
"""Rows of the summary that a glance does not need."""


def render_tools(loaded: Loaded, *, as_json: bool, width: int = 80) -> str:
    """Each current outcome beside the officer's own word. Only for an officer whose first judgement stands."""
    standing = loaded.standing
    judgement = standing.judgement("final") or standing.judgement("first")
    outcomes = find_outcomes(standing, loaded.passports)
    if as_json:
        told = [_plain(outcome, judgement) for outcome in outcomes]
        return json.dumps(headed("judge", {"tools": told}), indent=2, ensure_ascii=False)
    if not outcomes:
        return "  No tool outcome is recorded.  sjtool receive CASE INSTRUMENT"
    return "\n".join(
        line
        for outcome in outcomes
        for line in _lines(outcome, judgement, loaded.passports.get(instrument_id(outcome.result)), width)
    )


def _lines(outcome: Outcome, judgement: Judgement | None, passport: Instrument | None, width: int) -> list[str]:
    result = outcome.result
    own = judged_on(judgement, outcome.construct) if judgement else None
    silent = "compared with nothing" if outcome.construct == "other" else "you: not said"
    yours = f"you: {pad(LEVEL_WORDS[own], 9)}  {_verdict(outcome, own)}" if own else silent
    beside = f"{CONSTRUCT_WORDS[outcome.construct]}: {pad(_said(outcome, passport), 9)}  {yours}"
    on = judgement.at.date() if judgement and judgement.at else None
    age = say_age(result.dated_on, on) if on else ""
    dated = ", ".join(filter(None, [day_words(result.dated_on) or "undated", age]))
    return [
        *wrap_text(f"{outcome.title} ({say_stand(outcome)}, {dated})", width, "    ", "  "),
        *wrap_text(beside.rstrip(), width, "        ", "      "),
        *(line for words in _beneath(outcome, passport) for line in wrap_text(words, width, "        ", "      ")),
    ]


def _said(outcome: Outcome, passport: Instrument | None) -> str:
    """The level in our words, else in the tool's own, else how many were counted."""
    result = outcome.result
    if outcome.mapped or result.level or result.band:
        return LEVEL_WORDS.get(outcome.mapped or "", spaced(result.level or result.band or ""))
    if result.points is not None:
        return f"{result.points} counted" + (
            ", no level" if has_no_rate(passport.rule if passport else None, result) else ""
        )
    return "no level"


def _verdict(outcome: Outcome, own: str) -> str:
    if outcome.leads:
        said = outcome.leads.level or outcome.leads.band
        differs = said != (outcome.result.level or outcome.result.band)
        told = f"the official result leads, and says {LEVEL_WORDS.get(said or '', said or 'no level')}"
        return f"{'DIFFERS; ' if differs else ''}not compared: {told}"
    return "" if outcome.level is None else "agrees" if own == outcome.level else "differs"


def _beneath(outcome: Outcome, passport: Instrument | None) -> Iterator[str]:
    """The figures in a line, and what limits them."""
    rows = [f"{label}: {words}" for label, words in figures(passport, outcome.result) if label not in _NOT_HERE]
    if rows:
        yield "; ".join(row.removesuffix(".") for row in rows) + "."
    if outcome.result.limits:
        first, _, rest = outcome.result.limits.partition(". ")
        yield f"Limits: {first.removesuffix('.')}." + (" The rest stands in the summary, section 4." if rest else "")


def _plain(outcome: Outcome, judgement: Judgement | None) -> dict[str, object]:
    own = judged_on(judgement, outcome.construct) if judgement else None
    return {
        "tool_result": outcome.result.id,
        "instrument": outcome.result.instrument,
        "origin": outcome.result.origin,
        "dated_on": outcome.result.dated_on,
        "construct": outcome.construct,
        "level": outcome.mapped,
        "said": outcome.result.level or outcome.result.band,
        "points": outcome.result.points,
        "interval": list(outcome.result.interval) or None,
        "yields_to": outcome.leads.id if outcome.leads else None,
        "limits": outcome.result.limits,
        "judged": own,
        "differs": own is not None and outcome.level is not None and own != outcome.level,
    }
