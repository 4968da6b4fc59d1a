"""Which events stand in the person's own copy with their kind and day alone, and what of them is left out.

Left out are the words of what agencies do or tell each other, of an event that names somebody else of the case, and of
one that may tell what somebody else said. Who is speaking cannot be known from words: where it is in doubt they are
left out. Which events fall under it is this project's own rule (docs/disclosure.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from sjtool.assess.seen_by_text import name_pattern, names_of, runs_of, texts_of
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event
from sjtool.model.people import Person

NOT_IN_COPY = "(its words are not in this copy)"
"""What stands in place of what happened: never a blank, which would read as if nothing had been recorded."""
_OF_AGENCIES = frozenset({"section-47", "strategy-discussion", "information-shared", "referral", "conference"})
_WORDS = ("others_present", "refused", "considered", "touches", "rationale", "outcome", "told", "reference")
_OF_AGENCIES_TOO = ("present", "opens_review", "evidence", "next_on")
_TELLS = re.compile(
    r"\b(?:sa(?:id|ys)|t(?:old|ells)|stat(?:ed|es)|report(?:ed|s)|alleg(?:ed|es)|disclos(?:ed|es)|claim(?:ed|s)"
    r"|mention(?:ed|s)|complain(?:ed|s)|according to)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been)\s+$", re.IGNORECASE)
"""Before "told": somebody was told a thing by officers."""
_QUOTED = re.compile(r'["“”„«»]')
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")
_OTHERS = re.compile(
    r"\b(?:neighbours?|mother|mum|father|dad|parents?|brothers?|sisters?|sons?|daughters?|wife|husband|partner"
    r"|girlfriend|boyfriend|friends?|aunt|uncle|cousin|grand\w+|nan|girls?|boys?|child(?:ren)?|kids?|landlord|landlady"
    r"|employer|boss|colleagues?|teacher|school|caller|informant|witness|victim)\b",
    re.IGNORECASE,
)
_PRONOUN = {"male": "he", "female": "she"}
_NOT_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "child", "children", "mother", "father", "partner", "victim", "the")
)
_SHORT = 3


class EventWords:
    """The words of events held against a case; `gone` are the ids of the records that the person's copy leaves out."""

    def __init__(self, standing: Standing, gone: Collection[str]) -> None:
        """Nothing is read before the first event."""
        self.standing, self._gone = standing, gone

    def keys_left_out(self, event: Event) -> tuple[str, ...]:
        """The keys of an event that are left out besides `what`; nothing where its words may stand.

        Where the words of one version may not stand, those of none of them do.
        """
        return self._left_out.get(self.standing.root(event.id), ())

    @cached_property
    def _left_out(self) -> dict[str, tuple[str, ...]]:
        """The keys by the first id of an event."""
        found: dict[str, tuple[str, ...]] = {}
        for event in self.standing.case.of(Event):
            root = self.standing.root(event.id)
            found[root] = max(found.get(root, ()), self._keys(event), key=len)
        return found

    def _keys(self, event: Event) -> tuple[str, ...]:
        if event.kind in _OF_AGENCIES:
            return (*_WORDS, *_OF_AGENCIES_TOO)
        text = "\n".join(words for key, words in texts_of(event) if key in {"what", *_WORDS})
        is_kept = not (self._names_others(text) or self._repeats(text) or self._may_quote(event, text))
        return () if is_kept else _WORDS

    def _names_others(self, text: str) -> bool:
        return any(name.search(text) for name in self._names)

    def _repeats(self, text: str) -> bool:
        return any(run in self._runs for run in runs_of(text))

    def _may_quote(self, event: Event, text: str) -> bool:
        """Whether somebody else's words may stand in it: something is told, and not plainly by the person or officers.

        Where others were there, or are spoken of, a "he said" may be anybody's.
        """
        if not (_TELLS.search(text) or _QUOTED.search(text)):
            return False
        with_others = any(not self._is_subject(one) for one in event.present) or bool(event.others_present)
        if with_others or _OTHERS.search(text):
            return True
        return any(not self._is_own(sentence) for sentence in _SENTENCE.split(text))

    def _is_own(self, sentence: str) -> bool:
        """Whether everything told in a sentence is told by the person, or by or to officers."""
        told = [*_TELLS.finditer(sentence)]
        if any(not self._is_told_by_own(sentence[: found.start()], found[0]) for found in told):
            return False
        quoted = _QUOTED.search(sentence)
        return quoted is None or any(found.start() < quoted.start() for found in told)

    def _is_told_by_own(self, before: str, verb: str) -> bool:
        return bool(self._tellers.search(before)) or (verb.casefold() == "told" and bool(_PASSIVE.search(before)))

    def _is_subject(self, person: str) -> bool:
        return self.standing.subject is not None and self.standing.same(person, self.standing.subject.id)

    @cached_property
    def _tellers(self) -> re.Pattern[str]:
        """The person, or officers, right before a word of telling."""
        subject = self.standing.subject
        own = [subject.label] if subject and subject.label else []
        own += [_PRONOUN[subject.gender]] if subject and subject.gender in _PRONOUN else []
        words = "|".join(re.escape(word) for word in ("we", "I", "officers", *own))
        return re.compile(rf"\b(?:{words})(?: (?:also|then|again))?\s+$", re.IGNORECASE)

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], ...]:
        """How anybody but the person is or was called, in whole and by each name of theirs."""
        found: list[re.Pattern[str]] = []
        for person in self.standing.case.of(Person):
            if not self._is_subject(person.id):
                found += [*names_of(person), *map(name_pattern, self._single_names(person))]
        return tuple(found)

    def _single_names(self, person: Person) -> Iterator[str]:
        """Each word of a label that is a name: all of them begin with a capital, and the person has not the same."""
        words = (person.label or "").partition(" (")[0].split()
        if all(word[:1].isupper() for word in words):
            known = _NOT_NAMES | self._own_words
            yield from (word for word in words if len(word) >= _SHORT and word.casefold().strip(".") not in known)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        people = (one for one in self.standing.case.of(Person) if self._is_subject(one.id))
        return frozenset(word.casefold() for one in people for word in (one.label or "").split())

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        """Every six words in a row of the records that are left out."""
        left = (entry.record for entry in self.standing.case if entry.record.id in self._gone)
        return frozenset(run for record in left for _key, text in texts_of(record) for run in runs_of(text))
