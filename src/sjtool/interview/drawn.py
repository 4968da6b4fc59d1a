"""What an earlier answer already says: found by what an item draws on, shown, and confirmed by a keystroke.

A confirmed answer is a response of its own, on the basis of the earlier one, with a note of where it was said; nothing
is carried over without the officer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sjtool.assess.accounts import Account, answered_by
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.interview.plan import Question
from sjtool.interview.typed import read_words
from sjtool.model.appraisal import describe_value
from sjtool.model.enquiry import Basis, Response, Value
from sjtool.model.template import QuestionSet

CONFIRM = "="
"""What the officer types to confirm."""


@dataclass(frozen=True)
class Drawn:
    """An earlier answer that may settle a question. `value` is None where it is of another kind, only to be shown."""

    words: str
    where: str
    held_on: str
    records: tuple[str, ...]
    value: Value | None
    basis: Basis

    @property
    def note(self) -> str:
        """What is kept beside a confirmed answer."""
        return f"confirmed: as said in {self.where} ({', '.join(self.records)})"


def find_drawn(
    question: Question, set_id: str, here: Sequence[Response], earlier: Mapping[str, Mapping[str, Sequence[Account]]]
) -> Drawn | None:
    """The first earlier answer the item draws on: in this session (`here`), else in others, by set and item."""
    for ref in question.item.draws_on if not question.part else ():
        named, _, item = ref.rpartition("/")
        own = named in {"", set_id}
        mine = [r for r in here if own and r.item == item and r.value is not None]
        if mine:
            return _drawn(question, f"item {item}", "", mine)
        said = [a for a in earlier.get(named or set_id, {}).get(item, ()) if a.has_value]
        if said:
            where = f"item {item}" if own else f"{named}, item {item}"
            return _drawn(question, where, said[-1].session.held_on or "", [account.response for account in said])
    return None


def draw_again(question: Question, account: Account) -> Drawn:
    """The same answer as in an earlier session of this set, to be confirmed."""
    where = f"the session of {day_words(account.session.held_on) or 'no date'}"
    return _drawn(question, where, account.session.held_on or "", [account.response])


def _drawn(question: Question, where: str, held_on: str, responses: Sequence[Response]) -> Drawn:
    words = "; ".join(_words_of(response, labelled=len(responses) > 1) for response in responses)
    bases = dict.fromkeys(response.basis or "told" for response in responses)
    only = responses[0].value if len(responses) == 1 else None
    return Drawn(
        words,
        where,
        held_on,
        tuple(response.id for response in responses),
        _as_answer(question, only, words),
        "told" if bases.keys() == {"told"} else next(basis for basis in bases if basis != "told"),
    )


def _words_of(response: Response, *, labelled: bool) -> str:
    """An answer in words; the officer's note beside it is no part of what was said, and stays where it is."""
    said = describe_value(response.value if response.value is not None else ())
    return f"{response.part}: {said}" if labelled and response.part else said


def _as_answer(question: Question, value: Value | None, words: str) -> Value | None:
    """The same answer as this question takes it: text takes any, another kind only what it could have been given."""
    if question.wording.answer == "text":
        return words
    if isinstance(value, str):
        return read_words(question.wording, value).value
    if isinstance(value, bool):
        return value if question.wording.answer == "yes_no" else None
    fits = "number" if isinstance(value, int | float) else "set" if isinstance(value, tuple) else ""
    return value if fits == question.wording.answer else None


def earlier_answers(
    standing: Standing, questions: QuestionSet, informant: str
) -> dict[str, dict[str, tuple[Account, ...]]]:
    """What this informant said so far in every set that the items of this one draw on: by set, then item."""
    named = {ref.rpartition("/")[0] or questions.set.id for item in questions.item for ref in item.draws_on}
    found: dict[str, dict[str, tuple[Account, ...]]] = {}
    for set_id in named:
        by_item: dict[str, tuple[Account, ...]] = {}
        for (item, _part), account in answered_by(standing, set_id, informant).items():
            by_item[item] = (*by_item.get(item, ()), account)
        found[set_id] = by_item
    return found
