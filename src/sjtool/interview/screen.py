"""What an interview looks like: lines of text from what is asked and recorded. Nothing is read or written here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.interview.drawn import CONFIRM, Drawn
from sjtool.interview.plan import Question
from sjtool.interview.session import Interview, Outcome
from sjtool.interview.tally import count_items, count_states, number_of, part_of, settled_items
from sjtool.interview.typed import DATE_HINT, describe_typed
from sjtool.model.enquiry import Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.people import Officer
from sjtool.model.template import AskedOf, Conduct, QuestionSet
from sjtool.text import cell_width, pad, wrap_text

_QUOTED_AT_MOST = 40
ROLE_WORDS: Mapping[AskedOf, str] = {
    "person": "person under assessment",
    "household": "adult of the household",
    "police": "from police and other enquiries",
    "worker": "planned by the workers",
    "meeting": "settled at the meeting",
}
"""How the role in which somebody answers is named, where its own word would not do."""
MARGIN = " "
INDENT = "   "


@dataclass(frozen=True)
class Screen:
    """How wide, and whether plain: one thing a line, labels before values, nothing set at the right.

    `facing` says that the person who is asked may see it: nothing stands there that is not for their eyes.
    """

    width: int = 80
    plain: bool = False
    facing: bool = False

    def wrap(self, text: str, lead: str = MARGIN, first: str | None = None) -> list[str]:
        """Lines within the width, the last column left free."""
        return wrap_text(text, self.width - 1, lead, first)

    def beside(self, left: str, right: str) -> list[str]:
        """Two texts on one line, the second at the right edge; on a line of its own where they do not fit."""
        lines = self.wrap(left.strip(), INDENT if left.startswith(INDENT) else MARGIN, left[: -len(left.lstrip())])
        if not right:
            return lines if left.strip() else []
        room = self.width - 1 - cell_width(right)
        if cell_width(lines[-1]) + 2 > room:
            lines.append("")
        return [*lines[:-1], pad(lines[-1], room) + right]

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


def show_moment(moment: datetime, today: str) -> str:
    """`at 14:02`, with the date where it was another day."""
    here = moment.astimezone()
    date = here.date().isoformat()
    return f"at {here:%H:%M}" if date == today else f"on {day_words(date)} at {here:%H:%M}"


def name_officer(standing: Standing, officer: str | None) -> str:
    """An officer's name where the case has it, else the id."""
    found = standing.current(officer) if officer else None
    return (found.name if isinstance(found, Officer) else None) or officer or "not named"


def show_header(screen: Screen, standing: Standing, session: Session, role: AskedOf) -> list[str]:
    """Who is asked, by whom, how and when."""
    asking = " and ".join(name_officer(standing, one) for one in session.interviewers)
    who = ROLE_WORDS.get(role, role)
    mode = (session.mode or "").replace("-", " ")
    parts = [f"{standing.label(session.informant)} ({who})", f"asked by {asking}", mode, day_words(session.held_on)]
    return screen.wrap(" · ".join(part for part in parts if part), "  ", "")


def show_notes(screen: Screen, notes: Sequence[Conduct], questions: QuestionSet, *, sources: bool = False) -> list[str]:
    """Conduct notes, each with a dash; with their sources where asked."""
    lines: list[str] = []
    for note in notes:
        lines += screen.wrap(note.text, INDENT, " - ")
        if sources:
            lines += screen.wrap(f"Source: {show_source(questions, note.source, note.pinpoint)}", INDENT)
    return lines


def show_source(questions: QuestionSet, source: str, pinpoint: str) -> str:
    """A source by who published it and when, and where in it; `sets show` gives its whole title."""
    found = next((s for s in questions.source if s.id == source), None)
    return f"{found.publisher} ({found.published}), {pinpoint}" if found else f"{source}, {pinpoint}"


def show_question(screen: Screen, interview: Interview, question: Question) -> list[str]:
    """The question as it is to be asked, and what the answer may be."""
    lines = ["", *_show_place(screen, interview, question)]
    if question.item.sensitivity and not screen.facing:
        lines += screen.wrap(f"Care: {question.item.sensitivity}")
    if question.lead:
        lines += screen.wrap(question.lead)
    lines += screen.wrap(question.ask)
    for prompt in question.follow_up:
        lines += screen.wrap(prompt, INDENT + "  ", INDENT + "- ")
    lines += _show_kind(screen, question)
    response = interview.given(question)
    if response is None:
        return [*lines, *_show_drawn(screen, interview.drawn(question))]
    if not interview.is_settled(question):
        return lines if screen.facing else [*lines, *screen.wrap(f"Note so far: {response.note}", INDENT)]
    return [*lines, *_show_standing(screen, question, response)]


