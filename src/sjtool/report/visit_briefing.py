"""The visit briefing: one page for the officer before a home visit, the urgent first.

Built from the records alone, without a level of any tool and without a word of a victim. What does not fit is counted,
with the command that shows it. Whoever goes reads it beforehand; it does not go to the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sjtool.assess.in_force import find_earlier_judgement
from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.ratings import NOT_KNOWN, FactorView, find_act_now
from sjtool.assess.since_visit import find_personal
from sjtool.loader import find_template_problems
from sjtool.model.decision import Judgement
from sjtool.model.people import Order
from sjtool.model.people import Status as LegalStatus
from sjtool.report import as_text
from sjtool.report.briefing_news import children_rows, news_blocks, no_news_rows, say_overtaken
from sjtool.report.briefing_people import identity_rows, people_rows
from sjtool.report.briefing_signs import sign_rows
from sjtool.report.briefing_words import clip, list_some, sentence
from sjtool.report.briefing_work import acute_views, due_rows, open_rows, probe_rows
from sjtool.report.cautions import PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.factors import build_strip
from sjtool.report.report import Basis, Block, Pair, Pairs, Report, Section, Status, Strip
from sjtool.report.signing_words import say_status
from sjtool.report.wording import is_guarded, say_code, say_date

NAME, TITLE = "visit-briefing", "Visit briefing"
HANDLING = f"{PRACTITIONER_ONLY} Read it beforehand; leave it where the person cannot see it."
_DATES, _WORDS, _TITLE, _BEFORE, _PERSONAL = 5, 60, 24, 3, 56
MOST_LINES, _COLUMNS = 66, 80
"""A page of A4 as text; tried with the demo cases, it is one as PDF too."""
_WHOLE, _SHORT, _SHORTEST = range(3)


def build_visit_briefing(context: Context) -> Report:
    """The briefing of the case that a context looks at. A covert action is told only to its officer at a screen.

    Where the whole takes more than a page, lists are shorter; where that does not do, the strip goes too.
    """
    for level in (_WHOLE, _SHORT):
        report = _build(context, level)
        if _is_a_page(report):
            return report
    return _build(context, _SHORTEST)


def _is_a_page(report: Report) -> bool:
    """Whether it fits a page of A4 as text."""
    return len(as_text.render(report, _COLUMNS).rstrip("\n").split("\n")) <= MOST_LINES


def _build(context: Context, level: int) -> Report:
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
        sections=(Section(0, TITLE, "practitioner only", _blocks(context, level)),),
    )


def _warnings(context: Context) -> Iterator[str]:
    """What cannot wait, and what makes the records less than sound."""
    loaded, subject = context.loaded, context.standing.subject
    urgent = find_act_now(context.standing, loaded.factor_sets, subject.id) if subject else []
    if urgent:
        own = find_personal(acute_views(context))
        said = "; ".join(f"{_say_factor(factor, own)} ({say_date(on) or 'no date'})" for factor, on in urgent)
        yield f"ACT NOW, as last rated: {said}."
    if context.broken:
        yield f"NOT AS RECORDED: {', '.join(context.broken)} changed since. See  sjtool verify {loaded.name}"
    for problem in find_template_problems(loaded.case, loaded.library):
        yield f"CAUTION: {problem.what}."


def _say_factor(title: str, own: FactorView | None) -> str:
    """The title of a factor; of the one that is this person's own, which it is as it was last rated."""
    is_own = own is not None and own.factor.title == title
    return f"{title}: {clip(own.latest.rationale, _PERSONAL)}" if is_own and own and own.latest else title


def _blocks(context: Context, level: int) -> tuple[Block, ...]:
    views, crowded = acute_views(context), level != _WHOLE
    strip = build_strip(views) if level != _SHORTEST else None
    above = [*no_news_rows(context), *_head(context), *sign_rows(context, crowded=crowded)]
    below = [*_acute(views, context.loaded.name, has_strip=strip is not None), *open_rows(context, crowded=crowded)]
    below += [*probe_rows(context, crowded=crowded), *due_rows(context, crowded=crowded)]
    below += [*identity_rows(context, crowded=crowded), *people_rows(context, crowded=crowded)]
    if strip is None:
        return (*news_blocks(context), Pairs((*above, *below)))
    return (*news_blocks(context), Pairs(tuple(above)), _shorten(strip), Pairs(tuple(below)))


