"""Ask what something rests on: ids that are in the case, or a new piece of evidence recorded on the spot."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Field, ask_field, ask_form
from sjtool.assess.references import BASIS
from sjtool.console import say, say_wrapped
from sjtool.loader import Loaded
from sjtool.model.enquiry import EvidenceRecord
from sjtool.store.append import Draft, Later

_SHOWN = 12
_HINT = 'ids with spaces between, "new" for a new piece, "list" to see what there is'
_NEW = re.compile(r"new-(\d{1,3})")


@dataclass
class EvidenceDesk:
    """The evidence of one sitting: what the case has, and what was made on the way (`new-1`, `new-2` …), unsaved."""

    loaded: Loaded
    kinds: Collection[str] = BASIS
    made: list[Draft] = field(default_factory=list)

    def field(
        self,
        key: str,
        prompt: str,
        wanted: Callable[[dict[str, Any]], bool] = lambda _answers: True,
        default: Sequence[str] = (),
    ) -> Field:
        """A question whose answer is ids, or pointers to what is made here; `default` is taken on an empty line."""

        def ask(asker: Asker, this: Field, before: list[object] | None) -> list[object]:
            return self._ask(asker, this, before or list(default))

        return Field(key, prompt, "line", required=True, wanted=wanted, ask=ask)

    def _ask(self, asker: Asker, this: Field, before: list[object] | None) -> list[object]:
        """Ids and pointers, at least one. Raises Back or Stop."""
        default = " ".join(f"new-{part.index + 1}" if isinstance(part, Later) else str(part) for part in before or ())
        plain = replace(this, prompt=f"{this.prompt}  ({_HINT})", ask=None, default=default)
        while True:
            words = [word for word in re.split(r"[\s,;]+", str(ask_field(asker, plain))) if word]
            if words == ["list"]:
                self._say_list()
                continue
            unfit = [word for word in words if not self._is_known(word)]
            if unfit or not words:
                named = " ".join(unfit) or "nothing named"
                say(f'  Not evidence in this case: {named}.  Type "list" to see what there is.')
                continue
            return [self._resolve(asker, word) for word in words]

    def _is_known(self, word: str) -> bool:
        made = _NEW.fullmatch(word)
        if word == "new" or (made and 1 <= int(made[1]) <= len(self.made)):
            return True
        return any(e.record.id == word and e.kind in self.kinds for e in self.loaded.case)

    def _resolve(self, asker: Asker, word: str) -> object:
        made = _NEW.fullmatch(word)
        if made:
            return Later(int(made[1]) - 1)
        if word != "new":
            return word
        self.made.append(Draft("evidence", ask_form(asker, fields_for("evidence"))))
        say(f"  Until it is saved it can be named again as new-{len(self.made)}.")
        return Later(len(self.made) - 1)

    def _say_list(self) -> None:
        """The latest pieces first, with id, date and title; responses are named by id too."""
        for number, draft in enumerate(self.made, 1):
            say_wrapped(f"new-{number}  not saved yet  {draft.keys.get('title', 'no title')}", "    ")
        found = [e for e in self.loaded.standing.of(EvidenceRecord) if e.obtained is not False]
        for piece in found[-_SHOWN:][::-1]:
            say_wrapped(f"{piece.id}  {piece.dated_on or 'undated'}  {piece.title or 'no title'}", "    ")
        if len(found) > _SHOWN:
            say(f"    and {len(found) - _SHOWN} older")
        say_wrapped(
            "Answers and sessions may be named too, as r-0001 or s-001.  sjtool show CASE --all  lists all ids.", "    "
        )
