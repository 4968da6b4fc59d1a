"""What an interview looks like: lines of text from what is asked and recorded. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sjtool.assess.standing import Standing
from sjtool.interview.moves import MOVES
from sjtool.interview.plan import Question
from sjtool.interview.session import Interview, Outcome
from sjtool.interview.typed import describe_typed
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID, REASONS
from sjtool.model.people import Officer
from sjtool.model.template import AskedOf, Conduct, QuestionSet
from sjtool.text import cell_width, pad, wrap_text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUOTED_AT_MOST = 40
MARGIN = " "
INDENT = "   "


@dataclass(frozen=True)
class Screen:
    """How wide, and whether plain: one thing a line, labels before values, nothing set at the right."""

    width: int = 80
    plain: bool = False

    def wrap(self, text: str, lead: str = MARGIN, first: str | None = None) -> list[str]:
        """Lines within the width, the last column left free."""
        return wrap_text(text, self.width - 1, lead, first)

    def beside(self, left: str, right: str) -> list[str]:
        """Two texts on one line, the second at the right edge; on two where they do not fit."""
        room = self.width - 1 - cell_width(right)
        if not right:
            return self.wrap(left.strip(), INDENT if left.startswith(INDENT) else MARGIN)
        if cell_width(left) + 2 > room:
            return [*self.wrap(left.strip(), INDENT if left.startswith(INDENT) else MARGIN), pad("", room) + right]
        return [pad(left, room) + right]

    def pack(self, parts: Sequence[str], lead: str = INDENT, gap: str = "   ") -> list[str]:
        """Short texts side by side, as many as a line holds; one a line where plain."""
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]}{gap}{part}" if lines else ""
            if lines and not self.plain and cell_width(longer) < self.width:
                lines[-1] = longer
            else:
                lines += self.wrap(part, lead)
        return lines


def show_date(written: str | None) -> str:
    """`2026-03-04` as `4 Mar 2026`; a month or a year alone as such."""
    if not written:
        return "no date"
    year, *rest = written.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def show_moment(moment: datetime, today: str) -> str:
    """`at 14:02`, with the date where it was another day."""
    here = moment.astimezone()
    date = here.date().isoformat()
    return f"at {here:%H:%M}" if date == today else f"on {show_date(date)} at {here:%H:%M}"


def name_officer(standing: Standing, officer: str | None) -> str:
    """An officer's name where the case has it, else the id."""
    found = standing.current(officer) if officer else None
    return (found.name if isinstance(found, Officer) else None) or officer or "not named"


def show_header(screen: Screen, standing: Standing, session: Session, role: AskedOf) -> list[str]:
    """Who is asked, by whom, how and when."""
    asking = " and ".join(name_officer(standing, one) for one in session.interviewers)
    who = "person under assessment" if role == "person" else role
    mode = (session.mode or "").replace("-", " ")
    parts = [f"{standing.label(session.informant)} ({who})", f"asked by {asking}", mode, show_date(session.held_on)]
    return screen.wrap(" · ".join(part for part in parts if part), "  ", "")


def show_notes(screen: Screen, notes: Sequence[Conduct], questions: QuestionSet, *, sources: bool = False) -> list[str]:
    """Conduct notes, each with a dash; with their sources where asked."""
    lines: list[str] = []
    for note in notes:
        lines += screen.wrap(note.text, INDENT, " - ")
        if sources:
            lines += screen.wrap(f"Source: {_source(questions, note.source, note.pinpoint)}", INDENT)
    return lines


def _source(questions: QuestionSet, source: str, pinpoint: str) -> str:
    title = next((s.title for s in questions.source if s.id == source), source)
    return f"{title}, {pinpoint}"


def show_question(screen: Screen, interview: Interview, question: Question) -> list[str]:
    """The question as it is to be asked, and what the answer may be."""
    place = f"{interview.at + 1:>2} of {len(interview.plan)}"
    left = f"{MARGIN}{place}   {question.title}" + (f"  (item {question.item.id})" if question.item.id else "")
    tag = f"[{question.tag}]" if question.tag else ""
    lines = ["", *(screen.wrap(f"{left.strip()} {tag}", MARGIN) if screen.plain else screen.beside(left, tag))]
    if question.item.sensitivity:
        lines += screen.wrap(f"Care: {question.item.sensitivity}")
    if question.lead:
        lines += screen.wrap(question.lead)
    lines += screen.wrap(question.ask)
    lines += _show_kind(screen, question)
    response = interview.given(question)
    return [*lines, *_show_standing(screen, question, response)] if response else lines


def _show_kind(screen: Screen, question: Question) -> list[str]:
    wording = question.wording
    if wording.answer == "yes_no":
        return screen.wrap(f"y / n   {question.item.hint or ''}".rstrip(), INDENT)
    if wording.options:
        several = ["(several, with commas)"] if wording.answer == "set" else []
        return screen.pack([*(f"{n} {o.replace('-', ' ')}" for n, o in enumerate(wording.options, 1)), *several])
    if wording.answer == "number":
        return screen.wrap(f"a number: {wording.unit}", INDENT) if wording.unit else []
    return screen.wrap("several, with commas", INDENT) if wording.answer == "set" else []


