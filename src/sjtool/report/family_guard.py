"""What must never stand in a plan that a family holds in their hands, found before it is recorded and before it prints.

Two things are looked for: the name of somebody who is kept confidential or is a victim outside the family, and words
taken from what is not for them (intelligence, what a victim said, readings of accounts, records kept back). What is
found is told by the heading alone: neither the name nor the words, nor which record they come from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sjtool.assess.household import find_household
from sjtool.assess.seen_by_evidence import find_under_intelligence
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action, ActionUpdate, Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.people import Person
from sjtool.problem import Place, Problem
from sjtool.report.wording import is_guarded

Found = Literal["", "names-guarded", "kept-back"]
_TOLD: Mapping[Found, Problem | None] = {
    "": None,
    "names-guarded": Problem(
        "family-plan-names-guarded",
        Place(""),
        "names somebody who is kept confidential, or a victim outside the family",
        "the family holds this in their hands; whoever is kept confidential is named nowhere in it",
        "",
    ),
    "kept-back": Problem(
        "family-plan-kept-back",
        Place(""),
        "repeats words that are not for the family",
        "intelligence, what a victim said and other records that are kept back never go into it",
        "",
    ),
}
_INTELLIGENCE = frozenset({"police-intelligence", "prison-intelligence", "victim-information"})
_ACTION_WORDS = (
    "objective",
    "purpose",
    "enforcement",
    "suitability",
    "proportionality",
    "negative_consequences",
)
_LONG_ENOUGH = 6
"""Words of a sentence from which on it is no accident that two texts share it."""
_PHRASE = 2
_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9._-]).+")


@dataclass(frozen=True)
class Guard:
    """What a plan for the family is held against: patterns of names, sentences, and whole texts."""

    names: tuple[re.Pattern[str], ...]
    sentences: frozenset[str]
    wholes: frozenset[str]

    def look(self, text: str) -> Found:
        """What a text holds that it must not; "" where it may be printed."""
        shown = _plain(text)
        if any(name.search(shown) for name in self.names):
            return "names-guarded"
        words = _words(text)
        if words in self.wholes or any(f" {said} " in f" {words} " for said in self.sentences):
            return "kept-back"
        return ""

    def tell(self, text: str) -> tuple[str, str, str] | None:
        """What is wrong with a text for a problem: code, what, why; None where it may be printed."""
        told = _TOLD[self.look(text)]
        return (told.code, told.what, told.why) if told else None


def find_guard(standing: Standing, today: date) -> Guard:
    """What of a case is kept from the family. `today` is for how people stand to each other."""
    hidden = [*_texts_kept_back(standing)]
    sentences = {words for text in hidden for words in _sentences(text)}
    phrases = {words for kind in _covert_kinds(standing) if len((words := _words(kind)).split()) >= _PHRASE}
    wholes = {words for text in hidden if len((words := _words(text)).split()) >= _PHRASE}
    return Guard(tuple(_names(standing, today)), frozenset(sentences | phrases), frozenset(wholes))


def _plain(text: str) -> str:
    """Letters as they read, whatever they are made of, in one line."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _words(text: str) -> str:
    """The words of a text alone, for holding two against each other."""
    return " ".join(re.findall(r"\w+", _plain(text).casefold()))


def _sentences(text: str) -> Iterator[str]:
    for part in re.split(r"[.!?;\n]", text):
        words = _words(part)
        if len(words.split()) >= _LONG_ENOUGH:
            yield words


def _names(standing: Standing, today: date) -> Iterator[re.Pattern[str]]:
    """How somebody who may not be named was ever called in this case: by label, or by an id that is no plain word."""
    family = find_family(standing, today)
    barred = set()
    for person in standing.of(Person):
        root = standing.root(person.id)
        if is_guarded(person) and (person.confidential is True or root not in family):
            barred.add(root)
    for person in standing.case.of(Person):
        if standing.root(person.id) in barred:
            if _CODE.fullmatch(person.id):
                yield _pattern(person.id)
            label = _plain(person.label or "")
            yield from (_pattern(name) for name in {label, label.partition(" (")[0]} if name)


def _pattern(name: str) -> re.Pattern[str]:
    """A name as a word of its own. One plain word counts only as it is written, for it may be a word like any other."""
    exact = " " not in name and not _CODE.fullmatch(name)
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.NOFLAG if exact else re.IGNORECASE)


def find_family(standing: Standing, today: date) -> frozenset[str]:
    """The person, the partners and everybody joined to them by a known relation, ended ones too; by first ids."""
    links = [link for link in find_household(standing, today).links if link.back]
    found = {standing.root(one.id) for role in ("subject", "partner") for one in standing.persons(role)}
    both_ways = {pair for link in links for pair in ((link.person, link.to), (link.to, link.person))}
    while joined := {other for one, other in both_ways if one in found} - found:
        found |= joined
    return frozenset(found)


def _texts_kept_back(standing: Standing) -> Iterator[str]:
    """Every text that is not for the family, superseded ones too."""
    case, sources = standing.case, find_under_intelligence(standing)
    for piece in case.of(EvidenceRecord):
        is_restricted = piece.grade or piece.handling not in {None, "open"}
        if piece.kind in _INTELLIGENCE or is_restricted or standing.root(piece.id) in sources:
            yield from _said(piece.title, piece.text, piece.why_not)
    for event in case.of(Event):
        if event.kind == "intelligence":
            yield from _said(event.what, event.rationale, event.outcome)
    for reading in case.of(Reading):
        yield from _said(reading.reading, reading.follow_up)
    yield from _of_victims(standing)
    covert = _covert_roots(standing)
    for action in case.of(Action):
        if standing.root(action.id) in covert:
            yield from _said(*(getattr(action, key) for key in _ACTION_WORDS))
    for update in case.of(ActionUpdate):
        if update.action and standing.root(update.action) in covert:
            yield from _said(update.what_happened)


def _of_victims(standing: Standing) -> Iterator[str]:
    """What somebody who is kept confidential said."""
    sittings = {
        sitting.id
        for sitting in standing.case.of(Session)
        if (who := standing.person(sitting.informant)) is not None and is_guarded(who)
    }
    for response in standing.case.of(Response):
        if response.session in sittings:
            yield from _said(response.note, response.missing_note)
            yield from _said(response.value if isinstance(response.value, str) else None)


def _covert_roots(standing: Standing) -> frozenset[str]:
    """Actions that are covert, or were in any version."""
    return frozenset(standing.root(one.id) for one in standing.case.of(Action) if one.handling == "covert")


def _covert_kinds(standing: Standing) -> Iterator[str]:
    covert = _covert_roots(standing)
    yield from (one.kind for one in standing.case.of(Action) if one.kind and standing.root(one.id) in covert)


def _said(*texts: str | None) -> Iterable[str]:
    return filter(None, texts)
