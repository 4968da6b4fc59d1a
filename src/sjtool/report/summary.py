"""Build the structured-judgement summary: page one, then the seventeen sections of DOMAIN 9.4.

Pure: the clock, the access log and the reader are passed in. It prints what was recorded and names what was not; no
level, rating or plan is worked out here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sjtool.assess.judging import Outcome, instrument_id
from sjtool.assess.ratings import find_act_now
from sjtool.loader import Loaded, find_template_problems
from sjtool.report.analysis import build_formulation, build_own_headings
from sjtool.report.case_report import make_report
from sjtool.report.cautions import HANDLING
from sjtool.report.context import Context
from sjtool.report.decision import build_judgement, build_overrides
from sjtool.report.disagreements import build_disagreements
from sjtool.report.factors import build_acute, build_dynamic
from sjtool.report.gist import Gist, MissingGist, OverrideGist, ToolGist
from sjtool.report.household import build_household
from sjtool.report.information import build_information
from sjtool.report.legal import build_legal
from sjtool.report.opening import build_limits, build_opening
from sjtool.report.page_one import build_page_one, find_overrides
from sjtool.report.plan import build_plan, build_review
from sjtool.report.report import Report, Section, Status
from sjtool.report.signing_words import say_status, signing_lines
from sjtool.report.tools import build_tools
from sjtool.report.wording import say_date

TITLE = "Structured-judgement summary"


def build_summary(
    loaded: Loaded,
    *,
    built_on: date,
    reveal: bool = False,
    for_author: bool = True,
    as_at: str = "",
    recipient: str = "",
    access: Sequence[Mapping[str, Any]] = (),
) -> Report:
    """The summary of one case.

    `for_author` is the officer's own view at a terminal; a print that leaves it names no covert action. `access` are
    the lines of the access log so far.
    """
    return summarise(Context(loaded, built_on, reveal, for_author, as_at, recipient, access))


def summarise(context: Context) -> Report:
    """The summary of the case that a context looks at."""
    return make_report(
        context,
        "summary",
        TITLE,
        HANDLING,
        _sections(context),
        warnings=_warnings(context),
        status=_status(context),
        gist=_gist(context),
    )


def _sections(context: Context) -> tuple[Section, ...]:
    sections = (
        build_opening(context),
        build_limits(context),
        build_information(context),
        build_tools(context),
        build_dynamic(context),
        build_acute(context),
        build_household(context),
        build_disagreements(context),
        build_formulation(context),
        *build_own_headings(context),
        build_judgement(context),
        build_overrides(context),
        build_plan(context),
        build_review(context),
        build_legal(context),
    )
    return (build_page_one(context, sections), *sections)


def _status(context: Context) -> Status:
    """Draft, signed or changed since, in words a reader of the first line understands."""
    signing, standing = context.signing, context.standing
    return Status(
        signing.state,
        say_status(standing, signing),
        signing.since,
        signing.changed,
        tuple(signing_lines(standing, signing)),
    )


def _warnings(context: Context) -> tuple[str, ...]:
    """What a reader must know before relying on any of it: changed records, edits by hand, changed templates."""
    loaded, unseen = context.loaded, context.unseen
    case = loaded.case
    acknowledged, by_hand = (
        [name for name in names if name not in unseen] for names in (case.acknowledged, case.by_hand)
    )
    found = []
    subject = loaded.standing.subject
    urgent = find_act_now(loaded.standing, loaded.factor_sets, subject.id) if subject else []
    if urgent:
        said = "; ".join(f"{factor} ({say_date(on) or 'no date'})" for factor, on in urgent)
        found.append(f"ACT NOW, as last rated: {said}.")
    if context.broken:
        found.append(f"NOT AS RECORDED: {', '.join(context.broken)} changed since. See  sjtool verify {loaded.name}")
    if acknowledged:
        found.append(f"Edited by hand, and acknowledged: {', '.join(acknowledged)} (section 17).")
    if by_hand:
        found.append(f"Written by hand, without a chain value of their own: {len(by_hand)} of the records.")
    changed = [problem.what for problem in find_template_problems(case, loaded.library)]
    return (*found, *(f"CAUTION: {what}." for what in changed))


def _gist(context: Context) -> Gist:
    final, first = context.final, context.first
    overrides = find_overrides(context, final) if final else ()
    return Gist(
        assessment=context.assessment,
        level=final.level if final else None,
        first_level=first.level if first else None,
        likelihood=final.likelihood if final else None,
        whom=final.whom if final else None,
        no_override=bool(final and final.overrides == "none" and not context.differences),
        overrides=tuple(
            OverrideGist(
                o.id,
                o.tool_result or "",
                o.construct_ or "",
                o.tool_level or "",
                o.decided_level or "",
                o.direction or "",
                o.rationale or "",
            )
            for o in overrides
        ),
        tools=tuple(_tool(context, outcome) for outcome in context.outcomes),
        missing=tuple(MissingGist(gap.code, gap.text, gap.command) for gap in context.gaps),
    )


def _tool(context: Context, outcome: Outcome) -> ToolGist:
    result = outcome.result
    return ToolGist(
        id=result.id,
        instrument=instrument_id(result),
        construct=outcome.construct,
        dated_on=result.dated_on or "",
        level=None if context.hidden else outcome.level,
        said=None if context.hidden else result.level or result.band,
        hidden=context.hidden,
    )
