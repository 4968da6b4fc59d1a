"""Ask what something rests on: ids, words to search by, or a new piece of evidence recorded on the spot."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Back, Field, ask_field
from sjtool.assess.references import BASIS
from sjtool.commands.evidence_list import SHOWN, EvidenceList, Piece, show_pieces
from sjtool.commands.live_forms import HALF, LiveForms
from sjtool.commands.more_line import MORE, more_line, only_if
from sjtool.console import talk_width
from sjtool.interview.screen import Screen
from sjtool.loader import Loaded
from sjtool.store.append import Draft, Later
from sjtool.text import wrap_text

_NEW = re.compile(r"new-(\d{1,3})")
_MORE = {"reference": "r", "text": "t", "grade": "g", "handling": "h"}
_MORE_WORDS = {"r": "its reference", "t": "what it says", "g": "its grade", "h": "how to handle it"}
_HELP = (
    "An id names a piece; several go with spaces between. Other words search titles, references, texts and answers, "
    "and a number then picks. new TITLE records a new piece, list shows the latest."
)
_WHOLE = "whole"


@dataclass
class EvidenceDesk:
    """The evidence of one sitting: what the case has, and what was made on the way (`new-1`, `new-2` …), unsaved.

    `place` is where new pieces are kept while they are typed; `last` is what was named the last time.
    """

    loaded: Loaded
    live: LiveForms
    place: str
    kinds: Collection[str] = BASIS
    last: Sequence[str] = ()
    made: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take up pieces that an earlier run had typed in full."""
        self.known = EvidenceList(self.loaded, self.kinds)
        while (left := self.live.left(self._place_of(len(self.made)))).pop(_WHOLE, None):
            self.made.append(_draft(left))

    def field(self, key: str, prompt: str, wanted: Callable[[dict[str, Any]], bool] = lambda _answers: True) -> Field:
        """A question whose answer is ids, or pointers to what is made here."""

        def ask(_asker: Asker, this: Field, before: list[object] | None) -> list[object]:
            return self._ask(this, before or [])

        return Field(key, prompt, "line", required=True, wanted=wanted, ask=ask, help=_HELP)

    def _ask(self, this: Field, before: Sequence[object]) -> list[object]:
        """Ids and pointers, at least one. Raises Back or Stop."""
        chosen = [f"new-{part.index + 1}" if isinstance(part, Later) else str(part) for part in before]
        shown: list[Piece] = []
        while True:
            plain = replace(this, prompt=self._prompt(this, shown), ask=None, default=" ".join(chosen))
            typed = str(ask_field(self.live, plain))
            words = [word for word in re.split(r"[\s,;]+", typed) if word]
            if words in (["list"], ["l"]):
                shown = self._say_list()
                continue
            if words[:1] in (["new"], ["n"]) and not all(self._find(word, shown) for word in words[1:]):
                words, title = ["new"], typed.strip().partition(" ")[2].strip()
            else:
                title = ""
            found = {word: self._find(word, shown) for word in words}
            unfit = [word for word in words if not found[word]]
            if words and not unfit:
                resolved = self._resolve([one for word in words for one in found[word]], title)
                if resolved:
                    return resolved
                continue
            chosen = [one for word in words for one in found[word] if one != "new"]
            shown = self._search(unfit)

    def _prompt(self, this: Field, shown: Sequence[Piece]) -> str:
        """The question, and what may be typed."""
        if shown:
            return f"{this.prompt}  a number picks (several: 1 3), or search again"
        last = [f"same = {' '.join(self.last)}"] if self.last else []
        return f"{this.prompt}  ids, words to search, {', '.join(['new TITLE', *last, 'list'])}"

    def _find(self, word: str, shown: Sequence[Piece]) -> list[str]:
        """The ids a word stands for: `new`, the same as last, a number of those shown, or an id itself."""
        made = _NEW.fullmatch(word)
        if made:
            return [word] if 1 <= int(made[1]) <= len(self.made) else []
        if word.isdecimal() and 1 <= int(word) <= len(shown):
            return [shown[int(word) - 1].id]
        if any(e.record.id == word and e.kind in self.kinds for e in self.loaded.case):
            return [word]
        if word in {"same", "s"}:
            return list(self.last)
        return ["new"] if word in {"new", "n"} else []

    def _search(self, words: Sequence[str]) -> list[Piece]:
        """Show what fits words that are no ids."""
        fit = self.known.search(words) if words and all(len(word) > 1 for word in words) else []
        if not fit:
            named = " ".join(words) or "nothing named"
            told = f'Not evidence in this case: {named}.  "list" shows what there is; "new TITLE" records a new piece.'
            for line in wrap_text(told, talk_width() - 1, "  "):
                self.live.say(line)
            return []
        screen = Screen(talk_width(), self.live.plain)
        for line in show_pieces(screen, fit[:SHOWN]):
            self.live.say(line)
        if len(fit) > SHOWN:
            self.live.say(f"  and {len(fit) - SHOWN} more; another word narrows it down")
        return fit[:SHOWN]

    def _resolve(self, ids: Sequence[str], title: str) -> list[object]:
        """Ids as they are, pointers for what is made here; nothing where the officer went back from a new piece."""
        parts: list[object] = []
        for one in dict.fromkeys(ids):
            made = _NEW.fullmatch(one)
            if one != "new":
                parts.append(Later(int(made[1]) - 1) if made else one)
                continue
            try:
                self._make(title)
            except Back:
                return []
            parts.append(Later(len(self.made) - 1))
        return parts

    def _make(self, title: str) -> None:
        """Ask for a new piece; what it rests on was obtained, or it could rest on nothing. Raises Back or Stop."""
        place = self._place_of(len(self.made))
        known = {this.key: this for this in fields_for("evidence")}
        fields = [known[key] for key in ("nature", "kind", "title", "dated_on")]
        fields.append(more_line("Anything else of it?", _MORE_WORDS))
        fields += [only_if(letter, known[key]) for key, letter in _MORE.items()]
        if title:
            self.live.put(place, "title", title)
            fields = [this for this in fields if this.key != "title"]
        elif self.live.left(place):
            self.live.say("  A new piece was begun here: what you had typed stands as the answer to each question.")
        keys = self.live.ask(place, fields, {"title": title} if title else {}, may_leave=True)
        self.live.put(place, _WHOLE, value=True)
        self.made.append(_draft(keys))
        self.live.say(f"  Until it is saved it can be named again as new-{len(self.made)}.")

    def _place_of(self, index: int) -> str:
        return f"{self.place}/new-{index + 1}"

    def _say_list(self) -> list[Piece]:
        """The latest of every kind, evidence first; numbers pick, ids may be typed as well."""
        for number, draft in enumerate(self.made, 1):
            self.live.say(f"  new-{number}  not saved yet  {draft.keys.get('title', 'no title')}")
        found, older = self.known.latest()
        screen = Screen(talk_width(), self.live.plain)
        for line in show_pieces(screen, found):
            self.live.say(line)
        if older:
            for line in screen.wrap(f"and {older} older pieces of evidence; a word of theirs finds them", "  "):
                self.live.say(line)
        return found


def _draft(keys: dict[str, Any]) -> Draft:
    """A new piece as it is recorded: obtained, for the officer names it as what they have."""
    return Draft(
        "evidence", {**{k: v for k, v in keys.items() if k != MORE and not k.endswith(HALF)}, "obtained": True}
    )
