"""What a case needs next, in the order the work goes: what a tired officer is shown first.

A step is a prompt, never a rule: the order follows the protocol (partner before person, judgement before tools).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from sjtool.assess.accounts import answered_by
from sjtool.assess.clock_event import Events
from sjtool.assess.crosscheck import build_crosscheck, marked_items, parts_for
from sjtool.assess.id_list import list_ids
from sjtool.assess.progress_events import find_change_steps, find_reactive_steps
from sjtool.assess.progress_plan import find_plan_steps, find_urgent_steps
from sjtool.assess.rated import people_of
from sjtool.assess.rated_now import find_counting, is_before_review
from sjtool.assess.ratings import view_sheet
from sjtool.assess.sessions import find_ended
from sjtool.assess.signing import SigningState, find_signing
from sjtool.assess.standing import Standing
from sjtool.assess.step import Step
from sjtool.dates import day_words, days_between
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Person
from sjtool.model.template import FactorSet, QuestionSet
from sjtool.text import count_words

__all__ = ["Step", "find_steps", "open_items"]

_SIGNED_WORDS: Mapping[SigningState, str] = {
    "draft": "not signed",
    "signed": "signed, not countersigned",
    "countersigned": "signed and countersigned",
    "returned": "returned by the supervisor",
    "changed-since": "changed since it was signed",
}


def find_steps(
    standing: Standing,
    case: str,
    questions: tuple[str, QuestionSet],
    sheets: Mapping[str, FactorSet],
    today: date,
) -> tuple[Step, ...]:
    """All steps that are open, the next one first. `case` is what the officer types to name the case."""
    subject, assessment = standing.subject, standing.assessment
    if subject is None:
        return (Step("name the person", "nobody is under assessment yet", f"sjtool add {case} person"),)
    if assessment is None:
        return (Step("open an assessment", "none is open", f"sjtool add {case} assessment"),)
    urgent = [*find_urgent_steps(standing, case, sheets, today), *find_change_steps(standing, case)]
    if Events(standing).is_reactive():
        plan = find_plan_steps(standing, case, sheets, today)
        return (*urgent, *find_reactive_steps(standing, case, today), *plan)
    interviews = [*_interviews(standing, case, questions[1], subject)]
    steps = [
        *urgent,
        *interviews,
        *_left_open(standing, case, {step.command for step in interviews}),
        *_readings(standing, case, questions),
        *_evidence(standing, case),
        *_ratings(standing, case, sheets, today),
        *_judgement(standing, case),
        *find_plan_steps(standing, case, sheets, today),
        *_signing(standing, case),
    ]
    return tuple(steps)


def open_items(standing: Standing, questions: QuestionSet, informant: Person, role: str) -> tuple[int, int]:
    """How many items are still open for this informant, one of their parts at least, and of how many."""
    items = questions.item if role == "person" else marked_items(questions, lightly=False)
    said = answered_by(standing, questions.set.id, informant.id)
    settled = {spot for spot, account in said.items() if not account.is_open}
    left = [item for item in items if not all((item.id, part) in settled for part in parts_for(item, role))]
    return len(left), len(items)


def _interviews(standing: Standing, case: str, questions: QuestionSet, subject: Person) -> Iterator[Step]:
    for partner in standing.persons("partner"):
        left, total = open_items(standing, questions, partner, "partner")
        if left and "partner" in questions.set.asked_of:
            state = f"{left} of {total} marked items open"
            yield Step(
                f"interview {partner.label or partner.id}",
                state,
                f"sjtool interview {case} {questions.set.id} --informant {standing.root(partner.id)}",
            )
    left, total = open_items(standing, questions, subject, "person")
    if left:
        state = f"{left} of {total} questions open"
        yield Step(
            f"interview {subject.label or subject.id}",
            state,
            f"sjtool interview {case} {questions.set.id} --informant {standing.root(subject.id)}",
        )


def _left_open(standing: Standing, case: str, named: Collection[str]) -> Iterator[Step]:
    """Sessions that nobody has ended: an officer called away comes back to them.

    Each command is given once, with the latest session it goes on with; those in `named` are steps already.
    """
    ended = find_ended(standing)
    found: dict[str, Step] = {}
    for session in standing.of(Session):
        set_id, informant = (session.set or "").partition("@")[0], standing.root(session.informant or "")
        command = f"sjtool interview {case} {set_id} --informant {informant}"
        if set_id and informant and command not in named and standing.root(session.id) not in ended:
            begun = f"begun {day_words(session.held_on) or 'on no date'}, not ended"
            found[command] = Step(f"go on with {set_id}", f"{standing.label(informant)}, {begun}", command)
    yield from found.values()


def _readings(standing: Standing, case: str, questions: tuple[str, QuestionSet]) -> Iterator[Step]:
    rows = build_crosscheck(standing, questions[1], questions[0])
    waiting = sum(1 for row in rows if row.needs_reading)
    if waiting:
        yield Step(
            "read the accounts",
            f"{count_words(waiting, 'item')} {'needs' if waiting == 1 else 'need'} your reading",
            f"sjtool crosscheck {case}",
        )


def _evidence(standing: Standing, case: str) -> Iterator[Step]:
    if not standing.of(EvidenceRecord):
        yield Step("record evidence", "none yet, obtained or not", f"sjtool add {case} evidence")


def _ratings(standing: Standing, case: str, sheets: Mapping[str, FactorSet], today: date) -> Iterator[Step]:
    """Each sheet of which a factor is still to be rated; what was rated at the last contact need not be again."""
    visits = sorted(e.held_on for e in standing.of(Event) if e.kind == "visit" and e.held_on)
    for ref, sheet in sheets.items():
        views = [v for p in people_of(standing, sheet) for v in view_sheet(standing, sheet, ref, p.id)]
        counting = [find_counting(standing, sheet, view) for view in views]
        left = counting.count(None)
        latest = max((view.latest.held_on or "" for view in views if view.latest), default="")
        stale = not sheet.set.carry_forward and visits and latest and latest < visits[-1]
        if left or stale:
            last = "" if sheet.set.carry_forward else _last_rated(latest, today)
            before = sum(1 for made in counting if made and is_before_review(standing, made))
            last += f"; {before} rated before the review was opened" if before else ""
            state = f"{left} of {len(views)} to rate{last}" if left else f"rated before the last visit{last}"
            yield Step(f"rate {sheet.set.id}", state, f"sjtool rate {case} {sheet.set.id}")


def _last_rated(latest: str, today: date) -> str:
    """How long ago, where the day is known."""
    ago = days_between(latest, today)
    if ago is None or ago < 0:
        return ""
    return f"; last rated {count_words(ago, 'day')} ago" if ago else "; last rated today"


def _judgement(standing: Standing, case: str) -> Iterator[Step]:
    if standing.is_judged():
        return
    if standing.judgement("first"):
        yield Step("decide", "first judgement stands; the tools and the final one follow", f"sjtool judge {case}")
    else:
        yield Step("judge", "your own level first, then the tools", f"sjtool judge {case}")


def _signing(standing: Standing, case: str) -> Iterator[Step]:
    """Once judged: the author signs, a supervisor countersigns, and it is printed at any time."""
    if not standing.is_judged():
        return
    signing = find_signing(standing, standing.assessment.id if standing.assessment else None)
    answer = signing.countersignature
    if signing.state == "draft":
        yield Step("sign", "judged and not signed; sign lists what is missing first", f"sjtool sign {case}")
    elif signing.state == "changed-since":
        yield Step("sign", f"changed since it was signed: {list_ids(signing.changed)}", f"sjtool sign {case}")
    elif signing.state == "returned" and answer:
        yield Step("read the return", f"returned with reasons by {answer.by}", f"sjtool show {case} {answer.id}")
        yield Step("sign", "again, once the reasons are answered", f"sjtool sign {case}")
    elif signing.state == "signed":
        yield Step("countersign", "signed; a trained supervisor goes through it next", f"sjtool countersign {case}")
    yield Step("print the summary", f"judged; {_SIGNED_WORDS[signing.state]}", f"sjtool report {case}")
