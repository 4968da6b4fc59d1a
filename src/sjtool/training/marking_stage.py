"""How far the model answer had come when it knew what a trainee knows, so that like is held against like.

A trainee is given what lay on the desk up to the model's first judgement, and is held against the model as it stood
then. What it made of the case afterwards, of papers that came in later, is told apart. A trainee who took some of those
papers in and judged finally is held against the whole of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.case import Case
from sjtool.model.decision import Judgement, Override
from sjtool.training.marking_sources import Meaning, find_papers
from sjtool.training.returned import Returned, Spot, read_returned

Stage = Literal["first", "final"]


@dataclass(frozen=True)
class Later:
    """What the model made of the case after its first judgement. Ids are those of its file.

    `papers` came in afterwards and the trainee's file does not hold them; `moved` are ratings as they were and as they
    became; `sheets`, by id, were rated only then, with how many factors.
    """

    papers: tuple[str, ...]
    moved: Mapping[Spot, tuple[Rating, Rating]]
    sheets: tuple[tuple[str, int], ...]
    first: Judgement | None
    final: Judgement | None
    overrides: tuple[Override, ...]


@dataclass(frozen=True)
class Answer:
    """The model answer as a trainee is held against it; `later` is None where that is the whole of it."""

    stage: Stage
    standing: Standing
    returned: Returned
    later: Later | None


def find_answer(theirs: Returned, held: frozenset[Meaning], whole: Standing, model: Returned) -> Answer:
    """The model at the stage of a trainee, whose file holds `held`."""
    early = Standing(as_at_first(whole))
    known = find_papers(early)
    came = {meaning: name for meaning, name in find_papers(whole).items() if meaning not in known}
    has_gone_on = theirs.final is not None and (not came or not held.isdisjoint(came))
    if has_gone_on or len(early.case.entries) == len(whole.case.entries):
        return Answer("final", whole, model, None)
    seen = read_returned(model.path, early.case)
    own = {spot: made for spot, made in seen.ratings.items() if made.id not in theirs.given}
    papers = tuple(name for meaning, name in came.items() if meaning not in held)
    later = _find_later(own, model, papers)
    return Answer("first", early, replace(seen, ratings=own), later)


def as_at_first(standing: Standing) -> Case:
    """A case up to its first judgement, in the order of the file as `train start` has it; the whole where none is."""
    first = standing.judgement("first")
    if first is None:
        return standing.case
    end = standing.places[standing.root(first.id)] + 1
    return replace(standing.case, entries=standing.case.entries[:end])


def _find_later(own: Mapping[Spot, Rating], model: Returned, papers: tuple[str, ...]) -> Later:
    both = ((spot, own[spot], made) for spot, made in model.ratings.items() if spot in own)
    moved = {spot: (before, made) for spot, before, made in both if before.recent != made.recent}
    sheets = Counter(spot.sheet for spot in model.ratings if spot not in own)
    return Later(papers, moved, tuple(sheets.items()), model.first, model.final, model.overrides)
