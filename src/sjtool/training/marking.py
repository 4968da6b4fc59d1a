"""A trainee's case held against a model answer: reasoning first, labels second. It gives no grade.

The model answer is a case file too: the same case, worked through by somebody experienced, with a reason for each
rating. It is held against a trainee as it stood when it knew what they know (`marking_stage.py`). Where two labels
differ by a step both may be defended; what is asked is on what each rests, whether what speaks against was faced, and
whether the plan answers what was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.assess.actions import find_actions
from sjtool.assess.coverage import Want, find_coverage
from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.assess.judging import LEVELS
from sjtool.assess.ratings import find_scale, needs_evidence
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Judgement, Override
from sjtool.model.template import Factor, FactorSet, QuestionSet
from sjtool.training.marking_sources import Meaning, find_held, find_papers, is_source, meanings, was_not_had
from sjtool.training.marking_stage import Answer, Later, Stage, find_answer
from sjtool.training.returned import Returned, Spot, is_graded
from sjtool.training.start import GATHERED


@dataclass(frozen=True)
class FactorMark:
    """One factor: both ratings, how far apart, and on what each rests. Ids are those of the file they come from.

    `steps` are above nought where the trainee's label says more of what is rated: more of a concern, or, where
    `is_strength`, more of a strength. `is_known_to_one`: one gave a label, and the other that too little is known.
    `missed` are in the trainee's file and were not used; `not_given` are not in it, and count against nobody. `later`
    is the label that the model came to afterwards, where it is another one.
    """

    spot: Spot
    title: str
    theirs: Rating | None
    model: Rating
    their_label: str
    model_label: str
    steps: int | None
    shared: tuple[str, ...]
    missed: tuple[str, ...]
    only_theirs: tuple[str, ...]
    not_given: tuple[str, ...]
    rests_on_nothing: bool
    is_strength: bool = False
    is_known_to_one: bool = False
    later: str = ""


@dataclass(frozen=True)
class JudgementMark:
    """The level, the overrides with their reasons, and the case against it.

    `model` is the judgement that theirs is held against, of the stage `stage`; `model_first` the one it began with.
    """

    theirs: Judgement | None
    model: Judgement | None
    their_first: Judgement | None
    model_first: Judgement | None
    is_final: bool
    stage: Stage
    steps: int | None
    overrides: tuple[Override, ...]
    model_overrides: tuple[Override, ...]
    said_none: bool
    counter_cited: tuple[str, ...]
    counter_missed: tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """Everything that is said to a trainee.

    `unrated` are factors of sheets that they used; `unused` the sheets that the model answer has and they did not, by
    title, with how many factors each has there. `has_plan`: they have recorded an action. `later`: what the model made
    of it after the judgement that they are held against. `is_unmatched`: they took the sources down themselves, under
    titles of their own, so that some cannot be told to be the model's.
    """

    factors: tuple[FactorMark, ...]
    unrated: tuple[FactorMark, ...]
    unused: tuple[tuple[str, int], ...]
    judgement: JudgementMark
    unread: tuple[Discrepancy, ...]
    read: int
    open_wants: tuple[Want, ...]
    answered: int
    extra: tuple[Spot, ...]
    has_plan: bool = True
    later: Later | None = None
    is_unmatched: bool = False

    @property
    def on_nothing(self) -> tuple[FactorMark, ...]:
        """Ratings that say something of the person and rest on nothing."""
        return tuple(one for one in self.factors if one.rests_on_nothing)


@dataclass(frozen=True)
class Pairing:
    """The two cases, and the templates both were made with."""

    trainee: Standing
    model: Standing
    sheets: Mapping[str, FactorSet]
    questions: Mapping[str, QuestionSet]


@dataclass(frozen=True)
class _Bench:
    """What is compared: two files, the model as far as it is held against the trainee, and what the trainee's holds."""

    pair: Pairing
    theirs: Returned
    answer: Answer
    held: frozenset[Meaning]
    is_bare: bool


def mark_case(pair: Pairing, theirs: Returned, model: Returned) -> Marked:
    """Compare them. `theirs` and `model` are the same two cases, as they were returned."""
    held = find_held(pair.trainee)
    bench = _Bench(pair, theirs, find_answer(theirs, held, pair.model, model), held, _is_bare(pair.trainee, theirs))
    factors = [*_factors(bench)]
    used = {spot.sheet for spot in theirs.ratings}
    titles = {sheet.set.id: sheet.set.title for sheet in pair.sheets.values()}
    unused = Counter(one.spot.sheet for one in factors if one.spot.sheet not in used)
    rows = [row for ref, asked in pair.questions.items() for row in build_crosscheck(pair.trainee, asked, ref)]
    wants = find_coverage(pair.trainee, pair.sheets, find_actions(pair.trainee))
    rated = bench.answer.returned.ratings
    return Marked(
        factors=tuple(one for one in factors if one.theirs),
        unrated=tuple(one for one in factors if not one.theirs and one.spot.sheet in used),
        unused=tuple((titles[sheet], count) for sheet, count in unused.items()),
        judgement=_judgement(bench),
        unread=tuple(row for row in rows if row.needs_reading),
        read=sum(row.reading_is_current for row in rows),
        open_wants=tuple(want for want in wants if want.is_open),
        answered=sum(not want.is_open for want in wants),
        extra=tuple(sorted(spot for spot in theirs.ratings if spot not in rated)),
        has_plan=bool(find_actions(pair.trainee)),
        later=bench.answer.later,
        is_unmatched=bench.is_bare and not find_papers(bench.answer.standing).keys() <= held,
    )


