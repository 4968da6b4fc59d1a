"""Ask for the inputs a case does not hold yet, each with what it means on the screen; or take them from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sjtool.commands.desk import Desk
from sjtool.commands.interview_answers import record_answers
from sjtool.commands.interview_enquiry import find_enquiry
from sjtool.commands.interview_run import Run, run_at_terminal
from sjtool.commands.score_inputs import CaseInputs, find_inputs
from sjtool.console import say_wrapped
from sjtool.interview.enquiry import Limits
from sjtool.loader import Loaded, load_sound
from sjtool.model.record import Record
from sjtool.model.template import Item, QuestionSet
from sjtool.score.register import rule_of
from sjtool.store.append import Draft, Ledger
from sjtool.text import count_words

_MODE = {"mode": "document"}
_NOBODY_THERE = {**_MODE, "place": None, "others_present": None, "supervision": None}
"""What is asked of a meeting with somebody, and not of looking things up in a file."""


class RecordDesk(Desk):
    """The desk of an officer who looks things up: what is entered at it comes from a record, and says so."""

    def __init__(self, desk: Desk) -> None:
        """The same officer, templates and terminal."""
        self.__dict__.update(desk.__dict__)

    def append(
        self, path: Path, drafts: Sequence[Draft], ledger: Ledger | None = None, *, only_after: str = ""
    ) -> list[Record]:
        """Append, an answer that was typed on the basis of a record."""
        return super().append(path, [_from_record(draft) for draft in drafts], ledger, only_after=only_after)


def _from_record(draft: Draft) -> Draft:
    keys = {key: value for key, value in draft.keys.items() if value is not None}
    is_typed = draft.kind == "response" and keys.get("basis") == "told"
    return Draft(draft.kind, keys | {"basis": "record"} if is_typed else keys)


def ask_missing(
    desk: Desk, loaded: Loaded, instrument: str, day: str, answers: str, onward: str
) -> tuple[Loaded, CaseInputs]:
    """The case and its inputs once what was missing has been asked for. Some may still be open: the officer left."""
    inputs = find_inputs(desk.library, loaded, instrument, day)
    if not inputs.open and not answers:
        return loaded, inputs
    enquiry = find_enquiry(desk, loaded, rule_of(desk.library.instrument(instrument)).inputs, "")
    if answers:
        record_answers(Run(desk, loaded, enquiry, Limits(), _MODE), answers)
    else:
        titles = "; ".join(question.title for question in inputs.open)
        say_wrapped(f"{count_words(len(inputs.open), 'input')} not in the case yet: {titles}.")
        limits = Limits(only=tuple(question.item.id for question in inputs.open))
        _ = desk.asker
        told = replace(enquiry, questions=with_definitions(enquiry.questions))
        run_at_terminal(Run(RecordDesk(desk), loaded, told, limits, _NOBODY_THERE), onward, onward)
    loaded = load_sound(loaded.path, desk.library)
    return loaded, find_inputs(desk.library, loaded, instrument, day)


def with_definitions(questions: QuestionSet) -> QuestionSet:
    """The same set with what each input means, and where to find it, under its question."""
    return questions.model_copy(update={"item": tuple(_with_definition(item) for item in questions.item)})


def _with_definition(item: Item) -> Item:
    """The hint of a yes or no stands beside it already."""
    hint = (item.hint,) if item.hint and item.answer != "yes_no" else ()
    look = (f"Look in: {'; '.join(item.look_for)}.",) if item.look_for else ()
    return item.model_copy(update={"follow_up": (item.why, *look, *hint, *item.follow_up)})
