"""Schemas of what commands on one case print for scripts."""

from __future__ import annotations

from sjtool.report.schema_words import (
    ANY,
    COUNT,
    DAY,
    MAYBE,
    MAYBE_DAY,
    MAYBE_WHOLE,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    Schema,
    each,
    named,
    printed,
    some,
    table,
)

_RECORD: Schema = {"type": "object"}
"""A record as it stands in the case: `sjtool schema case` has its keys."""
_MAYBE_NUMBER: Schema = {"type": ["number", "null"]}
_MAYBE_PAIR: Schema = {"type": ["array", "null"], "items": WHOLE, "minItems": 2, "maxItems": 2}


def next_steps() -> Schema:
    """`next --json`."""
    return printed("next", {"case": TEXT, "steps": some(table(named("what state command", TEXT)))})


def history() -> Schema:
    """`history --json`."""
    one = table({"at": MAYBE, **named("by record kind words", TEXT)})
    return printed("history", {"case": TEXT, "happenings": some(one)})


def diff() -> Schema:
    """`diff --json`."""
    return printed("diff", {"case": TEXT, "since": TEXT, "until": MAYBE, "changes": TEXTS})


def disclosed() -> Schema:
    """`disclosed --json`."""
    one = {
        "number": COUNT,
        **named("at by recipient print head", TEXT),
        **named("report view format", MAYBE),
        "superseded": TRUTH,
        **named("changed changed_not_in_copy", TEXTS),
        "notices": some(table(named("at by recipient", TEXT))),
    }
    about = {"log_found": TRUTH, "log_begins": MAYBE, "logs_without_case": TEXTS}
    return printed("disclosed", {"case": TEXT, **about, "disclosures": some(table(one))})


def show() -> Schema:
    """`show --json`."""
    record = table({"table": TEXT}, open_=True)
    keys = {"format": COUNT, "case": TEXT, "marking": TEXT, "head": TEXT, "records": some(record)}
    return printed("show", keys, open_=True)


def plan() -> Schema:
    """`plan --json`."""
    want = {
        **named("kind ref record title", TEXT),
        **named("label person held_on", MAYBE),
        **named("answered_by older", TEXTS),
    }
    action = {
        "id": TEXT,
        **named("assessment pillar kind menu_entry objective purpose enforcement suitability proportionality", MAYBE),
        **named("negative_consequences owner due_on review_on checked_by", MAYBE),
        **named("answers not_said", TEXTS),
        **named("answers_nothing overdue", TRUTH),
        "status": TEXT,
    }
    keys = {
        **named("case marking head", TEXT),
        "built_on": DAY,
        "assessment": MAYBE,
        **named("gaps answered", some(table(want))),
        "actions": some(table(action)),
        "prompts": TEXTS,
    }
    return printed("plan", keys)


def verify() -> Schema:
    """`verify --json`."""
    signature = table({"record": TEXT, **named("by method key", MAYBE), "problems": TEXTS})
    keys = {
        **named("path head", TEXT),
        **named("records uncovered", COUNT),
        "holds": TRUTH,
        "mismatches": some(table({"record": MAYBE, "kind": TEXT, "line": COUNT})),
        "by_hand": some(MAYBE),
        **named("acknowledged erased", TEXTS),
        "victims_head": MAYBE,
        "signatures": some(signature),
        "problems": some(table({**named("code path what", TEXT), "line": COUNT})),
    }
    return printed("verify", keys)


def crosscheck() -> Schema:
    """`crosscheck --json`."""
    corrected = table({"response": TEXT, "value": ANY, "missing": MAYBE, "on": MAYBE_DAY, "reason": MAYBE})
    account = {
        **named("informant label session response", TEXT),
        "held_on": MAYBE,
        "value": ANY,
        **named("missing note missing_note", MAYBE),
        "corrected": some(corrected),
    }
    item = {
        **named("item outcome", TEXT),
        **named("part apart", MAYBE),
        **named("needs_reading reading_is_current", TRUTH),
        "accounts": some(table(account)),
        "reading": {"type": ["object", "null"]},
    }
    return printed("crosscheck", {"set": TEXT, "marks": TEXT, "items": some(table(item))})


def judge() -> Schema:
    """`judge --json`: the tools beside the officer's own words."""
    one = {
        **named("tool_result instrument construct", TEXT),
        **named("origin dated_on level said yields_to limits judged", MAYBE),
        "points": _MAYBE_NUMBER,
        "interval": _MAYBE_PAIR,
        "differs": TRUTH,
    }
    return printed("judge", {"tools": some(table(one))})


def score() -> Schema:
    """`score --json`. What tells a level is left out until the judgement stands; `hidden` then names those keys."""
    sure = {
        **named("record instrument rule_version rule_dated_on limits", TEXT),
        "applicable": {"type": ["boolean", "null"]},
        "reason": MAYBE,
        "inputs": _RECORD,
        **named("missing problems", TEXTS),
        "before": {"type": ["object", "string", "null"]},
    }
    level = {
        "points": MAYBE_WHOLE,
        "item_points": each(MAYBE_WHOLE),
        "percentage": _MAYBE_NUMBER,
        **named("band band_before_reduction decided_by met", MAYBE),
        "reduction_applied": {"type": ["boolean", "null"]},
        "interval": _MAYBE_PAIR,
        **named("stands_in hidden", TEXTS),
    }
    return printed("score", sure, perhaps=level)


def saved() -> Schema:
    """What a command that records says with `--json`: ids, and no words."""
    return printed("saved", {"saved": some(table(named("kind id", TEXT)))})


def reactive() -> Schema:
    """`reactive --json`."""
    record = table({"id": TEXT, "on": MAYBE})
    condition = {
        **named("id title state", TEXT),
        "exception": ANY,
        "why": ANY,
        "records": some(record),
        "show_with": MAYBE,
    }
    keys = {
        **named("case marking stage decision", TEXT),
        **named("training levels_hidden check_overdue", TRUTH),
        **named("on from to", DAY),
        "conditions": some(table(condition)),
        **named("proposal approval refusal end again checked_on check_due_on again_after", MAYBE),
        **named("effects open_effects undecided", some(ANY)),
    }
    return printed("reactive", keys)


def redact() -> Schema:
    """`redact --json`: what somebody must read before the copy is anything but personal data."""
    doubt = table({"line": COUNT, "record": TEXT, "key": TEXT, "why": TEXTS})
    keys = {
        **named("file case", TEXT),
        "records": COUNT,
        "is_personal_data": {"const": True},
        "to_read": some(doubt),
    }
    return printed("redact", keys)
