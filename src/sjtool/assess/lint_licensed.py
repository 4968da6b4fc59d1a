"""Whether a set holds what belongs to a licensed instrument: its name, or the titles of its items.

The outcome of such a tool is recorded as it was made; its items are rated with its manual, by those trained in it, and
not here. The titles are known by their fingerprints alone, so that nothing of a manual stands in this project.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from sjtool.assess.lint_part import Finding
from sjtool.model.template import FactorSet, Instrument, QuestionSet, Template

ENOUGH = 3
"""So many titles of one instrument in one set are no chance."""
_BRACKETED = re.compile(r"\(([A-Z][A-Za-z0-9/-]*[A-Z0-9])[;)]")
_OWN_SPELLING = re.compile(r"\b(?:[A-Z][a-z]+[A-Z]|[A-Z]{2,}[a-z])[A-Za-z]*")
_FIX = (
    "record what the tool came to with  sjtool receive ; a sheet of your own has titles of its own, and a name that is "
    "not the tool's (… -style says that it is not the tool)"
)


def lint_licensed(template: Template, passports: Iterable[Instrument]) -> Iterator[Finding]:
    """Every way in which a question set or sheet takes up a tool that is recorded only."""
    if not isinstance(template, QuestionSet | FactorSet):
        return
    known = tuple(passports)
    for passport in _recorded_only(known):
        yield from _lint_name(template, passport)
    for passport in known:
        yield from _lint_titles(template, passport)


def fingerprint(title: str) -> str:
    """What a title is known by: the first 16 hex digits of its SHA-256, without regard to capitals and spacing."""
    return hashlib.sha256(" ".join(title.casefold().split()).encode("utf-8")).hexdigest()[:16]


def _recorded_only(passports: Sequence[Instrument]) -> Iterator[Instrument]:
    """Instruments whose items are not ours to ask: not those whose public rule is worked out here as well."""
    public = {(passport.set.yields_to or "").partition("/")[0] for passport in passports}
    for passport in passports:
        if passport.set.treatment == "recorded" and passport.set.id not in public:
            yield passport


def _lint_name(template: QuestionSet | FactorSet, passport: Instrument) -> Iterator[Finding]:
    what = f"it is named as the items of a tool whose outcome is only recorded here ({passport.set.id})"
    words = re.escape(passport.set.id)
    if re.search(rf"(?<![a-z0-9]){words}(?!-style(?![a-z0-9]))(?![a-z0-9])", template.set.id.casefold()):
        yield ("set", "id"), what, _FIX
    if any(_stands_in(name, template.set.title) for name in _names(passport)):
        yield ("set", "title"), what, _FIX


def _names(passport: Instrument) -> Iterator[str]:
    """What a tool is called: its full name, its short ones, and words that only a name is spelt like."""
    titles = (passport.set.title, *(scale.title for scale in passport.scale))
    yield re.split(r" \(|,", passport.set.title)[0]
    for title in titles:
        yield from _BRACKETED.findall(title)
    yield from _OWN_SPELLING.findall(passport.set.title)


def _stands_in(name: str, title: str) -> bool:
    """Whether a name stands in a title as a word of its own. Capitals tell ARMS from arms."""
    word = rf"(?<![A-Za-z0-9]){re.escape(name)}(?!-style\b)(?![A-Za-z0-9])"
    return re.search(word, title, 0 if name.upper() == name else re.IGNORECASE) is not None


def _lint_titles(template: QuestionSet | FactorSet, passport: Instrument) -> Iterator[Finding]:
    if isinstance(template, QuestionSet):
        table, titles = "item", [item.title for item in template.item]
    else:
        table, titles = "factor", [factor.title for factor in template.factor]
    held = [n for n, title in enumerate(titles) if fingerprint(title) in passport.set.licensed_titles]
    if len({fingerprint(titles[n]) for n in held}) >= ENOUGH:
        what = f"{len(held)} of its titles are those of the items of a licensed tool ({passport.set.id})"
        yield (table, held[0], "title"), what, _FIX
