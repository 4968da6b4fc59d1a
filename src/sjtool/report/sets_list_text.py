"""The templates within reach as a list, by kind: what each is for, how much is in it, where it stands, whose it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sjtool.assess.language import Coverage
from sjtool.assess.rated import PER_WORDS, rated_per
from sjtool.model.language import LANGUAGES
from sjtool.model.template import ClockSet, FactorSet, MarkSet, Menu, QuestionSet
from sjtool.store.library import Loaded
from sjtool.text import count_words, wrap_text

KINDS: Mapping[str, tuple[str, str, str]] = {
    "question-set": ("Question sets: sjtool interview CASE SET", "question", "questions"),
    "factor-set": ("Factor sets: sjtool rate CASE SHEET", "factor", "factors"),
    "menu": ("Menus and outlines: sjtool sets print MENU", "entry", "entries"),
    "instrument": ("Instruments: sjtool receive CASE INSTRUMENT", "scale", "scales"),
    "clocks": ("Clocks: sjtool due PATHS", "clock", "clocks"),
    "marks": ("Marks of a force", "mark", "marks"),
}
"""Every kind in the order it is listed: heading, and what is counted."""
ASKED_WORDS: Mapping[str, str] = {
    "person": "the person",
    "household": "any adult of the household",
    "police": "police and own enquiries",
    "worker": "the workers",
    "meeting": "the meeting",
}
Languages = Mapping[str, Mapping[str, Coverage]]
"""What there is of a template in other languages: by reference, then language."""


def count_of(loaded: Loaded) -> int:
    """How many items, factors, entries, clocks, scales or marks a template has."""
    template = loaded.template
    if isinstance(template, QuestionSet):
        return len(template.item)
    if isinstance(template, FactorSet):
        return len(template.factor)
    if isinstance(template, Menu):
        return len(template.entry)
    if isinstance(template, ClockSet):
        return len(template.clock)
    return len(template.mark) if isinstance(template, MarkSet) else len(template.scale)


def whom_of(loaded: Loaded) -> str:
    """Of whom a set is asked, or for whom a sheet is rated."""
    template = loaded.template
    if isinstance(template, QuestionSet):
        return f"asked of {', '.join(ASKED_WORDS.get(role, f'the {role}') for role in template.set.asked_of)}"
    if isinstance(template, FactorSet):
        pers = dict.fromkeys(rated_per(template, factor) for factor in template.factor)
        return f"rated for {'; '.join(PER_WORDS[per] for per in pers)}"
    return f"to {template.set.use}" if isinstance(template, Menu) else ""


def summary_of(loaded: Loaded, languages: Mapping[str, Coverage]) -> dict[str, object]:
    """What `sets list` says of a template, as data."""
    head = loaded.template.set
    return {
        "ref": loaded.found.ref,
        "kind": head.kind,
        "title": head.title,
        "purpose": getattr(head, "purpose", ""),
        "count": count_of(loaded),
        "whom": whom_of(loaded),
        "standing": head.standing,
        "licence": head.licence,
        "origin": loaded.found.origin,
        "sha256": loaded.sha256,
        "languages": {
            code: {"lines": c.total, "current": c.current, "stale": c.stale} for code, c in languages.items()
        },
    }


def render_list(loaded: Sequence[Loaded], languages: Languages, width: int) -> str:
    """A heading for each kind, a short paragraph for each template; of its licence the first sentence."""
    lines: list[str] = []
    for kind, (heading, _one, _many) in KINDS.items():
        mine = [item for item in loaded if item.template.set.kind == kind]
        if mine:
            lines += [*([""] if lines else []), *wrap_text(heading, width), ""]
            lines += [line for item in mine for line in _entry(item, languages.get(item.found.ref, {}), width)]
    return "\n".join(lines)


def _entry(item: Loaded, languages: Mapping[str, Coverage], width: int) -> Iterator[str]:
    head = item.template.set
    _heading, one, many = KINDS[head.kind]
    facts = [count_words(count_of(item), one, many), whom_of(item), head.standing, item.found.origin]
    facts += [_coverage(code, coverage) for code, coverage in languages.items()]
    yield from wrap_text(f"{item.found.ref}   {head.title}", width, "  ")
    yield from wrap_text(" · ".join(filter(None, facts)), width, "    ", "    ")
    purpose = getattr(head, "purpose", "")
    if purpose:
        yield from wrap_text(purpose, width, "    ", "    ")
    yield from wrap_text(f"licence: {head.licence.split('. ')[0].removesuffix('.')}", width, "      ", "    ")


def _coverage(code: str, coverage: Coverage) -> str:
    name = next((words for known, words in LANGUAGES.items() if known == code), code)
    stale = f", {coverage.stale} out of date" if coverage.stale else ""
    return f"{name}: {coverage.current} of {coverage.total} lines{stale}"
