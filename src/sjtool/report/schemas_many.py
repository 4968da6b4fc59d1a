"""Schemas of what commands over many cases print for scripts."""

from __future__ import annotations

from sjtool.assess.due import STATES
from sjtool.assess.judging import LEVELS
from sjtool.report.caseload_row import NOT_JUDGED
from sjtool.report.schema_words import (
    COUNT,
    DAY,
    MAYBE,
    MAYBE_DAY,
    MAYBE_WHOLE,
    TEXT,
    TEXTS,
    TRUTH,
    Schema,
    each,
    named,
    one_of,
    printed,
    some,
    table,
)

_UNIT = one_of("days", "working-days")
_STATUSES = ("draft", "signed", "countersigned", "returned", "changed-since")


def due() -> Schema:
    """`due --json`."""
    one = {
        **named("case clock what prompt counted source source_title pinpoint standing", TEXT),
        "state": one_of(*STATES),
        **named("on met_on", MAYBE_DAY),
        **named("left late", MAYBE_WHOLE),
        "unit": _UNIT,
        **named("opened unseen met_by met_how owner note", MAYBE),
        **named("started_by stopped_by", MAYBE),
    }
    head = {"marking": TEXTS, "training": TRUTH, "built_on": DAY, "cases": COUNT, **named("unreadable twice", TEXTS)}
    return printed("due", {**head, "dues": some(table(one))})


def caseload() -> Schema:
    """`caseload --json`."""
    levels = (*LEVELS, NOT_JUDGED)
    one = {
        "case": TEXT,
        "training": TRUTH,
        **named("officer next_due", MAYBE),
        "level": one_of(*levels),
        **named("level_before first_level", one_of(*levels, None)),
        "override": TEXT,
        "status": one_of(*_STATUSES),
        **named("since next_on oldest_overdue", MAYBE_DAY),
        "next_left": MAYBE_WHOLE,
        "next_unit": one_of("days", "working-days", None),
        **named("overdue errors warnings act_now", COUNT),
        "act_now_factors": TEXTS,
    }
    totals = {
        **named("cases unsigned overdue cases_overdue act_now errors warnings unreadable twice", COUNT),
        "levels": each(COUNT),
        "statuses": each(COUNT),
    }
    keys = {
        "marking": TEXTS,
        "built_on": DAY,
        **named("as_at officer", MAYBE),
        "where": each(TEXT),
        "sort": TEXT,
        "cases": some(table(one)),
        **named("unreadable twice", TEXTS),
        "totals": table(totals),
    }
    return printed("caseload", keys)


def check() -> Schema:
    """`check --format json`."""
    problem = table(
        {**named("code path what why fix", TEXT), "severity": one_of("error", "warning"), "line": COUNT},
        perhaps={"excerpt": TEXT},
    )
    keys = {
        "checks": TEXTS,
        "counts": table(named("files unreadable errors warnings", COUNT)),
        "files": some(table({"path": TEXT, "readable": TRUTH, "problems": some(problem)})),
    }
    return printed("check", keys)


def export() -> Schema:
    """`columns.json` of an export."""
    column = table({"name": TEXT, "type": one_of("text", "whole", "truth", "day", "partial-date"), "means": TEXT})
    tables = table({**named("table file what", TEXT), "rows": COUNT, "columns": some(column)})
    keys = {
        **named("sjtool made_at recipient pseudonymous", TEXT),
        "marking": TEXTS,
        "today": DAY,
        "as_at": MAYBE,
        "where": each(TEXT),
        **named("cases left_out failed", COUNT),
        "complete": TRUTH,
        "format": one_of("csv", "jsonl", "parquet"),
        "tables": some(tables),
    }
    return printed("export", keys)


def sets_list() -> Schema:
    """`sets list --json`."""
    words = table(named("lines current stale", COUNT))
    one = {
        **named("ref kind title purpose whom standing licence origin sha256", TEXT),
        "count": COUNT,
        "languages": each(words),
    }
    return printed("sets-list", {"templates": some(table(one))})


def sets_diff() -> Schema:
    """`sets diff --json`."""
    side = table(named("ref sha256", TEXT))
    change = table({**named("topic kind where key", TEXT), **named("old new note", MAYBE)})
    return printed("sets-diff", {"old": side, "new": side, "kind": TEXT, "alike": TRUTH, "changes": some(change)})
