"""What a signer is shown before they sign: page one in short, what changed since they last approved, what is weakest.

Plain lines for a screen. They hold words of the case, so they belong on stdout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sjtool.assess.gap import Gap
from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.weakest import ORDER, WeakPoint
from sjtool.model.decision import Countersignature, Signature
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.report.context import Context
from sjtool.report.page_one import find_overrides, say_result
from sjtool.report.signing_words import say_records
from sjtool.report.wording import say_code, say_date
from sjtool.text import count_words, pad, wrap_text

_LABEL = 13


def facts_lines(context: Context, width: int, signed: Signature | None = None) -> Iterator[str]:
    """Who, level and to whom, why, tools and overrides, what speaks against it, the plan, and what is signed.

    `signed` is the signature that is answered; without it the head is that of the file as it is.
    """
    subject, assessment = context.standing.subject, context.standing.assessment
    training = " · training case" if context.loaded.case.header.training else ""
    name = f"{context.loaded.name} · {subject.label or subject.id}" if subject else context.loaded.name
    yield from wrap_text(f"{name}{training} · {context.loaded.case.header.marking}", width)
    if assessment:
        about = f"Assessment {assessment.id}: {say_code(assessment.trigger)}, opened {say_date(assessment.opened_on)}"
        yield from wrap_text(about, width)
    yield ""
    for label, words in (*_facts(context), _head(context, signed)):
        yield from wrap_text(words, width, " " * _LABEL, pad(label, _LABEL))


def _facts(context: Context) -> Iterator[tuple[str, str]]:
    final = context.final
    if final is None:
        return
    yield "Level", f"{LEVEL_WORDS.get(final.level or '', 'not said').upper()}, to: {final.whom or 'nobody named'}"
    likelihood = LEVEL_WORDS.get(final.likelihood or "", "not said")
    review = say_date(final.review_on) or "no date"
    yield "Likelihood", f"{likelihood} (of reoffending); confidence {final.confidence or 'not said'}; review {review}"
    yield (
        "Judged by",
        f"{context.officer(final.by)}, {say_date(final.at.date()) if final.at else 'no date'} ({final.id})",
    )
    yield "Why", final.rationale or "not said"
    for outcome in context.outcomes:
        yield "Tool", say_result(context, outcome)
    for override in find_overrides(context, final):
        direction = say_code(override.direction) or "direction not said"
        yield "Override", f"{override.id}, {direction}: {override.rationale or 'no rationale'}"
    if final.overrides == "none":
        yield "Override", "none, said explicitly"
    yield "Against", final.strongest_against or "not said"
    yield "Plan", _plan(context)
    yield "Rests on", _basis(context)
    for warning in context.loaded.case.acknowledged:
        yield "Caution", f"{warning} was edited by hand, and acknowledged"


def _head(context: Context, signed: Signature | None) -> tuple[str, str]:
    case = context.loaded.case
    if signed:
        return "Head", f"{signed.head}: what {signed.id} covers, and what you approve or return"
    return "Head", f"{case.head}, after {count_words(len(case.entries), 'record')}: what your signature covers"


def _plan(context: Context) -> str:
    actions = context.actions
    first = min((action.due_on for action in actions if action.due_on), default=None)
    covert = sum(action.handling == "covert" for action in actions)
    words = count_words(len(actions), "action")
    words += f", the first due {say_date(first)}" if first else ""
    return f"{words}; {covert} covert" if covert else words


def _basis(context: Context) -> str:
    held = context.standing.of(EvidenceRecord)
    missing = sum(record.obtained is False for record in held)
    sessions = count_words(len(context.standing.of(Session)), "interview")
    return f"{count_words(len(held) - missing, 'piece')} of evidence, {missing} not obtained; {sessions}"


def gaps_lines(gaps: Sequence[Gap], width: int, reasons: Mapping[str, str] | None = None) -> Iterator[str]:
    """Each gap with the command that mends it; with `reasons`, why it stops a signature."""
    for number, gap in enumerate(gaps, 1):
        yield from wrap_text(gap.text, width, " " * 5, f"{number:>3}  ")
        if reasons:
            yield from wrap_text(f"why: {reasons[gap.code]}", width, " " * 10, " " * 5)
        if gap.command:
            yield f"     {gap.command}"


def approval_lines(context: Context, last: Countersignature | None, since: Sequence[str], width: int) -> Iterator[str]:
    """What changed since this supervisor last approved this case; corrections are named as such."""
    if last is None:
        yield from wrap_text("You have approved nothing in this case before: all of it is new to you.", width)
        return
    when = say_date(last.at.date()) if last.at else "a day not recorded"
    yield from wrap_text(f"Since you approved {last.assessment} on {when} ({last.id}):", width)
    for words in say_records(context.standing, since).split("; ") if since else ["nothing was recorded."]:
        yield from wrap_text(words, width, "     ", "  -  ")


def weakest_lines(points: Sequence[WeakPoint], width: int) -> Iterator[str]:
    """The weak points under their headings, the weakest first."""
    if not points:
        yield "No weak point of the kinds that are looked for (docs/signing.md)."
    for code, heading in ORDER.items():
        mine = [point for point in points if point.code == code]
        if mine:
            yield f"{heading} ({len(mine)})"
        for point in mine:
            yield from wrap_text(_with_records(point), width, "     ", "  -  ")


def _with_records(point: WeakPoint) -> str:
    """The words of a point, with its records where they do not name them."""
    unnamed = [name for name in point.records if name not in point.text]
    return f"{point.text} ({', '.join(unnamed)})" if unnamed else point.text


def part_lines(context: Context, officer: str, width: int) -> Iterator[str]:
    """What the supervisor recorded in this case themselves: no bar, but to be known."""
    root = context.standing.root(officer)
    kinds = (e for e in context.loaded.case if e.record.by and context.standing.root(e.record.by) == root)
    own = [e.record.id for e in kinds if e.kind not in {"officer", "countersignature", "template", "session_end"}]
    held = [s.id for s in context.standing.of(Session) if root in {context.standing.root(i) for i in s.interviewers}]
    if own:
        yield from wrap_text(f"You recorded in this case: {say_records(context.standing, own)}.", width)
    if held:
        yield from wrap_text(f"You were an interviewer in {', '.join(held)}.", width)
