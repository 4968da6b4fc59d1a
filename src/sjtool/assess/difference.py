"""Two moments of one case compared in words: what a supervisor asks first about a case they have seen before.

Coded values and ids only; who may be told what is settled in `looking_back.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sjtool.assess.difference_plan import tell_plan
from sjtool.assess.difference_ratings import tell_ratings
from sjtool.assess.difference_standing import tell_standing
from sjtool.assess.history_words import HARMS, say_record
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, hides_levels
from sjtool.assess.looking_back import Reader
from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement, Override
from sjtool.model.record import Record

_COUNTED = {
    "response": "answer",
    "evidence": "piece of evidence",
    "reading": "reading",
    "rating": "rating",
    "tool_result": "tool outcome",
    "formulation": "formulation",
    "scenario": "scenario",
    "override": "override",
    "action": "action",
    "event": "event",
    "person": "person",
    "session": "session",
}
_PLURALS = {"piece of evidence": "pieces of evidence", "person": "people"}


def tell_difference(
    before: Standing,
    after: Standing,
    *,
    hidden: bool | None = None,
    at_screen: bool = False,
    titles: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """What changed between two moments: judgement, ratings, where the person stands, plan, counts of what came in.

    `hidden` where tool levels are, whatever days these are; `titles` names entries of menus by their references.
    """
    hidden = hides_levels(after) if hidden is None else hidden
    reader = Reader(after, hidden, at_screen, titles or {})
    yield from _judgements(before, reader)
    yield from tell_ratings(before, reader)
    yield from tell_standing(before, reader)
    yield from tell_plan(before, reader)
    yield from _counts(before, reader)


def _judgements(before: Standing, reader: Reader) -> Iterator[str]:
    """Judgements made, what changed in the final one, and overrides."""
    after = reader.standing
    known = {record.id for record in (*before.of(Judgement), *before.of(Override))}
    for judgement in after.of(Judgement):
        if judgement.id not in known:
            level = LEVEL_WORDS.get(judgement.level or "", "not said")
            yield f"{judgement.stage or 'a'} judgement made: level {level} ({judgement.id})"
    was, now = _last_final(before), _last_final(after)
    if was and now:
        for key in ("level", "likelihood", *HARMS):
            old, new = getattr(was, key), getattr(now, key)
            if old != new:
                name = "likelihood" if key == "likelihood" else "level" if key == "level" else CONSTRUCT_WORDS[key]
                yield f"{name}: {_level(old)} → {_level(new)}"
    for override in after.of(Override):
        if override.id not in known:
            yield f"{say_record(override, reader)} ({override.id})"
    if hides_levels(after) and not hides_levels(before):
        yield "a new assessment is open; it is not judged yet"


def _last_final(standing: Standing) -> Judgement | None:
    """The final judgement made last, of whichever assessment."""
    return next((j for j in reversed(standing.of(Judgement)) if j.stage == "final"), None)


def _level(word: str | None) -> str:
    return LEVEL_WORDS.get(word or "", (word or "not said").replace("-", " "))


def _counts(before: Standing, reader: Reader) -> Iterator[str]:
    was, now = _seen(before, reader), _seen(reader.standing, reader)
    kinds = Counter(kind for kind, _record in now)
    kinds.subtract(kind for kind, _record in was)
    added = [(word, kinds[kind]) for kind, word in _COUNTED.items() if kinds[kind] > 0]
    if added:
        yield "recorded: " + ", ".join(f"{n} {word if n == 1 else _PLURALS.get(word, word + 's')}" for word, n in added)
    corrected = sum(bool(r.supersedes) for _kind, r in now) - sum(bool(r.supersedes) for _kind, r in was)
    if corrected:
        yield f"corrected: {corrected} {'record' if corrected == 1 else 'records'}"


def _seen(standing: Standing, reader: Reader) -> list[tuple[str, Record]]:
    """The records of a moment that the reader may know of now."""
    return [(entry.kind, entry.record) for entry in standing.case if reader.may_see(entry)]
