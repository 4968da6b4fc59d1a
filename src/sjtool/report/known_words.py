"""Say what was known when a judgement was made: each judgement with what its own maker had seen, never the other's."""

from __future__ import annotations

from sjtool.assess.judging import LEVEL_WORDS
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement
from sjtool.report.context import Context
from sjtool.report.records import say_tool_short
from sjtool.report.wording import say_list

BEFORE_LEVELS = "before sjtool showed the tools' levels"
"""All that sjtool can vouch for: an officer may have known an outcome from elsewhere, and then declares it."""


def say_known(context: Context, made: Judgement) -> str:
    """Which tool results the officer knew when judging. Levels are never part of it."""
    return say_list(_tools(context, made)) or "no tool result"


def _tools(context: Context, made: Judgement) -> list[str]:
    """Each tool with its results that were known: several of one tool together."""
    by_tool: dict[str, list[str]] = {}
    for known in made.known_outcomes:
        result = context.standing.current(known)
        tool = say_tool_short(context, result) if isinstance(result, ToolResult) else "a tool"
        by_tool.setdefault(tool, []).append(known)
    return [f"{tool} [{', '.join(ids)}]" for tool, ids in by_tool.items()]


def say_shown(context: Context, made: Judgement) -> str:
    """What the final judgement was made knowing, and that it was every result there is, where it was."""
    known = {context.standing.root(one) for one in made.known_outcomes}
    current = {context.standing.root(outcome.result.id) for outcome in context.outcomes}
    if known and current <= known:
        return f"all results: {', '.join(_tools(context, made))}"
    return say_known(context, made)


def say_first(context: Context) -> str:
    """How the first judgement compares with the final one, and what was known when it was made; said either way."""
    first, final = context.first, context.final
    if first is None:
        return "no first judgement is recorded"
    when = f"{BEFORE_LEVELS}; knowing {say_known(context, first)}"
    if final and (first.level, first.likelihood) == (final.level, final.likelihood):
        to_whom = "" if first.whom == final.whom else "; to whom was put in other words (section 13)"
        return f"the same, {when}{to_whom}"
    level = LEVEL_WORDS[first.level] if first.level else "not said"
    likelihood = f", likelihood {LEVEL_WORDS[first.likelihood]}" if first.likelihood else ""
    return f"{level}{likelihood}, {when} (section 13)"
