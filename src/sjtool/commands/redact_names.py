"""Names that no record of a person holds: behind a title, in short keys that say who, and in ids made from a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from sjtool.commands.redact_calendar import is_calendar, is_month
from sjtool.commands.redact_days import IN_TEXT
from sjtool.commands.redact_keys import NAMES
from sjtool.commands.redact_vocabulary import WORD, Vocabulary
from sjtool.store.ledger import Link
from sjtool.training.names import NameBook

TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|PS|DS|DI|DCI|Sgt|Insp|Prof|Rev|Judge|Nurse"
TITLE = re.compile(rf"({TITLES})\.? ")
PLAIN_IDS = frozenset(
    (
        *("subject", "person", "partner", "wife", "husband", "carer", "mother", "father", "parent", "child", "son"),
        *("daughter", "sister", "brother", "grandmother", "grandfather", "aunt", "uncle", "victim", "victims"),
        *("witness", "friend", "relative", "professional", "worker", "teacher", "neighbour"),
    )
)
_TITLED = re.compile(rf"(?<!\w)(?:{TITLES})\.? ([^\W\d_a-z][\w'\u2019-]*)(?: ([^\W\d_a-z][\w'\u2019-]+))?")
_RANKS = "sir|dame|cllr|supt|det|detective|constable|sergeant|inspector|superintendent"
_TITLE_ALONE = re.compile(rf"(?i:(?:{TITLES}|{_RANKS})\.?)")
_CAPITAL = "[^\\W\\d_a-z][\\w'\u2019-]*\\.?"
_BETWEEN = "(?:\\s{1,3}(?:d[aeiu]|del|della|van|von|der|den|la|le|el|al|bin|ibn|ap|y))*\\s{1,3}"
_RUN = re.compile(rf"(?<!\w){_CAPITAL}(?:{_BETWEEN}{_CAPITAL})*")
_SEGMENTS = re.compile(r"[,;:()/&\n]|(?<=\w\w)\.\s|\s(?:and|with|of|for|from|at|to|-|\u2013)\s")
_BODIES = frozenset(
    (
        *("agency", "association", "board", "centre", "charity", "clinic", "college", "council", "court", "department"),
        *("group", "home", "hospital", "house", "office", "partnership", "police", "practice", "prison", "probation"),
        *("project", "refuge", "school", "service", "services", "surgery", "team", "trust", "unit", "ward"),
    )
)
"""Words for a body: a name with one of them is that of an agency."""
_NOBODY = frozenset(("nobody", "none", "unknown", "manager", "supervisor", "chair", "coordinator")) | _BODIES
_DATES = re.compile(IN_TEXT)
_NUMBERED = re.compile(r"\S*\d\S*")
"""A word with a figure in it, such as an id, which `in_ids` takes apart."""
_WHOSE = ("'s", "\u2019s")
_SHORT, _LEAST, _LETTERS = 3, 2, 4
_PARTS_OF_A_PLAN = ("/took-part", "/whose")


def holds_names(link: Link, key: str) -> bool:
    """Whether a key says who: by what it is for, or as the part of a plan for the family that names people."""
    is_part = link.kind == "narrative" and str(link.table.get("heading")).endswith(_PARTS_OF_A_PLAN)
    return (link.kind, key) in NAMES or (is_part and key == "text")


def may_name(text: str, is_known: Callable[[str], bool]) -> bool:
    """Whether one word with a capital stands alone and stays, as a forename would: `Rose`, `Rose, probation`."""
    alone = (WORD.findall(part) for part in _segments(text) if not is_known(part))
    return any(
        len(words) == 1
        and words[0] != words[0].casefold()
        and words[0].casefold() not in _NOBODY | PLAIN_IDS
        and not _TITLE_ALONE.fullmatch(words[0])
        for words in alone
    )


def _segments(text: str) -> list[str]:
    """The parts of a text between stops, commas and small words; a date is none of them."""
    return [part.strip() for part in _SEGMENTS.split(_DATES.sub(";", text)) if part.strip()]


class Names:
    """Adds names to the words that are to be called something else, each time the same person by the same name."""

    def __init__(self, words: dict[str, str], book: NameBook, vocabulary: Vocabulary) -> None:
        """`words` says what each identifying word or phrase becomes; what stands there already stays."""
        self._words, self._book, self._vocabulary = words, book, vocabulary

    def behind_titles(self, texts: Iterator[str]) -> None:
        """Names behind a title: `Dr Example`."""
        for found in (found for text in texts for found in _TITLED.finditer(text)):
            names = [_bare(part) for part in found.groups() if part]
            for name in names:
                if len(name) >= _SHORT and not self._vocabulary.knows(name) and not is_calendar(name):
                    self._words.setdefault(name, self._surname(name))
            lead = found[0].split()[0].rstrip(".")
            said = f"{lead} {names[0]}"
            if (len(names[0]) == 1 or is_calendar(names[0])) and said not in self._words:
                self._words[said] = f"{lead} {self._surname(names[0])}"

    def in_keys(self, links: Sequence[Link]) -> None:
        """Names in the keys that say who, with a title or without, of one word or several."""
        for link in links:
            for key, value in link.table.items():
                if not holds_names(link, key):
                    continue
                for text in value if isinstance(value, list) else [value]:
                    for segment in _segments(str(text)):
                        self._segment(segment)

    def in_ids(self, ids: Mapping[str, str]) -> None:
        """Parts of an id that was made from a name: `first-last`."""
        for old, new in ids.items():
            for part in WORD.findall(old) if old != new else ():
                if len(part) > _SHORT and not self._vocabulary.knows(part):
                    self._add(part, self._surname(part.capitalize()))

    def _segment(self, segment: str) -> None:
        runs = [found.group() for found in _RUN.finditer(segment)]
        for run in runs:
            begins = run != segment and segment.startswith(run) and not run.endswith(_WHOSE)
            if not (begins and " " not in run and self._vocabulary.knows(run)):
                self._run(run)
        words = [word for word in WORD.findall(_NUMBERED.sub(" ", segment)) if not _TITLE_ALONE.fullmatch(word)]
        is_rare = all(len(word) >= _LEAST and not self._vocabulary.knows(word) for word in words)
        if words and not runs and is_rare:
            self._person(words, titled=False)

    def _run(self, run: str) -> None:
        """Words with capitals that stand together."""
        words: list[str] = []
        titled = False
        for word in run.split():
            if is_calendar(word) and (words or not is_month(word)):
                self._person(words, titled=titled)
                words, titled = [], False
            elif _TITLE_ALONE.fullmatch(word):
                self._person(words, titled=titled)
                words, titled = [], True
            else:
                words.append(_bare(word))
            if word.endswith(_WHOSE):
                self._person(words, titled=titled)
                words, titled = [], False
        self._person(words, titled=titled)

    def _person(self, words: list[str], *, titled: bool) -> None:
        """The whole name, and each word of it that is no plain word; a word behind a title is never plain."""
        rare = [word for word in words if self._is_rare(word)]
        if not words or (not rare and not self._is_name(words, titled=titled)):
            return
        if any(word.casefold() in _BODIES for word in words) and not titled:
            new = self._book.name("agency", " ".join(words))
            for word in rare:
                self._add(word, new.removeprefix("Agency "))
        else:
            *_first, last = words
            surname = self._words.get(last) or self._surname(last)
            for word in words[:-1]:
                if word in rare:
                    self._add(word, self._book.name("forename", f"named/{word}"))
            if last in rare or (titled and not is_calendar(last)):
                self._add(last, surname)
            new = surname if len(words) < _LEAST else f"{self._forename(words[0])} {surname}"
        if len(words) >= _LEAST:
            self._add(" ".join(words), new)

    def _is_name(self, words: list[str], *, titled: bool) -> bool:
        """Whether plain words with capitals are a name: behind a title, or where there are several; not `Child E`."""
        is_label = words[0].casefold() in PLAIN_IDS and all(len(word) == 1 for word in words[1:])
        is_written = all(self._vocabulary.is_written_so(word) or is_calendar(word) for word in words)
        if titled:
            return any(len(word) > 1 for word in words)
        return len(words) >= _LEAST and not is_label and not is_written

    def _forename(self, word: str) -> str:
        return self._words.get(word) or self._book.name("forename", f"named/{word}")

    def _surname(self, name: str) -> str:
        return self._book.name("surname", f"titled/{name}")

    def _is_rare(self, word: str) -> bool:
        is_letters = len(word) < _LEAST or (word.isupper() and len(word) <= _LETTERS) or is_calendar(word)
        return not is_letters and not self._vocabulary.holds(word) and not self._vocabulary.is_written_so(word)

    def _add(self, said: str, new: str) -> None:
        if not any(said.casefold() == known.casefold() for known in self._words):
            self._words[said] = new


def _bare(word: str) -> str:
    return word.rstrip(".").removesuffix(_WHOSE[0]).removesuffix(_WHOSE[1])
