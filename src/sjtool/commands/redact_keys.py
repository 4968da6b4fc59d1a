"""What becomes of each key of a record in a pseudonymised copy, where its kind of value does not say so by itself."""

from __future__ import annotations

Where = tuple[str, str]
"""The kind of a record and a key of it."""

DROPPED: frozenset[Where] = frozenset(
    {
        ("person", "address"),
        ("evidence", "reference"),
        ("event", "reference"),
        ("governance", "visor_reference"),
        ("governance", "policy_document"),
        ("tool_result", "document"),
    }
)
"""References and addresses: they go, and so does every mention of them."""
REPLACED: frozenset[Where] = frozenset({("erasure", "authority")})
"""References without which a record would not be whole: `[left out]` stands there."""
SILENT: frozenset[Where] = frozenset(
    {
        ("signature", "sshsig"),
        ("countersignature", "sshsig"),
        ("signature", "victims_head"),
        ("countersignature", "victims_head"),
    }
)
"""What would say nothing of the copy: a key's signature, and the head of a file that is not copied."""
LABELS: frozenset[Where] = frozenset({("person", "label"), ("officer", "name")})
PLACES: frozenset[Where] = frozenset({("session", "place")})
AGENCIES: frozenset[Where] = frozenset({("officer", "agency"), ("tool_result", "agency"), ("status", "lead_agency")})
NAMES: frozenset[Where] = AGENCIES | {
    ("assessment", "asked_by"),
    ("session", "others_present"),
    ("session", "cleared_with"),
    ("tool_result", "assessor"),
    ("override", "agreed_by"),
    ("action", "owner"),
    ("event", "others_present"),
    ("event", "told"),
}
"""Short keys that say who: names in them are replaced, and what stays is looked at first."""
CODES = frozenset(
    [
        "set",
        "item",
        "part",
        "factor",
        "recent",
        "past",
        "direction",
        "relevance",
        "instrument",
        "version",
        "scale",
        "level",
        "band",
        "inputs",
        "item_points",
        "missing_items",
        "band_before_reduction",
        "tool_level",
        "heading",
        "ref",
        "trained",
        "menu_entry",
        "touches",
        "considered",
        "answers",
        "told",
        "refused",
        "kind",
        "gender",
        "decided_by",
        "imminence",
        "frequency",
        "likelihood",
    ]
)
"""Keys that mostly hold coded words; what in them is no code is taken for an officer's words."""
DATED = frozenset(
    ("inputs", "told", "touches", "considered", "answers", "refused", "kind", "imminence", "frequency", "likelihood")
)
"""Coded words in which a date can stand, `date_of_birth=…`; elsewhere what looks like one is a version or an item."""
KINDS_LEFT_OUT = frozenset({"acknowledgement"})
"""An edit by hand shows in the old chain only; the copy has a new one."""
