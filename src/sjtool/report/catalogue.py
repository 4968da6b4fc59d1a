"""Which reports there are, and who builds each: one line a report, its builder imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from sjtool.report.context import Context
from sjtool.report.report import Report

REPORTS: Mapping[str, tuple[str, str]] = {
    "summary": ("summary", "summarise"),
    "internet-offender-assessment": ("internet_offender", "build_internet_offender_assessment"),
    "cross-check": ("crosscheck_report", "build_cross_check"),
    "visit-briefing": ("visit_briefing", "build_visit_briefing"),
    "safety-plan": ("family_plan", "build_safety_plan"),
    "protection-plan-outline": ("family_plan", "build_protection_plan_outline"),
    "subject-access": ("subject_access", "build_subject_access"),
    "full-history": ("full_history", "build_full_history"),
}
"""The module of `report/` that builds it, and the function in it, by the name a report is asked for."""


OF_THE_DAY = frozenset({"visit-briefing"})
"""Reports that say how things stand on the day they are made: one of yesterday is never taken for today's."""


def find_builder(name: str) -> Callable[[Context], Report]:
    """What builds a report of this name. Raises KeyError where there is none."""
    module, function = REPORTS[name]
    builder: Callable[[Context], Report] = getattr(import_module(f"sjtool.report.{module}"), function)
    return builder
