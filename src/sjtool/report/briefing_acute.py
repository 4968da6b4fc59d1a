"""The part of a visit briefing on the acute factors, on the person's own among them, and on signs of what is feared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sjtool.assess.briefing import find_feared, find_first_named
from sjtool.assess.ratings import NOT_KNOWN, FactorView
from sjtool.assess.since_visit import find_personal
from sjtool.report.briefing_words import Room, begin, clip, first_sentences, list_some, point_to, sentence
from sjtool.report.briefing_work import ACUTE_SECTION
from sjtool.report.context import Context
from sjtool.report.report import Basis, Pair, Strip
from sjtool.report.wording import say_date

_DATES, _TITLE, _FEW_DATES, _BEFORE, _LEAST = 5, 24, 3, 3, 160


def shorten_strip(strip: Strip) -> Strip:
    """The last contacts of a strip, with the letters in them; titles short enough for five of them side by side."""
    dates = strip.dates[-_DATES:]
    rows = tuple(
        (title if len(dates) <= _FEW_DATES else clip(title, _TITLE), letters[-_DATES:]) for title, letters in strip.rows
    )
    seen = {letter for _title, letters in rows for letter in letters}
    legend = tuple(pair for pair in strip.legend if pair[0] in seen)
    return replace(strip, dates=dates, rows=rows, legend=legend)


def acute_rows(context: Context, views: list[FactorView], room: Room, *, has_strip: bool) -> Iterator[Pair]:
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
    yield from _their_own(find_personal(views), room)
    if has_strip:
        yield from _act_now_before(context, rated)


def _their_own(own: FactorView | None, room: Room) -> Iterator[Pair]:
    """The factor that is this person's own, as it stands; and what it is, where only an earlier rating says that."""
    if own is None or own.latest is None or own.latest.recent == "act-now":  # else it stands at the top
        return
    first = find_first_named(own)
    if first:
        words = (
            f"{first_sentences(' '.join((first.rationale or '').split()), 0)} ({say_date(first.held_on) or 'no date'})"
        )
        yield Pair("Their own", words, "opinion", Basis(records=(first.id,)))
    words = begin(own.latest.rationale, room.words if first else max(room.words, _LEAST))
    yield Pair("Their own", words, "opinion", Basis(records=(own.latest.id,)))


def feared_rows(context: Context, room: Room) -> Iterator[Pair]:
    """By what signs the ways in which it could go wrong would be known."""
    feared = find_feared(context.standing)[: max(room.most, _BEFORE)]
    told: list[tuple[str, tuple[str, ...]]] = [
        (begin(one.warning_signs, max(room.words, _LEAST)), (one.id,)) for one in feared
    ]
    if told and room.is_least:
        told = [(" ".join(sentence(words) for words, _ids in told), tuple(one.id for one in feared))]
    for words, ids in told:
        yield Pair("Signs", words, "opinion", Basis(records=ids))


def _as_they_stand(rated: list[FactorView]) -> Iterator[Pair]:
    """The factors by their present label, the worst first."""
    graded = [label for label in rated[0].scale.label if label.id not in NOT_KNOWN]
    for label in [*reversed(graded), *(label for label in rated[0].scale.label if label.id in NOT_KNOWN)]:
        titles = [view.factor.title for view in rated if view.latest and view.latest.recent == label.id]
        if titles:
            yield Pair("Not known" if label.id in NOT_KNOWN else label.title, "; ".join(titles), "opinion")


def _act_now_before(context: Context, rated: list[FactorView]) -> Iterator[Pair]:
    """What was act-now before the last rating."""
    before = [
        f"{view.factor.title} ({say_date(days[-1]) or 'no date'})"
        for view in rated
        if (days := [rating.held_on for rating in view.ratings[:-1] if rating.recent == "act-now"])
    ]
    if before:
        words = list_some(before, _BEFORE, point_to(context, f"report {context.loaded.name}", ACUTE_SECTION))
        yield Pair("Was act-now", words, "opinion", strong=True)
