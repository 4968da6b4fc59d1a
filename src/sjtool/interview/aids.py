"""What a skeleton of answers shows beside each row to be read: what was asked, and what the answer may be.

CSV and JSON have no comments, so these stand in keys of their own. They are recorded nowhere, and reading refuses them
where they differ from what this question is: words typed over them would be lost, and an answer given to other words,
of another version or role, would pass for an answer to these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.interview.plan import Question
from sjtool.interview.start import MODES
from sjtool.model.missing import BY_ID
from sjtool.model.template import AppliesIf, Wording
from sjtool.problem import Place, Problem

AID_KEYS = ("asked", "takes")
SOMEBODY = "the person"
"""The person under assessment in a skeleton: it is made for no case, so it has nobody's label in it."""
SESSION_AIDS = {
    "asked": "The session: how and when it was held.",
    "takes": f"mode is one of: {', '.join(MODES)}. held_on is a date: 2026-03-04. "
    f"In the rows below, missing is one of: {', '.join(BY_ID)}.",
}


def build_aids(question: Question) -> dict[str, str]:
    """The two keys for one question. Its plan must be made with `SOMEBODY` for the person's label."""
    return {"asked": " ".join(filter(None, (question.lead, question.ask))), "takes": tell_takes(question)}


def tell_takes(question: Question) -> str:
    """What kind of value a question takes, its options and limits, and when it is asked at all."""
    rule = question.item.applies_if
    only = f"; only where {_tell_rule(rule)}" if rule else ""
    return f"{tell_kind(question.wording)}{_tell_limits(question.wording)}{only}"


def tell_kind(wording: Wording) -> str:
    """What kind of value this wording takes, as a message asks for it."""
    options = ", ".join(wording.options)
    words = {
        "number": f"a number ({wording.unit})" if wording.unit else "a number",
        "yes_no": "true or false, or text that begins with yes or no and a comma",
        "ordinal": f"one of: {options}",
        "date": "a date, or part of one: 2026-03-02, 2026-03, 2026",
        "set": f"a list of: {options}" if options else "a list of texts",
    }
    return words.get(wording.answer, "text")


def _tell_limits(wording: Wording) -> str:
    low, high = wording.minimum, wording.maximum
    if wording.answer != "number" or (low is None and high is None):
        return ""
    least = "" if low is None else f", at least {low:g}"
    return f"{least}{'' if high is None else f', at most {high:g}'}"


def _tell_rule(rule: AppliesIf) -> str:
    spot = f"{rule.item}/{rule.part}" if rule.part else rule.item
    yes = [f"is {' or '.join(map(_tell_value, rule.any_of))}"] if rule.any_of else []
    no = [f"is not {' or '.join(map(_tell_value, rule.none_of))}"] if rule.none_of else []
    return f"the answer to {spot} {' and '.join([*yes, *no])}"


def _tell_value(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def check_aids(
    table: Mapping[str, object], known: Mapping[str, str], places: Mapping[str, Place], owner: str
) -> Iterator[Problem]:
    """Aids that do not say what they would say here; `owner` names the row. The space between words decides nothing."""
    for key in AID_KEYS:
        if key in table and " ".join(str(table[key]).split()) != " ".join(known.get(key, "").split()):
            yield Problem(
                "not-as-asked",
                places[key],
                f'"{key}" is not what it would be for {owner} here',
                "it is not recorded; and an answer to other words, of another version or role, is no answer to these",
                f'put words in  note , leave "{key}" out, or begin with a new  sjtool sets answers',
            )
