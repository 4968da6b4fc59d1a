"""Write running words anew: what is known of people, places and cases is replaced, dates are moved, contacts go.

What stays is looked over, and each kind of thing that could still tell somebody who is meant is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.commands.redact_calendar import is_calendar
from sjtool.commands.redact_days import IN_TEXT, MONTH, Days
from sjtool.commands.redact_identifiers import IDENTIFIER, KIND, invent_identifier
from sjtool.commands.redact_marks import MARK, invent_mark, what_mark
from sjtool.commands.redact_months import BARE, HOLIDAY_OUT
from sjtool.commands.redact_patterns import build_letters, build_patterns, is_ordinary, plain_key
from sjtool.commands.redact_recurring import BEGINS, can_be_name
from sjtool.commands.redact_vocabulary import WORD, Vocabulary

LEFT_OUT, WORDS_LEFT_OUT = "[left out]", "[words left out]"
_CONTACT = (
    r"(?P<mail>[\w.+-]{1,64}@[A-Za-z][\w-]*\.[\w.-]+)"
    r"|(?P<web>(?:https?://|www\.)\S+)"
    r"|(?P<postcode>(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?!\w))"
    r"|(?P<phone>(?<![\w])\+?\d[\d ()-]{8,}\d(?!\w))"
)
_CONTACTS = {
    "mail": "looks like a mail address",
    "web": "looks like a web address",
    "postcode": "looks like a postcode",
    "phone": "looks like a telephone number",
}
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{MONTH}|\d{{1,2}}(?:st|nd|rd|th)|(?i:(?:last|next|this|that|in|since|by|until) (?:the )?"
    r"(?:spring|summer|autumn|winter)))(?!\w)"
)
_INITIALS = re.compile(r"(?<![\w/-])[A-Z]{2}(?![\w/-])")
_ABBREVIATION = re.compile(r"(?<= )[A-Z]{3}$")
_PLACE = "\0"
"""Stands where something was replaced, while what stays is looked over."""
_WHOLE = 3
INITIALS, SMALL_NAME = "may be initials", "a plain word that is a name here"


@dataclass(frozen=True)
class Written:
    """Words as they are in the copy, and why a reader must look at them; `may_name`, first of all."""

    text: str
    doubts: tuple[str, ...]
    may_name: bool = False


class Pen:
    """Writes the words of one case anew."""

    def __init__(
        self,
        known: Mapping[str, str],
        days: Days,
        vocabulary: Vocabulary,
        key: str = "",
        *,
        letters: Mapping[str, str] | None = None,
        officers: Mapping[str, str] | None = None,
    ) -> None:
        """`known` says what each identifying word or phrase becomes; `key` is what invented marks follow from.

        `letters` are those that stand for people, and `officers` the new numbers of officers by the old.
        """
        self._key = key
        self._days = days
        self._vocabulary = vocabulary
        self._letters, self._officers = letters or {}, officers or {}
        self._known = {plain_key(said): made for said, made in known.items() if said.strip()}
        self._small_names = frozenset(said for said in self._known if said.isalpha() and is_ordinary(said, vocabulary))
        names = f"(?P<known>{'|'.join(build_patterns(known, vocabulary)) or '(?!)'})"
        together = f"(?P<letters>{build_letters(self._letters)})"
        self._names = re.compile(names)
        self._all = re.compile(f"{IDENTIFIER}|{MARK}|{together}|{names}|{IN_TEXT}|{BARE}|{_CONTACT}")

    def write(self, text: str, year: int) -> Written:
        """The words anew. `year` is the one meant by a date without a year."""
        doubts: list[str] = []
        stays: list[str] = []
        made: list[str] = []
        end = 0
        for found in self._all.finditer(text):
            between = text[end : found.start()]
            new, doubt = self._replace(found, year)
            doubts += [doubt] if doubt else []
            made += [between, new]
            stays += [between, _PLACE]
            end = found.end()
        stays.append(text[end:])
        looked_over = "".join(stays)
        doubts += self.doubts(looked_over)
        may_name = any(self._is_stranger(looked_over, word) for word in WORD.finditer(looked_over))
        return Written("".join([*made, text[end:]]), tuple(dict.fromkeys(doubts)), may_name)

    def holds_known(self, text: str) -> bool:
        """Whether anything in a text is known to name somebody or something."""
        return self._names.search(text) is not None

    def doubts(self, text: str) -> Iterator[str]:
        """What in a text could tell who or what is meant."""
        if any(self._is_capital(text, word) for word in WORD.finditer(text)):
            yield "capitalised word"
        if re.search(r"\d", text):
            yield "number"
        if _IN_WORDS.search(text):
            yield "date in words"
        small = (word for word in WORD.findall(text) if word == word.casefold() and len(word) > _WHOLE)
        if any(not self._vocabulary.knows(word) for word in small):
            yield "rare word"
        if any(word in self._small_names for word in WORD.findall(text)):
            yield SMALL_NAME
        if any(not self._vocabulary.is_written_so(found) for found in _INITIALS.findall(text)):
            yield INITIALS

    def _is_capital(self, text: str, found: re.Match[str]) -> bool:
        """Whether a word with a capital is no plain word at the start of a sentence, nor one the templates write so."""
        word = found.group()
        if word == word.casefold() or self._vocabulary.is_written_so(word) or is_calendar(word):
            return False
        at_start = BEGINS.search(text[max(0, found.start() - 3) : found.start()]) or found.start() == 0
        return not (at_start and self._vocabulary.knows(word))

    def _is_stranger(self, text: str, found: re.Match[str]) -> bool:
        """Whether a word has a capital within a sentence, and is written with one nowhere in the templates."""
        is_inside = found.start() > 0 and not BEGINS.search(text[max(0, found.start() - 3) : found.start()])
        return is_inside and can_be_name(found.group(), self._vocabulary)

    def _is_no_mark(self, text: str) -> bool:
        """Whether it only has the form of one: `S10 PNC`, with letters that the templates write so."""
        return text[0] != "@" and any(self._vocabulary.is_written_so(word) for word in _ABBREVIATION.findall(text))

    def _replace(self, found: re.Match[str], year: int) -> tuple[str, str]:  # noqa: PLR0911 - by what was found
        parts = {group: said for group, said in found.groupdict().items() if said}
        for group in KIND.keys() & parts.keys():
            return invent_identifier(group, parts[group], self._key, self._officers), KIND[group]
        if mark := parts.get("mark"):
            if self._is_no_mark(mark):
                return mark, "number"
            return self._known.get(plain_key(mark)) or invent_mark(mark, self._key), what_mark(mark)
        if parts.get("letters"):
            return re.sub(r"\b[A-Z]\b", lambda one: self._letters[one[0]], parts["letters"]), ""
        if parts.get("known"):
            return self._known[plain_key(parts["known"])], ""
        for group in _CONTACTS.keys() & parts.keys():
            return LEFT_OUT, _CONTACTS[group]
        if parts.get("holiday"):
            return HOLIDAY_OUT, "date in words"
        return self._days.in_text(found, year), "date in words"
