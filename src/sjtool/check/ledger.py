"""Checks of the ledger: its chain, edits by hand, the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import say_correction
from sjtool.check.view import View
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement
from sjtool.problem import Problem

_CLOCKS = timedelta(minutes=5)
"""What two machines may differ by."""
_SUMMER = timedelta(hours=1)
"""Recorded in UTC shortly before midnight, in summer it is the next day already where it happened."""
_DAYS = ("held_on", "dated_on", "opened_on")


def _acknowledged(view: View) -> tuple[str, ...]:
    """Ids that an acknowledgement names, whether or not it still holds."""
    return tuple(dict.fromkeys(a.record for a in view.case.of(Acknowledgement) if a.record))


def find_chain_broken(view: View) -> Iterator[Problem]:
    """Every record is as it was recorded, and stands after the one it stood after.

    Each record carries a value worked out from its content and from all before it. Where that value does not fit, the
    record, or something between it and the one before it, was changed, removed, moved or put in, and nobody has said
    that it was meant. The first such record is named first. Once the edit is acknowledged, it is found here no more; an
    acknowledgement that no longer fits is not-acknowledged.

    It cannot say what stood there. It cannot see comments and white space, a tail that was cut off, or a chain that
    was worked out anew as a whole; those show only against a head printed elsewhere (docs/verify.md).
    """
    named = {view.case.place(record_id) for record_id in _acknowledged(view)}
    yield from (p for p in view.chain if p.code == "chain-broken" and p.place not in named)


def find_not_acknowledged(view: View) -> Iterator[Finding]:
    """An acknowledgement holds for the content it was made of, and for no other.

    Somebody once said that an edit of this record was meant, and why. Since then the record was edited again, or the
    acknowledgement itself was; or the acknowledgement was typed by hand and nothing covers it yet. So the reason on
    record is a reason for something else, which misleads more than none. In chain-broken, by contrast, nobody has said
    anything yet.

    It cannot say which of these happened, nor what stood there. It sees the last state only: a record that was edited
    and put back exactly as acknowledged is not found.
    """
    broken = {problem.place for problem in view.chain if problem.code == "chain-broken"}
    for record_id in _acknowledged(view):
        if view.case.place(record_id) in broken:
            yield Finding(
                record_id,
                f'"{record_id}" does not fit its chain value, and no acknowledgement of it holds: it was edited again '
                "since, or the acknowledgement was",
                "compare with a printed report; if this edit was meant too, say so:  sjtool verify CASE --acknowledge",
            )


def find_not_yet_covered(view: View) -> Iterator[Problem]:
    """Records written by hand at the end of a file are covered by the next one.

    A record without a chain value is covered as soon as sjtool appends another after it. Until then it can be changed
    without a trace. One finding stands for all such records at the end of the file; those in the middle are
    hand-edited.

    It cannot see whether anything was changed before the records were covered.
    """
    yield from (p for p in view.chain if p.code == "not-yet-covered")


def find_hand_edited(view: View) -> Iterator[Finding]:
    """A record written by hand was meant, and somebody has said so.

    sjtool writes who, when, a salt and a chain value on every record. One without a chain value was typed into the
    file, so who typed it and when is only what it says itself. Nothing is found once the record has been recorded
    again through sjtool, or where somebody has acknowledged it, one later in the same row of them, or the break that
    follows it. Records at the end of the file that nothing covers yet are not-yet-covered.

    It cannot see an edit of a record that sjtool wrote; that is chain-broken. Records that could not be read at all,
    and those that were lawfully erased, are left out.
    """
    said = {*_acknowledged(view), *view.case.acknowledged}
    found: list[Record] = []
    is_covered = is_owned = False
    for entry in reversed(view.case.entries):
        record = entry.record
        if record.chain is not None:
            is_covered, is_owned = True, record.id in view.case.acknowledged
            continue
        is_owned = is_owned or record.id in said
        if is_covered and not is_owned and entry.kind != "erased" and view.standing.stands(record):
            found.append(record)
    for record in reversed(found):
        yield Finding(
            record.id,
            f'{record.kind_name} "{record.id}" was written by hand, and nobody has said that it was meant',
            f"compare it with its source; if it is right, {say_correction(record, 'the same keys')}",
        )


def find_without_authority(view: View) -> Iterator[Problem]:
    """A record stands as erased only where an erasure record says by whom and on what authority.

    Erasure is the one act that takes words out of a case, and it is lawful only with a ground. An erased record must
    be answered for by an erasure record of the same id, kind and digest; without one, it looks as if somebody had
    removed what they did not like.

    It cannot judge the authority that is given, nor see what was erased.
    """
    yield from (p for p in view.chain if p.code == "erased-without-authority")


def find_erased_changed(view: View) -> Iterator[Problem]:
    """What stands where a record was erased is its id, its kind, its digest and nothing else.

    The chain goes by the digest of what stood there, so any other key in the erased record is covered by nothing. It
    could hold words that were to be gone, or words that nobody recorded.

    It cannot see comments, which may still say what the record did.
    """
    yield from (p for p in view.chain if p.code == "erased-changed")


def find_out_of_order(view: View) -> Iterator[Finding]:
    """Records stand in the order in which they were made, and nothing is recorded before it happened.

    A summary shows what was known when, and clocks of review run from these days. It looks for a record that was made
    more than five minutes earlier than the one before it in the file, and for a day held, dated or opened that lies
    after the record of it. A month or a year is found only where all of it does; an hour is allowed for summer time.
    Records that have been corrected are left out.

    It is a warning, for a clock can be wrong and a day mistyped with nothing hidden. It cannot see which of the two
    records has the wrong time, and it sees neither a wrong day in the past nor records without a time.
    """
    before: Record | None = None
    for entry in view.case:
        record = entry.record
        stands = view.standing.stands(record)
        if stands:
            yield from _find_ahead(record)
        if record.at is None:
            continue
        if before and before.at and stands and record.at < before.at - _CLOCKS:
            yield Finding(
                record.id,
                f'"{record.id}" says that it was recorded before "{before.id}", which stands before it in the file',
                f"set the clock; then {say_correction(record, 'the same keys')}",
            )
        before = record


@cache
def _days_of(kind: type[Record]) -> tuple[str, ...]:
    """Which days a kind of record can have: asked of every record of a case."""
    return tuple(key for key in _DAYS if key in kind.model_fields)


def _find_ahead(record: Record) -> Iterator[Finding]:
    """Days of one record that lie after its own time."""
    days = _days_of(type(record))
    if record.at is None or not days:
        return
    latest = (record.at + _SUMMER).date().isoformat()
    for key in days:
        day = getattr(record, key)
        if day and day > latest[: len(day)]:
            yield Finding(
                record.id,
                f'"{key}" of {record.kind_name} "{record.id}" lies after the day on which it was recorded',
                say_correction(record, f'{key} = "YYYY-MM-DD"'),
            )


_CHAIN = (
    "each record carries a value chained to all before it, so that corruption shows (DPA 2018 s.66; docs/verify.md)"
)
_TYPED = "alteration is logged with who and when, which a record typed into the file escapes (DPA 2018 s.62)"
CHECKS: tuple[Check, ...] = (
    Check("chain-broken", "error", _CHAIN, find_chain_broken),
    Check("not-acknowledged", "error", _CHAIN, find_not_acknowledged),
    Check("not-yet-covered", "warning", _CHAIN, find_not_yet_covered),
    Check("hand-edited", "warning", _TYPED, find_hand_edited),
    Check(
        "erased-without-authority",
        "error",
        "erasure is lawful only with an authority on record (DPA 2018 ss.47-48)",
        find_without_authority,
    ),
    Check(
        "erased-changed",
        "error",
        "an erased record keeps its id, kind and digest; anything else in it is not covered by the chain (DPA 2018 "
        "ss.47-48)",
        find_erased_changed,
    ),
    Check(
        "order-of-time",
        "warning",
        "a reader judges how current information is, and what was known when (DPA 2018 s.38(4), (5))",
        find_out_of_order,
    ),
)
