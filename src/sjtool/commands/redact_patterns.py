"""How each identifying word is looked for in running words: with a title, as a letter, in small letters or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from sjtool.commands.redact_names import TITLES
from sjtool.commands.redact_ordinary import ORDINARY
from sjtool.commands.redact_vocabulary import WORD, Vocabulary

_PERSONAL = "mr|mrs|ms|miss|mx|dr"
_TITLED = re.compile(rf"(?i:({TITLES}))\.?")
_LEAD = re.compile(rf"^({TITLES.casefold()})\.?\s*(?=\w)(?<=[\s.])")
_LONG_ENOUGH, _WHOLE = 6, 3
_NOT_A_CHILD = "".join(
    rf"(?<!\b{word}\s)" for word in ("the", "a", "his", "her", "their", "each", "every", "any", "no")
)
_GOES_ON = (
    r"(?=['\u2019]s|\s*$|[.,;:!?)]|\s(?:is|was|were|has|had|said|says|told|tells|asked|and|or|with|who|lives|lived|goes|"
    r"went|came|comes|would|will|can|could|did|does|spoke|saw|stays|stayed|slept|sleeps|knows|knew|in|at|to|on|alone)\b)"
)
"""After `child a` in small letters: what shows that the letter is a name and no article."""
_PART = (
    "plan",
    "part",
    "section",
    "schedule",
    "item",
    "option",
    "appendix",
    "annex",
    "category",
    "grade",
    "level",
    "wing",
)


def plain_key(text: str) -> str:
    """A word or phrase as it is looked up: in small letters, with single spaces, `Mr.` as `Mr`."""
    return _LEAD.sub(r"\1 ", " ".join(text.casefold().split()))


def is_ordinary(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word in small letters would be the plain word, and not a name."""
    return word.casefold() in ORDINARY or vocabulary.knows(word)


def build_patterns(known: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Longest first. What is long and no plain word counts inside other words too; what is short, only as written.

    "Child A" must not be found in "child abuse", nor in "gave the child a book".
    """
    for said in sorted(dict.fromkeys(known), key=lambda one: (-len(one), one)):
        parts = said.split()
        if not parts:
            continue
        if len(parts) > 1 and _TITLED.fullmatch(parts[0]):
            yield from _titled(parts)
        elif len(parts) == 2 and len(parts[1]) == 1 and parts[1].isalpha():  # noqa: PLR2004 - a word and a letter
            yield from _lettered(*parts)
        else:
            yield _plain(said, parts, vocabulary)


def _titled(parts: list[str]) -> Iterator[str]:
    """`Mr H`, `Mr. H`, `mr h`; a rank before a small `a` is none: `told the DS a tale`."""
    title, rest = parts[0].rstrip("."), parts[1:]
    words = r"\s+".join(re.escape(part) for part in rest)
    gap = r"(?:\.\s{0,3}|\s{1,3})"
    if len(rest) > 1 or len(rest[0]) > 1 or title.casefold() in _PERSONAL.split("|"):
        yield rf"(?i:(?<!\w){title}{gap}{words}(?!\w))"
    else:
        yield rf"(?<!\w)(?i:{title}){gap}{words}(?!\w)"


def _lettered(word: str, letter: str) -> Iterator[str]:
    """`Child A` and `CHILD A`; in small letters where the letter can be no article."""
    yield rf"(?<!\w)(?i:{re.escape(word)})\s+{letter}(?!\w)"
    small = letter.casefold()
    if small not in "ai":
        yield rf"(?<!\w){re.escape(word.casefold())}\s+{small}(?!\w)"
    elif letter != small:
        yield rf"{_NOT_A_CHILD}(?<!\w){re.escape(word.casefold())}\s+{small}{_GOES_ON}"


def _plain(said: str, parts: list[str], vocabulary: Vocabulary) -> str:
    words, loud = (r"\s+".join(map(re.escape, some)) for some in (parts, map(str.upper, parts)))
    named = WORD.findall(said)
    is_plain = all(is_ordinary(part, vocabulary) for part in named) and not re.search(r"\d", said)
    shortest = min(len(part) for part in parts)
    if len(said) >= _LONG_ENOUGH and shortest >= _WHOLE and not is_plain:
        return f"(?i:{words})"
    if shortest == 1 or (len(parts) == 1 and is_plain):
        shout = f"|{loud}" if len(said) > _WHOLE else ""
        return rf"(?<!\w)(?:{words}{shout})(?!\w)"
    return rf"(?i:(?<!\w){words}(?!\w))"


def build_letters(letters: Mapping[str, str]) -> str:
    """Letters that stand for people and are named together, `A and B`, or after one that is: `Child A and B`."""
    if not letters:
        return "(?!)"
    some = f"[{''.join(sorted(letters))}]"
    between = r"(?:\s?,\s(?:and\s|or\s)?|\s?&\s?|\s(?:and|or|with)\s)"
    after = "|".join(
        rf"(?<=\b(?i:{lead})\s{some}{said})"
        for lead in ("child", "mr", "ms", "mx", "mrs")
        for said in (r"\sand\s", r"\sor\s", r",\s", r"\s&\s", r"\swith\s")
    )
    no_part = "".join(rf"(?<!\b{word}\s)" for word in (*_PART, *(f"{word}s" for word in _PART)))
    return (
        rf"(?<![\w.'\u2019-])(?i:{no_part}){some}(?:{between}{some})+(?![\w-])"
        rf"|(?:{after}){some}(?![\w-])"
    )
