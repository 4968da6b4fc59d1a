"""Which events stand in the person's own copy with their kind and day alone, and what of them is left out.

Left out are the words of what agencies do or tell each other, of an event that names somebody else of the case, and of
one that may tell what somebody else said. Who is speaking cannot be known from words: where it is in doubt they are
left out. Which events fall under it is this project's own rule (docs/disclosure.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property

from sjtool.assess.seen_by_others import find_others_words
from sjtool.assess.seen_by_text import runs_of, texts_of
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event

NOT_IN_COPY = "(its words are not in this copy)"
FURTHER = "(further words are not in this copy)"
"""What stands after the words of an event that the person had a part in, where they go on to speak of others."""
"""What stands in place of what happened: never a blank, which would read as if nothing had been recorded."""
OF_AGENCIES = frozenset({"section-47", "strategy-discussion", "information-shared", "referral", "conference"})
_OF_OFFICERS = frozenset({"meeting", "core-group", "reactive-proposal", "reactive-refusal", "reactive-check"})
"""Where those who work on the case speak of it: words there that speak of others are not for the person."""
_HAD_PART_IN = frozenset({"visit", "notification", "order", "move", "recall"})
"""Where the person is there, comes to notify, or is served with an order: their own, as far as it speaks of nobody."""
_ACCOUNT_ENDS = re.compile(
    r"\b(?:but|although|though|while|whereas|however|yet|which|not|nor|no|never|neither|nobody|without|n't)\b|[;:]",
    re.IGNORECASE,
)
"""Where a sentence may go on to what others say, or to what somebody was not told."""
_WORDS = ("others_present", "refused", "considered", "touches", "rationale", "outcome", "told", "reference")
_OF_AGENCIES_TOO = ("present", "opens_review", "evidence", "next_on")
_TELLS = re.compile(
    r"\b(?:sa(?:id|ys)|t(?:old|ells)|stat(?:ed|es)|report(?:ed|s)|alleg(?:ed|es)|disclos(?:ed|es)|claim(?:ed|s)"
    r"|mention(?:ed|s)|complain(?:ed|s)|according to)\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been)\s+$", re.IGNORECASE)
"""Before "told": somebody was told a thing by officers."""
_PASSIVE_TOLD = re.compile(r"\b(?:was|were|been|being|when|once)\s+told\b", re.IGNORECASE)
_BARE_QUOTATION = re.compile(r"\s*[\"\u201c][^\"\u201c\u201d]*[\"\u201d]\s*")
_QUOTED = re.compile(r'["“”„«»]')
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"\u201d])\s+|\n")
_PRONOUN = {"male": "he", "female": "she"}


class EventWords:
    """The words of events held against a case; `gone` are the ids of the records that the person's copy leaves out."""

    def __init__(self, standing: Standing, gone: Collection[str]) -> None:
        """Nothing is read before the first event."""
        self.standing, self._gone = standing, gone
        self._others = find_others_words(standing)

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
        if event.kind in OF_AGENCIES:
            return (*_WORDS, *_OF_AGENCIES_TOO)
        text = "\n".join(words for key, words in texts_of(event) if key in {"what", *_WORDS})
        is_left_out = self._others.tell_of_others(text) or self._repeats(text) or self._may_quote(event, text)
        if event.kind in _OF_OFFICERS:
            is_left_out = is_left_out or self._others.concern_others(event.what or "")
        return _WORDS if is_left_out else ()

    def own_words(self, event: Event) -> str:
        """What is kept of the words of an event that the person had a part in: up to where they speak of others.

        Nothing where anybody else was there, for a sentence without a name may be about them; nor where it was
        corrected, for a correction may have taken words back.
        """
        root = self.standing.root(event.id)
        versions = [one for one in self.standing.case.of(Event) if self.standing.root(one.id) == root]
        if event.kind not in _HAD_PART_IN or len(versions) > 1 or not event.what or self._with_others(event):
            return ""
        sentences = [one for one in _SENTENCE.split(event.what) if one.strip()]
        kept: list[str] = []
        for sentence in sentences:
            if not self._is_of_person(event, sentence, kept[-1] if kept else ""):
                break
            kept.append(sentence)
        more = [FURTHER] if len(kept) < len(sentences) else []
        return " ".join([*kept, *more]) if kept else ""

    def may_tell(self, text: str) -> bool:
        """Whether anything in words is told or quoted by anybody but the person; that somebody was told counts too."""
        told = any(not self._tellers.search(text[: found.start()]) for found in _TELLS.finditer(text))
        return told or any(not self._is_own(sentence) for sentence in _SENTENCE.split(text))

    def _with_others(self, event: Event) -> bool:
        """Whether anybody was there but the person and those who work on the case."""
        people = (self.standing.person(one) for one in event.present if not self._others.is_subject(one))
        if any(one is None or "professional" not in one.roles for one in people):
            return True
        return not self._others.are_all_at_work(event.others_present or "")

    def _is_of_person(self, event: Event, sentence: str, before: str) -> bool:
        """Whether a sentence is about the person alone, or is their own account. `before` is the sentence before it."""
        if self._repeats(sentence):
            return False
        begins = bool(self._doers.match(sentence))
        if self._others.concern_others(sentence):
            is_account = begins and _TELLS.search(sentence) is not None and not _ACCOUNT_ENDS.search(sentence)
            return event.kind == "notification" and is_account and not _PASSIVE_TOLD.search(sentence)
        if not (_TELLS.search(sentence) or _QUOTED.search(sentence)) or self._is_own(sentence):
            return True
        is_bare_quotation = _BARE_QUOTATION.fullmatch(sentence) is not None
        return is_bare_quotation and bool(self._doers.match(before)) and not _TELLS.search(sentence)

    def _repeats(self, text: str) -> bool:
        return any(run in self._runs for run in runs_of(text))

    def _may_quote(self, event: Event, text: str) -> bool:
        """Whether somebody else's words may stand in it: something is told, and not plainly by the person or officers.

        Where others were there, or are spoken of, a "he said" may be anybody's.
        """
        if not (_TELLS.search(text) or _QUOTED.search(text)):
            return False
        with_others = any(not self._others.is_subject(one) for one in event.present) or bool(event.others_present)
        if with_others or self._others.speak_of_others(text):
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

    @cached_property
    def _tellers(self) -> re.Pattern[str]:
        """The person, or officers, right before a word of telling."""
        subject = self.standing.subject
        own = [subject.label] if subject and subject.label else []
        own += [_PRONOUN[subject.gender]] if subject and subject.gender in _PRONOUN else []
        words = "|".join(re.escape(word) for word in ("we", "I", "officers", *own))
        return re.compile(rf"\b(?:{words})(?: (?:also|then|again))?\s+$", re.IGNORECASE)

    @cached_property
    def _doers(self) -> re.Pattern[str]:
        """The person, as the one of whom a sentence is from its beginning."""
        subject = self.standing.subject
        own = [subject.label] if subject and subject.label else []
        own += [_PRONOUN[subject.gender].capitalize()] if subject and subject.gender in _PRONOUN else []
        return re.compile(rf"(?:{'|'.join(map(re.escape, own))})\b" if own else r"(?!)")

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        """Every six words in a row of the records that are left out."""
        left = (entry.record for entry in self.standing.case if entry.record.id in self._gone)
        return frozenset(run for record in left for _key, text in texts_of(record) for run in runs_of(text))
