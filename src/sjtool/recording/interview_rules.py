"""What a session or a response typed outside an interview must be: of a set that is here, an answer its item takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.compare import is_partial_date
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.enquiry import Response, Session
from sjtool.model.template import QuestionSet, Wording
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.store.append import Later

_WHY = "an answer can only be read with the question that was asked"


def check_interview_drafts(loaded: Loaded, sheets: Sequence[Sheet]) -> None:
    """Raise SjtoolError with every draft of a session or response that its question set does not bear out."""
    problems = [problem for sheet in sheets for problem in _find(loaded, sheet, sheets)]
    if problems:
        raise SjtoolError(problems)


def _find(loaded: Loaded, sheet: Sheet, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    keys = sheet.draft.keys
    yield from _find_moves(loaded, sheet)
    if sheet.draft.kind == "session" and _set_of(loaded, keys.get("set")) is None:
        what, fix = "there is no such question set", "sjtool sets list  shows them; name it as id@version"
        yield Problem("unknown-template", sheet.at("set"), what, _WHY, fix)
    if sheet.draft.kind != "response":
        return
    questions = _questions(loaded, keys.get("session"), sheets)
    item = next((i for i in questions.item if i.id == keys.get("item")), None) if questions else None
    if questions is None:
        return
    if item is None:
        fix = f"sjtool sets show {questions.set.id}  lists its items"
        yield Problem("no-such-item", sheet.at("item"), "the set has no such item", _WHY, fix)
        return
    parts = {part.id: part for part in item.part}
    if (keys.get("part") is not None or parts) and keys.get("part") not in parts:
        fix = f"part = one of {', '.join(parts)}" if parts else "leave part out"
        yield Problem("no-such-part", sheet.at("part"), "the item has no such part", _WHY, fix)
        return
    value = keys.get("value")
    if (value is None) == (keys.get("missing") is None):
        what = "a response has a value, or a reason why there is none, and never both"
        yield Problem("value-or-missing", sheet.place, what, "missing is not no", "give one of  value  and  missing")
    elif value is not None and not takes(parts.get(str(keys.get("part")), item), value):
        what, fix = "the item does not take such an answer", f"sjtool sets show {questions.set.id} {item.id}"
        yield Problem("value-wrong-kind", sheet.at("value"), what, _WHY, fix)


def _find_moves(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """A correction that would put one person's answer in another's mouth, or under another question."""
    keys, standing = sheet.draft.keys, loaded.standing
    before = standing.current(str(keys.get("supersedes") or ""))
    moved = ""
    if isinstance(before, Response) and sheet.draft.kind == "response":
        same = (keys.get("item"), keys.get("part")) == (before.item, before.part)
        moved = "" if same and standing.same(str(keys.get("session")), before.session) else "session, item and part"
    elif isinstance(before, Session) and sheet.draft.kind == "session":
        is_same = standing.same(str(keys.get("informant")), before.informant) and keys.get("set") == before.set
        moved = "" if is_same else "informant and set"
    if moved:
        what = f"the correction has another {moved} than the record it replaces"
        why = "an answer belongs to who gave it and to the question that was put"
        yield Problem("correction-moves", sheet.at("supersedes"), what, why, f"keep its {moved}")


def takes(wording: Wording, value: object) -> bool:
    """Whether a value is of the kind an item asks for."""
    if wording.answer == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        low, high = wording.minimum, wording.maximum
        return is_number and (low is None or value >= low) and (high is None or value <= high)  # type: ignore[operator]
    if wording.answer == "yes_no":
        return isinstance(value, bool)
    if wording.answer == "ordinal":
        return value in wording.options
    if wording.answer == "set":
        return (
            isinstance(value, list | tuple)
            and bool(value)
            and (not wording.options or set(value) <= set(wording.options))
        )
    return is_partial_date(value) if wording.answer == "date" else isinstance(value, str)


def _questions(loaded: Loaded, session: object, sheets: Sequence[Sheet]) -> QuestionSet | None:
    """The question set a response belongs to: that of its session, in the case or in the same file."""
    if isinstance(session, Later):
        return _set_of(loaded, sheets[session.index].draft.keys.get("set")) if session.index < len(sheets) else None
    found = loaded.standing.current(str(session))
    return _set_of(loaded, found.set) if isinstance(found, Session) else None


def _set_of(loaded: Loaded, ref: object) -> QuestionSet | None:
    found = loaded.library.found.get(str(ref))
    template = loaded.library.read(found.ref).template if found else None
    return loaded.library.question_set(found.ref) if found and isinstance(template, QuestionSet) else None
