"""Run an interview from an answers file: all of it recorded in one append, or every problem and nothing written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from sjtool.commands.interview_run import Run
from sjtool.console import say
from sjtool.errors import usage
from sjtool.interview.aids import SOMEBODY, build_aids
from sjtool.interview.enquiry import Limits
from sjtool.interview.from_answers import Opening, build_drafts
from sjtool.interview.plan import build_plan
from sjtool.interview.rows import Asked
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft
from sjtool.text import count_words

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="With --answers: check the file and count what it holds; record nothing.")
]
_SAYS_OF_IT = ("place", "others_present", "caution", "cleared_with", "supervision")


def needs_answers() -> Exception:
    """The refusal of --dry-run at a terminal, where every answer is saved as it is typed."""
    why = "at a terminal every answer is saved as it is typed"
    return usage("option-out-of-place", "--dry-run has nothing to act on here", why, "--answers FILE --dry-run")


def record_answers(run: Run, named: str, *, dry_run: bool = False) -> ExitStatus:
    """Everything in the file in one append, or every problem and nothing written."""
    desk, loaded, enquiry = run.desk, run.loaded, run.enquiry
    officers = run.officers
    answers = read_answers(named, "response")
    left = enquiry.open_session()
    opening = Opening(enquiry.new_session(officers), run.known, left, desk.pins(loaded, enquiry.ref))
    drafts = build_drafts(answers, _find_asked(run, left), opening, enquiry.standing)
    if dry_run:
        for line in tell_drafts(drafts, left):
            say(line)
        return ExitStatus.OK
    records = desk.append(loaded.path, drafts)
    responses = [record for record in records if isinstance(record, Response)]
    begun = next((record.id for record in records if isinstance(record, Session)), "")
    where = begun or (left.id if left else "")
    say(f"saved session {where}: {count_words(len(responses), 'answer')} ({responses[0].id} to {responses[-1].id})")
    return ExitStatus.OK


def _find_asked(run: Run, left: Session | None) -> Asked:
    """What the rows are held against."""
    enquiry = run.enquiry
    plan = run.plan(left)
    wider = enquiry.plan(Limits("all", run.limits.only), None)
    nameless = build_plan(enquiry.questions, enquiry.role, SOMEBODY, marks="all")
    return Asked(
        plan,
        enquiry.questions,
        "the person under assessment" if enquiry.role == "person" else f"the {enquiry.role}",
        frozenset(enquiry.standing.root(record.id) for record in enquiry.standing.of(EvidenceRecord)),
        frozenset(question.item.id for question in wider) - {question.item.id for question in plan},
        {question.key: build_aids(question) for question in nameless},
    )


def tell_drafts(drafts: Sequence[Draft], left: Session | None) -> list[str]:
    """What would be recorded, in counts and closed words: nothing that anybody said."""
    responses = [draft.keys for draft in drafts if draft.kind == "response"]
    begun = next((draft.keys for draft in drafts if draft.kind == "session"), None)
    end = next((draft.keys["how"] for draft in drafts if draft.kind == "session_end"), "")
    where = f"session {left.id}, which is open" if left else ""
    if begun:
        said = [key for key in _SAYS_OF_IT if begun.get(key)]
        where = (
            f"a new session: {begun['mode']}, {begun['held_on']}, {count_words(len(begun['interviewers']), 'officer')}"
        )
        where += f"; it says {', '.join(said)}" if said else ""
    reasons = Counter(str(keys["missing"]) for keys in responses if "missing" in keys)
    told = ", ".join(f"{reason} {number}" for reason, number in reasons.items())
    notes, of_reasons = (sum(key in keys for keys in responses) for key in ("note", "missing_note"))
    corrected = sum("supersedes" in keys for keys in responses)
    return [
        "dry run: the file is sound, and nothing was recorded",
        f"  {where}",
        f"  {f'over with this file ({end})' if end else 'it goes on after this file'}",
        f"  {count_words(len(responses) - reasons.total(), 'answer')}",
        f"  {count_words(reasons.total(), 'reason')} for no answer{f': {told}' if told else ''}",
        f"  {count_words(notes, 'note')}, {count_words(of_reasons, 'missing_note')}",
        *([f"  {count_words(corrected, 'row')} in place of an answer of this session"] if corrected else []),
    ]