def _show_place(screen: Screen, interview: Interview, question: Question) -> list[str]:
    """Which question it is, its title, and whom else it is asked of; the number alone where the person may see it."""
    number = number_of(interview.plan, interview.at)
    place = f"{number:>2} of {count_items(interview.plan)}{part_of(interview.plan, interview.at)}"
    item = "" if question.item.id == str(number) else f"  (item {question.item.id})"
    if screen.facing:
        return screen.wrap(f"{place}{item}".strip())
    left = f"{MARGIN}{place}   {question.title}{item}"
    tag = f"[{question.tag}]" if question.tag else ""
    return screen.wrap(f"{left.strip()} {tag}", MARGIN) if screen.plain else screen.beside(left, tag)


def _show_kind(screen: Screen, question: Question) -> list[str]:
    wording = question.wording
    if wording.answer == "yes_no":
        hint = _meaning_of_yes(question.item.hint or "") if screen.facing else question.item.hint or ""
        return screen.wrap(f"y / n   {hint}".rstrip(), INDENT)
    if wording.options:
        several = ["(several, with commas)"] if wording.answer == "set" else []
        return screen.pack([*(f"{n} {option}" for n, option in enumerate(question.options, 1)), *several])
    if wording.answer == "number":
        return screen.wrap(f"a number: {wording.unit}", INDENT) if wording.unit else []
    hints = {"set": "several, with commas", "date": DATE_HINT}
    return screen.wrap(hints[wording.answer], INDENT) if wording.answer in hints else []


def _meaning_of_yes(hint: str) -> str:
    """Of a hint only what a yes means: the rest is for the officer's eyes."""
    first = re.split(r"[.;]", hint)[0]
    return f"{first}." if first.startswith("Yes ") else ""


def _show_drawn(screen: Screen, drawn: Drawn | None) -> list[str]:
    """An earlier answer the item draws on, to be confirmed rather than asked again."""
    if drawn is None:
        return []
    when = f", {day_words(drawn.held_on)}" if drawn.held_on else ""
    lines = screen.wrap(f"Said already ({drawn.where}{when}): {drawn.words}", INDENT)
    how = (
        f"{CONFIRM} confirms it; an answer is recorded in its place." if drawn.value is not None else "Ask it here too."
    )
    return [*lines, *screen.wrap(how, INDENT)]


def _show_standing(screen: Screen, question: Question, response: Response) -> list[str]:
    """What is recorded already, so that it can be kept or corrected."""
    lines = []
    if response.value is not None:
        lines += screen.wrap(f"Now: {describe_typed(question.wording, response.value)}", INDENT)
    elif response.missing:
        note = None if screen.facing else response.missing_note
        words = ", ".join(part for part in (BY_ID[response.missing].title, note) if part)
        lines += screen.wrap(f"Now: {words}", INDENT)
    if response.note and not screen.facing:
        lines += screen.wrap(f"Note: {response.note}", INDENT)
    return [*lines, *screen.wrap("Enter leaves it so; an answer replaces it.", INDENT)]


def show_saved(screen: Screen, outcome: Outcome, record_id: str, item: str = "") -> list[str]:
    """What was understood and kept, and the id it was saved under."""
    told = [f"{outcome.understood}."] if outcome.understood else []
    if outcome.stays and item:
        told.append(f"On item {item}.")
    if outcome.note and screen.facing:
        told.append("Your words are kept.")
    elif outcome.note:
        short = len(outcome.note) <= _QUOTED_AT_MOST and "\n" not in outcome.note
        told.append(f'Kept "{outcome.note}" as a note.' if short else "Kept your words as a note.")
    if outcome.left_behind:
        told.append(f"The words of the answer before stay with {outcome.left_behind}.")
    if screen.plain:
        return screen.wrap(f"saved {record_id}: {' '.join(told)}" if told else f"saved {record_id}", INDENT)
    return screen.beside(f"{INDENT}{' '.join(told)}", f"saved {record_id}")


def show_signs(screen: Screen, signs: str) -> list[str]:
    """When to stop, in a few words each."""
    return screen.wrap(f"Stop at: {signs}. (:stop says what to do.)", INDENT, " - ") if signs else []


def show_counts(interview: Interview) -> str:
    """How far the interview is, as counts of items."""
    counts = count_states(interview)
    words = {"answered": "answered", "none": "without an answer", "later": "left for later", "open": "not yet put"}
    return " · ".join(f"{counts[key]} {word}" for key, word in words.items() if counts[key] or key == "answered")


def show_progress(interview: Interview) -> str:
    """What is saved, for the moment of leaving."""
    done = settled_items(interview)
    if not any(done):
        begun = sum(interview.is_settled(question) for question in interview.plan)
        return f"Saved: {begun} of the answers to an item." if begun else "No answer was given yet."
    saved, total = sum(done), len(done)
    return f"Saved up to item {saved} of {total}." if all(done[:saved]) else f"Saved: {saved} of {total} items."


def show_disclosing(screen: Screen, questions: QuestionSet, notes: Sequence[Conduct]) -> list[str]:
    """What to settle before a question that discloses: the notes in full the first time, a line after that."""
    short = ":cleared records who cleared it; :skip later leaves it for another session."
    if not notes:
        return ["", *screen.wrap(f"Can disclose, and no clearance is recorded. {short}")]
    return ["", *show_notes(screen, notes, questions), *screen.wrap(short, INDENT)]
