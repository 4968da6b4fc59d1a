"""What every report for a class room has around its sections: it is of nobody, for learning, and grades nobody."""

from __future__ import annotations

from datetime import date

from sjtool.report.report import Report, Section, Status


def frame(
    name: str,
    title: str,
    status: str,
    handling: str,
    today: date,
    *,
    case: str,
    subject: str,
    sections: tuple[Section, ...],
) -> Report:
    """The report. `status` says what it is for, `handling` for whom."""
    return Report(
        name=name,
        title=title,
        case=case,
        subject=subject,
        marking="OFFICIAL",
        handling=handling,
        training=True,
        status=Status("", status),
        warnings=(),
        head="",
        built_on=today,
        as_at="",
        recipient="",
        gist=None,
        sections=sections,
    )
