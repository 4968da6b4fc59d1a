"""The tables of an export about deciding: tool results, judgements, overrides.

While the open assessment has no final judgement, a tool's level is not told: results are there without it, and
overrides, which would give it away, are not there at all.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.judging import LEVELS, find_outcomes, instrument_id
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.report.export_columns import (
    ASSESSMENT,
    CASE,
    OFFICER,
    Column,
    Columns,
    Row,
    day,
    partial,
    text,
    truth,
    whole,
)
from sjtool.report.export_view import UNCODED, ExportView, coded, recorded_on

_HARMS = ("harm_public", "harm_prisoners", "harm_known_adult", "harm_children", "harm_staff", "harm_self")
_RECORDED: Column = day("recorded_on", "the day it was recorded, in UTC")
JUDGEMENTS = Columns(
    "judgements",
    "One row for each standing judgement, first and final, of every assessment.",
    (
        CASE,
        ASSESSMENT,
        text("judgement", "id of the judgement in the case"),
        text("stage", "first (before the tools were shown) or final"),
        text("level", "the officer's own: low, medium, high, very-high"),
        text("likelihood", "of reoffending, the officer's own"),
        *(text(name, "the officer's own; not-applicable is a word too") for name in _HARMS),
        text("confidence", "low, moderate or high"),
        text("overrides", "none where the officer said so, named where overrides are named, else empty"),
        whole("known_outcomes", "how many tool results were known when it was made"),
        partial("review_on", "the next review it sets"),
        _RECORDED,
        OFFICER,
    ),
)
OVERRIDES = Columns(
    "overrides",
    "One row for each standing override. None while the open assessment has no final judgement.",
    (
        CASE,
        ASSESSMENT,
        text("override", "id of the override in the case"),
        text("judgement", "id of the judgement it belongs to"),
        text("tool_result", "id of the result it departs from"),
        text("instrument", "of that result, with its version"),
        text("scale", "of that result, where the tool has several"),
        text("construct", "which question: level, likelihood, harm_children …"),
        text("tool_level", "what the tool said"),
        text("decided_level", "what the officer decided"),
        text("direction", "upward or downward"),
        whole("evidence", "how many records it rests on"),
        whole("protective_evidence", "how many of protection"),
        partial("review_on", "when it is looked at again"),
        _RECORDED,
        OFFICER,
    ),
)
TOOL_RESULTS = Columns(
    "tool_results",
    "One row for each standing result of an instrument. Levels, bands and points are empty where hidden.",
    (
        CASE,
        ASSESSMENT,
        text("tool_result", "id of the result in the case"),
        text("instrument", "which, with its version"),
        text("scale", "where it has several"),
        text("construct", "which question it answers"),
        text("origin", "computed here (indicative) or received"),
        text("level", "in the tool's own words"),
        text("band", "in the tool's own words"),
        whole("points", "as the tool counts them; never to be added over tools"),
        partial("dated_on", "the day of the result"),
        truth("current", "it is the latest of this instrument, scale and question"),
        truth("hidden", "level, band and points are left out: no final judgement yet"),
        OFFICER,
    ),
)


def judgement_rows(view: ExportView) -> Iterator[Row]:
    """Every standing judgement, in file order."""
    for judgement in view.standing.of(Judgement):
        said = judgement.overrides
        yield (
            view.case,
            view.ref(judgement.assessment),
            view.id_of(judgement),
            judgement.stage,
            judgement.level,
            judgement.likelihood,
            *(getattr(judgement, name) for name in _HARMS),
            judgement.confidence,
            "none" if said == "none" else "named" if said else None,
            len(judgement.known_outcomes),
            judgement.review_on,
            recorded_on(judgement),
            view.officer(judgement.by),
        )


def override_rows(view: ExportView) -> Iterator[Row]:
    """Every standing override, once a level may be told."""
    standing = view.standing
    for override in () if view.hidden else standing.of(Override):
        result = standing.current(override.tool_result) if override.tool_result else None
        tool = result if isinstance(result, ToolResult) else None
        judgement = standing.current(override.judgement) if override.judgement else None
        yield (
            view.case,
            view.ref(judgement.assessment) if isinstance(judgement, Judgement) else None,
            view.id_of(override),
            view.ref(override.judgement),
            view.ref(override.tool_result),
            _instrument(view, tool) if tool else None,
            _scale(view, tool) if tool else None,
            override.construct_,
            coded(override.tool_level, _words(view, tool)),
            override.decided_level,
            override.direction,
            len(override.evidence),
            len(override.protective_evidence),
            override.review_on,
            recorded_on(override),
            view.officer(override.by),
        )


def tool_rows(view: ExportView) -> Iterator[Row]:
    """Every standing result; while levels are hidden only that there is one."""
    current = {outcome.result.id for outcome in find_outcomes(view.standing, view.loaded.passports)}
    for result in view.standing.of(ToolResult):
        words = _words(view, result)
        shown = not view.hidden
        yield (
            view.case,
            view.ref(result.assessment),
            view.id_of(result),
            _instrument(view, result),
            _scale(view, result),
            result.construct_,
            result.origin,
            coded(result.level, words) if shown else None,
            coded(result.band, words) if shown else None,
            result.points if shown else None,
            result.dated_on,
            result.id in current,
            view.hidden,
            view.officer(result.by),
        )


def _instrument(view: ExportView, result: ToolResult) -> str | None:
    """The instrument, where there is a passport of it."""
    known = instrument_id(result) in view.loaded.passports
    version = (result.instrument or "").partition("@")[2]
    is_version = not version or result.instrument in view.loaded.library.found
    return result.instrument if known and is_version else UNCODED if result.instrument else None


def _scale(view: ExportView, result: ToolResult) -> str | None:
    passport = view.loaded.passports.get(instrument_id(result))
    return coded(result.scale, {scale.id for scale in passport.scale} if passport else ())


def _words(view: ExportView, result: ToolResult | None) -> set[str]:
    """The level words that are known for a result: ours, and those of its passport."""
    passport = view.loaded.passports.get(instrument_id(result)) if result else None
    own = {level.word for scale in passport.scale for level in scale.level} if passport else set()
    return {*LEVELS, *own}
