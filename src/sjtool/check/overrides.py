"""Checks of departures from a tool: each answered, with reasons, protective evidence and countersignature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.judging import CONSTRUCT_WORDS, Difference
from sjtool.assess.signing import SigningState, find_signing
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.record import Record

_APP = "College of Policing APP, professional judgement: an override is recorded with its rationale and justification"
_STATES: dict[SigningState, tuple[str, str]] = {
    "draft": ("not signed", "sjtool sign CASE , then  sjtool countersign CASE  by an independent trained supervisor"),
    "signed": ("signed by its author alone", "sjtool countersign CASE , by an independent trained supervisor"),
    "returned": ("returned by the supervisor", "answer the reasons given, then  sjtool sign CASE  anew"),
    "changed-since": ("changed since it was signed", "sjtool sign CASE  anew, then  sjtool countersign CASE"),
}


def say_mending(record: Record, keys: str) -> str:
    """What to type to correct a record where the questions can be asked again: they begin with what it says."""
    return f"sjtool add CASE {record.kind_name} --supersedes {record.id}  with  {keys}"


def say_correction(record: Record, keys: str) -> str:
    """What to type to correct a key that is never asked again: a correction stands in place of the whole record."""
    return (
        f'write the whole [[{record.kind_name}]] again in FILE with  supersedes = "{record.id}" , a reason, and  '
        f"{keys} ; then  sjtool add CASE --answers FILE"
    )


def overrides_of_final(view: View) -> tuple[Override, ...]:
    """The standing overrides of the final judgement of the open assessment."""
    final = view.final
    if final is None:
        return ()
    return tuple(o for o in view.standing.of(Override) if view.standing.same(o.judgement, final.id))


def obtained(view: View, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids without those of evidence that was sought and not had."""
    records = {one: view.standing.current(one) for one in ids}
    return tuple(o for o, r in records.items() if not (isinstance(r, EvidenceRecord) and r.obtained is False))


def find_missing(view: View) -> Iterator[Finding]:
    """Where the final judgement departs from a tool on its own question, an override answers it.

    Up and down alike: a reader must find the reason beside the difference. Each current tool result is compared with
    what the final judgement says on the same question, in the level words that the tool's passport gives; an override
    written for another level than the one decided answers nothing. Where there is no override, the judgement says
    that there is none. Nothing is said before the final judgement stands.

    It cannot see a difference where the judgement is silent on the tool's question, where the tool's passport is not
    at hand, or where an older result has since been replaced.
    """
    final = view.final
    if final is None:
        return
    silent = True
    for difference in view.differences:
        if _is_answered(difference):
            continue
        silent = False
        result, question = difference.outcome.result, CONSTRUCT_WORDS[difference.outcome.construct]
        yield Finding(
            final.id,
            f'tool result "{result.id}" differs from the judgement on {question} ({difference.direction}), '
            "and no override answers it",
            f'in one FILE an [[override]] with  tool_result = "{result.id}" , and the whole [[judgement]] again with '
            f' supersedes = "{final.id}"  that names it in  overrides ; then  sjtool add CASE --answers FILE',
        )
    if silent:
        yield from _unsaid(view, final)


def _is_answered(difference: Difference) -> bool:
    override = difference.override
    return override is not None and override.decided_level in {None, difference.decided}


def _unsaid(view: View, final: Judgement) -> Iterator[Finding]:
    """Silence is not "none", and "none" is not true beside an override."""
    made = overrides_of_final(view)
    if final.overrides is None:
        what = f'judgement "{final.id}" does not say whether it overrides a tool'
    elif final.overrides == "none" and made:
        what = f'judgement "{final.id}" says that it overrides no tool, but "{made[0].id}" is an override of it'
    else:
        return
    names = ", ".join(f'"{override.id}"' for override in made)
    yield Finding(final.id, what, say_correction(final, f"overrides = [{names}]" if made else 'overrides = "none"'))


def find_without_rationale(view: View) -> Iterator[Finding]:
    """An override says why: what the tool misses here, and what justifies going against it.

    The rationale says what about this person the tool could not know; the justification says why that outweighs it.
    Both are asked for, because a supervisor, a court or a later officer has to weigh the reason and not only the
    result. It looks at every override of the final judgement, upward and downward, of present and of replaced
    results.

    It sees that words are there. Whether they are good reasons is for the reader.
    """
    for override in overrides_of_final(view):
        unsaid = [key for key in ("rationale", "justification") if not (getattr(override, key) or "").strip()]
        if unsaid:
            yield Finding(
                override.id,
                f'override "{override.id}" has no {" and no ".join(unsaid)}',
                say_mending(override, " and  ".join(f'{key} = "…"' for key in unsaid)),
            )


def find_without_protection(view: View) -> Iterator[Finding]:
    """A downward override names the protective evidence that outweighs the tool.

    Coming down asks for more than going up: a quiet spell, or the age of the assessment, is not protection. What
    holds the person has to be there in the record, and to be seen by somebody. Evidence that was sought and not
    obtained does not count. An override that names none at all, of a result that the judgement goes below, is found.

    It cannot see whether what is named protects, or whether it comes from the person alone; for the second see
    single-source-judgement.
    """
    for difference in view.differences:
        override = difference.override
        if difference.direction == "downward" and override and not obtained(view, override.protective_evidence):
            yield Finding(
                override.id,
                f'override "{override.id}" goes below tool result "{difference.outcome.result.id}" '
                "and names no protective evidence",
                say_mending(override, 'protective_evidence = ["e-…"]'),
            )


def find_not_countersigned(view: View) -> Iterator[Finding]:
    """A judgement below a tool is not final until an independent supervisor has countersigned it.

    The officer's judgement stands as a recommendation meanwhile, and the plan made for the higher level runs on. This
    is found by design in every case that comes down and waits for its countersignature, and goes away with it. A
    signature that was returned, or that something has changed since, is no countersignature. Nothing is said before
    the final judgement stands.

    It cannot see a signature on paper or in another system, nor whether the supervisor is trained; other checks look
    at who signed.
    """
    signing = find_signing(view.standing, view.assessment)
    if view.final is None or signing.state == "countersigned":
        return
    state, fix = _STATES[signing.state]
    for difference in view.differences:
        if difference.direction == "downward":
            yield Finding(
                difference.override.id if difference.override else view.final.id,
                f'the judgement goes below tool result "{difference.outcome.result.id}", and the assessment is {state}',
                fix,
            )


CHECKS: tuple[Check, ...] = (
    Check("override-missing", "error", _APP, find_missing),
    Check("override-without-rationale", "error", _APP, find_without_rationale),
    Check(
        "downward-without-protective-evidence",
        "error",
        "judging lower than a tool asks for more than judging higher: what protects must be named, so that it can be "
        "tested (defensible decision, Kemshall 2009; house rule)",
        find_without_protection,
    ),
    Check(
        "downward-not-countersigned",
        "error",
        "a trained supervisor oversees and countersigns every risk assessment (College of Policing APP, monitoring and "
        "reviewing risk); coming below a tool is not final without it (house rule)",
        find_not_countersigned,
    ),
)
