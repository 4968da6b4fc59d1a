"""The instruments that are computed, and the one way in to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sjtool.model.instrument import Instrument, Rule
from sjtool.score import casic, cport, dc_srp, iic_srp
from sjtool.score.result import Result

COMPUTED = ("dc-srp", "iic-srp", "cport", "casic")
"""Ids of the instruments that are computed; every other outcome is recorded as it was made elsewhere."""
Compute = Callable[[Mapping[str, Any]], Result]
_SIMPLE = {"dc-srp": dc_srp.compute, "iic-srp": iic_srp.compute, "casic": casic.compute}

_NEEDED = {"dc-srp": dc_srp.ITEMS, "cport": cport.ITEMS}
"""Items that are looked up by name."""


def find_compute(instrument: str, passports: Callable[[str], Instrument]) -> Compute:
    """How to compute one instrument; `passports` gives the passport of an id. Raises KeyError for one not computed."""
    if instrument not in COMPUTED:
        raise KeyError(instrument)
    passport = passports(instrument)
    rule = rule_of(passport)
    if instrument == "cport":
        stand_in = rule_of(passports("casic"))
        return lambda given: cport.compute(passport, rule, given, stand_in)
    simple = _SIMPLE[instrument]
    return lambda given: simple(passport, rule, given)


def rule_of(passport: Instrument) -> Rule:
    """The rule of a computed instrument. Raises KeyError for a passport that has none, or not all it needs."""
    rule, needed = passport.rule, _NEEDED.get(passport.set.id, frozenset())
    if rule is None or not needed <= {item.id for item in rule.item}:
        raise KeyError(passport.set.id)
    return rule
