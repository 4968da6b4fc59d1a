"""What a computed result looks like at the terminal: the figures with what they rest on, or that they stay hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sjtool.assess.judging import Outcome, find_outcomes
from sjtool.commands.desk import Desk
from sjtool.console import say, screen_width, write_out
from sjtool.loader import Loaded, load_sound
from sjtool.model.appraisal import ToolResult
from sjtool.model.instrument import Instrument
from sjtool.report.json_head import headed
from sjtool.report.tool_words import YIELDS, figures, spaced
from sjtool.score.result import Result
from sjtool.text import wrap_text

_LEVELS = (
    "points",
    "percentage",
    "band",
    "band_before_reduction",
    "reduction_applied",
    "item_points",
    "interval",
    "met",
    "decided_by",
    "stands_in",
)


@dataclass(frozen=True)
class Shown:
    """A result, the record it became, and the one before it; `is_hidden` where its level must wait."""

    result: Result
    saved: ToolResult
    before: ToolResult | None
    is_hidden: bool = False


def show_result(desk: Desk, loaded: Loaded, shown: Shown, *, as_json: bool) -> None:
    """The result to stdout, without its level where that must wait; where it was saved to stderr."""
    if not as_json:
        say(f"saved {shown.saved.id} in {loaded.path.name}")
    write_out(_as_json(shown) if as_json else "\n".join(_lines(desk, loaded, shown)))


def _as_json(shown: Shown) -> str:
    """Every key of the result; those that tell its level are left out where it must wait."""
    before = shown.before.model_dump(mode="json", by_alias=True, exclude_none=True) if shown.before else None
    found = headed("score", {"record": shown.saved.id, **shown.result.as_json(), "before": before})
    if shown.is_hidden:
        found = {key: value for key, value in found.items() if key not in _LEVELS}
        found |= {"before": shown.before.id if shown.before else None, "hidden": list(_LEVELS)}
    return json.dumps(found, indent=2, ensure_ascii=False)


def _lines(desk: Desk, loaded: Loaded, shown: Shown) -> list[str]:
    result, width = shown.result, screen_width()
    passport = desk.library.instrument(result.instrument)
    lines = wrap_text(f"{passport.set.title}, rule of {result.rule_dated_on}", width)
    if not shown.is_hidden:
        for label, words in _rows(shown, passport):
            lines += wrap_text(f"{label}: {words}", width, "      ", "  ")
    official = _official(desk, loaded, shown)
    if official:
        lines += wrap_text(f"Stands: {official}", width, "      ", "  ")
    return lines + wrap_text(f"Limits: {result.limits}", width, "      ", "  ")


def _rows(shown: Shown, passport: Instrument) -> Iterator[tuple[str, str]]:
    """The band, every figure with what it is a figure of, and what it was before."""
    saved, before = shown.saved, shown.before
    for label, word in (("Band", saved.level), ("Threshold", saved.band)):
        if word:
            yield label, spaced(word)
    yield from figures(passport, saved)
    if shown.result.missing:
        titles = {item.id: item.title for item in passport.rule.item} if passport.rule else {}
        yield "Missing", "; ".join(titles.get(key, key) for key in shown.result.missing)
    if before:
        had = [spaced(before.level or before.band or "")] if before.level or before.band else []
        had += [
            f"{label[:1].lower()}{label[1:]} {words}" for label, words in figures(passport, before) if label in _OLD
        ]
        yield f"Before ({before.id}, {before.dated_on or 'undated'}, {before.version or 'no version'})", "; ".join(had)


_OLD = ("Points", "Interval", "Before lowering")


def _official(desk: Desk, loaded: Loaded, shown: Shown) -> str:
    """That an official result of the scale leads, and, where levels are shown, whether the two agree."""
    after = load_sound(loaded.path, desk.library)
    outcomes = find_outcomes(after.standing, after.passports)
    mine = next((outcome for outcome in outcomes if outcome.result.id == shown.saved.id), None)
    if mine is None or mine.leads is None:
        return ""
    other: Outcome = next(outcome for outcome in outcomes if outcome.result is mine.leads)
    told = ""
    if not shown.is_hidden and mine.mapped and other.mapped:
        told = "; the two agree" if mine.mapped == other.mapped else "; THE TWO DIFFER, see  sjtool check"
    return f"{YIELDS}, {mine.leads.id}{told}"
