"""What a rating must have to stand: a label of its scale, and evidence where it says more than "nothing seen".

The rules look at drafts, so that a terminal, an answers file and `add` are held to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.accounts import split_ref
from sjtool.assess.rated import PER_WORDS, factors_for, rated_per
from sjtool.assess.ratings import find_scale, needs_evidence
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.appraisal import Rating
from sjtool.model.template import Factor, FactorSet
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet


def check_rating_drafts(loaded: Loaded, sheets: Sequence[Sheet]) -> None:
    """Raise SjtoolError with every rule the drafts of ratings break; each names its factor in full."""
    library = loaded.library
    problems: list[Problem] = []
    for sheet in sheets:
        if sheet.draft.kind != "rating":
            continue
        ref, _, name = str(sheet.draft.keys.get("factor")).partition("/")
        factors = library.factor_set(ref) if ref in library.found else None
        factor = next((known for known in factors.factor if known.id == name), None) if factors else None
        if factors is None or factor is None:
            problems.append(_unknown_factor(sheet))
        else:
            problems += find_rating_problems(sheet, factors, factor)
            problems += find_person_problems(loaded, sheet, factors, factor, sheets)
    if problems:
        raise SjtoolError(problems)


def find_person_problems(
    loaded: Loaded, sheet: Sheet, factors: FactorSet, factor: Factor, others: Sequence[Sheet] = ()
) -> Iterator[Problem]:
    """Where a factor is rated for somebody it is not about, or a correction would move a rating elsewhere."""
    keys, standing = sheet.draft.keys, loaded.standing
    person = keys.get("person")
    made_here = any(other.draft.kind == "person" and other.draft.keys.get("id") == person for other in others)
    is_known = isinstance(person, str) and standing.person(person) is not None and not made_here
    if is_known and factor not in factors_for(standing, factors, str(person)):
        yield Problem(
            "factor-not-for-person",
            sheet.at("person"),
            f'"{factor.id}" is rated for {PER_WORDS[rated_per(factors, factor)]}, which this person is not',
            "a strength or a worry on the wrong person's sheet would be read as theirs",
            "name the person it is about, or add the role that is missing:  sjtool add CASE person --supersedes ID",
        )
    before = standing.current(str(keys.get("supersedes") or ""))
    if isinstance(before, Rating) and (
        split_ref(before.factor or "") != split_ref(str(keys.get("factor"))) or not standing.same(before.person, person)
    ):
        yield Problem(
            "correction-moves",
            sheet.at("supersedes"),
            "the correction is of another factor or another person than the rating it replaces",
            "what was rated of one must not become a rating of another",
            "keep its factor and person; a new rating needs no  supersedes",
        )


def _unknown_factor(sheet: Sheet) -> Problem:
    return Problem(
        "no-such-factor",
        sheet.at("factor"),
        "no sheet within reach has this factor",
        "a rating of an unknown factor would never be read",
        "name it in full, as  arms-style@1.0.0/opportunity",
    )


def find_rating_problems(sheet: Sheet, factors: FactorSet, factor: Factor) -> Iterator[Problem]:
    """Every rule a draft rating breaks, with the line it came from."""
    keys, place = sheet.draft.keys, sheet.place
    labels = [label.id for label in find_scale(factors, factor).label]
    for period in ("recent", "past"):
        said = keys.get(period)
        if said is not None and (said not in labels or period not in factors.set.periods):
            yield Problem(
                "label-not-of-scale",
                sheet.at(period),
                f'"{period}" of the rating of "{factor.id}" is not a label of its scale'
                if period in factors.set.periods
                else f'"{factor.id}" is not rated for the past',
                "a word outside the scale means something else to every reader",
                f"one of {', '.join(labels)}" if period in factors.set.periods else "leave past out",
            )
    direction = keys.get("direction")
    if direction is not None and direction not in factors.set.directions:
        yield Problem(
            "direction-unknown",
            sheet.at("direction"),
            f'"direction" of the rating of "{factor.id}" is not one of the words for it',
            "direction is compared over time",
            f"one of {', '.join(factors.set.directions)}",
        )
    if needs_evidence(factor, keys.get("recent"), keys.get("past")) and not keys.get("evidence"):
        yield Problem(
            "rating-without-evidence",
            place,
            f'the rating of "{factor.id}" rests on nothing',
            "a recorded judgement must show what it rests on (College of Policing APP, accuracy; DPA 2018 s.38)",
            'add  evidence = ["e-…"]  naming evidence or a response, or rate it not-enough-information',
        )
