"""A caseload as a report: one table and what stands at its foot, for any renderer of reports.

On a screen and on paper the last column says in words what waits; in a table for a document of one's own each thing has
its column.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sjtool.report.blocks import short_date
from sjtool.report.caseload_list import Caseload
from sjtool.report.caseload_row import NOT_JUDGED, CaseRow
from sjtool.report.cautions import HANDLING
from sjtool.report.report import Block, Pair, Pairs, Paragraph, Report, Section, Status, Table
from sjtool.report.wording import capitalise, say_code, say_date
from sjtool.text import count_words

NARROW = 100
"""Below so many columns the table has few of its own."""
PAGE = 120
"""Columns as on a sheet of paper: what waits is said in words."""
_LONGEST = 40
"""Longer cells keep Markdown from making a table."""


def build_report(load: Caseload, width: int = 0) -> Report:
    """The caseload for a screen of so many columns, or PAGE; with 0 everything has a column of its own."""
    cases = count_words(len(load.rows), "case")
    table: Block = _table(load, width) if load.rows else Paragraph("No case to show.", "sjtool")
    foot = Pairs(tuple(_foot(load)))
    return Report(
        name="caseload",
        title="Caseload",
        case=cases,
        subject=_say_choice(load),
        marking=" / ".join(load.markings),
        handling=HANDLING,
        training=bool(load.rows) and all(row.training for row in load.rows),
        status=Status("", "Prompts for a supervisor. They judge nobody."),
        warnings=(),
        head="",
        built_on=load.printed_on,
        as_at=load.as_at,
        recipient="",
        gist=None,
        sections=(Section(0, "Cases", "", (table,)), Section(0, "In all", "", (foot,))),
    )


def _say_choice(load: Caseload) -> str:
    """Which cases were asked for and in which order."""
    parts = [f"of {load.officer}"] if load.officer else []
    parts += [f"{key} {value or 'nothing'}" for key, value in load.where.items()]
    sort = "what waits first" if load.sort == "attention" else f"by {load.sort}"
    return capitalise(", ".join([*parts, sort]))


def _table(load: Caseload, width: int) -> Table:
    if not width:
        return _full(load)
    has_names = any(row.person for row in load.rows)
    if width < NARROW:
        header = ("Case", "Level, override", "Status", "Next due", "What waits")
        rows = [
            (row.case, _say_both(row), _say_status(row), _short(row.next_on), _say_waits(row, narrow=True))
            for row in load.rows
        ]
        return Table(header, tuple(rows))
    wide = [
        (
            row.case,
            row.person if has_names else row.officer or "nobody named",
            say_code(row.level),
            say_code(row.first) or "same",
            say_code(row.override),
            _say_status(row),
            _short(row.next_on),
            _say_waits(row, narrow=False),
        )
        for row in load.rows
    ]
    who = "Person" if has_names else "Officer"
    return Table(("Case", who, "Level", "First", "Override", "Status", "Next due", "What waits"), tuple(wide))


def _full(load: Caseload) -> Table:
    """Everything in a column of its own."""
    header = (
        *("Case", "Officer", "Level", "First level", "Override", "Status", "Since"),
        *("Next due", "What is due", "Overdue", "Errors", "Warnings", "Act now"),
    )
    return Table(header, tuple(_full_row(row, load.today) for row in load.rows))


def _full_row(row: CaseRow, today: date) -> tuple[str, ...]:
    titles = row.act_now_titles
    return (
        row.case,
        row.officer or "nobody named",
        say_code(row.level) + (f" (before: {say_code(row.before)})" if row.before else ""),
        say_code(row.first) or ("not judged" if row.level == NOT_JUDGED else "the same"),
        say_code(row.override),
        _say_status(row),
        say_date(row.since) or "not known",
        f"{say_date(row.next_on)} ({_say_left(row, today)})" if row.next_on else "nothing",
        row.next_what or "nothing",
        str(row.overdue),
        str(row.errors),
        str(row.warnings),
        titles if 0 < len(titles) <= _LONGEST else count_words(len(row.act_now), "factor") if titles else "none",
    )


def _say_both(row: CaseRow) -> str:
    if row.level == NOT_JUDGED:
        return "not judged"
    return f"{say_code(row.level)}, {'both' if row.override == 'up-and-down' else say_code(row.override)}"


def _say_status(row: CaseRow) -> str:
    return "changed" if row.status == "changed-since" else row.status


def _say_waits(row: CaseRow, *, narrow: bool) -> str:
    """What waits, most pressing first; where it is narrow, without the days, and whom it is about before it."""
    said = "; ".join(_waits(row, narrow=narrow)) or "nothing"
    said = capitalise(said)
    return f"{row.person}. {said}" if narrow and row.person else said


def _waits(row: CaseRow, *, narrow: bool) -> Iterator[str]:
    if row.act_now:
        yield f"act now: {row.act_now_titles}"
    if row.overdue:
        oldest = f", the oldest since {_short(row.oldest)}" if row.oldest and not narrow else ""
        yield f"{row.overdue:,} overdue{oldest}"
    since = f" since {_short(row.since)}" if row.since and not narrow else ""
    if row.status == "signed":
        yield f"to be countersigned{since}"
    elif row.is_unsigned:
        words = {"draft": "unsigned", "returned": "returned", "changed-since": "changed after signing"}[row.status]
        yield f"{words}{since}"
    if row.before:
        yield f"{say_code(row.before)} before"
    if narrow and row.first:
        yield "not judged before the tools were shown" if row.first == NOT_JUDGED else f"first {say_code(row.first)}"
    found = [count_words(row.errors, "error")] if row.errors else []
    found += [count_words(row.warnings, "warning")] if row.warnings else []
    if found:
        yield ", ".join(found)


def _say_left(row: CaseRow, today: date) -> str:
    """How far off the next day is, in the unit of its rule."""
    left = row.next_left or 0
    if row.next_on == today or not left:
        return "today"
    return f"in {count_words(left, 'working day' if row.next_unit == 'working-days' else 'day')}"


def _short(day: date | None) -> str:
    return short_date(day.isoformat()) if day else "none"


def _foot(load: Caseload) -> Iterator[Pair]:
    """What there is in all: counts of cases and of things, never of levels weighed together."""
    yield Pair("Levels", ", ".join(f"{number:,} {say_code(level)}" for level, number in load.levels.items()), "sjtool")
    yield Pair("Status", ", ".join(f"{number:,} {say_code(one)}" for one, number in load.statuses.items()), "sjtool")
    yield Pair("Unsigned", f"{load.unsigned:,} (draft, returned or changed since)", "sjtool")
    things, cases = load.overdue
    yield Pair("Overdue", f"{things:,} in {count_words(cases, 'case')}", "sjtool")
    yield Pair("Act now", count_words(load.act_now, "case"), "sjtool")
    errors, warnings = load.problems
    yield Pair("Problems", f"{count_words(errors, 'error')}, {count_words(warnings, 'warning')}", "sjtool")
    yield Pair("Not readable", count_words(len(load.unreadable), "case"), "sjtool")
    if load.twice:
        yield Pair(
            "In two files", count_words(len(load.twice), "file") + " of a case that another file has too", "sjtool"
        )
