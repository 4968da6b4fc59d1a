"""What differs between two templates, on a screen or as JSON: old and new in full, one under the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sjtool.assess.template_diff import TOPICS, Change, Topic
from sjtool.report.json_head import headed
from sjtool.store.library import Loaded
from sjtool.text import count_words, wrap_text

HEADINGS: Mapping[Topic, str] = {
    "findings": "What raises a finding",
    "content": "What there is",
    "scales": "What a rating means",
    "who": "Who is asked or rated, and when",
    "answers": "How it is answered and compared",
    "wording": "Wording",
    "conduct": "How the interview is held",
    "head": "What it is for",
    "order": "Order",
    "standing": "Sources, licence and standing",
}
_KEY_WORDS: Mapping[str, str] = {
    "ask": "wording",
    "ask_partner": "wording to the partner",
    "ask_carer": "wording to a carer",
    "asked_of": "who is asked",
    "act_now": "what to do now",
    "anchors": "anchor",
    "anchors_standing": "standing of the anchors",
    "answer": "kind of answer",
    "applies_if": "when it is asked",
    "asks": "mark",
    "compare": "how accounts are compared",
    "clear_with_police_first": "clear it with the police first",
    "directions": "directions that can be chosen",
    "draws_on": "earlier answers it draws on",
    "follow_up": "prompts",
    "follow_up_by": "prompts for one role",
    "is_context_only": "recorded and shown only, used in no rule",
    "is_graded": "whether it has levels",
    "is_prefilled": "earlier answers offered to be confirmed",
    "maps_to": "word of ours",
    "marks_note": "note on the marks",
    "not_this": "what it is not",
    "parts": "parts the partner is asked",
    "periods": "times that are rated",
    "raises_concern_when": "labels that raise concern",
    "rated_for": "about whom it is rated",
    "rated_per": "for whom it is rated",
    "standing_note": "note on its standing",
}
_BY_NAME = frozenset({"anchors", "follow_up_by"})
"""Keys that hold something for each of several names."""
_SAID = {"added": "added", "removed": "removed", "renamed": "has another id", "moved": "moved", "changed": "changed"}
_WAS, _NOW, _NONE = "was: ", "now: ", "(nothing)"


def render_difference(old: Loaded, new: Loaded, changes: Sequence[Change], width: int) -> str:
    """Every change under the heading of its topic."""
    lines = wrap_text(f"{_called(old)} → {_called(new)}   {new.template.set.title}", width, "    ", "")
    if not changes:
        return "\n".join([*lines, *wrap_text("They are alike in everything but id and version.", width, "  ")])
    lines += wrap_text(f"{count_words(len(changes), 'change')}; what changes meaning comes first.", width, "  ")
    for topic in TOPICS:
        told = [change for change in changes if change.topic == topic]
        if told:
            lines += ["", *wrap_text(f"{HEADINGS[topic]}", width)]
            lines += [line for change in told for line in _change(change, width)]
    return "\n".join(lines)


def _called(loaded: Loaded) -> str:
    """Its reference; with its path where it was named by that."""
    return (
        loaded.found.ref if loaded.found.origin in {"own", "shipped"} else f"{loaded.found.ref} ({loaded.found.path})"
    )


def _change(change: Change, width: int) -> Iterator[str]:
    yield from wrap_text(f"{change.where}: {_what(change)}", width, "    ", "  ")
    if change.kind != "added":
        yield from wrap_text(change.old or _NONE, width, " " * (6 + len(_WAS)), f"      {_WAS}")
    if change.kind != "removed":
        yield from wrap_text(change.new or _NONE, width, " " * (6 + len(_NOW)), f"      {_NOW}")
    if change.note:
        yield from wrap_text(change.note, width, "      ")


def _what(change: Change) -> str:
    """What happened, and to which of its keys; a table that came or went is named by its place already."""
    is_table = change.kind != "changed" and change.key not in _BY_NAME
    name = _KEY_WORDS.get(change.key, change.key.replace("_", " "))
    return _SAID[change.kind] if is_table else f"{name} {_SAID[change.kind]}"


def difference_json(old: Loaded, new: Loaded, changes: Sequence[Change]) -> str:
    """The same for a script."""
    told = {
        "old": {"ref": old.found.ref, "sha256": old.sha256},
        "new": {"ref": new.found.ref, "sha256": new.sha256},
        "kind": new.template.set.kind,
        "alike": not changes,
        "changes": [
            {
                "topic": change.topic,
                "kind": change.kind,
                "where": change.where,
                "key": change.key,
                "old": change.old or None,
                "new": change.new or None,
                "note": change.note or None,
            }
            for change in changes
        ],
    }
    return json.dumps(headed("sets-diff", told), indent=2, ensure_ascii=False)
