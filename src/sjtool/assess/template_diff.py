"""What differs between two templates of one kind: what an officer must know before using the new one.

Every key of a template is compared, so that no change is silent; `TOPICS` says which matter first. What a key is called
on a screen is left to `report/template_diff_text.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sjtool.model.template import AppliesIf, Factor, Item, ItemMark, Mark, Source, Template, TemplatePart

Topic = Literal["findings", "content", "scales", "who", "answers", "wording", "conduct", "head", "order", "standing"]
Kind = Literal["changed", "added", "removed", "renamed", "moved"]
TOPICS: tuple[Topic, ...] = (
    "findings",
    "content",
    "scales",
    "who",
    "answers",
    "wording",
    "conduct",
    "head",
    "order",
    "standing",
)
"""What changes the meaning of an answer or a rating comes first."""
_KEYS: Mapping[Topic, str] = {
    "findings": "raises_concern_when is_context_only side carry_forward construct_ maps_to",
    "scales": "scale is_graded periods directions anchors",
    "who": "asked_of mark clear_with_police_first applies_if draws_on is_prefilled rated_per rated_for handling "
    "marks_of for_whom not_for asks parts reason",
    "answers": "answer unit minimum maximum options compare tolerance use treatment",
    "standing": "standing anchors_standing standing_note marks_note licence source pinpoint owner status replaced "
    "to_verify",
}
_TOPIC_OF_KEY: Mapping[str, Topic] = {key: topic for topic, keys in _KEYS.items() for key in keys.split()}
_TOPIC_WITHIN: Mapping[str, Topic] = {
    "set": "head",
    "scale": "scales",
    "label": "scales",
    "level": "findings",
    "mark": "who",
    "conduct": "conduct",
    "source": "standing",
    "credit": "standing",
    "evidence": "standing",
}
"""Where a table's other keys belong; where they are not named here they are wording, and the table is content."""
_IDENTITY = ("id", "item", "word", "text", "citation", "finding")
_GIST = ("ask", "text", "means", "why", "finding", "citation", "maps_to", "predicts", "reason", "title")
_BY_WORDS = frozenset({"conduct", "credit", "evidence"})
_SHORT = 8
_FINDINGS_CHANGE = "This changes findings."
_OFF_SCALE = "A rating that used it is not on the new scale."


@dataclass(frozen=True)
class Change:
    """One difference. `key` is the key or table of the template; `old` and `new` are whole, "" where there is none."""

    topic: Topic
    kind: Kind
    where: str
    key: str
    old: str = ""
    new: str = ""
    note: str = ""


def compare_templates(old: Template, new: Template) -> tuple[Change, ...]:
    """Every difference but those of id and version, what changes meaning first. Both are of one kind."""
    found = [
        *_compare_keys("the set", "set", old.set, new.set, skip=("id", "version")),
        *_compare_keys("", "", old, new, skip=("set",)),
    ]
    return tuple(sorted(found, key=lambda change: TOPICS.index(change.topic)))


def _compare_keys(
    where: str, table: str, old: TemplatePart, new: TemplatePart, skip: Sequence[str] = ()
) -> Iterator[Change]:
    """The keys of one table, and of the tables within it."""
    for key in type(old).model_fields:
        was, now = getattr(old, key), getattr(new, key)
        if key in skip or repr(was) == repr(now):  # not ==, by which yes would be the number 1
            continue
        if isinstance(was, dict):
            yield from _compare_by_name(where, key, was, now)
        elif isinstance(was, tuple) and any(isinstance(part, TemplatePart) for part in (*was, *now)):
            yield from _compare_lists(where if table != "set" else "", key, was, now)
        else:
            topic = _TOPIC_OF_KEY.get(key) or _TOPIC_WITHIN.get(table, "wording")
            note = _note_on(key, was, now)
            yield Change(topic, "changed", where, key.rstrip("_"), say_value(was), say_value(now), note)


def _note_on(key: str, was: object, now: object) -> str:
    """That a change decides which findings there are, and how."""
    if key != "raises_concern_when":
        return _FINDINGS_CHANGE if _TOPIC_OF_KEY.get(key) == "findings" else ""
    before, after = _texts(was), _texts(now)
    told = [f'rated "{label}" it raises concern now' for label in after if label not in before]
    told += [f'rated "{label}" it no longer does' for label in before if label not in after]
    return f"{_FINDINGS_CHANGE[:-1]}: {'; '.join(told)}." if told else ""


def _compare_by_name(where: str, key: str, was: Mapping[str, object], now: Mapping[str, object]) -> Iterator[Change]:
    """A key that holds something for each of several names: an anchor for each label, prompts for each role."""
    for name in dict.fromkeys([*was, *now]):
        old, new = was.get(name), now.get(name)
        kind: Kind = "added" if old is None else "removed" if new is None else "changed"
        if old != new:
            spot = f"{where}, {'label ' if key == 'anchors' else ''}{name}"
            yield Change(_TOPIC_OF_KEY.get(key, "wording"), kind, spot, key, say_value(old), say_value(new))


