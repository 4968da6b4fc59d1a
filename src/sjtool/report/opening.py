"""Sections 1 and 2: who asked, who made it and where the person stands; what this is not."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.model.decision import Countersignature, Judgement, Signature
from sjtool.model.enquiry import Session
from sjtool.model.people import Officer, Order, Person
from sjtool.report.cautions import EXCHANGE, GROUPS, JUDGEMENT, NOT_THE_RECORD
from sjtool.report.context import Context
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.set_words import say_set, say_title
from sjtool.report.signing_words import say_method
from sjtool.report.standing_in_law import say_governance, say_risk_to_children, say_section_47, say_status
from sjtool.report.wording import is_guarded, say_code, say_date, say_list


def build_opening(context: Context) -> Section:
    """Section 1."""
    blocks: list[Block] = [Pairs(tuple(_assessment(context)))]
    person = context.standing.subject
    if person:
        blocks.append(Group("The person", "", (Pairs(tuple(_person(context, person))),)))
    blocks.append(Group("Who made it", "", (Pairs(tuple(_makers(context))),)))
    return Section(1, "Who asked, who made it, and for what", "facts", (*blocks, *context.gap_notes(1)))


def _assessment(context: Context) -> Iterator[Pair]:
    loaded = context.loaded
    yield Pair("Marking", loaded.case.header.marking)
    yield Pair("Case", loaded.name)
    made = context.standing.assessment
    if made is None:
        return
    basis = Basis(records=(made.id,))
    trigger = f"{say_code(made.trigger)}, " if made.trigger else ""
    yield Pair("Assessment", f"{trigger}opened {say_date(made.opened_on) or 'on a date not recorded'}", basis=basis)
    yield Pair("Asked for by", context.who(made.asked_by) or "nobody named")
    if made.purpose:
        yield Pair("Purpose", made.purpose)


def _person(context: Context, person: Person) -> Iterator[Pair]:
    """Where the person under assessment stands in law; no more of who they are than that takes."""
    yield Pair("Called here", person.label or person.id, basis=Basis(records=(person.id,)))
    yield Pair("Standing", say_code(person.standing) or "not recorded")
    born = say_date(person.born)
    if born and not is_guarded(person):
        yield Pair("Born", born)
    if person.gender:
        yield Pair("Gender", person.gender)
    yield from say_risk_to_children(context, person)
    yield from say_status(context)
    yield from say_governance(context)
    for order in context.standing.of(Order):
        yield Pair("Order", _order_words(order), basis=Basis(records=(order.id,)))
    yield from say_section_47(context, tells_events=True)


def _order_words(order: Order) -> str:
    parts = []
    for word, day in (("made", order.made_on), ("ends", order.ends_on), ("discharged", order.discharged_on)):
        if day:
            parts.append(f"{word} {say_date(day)}")
    if order.discharge_sought:
        parts.append("discharge is being sought")
    words = order.kind or "of a kind not recorded"
    return f"{words} ({', '.join(parts)})" if parts else words


def _makers(context: Context) -> Iterator[Pair]:
    """Author with role and training, interviewers, and the countersigner or that there is none yet."""
    author = find_author(context)
    yield Pair("Author", context.officer(author))
    officer = context.standing.current(author) if author else None
    if isinstance(officer, Officer):
        role = ", ".join(filter(None, [officer.role, officer.agency]))
        yield Pair("Role", role or "not recorded")
        yield Pair(
            "Trained in", "; ".join(say_set(context, word) for word in officer.trained) or "no training recorded"
        )
    sessions = context.standing.of(Session)
    asked = dict.fromkeys(officer for session in sessions for officer in session.interviewers)
    if asked:
        yield Pair("Interviewed by", say_list(context.officer(officer) for officer in asked))
    yield from _signers(context)


def _signers(context: Context) -> Iterator[Pair]:
    """Who signed and who answered, how, and whether it still holds."""
    signing = context.signing
    if signing.signature:
        yield Pair("Signed by", context.officer(signing.signature.by), basis=_signed(signing.signature))
        if signing.signature.statement:
            yield Pair("Their statement", signing.signature.statement, "opinion")
    answer = signing.countersignature
    if answer is None:
        yield Pair("Countersigned by", "nobody yet")
    else:
        word = "Returned by" if answer.decision == "return" else "Countersigned by"
        yield Pair(word, context.officer(answer.by), basis=_signed(answer))
        if answer.reasons:
            yield Pair("Their reasons", answer.reasons, "opinion")
    if signing.changed:
        yield Pair("Still holds", "no: changed since it was signed (first page)", "sjtool")


def _signed(record: Signature | Countersignature) -> Basis:
    """How and when it was signed, and in which record."""
    on = record.at.date().isoformat() if record.at else ""
    return Basis(how=", ".join(filter(None, [record.role, say_method(record)])), on=on, records=(record.id,))


def find_author(context: Context) -> str | None:
    """Whose judgement it is: the officer of the final one, else of the first, else who opened the assessment."""
    made: Judgement | None = context.final or context.first
    if made:
        return made.by
    return context.standing.assessment.by if context.standing.assessment else None


def build_limits(context: Context) -> Section:
    """Section 2."""
    blocks: list[Block] = [Paragraph(JUDGEMENT, "sjtool"), Paragraph(NOT_THE_RECORD, "sjtool"), Note(GROUPS, "caution")]
    by_id = {ref.partition("@")[0]: sheet for ref, sheet in context.lens.factor_sets.items()}
    if by_id:
        blocks.append(
            Bullets(tuple(Item(f"{say_title(s.set.title)}: {s.set.not_this}", "sjtool") for s in by_id.values()))
        )
    blocks.append(Paragraph(EXCHANGE, "sjtool"))
    return Section(2, "What this is not", "about this report", tuple(blocks))