def _head(context: Context) -> Iterator[Pair]:
    """Where they live, on what footing, and how it was judged."""
    standing, subject = context.standing, context.standing.subject
    if subject and not is_guarded(subject):
        yield from _address(context, subject.id, subject.address)
    made = standing.assessment
    if made:
        opened = f"{made.id}, {say_code(made.trigger)}".rstrip(", ")
        yield Pair("Assessment", f"{opened}, opened {say_date(made.opened_on) or 'on no date'}. {_judged(context)}")
    for status in [s for s in standing.of(LegalStatus) if s.mappa_level][-1:]:
        words = f"category {status.mappa_category or 'not said'}, level {status.mappa_level}"
        yield Pair("MAPPA", words, basis=Basis(records=(status.id,)))
    for order in _orders(context):
        until = f" To {say_date(order.ends_on)}." if order.ends_on else ""
        yield Pair("Order", f"{sentence((order.kind or 'not named').strip())}{until}", basis=Basis(records=(order.id,)))
    yield from children_rows(context)


def _address(context: Context, person: str, address: str | None) -> Iterator[Pair]:
    """The address as recorded, and what was recorded after it that may have changed it."""
    after = say_overtaken(context, [person])
    if address:
        mark = f" Recorded before {after}." if after else ""
        yield Pair("Address", f"{address}{mark}", basis=None if after else Basis(records=(person,)), strong=bool(after))
    elif after:
        yield Pair("Address", f"Not recorded; see {after}.", "sjtool", Basis(records=(person,)), strong=True)


def _orders(context: Context) -> list[Order]:
    """Orders that run, each once: of two in the same words the one recorded last."""
    orders = [one for one in context.standing.of(Order) if not one.discharged_on and not _is_past(context, one.ends_on)]
    return list({" ".join((one.kind or one.id).casefold().split()): one for one in orders}.values())


def _is_past(context: Context, day: str | None) -> bool:
    return bool(day) and str(day) < context.built_on.isoformat()[: len(str(day))]


def _judged(context: Context) -> str:
    """The final judgement only; where a review is not judged yet, the one that stands until then."""
    if context.final:
        return f"Judged {_say_level(context.final)}"
    earlier = find_earlier_judgement(context.standing)
    if earlier is None:
        return "Not judged yet."
    since = say_date(earlier.at.date()) if earlier.at else "no date"
    return f"Not judged yet. Still stands, of {since}: {_say_level(earlier)}"


def _say_level(made: Judgement) -> str:
    level = LEVEL_WORDS[made.level].upper() if made.level else "level not said"
    return f"{level} ({made.id}){f', to whom: {clip(made.whom, _WORDS)}' if made.whom else ''}"


def _shorten(strip: Strip) -> Strip:
    """The last contacts of a strip, with the letters in them; titles short enough for five of them side by side."""
    rows = tuple((clip(title, _TITLE), letters[-_DATES:]) for title, letters in strip.rows)
    seen = {letter for _title, letters in rows for letter in letters}
    legend = tuple(pair for pair in strip.legend if pair[0] in seen)
    return replace(strip, dates=strip.dates[-_DATES:], rows=rows, legend=legend)


def _acute(views: list[FactorView], case: str, *, has_strip: bool) -> Iterator[Pair]:
    """When the acute factors were last rated, and which were act-now before; as they stand where no strip shows it."""
    rated = [view for view in views if view.latest]
    if not rated:
        yield Pair("Acute", "Never rated. All eight are rated after this visit.", "sjtool", strong=True)
        return
    last = max(view.latest.held_on or "" for view in rated if view.latest)
    left = f"; {len(views) - len(rated)} of {len(views)} never" if len(rated) < len(views) else ""
    yield Pair("Acute", f"Last rated {say_date(last) or 'on no date'}{left}. All eight are rated afresh.", "sjtool")
    if not has_strip:
        yield from _as_they_stand(rated)
    own = find_personal(views)
    if own and own.latest and own.latest.recent != "act-now":  # else it stands at the top
        words, basis = clip(own.latest.rationale, _PERSONAL), Basis(records=(own.latest.id,))
        yield Pair("Their own", words, "opinion", basis)
    if has_strip:
        yield from _act_now_before(rated, case)


def _as_they_stand(rated: list[FactorView]) -> Iterator[Pair]:
    """The factors by their present label, the worst first."""
    graded = [label for label in rated[0].scale.label if label.id not in NOT_KNOWN]
    for label in [*reversed(graded), *(label for label in rated[0].scale.label if label.id in NOT_KNOWN)]:
        titles = [view.factor.title for view in rated if view.latest and view.latest.recent == label.id]
        if titles:
            yield Pair(label.title, "; ".join(titles), "opinion")


def _act_now_before(rated: list[FactorView], case: str) -> Iterator[Pair]:
    """What was act-now before the last rating."""
    before = [
        f"{clip(view.factor.title, _TITLE)} ({say_date(days[-1]) or 'no date'})"
        for view in rated
        if (days := [rating.held_on for rating in view.ratings[:-1] if rating.recent == "act-now"])
    ]
    if before:
        words = list_some(before, _BEFORE, f"sjtool report {case}")
        yield Pair("Was act-now", words, "opinion", strong=True)
