"""Schemas of what `train` prints for scripts, and of the key it lays beside a case with planted faults."""

from __future__ import annotations

from sjtool.assess.judging import LEVELS
from sjtool.report.schema_words import (
    COUNT,
    DAY,
    MAYBE,
    MAYBE_WHOLE,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    Schema,
    each,
    named,
    one_of,
    printed,
    some,
    table,
)
from sjtool.training.fault_kinds import KINDS
from sjtool.training.faults import CHANGED

_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_FIGURE: Schema = {"type": ["number", "null"], "maximum": 1}
"""Alpha and kappa: below nought where raters agree less than by chance."""
_FIGURES: dict[str, Schema] = {
    "things": COUNT,
    "share": _SHARE,
    **named("alpha low high kappa", _FIGURE),
    "why": MAYBE,
}
_WAYS = ("upward", "downward", "no direction", "none")
_DIRECTIONS: Schema = some(one_of("upward", "downward", None))
_SPOT: dict[str, Schema] = named("sheet factor person", TEXT)
_FAULT: dict[str, Schema] = {"kind": one_of(*KINDS, CHANGED), **named("record what found_by", TEXT), "names": TEXTS}


def agreement() -> Schema:
    """`train agreement --format json`."""
    rating = {
        "case": TEXT,
        **_SPOT,
        "share": _SHARE,
        "steps_apart": COUNT,
        "labels": each(TEXTS),
        "not_rated": TEXTS,
    }
    sheet = {
        **named("title scale", TEXT),
        "overall": table(_FIGURES),
        "factors": some(table({"factor": TEXT, **_FIGURES})),
        "ratings": some(table(rating)),
    }
    judged = {
        "case": TEXT,
        "levels": _only(LEVELS),
        "first_only": _only(LEVELS),
        "overrides": _only(_WAYS),
        "not_judged": TEXTS,
    }
    keys = {
        "built_on": DAY,
        **named("raters cases", TEXTS),
        "sheets": some(table(sheet)),
        "level": table({"stage": one_of("first", "final"), **_FIGURES}),
        "judgements": some(table(judged)),
    }
    return printed("agreement", keys)


def marking() -> Schema:
    """`train mark --format json`."""
    factor = {
        **_SPOT,
        **named("theirs model", MAYBE),
        "steps": MAYBE_WHOLE,
        **named("shared missed only_theirs not_given", TEXTS),
        **named("rests_on_nothing is_strength is_known_to_one", TRUTH),
    }
    judgement = {
        **named("theirs first model model_first", one_of(*LEVELS, None)),
        "stage": one_of("first", "final"),
        "steps": MAYBE_WHOLE,
        **named("overrides model_overrides", _DIRECTIONS),
        **named("said_none is_final", TRUTH),
        **named("counter_faced counter_missed", TEXTS),
    }
    keys = {
        **named("trainee model", TEXT),
        "built_on": DAY,
        "factors": some(table(factor)),
        "judgement": table(judgement),
        "readings": table({"read": COUNT, "unread": TEXTS}),
        "plan": table({"answered": COUNT, "open": some(table(named("kind ref record", TEXT)))}),
        "extra": TEXTS,
        "later": {**_later(), "type": ["object", "null"]},
        "is_unmatched": TRUTH,
        "unused": some(table({"sheet": TEXT, "factors": COUNT})),
    }
    return printed("marking", keys)


def _later() -> Schema:
    """What the model made of the case after the judgement a trainee is held against."""
    return table(
        {
            "papers": TEXTS,
            "level": one_of(*LEVELS, None),
            "moved": some(table({**_SPOT, **named("before after", MAYBE)})),
            "sheets": some(table({"sheet": TEXT, "factors": COUNT})),
            "overrides": _DIRECTIONS,
        }
    )


def fault_key() -> Schema:
    """The key beside a case with planted faults, `CASE--faults-SEED.key.json`."""
    return printed("fault-key", {"case": TEXT, "seed": WHOLE, "faults": some(table(_FAULT))})


def faults_marked() -> Schema:
    """`train faults --mark --json`."""
    keys = {
        "case": TEXT,
        "found": some(table({**_FAULT, "said": TEXTS})),
        "missed": some(table(_FAULT)),
        **named("others crowded", TEXTS),
    }
    return printed("faults-marked", keys)


def _only(words: tuple[str, ...]) -> Schema:
    """An object whose keys are some of these words, each with the raters who gave it."""
    return {"type": "object", "properties": dict.fromkeys(words, TEXTS), "additionalProperties": False}
