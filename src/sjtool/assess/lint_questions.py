"""Whether a question set is fit to be asked: wordings, kinds of answer, marks, what leads to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.lint_part import LONGEST_ASK, LONGEST_WHY, Finding, blank, cited, duplicates, too_long
from sjtool.model.template import Item, QuestionSet, Wording

_WORDINGS = ("ask", "ask_partner", "ask_carer")


def lint_questions(template: QuestionSet, sources: set[str]) -> Iterator[Finding]:
    """Every fault of a question set."""
    yield from duplicates("item", [item.id for item in template.item])
    for n, note in enumerate(template.set.conduct):
        yield from cited(("set", "conduct", n), note.source, note.pinpoint, sources)
    for n, item in enumerate(template.item):
        where = ("item", n)
        yield from cited(where, item.source, item.pinpoint, sources)
        yield from blank(where, {"ask": item.ask, "why": item.why, "title": item.title})
        yield from too_long(where, "why", item.why, LONGEST_WHY)
        yield from _lint_wording(where, item)
        for m, part in enumerate(item.part):
            yield from _lint_wording((*where, "part", m), part)
        yield from _lint_mark(where, item)
        if set(item.follow_up_by) - set(template.set.asked_of):
            yield (*where, "follow_up_by"), "it has prompts for somebody the set is not put to", "see  asked_of"
    yield from _lint_branches(template)
    yield from _lint_drawing(template)


def _lint_wording(where: tuple[str | int, ...], wording: Wording) -> Iterator[Finding]:
    for key in _WORDINGS:
        yield from too_long(where, key, getattr(wording, key), LONGEST_ASK)
    if wording.answer == "ordinal" and len(wording.options) < 2:  # noqa: PLR2004
        yield (*where, "options"), "an ordered answer needs at least two options", "list them from least to most"
    if wording.compare == "ordinal" and wording.answer != "ordinal":
        yield (*where, "compare"), "an ordered comparison needs an ordered answer", 'set  answer = "ordinal"'
    if wording.compare == "number" and wording.answer != "number":
        yield (*where, "compare"), "numbers are compared only where numbers are answered", 'set  answer = "number"'
    if wording.compare == "date" and wording.answer != "date":
        yield (*where, "compare"), "dates are compared only where dates are answered", 'set  answer = "date"'
    if wording.minimum is not None and wording.maximum is not None and wording.minimum > wording.maximum:
        yield (*where, "minimum"), "the least is more than the most", "swap minimum and maximum"


def _lint_mark(where: tuple[str | int, ...], item: Item) -> Iterator[Finding]:
    mark = item.mark
    if mark is None:
        return
    unknown = set(mark.parts) - {part.id for part in item.part}
    if unknown:
        yield (*where, "mark", "parts"), "the mark names a part the item has not", "name one of its parts"
    if mark.asks == "person-only":
        return
    asked: list[Wording] = [p for p in item.part if not mark.parts or p.id in mark.parts] if item.part else [item]
    for wording in asked:
        if not (wording.ask_partner or "").strip():
            yield where, "the partner is asked this, but there is no wording for the partner", "add  ask_partner = …"
        if wording.compare is None:
            yield where, "two accounts are compared here, but it is not said how", "add  compare = …"


def _lint_branches(template: QuestionSet) -> Iterator[Finding]:
    """Each `applies_if` looks at an earlier item that is always asked, at an answer that can be given, and can fail."""
    before: dict[str, Item] = {}
    for n, item in enumerate(template.item):
        rule = item.applies_if
        if rule is not None:
            where = ("item", n, "applies_if")
            earlier = before.get(rule.item)
            wording = _wording_at(earlier, rule.part)
            if wording is None:
                yield where, "it depends on an item that does not come before it", "name an earlier item, and its part"
            elif earlier is not None and earlier.applies_if is not None:
                yield (
                    where,
                    "it depends on an item that is not always asked",
                    "let it depend on the same",
                )
            elif wording.answer in _CLOSED and _answers(wording) <= {_text(value) for value in rule.any_of}:
                yield where, "it names every answer, so it is never left out", "leave applies_if out, or name fewer"
            elif not rule.any_of and not rule.none_of:
                yield (
                    where,
                    "it names no answer, so it can never be reached",
                    "add  any_of = [ … ]  or  none_of = [ … ]",
                )
            elif {_text(value) for value in (*rule.any_of, *rule.none_of)} - _answers(wording):
                yield where, "it waits for an answer that cannot be given", "name answers of that item's own"
        before[item.id] = item


_CLOSED = frozenset({"yes_no", "ordinal", "set"})


def _wording_at(item: Item | None, part: str | None) -> Wording | None:
    if item is None or not part:
        return item
    return next((known for known in item.part if known.id == part), None)


def _answers(wording: Wording) -> set[str]:
    return {"yes_no": {"true", "false"}}.get(wording.answer, set(wording.options))


def _text(value: str | bool | int) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lint_drawing(template: QuestionSet) -> Iterator[Finding]:
    """`draws_on` names items that are there, of this set or another's, and never leads back to where it began."""
    ids = {item.id for item in template.item}
    drawn = {item.id: [_own_item(ref, template.set.id) for ref in item.draws_on] for item in template.item}
    own = {item: [name for name in names if name] for item, names in drawn.items()}
    for n, item in enumerate(template.item):
        where = ("item", n, "draws_on")
        if item.draws_on and not template.set.is_prefilled:
            yield where, "this set is never filled in beforehand, and the item draws on another", "leave draws_on out"
        if set(own[item.id]) - ids:
            yield where, "it draws on an item this set has not", "name one of its items, or  set/item  of another set"
        elif _leads_back(item.id, own):
            yield where, "items draw on each other in a circle", "let the one asked first draw on nothing"


def _own_item(ref: str, set_id: str) -> str:
    """The item a reference names where it is one of this set; "" where it is another's."""
    named, _, item = ref.rpartition("/")
    return item if named in {"", set_id} else ""


def _leads_back(start: str, own: Mapping[str, list[str]]) -> bool:
    seen: set[str] = set()
    todo = list(own.get(start, ()))
    while todo:
        at = todo.pop()
        if at == start:
            return True
        if at not in seen:
            seen.add(at)
            todo += own.get(at, ())
    return False
