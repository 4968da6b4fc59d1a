"""What changed in the ratings between two moments: label, direction, and the evidence each rests on."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import split_ref
from sjtool.assess.looking_back import Reader, factor_name, say_code
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating


def tell_ratings(before: Standing, reader: Reader) -> Iterator[str]:
    """A line for each factor and person whose rating in force is another; of somebody guarded the label alone."""
    was = _latest(before)
    for key, rating in _latest(reader.standing).items():
        factor, person = key
        told = [*_changes(was.get(key), rating, only_label=reader.is_guarded(person))]
        if told:
            yield f"{factor_name(factor)}, {reader.standing.label(person)}: {', '.join(told)} ({rating.id})"


def _changes(was: Rating | None, now: Rating, *, only_label: bool) -> Iterator[str]:
    if was is None:
        yield f"rated {say_code(now.recent)}"
        if now.direction and not only_label:
            yield say_code(now.direction)
        return
    if was.recent != now.recent:
        yield f"{say_code(was.recent)} → {say_code(now.recent)}"
    if only_label:
        return
    if was.direction != now.direction:
        yield f"direction {say_code(was.direction)} → {say_code(now.direction)}"
    added = [name for name in now.evidence if name not in was.evidence]
    if added:
        yield f"evidence added: {', '.join(added)}"


def _latest(standing: Standing) -> dict[tuple[str, str], Rating]:
    """The rating in force of each factor and person; the factor without its set's version."""
    found: dict[tuple[str, str], Rating] = {}
    for rating in sorted(standing.of(Rating), key=lambda r: (r.held_on or "", r.recorded_at())):
        found["/".join(filter(None, split_ref(rating.factor or ""))), standing.root(rating.person or "")] = rating
    return found
