"""What stands at the foot of every print: the chain head it can be held against, and the day it was made."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.report.report import Report
from sjtool.report.wording import say_date

TRAINING = "TRAINING: invented, about nobody"


def foot_lines(report: Report) -> Iterator[str]:
    """One line each. A print for a family has no head: its foot stays calm."""
    if report.head:
        whole = " (of the whole file)" if report.as_at else ""
        yield f"Chain head {report.head}{whole} · {report.case} · {report.status.words}"
        yield f"To hold this print against the file:  sjtool verify {report.case} --head HEX"
    yield " · ".join(filter(None, [f"printed on {say_date(report.built_on)}", TRAINING if report.training else ""]))