def _is_bare(trainee: Standing, theirs: Returned) -> bool:
    """Whether a trainee was given none of the sources and answers, and took them down themselves."""
    given = {entry.kind for entry in trainee.case if entry.record.id in theirs.given}
    return bool(given) and not given & GATHERED


def _factors(bench: _Bench) -> Iterator[FactorMark]:
    """In the order of the sheets."""
    by_sheet = {sheet.set.id: sheet for sheet in bench.pair.sheets.values()}
    rated = bench.answer.returned.ratings
    for name, sheet in by_sheet.items():
        for factor in sheet.factor:
            spots = [spot for spot in rated if (spot.sheet, spot.factor) == (name, factor.id)]
            for spot in spots:
                yield _factor(bench, sheet, factor, spot, rated[spot])


def _factor(bench: _Bench, sheet: FactorSet, factor: Factor, spot: Spot, model: Rating) -> FactorMark:
    theirs = bench.theirs.ratings.get(spot)
    scale = find_scale(sheet, factor)
    titles = {label.id: label.title for label in scale.label}
    graded = [label.id for label in scale.label if is_graded(label.id)]
    is_strength = factor.side == "protective"  # such a scale begins with its strongest label
    became = bench.answer.later.moved.get(spot) if bench.answer.later else None
    shared, missed, only_theirs, not_given = _sources(bench, theirs, model)
    return FactorMark(
        spot=spot,
        title=factor.title,
        theirs=theirs,
        model=model,
        their_label=titles.get(theirs.recent or "", theirs.recent or "") if theirs else "",
        model_label=titles.get(model.recent or "", model.recent or ""),
        steps=_steps(graded[::-1] if is_strength else graded, theirs.recent if theirs else None, model.recent),
        shared=shared,
        missed=missed,
        only_theirs=only_theirs,
        not_given=not_given,
        rests_on_nothing=bool(theirs and not theirs.evidence and needs_evidence(factor, theirs.recent)),
        is_strength=is_strength,
        is_known_to_one=(theirs.recent in graded) != (model.recent in graded) if theirs else False,
        later=titles.get(became[1].recent or "", became[1].recent or "") if became else "",
    )


def _sources(bench: _Bench, theirs: Rating | None, model: Rating) -> tuple[tuple[str, ...], ...]:
    """What both ratings rest on; of the model's what the trainee's file holds; theirs alone; what their file lacks.

    Sources that a trainee took down under titles of their own may be the model's: those that match none are left out.
    """
    trainee, seen = bench.pair.trainee, bench.answer.standing
    own = meanings(trainee, theirs.evidence if theirs else ())
    other = meanings(seen, [name for name in model.evidence if not was_not_had(seen, name)])
    alone = (name for meaning, name in own.items() if meaning not in other)
    lacking = (name for meaning, name in other.items() if meaning not in bench.held)
    return (
        tuple(name for meaning, name in other.items() if meaning in own),
        tuple(name for meaning, name in other.items() if meaning in bench.held and meaning not in own),
        tuple(name for name in alone if not (bench.is_bare and is_source(trainee, name))),
        tuple(name for name in lacking if not bench.is_bare),
    )


def _steps(graded: list[str], one: str | None, other: str | None) -> int | None:
    """How far apart two labels are, with a sign: above nought where the first is the higher."""
    return graded.index(one) - graded.index(other) if one in graded and other in graded else None


def _judgement(bench: _Bench) -> JudgementMark:
    pair, theirs, model = bench.pair, bench.theirs, bench.answer.returned
    counter = meanings(bench.answer.standing, [one for o in model.overrides for one in o.protective_evidence])
    cited = meanings(
        pair.trainee,
        [one for o in theirs.overrides for one in (*o.protective_evidence, *o.evidence)],
    )
    return JudgementMark(
        theirs=theirs.final or theirs.first,
        model=model.final or model.first,
        their_first=theirs.first,
        model_first=model.first,
        is_final=theirs.final is not None,
        stage=bench.answer.stage,
        steps=_steps([*LEVELS], theirs.level, model.level),
        overrides=theirs.overrides,
        model_overrides=model.overrides,
        said_none=bool(theirs.final and theirs.final.overrides == "none"),
        counter_cited=tuple(name for meaning, name in counter.items() if meaning in cited),
        counter_missed=tuple(
            name for meaning, name in counter.items() if meaning in bench.held and meaning not in cited
        ),
    )
