"""Two moments of one case compared in words: what a supervisor asks first about a case they have seen before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sjtool.assess.accounts import split_ref
from sjtool.assess.judging import LEVEL_WORDS, hides_levels
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import ActionUpdate, Judgement

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


def tell_difference(before: Standing, after: Standing) -> Iterator[str]:
    """What changed between two moments, the judgement first, then ratings, plan and counts of what came in."""
    yield from _judgements(before, after)
    yield from _ratings(before, after)
    yield from _actions(before, after)
    yield from _counts(before, after)


def _judgements(before: Standing, after: Standing) -> Iterator[str]:
    known = {j.id for j in before.of(Judgement)}
    for judgement in after.of(Judgement):
        if judgement.id not in known:
            level = LEVEL_WORDS.get(judgement.level or "", "not said")
            yield f"{judgement.stage or 'a'} judgement made: level {level} ({judgement.id})"
    was, now = before.judgement("final"), after.judgement("final")
    if was and now and was.level != now.level:
        yield f"level: {LEVEL_WORDS.get(was.level or '', 'not said')} → {LEVEL_WORDS.get(now.level or '', 'not said')}"
    if hides_levels(after) and not hides_levels(before):
        yield "a new assessment is open; it is not judged yet"


def _ratings(before: Standing, after: Standing) -> Iterator[str]:
    was, now = _latest(before), _latest(after)
    for key, rating in now.items():
        earlier = was.get(key)
        factor, person = key
        name = f"{factor.rpartition('/')[2].replace('-', ' ')}, {after.label(person)}"
        said = (rating.recent or "not said").replace("-", " ")
        if earlier is None:
            yield f"{name}: rated {said} ({rating.id})"
        elif earlier.recent != rating.recent:
            yield f"{name}: {(earlier.recent or 'not said').replace('-', ' ')} → {said} ({rating.id})"


def _latest(standing: Standing) -> dict[tuple[str, str], Rating]:
    """The rating in force of each factor and person; the factor without its set's version."""
    found: dict[tuple[str, str], Rating] = {}
    for rating in sorted(standing.of(Rating), key=lambda r: (r.held_on or "", r.recorded_at())):
        found["/".join(filter(None, split_ref(rating.factor or ""))), standing.root(rating.person or "")] = rating
    return found


def _actions(before: Standing, after: Standing) -> Iterator[str]:
    known = {update.id for update in before.of(ActionUpdate)}
    for update in after.of(ActionUpdate):
        if update.id not in known:
            yield f"action {update.action}: {(update.status or 'not said').replace('-', ' ')} ({update.id})"


def _counts(before: Standing, after: Standing) -> Iterator[str]:
    was = Counter(e.kind for e in before.case)
    now = Counter(e.kind for e in after.case)
    added = [(_COUNTED[kind], now[kind] - was[kind]) for kind in _COUNTED if now[kind] > was[kind]]
    if added:
        yield "recorded: " + ", ".join(f"{n} {word if n == 1 else _plural(word)}" for word, n in added)
    corrected = sum(1 for e in after.case if e.record.supersedes) - sum(1 for e in before.case if e.record.supersedes)
    if corrected:
        yield f"corrected: {corrected} {'record' if corrected == 1 else 'records'}"


def _plural(word: str) -> str:
    return {"piece of evidence": "pieces of evidence", "person": "people"}.get(word, word + "s")
