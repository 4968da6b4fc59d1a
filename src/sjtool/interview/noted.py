"""What goes beside an answer: notes of the officer, words held, and the answer as it was understood."""

from __future__ import annotations

from sjtool.interview.plan import Question
from sjtool.interview.typed import describe_typed, read_words
from sjtool.model.enquiry import Response, Value

NOT_YET = "noted before there was an answer"
_SHORT = 3


def is_note_only(response: Response) -> bool:
    """A note saved before there was an answer: the item is still open, as `deferred` says."""
    return response.missing == "deferred" and response.missing_note == NOT_YET


def own_note(question: Question, response: Response) -> str:
    """A response's note, without what is only the words of its number or date ("about 35")."""
    note = response.note or ""
    counted = question.wording.answer in {"number", "date"}
    spoken = note and counted and read_words(question.wording, note).value == response.value
    return "" if spoken else note


def understood(question: Question, value: Value) -> str:
    """A value in words; of free text only how long it is, where that shows that nothing was cut off."""
    if question.wording.answer != "text":
        return describe_typed(question.wording, value)
    lines = str(value).count("\n") + 1
    return f"{lines} lines, as typed" if lines > 1 else ""


def has_words(text: str) -> bool:
    """Whether what was typed is more than a slip of the keys."""
    bare = text.strip()
    return any(c.isalpha() for c in bare) and (len(bare) > _SHORT or " " in bare or (bare.isalpha() and len(bare) > 1))


def joined(*parts: str) -> str:
    """What there is of several notes, one under the other."""
    return "\n".join(part for part in parts if part)
