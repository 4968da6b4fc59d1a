"""Ask what something rests on: ids that are in the case, or a new piece of evidence recorded on the spot."""

from __future__ import annotations

import re

from sjtool.ask.asker import Asker
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Field, ask_field, ask_form
from sjtool.console import say, say_wrapped
from sjtool.loader import Loaded
from sjtool.model.enquiry import EvidenceRecord
from sjtool.store.append import Draft, Later

_SHOWN = 12


def ask_evidence(asker: Asker, loaded: Loaded, prompt: str, *, required: bool = True) -> tuple[list[object], list[Draft]]:
    """Ids (and pointers to new drafts) and the drafts themselves, evidence first. Raises Back or Stop."""
    made: list[Draft] = []
    while True:
        hint = 'ids with spaces between, "new" for a new piece, "list" to see what there is'
        typed = str(ask_field(asker, Field("evidence", f"{prompt}  ({hint})", "line", required=required)) or "")
        words = [word for word in re.split(r"[\s,;]+", typed) if word]
        if words == ["list"]:
            _say_evidence(loaded)
            continue
        unknown = [word for word in words if word != "new" and loaded.case.find(word) is None]
        if unknown:
            say(f'  Not in the case: {" ".join(unknown)}.  Type "list" to see what there is.')
            continue
        ids: list[object] = []
        for word in words:
            if word == "new":
                made.append(Draft("evidence", ask_form(asker, fields_for("evidence"))))
                ids.append(Later(len(made) - 1))
            else:
                ids.append(word)
        return ids, made


def _say_evidence(loaded: Loaded) -> None:
    """The latest pieces first, with id, date and title; responses are named by id too."""
    found = [e for e in loaded.standing.of(EvidenceRecord) if e.obtained is not False]
    for piece in found[-_SHOWN:][::-1]:
        say_wrapped(f"{piece.id}  {piece.dated_on or 'undated'}  {piece.title or 'no title'}", "    ")
    say("    Responses and sessions may be named too (r-0001, s-001): sjtool show CASE --all lists them.")
