"""How a room of raters agrees, as JSON for scripts: figures whole, not rounded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sjtool.report.as_json import escape
from sjtool.report.json_head import headed
from sjtool.training.agreement import FactorAgreement, Figures, Room


def render(room: Room, today: date, names: Mapping[str, str]) -> str:
    """One object."""
    data = {
        "built_on": today.isoformat(),
        "raters": sorted(names[letter] for letter in room.raters.values()),
        "cases": [*room.cases],
        "sheets": [
            {
                "title": sheet.title,
                "scale": sheet.scale.id,
                "overall": _figures(sheet.overall),
                "factors": [{"factor": factor.id, **_figures(found)} for factor, found in sheet.factors],
                "ratings": [_spot(spot, names) for spot in sheet.spots],
            }
            for sheet in room.sheets
        ],
        "level": {"stage": room.level_stage, **_figures(room.level_figures)},
        "judgements": [
            {
                "case": one.case,
                "levels": {level: [names[who] for who in raters] for level, raters in one.levels},
                "first_only": {level: [names[who] for who in raters] for level, raters in one.first_only},
                "overrides": {way: [names[who] for who in raters] for way, raters in one.overrode},
                "not_judged": [names[who] for who in one.unjudged],
            }
            for one in room.levels
        ],
    }
    return escape(json.dumps(headed("agreement", data), indent=2, ensure_ascii=False)) + "\n"


def _figures(found: Figures) -> dict[str, Any]:
    return {
        "things": found.things,
        "share": found.pairs_agree,
        "alpha": found.alpha,
        "low": found.interval.low if found.interval else None,
        "high": found.interval.high if found.interval else None,
        "kappa": found.kappa,
        "why": found.why or None,
    }


def _spot(spot: FactorAgreement, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "case": spot.spot.case,
        "sheet": spot.spot.sheet,
        "factor": spot.spot.factor,
        "person": spot.spot.person,
        "share": spot.agree,
        "steps_apart": spot.steps_apart,
        "labels": {side.label: [names[who] for who in side.raters] for side in spot.sides},
        "not_rated": [names[who] for who in spot.without],
    }
