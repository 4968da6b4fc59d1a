"""Which prints left, whether what they hold has changed since, and which correction notices followed.

A recipient is told (DPA 2018 s.38(5)), and told of nothing that was never in their copy (`seen_by_print.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sjtool.assess.seen_by_print import find_in_print
from sjtool.assess.standing import Standing

NOTICE = "correction notice"
OWN_USE = "self"
"""The recipient of what an officer prints for themself."""
_PLAIN_REPORT = "summary"
"""The report of which the log gives no name."""
_SAYS_NOTHING_NEW = frozenset({"signature", "countersignature", "template", "officer"})


@dataclass(frozen=True)
class Notice:
    """A correction notice that was drafted for the holder of a print."""

    at: str
    by: str
    recipient: str


@dataclass(frozen=True)
class Disclosure:
    """One print that left. `known_head` is False where the file never stood at its head.

    `changed` are the records made since that could stand in that print as it would be made now; `beside` are the others
    made since, for the officer alone: the recipient was given nothing of them. `notices` are those that followed it.
    `report`, `view` and `form` are which report it was, whose copy and in which format, as far as the log says.
    """

    number: int
    at: str
    by: str
    recipient: str
    command: str
    head: str
    changed: tuple[str, ...]
    known_head: bool
    report: str = ""
    view: str = ""
    form: str = ""
    beside: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_superseded(self) -> bool:
        """Whether the case says more, or something else, than the print did, of what its recipient may see.

        What an officer printed for own use went to nobody who could be told.
        """
        return self.recipient != OWN_USE and (bool(self.changed) or not self.known_head)


def find_disclosures(
    standing: Standing, access: Sequence[Mapping[str, Any]], *, untold: Collection[str] = ()
) -> tuple[Disclosure, ...]:
    """Disclosures of the access log, oldest first, each with what was recorded since its head and the notices sent.

    Records in `untold` count nowhere: covert ones, wherever this is not the officer's own screen.
    """
    given = [line for line in access if line.get("act") == "disclosure" and line.get("command") != NOTICE]
    found = [_disclosure(standing, number, line, untold) for number, line in enumerate(given, 1)]
    for line, about in _find_notices(access, found):
        told = Notice(str(line.get("at", "")), str(line.get("by", "")), str(line.get("recipient") or "not stated"))
        found[about] = replace(found[about], notices=(*found[about].notices, told))
    return tuple(found)


def _find_notices(
    access: Sequence[Mapping[str, Any]], found: Sequence[Disclosure]
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Each notice with the place of the print it corrects; one that does not say, with the last to its recipient."""
    before = -1
    for line in access:
        if line.get("act") != "disclosure":
            continue
        if line.get("command") != NOTICE:
            before += 1
            continue
        number = line.get("corrects")
        if isinstance(number, int) and 1 <= number <= before + 1:
            yield line, number - 1
            continue
        to = str(line.get("recipient") or "not stated")
        about = next((n for n in range(before, -1, -1) if found[n].recipient == to), None)
        if about is not None:
            yield line, about


def _disclosure(standing: Standing, number: int, line: Mapping[str, Any], untold: Collection[str]) -> Disclosure:
    head = str(line.get("head", ""))
    entries = list(standing.case)
    at = next((n for n, entry in enumerate(entries) if entry.record.chain == head), None)
    known = at is not None or head == standing.case.head
    later = entries[at + 1 :] if at is not None else []
    since = [entry.record.id for entry in later if entry.kind not in _SAYS_NOTHING_NEW]
    report = str(line.get("report") or (_PLAIN_REPORT if line.get("command") == "report" else ""))
    view = str(line.get("view") or "")
    in_print = find_in_print(standing, view, report) if since else frozenset[str]()
    return Disclosure(
        number,
        str(line.get("at", "")),
        str(line.get("by", "")),
        str(line.get("recipient") or "not stated"),
        str(line.get("command", "")),
        head,
        tuple(name for name in since if name in in_print),
        known,
        report=report,
        view=view,
        form=str(line.get("format") or ""),
        beside=tuple(name for name in since if name not in in_print and name not in untold),
    )