def _compare_lists(
    outer: str, table: str, old: Sequence[TemplatePart], new: Sequence[TemplatePart]
) -> Iterator[Change]:
    """Tables of one kind, by their ids: what went, what came, what is called otherwise, changed or moved."""
    was, now = _by_id(old), _by_id(new)
    pairs = _pair(was, now)
    topic = _TOPIC_WITHIN.get(table, "content")
    for name in [name for name in was if name not in pairs]:
        note = _OFF_SCALE if table == "label" else ""
        yield Change(topic, "removed", _name(outer, table, was[name]), table, old=_gist(was[name]), note=note)
    for name in [name for name in now if name not in pairs.values()]:
        yield Change(
            topic, "added", _name(outer, table, now[name]), table, new=_gist(now[name]), note=_aside(now[name])
        )
    for name, name_now in pairs.items():
        where = _name(outer, table, now[name_now])
        if name != name_now:
            note = _OFF_SCALE if table == "label" else ""
            yield Change(topic, "renamed", where, table, name, name_now, note)
        yield from _compare_keys(where, table, was[name], now[name_now], skip=("id",))
    before = [pairs[name] for name in was if name in pairs]
    after = [name for name in now if name in before]
    for name in _moved(before, after):
        topic_moved: Topic = "scales" if table == "label" else "order"
        where = _name(outer, table, now[name])
        yield Change(topic_moved, "moved", where, table, _place(name, before), _place(name, after))


def _by_id(parts: Sequence[TemplatePart]) -> dict[str, TemplatePart]:
    """Tables by what they are known by; an id that stands twice is counted, so that neither is lost."""
    seen: Counter[str] = Counter()
    found: dict[str, TemplatePart] = {}
    for part in parts:
        name = _identity(part)
        seen[name] += 1
        found[f"{name} ({seen[name]})" if seen[name] > 1 else name] = part
    return found


def _pair(was: Mapping[str, TemplatePart], now: Mapping[str, TemplatePart]) -> dict[str, str]:
    """Old name to new name: the same id, else the same title under a new id."""
    pairs = {name: name for name in was if name in now}
    come = {getattr(part, "title", ""): name for name, part in now.items() if name not in was}
    come.pop("", None)
    for name, part in was.items():
        other = come.pop(getattr(part, "title", ""), None) if name not in pairs else None
        if other is not None:
            pairs[name] = other
    return pairs


def _moved(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """As few names as explain the new order: all but a longest run that kept its order."""
    place = {name: n for n, name in enumerate(before)}
    none: list[str] = []
    runs = [none]
    for name in after:
        longest = max((run for run in runs if not run or place[run[-1]] < place[name]), key=len)
        runs.append([*longest, name])
    kept = max(runs, key=len)
    return [name for name in after if name not in kept]


def _place(name: str, order: Sequence[str]) -> str:
    at = order.index(name)
    return f"after {order[at - 1]}" if at else "first"


def _identity(part: TemplatePart) -> str:
    return next(str(getattr(part, key)) for key in _IDENTITY if key in type(part).model_fields)


def _name(outer: str, table: str, part: TemplatePart) -> str:
    """How a table is called in a message: its id and title, after that of the table it stands in."""
    known, title = _identity(part), getattr(part, "title", "")
    if table in _BY_WORDS:
        words = known.split()
        known, title = f'"{" ".join(words[:_SHORT])}{" …" if len(words) > _SHORT else ""}"', ""
    own = f"{'conduct note' if table == 'conduct' else table} {known}"
    own += f" ({title})" if title and table != "source" else ""
    return f"{outer}, {own}" if outer else own


def _gist(part: TemplatePart) -> str:
    """The words of a table by which an officer knows what it is."""
    said = (getattr(part, key, None) for key in _GIST)
    return next(text for text in said if isinstance(text, str))


def _aside(part: TemplatePart) -> str:
    """What must be known of a table that is new."""
    if isinstance(part, Item):
        marked = f"Mark: {part.mark.asks}." if part.mark else ""
        first = "Asking it may disclose the allegation: clear it with the police first."
        return f"{marked} {first if part.clear_with_police_first else ''}".strip()
    if isinstance(part, Factor):
        return f"Raises concern when: {', '.join(part.raises_concern_when)}."
    if isinstance(part, ItemMark):
        return f"Mark: {part.asks}."
    return f"Licence: {part.licence}" if isinstance(part, Source) else ""


def say_value(value: object) -> str:
    """A value in words; "" for none. Lists of words stand on one line, lists of sentences on one each."""
    if isinstance(value, Mark):
        parts = f"; parts {', '.join(value.parts)}" if value.parts else ""
        return f"{value.asks} ({value.standing}{parts}): {value.reason}"
    if isinstance(value, AppliesIf):
        some, none = (say_value(answers) for answers in (value.any_of, value.none_of))
        part = f", part {value.part}" if value.part else ""
        return f"item {value.item}{part}: {'; '.join(filter(None, [some, none and f'none of {none}']))}"
    if isinstance(value, tuple):
        texts = _texts(value)
        return ("\n" if any(" " in text for text in texts) else ", ").join(texts)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value or "")


def _texts(values: object) -> list[str]:
    return [say_value(value) for value in values] if isinstance(values, tuple) else []
