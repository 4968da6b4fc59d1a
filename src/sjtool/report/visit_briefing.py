"""The visit briefing: one page for the officer before a home visit, the urgent first.

Built from the records alone, without a level of any tool and without a word of a victim. What does not fit is counted,
with where it stands. Whoever goes reads it beforehand; it does not go to the door.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.in_force import find_earlier_judgement
from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.ratings import FactorView, find_act_now
from sjtool.assess.since_visit import find_personal
from sjtool.loader import find_template_problems
from sjtool.model.decision import Judgement
from sjtool.model.people import Order
from sjtool.model.people import Status as LegalStatus
from sjtool.report import as_text
from sjtool.report.briefing_acute import acute_rows, feared_rows, shorten_strip
from sjtool.report.briefing_news import children_rows, news_blocks, no_news_rows, say_overtaken
from sjtool.report.briefing_people import apart_rows, identity_rows, people_rows
from sjtool.report.briefing_signs import sign_rows
from sjtool.report.briefing_words import ROOMS, Room, begin, sentence
from sjtool.report.briefing_work import acute_views, due_rows, open_rows, probe_rows
from sjtool.report.cautions import PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.factors import build_strip
from sjtool.report.report import Basis, Block, Pair, Pairs, Report, Section, Status, Strip
from sjtool.report.signing_words import say_status
from sjtool.report.wording import is_guarded, say_code, say_date

NAME, TITLE = "visit-briefing", "Visit briefing"
HANDLING = f"{PRACTITIONER_ONLY} Read it beforehand; leave it where the person cannot see it."
_LEAST = 160
"""Letters that what cannot wait, and to whom the level is, have whatever the room."""
MOST_LINES, _COLUMNS = 66, 80
"""A page of A4 as text on a screen."""
MOST_ON_PAPER, _ON_PAPER, _STRIP = 63, 100, 3
"""A page as PDF, HTML or DOCX, measured as text of so many columns: its lines are longer. Tried with the demo cases.

The strip takes so many lines more there than in text."""


def build_visit_briefing(context: Context) -> Report:
    """The briefing of the case that a context looks at. A covert action is told only to its officer at a screen.

    It is as full as a page allows: lists are shorter where there is more to say, and the strip goes before they are
    cut to the quick.
    """
    report = build_in(context, ROOMS[0])
    for room in ROOMS[1:]:
        if _is_a_page(report, on_paper=not context.for_author):
            break
        report = build_in(context, room)
    return report


def _is_a_page(report: Report, *, on_paper: bool) -> bool:
    """Whether it fits a page of A4."""
    if not on_paper:
        return _count_lines(report, _COLUMNS) <= MOST_LINES
    has_strip = any(isinstance(block, Strip) for block in report.sections[0].blocks)
    return _count_lines(report, _ON_PAPER) <= MOST_ON_PAPER - (_STRIP if has_strip else 0)


def _count_lines(report: Report, columns: int) -> int:
    return len(as_text.render(report, columns).rstrip("\n").split("\n"))


def build_in(context: Context, room: Room) -> Report:
    """The briefing as it is where there is so much room."""
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
        sections=(Section(0, TITLE, "practitioner only", _blocks(context, room)),),
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
        look = f" See  sjtool verify {loaded.name}" if context.for_author else ""
        yield f"NOT AS RECORDED: {', '.join(context.broken)} changed since.{look}"
    for problem in find_template_problems(loaded.case, loaded.library):
        yield f"CAUTION: {problem.what}."


def _say_factor(title: str, own: FactorView | None) -> str:
    """The title of a factor; of the one that is this person's own, which it is as it was last rated."""
    is_own = own is not None and own.factor.title == title
    return f"{title}: {begin(own.latest.rationale, _LEAST)}" if is_own and own and own.latest else title


def _blocks(context: Context, room: Room) -> tuple[Block, ...]:
    views = acute_views(context)
    strip = build_strip(views) if room.has_strip else None
    above = [*no_news_rows(context), *_head(context, room), *apart_rows(context, room), *sign_rows(context, room)]
    below = [*acute_rows(context, views, room, has_strip=strip is not None), *feared_rows(context, room)]
    below += [*open_rows(context, room), *probe_rows(context, room), *due_rows(context, room)]
    below += [*identity_rows(context, room), *people_rows(context, room)]
    if strip is None:
        return (*news_blocks(context, room), Pairs((*above, *below)))
    return (*news_blocks(context, room), Pairs(tuple(above)), shorten_strip(strip), Pairs(tuple(below)))


def _head(context: Context, room: Room) -> Iterator[Pair]:
    """Where they live, on what footing, and how it was judged."""
    standing, subject = context.standing, context.standing.subject
    if subject and not is_guarded(subject):
        yield from _address(context, subject.id, subject.address)
    made = standing.assessment
    if made:
        opened = f"{made.id}, {say_code(made.trigger)}".rstrip(", ")
        yield Pair(
            "Assessment", f"{opened}, opened {say_date(made.opened_on) or 'on no date'}. {_judged(context, room)}"
        )
    for status in [s for s in standing.of(LegalStatus) if s.mappa_level][-1:]:
        words = f"category {status.mappa_category or 'not said'}, level {status.mappa_level}"
        yield Pair("MAPPA", words, basis=Basis(records=(status.id,)))
    for order in _orders(context):
        until = f" To {say_date(order.ends_on)}." if order.ends_on else ""
        yield Pair("Order", f"{sentence((order.kind or 'not named').strip())}{until}", basis=Basis(records=(order.id,)))
    yield from children_rows(context)


def _address(context: Context, person: str, address: str | None) -> Iterator[Pair]:
    """The address as recorded, and what was recorded after it that may have changed it."""
    after = say_overtaken(context, [person], of_place=True)
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


def _judged(context: Context, room: Room) -> str:
    """The final judgement only; where a review is not judged yet, the one that stands until then."""
    if context.final:
        return f"Judged {_say_level(context.final, room)}"
    earlier = find_earlier_judgement(context.standing)
    if earlier is None:
        return "Not judged yet."
    since = say_date(earlier.at.date()) if earlier.at else "no date"
    return f"Not judged yet. Still stands, of {since}: {_say_level(earlier, room)}"


def _say_level(made: Judgement, room: Room) -> str:
    level = LEVEL_WORDS[made.level].upper() if made.level else "level not said"
    return f"{level} ({made.id}){f', to whom: {begin(made.whom, max(room.words, _LEAST))}' if made.whom else ''}"
