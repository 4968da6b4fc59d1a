"""How a signature, what answered it and what came after it are put in words: on a report, a list or a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.id_list import list_ids
from sjtool.assess.signing import Signing
from sjtool.assess.standing import Standing
from sjtool.model.decision import Countersignature, Event, Signature
from sjtool.model.people import Person
from sjtool.report.wording import is_guarded, say_code, say_date, say_officer

TYPED = "typed, not cryptographic"
WITH_KEY = "with an SSH key (sjtool verify checks it)"
_KEPT_APART = "somebody kept apart"


def say_method(record: Signature | Countersignature) -> str:
    """How it was signed. What was typed never passes for more."""
    return WITH_KEY if record.method == "sshsig" and record.sshsig else TYPED


def say_status(standing: Standing, signing: Signing) -> str:
    """Draft, signed, countersigned, returned or changed since, as the first line of a print has it."""
    signature, answer = signing.signature, signing.countersignature
    if signature is None:
        return "DRAFT: not signed"
    by = f"{say_officer(standing, signature.by)}, {say_method(signature)}"
    if signing.state == "changed-since":
        return f"DRAFT: changed since it was signed by {by}"
    if answer is None:
        return f"SIGNED by {by}; not countersigned"
    second = f"{say_officer(standing, answer.by)}, {say_method(answer)}"
    if signing.state == "returned":
        return f"RETURNED to {say_officer(standing, signature.by)} by {second}; not approved"
    return f"SIGNED by {by}; countersigned by {second}"


def say_records(standing: Standing, ids: Iterable[str]) -> str:
    """Records by kind and id, `ratings ra-001 to ra-008; visit of 4 March 2026 (ev-003)`, in the order given."""
    groups: dict[str, list[str]] = {}
    for name in ids:
        groups.setdefault(_kind_words(standing, name), []).append(say_id(standing, name))
    return "; ".join(f"{words} {list_ids(names)}" for words, names in groups.items())


def say_id(standing: Standing, name: str) -> str:
    """An id; of somebody of whom only the label may be printed the label, for an id that was made up can be a name."""
    record = standing.case.find(name)
    now = standing.person(name)
    if isinstance(record, Person) and (is_guarded(record) or (now and is_guarded(now))):
        return (now or record).label or _KEPT_APART
    return name


def _kind_words(standing: Standing, name: str) -> str:
    """What a record is, with the day where it is something that happened; what corrects says so."""
    record = standing.case.find(name)
    if record is None:
        return "record"
    if isinstance(record, Event):
        return " ".join(filter(None, [say_code(record.kind) or "event", say_date(record.held_on)]))
    word = say_code(record.kind_name)
    return f"correction of {word}" if record.supersedes else word


def signing_lines(standing: Standing, signing: Signing, hidden: frozenset[str] = frozenset()) -> Iterator[str]:
    """What a reader must know beside the status: what changed, what happened since, why it was returned.

    Records in `hidden` are counted and not named.
    """
    changed = [name for name in signing.changed if name not in hidden]
    if signing.changed:
        named = say_records(standing, changed)
        kept = len(signing.changed) - len(changed)
        rest = f"{kept} not named here" if kept else ""
        yield f"Changed since signing, so that the signature no longer holds: {'; '.join(filter(None, [named, rest]))}"
    since = [name for name in signing.since if name not in hidden]
    if since:
        yield f"Since signing, without changing it: {say_records(standing, since)}"
    answer = signing.countersignature
    if signing.state == "returned" and answer and answer.reasons:
        yield f"Returned because: {answer.reasons}"
