"""Checks of what was gathered, what was not, how old it is, from whom it comes and what it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.gap_enquiry import SOURCES
from sjtool.assess.ratings import NOT_KNOWN
from sjtool.assess.sources import find_sources
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import obtained, overrides_of_final, say_mending
from sjtool.check.ratings import in_force, is_earlier
from sjtool.check.view import View
from sjtool.model.enquiry import EvidenceRecord, Response

_OPINION_KINDS = frozenset({"pre-sentence-report", "programme-report"})


def find_not_considered(view: View) -> Iterator[Finding]:
    """Of each of the nine sources of information, a case says that it was obtained, or why it was not.

    A gap that is named can be weighed by whoever reads the summary; one that is passed over in silence reads as if
    there had been nothing. It looks at evidence records of the whole case by their kind, once there is a judgement:
    each source needs one that was obtained, or one with obtained = false and the reason. They are police intelligence,
    national databases, previous police interviews, information from victims, home visits, other agencies, pre-sentence
    reports, prison intelligence and post-programme reports.

    It cannot see whether a source was asked for enough, or lately enough; nor a visit that is recorded as an event
    only.
    """
    if view.first is None and view.final is None:
        return
    held = view.standing.of(EvidenceRecord)
    said = {record.kind for record in held if record.obtained or (record.obtained is False and record.why_not)}
    unsaid = [kind for kind in SOURCES if kind not in said]
    if unsaid:
        yield Finding(
            view.assessment or "",
            f"nothing says whether these sources were obtained, or why not: {', '.join(unsaid)}",
            "sjtool add CASE evidence , or, for what there is not, with  obtained = false  and  why_not",
        )


def find_opinion_as_fact(view: View) -> Iterator[Finding]:
    """What is somebody's view is not recorded or used as a fact.

    The law asks that facts be told apart from personal assessments, so far as that can be done. Only coded keys are
    looked at: an evidence record of nature "fact" whose kind is a pre-sentence report or a post-programme report,
    which are mostly their authors' assessment; and an override of the final judgement that names as its protective
    evidence, or as its only evidence, responses that the officer inferred and nobody told.

    It reads no words. It cannot see an opinion inside any other record of nature "fact", nor tell that what was taken
    from a report is a plain fact after all, such as a date or an attendance: then leave it as it is.
    """
    for record in view.standing.of(EvidenceRecord):
        if record.nature == "fact" and record.kind in _OPINION_KINDS and record.obtained is not False:
            yield Finding(
                record.id,
                f'evidence "{record.id}" of kind {record.kind} is recorded as a fact',
                f"sjtool add CASE evidence --supersedes {record.id}  with nature opinion, unless it is a plain fact",
            )
    for override in overrides_of_final(view):
        inferred = [one for one in override.protective_evidence if _is_inferred(view, one)]
        if all(_is_inferred(view, one) for one in override.evidence):
            inferred += override.evidence
        if inferred:
            yield Finding(
                override.id,
                f'override "{override.id}" rests on what the officer inferred: {", ".join(dict.fromkeys(inferred))}',
                say_mending(override, "evidence that was told, observed or on record"),
            )


def _is_inferred(view: View, record_id: str) -> bool:
    record = view.standing.current(record_id)
    return isinstance(record, Response) and record.basis == "inferred"


def find_stale(view: View) -> Iterator[Finding]:
    """A present rating rests on something from the twelve months before it.

    A label carried forward on old papers looks as fresh as the day it was copied. It looks at the rating in force of
    each factor that was made in the open assessment: if everything dated that it rests on is more than twelve months
    older than the rating, it is found; one newer thing beside it is enough. A response has the date of its session.
    Evidence that was not obtained, and not-enough-information, are left alone. Where a date is only a month or a year,
    the benefit of the doubt is given.

    It cannot see how old the matter itself is that a new paper tells of; and what has no date makes nothing newer.
    """
    for sheet, factor, rating in in_force(view):
        held_on = rating.held_on
        if not held_on or rating.recent in NOT_KNOWN or not view.standing.same(rating.assessment, view.assessment):
            continue
        limit = f"{int(held_on[:4]) - 1:04d}{held_on[4:]}"
        dates = _dates(view, rating.evidence)
        if dates and all(is_earlier(date, limit) for date in dates):
            yield Finding(
                rating.id,
                f'all that the rating of "{factor.factor.id}" rests on is more than twelve months older than it; '
                f"the newest is of {max(dates)}",
                f"look for something newer,  sjtool add CASE evidence , then  sjtool rate CASE {sheet.set.id}",
            )


def _dates(view: View, ids: Sequence[str]) -> list[str]:
    """The dates of what was obtained, as recorded."""
    dates = []
    for one in obtained(view, ids):
        record = view.standing.current(one)
        if isinstance(record, Response):
            record = view.standing.current(record.session or "")
        dates.append(getattr(record, "dated_on", None) or getattr(record, "held_on", None))
    return [date for date in dates if date]


def find_single_source(view: View) -> Iterator[Finding]:
    """A domain that raises concern, or an override, does not rest on one source alone without a second look.

    One person's word, or one paper, may be right; whoever countersigns has to know that nothing else bears it out.
    It looks at the present rating of each domain that raises concern; and at each override of the final judgement, all
    that it rests on and then its protective evidence alone. All that one person said is one source; every other
    record is one each; a rating named as evidence stands for what it rests on; what was not obtained is none. Acute
    factors are left out, for they are rated after one contact, and from it.

    It counts records, not independence: a visit and the note of it count as two, and a letter that repeats what
    somebody said counts as another source. It cannot see that.
    """
    for sheet, factor, rating in in_force(view):
        if sheet.set.carry_forward and factor.raises_concern and _is_thin(view, rating.evidence):
            yield Finding(
                rating.id,
                f'the rating of "{factor.factor.id}" raises concern and rests on a single source',
                f"sjtool add CASE evidence , then  sjtool rate CASE {sheet.set.id} ; or leave it, and say why",
            )
    for override in overrides_of_final(view):
        if _is_thin(view, (*override.evidence, *override.protective_evidence)):
            what, key = f'override "{override.id}" rests on a single source', "evidence"
        elif _is_thin(view, override.protective_evidence):
            what, key = f'the protective evidence of override "{override.id}" is a single source', "protective_evidence"
        else:
            continue
        yield Finding(override.id, what, say_mending(override, f'{key} = ["e-…", "e-…"]'))


def _is_thin(view: View, ids: Sequence[str]) -> bool:
    """Whether something is named, and it comes to one source or none."""
    return bool(ids) and len(find_sources(view.standing, ids)) <= 1


CHECKS: tuple[Check, ...] = (
    Check(
        "sources-not-considered",
        "warning",
        "nine sources of information enable a defensible decision (College of Policing APP, sources of information)",
        find_not_considered,
    ),
    Check(
        "opinion-recorded-as-fact",
        "warning",
        "personal data based on facts is kept apart from personal assessments, so far as possible (DPA 2018 s.38(2))",
        find_opinion_as_fact,
    ),
    Check(
        "stale-evidence",
        "warning",
        "a reader must be able to judge how far information is up to date (DPA 2018 s.38(5))",
        find_stale,
    ),
    Check(
        "single-source-judgement",
        "warning",
        "information is collected, verified and thoroughly evaluated (defensible decision, Kemshall 2009)",
        find_single_source,
    ),
)
