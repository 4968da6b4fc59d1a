"""Read an answer as an officer types it: the value, and the words around it for the note.

One rule for all coded answers: the answer, then a comma (or a full stop, or a new line), then words. Where words stand
without that, nothing is guessed: "no idea" is not a no, "3 times a week" is not the third option, "5 hours a day" is
not five hours a week. What could not be taken is said plainly, and the session keeps the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sjtool.ask.typed_date import read_date
from sjtool.assess.compare import is_partial_date
from sjtool.dates import day_words
from sjtool.model.appraisal import describe_value
from sjtool.model.enquiry import Value
from sjtool.model.template import Wording

_SPLIT = re.compile(r"[,;!\n]|[.:](?!\d)|\s[-\u2013\u2014]\s|\u2014")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_NOT_A_COUNT = r"(?!\s?(?:am|pm|st|nd|rd|th|o.?clock)\b|:\d)"
_NUMBER = re.compile(rf"(?<![\w.:])-?\d{{1,12}}(?:\.\d{{1,6}})?(?!\d){_NOT_A_COUNT}", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:could|may|might|maybe|perhaps|up to|or|sometimes|more|less|weekends?|weekdays?)\b", re.IGNORECASE
)
_PLAINLY = re.compile(r"(?:[a-z' ]{0,20} )?-?[\d.]+(?: [a-z]+){0,3}", re.IGNORECASE)
_ZERO = re.compile(r"^(?:nil|zero|none)(?=$|,)", re.IGNORECASE)
_SPAN = r"(minute|hour|day|night|evening|week|month|year)"
_RATE = re.compile(
    rf"(?:\b(?:a|an|per|each|every)\s+|/\s?){_SPAN}|\b(dai|night|week|month|year)ly\b|\b(minute|min)s?\b", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?<!\d[/.-])(?:{_YEAR}-\d{{1,2}}(?:-\d{{1,2}})?|\d{{1,2}}([/.-])\d{{1,2}}\1{_YEAR}"
    rf"|\d{{1,2}}([/.])\d{{1,2}}\2\d{{2}}|{_DAY} {_MONTH},? {_YEAR}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|{_MONTH},? {_YEAR}|{_YEAR}|(?P<no_year>{_DAY} {_MONTH}|\d{{1,2}}/\d{{1,2}}))(?!\w|[/.-]\d)",
    re.IGNORECASE,
)
_HEDGE = r"about|around|roughly|approximately|approx|maybe|perhaps|probably|possibly|(?:i|he|she|they) thinks?"
_BEFORE_DATE = re.compile(rf"(?:(?:{_HEDGE}|circa|ca|c|in|on)\b\.?|[\s,])*", re.IGNORECASE)
_AFTER_DATE = re.compile(
    rf"(?:\s+(?:{_HEDGE}|or so)\b\.?|\?)*\s*(?:(?:{_SPLIT.pattern}).*)?",
    re.IGNORECASE | re.DOTALL,
)
DATE_HINT = "a date, or part of one: 3 March 2026, March 2026, 2026"
_YES_NO = {
    **dict.fromkeys(("y", "yes", "yeah", "yep", "yup", "aye"), True),
    **dict.fromkeys(("n", "no", "nope", "nah"), False),
}
_LETTER = re.compile(r"^([yn]|yes|yeah|yep|nope) (?!(?:and|but|or|no)\b)(?=[a-z])", re.IGNORECASE)
"""A letter or such a word and then more, as in "y since June"; "no" alone may begin "no idea", and is no answer so."""
_AND = re.compile(r"^(?:and|&)(?:\s+|$)", re.IGNORECASE)
_JOINING = frozenset({"and", "&", "+"})
_ALONE = frozenset({"neither", "none"})
_LEAST_PREFIX = 4


@dataclass(frozen=True)
class Typed:
    """What was understood: a value and a note, or what to say where nothing could be taken."""

    value: Value | None = None
    note: str = ""
    trouble: str = ""


def read_words(wording: Wording, text: str) -> Typed:
    """A typed answer as the value this question takes."""
    match wording.answer:
        case "number":
            return _read_number(wording, text)
        case "yes_no":
            head, rest = split_words(_LETTER.sub(r"\1, ", text.strip()))
            known = _YES_NO.get(head.casefold())
            return Typed(trouble="Type y or n; words may follow a comma.") if known is None else Typed(known, rest)
        case "ordinal":
            return _read_ordinal(wording, text)
        case "set":
            return _read_set(wording, text)
        case "date":
            return _read_day(text)
    return Typed(text.strip("\r\n"))


def split_words(text: str) -> tuple[str, str]:
    """What stands before the first comma, full stop or new line, and the words after it."""
    text = text.strip()
    found = _SPLIT.search(text)
    if found is None:
        return text, ""
    return text[: found.start()].strip(), text[found.end() :].strip()


def pick_option(options: Sequence[Sequence[str]], head: str) -> int | None:
    """Which option is meant by its number, one of its names, the clear beginning of one, or a word only it has."""
    word = _slug(head)
    if word.isascii() and word.isdigit():
        return int(word) - 1 if 1 <= int(word) <= len(options) else None
    exact = [n for n, names in enumerate(options) if word in {_slug(name) for name in names}]
    if exact:
        return exact[0]
    if len(word) < _LEAST_PREFIX:
        return None
    begins = [n for n, names in enumerate(options) if any(_slug(name).startswith(word + "-") for name in names)]
    if len(begins) == 1:
        return begins[0]
    holds = [n for n, names in enumerate(options) if any(word in _slug(name).split("-") for name in names)]
    return holds[0] if len(holds) == 1 else None


def describe_typed(wording: Wording, value: Value) -> str:
    """A value back in words: a number with its unit, an option without its hyphens, a date as it is written."""
    if wording.answer == "date" and is_partial_date(value):
        return day_words(value)
    words = describe_value(value)
    if wording.answer == "number":
        return f"{words} {wording.unit}" if wording.unit else words
    return words.replace("-", " ") if wording.options else words


def find_range_trouble(wording: Wording, value: float) -> str:
    """What to say of a number outside the permitted range; "" where it is inside."""
    low, high = wording.minimum, wording.maximum
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    unit = f" {wording.unit}" if wording.unit else ""
    if low is not None and high is not None:
        return f"It must be from {low:g} to {high:g}{unit}."
    return f"It must be at least {low:g}{unit}." if low is not None else f"It must be at most {high:g}{unit}."


def _read_number(wording: Wording, text: str) -> Typed:
    plain = _ZERO.sub("0", _THOUSANDS.sub("", text.strip()))
    unit = f" ({wording.unit})" if wording.unit else ""
    if _other_rate(wording.unit, plain):
        return Typed(trouble=f"That may be another measure. Type the number alone{unit}.")
    head, rest = split_words(plain)
    whole = _NUMBER.findall(plain) if _NUMBER.search(rest) and not _stands_alone(head, rest) else []
    candidates = whole or _NUMBER.findall(head) or _NUMBER.findall(plain)
    if len(candidates) != 1:
        what = "There is more than one number in that." if candidates else "There is no number in that."
        return Typed(trouble=f"{what} Type one number{unit}.")
    value = float(candidates[0]) if "." in candidates[0] else int(candidates[0])
    trouble = find_range_trouble(wording, value)
    if trouble:
        return Typed(trouble=trouble)
    return Typed(value, "" if plain == candidates[0] else text.strip())


def _read_day(text: str) -> Typed:
    """The one date in the words, where nothing stands around it but how sure it is; after a comma, anything."""
    plain = re.sub(r"[ \t]+", " ", text.strip())
    found = [*_DATE.finditer(plain)]
    if len(found) != 1:
        what = "There is more than one date in that." if found else "There is no date in that."
        return Typed(trouble=f"{what} Type {DATE_HINT}.")
    (only,) = found
    if only["no_year"]:
        return Typed(trouble=f"There is no year in that. Type {DATE_HINT}.")
    if not _BEFORE_DATE.fullmatch(plain[: only.start()]) or not _AFTER_DATE.fullmatch(plain[only.end() :]):
        return Typed(trouble="That may mean another time. Type the date, then a comma, then the words.")
    value, trouble = read_date(only[0])
    return Typed(trouble=trouble) if value is None else Typed(value, "" if plain == only[0] else text.strip())


def _stands_alone(head: str, rest: str) -> bool:
    """Whether the number before the comma is the answer, though words with another number follow it.

    "35, he says 20" is 35; "2 hours on weekdays, 6 at weekends" and "20 or so, could be 40" are no one number.
    """
    return bool(_PLAINLY.fullmatch(head)) and not _ANOTHER.search(rest) and not _ANOTHER.search(head)


def _other_rate(unit: str | None, text: str) -> bool:
    """Whether the words count by another span of time than the unit does: "5 hours a day" for hours a week."""
    if not unit:
        return False
    spans = {part.lower() for found in _RATE.findall(text) for part in found if part}
    return any({"dai": "day"}.get(span, span) not in unit.lower() for span in spans)


def _read_ordinal(wording: Wording, text: str) -> Typed:
    head, rest = split_words(text)
    found = pick_option([(option,) for option in wording.options], head)
    if found is None:
        return Typed(trouble=f"Type a number from 1 to {len(wording.options)}, or its word.")
    return Typed(wording.options[found], rest)


def _read_set(wording: Wording, text: str) -> Typed:
    split = (_AND.sub("", " ".join(token.split())) for token in re.split(r"[,;\n]", text))
    tokens = [token for token in split if token]
    if not tokens:
        return Typed(trouble="Type one or more, with commas between.")
    if not wording.options:
        return Typed(tuple(dict.fromkeys(tokens)))
    trouble = f"Type numbers from 1 to {len(wording.options)}, or their words, with commas between."
    chosen: list[int] = []
    for number, token in enumerate(tokens):
        found = _read_options(wording.options, token)
        if found is None:
            if not chosen or any(_mentions(wording.options, later) for later in tokens[number:]):
                return Typed(trouble=trouble)
            return _whole_set(wording, chosen, text.strip())
        chosen += found
    return _whole_set(wording, chosen, "")


def _whole_set(wording: Wording, chosen: Sequence[int], note: str) -> Typed:
    values = tuple(wording.options[n] for n in sorted(set(chosen)))
    alone = next((value for value in values if value in _ALONE), "")
    if alone and len(values) > 1:
        return Typed(trouble=f'"{alone}" stands alone: type it by itself, or leave it out.')
    return Typed(values, note)


def _read_options(options: Sequence[str], token: str) -> list[int] | None:
    """The options a stretch of words names, if it names nothing else: `websites and email`, `1 3`."""
    words = [word for word in _slug(token).split("-") if word]
    found: list[int] = []
    at = 0
    while at < len(words):
        if words[at] in _JOINING and found:
            at += 1
            continue
        picked, length = _longest_option(options, words[at:])
        if not length:
            return None
        found.append(picked)
        at += length
    return found or None


def _longest_option(options: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """The option that takes up most of the words from the first on, and how many it takes; (0, 0) where none does."""
    for length in range(len(words), 0, -1):
        picked = pick_option([(option,) for option in options], "-".join(words[:length]))
        if picked is not None:
            return picked, length
    return 0, 0


def _mentions(options: Sequence[str], token: str) -> bool:
    """Whether words that could not be read whole still seem to name an option."""
    slug = f"-{_slug(token)}-"
    numbers = {str(n) for n in range(1, len(options) + 1)}
    return any(f"-{option}-" in slug for option in options) or bool(numbers & set(re.findall(r"\b\d+\b", token)))


def _slug(text: str) -> str:
    return re.sub(r"[\s_-]+", "-", text.strip().casefold()).strip("-")
