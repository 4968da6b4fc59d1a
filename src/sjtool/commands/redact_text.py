"""Write running words anew: what is known of people, places and cases is replaced, dates are moved, contacts go.

What stays is looked over, and each kind of thing that could still tell somebody who is meant is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sjtool.commands.redact_days import IN_TEXT, MONTH, Days
from sjtool.commands.redact_marks import MARK, WHAT_A_MARK_IS, invent_mark
from sjtool.commands.redact_vocabulary import WORD, Vocabulary

LEFT_OUT, WORDS_LEFT_OUT = "[left out]", "[words left out]"
_CONTACT = (
    r"(?P<contact>[\w.+-]{1,64}@[A-Za-z][\w-]*\.[\w.-]+"
    r"|(?:https?://|www\.)\S+"
    r"|(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?!\w)"
    r"|(?<![\w])\+?\d[\d ()-]{8,}\d(?!\w))"
)
"""What looks like an address of mail or the web, a postcode, or a telephone number."""
_IN_WORDS = re.compile(rf"(?<!\w)(?:{MONTH}|\d{{1,2}}(?:st|nd|rd|th))(?!\w)")
_STARTS = re.compile("(?:^|[.!?:;\n\"\u201c(\\[-]\\s*|\\s['\u2018])$")
_ABBREVIATION = re.compile(r"(?<= )[A-Z]{3}$")
_PLACE = "\0"
"""Stands where something was replaced, while what stays is looked over."""
_LONG_ENOUGH, _WHOLE = 6, 3


@dataclass(frozen=True)
class Written:
    """Words as they are in the copy, and why a reader must look at them."""

    text: str
    doubts: tuple[str, ...]


class Pen:
    """Writes the words of one case anew."""

    def __init__(self, known: Mapping[str, str], days: Days, vocabulary: Vocabulary, key: str = "") -> None:
        """`known` says what each identifying word or phrase becomes; `key` is what invented marks follow from."""
        self._key = key
        self._days = days
        self._vocabulary = vocabulary
        self._known = {_plain(said): made for said, made in known.items() if said.strip()}
        names = f"(?P<known>{'|'.join(_patterns(known, vocabulary)) or '(?!)'})"
        self._names = re.compile(names)
        self._all = re.compile(f"{MARK}|{names}|{IN_TEXT}|{_CONTACT}")

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
        return Written("".join([*made, text[end:]]), tuple(dict.fromkeys([*doubts, *self.doubts(looked_over)])))

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

    def _is_capital(self, text: str, found: re.Match[str]) -> bool:
        """Whether a word with a capital is no plain word at the start of a sentence, nor one the templates write so."""
        word = found.group()
        if word == word.casefold() or self._vocabulary.is_written_so(word):
            return False
        at_start = _STARTS.search(text[max(0, found.start() - 3) : found.start()]) or found.start() == 0
        return not (at_start and self._vocabulary.knows(word))

    def _is_no_mark(self, text: str) -> bool:
        """Whether it only has the form of one: `S10 PNC`, with letters that the templates write so."""
        return text[0] != "@" and any(self._vocabulary.is_written_so(word) for word in _ABBREVIATION.findall(text))

    def _replace(self, found: re.Match[str], year: int) -> tuple[str, str]:
        parts = found.groupdict()
        if mark := parts.get("mark"):
            if self._is_no_mark(mark):
                return mark, "number"
            return self._known.get(_plain(mark)) or invent_mark(mark, self._key), WHAT_A_MARK_IS
        if parts.get("known"):
            return self._known[_plain(parts["known"])], ""
        if parts.get("contact"):
            return LEFT_OUT, "looks like a telephone number, postcode, mail or web address"
        return self._days.in_text(found, year), "date in words"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _patterns(known: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Longest first. What is long and no plain word counts inside other words too; what is short, only as written.

    "Child A" must not be found in "child abuse", nor in "gave the child a book".
    """
    for said in sorted(dict.fromkeys(known), key=lambda one: (-len(one), one)):
        parts = said.split()
        if not parts:
            continue
        words = r"\s+".join(re.escape(part) for part in parts)
        is_plain = all(vocabulary.knows(part) for part in WORD.findall(said)) and not re.search(r"\d", said)
        shortest = min(len(part) for part in parts)
        if len(said) >= _LONG_ENOUGH and shortest >= _WHOLE and not is_plain:
            yield f"(?i:{words})"
        elif shortest == 1 or (len(parts) == 1 and is_plain):
            yield rf"(?<!\w){words}(?!\w)"
        else:
            yield rf"(?i:(?<!\w){words}(?!\w))"
