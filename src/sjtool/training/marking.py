"""A trainee's case held against a model answer: reasoning first, labels second. It gives no grade.

The model answer is a case file too: the same case, worked through by somebody experienced, with a reason for each
rating. Where two labels differ by a step both may be defended; what is asked is on what each rests, whether what speaks
against was faced, and whether the plan answers what was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sjtool.assess.actions import find_actions
from sjtool.assess.coverage import Want, find_coverage
from sjtool.assess.crosscheck import Discrepancy, build_crosscheck
from sjtool.assess.judging import LEVELS
from sjtool.assess.ratings import find_scale, needs_evidence
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.record import Record
from sjtool.model.template import Factor, FactorSet, QuestionSet
from sjtool.training.returned import Returned, Spot, is_graded

ONE_STEP = 1


@dataclass(frozen=True)
class FactorMark:
    """One factor: both ratings, how far apart, and on what each rests. Ids are those of the file they come from.

    `steps` are above nought where the trainee's label says more of what is rated: more of a concern, or, where
    `is_strength`, more of a strength. `is_known_to_one`: one gave a label, and the other that too little is known.
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
    rests_on_nothing: bool
    is_strength: bool = False
    is_known_to_one: bool = False


@dataclass(frozen=True)
class JudgementMark:
    """The level, the overrides with their reasons, and the case against it."""

    theirs: Judgement | None
    model: Judgement | None
    their_first: Judgement | None
    is_final: bool
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
    title, with how many factors each has there. `has_plan`: they have recorded an action.
    """

    factors: tuple[FactorMark, ...]
    unrated: tuple[FactorMark, ...]
    unused: tuple[tuple[str, int], ...]
    judgement: JudgementMark
    unread: tuple[Discrepancy, ...]
    read: int
    open_wants: tuple[Want, ...]
    answered: int
    extra: tuple[str, ...]
    has_plan: bool = True

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


def mark_case(pair: Pairing, theirs: Returned, model: Returned) -> Marked:
    """Compare them. `theirs` and `model` are the same two cases, as they were returned."""
    factors = [*_factors(pair, theirs, model)]
    used = {spot.sheet for spot in theirs.ratings}
    titles = {sheet.set.id: sheet.set.title for sheet in pair.sheets.values()}
    unused = Counter(one.spot.sheet for one in factors if one.spot.sheet not in used)
    rows = [row for ref, asked in pair.questions.items() for row in build_crosscheck(pair.trainee, asked, ref)]
    wants = find_coverage(pair.trainee, pair.sheets, find_actions(pair.trainee))
    return Marked(
        factors=tuple(one for one in factors if one.theirs),
        unrated=tuple(one for one in factors if not one.theirs and one.spot.sheet in used),
        unused=tuple((titles[sheet], count) for sheet, count in unused.items()),
        judgement=_judgement(pair, theirs, model),
        unread=tuple(row for row in rows if row.needs_reading),
        read=sum(row.reading_is_current for row in rows),
        open_wants=tuple(want for want in wants if want.is_open),
        answered=sum(not want.is_open for want in wants),
        extra=tuple(sorted({spot.factor for spot in theirs.ratings} - {spot.factor for spot in model.ratings})),
        has_plan=bool(find_actions(pair.trainee)),
    )


def _factors(pair: Pairing, theirs: Returned, model: Returned) -> Iterator[FactorMark]:
    """In the order of the sheets."""
    by_sheet = {sheet.set.id: sheet for sheet in pair.sheets.values()}
    for name, sheet in by_sheet.items():
        for factor in sheet.factor:
            spots = [spot for spot in model.ratings if (spot.sheet, spot.factor) == (name, factor.id)]
            for spot in spots:
                yield _factor(pair, sheet, factor, spot, theirs.ratings.get(spot), model.ratings[spot])


def _factor(
    pair: Pairing, sheet: FactorSet, factor: Factor, spot: Spot, theirs: Rating | None, model: Rating
) -> FactorMark:
    scale = find_scale(sheet, factor)
    titles = {label.id: label.title for label in scale.label}
    graded = [label.id for label in scale.label if is_graded(label.id)]
    is_strength = factor.side == "protective"  # such a scale begins with its strongest label
    own = meanings(pair.trainee, theirs.evidence if theirs else ())
    other = meanings(pair.model, [one for one in model.evidence if not _was_not_had(pair.model, one)])
    return FactorMark(
        spot,
        factor.title,
        theirs,
        model,
        titles.get(theirs.recent or "", theirs.recent or "") if theirs else "",
        titles.get(model.recent or "", model.recent or ""),
        _steps(graded[::-1] if is_strength else graded, theirs.recent if theirs else None, model.recent),
        tuple(record for meaning, record in other.items() if meaning in own),
        tuple(record for meaning, record in other.items() if meaning not in own),
        tuple(record for meaning, record in own.items() if meaning not in other),
        bool(theirs and not theirs.evidence and needs_evidence(factor, theirs.recent)),
        is_strength,
        bool(theirs) and (theirs.recent in graded) != (model.recent in graded) if theirs else False,
    )


def _steps(graded: list[str], one: str | None, other: str | None) -> int | None:
    """How far apart two labels are, with a sign: above nought where the first is the higher."""
    return graded.index(one) - graded.index(other) if one in graded and other in graded else None


def meanings(standing: Standing, ids: Iterable[str]) -> dict[tuple[str, ...], str]:
    """What each record says, in a form that is the same in another file that took the same thing down; with its id."""
    found: dict[tuple[str, ...], str] = {}
    for name in ids:
        record = standing.current(name)
        found[_meaning(standing, record, standing.root(name))] = name
    return found


def _was_not_had(standing: Standing, name: str) -> bool:
    """Whether a source was looked for and not obtained: nobody can be asked to have used it."""
    record = standing.current(name)
    return isinstance(record, EvidenceRecord) and record.obtained is False


def _meaning(standing: Standing, record: Record | None, root: str) -> tuple[str, ...]:
    """An answer by who said it to which item, a source by its title; anything else by its id."""
    if isinstance(record, Response):
        session = standing.current(record.session) if record.session else None
        who = standing.root(session.informant) if isinstance(session, Session) and session.informant else ""
        return "response", who, record.item or "", record.part or ""
    if isinstance(record, EvidenceRecord) and record.title:
        return "evidence", record.title.casefold()
    return "id", root


def _judgement(pair: Pairing, theirs: Returned, model: Returned) -> JudgementMark:
    counter = meanings(pair.model, [one for o in model.overrides for one in o.protective_evidence])
    cited = meanings(
        pair.trainee,
        [one for o in theirs.overrides for one in (*o.protective_evidence, *o.evidence)],
    )
    final = theirs.final or theirs.first
    return JudgementMark(
        theirs=final,
        model=model.final or model.first,
        their_first=theirs.first,
        is_final=theirs.final is not None,
        steps=_steps([*LEVELS], theirs.level, model.level),
        overrides=theirs.overrides,
        model_overrides=model.overrides,
        said_none=bool(theirs.final and theirs.final.overrides == "none"),
        counter_cited=tuple(record for meaning, record in counter.items() if meaning in cited),
        counter_missed=tuple(record for meaning, record in counter.items() if meaning not in cited),
    )
