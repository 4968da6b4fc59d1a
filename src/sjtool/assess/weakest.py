"""Where an assessment is weakest, the weakest first: what a supervisor should press on before approving it.

Pointers, not faults: a rating may rightly rest on one source. What each of them means stands in docs/signing.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sjtool.assess.crosscheck import NEEDS_READING
from sjtool.assess.gap import Gap, Lens
from sjtool.assess.id_list import list_ids
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, instrument_id
from sjtool.assess.ratings import FactorView, needs_evidence, rated_in
from sjtool.assess.sources import find_sources
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.decision import Event, Override
from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.record import Record

WeakCode = Literal["single-source", "stale-evidence", "reading-in-a-line", "override", "gap"]
ORDER: Mapping[WeakCode, str] = {
    "single-source": "Rests on a single source",
    "stale-evidence": "Relied on, and older than twelve months",
    "reading-in-a-line": "Differences read in a line",
    "override": "Overrides, downward first",
    "gap": "Missing",
}
"""The codes in the order they are shown, each with its heading."""

LINE = 80
"""A reading of no more letters than this, without a line end, is one read in a line."""


@dataclass(frozen=True)
class WeakPoint:
    """One thing to press on. `text` may hold words of the case; `records` are what it is about."""

    code: WeakCode
    text: str
    records: tuple[str, ...] = ()


def find_weakest(lens: Lens, gaps: Sequence[Gap], today: date) -> tuple[WeakPoint, ...]:
    """Every weak point of the assessment `lens` looks at, in the order of ORDER."""
    return (
        *_single_sources(lens),
        *_stale(lens, today),
        *_short_readings(lens),
        *_overrides(lens),
        *(WeakPoint("gap", gap.text) for gap in sorted(gaps, key=lambda gap: not gap.essential)),
    )


def _rated(lens: Lens) -> Iterator[tuple[FactorView, Rating]]:
    """The ratings of this assessment that say something, those that raise concern first."""
    made = [(view, rated_in(view, lens.standing, lens.assessment)) for views in lens.views.values() for view in views]
    told = [(view, r) for view, r in made if r and needs_evidence(view.factor, r.recent, r.past)]
    return iter(sorted(told, key=lambda pair: pair[1].recent not in pair[0].factor.raises_concern_when))


def _made_overrides(lens: Lens) -> list[Override]:
    """The standing overrides of the final judgement, downward first."""
    final = lens.final
    made = [o for o in lens.standing.of(Override) if final and lens.standing.same(o.judgement, final.id)]
    return sorted(made, key=lambda override: override.direction != "downward")


def _single_sources(lens: Lens) -> Iterator[WeakPoint]:
    for override in _made_overrides(lens):
        for ids, what in ((override.protective_evidence, "its protective evidence"), (override.evidence, "")):
            source = _only_source(lens.standing, ids)
            if source:
                about = f"Override {override.id}" + (f", {what}" if what else "")
                yield WeakPoint("single-source", f"{about}: {source}", (override.id,))
    for view, rating in _rated(lens):
        source = _only_source(lens.standing, rating.evidence)
        if source:
            label = view.title_of(rating.recent).lower()
            yield WeakPoint("single-source", f"{view.factor.title} ({label}): {source}", (rating.id,))


def _only_source(standing: Standing, ids: Sequence[str]) -> str:
    """The one source behind these ids in words, or nothing where there is none or more than one."""
    sources = find_sources(standing, ids)
    if len(sources) != 1:
        return ""
    (name,) = sources
    record = standing.current(name)
    if standing.person(name):
        return f"what {standing.label(name)} said, and nothing else"
    return f"{_title(record)} ({name})"


def _title(record: Record | None) -> str:
    """What a record is called where it is relied on."""
    if isinstance(record, EvidenceRecord):
        return record.title or "evidence"
    if isinstance(record, ToolResult):
        return f"{instrument_id(record)} {record.scale}" if record.scale else instrument_id(record)
    if isinstance(record, Event):
        return " ".join(filter(None, [(record.kind or "event").replace("-", " "), day_words(record.held_on)]))
    return "a record that is no longer here"


def _stale(lens: Lens, today: date) -> Iterator[WeakPoint]:
    """Evidence and tool results that ratings and overrides still rest on, or that the judgement is compared with."""
    cited: dict[str, list[str]] = {}
    for _view, rating in _rated(lens):
        for name in rating.evidence:
            cited.setdefault(lens.standing.root(name), []).append(rating.id)
    for override in _made_overrides(lens):
        for name in (*override.evidence, *override.protective_evidence):
            cited.setdefault(lens.standing.root(name), []).append(override.id)
    for name, users in cited.items():
        record = lens.standing.current(name)
        if isinstance(record, EvidenceRecord | ToolResult) and is_stale(record.dated_on, today):
            yield _old(record, f"under {list_ids(dict.fromkeys(users))}")
    for result in (outcome.result for outcome in lens.outcomes):
        if lens.standing.root(result.id) not in cited and is_stale(result.dated_on, today):
            yield _old(result, "compared with the judgement")


def _old(record: EvidenceRecord | ToolResult, use: str) -> WeakPoint:
    text = f"{_title(record)} ({record.id}), {day_words(record.dated_on)}: {use}"
    return WeakPoint("stale-evidence", text, (record.id,))


def is_stale(dated_on: str | None, today: date) -> bool:
    """Whether the whole of a date, as far as it is known, lies more than twelve months back."""
    if not dated_on:
        return False
    latest = (dated_on + "-12-31"[len(dated_on) - 4 :]) if len(dated_on) < len("2026-03-02") else dated_on
    year_ago = f"{today.year - 1:04}-{today.month:02}-{today.day:02}"
    return latest < year_ago


def _short_readings(lens: Lens) -> Iterator[WeakPoint]:
    seen = set()
    for row in lens.discrepancies:
        reading = row.reading
        if reading is None or not row.reading_is_current or row.outcome not in NEEDS_READING or reading.id in seen:
            continue
        seen.add(reading.id)
        words = (reading.reading or "").strip()
        if len(words) <= LINE and "\n" not in words:
            yield WeakPoint(
                "reading-in-a-line", f"{row.item.id} {row.item.title} ({reading.id}): {words}", (reading.id,)
            )


def _overrides(lens: Lens) -> Iterator[WeakPoint]:
    for override in _made_overrides(lens):
        result = lens.standing.current(override.tool_result or "")
        decided = LEVEL_WORDS.get(override.decided_level or "", "not said")
        text = (
            f"{(override.direction or 'direction not said').capitalize()}: {_title(result)} said "
            f"{(override.tool_level or 'nothing').replace('-', ' ')}, decided {decided} on "
            f"{CONSTRUCT_WORDS[override.construct_ or 'other']} ({override.id})"
        )
        if override.direction == "downward":
            text += f"; protective evidence: {list_ids(override.protective_evidence) or 'none named'}"
        yield WeakPoint("override", text, (override.id,))
