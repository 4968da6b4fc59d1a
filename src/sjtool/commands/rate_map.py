"""How each factor of a person stands, and which one a word means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from sjtool.assess.ratings import FactorView, rated_in
from sjtool.assess.standing import Standing
from sjtool.commands.live_forms import LiveForms
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating

_SAME = ("recent", "past", "direction", "rationale", "evidence")


def map_rows(views: Iterable[FactorView], standing: Standing, begun: Callable[[str], bool]) -> dict[str, str]:
    """Each factor by its title, and whether it is rated in this assessment, carried, rated before, or not at all."""
    assessment = standing.assessment.id if standing.assessment else None
    rows = {}
    for view in views:
        state = _state(view, rated_in(view, standing, assessment))
        rows[view.factor.title] = f"{state}; begun" if begun(view.factor.id) else state
    return rows


def _state(view: FactorView, made: Rating | None) -> str:
    if view.latest is None:
        return "not rated"
    day = day_words(view.latest.held_on) or "no date"
    if made is None:
        return f"not rated in this assessment; {view.title_of(view.latest.recent)} on {day}"
    is_carried = len(view.ratings) > 1 and is_same(view.ratings[-2], made)
    return f"{'carried forward, ' if is_carried else ''}{view.title_of(made.recent)} on {day}"


def is_same(earlier: Rating, later: Rating) -> bool:
    """Whether a later rating is an earlier one taken over as it was, for another assessment."""
    return earlier.assessment != later.assessment and all(getattr(earlier, k) == getattr(later, k) for k in _SAME)


def find_factors(views: Sequence[FactorView], typed: str) -> list[str]:
    """The ids of factors a number, an id or words of the title stand for; several where it is not clear."""
    word = typed.casefold().strip()
    if not word:
        return []
    if word.isdecimal() and 1 <= int(word) <= len(views):
        return [views[int(word) - 1].factor.id]
    exact = [view.factor.id for view in views if word in (view.factor.id.casefold(), view.factor.title.casefold())]
    parts = [view.factor.id for view in views if word in f"{view.factor.id} {view.factor.title}".casefold()]
    return exact[:1] or parts


def find_stale(live: LiveForms, views: Iterable[FactorView]) -> Iterator[str]:
    """Places whose words are on record already: the run was killed between the saving and the letting go."""
    for view in views:
        place = f"{view.person}/{view.factor.id}"
        left = live.left(place)
        if left and view.latest and all(left.get(k) == getattr(view.latest, k) for k in ("recent", "rationale")):
            yield place
