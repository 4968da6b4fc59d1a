"""What a trainee is told, as JSON for scripts."""

from __future__ import annotations

from datetime import date
from typing import Any

from sjtool.report.json_head import headed
from sjtool.training.marking import FactorMark, JudgementMark, Marked
from sjtool.training.marking_stage import Later


def build(marked: Marked, trainee: str, model: str, today: date) -> dict[str, Any]:
    """One object."""
    return headed(
        "marking",
        {
            "trainee": trainee,
            "model": model,
            "built_on": today.isoformat(),
            "factors": [_factor(one) for one in (*marked.factors, *marked.unrated)],
            "judgement": _judgement(marked.judgement),
            "readings": {"read": marked.read, "unread": [f"{row.ref}/{row.part}".rstrip("/") for row in marked.unread]},
            "plan": {
                "answered": marked.answered,
                "open": [{"kind": want.kind, "ref": want.ref, "record": want.record} for want in marked.open_wants],
            },
            "extra": sorted({spot.factor for spot in marked.extra}),
            "later": _later(marked.later),
            "is_unmatched": marked.is_unmatched,
            "unused": [{"sheet": title, "factors": count} for title, count in marked.unused],
        },
    )


def _factor(one: FactorMark) -> dict[str, Any]:
    return {
        "sheet": one.spot.sheet,
        "factor": one.spot.factor,
        "person": one.spot.person,
        "theirs": one.theirs.recent if one.theirs else None,
        "model": one.model.recent,
        "steps": one.steps,
        "shared": [*one.shared],
        "missed": [*one.missed],
        "only_theirs": [*one.only_theirs],
        "not_given": [*one.not_given],
        "rests_on_nothing": one.rests_on_nothing,
        "is_strength": one.is_strength,
        "is_known_to_one": one.is_known_to_one,
    }


def _judgement(mark: JudgementMark) -> dict[str, Any]:
    return {
        "theirs": mark.theirs.level if mark.theirs else None,
        "first": mark.their_first.level if mark.their_first else None,
        "is_final": mark.is_final,
        "stage": mark.stage,
        "model": mark.model.level if mark.model else None,
        "model_first": mark.model_first.level if mark.model_first else None,
        "steps": mark.steps,
        "overrides": [one.direction for one in mark.overrides],
        "model_overrides": [one.direction for one in mark.model_overrides],
        "said_none": mark.said_none,
        "counter_faced": [*mark.counter_cited],
        "counter_missed": [*mark.counter_missed],
    }


def _later(later: Later | None) -> dict[str, Any] | None:
    """What the model made of it afterwards: null where a trainee is held against the whole of it."""
    if later is None:
        return None
    return {
        "papers": [*later.papers],
        "level": later.final.level if later.final else None,
        "moved": [
            {"sheet": s.sheet, "factor": s.factor, "person": s.person, "before": before.recent, "after": after.recent}
            for s, (before, after) in later.moved.items()
        ],
        "sheets": [{"sheet": sheet, "factors": count} for sheet, count in later.sheets],
        "overrides": [one.direction for one in later.overrides],
    }
