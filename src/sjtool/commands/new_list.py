"""What a new case is about to hold, a line for each person: shown before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sjtool.dates import day_words
from sjtool.store.append import Draft

_HOW = {"partner-of": "partner of", "lives-with": "lives with", "parent-of": "parent of"}


def list_new(drafts: Sequence[Draft]) -> list[str]:
    """One line for everybody and one for the assessment; who is missing is said, too."""
    people = [draft.keys for draft in drafts if draft.kind == "person"]
    names = {str(keys["id"]): str(keys["label"]) for keys in people}
    relations = [draft.keys for draft in drafts if draft.kind == "relation"]
    (me,) = [draft.keys for draft in drafts if draft.kind == "officer"]
    subject, *others = people
    lines = [_about(subject, names, relations), _list_officer(me), *(_about(one, names, relations) for one in others)]
    if not any("partner" in keys["roles"] for keys in others):
        lines.append("No partner.")
    if not any("child" in keys["roles"] for keys in others):
        lines.append("No child of the household.")
    return [*lines, *(_list_assessment(draft.keys) for draft in drafts if draft.kind == "assessment")]


def _about(keys: Mapping[str, Any], names: Mapping[str, str], relations: Sequence[Mapping[str, Any]]) -> str:
    """Somebody: who they are, and what they are to the others as it was said."""
    is_subject = "subject" in keys["roles"]
    first = (
        str(keys["standing"]).replace("-", " ")
        if is_subject
        else ""
        if "partner" in keys["roles"]
        else keys["roles"][0]
    )
    born = f"born {day_words(keys['born'])}" if "born" in keys else ""
    own = [first, str(keys.get("gender", "")), born]
    said = [f"{_HOW[one['kind']]} {names[one['to']]}" for one in relations if one["person"] == keys["id"]]
    return f"{keys['label']}: {', '.join(filter(None, [*own, *said]))}"


def _list_officer(keys: Mapping[str, Any]) -> str:
    trained = f"trained in {', '.join(keys['trained'])}" if keys.get("trained") else ""
    parts = filter(None, [keys.get("name"), keys.get("role"), keys.get("agency"), trained])
    return f"You ({keys['id']}): {', '.join(parts)}"


def _list_assessment(keys: Mapping[str, Any]) -> str:
    asked = f"asked for by {keys['asked_by']}" if keys.get("asked_by") else ""
    said = filter(None, [str(keys["trigger"]).replace("-", " "), asked])
    return f"Assessment of {day_words(keys['opened_on'])}: {', '.join(said)}. {keys.get('purpose', '')}"
