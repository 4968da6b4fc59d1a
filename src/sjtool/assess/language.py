"""How a language file stands to its template: which lines are there, which are stale, which belong to nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.model.language import LanguageFile, Line, LineKey
from sjtool.model.template import FactorSet, Item, Menu, QuestionSet, Template, Wording

Spot = tuple[str, LineKey, int]
"""An item, factor or entry, what of it, and the place among several (0 where there is one)."""
_DIGITS = 16


@dataclass(frozen=True)
class Coverage:
    """How many lines of a template there are, and how many of them stand, and are stale, in another language."""

    total: int
    current: int
    stale: int

    @property
    def missing(self) -> int:
        """Lines that are not there at all."""
        return self.total - self.current - self.stale


def hash_english(text: str) -> str:
    """What a line carries of the English it was made from; line ends do not matter."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode()).hexdigest()[:_DIGITS]


def english_lines(template: Template) -> dict[Spot, str]:
    """Every text of a template that is said or shown to somebody, in its order."""
    return dict(_english(template))


def _english(template: Template) -> Iterator[tuple[Spot, str]]:
    if isinstance(template, QuestionSet):
        for item in template.item:
            yield from _item(item)
    elif isinstance(template, FactorSet):
        for scale in template.scale:
            yield from (((f"{scale.id}/{label.id}", "label", 0), label.title) for label in scale.label)
        yield from (((factor.id, "title", 0), factor.title) for factor in template.factor)
    elif isinstance(template, Menu):
        for entry in template.entry:
            yield (entry.id, "title", 0), entry.title
            yield (entry.id, "text", 0), entry.text


def _item(item: Item) -> Iterator[tuple[Spot, str]]:
    yield (item.id, "title", 0), item.title
    yield from _wording(item.id, item)
    yield from (((item.id, "follow_up", n), prompt) for n, prompt in enumerate(item.follow_up, 1))
    for part in item.part:
        yield (f"{item.id}/{part.id}", "title", 0), part.title
        yield from _wording(f"{item.id}/{part.id}", part)


def _wording(name: str, wording: Wording) -> Iterator[tuple[Spot, str]]:
    yield (name, "ask", 0), wording.ask
    if wording.ask_partner:
        yield (name, "ask_partner", 0), wording.ask_partner
    if wording.ask_carer:
        yield (name, "ask_carer", 0), wording.ask_carer
    for n, option in enumerate(wording.options, 1):
        yield (name, "option", n), option.replace("-", " ")


def spot_of(line: Line) -> Spot:
    """Where a line belongs."""
    return line.item, line.key, line.at or 0


def current_lines(template: Template, language: LanguageFile) -> dict[Spot, str]:
    """The lines that may be shown: those made from the English as it is now."""
    english = english_lines(template)
    return {
        spot_of(line): line.text
        for line in language.line
        if spot_of(line) in english and line.english == hash_english(english[spot_of(line)])
    }


def find_coverage(template: Template, language: LanguageFile) -> Coverage:
    """How much of a template there is in the other language."""
    english = english_lines(template)
    current = current_lines(template, language)
    known = {spot_of(line) for line in language.line} & set(english)
    return Coverage(len(english), len(current), len(known - set(current)))


def lint_language(template: Template, language: LanguageFile) -> Iterator[tuple[int, str, str]]:
    """Every fault of a language file: the line's place in it, what is wrong, what to do."""
    english = english_lines(template)
    seen: set[Spot] = set()
    for n, line in enumerate(language.line):
        spot = spot_of(line)
        if spot not in english:
            yield n, "the template has no such line", f"one of its own: {_near(spot, english)}"
        elif spot in seen:
            yield n, "this line stands twice", "keep one of the two"
        elif not line.text.strip():
            yield n, "the line says nothing", "say it, or leave the line out: English is shown then"
        elif line.english != hash_english(english[spot]):
            now = hash_english(english[spot])
            yield n, "the English has changed since this line was made", f'translate it again, then  english = "{now}"'
        seen.add(spot)


def _near(spot: Spot, english: Mapping[Spot, str]) -> str:
    """The lines there are of the same item, else the items."""
    own = [f"{key}{f' at {at}' if at else ''}" for item, key, at in english if item == spot[0]]
    return ", ".join(own) if own else "its items are " + ", ".join(dict.fromkeys(item for item, _key, _at in english))
