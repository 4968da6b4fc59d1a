"""Checks of departures from a tool: each answered, with reasons, protective evidence and countersignature."""

from __future__ import annotations

from sjtool.check.finding import Check

CHECKS: tuple[Check, ...] = ()
