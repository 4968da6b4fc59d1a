"""Ask who does an action: a name that means an officer of the case is kept as the id, and said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field, ask_field
from sjtool.assess.officer_names import find_named
from sjtool.assess.standing import Standing
from sjtool.console import talk_width
from sjtool.text import wrap_text

_OWNER = "owner"


def with_owner(fields: Sequence[Field], standing: Standing) -> list[Field]:
    """The fields of an action, its owner asked so that `PC Hughes` becomes pc-4412 where that is who is meant."""

    def ask(asker: Asker, this: Field, before: Any) -> str:
        """The id of an officer, or the words as typed. Raises Back or Stop."""
        stands = str(before or this.default)
        while True:
            typed = str(ask_field(asker, replace(this, ask=None, default=stands)) or "")
            named = find_named(standing, typed)
            if len(named) > 1:
                told = ", ".join(f"{officer.id} ({officer.name})" for officer in named)
                _say(asker, f"Which of them?  Type the id: {told}")
                continue
            if named and named[0].id != typed:
                _say(asker, f"Owner: {named[0].name or 'the officer'} ({named[0].id})")
            return named[0].id if named else typed

    return [replace(this, ask=ask) if this.key == _OWNER else this for this in fields]


def _say(asker: Asker, words: str) -> None:
    for line in wrap_text(words, talk_width() - 1, "    ", "  "):
        asker.say(line)
