"""How schemas of what sjtool prints are written down: an object by its keys, every one of them there unless said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.report.json_head import VERSION

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
WHOLE: Schema = {"type": "integer"}
MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
TRUTH: Schema = {"type": "boolean"}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
ANY: Schema = {}


def some(item: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": item}


TEXTS = some(TEXT)


def one_of(*words: str | None) -> Schema:
    """One of these words."""
    return {"enum": [*words]}


def table(keys: Mapping[str, Schema], *, perhaps: Mapping[str, Schema] | None = None, open_: bool = False) -> Schema:
    """An object with these keys, all of them there but those in `perhaps`; with `open_` others may be there too."""
    return {
        "type": "object",
        "properties": {**keys, **(perhaps or {})},
        "required": [*keys],
        **({} if open_ else {"additionalProperties": False}),
    }


def each(value: Schema) -> Schema:
    """An object whose keys are ids or words, each with such a value."""
    return {"type": "object", "additionalProperties": value}


def printed(
    name: str, keys: Mapping[str, Schema], *, perhaps: Mapping[str, Schema] | None = None, open_: bool = False
) -> Schema:
    """The whole of one output: what says which schema it follows, and its keys."""
    head: dict[str, Schema] = {"schema": {"const": f"sjtool-{name}"}, "version": {"const": VERSION}}
    return table({**head, **keys}, perhaps=perhaps, open_=open_)


def named(keys: str, value: Schema) -> dict[str, Schema]:
    """Several keys, parted by spaces, of one sort."""
    return dict.fromkeys(keys.split(), value)
