"""Which prints left, and whether the case has changed since: a recipient is told (DPA 2018 s.38(5))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.assess.standing import Standing

NOTICE = "correction notice"
OWN_USE = "self"
"""The recipient of what an officer prints for themself."""
_PLAIN_REPORT = "summary"
"""The report of which the log gives no name."""
_SAYS_NOTHING_NEW = frozenset({"signature", "countersignature", "template", "officer"})


@dataclass(frozen=True)
class Disclosure:
    """One print that left. `changed` are the records made since; `known_head` is False where the file never had it.

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

    @property
    def is_superseded(self) -> bool:
        """Whether the case says more, or something else, than the print did.

        What an officer printed for own use went to nobody who could be told.
        """
        return self.recipient != OWN_USE and (bool(self.changed) or not self.known_head)


def find_disclosures(standing: Standing, access: Sequence[Mapping[str, Any]]) -> tuple[Disclosure, ...]:
    """Disclosures of the access log, oldest first, each with what was recorded since its head."""
    given = [line for line in access if line.get("act") == "disclosure" and line.get("command") != NOTICE]
    return tuple(_disclosure(standing, number, line) for number, line in enumerate(given, 1))


def _disclosure(standing: Standing, number: int, line: Mapping[str, Any]) -> Disclosure:
    head = str(line.get("head", ""))
    entries = list(standing.case)
    at = next((n for n, entry in enumerate(entries) if entry.record.chain == head), None)
    known = at is not None or head == standing.case.head
    later = entries[at + 1 :] if at is not None else []
    return Disclosure(
        number,
        str(line.get("at", "")),
        str(line.get("by", "")),
        str(line.get("recipient") or "not stated"),
        str(line.get("command", "")),
        head,
        tuple(entry.record.id for entry in later if entry.kind not in _SAYS_NOTHING_NEW),
        known,
        report=str(line.get("report") or (_PLAIN_REPORT if line.get("command") == "report" else "")),
        view=str(line.get("view") or ""),
        form=str(line.get("format") or ""),
    )
