"""Headings 7 to 10: why it is made, what happened when, the person's own story, offences and orders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.clock_event import Events
from sjtool.model.decision import Event
from sjtool.model.enquiry import Assessment, EvidenceRecord
from sjtool.model.people import Order, Status
from sjtool.report.cautions import IMAGES
from sjtool.report.event_words import say_entry
from sjtool.report.factors import sheet_blocks
from sjtool.report.internet_offender_evidence import POLICE, say_evidence
from sjtool.report.internet_offender_grounds import say_ground
from sjtool.report.internet_offender_screen import KEPT, NOT_PRINTED
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Basis, Block, Bullets, Group, Note, Pair, Pairs
from sjtool.report.standing_in_law import say_status
from sjtool.report.wording import capitalise, join_sentences, say_code, say_date

_MAPPA_MEETING = "Last MAPPA meeting"
_KEPT = "The words are kept apart."
_SUPERVISION = re.compile(r"\W*(?:case |reflective )?supervision\b(?! of\b)", re.IGNORECASE)
HISTORY_SHEETS = ("static-history", "offender-background")
"""Sheets of heading 10."""


def build_reason(view: View) -> Iterator[Block]:
    """Heading 7."""
    made = view.context.standing.assessment
    if made is None:
        yield view.gap("an assessment to report on", "add CASE assessment")
        return
    basis = Basis(records=(made.id,))
    rows = [Pair("Opened", say_date(made.opened_on) or "on a date not recorded", basis=basis)]
    rows.append(Pair("Occasion", say_code(made.trigger) or "not recorded"))
    rows.append(Pair("Asked for by", view.context.who(made.asked_by) or "nobody named"))
    kept = view.screen.why_words(made.purpose or "", may_name=True)
    if made.purpose and kept and not view.context.for_author:
        view.screen.kept.append((made.id, "Purpose"))
        rows.append(Pair(KEPT, f"purpose: {say_ground(kept)}; in the file", "sjtool", basis))
    elif made.purpose:
        rows.append(Pair("Purpose", made.purpose))
    yield Pairs(tuple(rows))
    if not made.purpose:
        yield view.gap("what it is to answer", f"add CASE assessment --supersedes {made.id}")


def build_chronology(view: View) -> Iterator[Block]:
    """Heading 8: what is dated in the case, the earliest first; intelligence and MAPPA meetings are no part of it."""
    rows = sorted(_dated(view), key=lambda row: row[0] or "9999")
    pairs = tuple(Pair(say_date(day) or "No date", words, basis=basis) for day, words, basis in rows)
    if pairs:
        yield Pairs(pairs)
    else:
        yield view.gap("anything that happened", "event CASE")


def _dated(view: View) -> Iterator[tuple[str, str, Basis]]:
    standing = view.context.standing
    for status in standing.of(Status):
        basis = Basis(records=(status.id,))
        for day, words in ((status.convicted_on, "Convicted"), (status.sentenced_on, "Sentenced")):
            if day:
                yield day, f"{words}.", basis
        if status.lead_agency_since:
            yield status.lead_agency_since, f"Lead agency: {status.lead_agency or 'not said'}.", basis
    for order in standing.of(Order):
        name = re.split("[:;]", order.kind or "an order")[0].strip()
        for day, words in ((order.made_on, "Made"), (order.discharged_on, "Discharged")):
            if day:
                yield day, f"{words}: {name.rstrip('.')}.", Basis(records=(order.id,))
    for made in standing.of(Assessment):
        if made.opened_on:
            words = f"Assessment opened: {say_code(made.trigger) or 'occasion not recorded'}."
            yield made.opened_on, words, Basis(records=(made.id,))
    yield from _events(view)


def _events(view: View) -> Iterator[tuple[str, str, Basis]]:
    context, screen = view.context, view.screen
    for event in context.standing.of(Event):
        hides = event.kind == "intelligence" or "mappa" in event.touches
        if hides and not context.for_author:
            continue
        kind = "Event" if event.kind in {None, "other"} else capitalise(say_code(event.kind))
        lead = join_sentences([kind, say_entry(event)])
        is_kept = hides or _is_of_supervision(event) or screen.keeps_words(event.what or "")
        is_kept = is_kept or screen.is_tainted(Basis(records=(event.id,)))
        basis = Basis("", f"recorded by {context.name(event.by)}", "", (event.id,))
        if not is_kept:
            words = event.what if lead == "Event" and event.what else join_sentences([lead, event.what])
            yield event.held_on or "", words, basis
        elif context.for_author:
            yield event.held_on or "", f"{lead}. {NOT_PRINTED}{event.what or 'nothing said'}", basis
        else:
            yield event.held_on or "", join_sentences([lead, _KEPT if event.what else ""]) or lead, basis


def _is_of_supervision(event: Event) -> bool:
    """Whether it is talk between an officer and whoever supervises them: about the work, and no event of the family."""
    return event.kind in {"meeting", "other"} and bool(_SUPERVISION.match(event.what or ""))


def build_history(view: View) -> Iterator[Block]:
    """Heading 9: no record holds it but what the person said, and the author's own words."""
    yield view.gap(
        "the person's own story, in words for this report: family, growing up, what may have led to it",
        "add CASE narrative",
    )


def build_offences(view: View) -> Iterator[Block]:
    """Heading 10: where they stand in law, orders, police records, and the sheets on what does not change."""
    context = view.context
    person = context.standing.subject
    rows = [row for row in say_status(context) if context.for_author or row.label != _MAPPA_MEETING]
    rows += [Pair("Order", _say_order(order), basis=Basis(records=(order.id,))) for order in context.standing.of(Order)]
    if rows:
        yield from view.screened([Pairs(tuple(rows))])
    if person and person.standing == "suspect":
        yield Note("This person is a suspect: nothing here says that an offence was committed.", "caution")
    yield from _police_records(view)
    for ref, views in context.lens.views.items():
        mine = [one for one in views if view.is_subject(one.person)]
        if ref.partition("@")[0] in HISTORY_SHEETS and mine:
            yield from view.screened(sheet_blocks(context, ref, mine))
    if view.is_of_images:
        yield Note(IMAGES, "caution")
    if not list(Events(context.standing).statuses("offence_kinds")):
        yield view.gap("the kinds of offence", "add CASE status")
    yield view.gap("how many earlier offences there are, and what exactly the person can own to", "add CASE narrative")


def _say_order(order: Order) -> str:
    dates = (("made", order.made_on), ("ends", order.ends_on), ("discharged", order.discharged_on))
    said = ", ".join(f"{word} {say_date(day)}" for word, day in dates if day)
    words = order.kind or "of a kind not recorded"
    return f"{words} ({said})" if said else words


def _police_records(view: View) -> Iterator[Block]:
    held = [one for one in view.context.standing.of(EvidenceRecord) if one.kind in POLICE and one.obtained is not False]
    items = tuple(say_evidence(view, one) for one in held if not view.screen.keeps_evidence(one))
    if items:
        yield Group("From police records", "", (Bullets(items),))
    else:
        yield view.gap("police records that may be printed", "add CASE evidence")
