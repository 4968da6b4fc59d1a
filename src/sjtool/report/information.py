"""Section 3: what was gathered, from whom and how good it is; what was not obtained; what people would not answer."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import answered_by, find_corrections
from sjtool.assess.gap_enquiry import NOT_OBTAINED, SOURCES
from sjtool.assess.gap_interview import BROKEN_OFF
from sjtool.assess.sessions import find_given, find_how_ended, find_not_put
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.missing import BY_ID, REASONS
from sjtool.report.cautions import GRADE_C
from sjtool.report.context import Context
from sjtool.report.cooperation import list_refused
from sjtool.report.records import evidence_basis, find_item, say_answer, say_part
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Paragraph, Section
from sjtool.report.set_words import say_title
from sjtool.report.wording import MODES, capitalise, join_sentences, say_list
from sjtool.text import count_words

_WHERE_ANSWERS_ARE = (
    "An answer is printed where something rests on it, where accounts are compared, or where there was none; all of "
    "them are in the case file."
)
_NATURES = {
    "fact": "Facts",
    "reported": "Reported by others",
    "observed": "Observed",
    "inference": "Inferences",
    "opinion": "Opinions of others",
    "": "Nature not recorded",
}


def build_information(context: Context) -> Section:
    """Section 3."""
    blocks: list[Block] = [*_interviews(context), *_evidence(context), *_not_obtained(context), *_unanswered(context)]
    blocks += list_refused(context)
    gaps = (gap for gap in context.gaps if gap.section == 3 and gap.code != NOT_OBTAINED)  # noqa: PLR2004
    return Section(3, "What was gathered", "facts and accounts", (*blocks, *(Note(gap.text, "gap") for gap in gaps)))


def _interviews(context: Context) -> Iterator[Block]:
    sessions = sorted(context.standing.of(Session), key=lambda s: (s.held_on or "", s.recorded_at()))
    if sessions:
        items = tuple(Item(_session(context, s), basis=_held(context, s)) for s in sessions)
        yield Group("Interviews", "", (Bullets(items), Paragraph(_WHERE_ANSWERS_ARE, "sjtool")))


def _session(context: Context, session: Session) -> str:
    """Who was asked what, how many answers there are, what was not put, and how it was held."""
    standing = context.standing
    questions = context.lens.question_sets.get(session.set or "")
    given = find_given(standing).get(standing.root(session.id), [])
    valued = sum(1 for r in given if r.value is not None)
    without = len(given) - valued
    corrected = sum(1 for r in given if find_corrections(standing, r))
    title = say_title(questions.set.title) if questions else session.set or "interview"
    parts = [f"{standing.label(session.informant)}: {title}"]
    parts.append(count_words(valued, "answer") + (f", {without} without" if without else ""))
    parts += [f"{corrected} corrected"] if corrected else []
    how = find_how_ended(standing, session)
    left = len(find_not_put(standing, questions, session)) if questions and how != "finished" else 0
    yet = "" if how in BROKEN_OFF else " yet"
    parts.append(f"{left} not put{yet}: {how or 'not closed'}" if left else how or "not closed")
    said = [("Others present", session.others_present), ("Caution", session.caution)]
    said += [("Cleared with", session.cleared_with), ("Supervision", session.supervision)]
    return join_sentences([", ".join(parts), *(f"{label}: {words}" for label, words in said if words)])


def _held(context: Context, session: Session) -> Basis:
    asked = say_list(context.name(o) for o in session.interviewers) if session.interviewers else "nobody named"
    where = ", ".join(filter(None, [MODES.get(session.mode or "", ""), session.place]))
    return Basis(where, f"asked by {asked}", session.held_on or "", (session.id,))


def _evidence(context: Context) -> Iterator[Block]:
    """Evidence that was obtained, facts first and opinions last."""
    held = [e for e in context.standing.of(EvidenceRecord) if e.obtained is not False]
    for nature, title in _NATURES.items():
        of_nature = [e for e in held if (e.nature or "") == nature]
        if of_nature:
            voice = "opinion" if nature in {"inference", "opinion"} else "record"
            items = [Item(_evidence_words(e), voice, evidence_basis(e)) for e in of_nature]  # type: ignore[arg-type]
            yield Group(title, "", (Bullets(tuple(items)),))
    if any(e.grade and e.grade.endswith("C") for e in held):
        yield Note(GRADE_C, "caution")


def _evidence_words(record: EvidenceRecord) -> str:
    return join_sentences([record.title or "No title", *_rest_of(record)])


def _rest_of(record: EvidenceRecord) -> tuple[str | None, ...]:
    reference = f"Reference: {record.reference}" if record.reference else None
    handling = f"Handling: {record.handling}" if record.handling else None
    return (record.text, reference, handling)


def _not_obtained(context: Context) -> Iterator[Block]:
    """Sources that were looked for and not had, with the reason."""
    without = [e for e in context.standing.of(EvidenceRecord) if e.obtained is False]
    if without:
        items = tuple(Item(_why_not(e), basis=Basis(records=(e.id,))) for e in without)
        yield Group("Not obtained", "", (Bullets(items),))


def _why_not(record: EvidenceRecord) -> str:
    kind, title = SOURCES.get(record.kind or "", ""), record.title or ""
    if title.casefold().startswith(kind.casefold()):
        kind = ""  # the title says it
    what = ", ".join(filter(None, [capitalise(kind), title])) or "No title"
    return join_sentences([f"{what}: {record.why_not or 'no reason recorded'}", *_rest_of(record)])


def _unanswered(context: Context) -> Iterator[Block]:
    """Items without an answer, by what the table of reasons says of each in a summary."""
    given = [r for r in context.standing.of(Response) if r.missing and _still_counts(context, r)]
    for heading in dict.fromkeys(reason.summary for reason in REASONS):
        reasons = {reason.id for reason in REASONS if reason.summary == heading}
        mine = [r for r in given if r.missing in reasons]
        if mine:
            rows = tuple(_unanswered_item(context, r) for r in mine)
            yield Group(_heading(heading), f"{len(mine)}", (Bullets(rows),))


def _still_counts(context: Context, response: Response) -> bool:
    """A refusal stays part of the history; an item left open does not, once the same informant has been asked it."""
    if not BY_ID[response.missing or ""].open:
        return True
    session = context.standing.current(response.session or "")
    if not isinstance(session, Session) or not session.set or not session.informant:
        return True
    latest = answered_by(context.standing, session.set.partition("@")[0], session.informant)
    account = latest.get((response.item or "", response.part or ""))
    return account is None or account.response.id == response.id


def _heading(summary: str) -> str:
    """`listed under refusals` as `Refusals`."""
    words = summary.partition(",")[0].removeprefix("listed ").removeprefix("under ").removeprefix("as ")
    return words[:1].upper() + words[1:]


def _unanswered_item(context: Context, response: Response) -> Item:
    session = context.standing.current(response.session or "")
    held = session if isinstance(session, Session) else None
    item = find_item(context, held, response.item)
    title = f"{item.id} {item.title}" if item else f"item {response.item}"
    part = f", {say_part(item, response.part)}" if item and response.part else ""
    label = context.standing.label(held.informant) if held else "somebody not named"
    on = (held.held_on if held else "") or ""
    return Item(
        f"{label} on {title}{part}: {say_answer(context, response, item)}", basis=Basis("", "", on, (response.id,))
    )
