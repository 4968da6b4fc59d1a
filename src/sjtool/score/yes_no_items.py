"""What the two counts of yes and no share: whom they are for, what missing items leave open (DOMAIN 4.2 to 4.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sjtool.model.instrument import Rule
from sjtool.score.points import answer_points, items_of
from sjtool.score.reading import Inputs

GATE = ("gender", "age_at_offence", "standing", "images_offence")
ANSWERS = ("yes", "no", "missing")
_OLDEST = 110


def read_items(inputs: Inputs, rule: Rule) -> dict[str, str]:
    """Each item as yes, no or missing; one that was not given is missing."""
    return {item.id: inputs.choice(item.id, ANSWERS) or "missing" for item in rule.item}


def read_age(inputs: Inputs) -> int | None:
    """Completed years at the offence."""
    age = inputs.count("age_at_offence")
    if age is not None and age >= _OLDEST:
        inputs.problems.append(f"age_at_offence must be under {_OLDEST}")
    return age


def why_not_for(inputs: Inputs, age: int | None, least_age: int) -> str:
    """Why the instrument is not for this person; "" where it is, or where that is not known."""
    gender = inputs.choice("gender", ("male", "female"))
    standing = inputs.choice("standing", ("convicted", "suspect"))
    images = inputs.truth("images_offence")
    instead = "write down what bears on it in words, and give no score"
    if gender == "female":
        return f"it is for men; {instead}"
    if age is not None and age < least_age:
        return f"it is for adults: under {least_age} at the offence; {instead}"
    if standing == "suspect":
        return f"it is for men convicted of an offence of indecent images, not for suspects; {instead}"
    if images is False:
        return f"it is for men convicted of an offence of indecent images; {instead}"
    return ""


def item_points(rule: Rule, answers: Mapping[str, str]) -> dict[str, int | None]:
    """Points of each item; None where it is missing."""
    items = items_of(rule)
    return {key: None if said == "missing" else answer_points(items[key], said) for key, said in answers.items()}


def missing_of(answers: Mapping[str, str]) -> tuple[str, ...]:
    """Items without an answer, in the order of the instrument."""
    return tuple(key for key, said in answers.items() if said == "missing")


def observed(points: Mapping[str, int | None]) -> int:
    """The sum of what is known."""
    return sum(found for found in points.values() if found is not None)


def tell_missing(missing: Sequence[str]) -> str:
    """What stands where the gate cannot be decided."""
    return f"missing: {', '.join(missing)}; whom the instrument is for cannot be decided"