def _show_standing(screen: Screen, question: Question, response: Response) -> list[str]:
    """What is recorded already, so that it can be kept or corrected."""
    lines = []
    if response.value is not None:
        lines += screen.wrap(f"Now: {describe_typed(question.wording, response.value)}", INDENT)
    elif response.missing:
        words = ", ".join(part for part in (BY_ID[response.missing].title, response.missing_note) if part)
        lines += screen.wrap(f"Now: {words}", INDENT)
    if response.note:
        lines += screen.wrap(f"Note: {response.note}", INDENT)
    return [*lines, *screen.wrap("Enter leaves it so; an answer replaces it.", INDENT)]


def show_saved(screen: Screen, outcome: Outcome, record_id: str) -> list[str]:
    """What was understood and kept, and the id it was saved under."""
    told = [f"{outcome.understood}."] if outcome.understood else []
    if outcome.note:
        short = len(outcome.note) <= _QUOTED_AT_MOST and "\n" not in outcome.note
        told.append(f'Kept "{outcome.note}" as a note.' if short else "Kept your words as a note.")
    if screen.plain:
        return screen.wrap(f"saved {record_id}: {' '.join(told)}" if told else f"saved {record_id}", INDENT)
    return screen.beside(f"{INDENT}{' '.join(told)}", f"saved {record_id}")


def show_reasons(screen: Screen) -> list[str]:
    """The reasons for no answer, numbered."""
    return ["   Why is there no answer?", *screen.pack([f"{n} {reason.title}" for n, reason in enumerate(REASONS, 1)])]


def show_reason_meanings(screen: Screen) -> list[str]:
    """What each reason means."""
    return [line for n, r in enumerate(REASONS, 1) for line in screen.wrap(f"{n} {r.title}: {r.means}", INDENT)]


def show_why(screen: Screen, question: Question, questions: QuestionSet) -> list[str]:
    """What a question is for, what to look for, and where it comes from."""
    item = question.item
    told = [
        ("Why", item.why),
        ("Look for", "; ".join(item.look_for)),
        ("Recording", item.hint or ""),
        ("Care", item.sensitivity or ""),
        ("Source", _source(questions, item.source, item.pinpoint)),
    ]
    return [line for name, text in told if text for line in screen.wrap(f"{name}: {text}", INDENT)]


def show_help(screen: Screen, signs: str) -> list[str]:
    """The moves, how an answer may be typed, and the stop signs in a few words."""
    lines = []
    for move in MOVES:
        name = f":{move.name} {move.takes}".rstrip()
        lines += screen.wrap(f"{name}: {move.does}", INDENT) if screen.plain else _help_line(screen, name, move.does)
    how = "An answer, then a comma, then words: the words are kept as a note."
    how += ' Several lines stand between lines of """.' if screen.plain else " Alt-Enter begins a new line."
    return [*lines, *screen.wrap(how, INDENT), *show_signs(screen, signs)]


def show_signs(screen: Screen, signs: str) -> list[str]:
    """When to stop, in a few words each."""
    return screen.wrap(f"Stop at: {signs}. (:stop says what to do.)", INDENT, " - ") if signs else []


def _help_line(screen: Screen, name: str, does: str) -> list[str]:
    return screen.wrap(does, pad("", 19), INDENT + pad(name, 16))


def show_map(screen: Screen, interview: Interview) -> list[str]:
    """Every question and how it stands, by item."""
    cells = [
        f"{'>' if n == interview.at else ' '}{q.spot:>7}  {pad(interview.state_of(q), 15)} {q.title}"
        for n, q in enumerate(interview.plan)
    ]
    if screen.plain:
        cells = [f"{q.spot} {q.title}: {interview.state_of(q)}" for q in interview.plan]
    lines = [line for cell in cells for line in screen.wrap(cell.strip(), INDENT)] if screen.plain else cells
    return [*screen.wrap(show_counts(interview), INDENT), *lines]


def show_counts(interview: Interview) -> str:
    """How far the interview is, as counts."""
    counts = interview.counts()
    words = {"answered": "answered", "none": "without an answer", "later": "left for later", "open": "not yet put"}
    return " · ".join(f"{counts[key]} {word}" for key, word in words.items() if counts[key] or key == "answered")


def show_progress(interview: Interview) -> str:
    """What is saved, for the moment of leaving."""
    done = [interview.is_settled(question) for question in interview.plan]
    if not any(done):
        return "No answer was given yet."
    saved, total = sum(done), len(done)
    return f"Saved up to item {saved} of {total}." if all(done[:saved]) else f"Saved: {saved} of {total} items."


def show_disclosing(screen: Screen, questions: QuestionSet, notes: Sequence[Conduct]) -> list[str]:
    """What to settle before a question that discloses: the notes in full the first time, a line after that."""
    short = ":cleared records who cleared it; :skip later leaves it for another session."
    if not notes:
        return ["", *screen.wrap(f"Can disclose, and no clearance is recorded. {short}")]
    return ["", *show_notes(screen, notes, questions), *screen.wrap(short, INDENT)]
