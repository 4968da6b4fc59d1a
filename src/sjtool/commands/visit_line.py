"""One factor on one line as it is typed: the label, where it is going, and what was seen.

A number may be a label or the first word of what was seen (`5 cans on the side`). It is taken as a label, and the line
is clear only where a direction, a comma or the like, or nothing stands behind it; what is not clear is asked back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sjtool.ask.form import Choice, Field, read_answer
from sjtool.model.template import Scale
from sjtool.report.briefing_words import clip

_LINE = re.compile(
    r"\s*(?P<label>\d|[A-Za-z-]{4,})(?P<way>[A-Za-z]?)(?:(?P<between>[\s,.:;]+)(?P<words>.*))?", re.DOTALL
)
_WAY_APART = re.compile(r"(?P<way>[A-Za-z])(?:[\s,.:;]+(?P<words>.*))?", re.DOTALL)
_MARKS = frozenset(",.:;")
_SET_APART = re.compile(r"\d\s*[,:;]\s")
_IS_WORD, _IS_EITHER = "i", "u"
"""Letters of a direction that are words too: `2 i saw him` is no direction, `2 u know him` may be one."""
_SHOWN, _ECHOED = 60, 40
_YES = frozenset({"", "y", "yes"})


@dataclass(frozen=True)
class RatedLine:
    """A line as it was read: a label of the scale, a direction or none, the words, and whether it leaves no doubt."""

    label: str
    way: str
    words: str
    is_clear: bool


@dataclass(frozen=True)
class LineReader:
    """Reads the lines of one factor. `ways` are the directions of its sheet by their first letters."""

    scale: Scale
    ways: Mapping[str, str]

    def read(self, typed: str) -> RatedLine | None:
        """A line; None where it begins with no label."""
        found = _LINE.fullmatch(typed)
        if found is None:
            return None
        label = self._label(found["label"])
        way, words, between = found["way"].lower(), (found["words"] or "").strip(), found["between"] or ""
        if not label or (way and way not in self.ways):
            return None
        if way or not words:
            return RatedLine(label, self.ways.get(way, ""), words, is_clear=True)
        apart = _WAY_APART.fullmatch(words)
        letter = apart["way"].lower() if apart else ""
        if apart and letter in self.ways and letter != _IS_WORD:
            said = (apart["words"] or "").strip()
            return RatedLine(label, self.ways[letter], said, is_clear=letter != _IS_EITHER)
        return RatedLine(label, "", words, is_clear=bool(_MARKS & {*between}) and not words[0].isdecimal())

    def correct(self, typed: str, line: RatedLine, said: str) -> RatedLine | None:
        """A line that was asked back, as the answer leaves it: taken, with a direction or another label, or typed anew.

        Where another label is given, the number that was typed first was none: all that was `said` are the words then.
        None where the answer is none of these.
        """
        word = typed.strip()
        if word.casefold() in _YES:
            return replace(line, is_clear=True)
        if word.casefold() in self.ways:
            return replace(line, way=self.ways[word.casefold()], is_clear=True)
        again = self.read(word)
        if again and not again.words:
            return RatedLine(again.label, again.way or line.way, said.strip(), is_clear=False)
        return replace(again, is_clear=again.is_clear or bool(_SET_APART.match(word))) if again else None

    def say(self, line: RatedLine) -> str:
        """What was understood: `Present, worsening: "met her outside"`."""
        way = f", {line.way or 'direction not said'}" if self.ways else ""
        words = f': "{clip(line.words, _ECHOED)}"' if line.words else ""
        return f"{self._title(line.label)}{way}{words}"

    def ask_back(self, line: RatedLine) -> str:
        """The question whether a line was meant so."""
        number = [label.id for label in self.scale.label].index(line.label) + 1
        way = f", {line.way or 'direction not said'}" if self.ways else ""
        return f'Label {number} ({self._title(line.label)}){way}, with the words "{clip(line.words, _SHOWN)}"?'

    def as_typed(self, line: RatedLine) -> str:
        """The line as it could have been typed without a doubt, to be kept."""
        number = [label.id for label in self.scale.label].index(line.label) + 1
        return f"{number}{line.way[:1]}, {line.words}"

    def _title(self, label: str) -> str:
        return next(known.title for known in self.scale.label if known.id == label)

    def _label(self, word: str) -> str:
        choices = tuple(Choice(label.id, label.title) for label in self.scale.label)
        label, _trouble = read_answer(Field("label", "", "choice", choices=choices), word)
        return str(label or "")
