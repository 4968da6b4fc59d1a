"""The tables of an export about a case as a whole: its plain fields, what is due in it, what the checks find."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.report.export_columns import CASE, Columns, Row, day, partial, text, truth, whole
from sjtool.report.export_plan import find_covert
from sjtool.report.export_view import ExportView, age_band
from sjtool.report.plain_fields import FIELDS, plain_fields

CASES = Columns(
    "cases",
    "One row a case: its plain fields, as of the day of the export.",
    (
        CASE,
        truth("training", "an invented case"),
        text("standing", "of the person: suspect, convicted, potentially-dangerous-person …"),
        text("gender", "of the person: male, female, other"),
        text("age_band", "of the person on the day; empty where not recorded or left open by a year alone"),
        text("assessment", "id of the open assessment"),
        text("trigger", "why it was opened"),
        partial("opened_on", "when it was opened"),
        text("level", "of its final judgement, the officer's own"),
        text("likelihood", "of its final judgement, the officer's own"),
        text("first_level", "of its first judgement, made before the tools were shown"),
        whole("overrides", "of the final judgement; 0 where the officer said there is none"),
        partial("review_on", "as the final judgement sets it"),
        text("status", "draft, signed, countersigned, returned or changed-since"),
        text("officer", "who made the final judgement, else who opened the assessment"),
        whole("mappa_category", "1 to 4"),
        whole("mappa_level", "1 to 3"),
        text("management", "active or reactive"),
        truth("hidden", "levels of tools are left out: the open assessment has no final judgement yet"),
    ),
)
DUES = Columns(
    "dues",
    "One row for each thing due, coming, overdue or met by the cited clocks (docs/due.md).",
    (
        CASE,
        text("clock", "which clock: sjtool sets show england-wales has each with its source"),
        text("state", "overdue, not-recorded, due (28 days), coming, no-date or met"),
        day("due_on", "the day"),
        whole("left", "days to it, or past it as a negative number, in the unit of the rule"),
        text("unit", "days or working-days"),
        text("officer", "whose it is, where that is an officer recorded in the case"),
        day("met_on", "when it was met"),
        whole("late", "by how many days or working days it was met too late"),
    ),
)
PROBLEMS = Columns(
    "problems",
    "One row for each thing the checks find (docs/problems.md).",
    (
        CASE,
        text("code", "which check; sjtool explain CODE says more"),
        text("severity", "error or warning"),
    ),
)


def case_rows(view: ExportView) -> Iterator[Row]:
    """The one row of a case."""
    standing, header = view.standing, view.loaded.case.header
    fields = plain_fields(view.loaded.name, standing, training=header.training)
    subject = standing.subject
    made: dict[str, str | int | bool | None] = {name: fields[name] or None for name in FIELDS}
    made |= {
        "case": view.case,
        "training": header.training,
        "age_band": age_band(subject.born, view.today) if subject else None,
        "assessment": view.ref(fields["assessment"] or None),
        "overrides": {"": None, "none": 0}[said] if (said := fields["overrides"]) in {"", "none"} else int(said),
        "officer": view.officer(fields["author"] or None),
        "mappa_category": int(fields["mappa_category"]) if fields["mappa_category"] else None,
        "mappa_level": int(fields["mappa_level"]) if fields["mappa_level"] else None,
        "hidden": view.hidden,
    }
    yield tuple(made[column.name] for column in CASES.columns)


def due_rows(view: ExportView) -> Iterator[Row]:
    """What is due, without covert actions."""
    covert = find_covert(view)
    for due in view.dues:
        if due.is_covert or due.root in covert:
            continue
        is_met = due.state == "met"
        yield (
            view.case,
            due.clock,
            due.state,
            due.on,
            None if is_met else due.left,
            "working-days" if due.in_working_days else "days",
            view.owner(due.owner),
            due.met_on,
            due.late if is_met else None,
        )


def problem_rows(view: ExportView) -> Iterator[Row]:
    """What the checks find; the caller has left out what tells of a covert action."""
    yield from ((view.case, problem.code, problem.severity) for problem in view.problems)
