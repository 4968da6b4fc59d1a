"""The words of a vignette: days, roles, answers and the reasons for none. Nothing that was recorded is markup in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sjtool.assess.accounts import Account
from sjtool.model.enquiry import HYPHENATED
from sjtool.model.people import Person
from sjtool.model.template import Wording

_ACTS = re.compile(r"[\\`*{}\[\]#~$^=<>|]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|-(?=-)|:(?=//)|(?<=\bwww)\.")
_ACTS_AT_START = re.compile(r"[-+:](?=\s|$)|(?<=\d)[.)](?=\s|$)")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ROLES = {
    "subject": "the person under assessment",
    "partner": "partner",
    "carer": "carer",
    "child": "child",
    "relative": "relative",
    "professional": "professional",
}
_NO_ANSWER = {
    "refused": "refused",
    "no-comment": "no comment",
    "not-known": "does not know",
    "unable": "could not answer",
    "not-asked": "not asked",
    "not-present": "not present",
    "not-applicable": "does not apply",
    "deferred": "put off",
    "withheld": "withheld",
}
_BASES = {"observed": "seen, not said", "record": "from a record", "inferred": "inferred, not said"}


def plain(text: str) -> str:
    """Recorded words that read as they are and do nothing: what acts in markdown or on a screen is made harmless.

    Line ends are kept as line breaks of one paragraph: by two spaces, which a reader of the bare text does not see.
    """
    lines = [_plain_line(line.strip()) for line in text.strip().split("\n")]
    return "  \n".join(line for line in lines if line)


def in_line(text: str) -> str:
    """The same where there is room for one line only: in headings, and between the marks of a question."""
    return plain(" ".join(text.split()))


def _plain_line(line: str) -> str:
    seen = _UNSAFE.sub(lambda match: f"\u27e8U+{ord(match.group()):04X}\u27e9", line)
    done = _ACTS.sub(lambda match: f"\\{match.group()}", seen)
    start = re.match(r"\d*[-+:.)]", done)
    if start and _ACTS_AT_START.search(done[: start.end() + 1]):
        return f"{done[: start.end() - 1]}\\{done[start.end() - 1 :]}"
    return done


def joined(parts: Iterable[str | None], mark: str = "; ") -> str:
    """What there is of several things, in one sentence without an end."""
    return mark.join(filter(None, parts))


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return text if not text or text.rstrip('"”\u2019)')[-1:] in {".", "?", "!", "…"} else f"{text}."


def as_words(code: str) -> str:
    """A code as words: without the template that it comes from, spaces for its dashes."""
    name = code.rpartition("/")[2] if re.fullmatch(r"[a-z0-9-]+@[^/\s]+/[a-z0-9-]+", code) else code
    return name if re.search(r"\s", name) else HYPHENATED.get(name, name.replace("-", " "))


def capital(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def is_known_by_label_only(person: Person) -> bool:
    """Whether nothing but the label of somebody may stand on a desk: a victim, and whoever is confidential."""
    return bool(person.confidential) or "victim" in person.roles


def say_roles(person: Person) -> str:
    """What somebody is in the case; that a child might come to harm is for the reader to find."""
    return joined((_ROLES.get(role) for role in person.roles), ", ")


def say_age(age: tuple[int, int] | None) -> str:
    """Whole years, and both where the year alone is known."""
    if age is None:
        return ""
    return f"now aged {age[0]}" if age[0] == age[1] else f"now aged {age[0]} or {age[1]}"


def say_answer(account: Account, wording: Wording | None) -> str:
    """What was answered, as recorded, with what was noted of it; or why there is no answer."""
    response = account.response
    if response.missing == "withheld":
        return "*withheld*"
    if not account.has_value:
        why = _NO_ANSWER.get(response.missing or "", "no answer recorded")
        return joined([f"*{why}.*", plain(joined([response.missing_note, response.note], " "))], " ")
    basis = _BASES.get(response.basis or "")
    said = plain(_said(account, wording))
    return joined([said, plain(response.note or ""), basis and f"*({basis})*"], " ")


def _said(account: Account, wording: Wording | None) -> str:
    """The answer itself: words are left as they stand, and anything else is made a sentence."""
    words, value = account.words(wording), account.response.value
    if isinstance(value, str) and not (wording and value in wording.options):
        return ended(words)
    unit = wording.unit if wording and wording.unit and not isinstance(value, bool) else ""
    is_ours = isinstance(value, bool) or bool(wording and wording.options)
    return ended(joined([capital(words) if is_ours else words, unit], " "))
