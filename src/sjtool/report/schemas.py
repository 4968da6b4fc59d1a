"""JSON Schemas (draft 2020-12), made from the models and the manual of their keys, so that they cannot drift apart.

An editor with a TOML language server checks a case or a template against them while it is typed; a script checks what
it reads. They say what may stand in a file, not what must be in a finished case: that is for `sjtool check`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.manual import KIND_NOTES, MANUAL
from sjtool.model.record import Header, Record
from sjtool.model.template import TEMPLATES
from sjtool.report import schemas_many, schemas_one, schemas_training
from sjtool.report.as_json import VERSION
from sjtool.report.gist import Gist
from sjtool.report.report import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: Mapping[str, str] = {
    "case": "a case file, CASE.toml",
    "victims": "the victims file beside a case, CASE.victims.toml",
    "question-set": "a question set",
    "factor-set": "a factor set",
    "instrument": "the passport of an instrument",
    "marks": "marks of a question set",
    "menu": "a menu or an outline",
    "clocks": "clocks and bank holidays",
    "report": "a report printed as JSON",
    "manifest": "the manifest of a folder of reports",
    "due": "due --json",
    "caseload": "caseload --json",
    "check": "check --format json",
    "export": "columns.json beside the tables of an export",
    "next": "next --json",
    "show": "show --json",
    "history": "history --json",
    "diff": "diff --json",
    "disclosed": "disclosed --json",
    "plan": "plan --json",
    "crosscheck": "crosscheck --json",
    "judge": "judge --json",
    "score": "score --json",
    "reactive": "reactive --json",
    "verify": "verify --json",
    "redact": "redact --json",
    "saved": "--json of every command that records",
    "sets-list": "sets list --json",
    "sets-diff": "sets diff --json",
    "agreement": "train agreement --format json",
    "marking": "train mark --format json",
    "fault-key": "the key beside a case with planted faults, CASE.key.json",
    "faults-marked": "train faults --mark --json",
}
"""Each schema and what it is of."""
_PRINTED: Mapping[str, Callable[[], dict[str, Any]]] = {
    "due": schemas_many.due,
    "caseload": schemas_many.caseload,
    "check": schemas_many.check,
    "export": schemas_many.export,
    "next": schemas_one.next_steps,
    "show": schemas_one.show,
    "history": schemas_one.history,
    "diff": schemas_one.diff,
    "disclosed": schemas_one.disclosed,
    "plan": schemas_one.plan,
    "crosscheck": schemas_one.crosscheck,
    "judge": schemas_one.judge,
    "score": schemas_one.score,
    "reactive": schemas_one.reactive,
    "verify": schemas_one.verify,
    "redact": schemas_one.redact,
    "saved": schemas_one.saved,
    "sets-list": schemas_many.sets_list,
    "sets-diff": schemas_many.sets_diff,
    "agreement": schemas_training.agreement,
    "marking": schemas_training.marking,
    "fault-key": schemas_training.fault_key,
    "faults-marked": schemas_training.faults_marked,
}


def build_schema(name: str) -> dict[str, Any]:
    """The schema of one kind of file. Raises KeyError where there is none of that name."""
    title = SCHEMAS[name]
    if name in {"case", "victims"}:
        made = _ledger(KINDS if name == "case" else VICTIM_KINDS)
    elif name in TEMPLATES:
        made = TEMPLATES[name].model_json_schema()
    elif name in _PRINTED:
        made = _PRINTED[name]()
    elif name == "report":
        made = _report()
    else:
        made = _manifest()
    return {"$schema": _DIALECT, **made, "title": f"sjtool: {title}"}


def _ledger(kinds: Mapping[str, type[Record]]) -> dict[str, Any]:
    """A ledger: the keys of its head, and a list of tables for each kind of record."""
    head = Header.model_json_schema()
    shared: dict[str, Any] = {}
    tables = {}
    for kind, model in kinds.items():
        made = model.model_json_schema()
        shared |= made.pop("$defs", {})
        for key, note in MANUAL.get(kind, {}).items():
            if key in made["properties"]:
                made["properties"][key]["description"] = f"{note.prompt} {note.help}"
        made["properties"] = {key: _without_null(value) for key, value in made["properties"].items()}
        made["description"] = KIND_NOTES.get(kind, made.get("description", ""))
        tables[kind] = {"type": "array", "items": made, "description": made["description"]}
    return {
        "type": "object",
        "properties": {**head["properties"], **tables},
        "required": head.get("required", []),
        "additionalProperties": False,
        **({"$defs": shared} if shared else {}),
    }


def _without_null(key: Mapping[str, Any]) -> dict[str, Any]:
    """An absent key is absent: TOML has no null."""
    if "anyOf" not in key:
        return {name: value for name, value in key.items() if name != "default" or value is not None}
    some = [one for one in key["anyOf"] if one.get("type") != "null"]
    rest = {name: value for name, value in key.items() if name != "anyOf" and (name != "default" or value is not None)}
    return {**rest, **some[0]} if len(some) == 1 else {**rest, "anyOf": some}


def _report() -> dict[str, Any]:
    """What `report --format json` prints. The gist is only there for a summary."""
    whole = TypeAdapter(Report).json_schema()
    gist = TypeAdapter(Gist).json_schema()
    shared = {**whole.pop("$defs", {}), **gist.pop("$defs", {})}
    for kind in ("Paragraph", "Note", "Pairs", "Bullets", "Table", "Strip", "Profile", "Timeline", "Group"):
        shared[kind]["properties"]["type"] = {"const": kind.lower()}
        shared[kind]["required"] = [*shared[kind].get("required", []), "type"]
    own = whole["properties"]
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    maybe = {"type": ["string", "null"]}
    kept = ("title", "case", "subject", "marking", "handling", "training", "warnings", "head", "built_on", "sections")
    properties = {
        "schema": {"type": "string", "pattern": "^sjtool-"},
        "version": {"const": VERSION},
        "report": text,
        "status": text,
        "status_words": text,
        "since_signing": texts,
        "changed_since_signing": texts,
        "as_at": maybe,
        "recipient": maybe,
        **{key: own[key] for key in kept},
    }
    required = list(properties)
    return {
        "type": "object",
        "properties": {**properties, **gist["properties"], "problems": own["problems"]},
        "required": required,
        "additionalProperties": False,
        "$defs": shared,
    }


def _manifest() -> dict[str, Any]:
    """What a run writes beside its reports."""
    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    line = {
        "type": "object",
        "properties": {
            "case": text,
            "state": {"enum": ["written", "unchanged", "left-out", "failed", "not-reached"]},
            **dict.fromkeys(("report", "format", "source", "order", "output", "sha256", "made_on", "problem"), text),
            **dict.fromkeys(("printed_from", "where", "had"), text),
            "stale": {"type": "boolean"},
            **dict.fromkeys(("size", "line", "changed_records"), count),
        },
        "required": ["case", "state"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {
            "schema": {"const": "sjtool-manifest"},
            "version": {"const": 1},
            **dict.fromkeys(("report", "format", "made_at", "made_by", "run", "paths"), text),
            "counts": {"type": "object", "additionalProperties": count},
            "cases": {"type": "array", "items": line},
        },
        "required": ["schema", "version", "report", "format", "made_at", "cases"],
        "additionalProperties": False,
    }
