"""Every check, in the order its findings are read. One list; the documents and the tests are made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sjtool.check import (
    accounts,
    actions,
    clocks,
    covert,
    evidence,
    interviews,
    judging,
    ledger,
    official,
    overrides,
    plan,
    ratings,
    reactive,
    records,
    signing,
    templates,
    victims,
)
from sjtool.check.finding import Check, run_check
from sjtool.check.view import View
from sjtool.problem import Problem

CHECKS: tuple[Check, ...] = (
    *records.CHECKS,
    *ledger.CHECKS,
    *templates.CHECKS,
    *interviews.CHECKS,
    *accounts.CHECKS,
    *evidence.CHECKS,
    *ratings.CHECKS,
    *judging.CHECKS,
    *overrides.CHECKS,
    *official.CHECKS,
    *actions.CHECKS,
    *covert.CHECKS,
    *plan.CHECKS,
    *clocks.CHECKS,
    *reactive.CHECKS,
    *victims.CHECKS,
    *signing.CHECKS,
)
BY_CODE: dict[str, Check] = {check.code: check for check in CHECKS}


def run_checks(view: View, only: Collection[str] = ()) -> Iterator[Problem]:
    """Every finding of every check, or of those named."""
    for check in CHECKS:
        if not only or check.code in only:
            yield from run_check(check, view)
