"""The visit briefing: one page for the officer before a home visit, the urgent first.

Built from the records alone, without a level of any tool and without a word of a victim. What does not fit is counted,
with the command that shows it. Whoever goes reads it beforehand; it does not go to the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.ratings import FactorView, find_act_now
from sjtool.loader import find_template_problems
from sjtool.model.people import Order
from sjtool.model.people import Status as LegalStatus
from sjtool.report.briefing_people import identity_rows, people_rows
from sjtool.report.briefing_signs import sign_rows
from sjtool.report.briefing_words import clip, list_some
from sjtool.report.briefing_work import acute_views, due_rows, open_rows, probe_rows
from sjtool.report.cautions import PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.factors import build_strip
from sjtool.report.report import Basis, Block, Pair, Pairs, Report, Section, Status, Strip
from sjtool.report.signing_words import say_status
from sjtool.report.wording import is_guarded, say_code, say_date

NAME, TITLE = "visit-briefing", "Visit briefing"
HANDLING = f"{PRACTITIONER_ONLY} Read it beforehand; leave it where the person cannot see it."
_DATES, _WORDS, _ORDERS, _KIND, _TITLE, _BEFORE = 5, 60, 4, 30, 24, 3


def build_visit_briefing(context: Context) -> Report:
    """The briefing of the case that a context looks at. A covert action is told only to its officer at a screen."""
    loaded, subject = context.loaded, context.standing.subject
    standing_word = f", {say_code(subject.standing)}" if subject and subject.standing else ""
    return Report(
        name=NAME,
        title=TITLE,
        case=loaded.name,
        subject=f"{subject.label or subject.id}{standing_word}" if subject else "nobody recorded",
        marking=loaded.case.header.marking,
        handling=HANDLING,
        training=loaded.case.header.training,
        status=Status(context.signing.state, say_status(context.standing, context.signing)),
        warnings=tuple(_warnings(context)),
        head=loaded.case.head,
        built_on=context.built_on,
        as_at=context.as_at,
        recipient=context.recipient,
        gist=None,
        sections=(Section(0, TITLE, "practitioner only", _blocks(context)),),
    )


def _warnings(context: Context) -> Iterator[str]:
    """What cannot wait, and what makes the records less than sound."""
    loaded, subject = context.loaded, context.standing.subject
    urgent = find_act_now(context.standing, loaded.factor_sets, subject.id) if subject else []
    if urgent:
        said = "; ".join(f"{factor} ({say_date(on) or 'no date'})" for factor, on in urgent)
        yield f"ACT NOW, as last rated: {said}."
    if loaded.case.broken:
        yield f"NOT AS RECORDED: {', '.join(loaded.case.broken)} changed since. See  sjtool verify {loaded.name}"
    for problem in find_template_problems(loaded.case, loaded.library):
        yield f"CAUTION: {problem.what}."


def _blocks(context: Context) -> tuple[Block, ...]:
    views = acute_views(context)
    strip = build_strip(views)
    acute: list[Block] = [_shorten(strip)] if strip else []
    below = [*open_rows(context), *probe_rows(context), *due_rows(context), *identity_rows(context)]
    return (
        Pairs((*_head(context), *sign_rows(context))),
        *acute,
        Pairs((*_acute(views, context.loaded.name), *below, *people_rows(context))),
    )


def _head(context: Context) -> Iterator[Pair]:
    """Where they live, on what footing, and how it was judged."""
    standing, subject = context.standing, context.standing.subject
    if subject and subject.address and not is_guarded(subject):
        yield Pair("Address", subject.address, basis=Basis(records=(subject.id,)))
    made = standing.assessment
    if made:
        opened = f"{made.id}, {say_code(made.trigger)}".rstrip(", ")
        yield Pair("Assessment", f"{opened}, opened {say_date(made.opened_on) or 'on no date'}. {_judged(context)}")
    level = [s for s in standing.of(LegalStatus) if s.mappa_level][-1:]
    words = [f"MAPPA category {s.mappa_category or 'not said'}, level {s.mappa_level}" for s in level]
    orders = [one for one in standing.of(Order) if not one.discharged_on and not _is_past(context, one.ends_on)]
    words += [clip(one.kind, _KIND) + (f" to {say_date(one.ends_on)}" if one.ends_on else "") for one in orders]
    if words:
        yield Pair("Footing", list_some(words, _ORDERS, f"sjtool report {context.loaded.name}"))


def _is_past(context: Context, day: str | None) -> bool:
    return bool(day) and str(day) < context.built_on.isoformat()[: len(str(day))]


def _judged(context: Context) -> str:
    """The final judgement only."""
    final = context.final
    if final is None:
        return "Not judged yet."
    level = LEVEL_WORDS[final.level].upper() if final.level else "level not said"
    whom = f", to whom: {clip(final.whom, _WORDS)}" if final.whom else ""
    return f"Judged {level} ({final.id}){whom}"


def _shorten(strip: Strip) -> Strip:
    """The last contacts of a strip, with the letters in them; titles short enough for five of them side by side."""
    rows = tuple((clip(title, _TITLE), letters[-_DATES:]) for title, letters in strip.rows)
    seen = {letter for _title, letters in rows for letter in letters}
    legend = tuple(pair for pair in strip.legend if pair[0] in seen)
    return replace(strip, dates=strip.dates[-_DATES:], rows=rows, legend=legend)


def _acute(views: list[FactorView], case: str) -> Iterator[Pair]:
    """When the acute factors were last rated, and which were act-now before."""
    rated = [view for view in views if view.latest]
    if not rated:
        yield Pair("Acute", "Never rated. All eight are rated after this visit.", "sjtool", strong=True)
        return
    last = max(view.latest.held_on or "" for view in rated if view.latest)
    left = f"; {len(views) - len(rated)} of {len(views)} never" if len(rated) < len(views) else ""
    yield Pair("Acute", f"Last rated {say_date(last) or 'on no date'}{left}. All eight are rated afresh.", "sjtool")
    before = [
        f"{clip(view.factor.title, _TITLE)} ({say_date(days[-1]) or 'no date'})"
        for view in rated
        if (days := [rating.held_on for rating in view.ratings[:-1] if rating.recent == "act-now"])
    ]
    if before:
        words = list_some(before, _BEFORE, f"sjtool report {case}")
        yield Pair("Was act-now", words, "opinion", strong=True)
