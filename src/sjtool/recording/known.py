"""Which tool outcomes an officer knew before judging: from the case, and from what they were shown on the record."""

from __future__ import annotations

from sjtool.assess.independence import who_is
from sjtool.assess.judging import Outcome, find_known, find_outcomes
from sjtool.loader import Loaded
from sjtool.store.access import read_access


def known_outcomes(loaded: Loaded, officer: str) -> tuple[Outcome, ...]:
    """Outcomes recorded by the officer, shown to them by --reveal or `judge`, or used in an earlier judgement."""
    lines, _problems = read_access(loaded.path)
    standing = loaded.standing
    revealed = [
        str(record)
        for line in lines
        if line.get("act") == "reveal" and who_is(standing, str(line.get("by") or "")) == who_is(standing, officer)
        for record in line.get("records", [])
    ]
    return find_known(loaded.standing, find_outcomes(loaded.standing, loaded.passports), officer, revealed)
