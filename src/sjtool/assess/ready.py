"""What must be there before an assessment is signed, and what is only listed beside it.

Required is what a summary may not be finished without: the contents and stop conditions of structured professional
judgement (DOMAIN 5.4), and what this toolkit holds every judgement to. The rest may be missing for good reasons (a
partner who will not speak, no tool that applies), so it is listed and signed with. docs/signing.md prints the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.assess.accounts import answered_by
from sjtool.assess.gap import Gap, Lens
from sjtool.assess.gaps import find_gaps
from sjtool.assess.id_list import list_ids
from sjtool.assess.ratings import needs_evidence, rated_in
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Formulation, Rating, Scenario
from sjtool.model.enquiry import Session
from sjtool.model.record import Record
from sjtool.model.template import FactorSet, Instrument, QuestionSet
from sjtool.text import count_words

_WHO = "a judgement is of somebody, for a purpose (APP, auditable decisions; DPA 2018 s.38(3))"
_SOURCES = "no summary is finished with an empty source list, and each source not obtained says why (DPA 2018 s.38(5))"
_RATED = (
    "each factor is rated, not-enough-information included, on evidence (structured professional judgement, step 2)"
)
_READ = "a difference between accounts means what the officer makes of it, and that has to be said (North Wales 12)"
_FORMED = "what, why, why now, and how it could go otherwise (structured professional judgement, steps 4 and 5)"
_FIRST = "the officer's own level comes before the tools (DPA 2018 ss.50A-50C, meaningful human involvement)"
_JUDGED = (
    "level, to whom, why, confidence, limits, what would change it, review (structured professional judgement, step 7)"
)
_TOOLS = "a departure from a tool is recorded with its rationale, and that there is none is said (APP, judgement)"
_PLANNED = "a judgement of risk is managed: who does what by when, and what if it fails (step 6; APP, plans)"
_HELD = "sensitive processing needs a basis on record (DPA 2018 ss.35 and 42)"

REQUIRED: Mapping[str, str] = {
    "no-subject": _WHO,
    "no-standing": _WHO,
    "no-assessment": _WHO,
    "no-purpose": _WHO,
    "no-information": _SOURCES,
    "sources-unsaid": _SOURCES,
    "no-reason-not-obtained": _SOURCES,
    "not-rated-arms-style": _RATED,
    "not-rated-acute": _RATED,
    "factors-unrated": _RATED,
    "rating-without-evidence": _RATED,
    "record-incomplete": _FORMED,
    "discrepancies-unread": _READ,
    "no-formulation": _FORMED,
    "no-scenarios": _FORMED,
    "few-scenarios": _FORMED,
    "no-first-judgement": _FIRST,
    "no-final-judgement": _JUDGED,
    "judgement-unsaid": _JUDGED,
    "no-review-date": _JUDGED,
    "override-missing": _TOOLS,
    "overrides-unsaid": _TOOLS,
    "override-incomplete": _TOOLS,
    "no-reconciliation": _TOOLS,
    "no-plan": _PLANNED,
    "no-contingency": _PLANNED,
    "action-loose": _PLANNED,
    "no-governance": _HELD,
}
"""Codes of the gaps that stop a signature, each with its reason. A gap that is not essential never does."""

_AFTERWARDS = frozenset({"not-countersigned"})
"""What only the supervisor can mend, once it is signed."""
_WEIGHED = frozenset({"response", "evidence", "reading", "rating", "tool_result"})


@dataclass(frozen=True)
class Readiness:
    """What stops a signature, and what is missing but does not; both in the order of the summary."""

    required: tuple[Gap, ...]
    listed: tuple[Gap, ...]

    @property
    def is_ready(self) -> bool:
        """Whether nothing stops it."""
        return not self.required


def find_unready(
    standing: Standing,
    question_sets: Mapping[str, QuestionSet],
    factor_sets: Mapping[str, FactorSet],
    passports: Mapping[str, Instrument],
    case: str = "",
) -> Readiness:
    """Everything missing, parted into what is required and what is only listed."""
    lens = Lens(standing, question_sets, factor_sets, passports, case or standing.case.header.case)
    found = [
        *(g for g in find_gaps(standing, question_sets, factor_sets, passports, case) if g.code not in _AFTERWARDS),
        *_ratings_on_nothing(lens),
        *_incomplete_records(lens),
        *_open_answers(lens),
        *_recorded_since(lens),
    ]
    found.sort(key=lambda gap: gap.section)
    stops = [gap.essential and gap.code in REQUIRED for gap in found]
    return Readiness(
        tuple(gap for gap, stop in zip(found, stops, strict=True) if stop),
        tuple(gap for gap, stop in zip(found, stops, strict=True) if not stop),
    )


def _ratings_on_nothing(lens: Lens) -> Iterator[Gap]:
    """Ratings that say more than "nothing seen" and name no evidence."""
    for ref, views in lens.views.items():
        rated = [(view, rated_in(view, lens.standing, lens.assessment)) for view in views]
        bare = [v.factor.title for v, r in rated if r and needs_evidence(v.factor, r.recent, r.past) and not r.evidence]
        if bare:
            rate = lens.command(f"rate CASE {ref.partition('@')[0]}")
            section = 6 if all(view.factor.side == "acute" for view in views) else 5
            text = f"Not said, what the rating rests on: {'; '.join(bare)}."
            yield Gap("rating-without-evidence", section, text, rate)


def _incomplete_records(lens: Lens) -> Iterator[Gap]:
    """Records of this assessment that leave out what a finished one has; only a hand-written one can."""
    kinds: tuple[type[Record], ...] = (Rating, Formulation, Scenario)
    for record in (r for kind in kinds for r in lens.standing.of(kind)):
        if not lens.standing.same(getattr(record, "assessment", None), lens.assessment):
            continue
        unsaid = [key.replace("_", " ") for key in record.needs if not getattr(record, key)]
        if unsaid:
            way = f"add CASE {record.kind_name} --supersedes {record.id}"
            if isinstance(record, Rating):
                way = f"rate CASE {(record.factor or 'SHEET').partition('@')[0]}"
            yield Gap("record-incomplete", 9, f"Not said in {record.id}: {', '.join(unsaid)}.", lens.command(way))


def _open_answers(lens: Lens) -> Iterator[Gap]:
    """Questions that were not asked, or put off, and not answered since; a partner's open items are a gap already."""
    standing = lens.standing
    partners = {standing.root(person.id) for person in standing.persons("partner")}
    asked = dict.fromkeys(standing.root(s.informant) for s in standing.of(Session) if s.informant)
    for questions in {q.set.id: q for q in lens.question_sets.values()}.values():
        for informant in (name for name in asked if name not in partners):
            still = sum(account.is_open for account in answered_by(standing, questions.set.id, informant).values())
            if still:
                text = f"Still to be asked of {standing.label(informant)}: {count_words(still, 'question')}."
                way = f"interview CASE {questions.set.id} --informant {informant} --only-unanswered"
                yield Gap("answers-open", 3, text, lens.command(way))


def _recorded_since(lens: Lens) -> Iterator[Gap]:
    """Information that came in after the final judgement, so that the judgement cannot have weighed it."""
    entries = [e for e in lens.standing.case if lens.standing.stands(e.record)]
    at = next((n for n, e in enumerate(entries) if lens.final is not None and e.record is lens.final), len(entries))
    late = [e.record.id for e in entries[at + 1 :] if e.kind in _WEIGHED]
    if late:
        count = count_words(len(late), "record")
        text = f"Not weighed, for it came after the final judgement: {count} ({list_ids(late)})."
        yield Gap("recorded-since-judged", 13, text, lens.command("add CASE assessment"))
